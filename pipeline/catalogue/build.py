"""Building the catalogue: documents into tables, in one transaction, whole or not at all.

A new file is filled under another name, without a journal, and takes its own when it is done. In an
existing one a document seen again takes the place of the one before; one whose record has not
changed is left alone, so that building twice changes nothing.
"""

from __future__ import annotations

import gc
import os
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager, suppress

from msgspec import Struct

from pipeline.catalogue.derive import derive
from pipeline.catalogue.documents import Place, file_of, find_documents, read_documents
from pipeline.catalogue.engine import File, same_errors
from pipeline.catalogue.intervento_rows import Rows
from pipeline.catalogue.organisations import Organisations, mentions
from pipeline.catalogue.rows import add_rows
from pipeline.catalogue.store import SEARCH, SEARCHED, make, make_indexes, open_to_write, write_rows
from pipeline.catalogue.tables import tables
from pipeline.errors import OutputError, UsageError

_BATCH = 300
"""Interventi whose rows are held before they are written."""

_MANY = 0.2
"""Where more than this share of the documents changes, the full-text index is made anew."""

_MERGED = 4
"""Parts of the full-text index that are made one, as FTS5 has it; none while it is made anew."""

_OF_INTERVENTI = (
    *("evidence", "percentuali", "indicatori", "intervento_organizzazione", "classificazioni"),
)
_OF_DOCUMENTS = (
    *("issues", "riferimenti", "azioni_vamt", "adesioni", "interventi", "importi", "atti"),
    "impronte",
)


class Built(Struct, frozen=True, gc=False):
    """What a build did, in documents; and how many interventi the catalogue now has."""

    added: int
    replaced: int
    unchanged: int
    pruned: int
    repeated: int
    interventi: int


def build(inputs: Sequence[str], path: str, prune: bool = False) -> Built:
    """Puts the documents of these files into the catalogue at this path.

    With `prune`, documents that none of the files holds are taken out.

    Raises:
        UsageError: an input is not what `extract` writes, or the path holds no catalogue; an id
            comes twice.
        OutputError: the catalogue cannot be written; what was there is untouched.
    """
    places, repeated = find_documents(inputs)
    is_new = not os.path.exists(path) or os.path.getsize(path) == 0
    try:
        with without_cycles(), _new(path) if is_new else _existing(path) as connection:
            return _fill(connection, places, repeated, is_new, prune)
    except sqlite3.IntegrityError as error:
        raise UsageError(
            f"two interventi or documents have one id ({error}). Extract the acts again."
        ) from error
    except (sqlite3.OperationalError, OSError) as error:
        if getattr(error, "sqlite_errorcode", None) == sqlite3.SQLITE_ERROR:
            raise  # SQL that cannot be run is a bug of ours
        raise OutputError(
            f"{path} cannot be written: {error}. What was there is untouched; check the folder, "
            f"its rights and the space left, and run again."
        ) from error


@contextmanager
def _new(path: str) -> Iterator[File]:
    part = f"{path}.{os.getpid()}.part"
    try:
        with same_errors(), closing(make(part)) as connection:
            yield connection
            connection.execute("COMMIT")
        os.replace(part, path)
    finally:
        with suppress(FileNotFoundError):
            os.unlink(part)


@contextmanager
def _existing(path: str) -> Iterator[File]:
    with closing(open_to_write(path)) as connection:
        yield connection
        connection.execute("COMMIT")


