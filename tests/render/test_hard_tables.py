"""Tables that a plain reading of rows gets wrong: two that touch, merged cells, rows of totals."""

import io
from collections.abc import Sequence
from typing import Any

import pytest
from reportlab.lib import colors
from reportlab.platypus import SimpleDocTemplate, Table

from tests.render.scoring import interventi

GRID = [("GRID", (0, 0), (-1, -1), 0.5, colors.black)]
BOLD = ("FONT", (0, 0), (-1, 0), "Helvetica-Bold")
GREY = ("BACKGROUND", (0, 0), (-1, 0), colors.lightgrey)
BLACK = ("BACKGROUND", (0, 0), (-1, 0), colors.black)
WHITE = ("TEXTCOLOR", (0, 0), (-1, 0), colors.white)
ACTIONS = [
    ("Titolo", "Obiettivo", "Descrizione"),
    ("Biblioteca aperta", "Aprire la sera", "Le sale restano aperte fino alle 22"),
    ("Piedibus", "Camminare", "Quattro percorsi verso la scuola"),
]
COSTS = [("Voce", "Importo", "Note"), ("Carta", "100 euro", "Bilancio"), ("Luce", "200 euro", "-")]
TITLES = ["Biblioteca aperta", "Piedibus"]

Style = Sequence[tuple[Any, ...]]


def read(*tables: tuple[Sequence[Sequence[str]], Style]) -> list[dict[str, Any]]:
    """The interventi of tables printed one right under the other."""
    stream = io.BytesIO()
    made = [Table(rows, colWidths=[120, 130, 230], style=[*GRID, *how]) for rows, how in tables]
    SimpleDocTemplate(stream).build(made)
    return interventi(stream.getvalue(), "x.pdf")


@pytest.mark.parametrize(
    "style",
    [
        pytest.param([BOLD], id="bold heads"),
        pytest.param([GREY], id="heads on grey"),
        pytest.param([BLACK, WHITE], id="heads on black"),
    ],
)
def test_a_table_that_begins_right_under_another_adds_no_action(style: Style) -> None:
    found = read((ACTIONS, style), (COSTS, style))
    assert [action["titolo"] for action in found] == TITLES
    assert found[1]["descrizione"] == "Quattro percorsi verso la scuola"


@pytest.mark.parametrize(
    "marked",
    [
        pytest.param([GREY, ("BACKGROUND", (0, 2), (-1, 2), colors.yellow)], id="a marked row"),
        pytest.param([GREY, ("BACKGROUND", (0, 2), (0, 2), colors.lightgrey)], id="a marked cell"),
        pytest.param(
            [("BACKGROUND", (0, n), (-1, n), colors.lightgrey) for n in (0, 2, 4)], id="stripes"
        ),
    ],
)
def test_a_row_on_a_ground_of_its_own_is_an_action(marked: Style) -> None:
    rows = [*ACTIONS, ("Orti", "Coltivare", "Dieci lotti"), ("Nido", "Accogliere", "Due sezioni")]
    assert [action["titolo"] for action in read((rows, marked))] == [*TITLES, "Orti", "Nido"]


def test_a_cell_merged_down_over_actions_holds_for_each() -> None:
    rows = [ACTIONS[0], ACTIONS[1], ("Piedibus", "", "Quattro percorsi"), ("Orti", "", "Dieci")]
    found = read((rows, [("SPAN", (1, 1), (1, 2))]))
    assert [action.get("obiettivo") for action in found] == ["Aprire la sera"] * 2 + [""]
    assert found[1]["evidence"]["obiettivo"] == found[0]["evidence"]["obiettivo"]
    assert found[2]["descrizione"] == "Dieci"


def test_a_row_under_a_merged_title_goes_on_with_the_action() -> None:
    rows = [*ACTIONS, ("", "Muoversi", "Volontari"), ("Orti", "Coltivare", "Dieci lotti")]
    found = read((rows, [("SPAN", (0, 2), (0, 3))]))
    assert [action["titolo"] for action in found] == [*TITLES, "Orti"]
    assert "Muoversi" in found[1]["obiettivo"]
    assert "Volontari" in found[1]["descrizione"]


@pytest.mark.parametrize("first", ["Totale", "TOTALE GENERALE"])
def test_a_row_of_totals_is_no_action(first: str) -> None:
    found = read((([*ACTIONS, (first, "", "300 euro")]), []))
    assert [action["titolo"] for action in found] == TITLES
    assert found[1]["descrizione"] == "Quattro percorsi verso la scuola"
