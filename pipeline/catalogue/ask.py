"""Asking: a canned question narrowed by its parameters, and full-text search.

Values reach SQLite as parameters only, never as part of a statement.
"""

from __future__ import annotations

import json
import re
import sqlite3
from collections.abc import Iterator, Mapping, Sequence

from msgspec import Struct

from pipeline.catalogue.questions import Operator, Question
from pipeline.catalogue.store import SEARCH
from pipeline.catalogue.tables import tables

Value = str | int | float
Row = tuple[object, ...]

_CONDITIONS: Mapping[Operator, str] = {
    "=": '"{column}" = ?',
    ">=": '"{column}" >= ?',
    "<=": '"{column}" <= ?',
    "contains": 'instr(folded("{column}"), folded(?))',
    "territory": (
        '"{column}" IN (SELECT chiave FROM territori WHERE instr(nome_chiave, folded(?)))'
    ),
    "organisation": (
        '"{column}" IN (SELECT chiave FROM organizzazioni WHERE instr(nome_chiave, folded(?)))'
    ),
}

FOUND = ("id", "territorio", "anno", "titolo", "codici", "brano", "path")
"""What search shows of an intervento."""

RANKED = 10_000
"""Of so many finds at most the best are shown: a word of every text needs no ranking of all."""

_SEARCH = f"""
SELECT c.id, c.territorio, c.anno, c.titolo, c.codici,
  snippet({SEARCH}, -1, '[', ']', '…', 12) AS brano, c.path
FROM (
  SELECT n, place FROM (
    SELECT rowid AS n, rank AS place FROM {SEARCH} WHERE {SEARCH} MATCH :sought LIMIT {RANKED}
  ) ORDER BY place, n LIMIT :limit
) AS found
CROSS JOIN {SEARCH} ON {SEARCH}.rowid = found.n AND {SEARCH} MATCH :sought
CROSS JOIN interventi i ON i.n = found.n
CROSS JOIN catalogo c ON c.id = i.id
ORDER BY found.place, found.n
"""  # noqa: S608  names are ours


class Answer(Struct, frozen=True):
    """Columns and rows; there are more where it was cut at the limit."""

    columns: tuple[str, ...]
    rows: Sequence[Row]
    is_cut: bool


def ask(
    connection: sqlite3.Connection,
    question: Question,
    values: Mapping[str, Value],
    limit: int | None = None,
) -> Answer:
    """The rows of a question, in its order, narrowed by the parameters that have a value."""
    rows = list(select(connection, question, values, None if limit is None else limit + 1))
    columns = tuple(column.name for column in question.columns)
    if limit is None:
        return Answer(columns, rows, is_cut=False)
    return Answer(columns, rows[:limit], is_cut=len(rows) > limit)


def select(
    connection: sqlite3.Connection,
    question: Question,
    values: Mapping[str, Value],
    limit: int | None = None,
) -> Iterator[Row]:
    """The rows one by one.

    Raises:
        KeyError: the question has no such parameter.
    """
    known = {parameter.name: parameter for parameter in question.parameters}
    given = [(known[name], value) for name, value in values.items()]
    connection.create_function("folded", 1, _folded, deterministic=True)
    conditions = [_CONDITIONS[each.operator].format(column=each.column) for each, _ in given]
    where = f" WHERE {' AND '.join(conditions)}" if conditions else ""
    source, first = f'"{question.name}"', list[Value]()
    if question.name == "cambiamenti" and values.keys() >= {"territorio", "da", "a"}:
        source, first = _any_two_years(connection, question, values)
    statement = f"SELECT * FROM {source}{where} ORDER BY {question.order} LIMIT ?"  # noqa: S608
    parameters = [*first, *(value for _, value in given), -1 if limit is None else limit]
    yield from connection.execute(statement, parameters)


def _any_two_years(
    connection: sqlite3.Connection, question: Question, values: Mapping[str, Value]
) -> tuple[str, list[Value]]:
    """The question over two years that need not follow each other: those are compared now."""
    from pipeline.catalogue.changes import changes_between

    name, year, later = str(values["territorio"]), int(values["da"]), int(values["a"])
    rows = list(changes_between(connection, name, year, later))
    names = tables()["confronti"].names
    columns = ", ".join(f"json_extract(value, '$[{place}]')" for place in range(len(names)))
    source = (
        f"(WITH confronti({', '.join(names)}) AS (SELECT * FROM main.confronti "  # noqa: S608
        f"UNION ALL SELECT {columns} FROM json_each(?)) {question.sql})"
    )
    return source, [json.dumps(rows)]


def search(connection: sqlite3.Connection, text: str, limit: int) -> Answer:
    """The interventi that hold all these words, best first; capitals and accents are put aside.

    Words between quotation marks must follow each other.
    """
    phrases = [quoted or word for quoted, word in re.findall(r'"([^"]+)"|([^\s"]+)', text)]
    sought = " ".join(f'"{phrase}"' for phrase in phrases if any(map(str.isalnum, phrase)))
    if not sought:
        return Answer(FOUND, [], is_cut=False)
    rows = connection.execute(_SEARCH, {"sought": sought, "limit": limit + 1}).fetchall()
    return Answer(FOUND, rows[:limit], is_cut=len(rows) > limit)


def _folded(text: object) -> str:
    from extractors.folding import folded

    return folded(str(text or ""))
