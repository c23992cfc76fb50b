"""All rows of a table, a view or a question as CSV, in one reading.

Datasette reads a page of rows at a time, each from the first row on where it is a view: of a
hundred thousand rows that takes minutes. What is narrowed and sorted how is still its to say.
"""

from __future__ import annotations

import asyncio
import csv
import io
import re
import sqlite3
from collections.abc import Iterable, Mapping
from typing import Any

from datasette.utils import sqlite_timelimit
from datasette.utils.asgi import AsgiStream, Request, Response
from datasette.views.table import TableView

from pipeline.catalogue.serve.connection import connect, prepare
from pipeline.catalogue.serve.described import DATABASE

_ROWS = 2_000
"""Read at a time, within the limit for a statement."""

_ONLY_ROWS = b"&_nocount=1&_nofacet=1&_size=1"
_LIMIT = re.compile(r" limit \d+\s*\Z")


async def download(datasette: Any, request: Any) -> Any:
    """`/catalogo/TABLE.csv?_stream=on`: all its rows; without `_stream`, as Datasette does."""
    view = TableView(datasette)
    if not request.args.get("_stream"):
        return await view.dispatch_request(request)
    query = request.scope["query_string"] + _ONLY_ROWS
    asked = await view.data(Request({**request.scope, "query_string": query}, request.receive))
    if isinstance(asked, Response):
        return asked
    sql = _LIMIT.sub("", asked[0]["query"]["sql"])
    reading = _Reading(datasette, sql, asked[0]["query"]["params"])
    first = await asyncio.to_thread(reading.rows)

    async def stream(writer: Any) -> None:
        try:
            await writer.write(_lines([asked[0]["columns"]]))
            rows = first
            while rows:
                await writer.write(_lines(rows))
                rows = await asyncio.to_thread(reading.rows)
        finally:
            reading.close()

    headers = {"content-disposition": f'attachment; filename="{request.url_vars["table"]}.csv"'}
    return AsgiStream(stream, headers=headers, content_type="text/csv; charset=utf-8")


class _Reading:
    """A statement that is read on as its rows are sent."""

    def __init__(self, datasette: Any, sql: str, values: Mapping[str, object]) -> None:
        self._limit = datasette.setting("sql_time_limit_ms")
        self._connection = connect(datasette.get_database(DATABASE).path)
        self._statement = sql, values
        self._cursor: sqlite3.Cursor | None = None

    def rows(self) -> list[tuple[object, ...]]:
        """The next rows; none at the end.

        Raises:
            sqlite3.OperationalError: they cannot be read, or not in time.
        """
        with sqlite_timelimit(self._connection, self._limit):
            if self._cursor is None:
                prepare(self._connection)
                self._cursor = self._connection.execute(*self._statement)
            return self._cursor.fetchmany(_ROWS)

    def close(self) -> None:
        """Closes the connection, whatever is still to be read."""
        self._connection.close()


def _lines(rows: Iterable[Iterable[object]]) -> str:
    stream = io.StringIO()
    csv.writer(stream).writerows(rows)
    return stream.getvalue()
