"""Tables without rules: the grounds of their cells say where rows and columns are."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import pytest

from pipeline.layout import lay_out
from schemas.flow import BREAK, CELL, WRAP
from schemas.page import Page, Shade
from tests.pipeline.pages import across, down, prose, ruled, set_page

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
    lines = [
        (105 + HEIGHT * n, {x: text for x, text in zip(xs, row, strict=False) if text})
        for n, row in enumerate(rows)
    ]
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


RULES = {
    "no rule": (),
    "above and below the head": (100.0, 120.0),
    "around the table": (100.0, 180.0),
}


@pytest.mark.parametrize("heights", RULES.values(), ids=RULES)
def test_header_without_a_ground_above_rows_that_have_one(heights: tuple[float, ...]) -> None:
    drawn = page((HEAD, *ROWS[:3]), (1, 3))
    drawn = ruled(drawn, [across(y) for y in heights], drawn.shades)
    assert rows_of(drawn) == [list(row) for row in (HEAD, *ROWS[:3])]


def test_rules_down_at_the_sides_tell_no_columns() -> None:
    drawn = page((HEAD, *ROWS[:3]), (1, 3))
    sides = [down(50, 100, 180), down(500, 100, 180)]
    assert rows_of(ruled(drawn, sides, drawn.shades)) == [list(row) for row in (HEAD, *ROWS[:3])]


def test_row_in_the_columns_of_the_page_before() -> None:
    above = page((HEAD, *ROWS[:3]), (0, 1, 3))
    below = page((("", "", "le domeniche."), ROWS[3]), (1,), number=2)
    rows = [list(row) for row in (HEAD, *ROWS[:3])]
    rows[-1][2] += " le domeniche."
    assert rows_of(above, below) == [*rows, list(ROWS[3])]


def test_column_outside_the_rules_is_told_by_its_grounds() -> None:
    drawn = page((HEAD, *ROWS[:3]), (0, 1, 2, 3))
    rules = [down(x, 100, 180) for x in XS[1:]] + [across(y, XS[1]) for y in range(100, 200, 20)]
    assert rows_of(ruled(drawn, rules, drawn.shades)) == [list(row) for row in (HEAD, *ROWS[:3])]


@pytest.mark.parametrize("columns", [2, 3])
def test_every_second_row_has_rules_between_its_columns(columns: int) -> None:
    xs = (*XS[:columns], 500.0)
    rows = [row[:columns] for row in (HEAD, *ROWS[:3])]
    sides = [down(x, 100, 180) for x in (xs[0], xs[-1])]
    inner = [down(x, y, y + 20) for x in xs[1:-1] for y in (100, 140)]
    drawn = ruled(page(rows, (), xs), [*sides, *inner, *(across(y) for y in range(100, 200, 20))])
    assert rows_of(drawn) == [list(row) for row in rows]


@pytest.mark.parametrize("text", ["SERVIZI", "Servizi per le famiglie del paese"])
def test_heading_across_stands_in_no_column(text: str) -> None:
    rows = (HEAD, ROWS[0], (text,), ROWS[1])
    sides = [down(x, 100, 180) for x in (50, 500)]
    inner = [down(x, *span) for x in XS[1:-1] for span in ((100, 140), (160, 180))]
    drawn = ruled(page(rows, ()), [*sides, *inner, *(across(y) for y in range(100, 200, 20))])
    assert rows_of(drawn) == [list(HEAD), list(ROWS[0]), [text, ""], list(ROWS[1])]


def test_heading_in_the_middle_of_a_page_that_begins_with_it() -> None:
    xs = (50.0, 200.0, 500.0)
    lines = [(105.0, {203.0: "PROGETTUALITÀ n.2"}), (117.0, {220.0: "RETE"})]
    lines += [(137.0, {55.0: "Titolo.", 205.0: "Uno"})]
    rules = [across(y) for y in (100, 130, 150)]
    rules += [down(x, 100, 150) for x in (50, 500)] + [down(200, 130, 150)]
    above = ruled(
        set_page([(105.0, {55.0: "Tempi.", 205.0: "2024"})]),
        [*(down(x, 100, 120) for x in xs), across(100), across(120)],
    )
    below = ruled(set_page(lines, 2), rules)
    assert ["PROGETTUALITÀ n.2 RETE", ""] in rows_of(above, below)
