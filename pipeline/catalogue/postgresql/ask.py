"""Asking a server: the same questions and the same search as of the SQLite file.

Values reach the server as parameters only. What capitals and accents are put aside of is put aside
here, before it is sent.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from itertools import islice
from typing import TYPE_CHECKING, Any

from sqlalchemy import text

from extractors.folding import folded
from pipeline.catalogue.ask import FOUND, RANKED, Answer, Row, Value
from pipeline.catalogue.changes import TITLED, year_by_year
from pipeline.catalogue.postgresql.schema import SEARCH
from pipeline.catalogue.postgresql.words import excerpt, query
from pipeline.catalogue.questions import Operator, Parameter, Question
from pipeline.catalogue.store import SEARCHED
from pipeline.catalogue.tables import tables

if TYPE_CHECKING:
    from sqlalchemy import Connection

_FETCHED = 2_000
"""Rows fetched at once."""

_CONDITIONS: Mapping[Operator, str] = {
    "=": '"{column}" = :{name}',
    ">=": '"{column}" >= :{name}',
    "<=": '"{column}" <= :{name}',
    "territory": '"{column}" = ANY(:{name})',
    "organisation": '"{column}" = ANY(:{name})',
}
"""`contains` is not among them: it is looked for here, in a text that the server cannot fold."""

_NAMED: Mapping[Operator, str] = {
    "territory": "SELECT chiave FROM territori WHERE strpos(nome_chiave, :name) > 0",
    "organisation": "SELECT chiave FROM organizzazioni WHERE strpos(nome_chiave, :name) > 0",
}
"""The keys of those so named. Asked first: the server plans by how many they are."""

_PARTED = """
SELECT d.territorio FROM documenti d JOIN territori t ON t.chiave = d.territorio
WHERE d.n_interventi > 0 AND d.anno BETWEEN :da AND :a AND strpos(t.nome_chiave, :name) > 0
GROUP BY d.territorio
HAVING min(d.anno) = :da AND max(d.anno) = :a AND NOT EXISTS (
  SELECT 1 FROM confronti c
  WHERE c.territorio = d.territorio AND c.anno_da = :da AND c.anno_a = :a
)
ORDER BY d.territorio
"""

_TWO_YEARS = f"""
{TITLED} AND territorio = :territorio AND anno IN (:da, :a) ORDER BY territorio, anno
"""

_SEARCH = f"""
SELECT c.id, c.territorio, c.anno, c.titolo, c.codici, c.path,
  {", ".join(f"i.{name}" for name in SEARCHED)}
FROM (
  SELECT n, place FROM (
    SELECT n, ts_rank(parole, CAST(:sought AS tsquery)) AS place FROM {SEARCH}
    WHERE parole @@ CAST(:sought AS tsquery) LIMIT {RANKED}
  ) AS ranked ORDER BY place DESC, n LIMIT :limit
) AS found
JOIN interventi i ON i.n = found.n
JOIN catalogo c ON c.id = i.id
ORDER BY found.place DESC, found.n
"""  # noqa: S608  names are ours


def ask(
    connection: Connection,
    question: Question,
    values: Mapping[str, Value],
    limit: int | None = None,
) -> Answer:
    """The rows of a question, in its order, narrowed by the parameters that have a value.

    Raises:
        KeyError: the question has no such parameter.
    """
    found = select(connection, question, values, None if limit is None else limit + 1)
    rows = list(found if limit is None else islice(found, limit + 1))
    columns = tuple(column.name for column in question.columns)
    is_cut = limit is not None and len(rows) > limit
    return Answer(columns, rows[:limit], is_cut=is_cut)


def select(
    connection: Connection,
    question: Question,
    values: Mapping[str, Value],
    limit: int | None = None,
) -> Iterator[Row]:
    """The rows one by one; the server is told the limit, unless some of them are left out here."""
    known = {parameter.name: parameter for parameter in question.parameters}
    given = [(known[name], value) for name, value in values.items()]
    source, bound = f'"{question.name}"', dict[str, Any]()
    if question.name == "cambiamenti" and values.keys() >= {"territorio", "da", "a"}:
        source, bound = _any_two_years(connection, question, values)
    conditions = []
    for place, (parameter, value) in enumerate(given):
        if parameter.operator != "contains":
            name = f"p{place}"
            template = _CONDITIONS[parameter.operator]
            conditions.append(template.format(column=parameter.column, name=name))
            bound[name] = _bound(connection, parameter.operator, value)
    where = f" WHERE {' AND '.join(conditions)}" if conditions else ""
    statement = f"SELECT * FROM {source}{where} ORDER BY {in_order(question.order)}"  # noqa: S608
    if limit is not None and all(each.operator != "contains" for each, _ in given):
        statement, bound["limit"] = f"{statement} LIMIT :limit", limit
    rows = connection.execute(text(statement).execution_options(yield_per=_FETCHED), bound)
    yield from _containing(question, given, (tuple(row) for row in rows))


def _bound(connection: Connection, operator: Operator, value: Value) -> object:
    if operator not in _NAMED:
        return value
    return list(connection.scalars(text(_NAMED[operator]), {"name": folded(str(value))}))


def in_order(order: str) -> str:
    """The order of a question with nulls where SQLite has them: first, last where it goes down."""
    return ", ".join(
        f"{term} NULLS LAST" if term.endswith(" DESC") else f"{term} NULLS FIRST"
        for term in order.split(", ")
    )


def search(connection: Connection, sought: str, limit: int) -> Answer:
    """The interventi that hold all these words, best first; capitals and accents are put aside.

    Words between quotation marks must follow each other.
    """
    if not (wanted := query(sought)):
        return Answer(FOUND, [], is_cut=False)
    found = connection.execute(text(_SEARCH), {"sought": wanted, "limit": limit + 1}).all()
    rows = [
        (*row[: len(FOUND) - 2], excerpt(row[len(FOUND) - 1 :], sought), row[len(FOUND) - 2])
        for row in found
    ]
    return Answer(FOUND, rows[:limit], is_cut=len(rows) > limit)


def _containing(
    question: Question, given: list[tuple[Parameter, Value]], rows: Iterator[Row]
) -> Iterator[Row]:
    names = [column.name for column in question.columns]
    wanted = [
        (names.index(parameter.column), folded(str(value)))
        for parameter, value in given
        if parameter.operator == "contains"
    ]
    for row in rows:
        if all(part in folded(str(row[place] or "")) for place, part in wanted):
            yield row


def _any_two_years(
    connection: Connection, question: Question, values: Mapping[str, Value]
) -> tuple[str, dict[str, Any]]:
    """The question over two years that need not follow each other: those are compared now."""
    years = {"da": int(values["da"]), "a": int(values["a"])}
    asked = {**years, "name": folded(str(values["territorio"]))}
    rows: list[Row] = []
    for (body,) in connection.execute(text(_PARTED), asked).all():
        found = connection.execute(text(_TWO_YEARS), {**years, "territorio": body}).all()
        rows += year_by_year(found)
    table = tables()["confronti"]
    types = {"integer": "bigint", "real": "float8", "text": 'text COLLATE "C"'}
    columns = ", ".join(f"{column.name} {types[column.type]}" for column in table.columns)
    source = (
        f"(WITH confronti AS (SELECT * FROM confronti UNION ALL "  # noqa: S608  names are ours
        f"SELECT * FROM json_to_recordset(CAST(:rows AS json)) AS compared({columns})) "
        f"{question.sql}) AS compared"
    )
    return source, {"rows": json.dumps([dict(zip(table.names, row, strict=True)) for row in rows])}
