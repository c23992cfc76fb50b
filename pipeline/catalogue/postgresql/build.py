"""Building the catalogue on a server: the documents that changed, in one transaction.

Which documents change is found as for the SQLite file, by the hashes of their records. What is
counted from the tables is counted in a SQLite file of the moment, by the code that counts for any
catalogue, so that the two cannot disagree; of the documents that stay, what is counted is fetched
from the server.
"""

from __future__ import annotations

import sqlite3
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from pathlib import Path

from sqlalchemy import Connection, func, select

from pipeline.catalogue.build import Built, insert_documents, superseded_keys, without_cycles
from pipeline.catalogue.derive import derive
from pipeline.catalogue.documents import Place, find_documents
from pipeline.catalogue.engine import File, same_errors
from pipeline.catalogue.intervento_rows import Row, Rows, evidence_rows
from pipeline.catalogue.postgresql.load import copy
from pipeline.catalogue.postgresql.schema import SEARCH, metadata
from pipeline.catalogue.postgresql.store import make_indexes, make_keys, open_to_write
from pipeline.catalogue.postgresql.words import vector
from pipeline.catalogue.store import SEARCHED, make, write_rows
from pipeline.catalogue.store import make_indexes as make_file_indexes
from pipeline.catalogue.tables import Table, tables
from pipeline.errors import OutputError

_FETCHED = 2_000
"""Rows fetched at once."""

_COUNTED = (
    *("documenti", "interventi", "classificazioni", "intervento_organizzazione"),
    *("adesioni", "riferimenti", "issues"),
)
"""The tables that something is counted from."""


def build(inputs: Sequence[str], address: str, prune: bool = False) -> Built:
    """Puts the documents of these files into the catalogue on this server.

    With `prune`, documents that none of the files holds are taken out.

    Raises:
        UsageError: an input is not what `extract` writes, the address leads to no catalogue, or an
            id comes twice.
        OutputError: the catalogue cannot be written; what was there is untouched.
    """
    places, repeated = find_documents(inputs)
    with without_cycles(), open_to_write(address) as (connection, is_new):
        return _fill(connection, places, repeated, is_new, prune)


def _fill(
    connection: Connection,
    places: Mapping[str, Place],
    repeated: int,
    is_new: bool,
    prune: bool,
) -> Built:
    prints = metadata().tables["impronte"]
    known = {row.documento_id: row.impronta for row in connection.execute(select(prints))}
    wanted = [place for key, place in places.items() if known.get(key) != place.digest]
    replaced = [place.key for place in wanted if place.key in known]
    gone = superseded_keys(known, places)
    pruned = sorted(known.keys() - places.keys() - set(gone)) if prune else []
    lacks = is_new or _is_not_derived(connection)
    if lacks or wanted or gone or pruned:
        _remove(connection, [*replaced, *gone, *pruned])
        with _counting() as file:
            _fetch(connection, file)
            insert_documents(
                wanted, _last_number(connection), lambda rows: _write(connection, file, rows)
            )
            make_file_indexes(file, lambda table: not table.derived)
            derive(file)
            _replace_derived(connection, file)
    if is_new:
        make_indexes(connection)
    if lacks:
        make_keys(connection)
    interventi = metadata().tables["interventi"]
    count = connection.execute(select(func.count()).select_from(interventi)).scalar_one()
    return Built(
        added=len(wanted) - len(replaced),
        replaced=len(replaced) + len(gone),
        unchanged=len(places) - len(wanted),
        pruned=len(pruned),
        repeated=repeated,
        interventi=count,
    )


def _remove(connection: Connection, keys: Sequence[str]) -> None:
    """Takes documents out; what hangs on them goes along."""
    if not keys:
        return
    for name, column in (("documenti", "id"), ("impronte", "documento_id")):
        table = metadata().tables[name]
        connection.execute(table.delete().where(table.c[column] == func.any(list(keys))))


@contextmanager
def _counting() -> Iterator[File]:
    try:
        with (
            same_errors(),
            tempfile.TemporaryDirectory() as folder,
            closing(make(str(Path(folder) / "counting.db"))) as file,
        ):
            yield file
    except (sqlite3.OperationalError, OSError) as error:
        if getattr(error, "sqlite_errorcode", None) == sqlite3.SQLITE_ERROR:
            raise  # SQL that cannot be run is a bug of ours
        raise OutputError(
            f"The temporary folder {tempfile.gettempdir()} cannot be written: {error}. The server "
            f"is untouched; make room there, or set TMPDIR to another folder, and run again."
        ) from error


def _fetch(connection: Connection, file: File) -> None:
    """What the server holds of the tables that something is counted from."""
    for name in _COUNTED:
        statement = select(metadata().tables[name]).execution_options(yield_per=_FETCHED)
        for rows in connection.execute(statement).partitions():
            write_rows(file, {name: [tuple(row) for row in rows]})


def _last_number(connection: Connection) -> int:
    number = metadata().tables["interventi"].c.n
    return int(connection.execute(select(func.coalesce(func.max(number), 0))).scalar_one())


def _write(connection: Connection, file: File, rows: Rows) -> None:
    for name, found in rows.items():
        if not found:
            continue
        table = tables()[name]
        copied = evidence_rows(found) if name == "evidence" else found
        copy(connection, name, table.names, copied, _flags(table))
        if name == "interventi":
            copy(connection, SEARCH, ("n", "parole"), _words(found))
    write_rows(file, {name: found for name, found in rows.items() if name in _COUNTED})
    for found in rows.values():
        found.clear()


def _words(interventi: Sequence[Row]) -> Iterator[Row]:
    names = tables()["interventi"].names
    number = names.index("n")
    searched = [names.index(name) for name in SEARCHED]
    for row in interventi:
        yield row[number], vector(row[place] for place in searched)  # type: ignore[misc]


def _replace_derived(connection: Connection, file: File) -> None:
    for table in tables().values():
        if table.derived:
            connection.execute(metadata().tables[table.name].delete())
            names = ", ".join(f'"{name}"' for name in table.names)
            rows = file.execute(f'SELECT {names} FROM "{table.name}"')  # noqa: S608  names are ours
            copy(connection, table.name, table.names, rows, _flags(table))


def _is_not_derived(connection: Connection) -> bool:
    """Whether a new version of the tables has emptied what is computed: entries are never none."""
    return connection.execute(select(metadata().tables["voci"]).limit(1)).first() is None


def _flags(table: Table) -> frozenset[int]:
    return frozenset(
        place for place, column in enumerate(table.columns) if column.type == "boolean"
    )
