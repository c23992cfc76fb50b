"""Which SQLite fills a file.

A file that exists is written by Python's own, since others may have it open in this process: two
SQLites do not see each other's locks there. A new one, which nobody knows yet, is filled by APSW's
where that is installed: it is of today, and takes a fifth less. Any SQLite reads what it writes.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import cache
from importlib.util import find_spec
from typing import Any, Protocol

_STATEMENTS = 1024
"""Kept ready: one for each number of rows and choice of columns that comes."""


_JSONB_EACH = 3_051_000


class Found(Protocol):
    """The rows of a statement."""

    def __iter__(self) -> Iterator[Any]:
        """One by one."""

    def fetchone(self) -> Any:
        """The next; None behind the last."""

    def fetchall(self) -> list[Any]:
        """All that are left."""


class File(Protocol):
    """A file that is written: what both SQLites understand."""

    def execute(self, statement: str, values: Sequence[Any] | Mapping[str, Any] = (), /) -> Found:
        """Runs a statement."""

    def executemany(self, statement: str, values: Iterable[Sequence[Any]], /) -> object:
        """Runs a statement with each of these values."""

    def create_function(
        self, name: str, narg: int, func: Callable[..., Any], /, *, deterministic: bool
    ) -> None:
        """Lets SQL call this."""

    def close(self) -> None:
        """Ends the use of the file."""


@cache
def has_newer() -> bool:
    """Whether APSW is installed, and of a version that takes JSON apart fast."""
    if find_spec("apsw") is None:
        return False
    import apsw

    return apsw.SQLITE_VERSION_NUMBER >= _JSONB_EACH


def open_new(path: str) -> File:
    """A file that is not there yet."""
    if not has_newer():
        return sqlite3.connect(path, isolation_level=None, cached_statements=_STATEMENTS)
    from pipeline.catalogue.newer_sqlite import NewFile

    return NewFile(path, statementcachesize=_STATEMENTS)


def open_existing(path: str, timeout: float) -> sqlite3.Connection:
    """A file that is there. Waits so many seconds for another who writes."""
    return sqlite3.connect(
        path, isolation_level=None, timeout=timeout, cached_statements=_STATEMENTS
    )


def reads_json(file: File) -> bool:
    """Whether SQL takes JSON apart fast."""
    return not isinstance(file, sqlite3.Connection)


def run_alone() -> None:
    """Says that this process writes with one thread only. For a command, before it writes."""
    if has_newer():
        from pipeline.catalogue.newer_sqlite import be_alone

        be_alone()


@contextmanager
def same_errors() -> Iterator[None]:
    """Errors of the newer SQLite become those of Python's."""
    if not has_newer():
        yield
        return
    from pipeline.catalogue.newer_sqlite import told_as_sqlite3

    with told_as_sqlite3():
        yield
