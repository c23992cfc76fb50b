"""Building: the same tables again, all or nothing, what is replaced and what is pruned."""

import os
import signal
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

import pytest
from msgspec.json import encode as to_json
from msgspec.json import format as formatted

from pipeline.catalogue.build import build
from pipeline.catalogue.store import APPLICATION_ID, SEARCH, VERSION, open_to_read
from pipeline.catalogue.tables import tables
from pipeline.errors import OutputError, UsageError
from pipeline.write import encode, open_output
from tests.catalogue.made_up import SOME, azione, built, plan, replaced, unreadable, write

Content = dict[str, list[tuple[object, ...]]]


def content(database: Path, *, numbers: bool = True) -> Content:
    """All rows of all tables, in order."""
    with open_to_read(str(database)) as connection:
        found = {}
        for table in tables().values():
            columns = table.columns if numbers else table.published
            names = ", ".join(f'"{column.name}"' for column in columns)
            rows = connection.execute(f'SELECT {names} FROM "{table.name}"').fetchall()  # noqa: S608
            found[table.name] = sorted(rows, key=repr)
        return found


def found_by(database: Path, words: str) -> list[str]:
    """The ids that full-text search finds."""
    with open_to_read(str(database)) as connection:
        rows = connection.execute(
            f"SELECT i.id FROM {SEARCH} r JOIN interventi i ON i.n = r.rowid "  # noqa: S608
            f"WHERE {SEARCH} MATCH ? ORDER BY i.id",
            (words,),
        )
        return [identifier for (identifier,) in rows]


def test_rows_are_those_of_the_records(tmp_path: Path) -> None:
    database, report = built(tmp_path, *SOME)
    rows = content(database)
    assert (report.added, report.interventi) == (5, 8)
    assert len(rows["documenti"]) == 5
    assert len(rows["interventi"]) == len(rows["evidence"]) == 8
    assert len(rows["classificazioni"]) == 9
    assert len(rows["intervento_organizzazione"]) == 8
    assert len(rows["issues"]) == 3
    assert len(rows["riferimenti"]) == 4


def test_no_key_points_at_nothing(connection: sqlite3.Connection) -> None:
    assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
    assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]


def test_every_column_is_in_the_dictionary(connection: sqlite3.Connection) -> None:
    described = set(connection.execute("SELECT tabella, colonna FROM dizionario").fetchall())
    shown = connection.execute(
        "SELECT name FROM sqlite_master WHERE type IN ('table', 'view') "
        "AND name NOT LIKE 'sqlite_%' AND name NOT LIKE 'ricerca%'"
    ).fetchall()
    for (name,) in shown:
        assert (name, "") in described
        for row in connection.execute(f'PRAGMA table_info("{name}")').fetchall():
            assert (name, row[1]) in described


def test_building_again_changes_nothing(tmp_path: Path) -> None:
    database, _ = built(tmp_path, *SOME)
    before = content(database)
    report = build([str(tmp_path / "out.jsonl")], str(database))
    assert (report.added, report.replaced, report.unchanged) == (0, 0, 5)
    assert content(database) == before


@pytest.mark.parametrize("documents", [SOME, SOME[::-1]], ids=["in order", "backwards"])
@pytest.mark.parametrize("name", ["out.jsonl", "out.json"])
def test_neither_order_nor_form_of_the_input_shows(
    tmp_path: Path, database: Path, documents: tuple[object, ...], name: str
) -> None:
    again, _ = built(tmp_path, *documents, name=name)  # type: ignore[arg-type]
    one, other = content(again), content(database)
    del one["impronte"], other["impronte"]
    assert one == other


def test_other_json_of_the_contract_is_read_too(tmp_path: Path, database: Path) -> None:
    dataset = {"generator": "x", "schema_version": "1.0", "documents": SOME}
    for number, data in enumerate((to_json(dataset), formatted(to_json(dataset), indent=4))):
        (tmp_path / "out.json").write_bytes(data)
        build([str(tmp_path / "out.json")], str(tmp_path / f"{number}.db"))
        assert content(tmp_path / f"{number}.db")["interventi"] == content(database)["interventi"]


def test_parts_added_one_by_one_are_the_whole(tmp_path: Path, database: Path) -> None:
    for document in SOME:
        again, _ = built(tmp_path, document)
    one, other = content(again, numbers=False), content(database, numbers=False)
    assert one == other
    assert found_by(again, "comunita") == found_by(database, "comunita")


