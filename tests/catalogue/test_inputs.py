"""What a catalogue is built from: folders of parts as well as files."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from click.testing import CliRunner

from pipeline.catalogue.cli import catalogue
from pipeline.catalogue.inputs import as_json
from pipeline.distribute.part_forms import open_part
from pipeline.errors import ExitCode, UsageError
from pipeline.write import encode
from tests.catalogue.made_up import SOME, write

HALF = len(SOME) // 2


def tables_of(database: Path) -> list[str]:
    """All that a catalogue holds."""
    with closing(sqlite3.connect(database)) as connection:
        return list(connection.iterdump())


def build(out: Path, database: Path) -> list[str]:
    """What the catalogue of an input holds."""
    result = CliRunner().invoke(catalogue, ["build", str(out), "-o", str(database), "-q"])
    assert (result.exit_code, result.output) == (0, "")
    return tables_of(database)


@pytest.fixture
def whole(tmp_path: Path) -> list[str]:
    """What the catalogue of one file holds."""
    return build(write(tmp_path / "out.jsonl", *SOME), tmp_path / "whole.db")


def test_a_folder_of_parts_is_what_its_parts_are(tmp_path: Path, whole: list[str]) -> None:
    folder = tmp_path / "out.jsonl.parts"
    (folder / "_made").mkdir(parents=True)
    (folder / "_made" / "part-000000.json").write_text("{}")
    (folder / "_manifest.json").write_text("{}")
    (folder / ".hidden.jsonl").write_text("no JSON")
    (folder / "README").write_text("no JSON")
    write(folder / "part-000000.jsonl", *SOME[:HALF])
    write(folder / "part-000001.jsonl", *SOME[HALF:])
    assert build(folder, tmp_path / "parts.db") == whole


def test_parquet_holds_the_same(tmp_path: Path, whole: list[str]) -> None:
    folder = tmp_path / "out.parquet"
    folder.mkdir()
    for number, some in enumerate((SOME[:HALF], SOME[HALF:])):
        path = folder / f"part-{number:06}.parquet"
        with path.open("wb") as stream, open_part("parquet", stream) as add:
            add(map(encode, some))
    assert build(folder, tmp_path / "parquet.db") == whole


def test_what_is_unpacked_is_taken_away(tmp_path: Path) -> None:
    path = tmp_path / "a.parquet"
    pq.write_table(pa.table({"record": ["{}", '{"a":"à"}']}), path)
    with as_json([str(path), "b.json"]) as (unpacked, other):
        assert Path(unpacked).read_text(encoding="utf-8") == '{}\n{"a":"à"}\n'
        assert other == "b.json"
    assert not Path(unpacked).exists()


def _nothing(folder: Path) -> None:
    (folder / "README").touch()


def _other_table(folder: Path) -> None:
    pq.write_table(pa.table({"id": [1]}), folder / "interventi.parquet")


@pytest.mark.parametrize(
    ("make", "told"),
    [
        (_nothing, "holds nothing that `extract` wrote"),
        (lambda folder: (folder / "_made").mkdir(), "Call it again with --resume"),
        (_other_table, "it has no column `record`"),
        (lambda folder: (folder / "a.parquet").write_bytes(b"PAR1"), "cannot be read as Parquet"),
    ],
    ids=["empty", "not whole", "another table", "damaged"],
)
def test_a_folder_of_something_else_is_refused(tmp_path: Path, make: object, told: str) -> None:
    folder = tmp_path / "out"
    folder.mkdir()
    assert callable(make)
    make(folder)
    with pytest.raises(UsageError, match=told), as_json([str(folder)]):
        pytest.fail("it was taken")


def test_the_shell_is_told(tmp_path: Path) -> None:
    result = CliRunner().invoke(catalogue, ["build", str(tmp_path), "-o", str(tmp_path / "a.db")])
    assert result.exit_code == ExitCode.USAGE
    assert "no .json, .jsonl, .parquet" in result.output
