"""Forms without rules: the grounds of labels and values say where the rows are."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from pipeline.layout import lay_out
from schemas.flow import BREAK, CELL, WRAP
from schemas.page import Page, Shade
from tests.pipeline.pages import LEADING, Printed, ruled, set_page

LEFT, MIDDLE, RIGHT = 50.0, 150.0, 500.0
HEIGHT = 25.0
ROWS = (
    ("Titolo", "Biblioteca aperta"),
    ("Obiettivo", "Aprire la sera, quando chi\nlavora può venire a leggere"),
    ("Tempi", "Entro dicembre"),
    ("Descrizione", "Le sale restano aperte il\nsabato e la domenica"),
)
LABEL, VALUE = 0x1B5E20, 0xF1F8E9


def form(
    rows: Sequence[tuple[str, str]],
    grounds: tuple[int | None, int | None],
    every: int = 1,
    gap: float = 0.0,
    top: float = 100.0,
    number: int = 1,
) -> Page:
    """Rows as high as two lines, their texts centred; every n-th one on these two grounds."""
    lines: list[Printed] = []
    shades: list[Shade] = []
    for n, row in enumerate(rows):
        for x, text in zip((LEFT + 5, MIDDLE + 5), row, strict=True):
            split = text.split("\n") if text else []
            begin = top + (HEIGHT - LEADING * len(split)) / 2
            lines += [(begin + LEADING * k, {x: line}) for k, line in enumerate(split)]
        sides = ((LEFT, MIDDLE, grounds[0]), (MIDDLE, RIGHT, grounds[1]))
        if n % every == 0:
            shades += [
                Shade(x0, top, x1, top + HEIGHT, colour)
                for x0, x1, colour in sides
                if colour is not None
            ]
        top += HEIGHT + gap
    return ruled(set_page(sorted(lines, key=lambda line: line[0]), number), (), shades)


def rows_of(*pages: Page) -> list[tuple[str, ...]]:
    text = lay_out(pages).flow.text.replace(WRAP, " ").replace(BREAK, " ")
    return [tuple(line.split(CELL)) for line in text.split("\n") if CELL in line]


WANTED = [(label, value.replace("\n", " ")) for label, value in ROWS]


@pytest.mark.parametrize("gap", [0.0, 3.0])
@pytest.mark.parametrize(
    "grounds", [(LABEL, VALUE), (LABEL, LABEL), (LABEL, None)], ids=["both", "one", "labels"]
)
def test_cells_centred_on_grounds_are_rows(
    grounds: tuple[int | None, int | None], gap: float
) -> None:
    assert rows_of(form(ROWS, grounds, gap=gap)) == WANTED


def test_ground_above_both_columns_is_of_the_heading() -> None:
    heading = "PROGETTUALITÀ n.1 WELFARE AZIENDALE"
    rows = (
        ("Obiettivo generale", "Garantire alle famiglie un\nservizio di qualità"),
        ("Titolo", "Colonia estiva"),
        ("Azioni", "Il Comune mette a disposizione\ni locali della scuola"),
    )
    below = form(rows, (LABEL, None))
    lines = [(x.top, {x.x0: below.text[x.start : x.end]}) for x in below.lines]
    shades = [Shade(LEFT, 84, RIGHT, 99, LABEL), *below.shades]
    page = ruled(set_page([(87.0, {LEFT + 5: heading}), *lines]), (), shades)
    assert rows_of(page) == [(label, value.replace("\n", " ")) for label, value in rows]
    assert heading in lay_out([page]).flow.text.split("\n")


def test_every_second_row_has_a_ground() -> None:
    assert rows_of(form(ROWS, (VALUE, VALUE), every=2)) == WANTED


def test_cells_go_on_over_the_page_in_the_same_columns() -> None:
    cut = [*ROWS[:3], ("Descrizione", "Le sale restano aperte il\nsabato")]
    pages = form(cut, (LABEL, None)), form([("", "e la domenica")], (LABEL, None), number=2)
    assert rows_of(*pages) == WANTED


def test_a_ground_beside_several_columns_is_of_no_form() -> None:
    wide = form(ROWS, (LABEL, None))
    beside = [
        (107.0 + HEIGHT * n, {LEFT + 5: "Voce", 160.0: "uno", 400.0: "due"}) for n in range(4)
    ]
    page = ruled(set_page(beside), (), wide.shades)
    assert all(CELL not in line for line in lay_out([page]).flow.text.split("\n"))