def test_a_document_seen_again_is_replaced(tmp_path: Path) -> None:
    built(tmp_path, *SOME)
    changed = replaced(SOME[0], interventi=SOME[0].interventi[:1])  # type: ignore[union-attr]
    database, report = built(tmp_path, changed)
    assert (report.added, report.replaced, report.interventi) == (0, 1, 6)
    (tmp_path / "fresh").mkdir()
    fresh, _ = built(tmp_path / "fresh", changed, *SOME[1:])
    assert content(database, numbers=False) == content(fresh, numbers=False)
    assert found_by(database, "bonus") == found_by(fresh, "bonus")


def test_full_text_search_follows_a_small_change(tmp_path: Path) -> None:
    many = [plan(f"{n}.txt", f"Comune {n}", 2022, azione(f"Orto {n}")) for n in range(20)]
    database, _ = built(tmp_path, *many)
    changed = plan("3.txt", "Comune 3", 2022, azione("Bosco 3"), azione("Prato 3"))
    report = built(tmp_path, changed, *many[4:], name="less.jsonl")[1]
    assert (report.replaced, report.unchanged) == (1, 16)
    build([str(tmp_path / "less.jsonl")], str(database), prune=True)
    assert found_by(database, "bosco") == [changed.interventi[0].id]
    assert len(found_by(database, "orto")) == 16
    connection = sqlite3.connect(database)
    connection.execute(f"INSERT INTO {SEARCH}({SEARCH}, rank) VALUES ('integrity-check', 1)")  # noqa: S608
    connection.close()


def test_a_collection_that_is_parted_elsewhere_is_replaced(tmp_path: Path) -> None:
    first, second = (
        plan("raccolta.pdf", "Comune di Alfa", 2022, azione("Nido"), azione("Orto")),
        plan("raccolta.pdf", "Comune di Beta", 2022, azione("Bosco")),
    )
    before = replaced(first, id=f"{first.id}-p1-9")
    database, _ = built(tmp_path, before, SOME[0])
    one = replaced(first, id=f"{first.id}-p1-4", interventi=first.interventi[:1])
    other = replaced(
        second, id=f"{first.id}-p5-9", interventi=(replaced(first.interventi[1], ordine=1),)
    )
    report = built(tmp_path, one, other)[1]
    assert (report.added, report.replaced, report.interventi) == (2, 1, 5)
    assert {row[0] for row in content(database)["documenti"]} == {one.id, other.id, SOME[0].id}


def test_an_id_that_comes_twice_is_told(tmp_path: Path) -> None:
    once = plan("a.txt", "Comune di Alfa", 2022, azione("Nido"))
    twice = replaced(once, interventi=once.interventi * 2)
    with pytest.raises(UsageError, match="one id"):
        built(tmp_path, twice)
    assert not (tmp_path / "catalogue.db").exists()


def test_the_last_of_two_in_one_build_counts(tmp_path: Path) -> None:
    changed = replaced(SOME[0], titolo="Un altro titolo")
    database, report = built(tmp_path, SOME[0], changed)
    assert (report.added, report.repeated) == (1, 1)
    assert content(database)["documenti"][0][6] == "Un altro titolo"


def test_what_is_gone_stays_until_it_is_pruned(tmp_path: Path) -> None:
    database, _ = built(tmp_path, *SOME)
    out = str(write(tmp_path / "less.jsonl", *SOME[1:]))
    assert build([out], str(database)).interventi == 8
    report = build([out], str(database), prune=True)
    assert (report.pruned, report.interventi) == (1, 5)
    (tmp_path / "fresh").mkdir()
    fresh, _ = built(tmp_path / "fresh", *SOME[1:])
    assert content(database, numbers=False) == content(fresh, numbers=False)
    assert found_by(database, "comunita") == found_by(fresh, "comunita")


def test_files_of_which_nothing_was_read_are_told_apart(tmp_path: Path) -> None:
    database, report = built(tmp_path, unreadable("a.pdf"), unreadable("b.pdf"))
    assert report.added == 2
    assert {row[1] for row in content(database)["documenti"]} == {"failed"}


def test_accents_and_capitals_are_put_aside(database: Path) -> None:
    found = found_by(database, "comunita")
    assert len(found) == 2
    assert found == found_by(database, "COMUNITÀ")
    assert found_by(database, "comune") == []


def test_a_build_that_fails_leaves_what_was_there(tmp_path: Path) -> None:
    database, _ = built(tmp_path, *SOME)
    before = content(database)
    broken = plan("x.txt", "Comune di Iota", 2022, azione("Z"))
    out = write(tmp_path / "broken.jsonl", broken)
    out.write_bytes(out.read_bytes().replace(b'"azione"', b'"azzone"'))
    with pytest.raises(UsageError, match=r"broken.jsonl, byte 0"):
        build([str(out)], str(database))
    assert content(database) == before
    with pytest.raises(UsageError):
        build([str(out)], str(tmp_path / "new.db"))
    assert not list(tmp_path.glob("new.db*"))


