"""The page about the catalogue: its lists are those declared, its SQL runs."""

import re
import sqlite3

import pytest

from docs.generate_catalogue import PAGE, page

TEXT = PAGE.read_text(encoding="utf-8")


def test_lists_are_those_declared() -> None:
    assert page(TEXT) == TEXT


@pytest.mark.parametrize("statement", re.findall(r"```sql\n(.*?)```", TEXT, flags=re.DOTALL))
def test_sql_of_the_page_runs(connection: sqlite3.Connection, statement: str) -> None:
    found = connection.execute(statement)
    assert found.description
    if "2024" not in statement:
        assert found.fetchall()
