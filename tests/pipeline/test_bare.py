"""Wide tables with neither rules nor grounds: a row of labels says where the columns are."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from pipeline.layout import lay_out
from schemas.flow import BREAK, CELL, WRAP
from schemas.page import Page
from tests.pipeline.pages import LEADING, Printed, set_page

XS = (50.0, 150.0, 300.0)
HEAD = ("Titolo", "Obiettivo", "Descrizione")
ROWS = (
    ("Biblioteca\naperta", "Aprire la sera", "Le sale restano aperte\nil sabato e domenica."),
    ("Piedibus", "Camminare a scuola\ncon i nonni", "Quattro percorsi."),
    ("Sport", "", "Corsi nelle palestre\ndel paese per tutti\ni bambini."),
    ("Sportello", "Ascoltare", "Ogni secondo lunedì."),
)


def page(
    *rows: Sequence[str], space: float = 0.0, below: str = "", number: int = 1, top: float = 100
) -> Page:
    """Rows from 100 points down, so much space below each; a line end begins a line in a cell."""
    lines: list[Printed] = []
    for row in rows:
        split = [text.split("\n") for text in row]
        for n in range(max(map(len, split))):
            texts = {
                x: t[n] for x, t in zip(XS, split, strict=False) if t[n : n + 1] not in ([], [""])
            }
            lines.append((top + LEADING * n, texts))
        top += LEADING * max(map(len, split)) + space
    lines += [(top + LEADING, {50.0: below})] if below else []
    return set_page(lines, number)


def rows_of(*pages: Page) -> list[list[str]]:
    text = lay_out(pages).flow.text.replace(WRAP, " ").replace(BREAK, " ")
    return [line.split(CELL) for line in text.split("\n") if CELL in line]


def printed(*rows: Sequence[str]) -> list[list[str]]:
    return [[text.replace("\n", " ") for text in row] for row in rows]


@pytest.mark.parametrize("space", [0.0, 8.0], ids=["close", "apart"])
@pytest.mark.parametrize("below", ["", "Il piano è approvato dalla Giunta comunale nella seduta."])
def test_labels_in_a_row_head_columns(space: float, below: str) -> None:
    drawn = page(HEAD, *ROWS, space=space, below=below)
    assert rows_of(drawn) == printed(HEAD, *ROWS)
    assert below in lay_out([drawn]).flow.text


@pytest.mark.parametrize("head", [(), (HEAD,)], ids=["without its header", "with it"])
def test_table_goes_on_over_the_page(head: Sequence[Sequence[str]]) -> None:
    above = page(HEAD, *ROWS[:2])
    below = page(*head, *ROWS[2:], number=2)
    assert rows_of(above, below) == printed(HEAD, *ROWS)


def test_row_that_the_page_cuts() -> None:
    above = page(HEAD, ROWS[1], ("Sport", "", "Corsi nelle palestre"))
    below = page(HEAD, ("", "", "del paese per tutti\ni bambini."), ROWS[3], number=2)
    assert rows_of(above, below) == printed(HEAD, *ROWS[1:])


@pytest.mark.parametrize(
    "rows",
    [
        pytest.param((HEAD[:2], *(row[:2] for row in ROWS)), id="two labels"),
        pytest.param((("Nome", "Cognome", "Età"), *ROWS), id="other words"),
        pytest.param((("Titolo", "primo", "secondo"), *ROWS), id="a label beside values"),
        pytest.param((HEAD,), id="a header alone"),
    ],
)
def test_near_misses_are_no_table(rows: Sequence[Sequence[str]]) -> None:
    found = rows_of(page(*rows))
    assert printed(rows[0])[0] not in found or len(found) < 2


def test_labels_of_prose_head_nothing() -> None:
    lines = [
        (100.0, {50.0: "Titolo"}),
        (112.0, {50.0: "Obiettivo"}),
        (124.0, {50.0: "Descrizione"}),
    ]
    assert rows_of(set_page(lines)) == []


SIGNED = [(60.0, {50.0: "Ala, 3 maggio", 300.0: "Il Sindaco"}), (75.0, {300.0: "Firmato"})]


def test_signature_on_the_next_page_is_no_row() -> None:
    above = page(HEAD, *ROWS)
    assert rows_of(above, set_page(SIGNED, 2)) == printed(HEAD, *ROWS)


def test_what_stands_far_below_is_no_row() -> None:
    found = page(HEAD, ROWS[1], ("Sport", "Giocare", "Corsi."), space=8)
    lines = [(line.top, {line.x0: found.text[line.start : line.end]}) for line in found.lines]
    lines += [(top + 240, texts) for top, texts in SIGNED]
    assert rows_of(set_page(lines)) == printed(HEAD, ROWS[1], ("Sport", "Giocare", "Corsi."))


def test_a_word_too_long_for_its_column_is_in_that_alone() -> None:
    long = ("Voucher", "Attività\nricreative/culturali/aggregative", "Sconti per lo sport.")
    for rows in ((ROWS[0], long, *ROWS[1:]), (long, *ROWS)):
        assert rows_of(page(HEAD, *rows, space=8.0)) == printed(HEAD, *rows)
    above, below = (
        page(HEAD, *ROWS[:2], space=8.0),
        page(long, ROWS[3], space=8.0, number=2, top=60),
    )
    assert rows_of(above, below)[-2:] == printed(long, ROWS[3])
