"""The tables of the catalogue, as `tables.toml` declares them, and their SQL.

Declared as data, without a database in mind: SQLite's DDL, the dictionary, the Table Schema of an
export and the types of a data frame all come from the one list.
"""

from __future__ import annotations

import os
import tomllib
from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any, Literal, cast

from msgspec import Struct

ColumnType = Literal["text", "integer", "real", "boolean"]

FOLDER = os.path.dirname(__file__)
_SQLITE: Mapping[ColumnType, str] = {
    "text": "TEXT",
    "integer": "INTEGER",
    "real": "REAL",
    "boolean": "INTEGER",
}


class Column(Struct, frozen=True, gc=False):
    """A column: its name, its type, and what it holds, in Italian."""

    name: str
    type: ColumnType
    description: str


class ForeignKey(Struct, frozen=True, gc=False):
    """A column that holds a key of another table."""

    column: str
    table: str
    target: str


class Table(Struct, frozen=True):
    """A table: what it is, its columns, key, foreign keys and indexes."""

    name: str
    title: str
    description: str
    columns: tuple[Column, ...]
    key: tuple[str, ...] = ()
    """Empty where rows are only counts: some of their columns may be null."""
    required: tuple[str, ...] = ()
    """Columns, besides those of the key, that are never null."""
    rowid: str | None = None
    """A column that numbers the rows, for the full-text index."""
    foreign: tuple[ForeignKey, ...] = ()
    indexes: tuple[tuple[str, ...], ...] = ()
    """Columns; `-` before one that goes down."""
    derived: bool = False
    internal: bool = False

    @property
    def names(self) -> tuple[str, ...]:
        """The columns' names."""
        return tuple(column.name for column in self.columns)

    @property
    def published(self) -> tuple[Column, ...]:
        """The columns that mean something outside this file."""
        return tuple(column for column in self.columns if column.name != self.rowid)


@cache
def tables() -> Mapping[str, Table]:
    """All tables by name, in the order that they are declared in."""
    with open(os.path.join(FOLDER, "tables.toml"), "rb") as file:
        return {name: _table(name, declared) for name, declared in tomllib.load(file).items()}


def columns_of(rows: list[list[str]]) -> tuple[Column, ...]:
    """Columns as TOML declares them: name, type, description."""
    return tuple(Column(name, cast("ColumnType", kind), text) for name, kind, text in rows)


def published_tables() -> Iterator[Table]:
    """The tables that an export holds."""
    return (table for table in tables().values() if not table.internal)


def create(table: Table) -> str:
    """The statement that makes a table, without its indexes.

    Foreign keys are checked at the end of a transaction; what hangs on a row goes with it.
    """
    lines = [_column(table, column) for column in table.columns]
    if table.key and not table.rowid:
        lines.append(f"PRIMARY KEY ({_quoted(table.key)})")
    lines += [
        f'FOREIGN KEY ("{key.column}") REFERENCES "{key.table}" ("{key.target}")'
        " ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED"
        for key in table.foreign
    ]
    end = "WITHOUT ROWID, STRICT" if table.key and not table.rowid else "STRICT"
    return f'CREATE TABLE "{table.name}" (\n  ' + ",\n  ".join(lines) + f"\n) {end}"


def create_indexes(table: Table) -> Iterator[str]:
    """The statements that make a table's indexes."""
    for columns in table.indexes:
        name = "_".join((table.name, *columns)).replace("-", "")
        terms = ", ".join(
            f'"{column[1:]}" DESC' if column.startswith("-") else f'"{column}"'
            for column in columns
        )
        yield f'CREATE INDEX "{name}" ON "{table.name}" ({terms})'


def insert(table: Table) -> str:
    """The statement that adds a row, a parameter a column."""
    marks = ", ".join("?" * len(table.columns))
    return f'INSERT INTO "{table.name}" ({_quoted(table.names)}) VALUES ({marks})'  # noqa: S608


@cache
def insert_many(table: str, columns: tuple[str, ...], rows: int) -> str:
    """The statement that adds so many rows of these columns."""
    marks = f"({', '.join('?' * len(columns))})"
    return f'INSERT INTO "{table}" ({_quoted(columns)}) VALUES {", ".join([marks] * rows)}'  # noqa: S608


def _quoted(names: tuple[str, ...]) -> str:
    return ", ".join(f'"{name}"' for name in names)


def _column(table: Table, column: Column) -> str:
    line = f'"{column.name}" {_SQLITE[column.type]}'
    if column.name == table.rowid:
        return f"{line} PRIMARY KEY"
    if table.rowid and (column.name,) == table.key:
        return f"{line} NOT NULL UNIQUE"
    return f"{line} NOT NULL" if column.name in (*table.key, *table.required) else line


def _table(name: str, declared: Mapping[str, Any]) -> Table:
    return Table(
        name=name,
        title=declared["title"],
        description=declared["description"],
        columns=columns_of(declared["columns"]),
        key=tuple(declared.get("key", ())),
        required=tuple(declared.get("required", ())),
        rowid=declared.get("rowid"),
        foreign=tuple(ForeignKey(*key) for key in declared.get("foreign", ())),
        indexes=tuple(tuple(columns) for columns in declared.get("indexes", ())),
        derived=declared.get("derived", False),
        internal=declared.get("internal", False),
    )
