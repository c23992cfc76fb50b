"""Rows into the server, by COPY: the driver's INSERT would ask it once a row."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from typing import TYPE_CHECKING, Any

import pg8000.dbapi
from sqlalchemy.exc import DBAPIError

if TYPE_CHECKING:
    from sqlalchemy import Connection

Row = Sequence[object]

_CHUNK = 500
"""Rows sent at once."""

_ESCAPED = str.maketrans(
    {"\\": "\\\\", "\t": "\\t", "\n": "\\n", "\r": "\\r", "\0": "\N{REPLACEMENT CHARACTER}"}
)


def copy(
    connection: Connection,
    table: str,
    columns: Sequence[str],
    rows: Iterable[Row],
    flags: frozenset[int] = frozenset(),
) -> None:
    """Adds rows to a table. `flags` are the places of truth values, which may come as 1 and 0.

    Raises:
        DBAPIError: the server refuses them.
    """
    names = ", ".join(f'"{name}"' for name in columns)
    statement = f'COPY "{table}" ({names}) FROM STDIN'
    cursor: Any = connection.connection.cursor()
    try:
        cursor.execute(statement, stream=_chunks(rows, flags))
    except pg8000.dbapi.Error as error:
        raise DBAPIError.instance(statement, None, error, pg8000.dbapi.Error) from error
    except BaseException:
        connection.invalidate()  # what is half sent cannot be rolled back, only hung up on
        raise
    cursor.close()


def _chunks(rows: Iterable[Row], flags: frozenset[int]) -> Iterator[bytes]:
    lines: list[str] = []
    for row in rows:
        lines.append("\t".join(map(_cell, _with_flags(row, flags) if flags else row)))
        if len(lines) == _CHUNK:
            yield _encoded(lines)
            lines = []
    if lines:
        yield _encoded(lines)


def _encoded(lines: Sequence[str]) -> bytes:
    return ("\n".join(lines) + "\n").encode("utf-8")


def _cell(value: object) -> str:
    if value is None:
        return "\\N"
    if isinstance(value, str):
        return value.translate(_ESCAPED) if _to_escape().search(value) else value
    return repr(value)


@cache
def _to_escape() -> re.Pattern[str]:
    return re.compile(r"[\\\t\n\r\0]")


def _with_flags(row: Row, flags: frozenset[int]) -> Row:
    return [
        cell if place not in flags or cell is None else bool(cell) for place, cell in enumerate(row)
    ]
