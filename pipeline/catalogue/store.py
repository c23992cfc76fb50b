"""The SQLite file: made, opened, checked for its version, brought up to date.

`PRAGMA application_id` says that a file is a catalogue, `PRAGMA user_version` which version of the
tables it has.
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from itertools import chain
from operator import itemgetter

import msgspec

from pipeline.catalogue.engine import File, open_existing, open_new, reads_json
from pipeline.catalogue.intervento_rows import Row, Rows, evidence_rows
from pipeline.catalogue.questions import View, questions, views
from pipeline.catalogue.tables import Table, create, create_indexes, insert, insert_many, tables
from pipeline.errors import OutputError, UsageError

APPLICATION_ID = 0x41545449
"""`ATTI`."""

VERSION = 1
"""Of the tables. Add one, and a migration, when a table changes."""

BUSY_SECONDS = 30.0
"""Another who writes is waited for so long."""

MIGRATIONS: Mapping[int, Callable[[sqlite3.Connection], None]] = {}
"""What brings the tables that are not derived from the version before to this one."""

SEARCH = "ricerca"
SEARCHED = (
    *("titolo", "ambito", "macro_ambito", "obiettivo_generale", "obiettivo_specifico"),
    *("obiettivo", "azioni", "descrizione", "organizzazione_referente"),
    *("altre_organizzazioni_coinvolte", "organizzazioni_coinvolte"),
)
"""The columns of `interventi` that full-text search looks into."""

_HASH_BYTES = 32 * 2**20
"""Of the full-text index that are gathered before they are written: merging costs more."""

_AT_ONCE = 20
"""Rows that one statement adds."""

_encode = msgspec.json.Encoder().encode
_first = itemgetter(0)

_SPREAD = """
INSERT INTO evidence
SELECT i.value ->> 0, f.key, e.key + 1, e.value ->> 'page',
  e.value ->> '$.bbox[0]', e.value ->> '$.bbox[1]', e.value ->> '$.bbox[2]',
  e.value ->> '$.bbox[3]', e.value ->> 'start', e.value ->> 'end', e.value ->> 'raw'
