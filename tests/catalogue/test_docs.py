"""The page about the catalogue: its lists are those declared, its SQL runs, on a server too."""

import re
import sqlite3
from collections import Counter
from pathlib import Path

import pytest

from docs.generate_catalogue import PAGE, page
from pipeline.catalogue.postgresql.store import open_to_read

TEXT = PAGE.read_text(encoding="utf-8")
STATEMENTS = re.findall(r"```sql\n(.*?)```", TEXT, flags=re.DOTALL)
ANSWERS = re.findall(r"```sql\n(.*?)```", TEXT[TEXT.index("## Five to try") :], flags=re.DOTALL)
ON_A_SERVER = re.findall(r"```\n(SELECT.*?)```", TEXT, flags=re.DOTALL)


def test_lists_are_those_declared() -> None:
    assert page(TEXT) == TEXT


@pytest.mark.parametrize("statement", STATEMENTS)
def test_sql_of_the_page_runs(connection: sqlite3.Connection, statement: str) -> None:
    found = connection.execute(statement)
    assert found.description
    if "2024" not in statement:
        assert found.fetchall()


def test_sql_of_the_page_runs_on_a_server(both: tuple[Path, str]) -> None:
    file = sqlite3.connect(both[0])
    with open_to_read(both[1]) as server:
        for statement in STATEMENTS:
            if "MATCH" not in statement:
                found = server.exec_driver_sql(statement).all()
                assert Counter(map(tuple, found)) == Counter(file.execute(statement))
        (searched,) = [server.exec_driver_sql(statement).all() for statement in ON_A_SERVER]
    file.close()
    assert [title for _, title in searched] == ["Comunità educante"]


def test_the_answers_of_the_page_are_right(connection: sqlite3.Connection) -> None:
    """Counted by hand, from the made-up documents."""
    found = [connection.execute(statement).fetchall() for statement in ANSWERS]
    assert found == [
        [(2021, 3, 0), (2022, 5, 0)],
        [("Coop. Due", 2)],
        [
            ("COMUNE DI ALFA", 2021, 2022, "Comunità educante", "Comunità educanti"),
            ("COMUNE DI ALFA", 2021, 2022, "Nido comunale", "Nido Comunale"),
        ],
        [("a/2021.txt", None)],
        [("Comune di Beta",)],
    ]
