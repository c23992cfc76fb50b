"""The catalogue on a server: made, opened, checked for its version, brought up to date.

It lives in the schema that the connection writes to (`public`, or the first of the user's
`search_path`). Everything that a build does is one transaction, the making of the tables too.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from typing import TYPE_CHECKING

from sqlalchemy import Index, Table, inspect, select
from sqlalchemy.exc import DBAPIError
from sqlalchemy.schema import (
    AddConstraint,
    CreateIndex,
    CreateTable,
    ExecutableDDLElement,
    SetColumnComment,
    SetTableComment,
)

from pipeline.catalogue.postgresql.address import engine_of, shown
from pipeline.catalogue.postgresql.load import copy
from pipeline.catalogue.postgresql.schema import VERSION_TABLE, metadata
from pipeline.catalogue.questions import questions, views
from pipeline.catalogue.store import VERSION, dictionary
from pipeline.catalogue.tables import tables
from pipeline.errors import OutputError, UsageError

if TYPE_CHECKING:
    from sqlalchemy import Connection

MIGRATIONS: Mapping[int, Callable[[Connection], None]] = {}
"""As those of the SQLite file, for the tables that are not derived."""

_TWICE = "23505"
"""What PostgreSQL says of a key that is there already."""

_READING = "SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY"

_KEYS = """
SELECT conname FROM pg_constraint
WHERE contype = 'f' AND connamespace = CAST(current_schema() AS regnamespace)
"""

_ONE_WRITER = 0x41545449
"""The lock that a build holds until its transaction ends: `ATTI`."""


@contextmanager
def open_to_write(address: str) -> Iterator[tuple[Connection, bool]]:
    """A transaction on the catalogue, made or brought to this version; and whether it is new.

    Raises:
        UsageError: there is no such server, or what is there is no catalogue, or a newer one; an id
            comes twice.
        OutputError: it cannot be written; what was there is untouched.
    """
    with _connected(address) as connection:
        try:
            with connection.begin():
                connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({_ONE_WRITER})")
                version = _version(connection, address)
                if version is None:
                    _make(connection)
                elif version < VERSION:
                    _bring_up_to_date(connection, version)
                yield connection, version is None
        except DBAPIError as error:
            if _code(error) == _TWICE:
                raise UsageError(
                    f"two interventi or documents have one id ({told(error)}). "
                    f"Extract the acts again."
                ) from error
            raise OutputError(
                f"{shown(address)} cannot be written: {told(error)}. What was there is untouched."
            ) from error


@contextmanager
def open_to_read(address: str) -> Iterator[Connection]:
    """A catalogue that cannot be changed through this connection, as it is now.

    Raises:
        UsageError: there is no such server, or no catalogue of this version.
    """
    with _connected(address) as connection:
        try:
            connection.exec_driver_sql(_READING)
            version = _version(connection, address)
            if version is None:
                raise UsageError(
                    f"{shown(address)} holds no catalogue. Make it: catalogue build out.json --db …"
                )
            if version < VERSION:
                raise UsageError(
                    f"{shown(address)} is of an older attidati. Run `catalogue build` on it again."
                )
            yield connection
        except DBAPIError as error:
            raise UsageError(
                f"{shown(address)} cannot be read: {told(error)}. Check your rights there."
            ) from error


def make_indexes(connection: Connection) -> None:
    """The indexes of all tables, once they are filled; what the server must know to use them."""
    _run(connection, map(CreateIndex, _indexes(metadata().sorted_tables)))
    names = ", ".join(f'"{name}"' for name in metadata().tables)
    connection.exec_driver_sql(f"ANALYZE {names}")


def make_keys(connection: Connection) -> None:
    """The foreign keys that are not there yet, once what they point to is."""
    connection.exec_driver_sql("SET CONSTRAINTS ALL IMMEDIATE")  # no table may wait for a check
    there = set(connection.exec_driver_sql(_KEYS).scalars())
    keys = [
        key
        for table in metadata().sorted_tables
        for key in sorted(table.foreign_key_constraints, key=lambda key: str(key.name))
    ]
    _run(connection, (AddConstraint(key) for key in keys if key.name not in there))


def told(error: DBAPIError) -> str:
    """What the server said, in a line."""
    said = _said(error)
    return " ".join(str(said.get("M") or error.orig or error).split())


def _code(error: DBAPIError) -> str | None:
    return _said(error).get("C")


def _said(error: DBAPIError) -> Mapping[str, str]:
    """The fields of the server's answer; none where it did not answer."""
    first = next(iter(error.orig.args if error.orig else ()), None)
    return first if isinstance(first, dict) else {}