FROM jsonb_each(?) i, jsonb_each(i.value, '$[1]') f, jsonb_each(f.value) e
"""

_FILLING = (
    *("page_size = 8192", "journal_mode = OFF", "synchronous = OFF", "locking_mode = EXCLUSIVE"),
    *("temp_store = FILE", "cache_size = -65536"),
)
"""For a new file, which takes its name only when it is whole. The cache is in KiB."""


def make(path: str) -> File:
    """A new file with all tables and no indexes, to be filled fast."""
    connection = open_new(path)
    for pragma in _FILLING:
        connection.execute(f"PRAGMA {pragma}").fetchall()
    connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
    connection.execute(f"PRAGMA user_version = {VERSION}")
    connection.execute("BEGIN")
    for table in tables().values():
        connection.execute(create(table))
    make_search(connection)
    make_views(connection)
    return connection


def make_indexes(connection: File, wanted: Callable[[Table], bool]) -> None:
    """The indexes of these tables."""
    for table in filter(wanted, tables().values()):
        for statement in create_indexes(table):
            connection.execute(statement)


def write_rows(connection: File, rows: Rows) -> None:
    """Adds the rows of each table, and empties the lists that they were in.

    So many at once, and without the columns that none of them fills: binding costs the most.
    """
    for name, found in rows.items():
        if found:
            if name == "evidence":
                _write_evidence(connection, found)
            else:
                _write(connection, tables()[name], found)
            found.clear()


def _write_evidence(connection: File, found: list[Row]) -> None:
    """The places of these interventi, which come as JSON, in the order of the key.

    The newer SQLite spreads them itself. What it cannot spread is read here, to say why.
    """
    found.sort(key=_first)
    if reads_json(connection):
        packed = _encode(found)
        try:
            packed.decode()
            connection.execute(_SPREAD, (packed,))
        except Exception:
            list(evidence_rows(found))
            raise
    else:
        _write(connection, tables()["evidence"], list(evidence_rows(found)))


def _write(connection: File, table: Table, rows: Sequence[Row]) -> None:
    empty = {place for place, value in enumerate(rows[0]) if value is None}
    empty = {each for each in empty if [row[each] for row in rows].count(None) == len(rows)}
    kept = [place for place in range(len(table.names)) if place not in empty]
    names = tuple([table.names[place] for place in kept])
    values = list(chain.from_iterable(map(itemgetter(*kept), rows) if empty else rows))
    step = _AT_ONCE * len(names)
    for start in range(0, len(values), step):
        some = values[start : start + step]
        connection.execute(insert_many(table.name, names, len(some) // len(names)), some)


def make_search(connection: File) -> None:
    """The full-text index, which keeps no texts of its own and puts accents aside."""
    connection.execute(
        f"CREATE VIRTUAL TABLE {SEARCH} USING fts5({', '.join(SEARCHED)}, content='interventi', "
        "content_rowid='n', tokenize='unicode61 remove_diacritics 2')"
    )
    connection.execute(f"INSERT INTO {SEARCH}({SEARCH}, rank) VALUES ('hashsize', {_HASH_BYTES})")  # noqa: S608


def make_views(connection: File) -> None:
    """The views and the questions, and the dictionary of every column."""
    for view in (*views().values(), *questions().values()):
        connection.execute(f'DROP VIEW IF EXISTS "{view.name}"')
        connection.execute(f'CREATE VIEW "{view.name}" AS {view.sql}')
    connection.execute("DELETE FROM dizionario")
    connection.executemany(insert(tables()["dizionario"]), dictionary())


def dictionary() -> Iterator[tuple[str, str, str | None, str]]:
    """What `dizionario` says of every table, view, question and column."""
    described: list[Table | View] = [
        *tables().values(),
        *views().values(),
        *questions().values(),
    ]
    for each in described:
        yield each.name, "", None, f"{each.title}. {each.description}"
        for column in each.columns:
            yield each.name, column.name, column.type, column.description


def open_to_write(path: str) -> sqlite3.Connection:
    """An existing catalogue, brought to this version, in a transaction.

    Raises:
        UsageError: the file is no catalogue, or a newer attidati's.
        OutputError: someone else is writing it.
    """
    connection = open_existing(path, BUSY_SECONDS)
    try:
        version = _version(connection, path)
        connection.execute("PRAGMA foreign_keys = OFF")
        connection.execute("PRAGMA cache_size = -65536")
        connection.execute("BEGIN IMMEDIATE")
        for number in range(version + 1, VERSION + 1):
            MIGRATIONS[number](connection)
            connection.execute(f"PRAGMA user_version = {number}")
        if version < VERSION:
            _make_derived_anew(connection)
            make_views(connection)
    except sqlite3.OperationalError as error:
        connection.close()
        raise OutputError(f"{path} cannot be written: {error}. Nothing was changed.") from error
    except BaseException:
        connection.close()
        raise
    return connection


@contextmanager
def open_to_read(path: str) -> Iterator[sqlite3.Connection]:
    """A catalogue that cannot be changed through this connection.

    Raises:
        UsageError: the file is not there, no catalogue, or of another version.
    """
    if not os.path.isfile(path):
        raise UsageError(f"{path} is not there. Make it: catalogue build out.json -o {path}")
    if os.path.exists(f"{path}-journal"):
        _roll_back(path)
    connection = sqlite3.connect(f"file:{_address(path)}?mode=ro", uri=True)
    try:
        if _version(connection, path) < VERSION:
            raise UsageError(f"{path} is of an older attidati. Run `catalogue build` on it again.")
        connection.execute("PRAGMA query_only = ON")
        yield connection
    finally:
        connection.close()


def _make_derived_anew(connection: sqlite3.Connection) -> None:
    """The derived tables as they are declared now, empty: no migration need care for them."""
    for table in tables().values():
        if table.derived:
            connection.execute(f'DROP TABLE IF EXISTS "{table.name}"')
            connection.execute(create(table))
    make_indexes(connection, lambda table: table.derived)


def _roll_back(path: str) -> None:
    """Undoes what a build that was killed left half written, if none is under way."""
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("SELECT count(*) FROM sqlite_master").fetchone()


def _version(connection: sqlite3.Connection, path: str) -> int:
    try:
        (application,) = connection.execute("PRAGMA application_id").fetchone()
        (version,) = connection.execute("PRAGMA user_version").fetchone()
    except sqlite3.OperationalError:
        raise
    except sqlite3.DatabaseError as error:
        raise UsageError(f"{path} is no catalogue ({error}). Name another file.") from error
    if application != APPLICATION_ID:
        raise UsageError(f"{path} is no catalogue. Name another file.")
    if version > VERSION:
        raise UsageError(f"{path} is of a newer attidati. Install that one.")
    return int(version)


def _address(path: str) -> str:
    from urllib.request import pathname2url

    return pathname2url(os.path.abspath(path))
