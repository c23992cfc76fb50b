"""Tables of what is done and what it is worth, set with blanks alone."""

from __future__ import annotations

import pytest

from tests.pipeline.pages import page_of, prose, text_of
from tests.pipeline.test_columns import VALUE, beside, rows_of

ACTIONS = ["AZIONE", "Comunicati stampa", "Incontri con il Referente", "amministrativo"]
WORTHS = ["% DI REALIZZAZIONE", "25% per comunicato", "20% per incontro.", "Evidenze: elenco"]
ROWS = [
    ["AZIONE", "% DI REALIZZAZIONE"],
    ["Comunicati stampa", "25% per comunicato"],
    ["Incontri con il Referente amministrativo", "20% per incontro. Evidenze: elenco"],
]


def test_a_row_begins_with_a_percentage() -> None:
    page = page_of(1, beside(ACTIONS, WORTHS, x=VALUE))
    assert rows_of(text_of(page)) == ROWS


def test_an_area_stands_alone_on_its_row() -> None:
    area = "2. INTERMEDIAZIONE"
    page = page_of(1, beside([*ACTIONS, area, "Eventi"], [*WORTHS, "", "5% per evento"], x=VALUE))
    assert rows_of(text_of(page)) == [*ROWS, [area, ""], ["Eventi", "5% per evento"]]


def test_rows_with_a_space_between_need_no_capital() -> None:
    left = ["sito", "", "eventi", "e feste"]
    right = ["10% per pagina", "", "20% per evento", "del Comune"]
    page = page_of(1, beside(left, right, x=VALUE))
    assert rows_of(text_of(page)) == [
        ["sito", "10% per pagina"],
        ["eventi e feste", "20% per evento del Comune"],
    ]


@pytest.mark.parametrize(
    ("left", "right"),
    [
        (["Comunicati", "Eventi", "Feste"], ["25% per comunicato", "uno", "due"]),
        (["Comunicati", "Eventi"], ["tre", "quattro"]),
    ],
)
def test_one_percentage_makes_no_table(left: list[str], right: list[str]) -> None:
    assert rows_of(text_of(page_of(1, beside(left, right, x=VALUE)))) == []


def test_the_table_goes_on_over_the_page() -> None:
    first = page_of(1, prose("Testo"), beside(ACTIONS, WORTHS, x=VALUE))
    second = page_of(2, beside(["Eventi", "del Comune"], ["5% per evento", "e festa"], x=VALUE))
    assert rows_of(text_of(first, second))[-1] == ["Eventi\vdel Comune", "5% per evento e festa"]
