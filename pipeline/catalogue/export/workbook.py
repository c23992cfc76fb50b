"""XLSX: a workbook for people, a sheet a table. Needs `attidati[catalogue]`.

The head stays in view and has filters; columns are as wide as their first rows need. Texts are
written as texts, so none is a formula or a link. The tables of boxes are left out: no one reads
them in a spreadsheet.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from itertools import chain, islice
from typing import Any

from pipeline.catalogue.database import Readable
from pipeline.catalogue.export.sheets import Row, Sheet, sheets, whole_file
from pipeline.errors import UsageError

LEFT_OUT = frozenset({"evidence"})

MAX_ROWS = 1_048_576
"""Of a sheet, with its head."""

_MAX_CHARACTERS = 32_767
"""Of a cell."""

_LOOKED_AT = 200
"""Rows that a column's width is read off."""

_NARROWEST, _WIDEST = 8, 60
_NO_TIME = datetime(1980, 1, 1, tzinfo=UTC)
"""Stands for the time of writing, so that the same catalogue gives the same file."""


def to_xlsx(connection: Readable, path: str) -> list[str]:
    """A workbook: `catalogo` first, then the tables.

    Raises:
        UsageError: XlsxWriter is not installed, or a table has more rows than a sheet.
    """
    try:
        import xlsxwriter
    except ImportError as error:
        raise UsageError("XLSX needs XlsxWriter: pip install 'attidati[catalogue]'.") from error
    wanted = [sheet for sheet in sheets() if sheet.name not in LEFT_OUT]
    wanted.sort(key=lambda sheet: sheet.name != "catalogo")
    for sheet in wanted:
        _check_size(connection, sheet)
    with whole_file(path) as part:
        options = {
            "constant_memory": True,
            "strings_to_formulas": False,
            "strings_to_numbers": False,
            "strings_to_urls": False,
        }
        with xlsxwriter.Workbook(part, options) as book:
            book.set_properties({"created": _NO_TIME, "title": "Catalogo"})
            head = book.add_format({"bold": True, "text_wrap": True, "valign": "top"})
            for sheet in wanted:
                _write(book.add_worksheet(sheet.title[:31]), sheet, connection, head)
    return [path]


def _check_size(connection: Readable, sheet: Sheet) -> None:
    (count,) = connection.execute(f'SELECT count(*) FROM "{sheet.name}"').fetchone()  # noqa: S608
    if count >= MAX_ROWS:
        raise UsageError(
            f"{sheet.name} has {count} rows; a sheet takes {MAX_ROWS - 1}. "
            f"Export to csv or parquet."
        )


def _write(page: Any, sheet: Sheet, connection: Readable, head: Any) -> None:
    rows = sheet.rows(connection)
    first = list(islice(rows, _LOOKED_AT))
    for place, column in enumerate(sheet.columns):
        page.set_column(place, place, _width(column.name, place, first))
    for place, column in enumerate(sheet.columns):
        page.write_string(0, place, column.name, head)
    number = 0
    for number, row in enumerate(chain(first, rows), 1):
        for place, value in enumerate(row):
            _write_cell(page, number, place, value)
    page.freeze_panes(1, 1)
    page.autofilter(0, 0, max(number, 1), len(sheet.columns) - 1)


def _write_cell(page: Any, row: int, column: int, value: object) -> None:
    if value is None:
        return
    if isinstance(value, bool):
        page.write_boolean(row, column, value)
    elif isinstance(value, int | float):
        page.write_number(row, column, value)
    else:
        text = str(value)
        cut = text if len(text) <= _MAX_CHARACTERS else text[: _MAX_CHARACTERS - 1] + "…"
        page.write_string(row, column, cut)


def _width(name: str, place: int, rows: Sequence[Row]) -> int:
    """Characters that most of the first rows fit in."""
    lengths = sorted(len(str(row[place])) for row in rows if row[place] is not None)
    most = lengths[int(len(lengths) * 0.9)] if lengths else 0
    return min(max(most, len(name), _NARROWEST), _WIDEST) + 2