def test_a_build_that_is_killed_leaves_what_was_there(tmp_path: Path) -> None:
    database, _ = built(tmp_path, *SOME)
    before, size = content(database), database.stat().st_size
    many = [plan(f"{n}.txt", f"Comune {n}", 2022, *[azione("A")] * 50) for n in range(200)]
    out = write(tmp_path / "many.jsonl", *many)
    stalled = (
        "import pipeline.catalogue.build as b, sys, time\n"
        "real = b.derive\n"
        "def slow(connection, *_):\n"
        "    connection.execute('PRAGMA cache_size = 5')\n"
        "    connection.execute('UPDATE documenti SET titolo = hex(zeroblob(4000))')\n"
        "    print('filled', flush=True)\n"
        "    time.sleep(60)\n"
        "b.derive = slow\n"
        "b.build(sys.argv[1:2], sys.argv[2])\n"
    )
    command = [sys.executable, "-c", stalled, str(out), str(database)]
    child = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    assert child.stdout is not None
    assert child.stdout.readline() == "filled\n"
    child.send_signal(signal.SIGKILL)
    child.wait()
    child.stdout.close()
    assert database.stat().st_size > size
    assert content(database) == before


def test_a_catalogue_that_is_being_written_is_not_written_twice(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    database, _ = built(tmp_path, *SOME)
    monkeypatch.setattr("pipeline.catalogue.store.BUSY_SECONDS", 0.05)
    other = sqlite3.connect(database, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    began = time.monotonic()
    with pytest.raises(OutputError, match="locked"):
        build([str(tmp_path / "out.jsonl")], str(database))
    other.close()
    assert time.monotonic() - began < 10


def test_a_file_of_another_kind_is_left_alone(tmp_path: Path) -> None:
    out = str(write(tmp_path / "out.jsonl", *SOME))
    other = tmp_path / "other.db"
    other.write_text("not a database, but long enough to be looked at " * 40)
    with pytest.raises(UsageError, match="is no catalogue"):
        build([out], str(other))
    plain = tmp_path / "plain.db"
    with sqlite3.connect(plain) as connection:
        connection.execute("CREATE TABLE mine (a)")
    connection.close()
    with pytest.raises(UsageError, match="is no catalogue"):
        build([out], str(plain))


def test_the_version_of_the_tables_is_checked(tmp_path: Path) -> None:
    database, _ = built(tmp_path, *SOME)
    connection = sqlite3.connect(database)
    (version,) = connection.execute("PRAGMA user_version").fetchone()
    assert version == VERSION
    connection.execute(f"PRAGMA user_version = {VERSION + 1}")
    connection.commit()
    connection.close()
    with pytest.raises(UsageError, match="newer"), open_to_read(str(database)):
        pass
    with pytest.raises(UsageError, match="newer"):
        build([str(tmp_path / "out.jsonl")], str(database))


def test_an_older_file_is_brought_up_to_date(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    database, _ = built(tmp_path, *SOME)
    before = content(database)
    connection = sqlite3.connect(database)
    connection.execute("ALTER TABLE atti RENAME COLUMN cig TO gig")
    connection.execute("DROP VIEW titoli_simili")
    connection.execute("ALTER TABLE somiglianze DROP COLUMN n_2")
    connection.execute("PRAGMA user_version = 0")
    connection.commit()
    connection.close()

    def rename(connection: sqlite3.Connection) -> None:
        connection.execute("ALTER TABLE atti RENAME COLUMN gig TO cig")

    with pytest.raises(UsageError, match="older"), open_to_read(str(database)):
        pass
    monkeypatch.setattr("pipeline.catalogue.store.MIGRATIONS", {1: rename})
    build([str(tmp_path / "out.jsonl")], str(database))
    assert content(database) == before


def test_a_catalogue_says_what_it_is(database: Path) -> None:
    assert int.from_bytes(database.read_bytes()[68:72], "big") == APPLICATION_ID


def test_no_input_is_no_catalogue(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="cannot be read"):
        build([str(tmp_path / "none.json")], str(tmp_path / "new.db"))
    assert os.listdir(tmp_path) == []


def test_documents_on_a_line_each_are_read_too(tmp_path: Path) -> None:
    path = tmp_path / "out.json"
    with open_output(str(path)) as writer:
        writer.add_all(map(encode, SOME))
    database, _ = built(tmp_path, *SOME)
    other = tmp_path / "other.db"
    assert build([str(path)], str(other)).added == len(SOME)
    one, same = content(other), content(database)
    assert one.pop("impronte") != same.pop("impronte")  # of the bytes, which are laid out otherwise
    assert one == same
