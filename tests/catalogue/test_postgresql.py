"""The catalogue on a PostgreSQL server is that of the SQLite file, row by row."""

import sqlite3
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import Connection

from pipeline.batch import find_files
from pipeline.catalogue.ask import Value, ask, search
from pipeline.catalogue.build import build as build_file
from pipeline.catalogue.database import open_database
from pipeline.catalogue.export import TARGETS, Target, export
from pipeline.catalogue.postgresql.ask import ask as ask_server
from pipeline.catalogue.postgresql.ask import search as search_server
from pipeline.catalogue.postgresql.build import build
from pipeline.catalogue.postgresql.schema import differences, metadata
from pipeline.catalogue.postgresql.store import open_to_read
from pipeline.catalogue.questions import Parameter, questions
from pipeline.catalogue.store import dictionary
from pipeline.catalogue.store import open_to_read as open_file
from pipeline.catalogue.tables import tables
from pipeline.options import Options
from pipeline.supervise import Course, run_batch
from pipeline.write import open_output
from tests.catalogue.agreement import SHOWN, assert_agree, assert_answers_agree, rows_of
from tests.catalogue.made_up import azione, built, plan
from tests.places import SAMPLES


@pytest.fixture
def pair(both: tuple[Path, str]) -> Iterator[tuple[sqlite3.Connection, Connection]]:
    """Both, open for reading."""
    with open_file(str(both[0])) as file, open_to_read(both[1]) as server:
        yield file, server


@pytest.mark.parametrize("name", [*tables(), *SHOWN])
def test_rows_are_those_of_the_file(pair: tuple[sqlite3.Connection, Connection], name: str) -> None:
    file, server = pair
    assert rows_of(server, name) == rows_of(file, name)


def test_answers_are_those_of_the_file_in_its_order(both: tuple[Path, str]) -> None:
    assert_answers_agree(*both)


def test_an_answer_that_is_cut_says_so_there_too(
    pair: tuple[sqlite3.Connection, Connection],
) -> None:
    question = questions()["scadenze"]
    assert ask_server(pair[1], question, {}, 2) == ask(pair[0], question, {}, 2)
    assert not ask_server(pair[1], question, {}, 3).is_cut


def test_the_samples_are_the_same_in_both(tmp_path: Path, address: str) -> None:
    out = tmp_path / "out.json"
    with open_output(str(out)) as writer:
        options = Options(ocr="never")
        for outcome in run_batch(
            find_files([str(SAMPLES)]).jobs, options, Course(is_indented=True)
        ):
            writer.add_all(outcome.bodies)
    file = tmp_path / "catalogue.db"
    assert build_file([str(out)], str(file)) == build([str(out)], address)
    assert_agree(file, address)
    with open_database(str(file)) as one, open_database(address) as other:
        for words in ("comunita", "famiglia", '"family audit"', "l'impresa"):
            found = [{row[0] for row in each.search(words, 99).rows} for each in (one, other)]
            assert found[0] == found[1]
            assert found[0]


GIVEN: dict[str, Value] = {
    "territorio": "àLFA", "anno": 2022, "tipo": "comune", "edizione": "2", "voce": "B04-0401",
    "al-massimo": 1, "almeno": 2, "dal": "2021-03", "al": "2022-01-01", "nome": "COOPERATIVA",
    "organizzazione": "Ente", "chiave": "ente tre", "norma": "LEGGE:1990", "rule": "CNT001",
    "severity": "warning", "da": 2021, "a": 2022, "stato": "riscritto",
}  # fmt: skip


@pytest.mark.parametrize(
    ("name", "parameter"),
    [(name, each) for name, asked in questions().items() for each in asked.parameters],
    ids=lambda value: getattr(value, "name", value),
)
def test_parameters_narrow_as_they_do_there(
    pair: tuple[sqlite3.Connection, Connection], name: str, parameter: Parameter
) -> None:
    nothing: Value = -1 if parameter.type == "integer" else "x' OR 1=1 --"
    for value in (GIVEN[parameter.name], 90.5 if parameter.type == "real" else nothing):
        given = {parameter.name: value}
        one = ask(pair[0], questions()[name], given)
        other = ask_server(pair[1], questions()[name], given)
        assert Counter(one.rows) == Counter(other.rows)


