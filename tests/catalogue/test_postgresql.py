"""The catalogue on a PostgreSQL server is that of the SQLite file, row by row."""

import sqlite3
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from threading import Thread
from typing import Any

import pytest
from sqlalchemy import Connection

from pipeline.catalogue.ask import Value, ask, search
from pipeline.catalogue.database import open_database
from pipeline.catalogue.export import TARGETS, Target, export
from pipeline.catalogue.postgresql import store as server_store
from pipeline.catalogue.postgresql.address import engine_of
from pipeline.catalogue.postgresql.ask import ask as ask_server
from pipeline.catalogue.postgresql.ask import search as search_server
from pipeline.catalogue.postgresql.build import build
from pipeline.catalogue.postgresql.schema import differences, metadata
from pipeline.catalogue.postgresql.store import open_to_read
from pipeline.catalogue.questions import Parameter, questions, views
from pipeline.catalogue.store import MIGRATIONS, VERSION, dictionary
from pipeline.catalogue.store import open_to_read as open_file
from pipeline.catalogue.tables import tables
from pipeline.errors import OutputError, UsageError
from tests.catalogue.made_up import SOME, azione, built, plan, replaced, unreadable, write
from tests.catalogue.server import Server
from tests.catalogue.test_export import HOSTILE

SHOWN = (*views(), *questions())
_OLDER = f"UPDATE versione SET versione = {VERSION - 1}"  # noqa: S608  a number of ours


@pytest.fixture(scope="session")
def both(
    server: Server, database: Path, tmp_path_factory: pytest.TempPathFactory
) -> tuple[Path, str]:
    """The made-up documents in a file and on the server."""
    out = write(tmp_path_factory.mktemp("server") / "out.jsonl", *SOME)
    address = server.new_database()
    build([str(out)], address)
    return database, address


@pytest.fixture
def pair(both: tuple[Path, str]) -> Iterator[tuple[sqlite3.Connection, Connection]]:
    """Both, open for reading."""
    with open_file(str(both[0])) as file, open_to_read(both[1]) as server:
        yield file, server


def rows_of(connection: sqlite3.Connection | Connection, name: str) -> Counter[tuple[Any, ...]]:
    """All rows of a table or view, but for the number that means nothing outside a catalogue."""
    names = [each.name for each in tables()[name].published] if name in tables() else ["*"]
    columns = ", ".join(f'"{each}"' if each != "*" else each for each in names)
    statement = f'SELECT {columns} FROM "{name}"'  # noqa: S608  names are ours
    if isinstance(connection, sqlite3.Connection):
        return Counter(connection.execute(statement).fetchall())
    return Counter(map(tuple, connection.exec_driver_sql(statement)))


def assert_agree(file: Path, address: str) -> None:
    """Every table, view and question has the same rows in both."""
    with open_file(str(file)) as one, open_to_read(address) as other:
        for name in (*tables(), *SHOWN):
            assert rows_of(one, name) == rows_of(other, name), name


@pytest.mark.parametrize("name", [*tables(), *SHOWN])
def test_rows_are_those_of_the_file(pair: tuple[sqlite3.Connection, Connection], name: str) -> None:
    file, server = pair
    assert rows_of(server, name) == rows_of(file, name)


@pytest.mark.parametrize("name", questions())
def test_answers_come_in_the_same_order(
    pair: tuple[sqlite3.Connection, Connection], name: str
) -> None:
    question = questions()[name]
    one, other = ask(pair[0], question, {}), ask_server(pair[1], question, {})
    assert one.columns == other.columns
    order = [one.columns.index(term.split()[0]) for term in question.order.split(", ")]
    ordered = [[[row[place] for place in order] for row in each.rows] for each in (one, other)]
    assert ordered[0] == ordered[1]
    assert ordered[0]
    assert ask_server(pair[1], question, {}, 1).is_cut == ask(pair[0], question, {}, 1).is_cut


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


