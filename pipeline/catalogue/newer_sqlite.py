"""The SQLite that APSW brings. Imported only where it is installed."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import apsw


class NewFile(apsw.Connection):
    """A file to be filled, with the names that Python's own connection has."""

    def create_function(
        self, name: str, narg: int, func: Callable[..., Any], *, deterministic: bool
    ) -> None:
        """Lets SQL call this."""
        self.create_scalar_function(name, func, narg, deterministic=deterministic)


def be_alone() -> None:
    """No locks between threads, no account of memory: a tenth of the time goes into them.

    Left as it is where this process has files open through it already.
    """
    if apsw.connections():
        return
    apsw.shutdown()
    apsw.config(apsw.SQLITE_CONFIG_SINGLETHREAD)
    apsw.config(apsw.SQLITE_CONFIG_MEMSTATUS, False)
    apsw.initialize()


@contextmanager
def told_as_sqlite3() -> Iterator[None]:
    """Errors become those of Python's own SQLite, with their codes."""
    try:
        yield
    except apsw.Error as error:
        is_refused = isinstance(error, apsw.ConstraintError)
        kind = sqlite3.IntegrityError if is_refused else sqlite3.OperationalError
        told = kind(str(error))
        told.sqlite_errorcode = getattr(error, "result", sqlite3.SQLITE_ERROR)
        raise told from error
