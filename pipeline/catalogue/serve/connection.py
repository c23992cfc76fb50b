"""A connection to the catalogue that can only read."""

from __future__ import annotations

import pathlib
import sqlite3

from extractors.folding import folded

MAX_VALUE_BYTES = 64 * 2**20
"""A value that an expression of SQL makes is no larger: memory is not for `zeroblob` to take."""


def connect(path: str) -> sqlite3.Connection:
    """The file, whatever its name; for one thread at a time.

    It is not opened as immutable: `catalogue build` may bring it up to date while it is served.
    """
    address = pathlib.Path(path).absolute().as_uri()
    return sqlite3.connect(f"{address}?mode=ro", uri=True, check_same_thread=False)


def prepare(connection: sqlite3.Connection) -> None:
    """It only reads, knows how names are folded, and makes no monstrous value."""
    connection.execute("PRAGMA query_only = ON")
    connection.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, MAX_VALUE_BYTES)
    connection.create_function("folded", 1, _folded, deterministic=True)


def _folded(text: object) -> str:
    return folded(str(text or ""))
