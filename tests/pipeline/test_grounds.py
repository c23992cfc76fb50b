"""Tables without rules: the grounds of their cells say where rows and columns are."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import pytest

from pipeline.layout import lay_out
from schemas.flow import BREAK, CELL, WRAP
from schemas.page import Page, Shade
from tests.pipeline.pages import prose, ruled, set_page

XS = (50.0, 150.0, 300.0, 500.0)
HEAD = ("Titolo", "Obiettivo", "Descrizione")
ROWS = (
    ("Biblioteca", "Aprire la sera", "Le sale restano aperte"),
    ("Piedibus", "Camminare", "Quattro percorsi"),
    ("Sport", "Giocare", "Corsi nelle palestre"),
    ("Sportello", "Ascoltare", "Ogni secondo lunedì"),
)
HEIGHT = 20.0


def page(
    rows: Sequence[Sequence[str]],
    grounds: Sequence[int],
    xs: Sequence[float] = XS,
    below: str = "",
    number: int = 1,
) -> Page:
    """Rows from 100 points down, those of these numbers on a ground."""
    lines = [(105 + HEIGHT * n, dict(zip(xs, row, strict=False))) for n, row in enumerate(rows)]
    lines += [(105 + HEIGHT * len(rows) + 60, {50.0: below})] if below else []
    shades = [
        Shade(x0, 100 + HEIGHT * n, x1, 100 + HEIGHT * (n + 1), 0xDDDDDD)
        for n in grounds
        for x0, x1 in pairwise(xs)
    ]
    return ruled(set_page(lines, number), (), shades)


def rows_of(*pages: Page) -> list[list[str]]:
    text = lay_out(pages).flow.text.replace(WRAP, " ").replace(BREAK, " ")
    return [line.split(CELL) for line in text.split("\n") if CELL in line]


@pytest.mark.parametrize(
    ("count", "grounds"),
    [(4, (0, 1, 3)), (3, (0, 1, 3)), (4, (0, 2, 4)), (3, (0, 2)), (4, (0, 1, 2, 3, 4))],
    ids=["last row bare", "last row grey", "second row bare", "bare, grey, bare", "all grey"],
)
def test_every_second_row_has_a_ground(count: int, grounds: tuple[int, ...]) -> None:
    below = "Il piano è approvato."
    found = page((HEAD, *ROWS[:count]), grounds, below=below)
    assert rows_of(found) == [list(row) for row in (HEAD, *ROWS[:count])]
    assert lay_out([found]).flow.text.endswith(f"\n{below}\n")


@pytest.mark.parametrize(
    "drawn",
    [
        pytest.param(page((HEAD, *ROWS), (0,)), id="one row"),
        pytest.param(page([row[:2] for row in ROWS], (0, 2), xs=XS[:3]), id="two columns"),
        pytest.param(
            ruled(
                set_page(prose("Una riga evidenziata qui", "e un’altra più in basso").lines),
                (),
                [Shade(50, 60, 120, 72), Shade(60, 72, 130, 84), Shade(300, 60, 340, 72)],
            ),
            id="marked words",
        ),
    ],
)
def test_near_misses_are_no_ruled_table(drawn: Page) -> None:
    laid_out = lay_out([drawn], keeps_parts=True)
    assert not any(getattr(part, "is_ruled", False) for part in laid_out.parts[0])
