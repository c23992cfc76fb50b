"""Exports: what other tools read is what is in the tables, and nothing in it runs."""

import csv
import json
import sqlite3
from pathlib import Path
from typing import Any

import openpyxl
import pyarrow.parquet as pq
import pytest
import rdflib
from hypothesis import given
from hypothesis import strategies as st

from pipeline.catalogue.export import TARGETS, Target, export
from pipeline.catalogue.export.inert import inert_text
from pipeline.catalogue.export.plain import csv_line
from pipeline.catalogue.export.sheets import sheets
from pipeline.catalogue.export.workbook import LEFT_OUT
from pipeline.catalogue.store import open_to_read
from pipeline.errors import OutputError, UsageError
from tests.catalogue.made_up import azione, built, plan

RUN = ("=", "+", "-", "@", "\t", "\r", "\n", "＝")
HOSTILE = (
    '=HYPERLINK("http://x.example","y")',
    "=1+1",
    "+39 0461 000000",
    "-1",
    "@SUM(1)",
    "\t=1+1",
    " =1+1",
    "＝1+1",
    "<script>alert(1)</script>",
    "'; DROP TABLE interventi; --",
    "http://x.example",
    "001",
    'due "virgolette", e\nuna riga',
    "\x01\x0b",
    "x" * 40_000,
)


@pytest.fixture
def hostile(tmp_path: Path) -> Path:
    """A catalogue whose titles are meant to be run."""
    interventi = [azione(text) for text in HOSTILE]
    return built(tmp_path, plan("=a.txt", "=Comune", 2022, *interventi))[0]


def rows_of(connection: sqlite3.Connection) -> dict[str, list[dict[str, Any]]]:
    """The rows of each sheet, by column."""
    return {
        sheet.name: [
            dict(zip([each.name for each in sheet.columns], row, strict=True))
            for row in sheet.rows(connection)
        ]
        for sheet in sheets()
    }


def test_json_lines_are_the_tables(connection: sqlite3.Connection, tmp_path: Path) -> None:
    paths = export(connection, "jsonl", str(tmp_path / "out"))
    found = {
        Path(path).stem: [
            json.loads(line) for line in Path(path).read_text(encoding="utf-8").splitlines()
        ]
        for path in paths
    }
    assert found == rows_of(connection)
    assert found["documenti"][0]["signed"] is False


def test_parquet_is_the_tables_with_types(connection: sqlite3.Connection, tmp_path: Path) -> None:
    paths = export(connection, "parquet", str(tmp_path / "out"))
    found = {Path(path).stem: pq.read_table(path) for path in paths}
    assert {name: table.to_pylist() for name, table in found.items()} == rows_of(connection)
    schema = found["documenti"].schema
    assert [str(schema.field(name).type) for name in ("id", "anno", "coverage", "signed")] == [
        "string",
        "int64",
        "double",
        "bool",
    ]


def test_csv_is_the_tables(connection: sqlite3.Connection, tmp_path: Path) -> None:
    export(connection, "csv", str(tmp_path))
    with (tmp_path / "interventi.csv").open(encoding="utf-8", newline="") as stream:
        found = list(csv.DictReader(stream))
    expected = rows_of(connection)["interventi"]
    assert [row["titolo"] or None for row in found] == [row["titolo"] for row in expected]
    assert list(found[0]) == list(expected[0])


def test_a_null_and_an_empty_text_are_told_apart_in_csv() -> None:
    assert csv_line([None, "", "a", 1, 2.5, True, 'b"c', "d\ne", " f"]) == (
        ',"",a,1,2.5,true,"b""c","d\ne"," f"\r\n'
    )


def test_no_cell_of_a_csv_is_a_formula(hostile: Path, tmp_path: Path) -> None:
    with open_to_read(str(hostile)) as connection:
        paths = export(connection, "csv", str(tmp_path / "out"))
    for path in paths:
        with Path(path).open(encoding="utf-8", newline="") as stream:
            for row in csv.reader(stream):
                assert not [cell for cell in row if cell.lstrip(" ").startswith(RUN)]
    with (tmp_path / "out" / "interventi.csv").open(encoding="utf-8", newline="") as stream:
        titles = [row["titolo"] for row in csv.DictReader(stream)]
    assert {title.removeprefix("'") for title in titles} >= {"=1+1", "-1", "@SUM(1)", "\t=1+1"}


@pytest.mark.parametrize("text", ["a=1", "1-2", "e-mail", "", " ", "ciao @tutti", "'=1"])
def test_other_texts_are_left_alone(text: str) -> None:
    assert inert_text(text) == text


