"""Showing an answer: an aligned table for people, CSV and JSON for programs."""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Mapping, Sequence
from typing import Literal, get_args

from pipeline.catalogue.ask import Answer
from pipeline.catalogue.export.plain import csv_line

Form = Literal["table", "csv", "json", "jsonl"]
FORMS: tuple[Form, ...] = get_args(Form)

_WIDEST = 48
"""Characters of a cell of the table; longer texts are cut."""


def shown(answer: Answer, form: Form) -> str:
    """The answer in a form, with a final newline."""
    if form == "table":
        return _table(answer)
    if form == "csv":
        return "".join(map(csv_line, (answer.columns, *answer.rows)))
    records = [dict(zip(answer.columns, row, strict=True)) for row in answer.rows]
    if form == "jsonl":
        return "".join(_json(record) + "\n" for record in records)
    return "[" + ",\n ".join(map(_json, records)) + "]\n"


def _table(answer: Answer) -> str:
    rows = [[_cell(value) for value in row] for row in answer.rows]
    widths = [max(map(len, column)) for column in zip(answer.columns, *rows, strict=True)]
    numbers = [
        all(isinstance(row[place], int | float) for row in answer.rows)
        for place in range(len(answer.columns))
    ]
    lines = [_line(answer.columns, widths, numbers), _line(["-" * w for w in widths], widths)]
    lines += [_line(row, widths, numbers) for row in rows]
    return "".join(f"{line}\n" for line in lines)


def _line(cells: Sequence[str], widths: Sequence[int], right: Sequence[bool] | None = None) -> str:
    padded = [
        cell.rjust(width) if right and right[place] else cell.ljust(width)
        for place, (cell, width) in enumerate(zip(cells, widths, strict=True))
    ]
    return "  ".join(padded).rstrip()


def _cell(value: object) -> str:
    """A value on one line; what would steer a terminal is left out."""
    if value is None:
        return ""
    if isinstance(value, float):
        return f"{value:g}"
    text = "".join(c if unicodedata.category(c)[0] != "C" else " " for c in str(value))
    text = " ".join(text.split())
    return text if len(text) <= _WIDEST else text[: _WIDEST - 1] + "…"


def _json(record: Mapping[str, object]) -> str:
    return json.dumps(record, ensure_ascii=False)
