"""Whether a file and a server hold the same."""

from __future__ import annotations

import sqlite3
from collections import Counter
from pathlib import Path
from typing import Any

from sqlalchemy import Connection

from pipeline.catalogue.ask import ask
from pipeline.catalogue.postgresql.ask import ask as ask_server
from pipeline.catalogue.postgresql.store import open_to_read
from pipeline.catalogue.questions import questions, views
from pipeline.catalogue.store import open_to_read as open_file
from pipeline.catalogue.tables import tables

SHOWN = (*views(), *questions())


def rows_of(connection: sqlite3.Connection | Connection, name: str) -> Counter[tuple[Any, ...]]:
    """All rows of a table or view, but for the number that means nothing outside a catalogue."""
    names = [each.name for each in tables()[name].published] if name in tables() else ["*"]
    columns = ", ".join(f'"{each}"' if each != "*" else each for each in names)
    statement = f'SELECT {columns} FROM "{name}"'  # noqa: S608  names are ours
    if isinstance(connection, sqlite3.Connection):
        return Counter(connection.execute(statement).fetchall())
    return Counter(map(tuple, connection.exec_driver_sql(statement)))


def assert_agree(file: Path, address: str) -> None:
    """Every table, view and question has the same rows in both."""
    with open_file(str(file)) as one, open_to_read(address) as other:
        for name in (*tables(), *SHOWN):
            assert rows_of(one, name) == rows_of(other, name), name


def assert_answers_agree(file: Path, address: str) -> None:
    """Every question has the same rows in both, and in the same order."""
    with open_file(str(file)) as one, open_to_read(address) as other:
        for question in questions().values():
            found = ask(one, question, {}), ask_server(other, question, {})
            assert found[0].columns == found[1].columns
            assert Counter(found[0].rows) == Counter(found[1].rows), question.name
            terms = [term.split()[0] for term in question.order.split(", ")]
            places = [found[0].columns.index(term) for term in terms]
            orders = [[[row[place] for place in places] for row in each.rows] for each in found]
            assert orders[0] == orders[1], question.name
            assert orders[0], question.name