def test_building_again_changes_nothing(tmp_path: Path, address: str) -> None:
    out = str(write(tmp_path / "out.jsonl", *SOME))
    assert build([out], address).added == 5
    with open_to_read(address) as server:
        before = {name: rows_of(server, name) for name in tables()}
    report = build([out], address)
    assert (report.added, report.replaced, report.unchanged) == (0, 0, 5)
    with open_to_read(address) as server:
        assert {name: rows_of(server, name) for name in tables()} == before


def test_documents_are_added_replaced_and_pruned_as_there(tmp_path: Path, address: str) -> None:
    changed = replaced(SOME[0], interventi=SOME[0].interventi[:1])  # type: ignore[union-attr]
    for step, documents in enumerate((SOME[:2], SOME[1:], (changed, unreadable("e.pdf")))):
        file, one = built(tmp_path, *documents, name=f"{step}.jsonl")
        other = build([str(tmp_path / f"{step}.jsonl")], address)
        assert one == other
        assert_agree(file, address)
    with open_to_read(address) as server:
        assert len(search_server(server, "bonus", 10).rows) == 1
    build([str(tmp_path / "2.jsonl")], address, prune=True)
    (tmp_path / "fresh").mkdir()
    assert_agree(built(tmp_path / "fresh", changed, unreadable("e.pdf"))[0], address)


def test_texts_meant_to_do_harm_are_texts(tmp_path: Path, address: str) -> None:
    texts = [*HOSTILE, "\\N", "\\.", "a\\b\tc\r\n", "%s :x {0} '' \"", "e\u0301 \u0130 ß 日本"]
    interventi = [azione(text, by=[text]) for text in texts]
    file = built(tmp_path, plan("=a.txt", "=Comune", 2022, *interventi))[0]
    build([str(tmp_path / "out.jsonl")], address)
    assert_agree(file, address)


def test_a_null_character_is_replaced(tmp_path: Path, address: str) -> None:
    out = write(tmp_path / "out.jsonl", plan("a.txt", "Alfa", 2022, azione("Ni\0do")))
    build([str(out)], address)
    with open_to_read(address) as server:
        titles = server.exec_driver_sql("SELECT titolo FROM interventi").scalars().all()
    assert titles == ["Ni\N{REPLACEMENT CHARACTER}do"]


def test_a_text_of_any_length_is_kept_and_found(tmp_path: Path, address: str) -> None:
    long = " ".join(f"parola{number}" for number in range(100_000))
    words = " ".join(f"{number:x}".rjust(3_000, "y") for number in range(300))
    out = write(
        tmp_path / "out.jsonl",
        plan("a.txt", "Alfa", 2022, azione(long, descrizione=words), azione("\U00010400" * 9_000)),
    )
    build([str(out)], address)
    with open_to_read(address) as server:
        assert len(search_server(server, "parola9999", 10).rows) == 1
        (title,) = server.exec_driver_sql("SELECT titolo FROM interventi WHERE ordine = 1").one()
    assert title == long


