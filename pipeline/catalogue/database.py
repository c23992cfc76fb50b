"""A catalogue to read, wherever it is: the file at a path, or the server at an address."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, Protocol

from pipeline.catalogue.postgresql.address import check_installed, is_address

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from pipeline.catalogue.ask import Answer, Value
    from pipeline.catalogue.questions import Question

_FETCHED = 2_000
"""Rows fetched at once from a server."""


class Rows(Protocol):
    """What a statement gives, a row after the other."""

    def __iter__(self) -> Iterator[Any]:
        """The rows."""

    def fetchone(self) -> Any:
        """The next row; None behind the last."""


class Readable(Protocol):
    """What can be asked in SQL that SQLite and PostgreSQL both understand."""

    def execute(self, statement: str, /) -> Rows:
        """The rows of a statement."""


class Database(Readable, Protocol):
    """A catalogue that is open for reading."""

    def ask(
        self, question: Question, values: Mapping[str, Value], limit: int | None = None
    ) -> Answer:
        """The answer to a canned question."""

    def search(self, text: str, limit: int) -> Answer:
        """The interventi that hold all words of a text."""


@contextmanager
def open_database(database: str) -> Iterator[Database]:
    """A catalogue that cannot be changed through this.

    Raises:
        UsageError: it is not there, no catalogue, or of another version.
    """
    if is_address(database):
        check_installed()
        from pipeline.catalogue.postgresql.store import open_to_read as open_server

        with open_server(database) as server:
            yield _Server(server)
    else:
        from pipeline.catalogue.store import open_to_read

        with open_to_read(database) as file:
            yield _File(file)


class _File:
    """The SQLite file."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    def execute(self, statement: str, /) -> Rows:
        return self._connection.execute(statement)

    def ask(
        self, question: Question, values: Mapping[str, Value], limit: int | None = None
    ) -> Answer:
        from pipeline.catalogue.ask import ask

        return ask(self._connection, question, values, limit)

    def search(self, text: str, limit: int) -> Answer:
        from pipeline.catalogue.ask import search

        return search(self._connection, text, limit)


class _Server:
    """The PostgreSQL server."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def execute(self, statement: str, /) -> Rows:
        options = {"yield_per": _FETCHED}
        return self._connection.exec_driver_sql(statement, execution_options=options)

    def ask(
        self, question: Question, values: Mapping[str, Value], limit: int | None = None
    ) -> Answer:
        from pipeline.catalogue.postgresql.ask import ask

        return ask(self._connection, question, values, limit)

    def search(self, text: str, limit: int) -> Answer:
        from pipeline.catalogue.postgresql.ask import search

        return search(self._connection, text, limit)
