"""Whichever SQLite fills a file, it holds the same rows, and any reads it."""

import sqlite3
from pathlib import Path

import pytest

from pipeline.catalogue import engine
from pipeline.catalogue.build import build
from pipeline.catalogue.tables import tables
from pipeline.errors import OutputError, UsageError
from schemas.records import AnyDocumento
from tests.catalogue.made_up import PLACE, SOME, azione, built, plan, replaced, write

pytest.importorskip("apsw")

ODD = 'a\0b "c" \\u0041 \\ \v\n\r\t\N{GRINNING FACE} \N{LATIN SMALL LETTER A WITH GRAVE} </script>'


def rows(database: Path) -> dict[str, list[tuple[object, ...]]]:
    """All rows, in the order in which the file has them."""
    connection = sqlite3.connect(database)
    found = {
        name: connection.execute(f'SELECT * FROM "{name}"').fetchall()  # noqa: S608
        for name in tables()
    }
    connection.close()
    return found


def both(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, *documents: AnyDocumento) -> list[Path]:
    """The file that APSW's SQLite fills, and the one that Python's does."""
    filled = []
    for name, newer in (("newer", True), ("own", False)):
        monkeypatch.setattr(engine, "has_newer", lambda newer=newer: newer)
        (tmp_path / name).mkdir()
        filled.append(built(tmp_path / name, *documents)[0])
    return filled


def test_rows_are_the_same(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    places = (
        replaced(PLACE, raw=ODD),
        replaced(PLACE, bbox=None, page=2),
        replaced(PLACE, bbox=(0.1, 1e-7, 595.32, 841.8899999999999), raw=""),
    )
    odd = azione(ODD, evidence={"titolo": places, "descrizione": places[::-1]})
    many = [azione(f"Nido {n}", by=["Uno", f"Due {n % 3}"]) for n in range(30)]
    documents = (*SOME, plan("odd.txt", "Comune di Alfa", 2022, odd, *many))
    newer, own = both(tmp_path, monkeypatch, *documents)
    assert rows(newer) == rows(own)
    assert len(rows(newer)["evidence"]) >= 6


def test_a_file_filled_by_one_is_brought_up_to_date_by_the_other(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    newer, own = both(tmp_path, monkeypatch, *SOME)
    changed = replaced(SOME[0], titolo="Un altro titolo")
    out = str(write(tmp_path / "changed.jsonl", changed))
    for database in (newer, own):
        assert build([out], str(database)).replaced == 1
        connection = sqlite3.connect(database)
        assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        connection.execute("INSERT INTO ricerca(ricerca, rank) VALUES ('integrity-check', 1)")
        connection.close()
    assert rows(newer) == rows(own)


@pytest.mark.parametrize(
    ("was", "now"),
    [
        (b'"raw":"raw "', b'"raw":"\xff"'),
        (b'"raw":"raw "', rb'"raw":"\ud800"'),
        (b'"page":1', b'"page":"one"'),
        (b'"evidence":{"titolo":[', b'"evidence":{"titolo":[7,'),
    ],
)
def test_evidence_that_is_none_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, was: bytes, now: bytes
) -> None:
    one = plan("a.txt", "Comune di Alfa", 2022, azione("Nido", evidence={"titolo": (PLACE,)}))
    out = write(tmp_path / "out.jsonl", one)
    assert was in out.read_bytes()
    out.write_bytes(out.read_bytes().replace(was, now))
    for newer in (True, False):
        monkeypatch.setattr(engine, "has_newer", lambda newer=newer: newer)
        with pytest.raises(UsageError, match=r"(?i)extract the acts again"):
            build([str(out)], str(tmp_path / "new.db"))
    assert [each.name for each in tmp_path.iterdir()] == ["out.jsonl"]


def test_errors_have_the_codes_of_the_other() -> None:
    def fails(statement: str) -> sqlite3.Error:
        file = engine.open_new(":memory:")
        file.execute("CREATE TABLE t (a PRIMARY KEY)")
        file.execute("INSERT INTO t VALUES (1)")
        with pytest.raises(sqlite3.Error) as raised, engine.same_errors():
            file.execute(statement)
        return raised.value

    assert isinstance(fails("INSERT INTO t VALUES (1)"), sqlite3.IntegrityError)
    wrong = fails("SELEC")
    assert isinstance(wrong, sqlite3.OperationalError)
    assert wrong.sqlite_errorcode == sqlite3.SQLITE_ERROR


def test_a_folder_that_is_not_there_is_told(tmp_path: Path) -> None:
    out = str(write(tmp_path / "out.jsonl", *SOME))
    with pytest.raises(OutputError, match="cannot be written"):
        build([out], str(tmp_path / "none" / "new.db"))