def test_a_build_that_fails_leaves_what_was_there(
    tmp_path: Path, address: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    build([str(write(tmp_path / "out.jsonl", *SOME[:2]))], address)
    with open_to_read(address) as server:
        before = {name: rows_of(server, name) for name in tables()}
    out = str(write(tmp_path / "more.jsonl", *SOME[2:]))
    monkeypatch.setattr("pipeline.catalogue.postgresql.build.derive", lambda _file: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        build([out], address)
    with open_to_read(address) as server:
        assert {name: rows_of(server, name) for name in tables()} == before


def test_a_first_build_that_fails_leaves_nothing(tmp_path: Path, address: str) -> None:
    once = plan("a.txt", "Comune di Alfa", 2022, azione("Nido"))
    twice = replaced(once, interventi=once.interventi * 2)
    with pytest.raises(UsageError, match="one id"):
        build([str(write(tmp_path / "out.jsonl", twice))], address)
    with engine_of(address).connect() as connection:
        left = connection.exec_driver_sql(
            "SELECT relname FROM pg_class WHERE relnamespace = 'public'::regnamespace"
        ).all()
    assert left == []


def test_rows_that_end_in_the_middle_leave_nothing(
    tmp_path: Path, address: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupted(*_: object) -> Iterator[Any]:
        yield from ()
        raise KeyboardInterrupt

    monkeypatch.setattr("pipeline.catalogue.postgresql.build._words", interrupted)
    out = str(write(tmp_path / "out.jsonl", *SOME))
    with pytest.raises(KeyboardInterrupt):
        build([out], address)
    monkeypatch.undo()
    assert build([out], address).added == 5


def test_two_who_build_at_once_wait_for_each_other(tmp_path: Path, address: str) -> None:
    outs = [str(write(tmp_path / f"{n}.jsonl", document)) for n, document in enumerate(SOME)]
    threads = [Thread(target=build, args=([out], address)) for out in outs]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert_agree(built(tmp_path, *SOME)[0], address)


def test_an_older_catalogue_is_brought_up_to_date(
    tmp_path: Path, address: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = str(write(tmp_path / "out.jsonl", *SOME))
    build([out], address)
    with engine_of(address).begin() as connection:
        connection.exec_driver_sql("DROP VIEW partecipazioni")
        connection.exec_driver_sql("DELETE FROM voci")
        connection.exec_driver_sql("UPDATE interventi SET titolo = 'x'")
        connection.exec_driver_sql(_OLDER)
    with pytest.raises(UsageError, match="older attidati"), open_to_read(address):
        pass
    monkeypatch.setattr(
        server_store,
        "MIGRATIONS",
        {
            VERSION: lambda server: server.exec_driver_sql(
                "DELETE FROM documenti; DELETE FROM impronte"
            )
        },
    )
    assert build([out], address).added == 5
    assert_agree(built(tmp_path, *SOME)[0], address)


def test_migrations_are_those_of_the_file() -> None:
    assert server_store.MIGRATIONS.keys() == MIGRATIONS.keys()


def test_a_migration_that_changes_no_document_counts_anew(
    tmp_path: Path, address: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = str(write(tmp_path / "out.jsonl", *SOME))
    build([out], address)
    with engine_of(address).begin() as connection:
        connection.exec_driver_sql(_OLDER)
    monkeypatch.setattr(server_store, "MIGRATIONS", {VERSION: lambda _server: None})
    assert build([out], address).unchanged == 5
    assert_agree(built(tmp_path, *SOME)[0], address)


@pytest.mark.parametrize(
    ("statement", "told"),
    [
        ("UPDATE versione SET versione = 1000", "newer attidati"),
        ("DROP TABLE versione", "not ours"),
    ],
)
def test_what_is_not_ours_is_left_alone(
    tmp_path: Path, address: str, statement: str, told: str
) -> None:
    out = str(write(tmp_path / "out.jsonl", *SOME[:1]))
    build([out], address)
    with engine_of(address).begin() as connection:
        connection.exec_driver_sql(statement)
    with pytest.raises(UsageError, match=told):
        build([out], address)


def test_a_catalogue_is_read_as_it_is(both: tuple[Path, str], address: str) -> None:
    with pytest.raises(UsageError, match="read-only"), open_to_read(both[1]) as server:
        server.exec_driver_sql("DELETE FROM issues")
    with pytest.raises(UsageError, match="holds no catalogue"), open_to_read(address):
        pass
    missing = both[1].replace("/catalogo", "/nessuno")
    with pytest.raises(UsageError, match="nessuno"), open_to_read(missing):
        pass


def test_one_who_may_not_write_is_told(both: tuple[Path, str], tmp_path: Path) -> None:
    with engine_of(both[1]).begin() as connection:
        connection.exec_driver_sql("CREATE ROLE lettore LOGIN")
        connection.exec_driver_sql("GRANT SELECT ON ALL TABLES IN SCHEMA public TO lettore")
    reader = both[1].replace("attidati@", "lettore:segreto@")
    with open_to_read(reader) as server:
        assert rows_of(server, "interventi").total() == 8
    out = str(write(tmp_path / "out.jsonl", plan("z", "Zeta", 2022)))
    with pytest.raises(OutputError, match="permission denied") as told:
        build([out], reader)
    assert "segreto" not in str(told.value)


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