@given(st.text())
def test_what_is_put_in_front_is_one_apostrophe(text: str) -> None:
    assert inert_text(text) in {text, f"'{text}"}
    assert inert_text(inert_text(text)) == inert_text(text)


def test_no_cell_of_a_workbook_is_a_formula_or_a_link(hostile: Path, tmp_path: Path) -> None:
    path = str(tmp_path / "out.xlsx")
    with open_to_read(str(hostile)) as connection:
        export(connection, "xlsx", path)
        expected = {row["titolo"] for row in rows_of(connection)["interventi"]}
    book = openpyxl.load_workbook(path)
    assert {cell.data_type for page in book for row in page.iter_rows() for cell in row} <= {*"snb"}
    assert not [cell for page in book for row in page.iter_rows() for cell in row if cell.hyperlink]
    page = book["Interventi"]
    column = next(cell.column for cell in page[1] if cell.value == "titolo")
    titles = {page.cell(row, column).value for row in range(2, page.max_row + 1)}
    plain = {text for text in expected if len(text) < 100 and text.isprintable()}
    assert plain <= titles
    assert max(len(str(title)) for title in titles) == 32_767


def test_a_workbook_has_head_filters_and_widths(
    connection: sqlite3.Connection, tmp_path: Path
) -> None:
    path = str(tmp_path / "out.xlsx")
    export(connection, "xlsx", path)
    book = openpyxl.load_workbook(path)
    wanted = {sheet.title for sheet in sheets() if sheet.name not in LEFT_OUT}
    assert set(book.sheetnames) == wanted
    assert book.sheetnames[0] == "Catalogo"
    for page in book:
        assert page.freeze_panes == "B2"
        assert page.auto_filter.ref
        assert all(8 <= each.width <= 63 for each in page.column_dimensions.values())
    assert book["Interventi"].max_row == 9


@pytest.mark.parametrize("target", TARGETS)
def test_exporting_again_gives_the_same_bytes(
    connection: sqlite3.Connection, tmp_path: Path, target: Target
) -> None:
    written = []
    for name in ("one", "other"):
        paths = export(connection, target, str(tmp_path / name))
        written.append([Path(path).read_bytes() for path in paths])
        assert not list(tmp_path.rglob("*.part"))
    assert written[0] == written[1]


def test_the_descriptor_fits_the_files(connection: sqlite3.Connection, tmp_path: Path) -> None:
    export(connection, "datapackage", str(tmp_path))
    described = json.loads((tmp_path / "datapackage.json").read_text(encoding="utf-8"))
    keys: dict[tuple[str, str], set[str]] = {}
    tables = {}
    for resource in described["resources"]:
        with (tmp_path / resource["path"]).open(encoding="utf-8", newline="") as stream:
            rows = list(csv.DictReader(stream))
        tables[resource["name"]] = rows
        schema = resource["schema"]
        names = [field["name"] for field in schema["fields"]]
        types = {field["type"] for field in schema["fields"]}
        assert types <= {"string", "integer", "number", "boolean"}
        assert all(list(row) == names for row in rows)
        key = schema.get("primaryKey", names)
        assert len({tuple(row[name] for name in key) for row in rows}) == len(rows)
        for name in names:
            keys[resource["name"], name] = {row[name] for row in rows}
    for resource in described["resources"]:
        for foreign in resource["schema"].get("foreignKeys", ()):
            target = foreign["reference"]["resource"], foreign["reference"]["fields"][0]
            values = {row[foreign["fields"][0]] for row in tables[resource["name"]]} - {""}
            assert values <= keys[target], (resource["name"], foreign)


def test_skos_is_turtle_with_the_entries(connection: sqlite3.Connection, tmp_path: Path) -> None:
    (path,) = export(connection, "skos", str(tmp_path / "out.ttl"))
    graph = rdflib.Graph().parse(path)
    notations = {str(each) for each in graph.objects(None, rdflib.SKOS.notation)}
    assert "D08-0824" in notations
    schemes = set(graph.subjects(rdflib.RDF.type, rdflib.SKOS.ConceptScheme))
    assert len(schemes) == 1


def test_what_cannot_be_written_is_told(connection: sqlite3.Connection, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(OutputError, match="cannot be written"):
        export(connection, "csv", str(tmp_path / "file" / "below"))


def test_too_many_rows_for_a_sheet_are_told(
    connection: sqlite3.Connection, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("pipeline.catalogue.export.workbook.MAX_ROWS", 5)
    with pytest.raises(UsageError, match="a sheet takes 4"):
        export(connection, "xlsx", str(tmp_path / "out.xlsx"))
    assert not (tmp_path / "out.xlsx").exists()
