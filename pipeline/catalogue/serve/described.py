"""Datasette's metadata: titles, descriptions, facets and canned queries, from what is declared.

Each canned question is there twice: as `chiedi-NAME`, with a form for its parameters, and as the
view of its name, to be filtered, sorted and downloaded whole.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from pipeline.catalogue.questions import Operator, Parameter, Question, View, questions, views
from pipeline.catalogue.serve.settings import settings
from pipeline.catalogue.tables import ColumnType, Table, published_tables

DATABASE = "catalogo"
"""The name of the database in addresses, whatever the file is called."""

_CONDITIONS: Mapping[Operator, str] = {
    "=": '"{column}" = {value}',
    ">=": '"{column}" >= {value}',
    "<=": '"{column}" <= {value}',
    "contains": 'instr(folded("{column}"), folded({value}))',
    "territory": (
        '"{column}" IN (SELECT chiave FROM territori WHERE instr(nome_chiave, folded({value})))'
    ),
    "organisation": (
        '"{column}" IN (SELECT chiave FROM organizzazioni '
        "WHERE instr(nome_chiave, folded({value})))"
    ),
}
_VALUES: Mapping[ColumnType, str] = {
    "text": ":{name}",
    "boolean": ":{name}",
    "integer": "CAST(:{name} AS INTEGER)",
    "real": "CAST(:{name} AS REAL)",
}


def metadata() -> dict[str, Any]:
    """What Datasette is told of the catalogue."""
    shown = settings()
    described: list[Table | View] = [*published_tables(), *views().values(), *questions().values()]
    return {
        "title": shown.title,
        "description": shown.description,
        "databases": {
            DATABASE: {
                "title": shown.title,
                "tables": {each.name: _table(each) for each in described},
                "queries": {query_name(each): _query(each) for each in questions().values()},
            }
        },
    }


def query_name(question: Question) -> str:
    """The name of a question's form in its address."""
    return f"chiedi-{question.name}"


def _table(described: Table | View) -> dict[str, Any]:
    listing = settings().listing(described.name)
    return {
        "title": described.title,
        "description": described.description,
        "columns": {column.name: column.description for column in described.columns},
        "facets": [*listing.facets, *({"related": name} for name in listing.related)],
    }


def _query(question: Question) -> dict[str, Any]:
    return {
        "title": question.title,
        "description": question.description,
        "sql": query_sql(question),
        "params": [_parameter(each) for each in question.parameters],
        "labels": {_parameter(each): each.description for each in question.parameters},
        "view": question.name,
        "hide_sql": True,
    }


def query_sql(question: Question) -> str:
    """The question's rows in its order; a parameter left empty narrows nothing."""
    conditions = [_condition(each) for each in question.parameters]
    where = f"\nWHERE {' AND '.join(conditions)}" if conditions else ""
    return f'SELECT * FROM "{question.name}"{where}\nORDER BY {question.order}'  # noqa: S608


def _condition(parameter: Parameter) -> str:
    name = _parameter(parameter)
    value = _VALUES[parameter.type].format(name=name)
    condition = _CONDITIONS[parameter.operator].format(column=parameter.column, value=value)
    return f"(:{name} = '' OR {condition})"


def _parameter(parameter: Parameter) -> str:
    return parameter.name.replace("-", "_")