def _fill(
    connection: File,
    places: Mapping[str, Place],
    repeated: int,
    is_new: bool,
    prune: bool,
) -> Built:
    known = dict(connection.execute("SELECT documento_id, impronta FROM impronte").fetchall())
    wanted = [place for key, place in places.items() if known.get(key) != place.digest]
    replaced = [place.key for place in wanted if place.key in known]
    superseded = superseded_keys(known, places)
    pruned = sorted(known.keys() - places.keys() - set(superseded)) if prune else []
    changed = len(wanted) + len(superseded) + len(pruned)
    anew = is_new or changed > _MANY * len(known)
    _remove(connection, [*replaced, *superseded, *pruned], anew)
    before = _last_number(connection)
    organisations = Organisations() if is_new else None

    def write(rows: Rows) -> None:
        if organisations is not None:
            organisations.add(mentions(rows))
        write_rows(connection, rows)

    insert_documents(wanted, before, write)
    if is_new:
        make_indexes(connection, lambda table: not table.derived)
    if changed or is_new or _is_not_derived(connection):
        derive(connection, organisations)
    if changed or is_new:
        _index_texts(connection, None if anew else before)
    if is_new:
        make_indexes(connection, lambda table: table.derived)
        connection.execute("PRAGMA analysis_limit = 1000")
        connection.execute("ANALYZE")
    (interventi,) = connection.execute("SELECT count(*) FROM interventi").fetchone()
    return Built(
        added=len(wanted) - len(replaced),
        replaced=len(replaced) + len(superseded),
        unchanged=len(places) - len(wanted),
        pruned=len(pruned),
        repeated=repeated,
        interventi=interventi,
    )


def superseded_keys(known: Iterable[str], places: Iterable[str]) -> list[str]:
    """Documents of files that are now read as others: a collection that is parted elsewhere."""
    now = set(places)
    files = {file for key in now if (file := file_of(key))}
    return sorted(key for key in known if key not in now and file_of(key) in files)


def insert_documents(places: Sequence[Place], number: int, write: Callable[[Rows], None]) -> None:
    """Writes the rows of these documents; `number` is that of the last intervento before."""
    digests = {place.key: place.digest for place in places}
    rows: Rows = {name: [] for name in tables()}
    for key, document in read_documents(places):
        number = add_rows(rows, key, document, number)
        rows["impronte"].append((key, digests[key]))
        if len(rows["interventi"]) >= _BATCH or len(rows["documenti"]) >= _BATCH:
            write(rows)
    write(rows)


@contextmanager
def without_cycles() -> Iterator[None]:
    """No cycle is made meanwhile: looking for some would take a tenth more."""
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()


def _remove(connection: File, keys: Iterable[str], anew: bool) -> None:
    """Takes documents out, with all that hangs on them."""
    columns = ", ".join(SEARCHED)
    for key in keys:
        if not anew:
            connection.execute(
                f"INSERT INTO {SEARCH}({SEARCH}, rowid, {columns}) "  # noqa: S608  names are ours
                f"SELECT 'delete', n, {columns} FROM interventi WHERE documento_id = ?",
                (key,),
            )
        for name in _OF_INTERVENTI:
            connection.execute(
                f"DELETE FROM {name} WHERE intervento_id IN "  # noqa: S608  names are ours
                "(SELECT id FROM interventi WHERE documento_id = ?)",
                (key,),
            )
        for name in _OF_DOCUMENTS:
            connection.execute(f"DELETE FROM {name} WHERE documento_id = ?", (key,))  # noqa: S608
        connection.execute("DELETE FROM documenti WHERE id = ?", (key,))


def _index_texts(connection: File, after: int | None) -> None:
    """The full-text index made anew, or the interventi numbered after this one added to it."""
    if after is None:
        merge = f"INSERT INTO {SEARCH}({SEARCH}, rank) VALUES ('automerge', ?)"  # noqa: S608
        connection.execute(merge, (0,))
        connection.execute(f"INSERT INTO {SEARCH}({SEARCH}) VALUES ('rebuild')")  # noqa: S608
        connection.execute(merge, (_MERGED,))
        return
    columns = ", ".join(SEARCHED)
    connection.execute(
        f"INSERT INTO {SEARCH}(rowid, {columns}) "  # noqa: S608  names are ours
        f"SELECT n, {columns} FROM interventi WHERE n > ? ORDER BY n",
        (after,),
    )


def _is_not_derived(connection: File) -> bool:
    """Whether a new version of the tables has emptied what is computed: entries are never none."""
    return connection.execute("SELECT 1 FROM voci LIMIT 1").fetchone() is None


def _last_number(connection: File) -> int:
    (number,) = connection.execute("SELECT coalesce(max(n), 0) FROM interventi").fetchone()
    return int(number)