def test_any_two_years_are_compared_as_there(tmp_path: Path, address: str) -> None:
    years = [
        plan("a", "Alfa", 2020, azione("Nido"), azione("Orto")),
        plan("b", "Alfa", 2021, azione("Nido")),
        plan("c", "Alfa", 2022, azione("Nido"), azione("Bosco"), azione("'; DROP")),
    ]
    file = built(tmp_path, *years)[0]
    build([str(tmp_path / "out.jsonl")], address)
    asked: dict[str, Value] = {"territorio": "alfa", "da": 2020, "a": 2022}
    with open_file(str(file)) as one, open_to_read(address) as other:
        for given in (asked, {**asked, "stato": "aggiunto"}, {**asked, "territorio": "beta"}):
            expected = ask(one, questions()["cambiamenti"], given).rows
            assert ask_server(other, questions()["cambiamenti"], given).rows == expected
        assert len(ask_server(other, questions()["cambiamenti"], asked).rows) == 3


@pytest.mark.parametrize(
    "text",
    [
        "comunita", "COMUNITÀ", "comunita educante", "educante comunita", '"comunita educante"',
        '"educante comunita"', "bonus", "bonus AND nido", "NEAR(bonus", "titolo:bonus", "l'orto",
        "* ^ -", '"', "", "coop.", "& | !", "a:1 <-> b", "x' OR 1=1 --",
    ],
)  # fmt: skip
def test_search_finds_what_it_finds_there(
    pair: tuple[sqlite3.Connection, Connection], text: str
) -> None:
    one, other = search(pair[0], text, 10), search_server(pair[1], text, 10)
    assert one.columns == other.columns
    brano = one.columns.index("brano")
    assert {row[:brano] for row in one.rows} == {row[:brano] for row in other.rows}
    assert all("[" in str(row[brano]) for row in other.rows)


def test_comunita_finds_comunita(pair: tuple[sqlite3.Connection, Connection]) -> None:
    found = search_server(pair[1], "comunita educante", 10)
    assert [row[3] for row in found.rows] == ["Comunità educante"]
    assert "[Comunità] [educante]" in str(found.rows[0])
    assert search_server(pair[1], "comunita", 1).is_cut


def test_every_table_has_its_keys_indexes_and_comments(
    pair: tuple[sqlite3.Connection, Connection],
) -> None:
    server = pair[1]
    described = server.exec_driver_sql(
        "SELECT c.relname, coalesce(a.attname, ''), d.description FROM pg_class c "
        "JOIN pg_description d ON d.objoid = c.oid AND d.classoid = 'pg_class'::regclass "
        "LEFT JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum = nullif(d.objsubid, 0) "
        "WHERE c.relnamespace = 'public'::regnamespace"
    )
    expected = {(name, column, text) for name, column, _, text in dictionary()}
    ours = {tuple(row) for row in described if row[0] not in ("ricerca", "versione")}
    assert ours == expected
    kinds = Counter(
        kind
        for (kind,) in server.exec_driver_sql(
            "SELECT contype FROM pg_constraint WHERE connamespace = 'public'::regnamespace"
        )
    )
    assert kinds["f"] == sum(len(table.foreign) for table in tables().values()) + 1
    assert kinds["p"] == sum(bool(table.key) for table in tables().values()) + 2
    indexed = {
        name
        for (name,) in server.exec_driver_sql(
            "SELECT indexname FROM pg_indexes WHERE schemaname = 'public'"
        )
    }
    assert {index.name for table in metadata().tables.values() for index in table.indexes} < indexed


def test_a_difference_is_one_from_what_is_declared() -> None:
    for each in differences()["indexes"]:
        assert tuple(each["columns"]) in tables()[each["table"]].indexes
        assert each["reason"]


@pytest.mark.parametrize("target", TARGETS)
def test_exports_are_those_of_the_file(
    both: tuple[Path, str], tmp_path: Path, target: Target
) -> None:
    written = []
    for place in map(str, both):
        with open_database(place) as database:
            paths = export(database, target, str(tmp_path / Path(place).name))
        written.append([Path(path).read_bytes() for path in paths])
    assert written[0] == written[1]
