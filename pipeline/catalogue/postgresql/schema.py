"""The tables as SQLAlchemy knows them, from `tables.toml` and `differences.toml`."""

from __future__ import annotations

import os
import tomllib
from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Double,
    ForeignKeyConstraint,
    Index,
    MetaData,
    PrimaryKeyConstraint,
    Table,
    Text,
    UniqueConstraint,
)
from sqlalchemy.dialects.postgresql import TSVECTOR
from sqlalchemy.types import TypeEngine

from pipeline.catalogue.tables import Column as Declared
from pipeline.catalogue.tables import Table as DeclaredTable
from pipeline.catalogue.tables import tables

SEARCH = "ricerca"
VERSION_TABLE = "versione"

_TEXT = Text(collation="C")
_TYPES: Mapping[str, TypeEngine[Any]] = {
    "text": _TEXT,
    "integer": BigInteger(),
    "real": Double(),
    "boolean": Boolean(),
}


@cache
def metadata() -> MetaData:
    """All tables, with keys and indexes; those of search and of the version besides."""
    known = MetaData()
    for declared in tables().values():
        _add_table(known, declared)
    _add_search(known)
    Table(
        VERSION_TABLE,
        known,
        Column("versione", BigInteger, primary_key=True, autoincrement=False),
        comment="La versione delle tabelle di questo catalogo.",
    )
    return known


@cache
def differences() -> Mapping[str, Any]:
    """What `differences.toml` says."""
    with open(os.path.join(os.path.dirname(__file__), "differences.toml"), "rb") as file:
        return tomllib.load(file)


def indexes_of(declared: DeclaredTable) -> Iterator[tuple[str, ...]]:
    """The columns of each index that a table has on the server; `-` before one that goes down."""
    instead = {
        tuple(each["columns"]): tuple(each.get("instead", ()))
        for each in differences()["indexes"]
        if each["table"] == declared.name
    }
    for columns in declared.indexes:
        if wanted := instead.get(columns, columns):
            yield wanted


def _add_table(known: MetaData, declared: DeclaredTable) -> None:
    table = Table(
        declared.name,
        known,
        *(_column(declared, column) for column in declared.columns),
        comment=f"{declared.title}. {declared.description}",
    )
    if declared.key:
        table.append_constraint(PrimaryKeyConstraint(*declared.key, name=f"{declared.name}_pkey"))
    if declared.rowid:
        table.append_constraint(UniqueConstraint(declared.rowid, name=f"{declared.name}_n_key"))
    for key in declared.foreign:
        table.append_constraint(
            ForeignKeyConstraint(
                [key.column],
                [f"{key.table}.{key.target}"],
                name=f"{declared.name}_{key.column}_fkey",
                ondelete=None if tables()[key.table].derived else "CASCADE",
                deferrable=True,
                initially="DEFERRED",
            )
        )
    for columns in indexes_of(declared):
        Index("_".join((declared.name, *columns)).replace("-", ""), *_terms(table, columns))


def _column(table: DeclaredTable, column: Declared) -> Column[Any]:
    is_key = column.name in (*table.key, table.rowid)
    return Column(
        column.name,
        _TYPES[column.type],
        nullable=not is_key,
        autoincrement=False,
        comment=column.description,
    )


def _terms(table: Table, columns: tuple[str, ...]) -> Iterator[Any]:
    """Nulls where SQLite has them: first, or last where it goes down."""
    for name in columns:
        column = table.c[name.removeprefix("-")]
        yield column.desc().nulls_last() if name.startswith("-") else column.asc().nulls_first()


def _add_search(known: MetaData) -> None:
    search = Table(
        SEARCH,
        known,
        Column("n", BigInteger, primary_key=True, autoincrement=False),
        Column("parole", TSVECTOR, comment="Le parole, senza maiuscole e accenti"),
        ForeignKeyConstraint(
            ["n"],
            ["interventi.n"],
            name=f"{SEARCH}_n_fkey",
            ondelete="CASCADE",
            deferrable=True,
            initially="DEFERRED",
        ),
        comment="Le parole di ogni intervento, per la ricerca",
    )
    Index(f"{SEARCH}_parole", search.c.parole, postgresql_using="gin")