@contextmanager
def _connected(address: str) -> Iterator[Connection]:
    try:
        connection = engine_of(address).connect()
    except (DBAPIError, OSError) as error:
        cause = told(error) if isinstance(error, DBAPIError) else error
        raise UsageError(
            f"{shown(address)} cannot be reached: {cause}. Check the address and the server."
        ) from error
    with connection:
        yield connection


def _version(connection: Connection, address: str) -> int | None:
    """The version of the tables; None where there is nothing yet."""
    there = set(inspect(connection).get_table_names())
    if VERSION_TABLE not in there:
        if strange := sorted(there & metadata().tables.keys()):
            raise UsageError(
                f"{shown(address)} has a table `{strange[0]}` that is not ours. "
                f"Name another database, or another schema."
            )
        return None
    found = connection.execute(select(metadata().tables[VERSION_TABLE])).scalar_one()
    if found > VERSION:
        raise UsageError(f"{shown(address)} is of a newer attidati. Install that one.")
    return int(found)


def _make(connection: Connection) -> None:
    """All tables without indexes, to be filled fast; the views and the dictionary."""
    _make_tables(connection, metadata().sorted_tables)
    connection.execute(metadata().tables[VERSION_TABLE].insert().values(versione=VERSION))
    _make_views(connection)


def _make_tables(connection: Connection, wanted: Iterable[Table]) -> None:
    statements: list[ExecutableDDLElement] = []
    for table in wanted:
        statements += [CreateTable(table, include_foreign_key_constraints=[])]
        statements += [SetTableComment(table)]
        statements += [SetColumnComment(column) for column in table.columns if column.comment]
    _run(connection, statements)


def _indexes(wanted: Iterable[Table]) -> Iterator[Index]:
    for table in wanted:
        yield from sorted(table.indexes, key=lambda index: str(index.name))


def _run(connection: Connection, statements: Iterable[ExecutableDDLElement]) -> None:
    """Statements sent at once: there are some hundreds."""
    texts = [str(each.compile(dialect=connection.dialect)) for each in statements]
    if texts:
        connection.exec_driver_sql(";\n".join(texts))


def _make_views(connection: Connection) -> None:
    statements = []
    for view in (*views().values(), *questions().values()):
        described = f"{view.title}. {view.description}"
        statements += [
            f'DROP VIEW IF EXISTS "{view.name}"',
            f'CREATE VIEW "{view.name}" AS {view.sql}',
            f'COMMENT ON VIEW "{view.name}" IS {_literal(described)}',
        ]
        statements += [
            f'COMMENT ON COLUMN "{view.name}"."{each.name}" IS {_literal(each.description)}'
            for each in view.columns
        ]
    connection.exec_driver_sql(";\n".join([*statements, "DELETE FROM dizionario"]))
    copy(connection, "dizionario", tables()["dizionario"].names, dictionary())


def _bring_up_to_date(connection: Connection, version: int) -> None:
    """The migrations, then what is computed as it is declared now, empty, and the views."""
    for view in (*questions().values(), *views().values()):
        connection.exec_driver_sql(f'DROP VIEW IF EXISTS "{view.name}"')
    for number in range(version + 1, VERSION + 1):
        MIGRATIONS[number](connection)
    _make_derived_anew(connection)
    connection.execute(metadata().tables[VERSION_TABLE].update().values(versione=VERSION))
    _make_views(connection)


def _make_derived_anew(connection: Connection) -> None:
    """Tables that no migration need care for; the keys that point to them go along."""
    derived = [table for table in metadata().sorted_tables if _is_derived(table)]
    for table in derived:
        connection.exec_driver_sql(f'DROP TABLE IF EXISTS "{table.name}" CASCADE')
    _make_tables(connection, derived)
    _run(connection, map(CreateIndex, _indexes(derived)))


def _is_derived(table: Table) -> bool:
    """Whether a table is computed from the others."""
    return table.name in tables() and tables()[table.name].derived


def _literal(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"
