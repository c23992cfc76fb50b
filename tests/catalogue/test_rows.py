"""What the rows hold however many are written at once, and what finds them without a search."""

import sqlite3
from pathlib import Path

import pytest

from pipeline.catalogue.questions import questions
from pipeline.catalogue.store import open_to_read
from schemas.records import Intervento
from tests.catalogue.made_up import PLACE, azione, built, plan, replaced, until


def asked(database: Path, statement: str) -> list[tuple[object, ...]]:
    """The rows of a statement."""
    with open_to_read(str(database)) as connection:
        return connection.execute(statement).fetchall()


def test_every_row_is_written_whole_or_null(tmp_path: Path) -> None:
    """More rows than one statement adds; columns that none, some or all of them fill."""
    places = [PLACE if n % 3 else replaced(PLACE, bbox=None, start=n, end=n + 4) for n in range(70)]
    many = [
        azione(f"Nido {n}", evidence={"titolo": (place,)}, numero=str(n) if n % 2 else None)
        for n, place in enumerate(places)
    ]
    database, _ = built(tmp_path, plan("a.txt", "Comune di Alfa", 2022, *many))
    found = asked(
        database,
        "SELECT i.titolo, i.numero, i.tempi, e.x0, e.bottom, e.start_char, e.raw "
        "FROM interventi i JOIN evidence e ON e.intervento_id = i.id ORDER BY i.ordine",
    )
    assert found == [
        (
            *(f"Nido {n}", str(n) if n % 2 else None, None),
            *((place.bbox[0], place.bbox[3]) if place.bbox else (None, None)),
            *(place.start, "raw "),
        )
        for n, place in enumerate(places)
    ]


def test_an_organisation_named_twice_by_an_intervento_counts_once(tmp_path: Path) -> None:
    twice = azione("Nido", by=["Ente Uno", "Ente Due", "ENTE UNO", "Ente Due"])
    database, _ = built(tmp_path, plan("a.txt", "Comune di Alfa", 2022, twice))
    assert asked(
        database, "SELECT chiave, n_interventi, n_referente, n_territori FROM organizzazioni"
    ) == [("ente due", 1, 0, 1), ("ente uno", 1, 1, 1)]
    assert asked(database, "SELECT * FROM coppie_organizzazioni ORDER BY 1") == [
        ("ente due", "ente uno", 1),
        ("ente uno", "ente due", 1),
    ]


@pytest.mark.parametrize(
    ("later", "count"),
    [
        ("Un testo, più righe", 0),
        ("UN TESTO,\n PIÙ\N{NO-BREAK SPACE} RIGHE", 0),
        ("Un testo, più parole", 1),
    ],
)
def test_blanks_and_capitals_reword_nothing(tmp_path: Path, later: str, count: int) -> None:
    def of(year: int, text: str) -> Intervento:
        return azione("Nido", descrizione=text, numero=str(year))

    database, _ = built(
        tmp_path,
        plan("1.txt", "Comune di Alfa", 2021, of(2021, "Un testo, più righe")),
        plan("2.txt", "Comune di Alfa", 2022, of(2022, later)),
    )
    assert asked(database, "SELECT count(*) FROM confronti") == [(count,)]


@pytest.mark.parametrize(
    ("name", "condition"),
    [
        ("scadenze", "scadenza >= '2021-01-01'"),
        ("scadenze", "scadenza BETWEEN '2021-01-01' AND '2022-01-01'"),
        ("voci_per_territorio", "voce = 'B04-0401'"),
        ("voci_per_territorio", "1"),
    ],
)
def test_an_index_has_the_order_of_the_answer(
    connection: sqlite3.Connection, name: str, condition: str
) -> None:
    """So that the first rows of a million come without looking at the others."""
    plan_of = connection.execute(
        f'EXPLAIN QUERY PLAN SELECT * FROM "{name}" '  # noqa: S608  names are ours
        f"WHERE {condition} ORDER BY {questions()[name].order} LIMIT 100"
    )
    assert not [row for row in plan_of if "FOR ORDER BY" in row[3] or "FOR RIGHT PART" in row[3]]


def test_deadlines_are_whole_days(tmp_path: Path) -> None:
    act = plan(
        "a.txt", "Comune di Alfa", 2022, azione("Nido", tempi=until("Entro 2/22", "2022-02"))
    )
    database, _ = built(tmp_path, act)
    assert asked(database, "SELECT tempi, tempi_entro, scadenza FROM interventi") == [
        ("Entro 2/22", "2022-02", "2022-02-28")
    ]
