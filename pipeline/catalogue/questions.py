"""The views and the canned questions, as `views.toml` and `questions.toml` declare them."""

from __future__ import annotations

import os
import tomllib
from collections.abc import Mapping
from functools import cache
from typing import Any, Literal

from msgspec import Struct

from pipeline.catalogue.tables import FOLDER, Column, ColumnType, columns_of

Operator = Literal["=", ">=", "<=", "contains", "territory", "organisation"]


class Parameter(Struct, frozen=True, gc=False):
    """What a question may be narrowed by: a column of its view, compared with a value."""

    name: str
    column: str
    operator: Operator
    type: ColumnType
    description: str


class View(Struct, frozen=True):
    """A view: what it shows, its SQL, its columns."""

    name: str
    title: str
    description: str
    sql: str
    columns: tuple[Column, ...]


class Question(View, frozen=True):
    """A canned question: a view, its order, and what may narrow it."""

    order: str
    parameters: tuple[Parameter, ...]


@cache
def views() -> Mapping[str, View]:
    """The views for the common joins, by name."""
    return {name: View(name=name, **_view(table)) for name, table in _read("views.toml")}


@cache
def questions() -> Mapping[str, Question]:
    """The canned questions, by name."""
    return {
        name: Question(
            name=name,
            **_view(table),
            order=table["order"],
            parameters=tuple(Parameter(*each) for each in table["parameters"]),
        )
        for name, table in _read("questions.toml")
    }


def _view(table: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "title": table["title"],
        "description": table["description"],
        "sql": table["sql"].strip(),
        "columns": columns_of(table["columns"]),
    }


def _read(file: str) -> list[tuple[str, Mapping[str, Any]]]:
    with open(os.path.join(FOLDER, file), "rb") as stream:
        return list(tomllib.load(stream).items())
