"""Counts over whole tables are kept, and only those."""

import asyncio
import os
from pathlib import Path

import pytest
from datasette.database import QueryInterrupted

from pipeline.catalogue.serve.application import _Catalogue, _Served, counts_all
from pipeline.catalogue.serve.connection import connect
from pipeline.catalogue.serve.narrowed import _counts
from pipeline.catalogue.serve.settings import settings
from tests.catalogue.made_up import azione, built, plan

FACET = """
    select anno as value, count(*) as count from (
        select id, anno from catalogo {}
    )
    where anno is not null
    group by anno order by count desc, value limit 13
"""
RELATED = settings().related["voce"]


@pytest.mark.parametrize(
    "sql",
    [
        "select count(*) from catalogo ",
        FACET.format(""),
        _counts("select id from catalogo ", RELATED, 13),
    ],
)
def test_counts_of_all_rows_are_told(sql: str) -> None:
    assert counts_all(sql)


@pytest.mark.parametrize(
    "sql",
    [
        "select count(*) from catalogo where scadenza < date('now')",
        "select anno from catalogo",
        "SELECT random() FROM catalogo",
        FACET.format("where anno < 2024"),
        FACET.format("where anno is not null"),
        _counts("select id from catalogo where anno = 2024", RELATED, 13),
    ],
)
def test_others_are_not(sql: str) -> None:
    assert not counts_all(sql)


def test_they_are_kept_until_the_file_changes(tmp_path: Path) -> None:
    database, _ = built(tmp_path, plan("a.txt", "Comune di Alfa", 2022, azione("A")))
    served = _Served(str(database), None)
    catalogue = served.get_database("catalogo")
    count = "select count(*) from catalogo "

    async def counted() -> object:
        return await catalogue.execute(count)

    first = asyncio.run(counted())
    assert asyncio.run(counted()) is first
    built(tmp_path, plan("b.txt", "Comune di Beta", 2022, azione("B"), azione("C")))
    os.utime(database, ns=(1, 1))
    assert asyncio.run(counted()) is not first
    assert [tuple(row) for row in asyncio.run(catalogue.execute(count)).rows] == [(3,)]


def test_what_took_too_long_is_not_tried_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    database, _ = built(tmp_path, plan("a.txt", "Comune di Alfa", 2022, azione("A")))
    catalogue = _Served(str(database), None).get_database("catalogo")
    opened: list[str] = []

    def refused(path: str) -> object:
        opened.append(path)
        raise QueryInterrupted(None, "", None)

    monkeypatch.setattr("pipeline.catalogue.serve.application.connect", refused)
    for _ in range(2):
        with pytest.raises(QueryInterrupted):
            asyncio.run(catalogue.execute("select count(*) from catalogo "))
    assert opened == [str(database)]


def test_no_connection_writes(tmp_path: Path) -> None:
    database, _ = built(tmp_path, plan("a.txt", "Comune di Alfa", 2022, azione("A")))
    catalogue = _Served(str(database), None).get_database("catalogo")
    assert isinstance(catalogue, _Catalogue)
    with pytest.raises(PermissionError):
        catalogue.connect(write=True)
    connection = connect(str(database))
    with pytest.raises(Exception, match="readonly"):
        connection.execute("DELETE FROM interventi")
    connection.close()
