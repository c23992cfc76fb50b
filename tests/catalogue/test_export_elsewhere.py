"""Exports as the tools that they are for read them: frictionless, DuckDB, pandas."""

import sqlite3
from pathlib import Path

import duckdb
import frictionless
import pandas as pd
import pytest

from pipeline.catalogue.export import export
from pipeline.catalogue.export.plain import PROFILE
from pipeline.catalogue.export.sheets import sheets
from pipeline.catalogue.store import open_to_read
from tests.catalogue.made_up import SOME, azione, built, plan
from tests.catalogue.test_export import HOSTILE, rows_of


@pytest.fixture(scope="module")
def package(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A Data Package of ordinary documents and of one whose every text is meant to be run."""
    folder = tmp_path_factory.mktemp("package")
    hostile = plan(
        "=a.txt",
        "=Comune",
        2022,
        *(azione(text, by=["=Coop", "—", text]) for text in HOSTILE),
    )
    with open_to_read(str(built(folder, *SOME, hostile)[0])) as connection:
        export(connection, "datapackage", str(folder / "out"))
    return folder / "out" / "datapackage.json"


def errors_of(package: Path) -> list[tuple[str, str]]:
    """What frictionless finds wrong: where, and of which kind."""
    report = frictionless.validate(str(package))
    found = [("", error.type) for error in report.errors]
    found += [(task.name, error.type) for task in report.tasks for error in task.errors]
    assert report.valid == (not found)
    return found


def test_frictionless_finds_the_package_valid(package: Path) -> None:
    """Types, required cells, primary and foreign keys of every table."""
    assert errors_of(package) == []
    described = frictionless.Package(str(package))
    assert described.resource_names == [sheet.name for sheet in sheets()]
    assert described.to_descriptor()["$schema"] == PROFILE


@pytest.mark.parametrize(
    ("name", "before", "after", "found"),
    [
        ("documenti", "Comune di Beta", "Comune,di Beta", "extra-cell"),
        ("documenti", ",2022,comune di beta,2,", ",MMXXII,comune di beta,2,", "type-error"),
        ("documenti", ",comune di beta,", ",comune di gamma,", "foreign-key"),
        ("territori", "comune di beta,", "comune di alfa,", "primary-key"),
    ],
)
def test_frictionless_sees_what_is_wrong(
    package: Path, tmp_path: Path, name: str, before: str, after: str, found: str
) -> None:
    for each in package.parent.iterdir():
        (tmp_path / each.name).write_bytes(each.read_bytes())
    table = tmp_path / f"{name}.csv"
    text = table.read_text(encoding="utf-8")
    assert before in text
    table.write_text(text.replace(before, after), encoding="utf-8")
    assert (name, found) in errors_of(tmp_path / "datapackage.json")


@pytest.fixture
def folder(connection: sqlite3.Connection, tmp_path: Path) -> Path:
    """The tables as Parquet."""
    export(connection, "parquet", str(tmp_path))
    return tmp_path


def test_duckdb_reads_the_tables_and_joins_them(
    connection: sqlite3.Connection, folder: Path
) -> None:
    expected = rows_of(connection)
    with duckdb.connect() as duck:
        for name, rows in expected.items():
            found = duck.execute(f"SELECT * FROM '{folder / name}.parquet'").fetchall()  # noqa: S608
            assert found == [tuple(row.values()) for row in rows], name
        joined = duck.execute(
            f"SELECT count(*) FROM '{folder}/interventi.parquet' i "  # noqa: S608
            f"JOIN '{folder}/documenti.parquet' d ON d.id = i.documento_id WHERE NOT d.signed"
        ).fetchone()
    assert joined == (len(expected["interventi"]),)


def test_pandas_reads_the_tables_with_types(connection: sqlite3.Connection, folder: Path) -> None:
    for name, rows in rows_of(connection).items():
        frame = pd.read_parquet(folder / f"{name}.parquet", dtype_backend="numpy_nullable")
        assert frame.shape == (len(rows), len(rows[0]) if rows else frame.shape[1])
    frame = pd.read_parquet(folder / "documenti.parquet", dtype_backend="numpy_nullable")
    assert [str(frame.dtypes[name]) for name in ("id", "anno", "coverage", "signed")] == [
        "string",
        "Int64",
        "Float64",
        "boolean",
    ]
