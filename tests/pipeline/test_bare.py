"""Wide tables with neither rules nor grounds: a row of labels says where the columns are."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import pytest

from pipeline.layout import lay_out
from schemas.flow import BREAK, CELL, WRAP
from schemas.page import Page, Shade
from tests.pipeline.pages import LEADING, Printed, across, box, down, ruled, set_page

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


LONG = [
    (
        "Biblioteca\naperta",
        "Aprire la sera",
        "Le sale restano aperte\nil sabato e domenica\nmattina.",
    ),
    ("Piedibus", "Camminare a scuola\ncon i nonni", "Quattro percorsi."),
    ("Sport", "Muoversi", "Corsi nelle palestre\ndel paese per tutti\ni bambini\ned i ragazzi."),
    ("Sportello", "Ascoltare", "Ogni secondo lunedì."),
]


def centred(
    *rows: Sequence[str], space: float = 0.0, number: int = 1, above: Sequence[str] = ()
) -> Page:
    """Rows whose cells stand in the middle of their height, below a header if one is above."""
    lines: list[Printed] = [(88.0, dict(zip(XS, above, strict=True)))] if above else []
    top = 100.0
    for row in rows:
        split = [text.split("\n") if text else [] for text in row]
        most = max(map(len, split))
        for x, texts in zip(XS, split, strict=True):
            first = top + LEADING * (most - len(texts)) / 2
            lines += [(first + LEADING * n, {x: text}) for n, text in enumerate(texts)]
        top += LEADING * most + space
    return set_page(sorted(lines, key=lambda line: (line[0], min(line[1]))), number)


@pytest.mark.parametrize("space", [0.0, 8.0], ids=["close", "apart"])
def test_cells_in_the_middle_of_their_height_are_those_of_one_row(space: float) -> None:
    assert rows_of(centred(*LONG, above=HEAD, space=space)) == printed(HEAD, *LONG)


def test_cells_in_the_middle_go_on_over_the_page() -> None:
    above, below = centred(*LONG[:2], above=HEAD), centred(*LONG[2:], above=HEAD, number=2)
    assert rows_of(above, below) == printed(HEAD, *LONG)


def test_last_row_of_a_page_goes_on_below_its_middle() -> None:
    drawn = centred(*LONG, above=HEAD)
    lines = [(line.top, {line.x0: drawn.text[line.start : line.end]}) for line in drawn.lines]
    low = max(top for top, _ in lines)
    more = [(low + LEADING * n, {XS[2]: "e il primo martedì,"}) for n in (1, 2)]
    rows = rows_of(set_page([*lines, *more]))
    assert rows[:-1] == printed(HEAD, *LONG[:-1])
    assert rows[-1][:2] == ["Sportello", "Ascoltare"]
    assert rows[-1][2].count("e il primo martedì,") == 2


def test_title_that_is_not_in_the_first_column_begins_the_rows() -> None:
    head = ("Obiettivo", "Titolo", "Descrizione")
    rows = [
        ("Aprire la sera\na tutti", "Biblioteca", "Le sale\nrestano\naperte."),
        ("", "Sport", "Corsi."),
    ]
    rows = [*rows, ("Camminare", "Piedibus", "Quattro percorsi.")]
    assert rows_of(page(head, *rows, space=8)) == printed(head, *rows)


def test_frame_around_columns_parts_nothing() -> None:
    above, below = page(HEAD, *ROWS[:2], space=8), page(*ROWS[2:], space=8, number=2)
    rules = box(44, 96, 480, 200)
    closed = [down(44, 96, 240), down(480, 96, 240)] + [
        across(240, x0, x1) for x0, x1 in ((44, 150), (150, 300), (300, 480))
    ]
    assert rows_of(ruled(above, rules)) == printed(HEAD, *ROWS[:2])
    assert rows_of(ruled(above, rules), ruled(below, closed)) == printed(HEAD, *ROWS)


def test_header_has_a_row_of_its_own_where_nothing_parts_it_from_the_first() -> None:
    drawn = page(HEAD, *ROWS[:3], space=8)
    tops = [line.top - 4 for line in drawn.lines if line.x0 == XS[0]]
    rules = [*box(44, 96, 480, 230), down(146, 96, 230), down(296, 96, 230)]
    grounds = [
        Shade(x0, tops[3], x1, tops[4], 0xEEEEEE) for x0, x1 in pairwise((44, 146, 296, 480))
    ]
    assert rows_of(ruled(drawn, rules, grounds)) == printed(HEAD, *ROWS[:3])


def test_frame_close_to_its_columns_holds_rows_on_the_next_page_too() -> None:
    above, below = page(HEAD, *ROWS[:2], space=8), page(*ROWS[2:], space=8, number=2)
    sides = XS[0] - 1, max(line.x1 for line in above.lines) + 1
    frame = [down(x, 96, 240) for x in sides]
    rest = [*frame, across(240, *sides)]
    assert rows_of(ruled(above, frame), ruled(below, rest)) == printed(HEAD, *ROWS)


def test_form_in_a_box_whose_labels_stand_between_lines() -> None:
    lines: list[Printed] = [
        (100.0, {150.0: "Aprire la biblioteca anche"}),
        (106.0, {50.0: "Obiettivo"}),
        (112.0, {150.0: "di sera e il sabato."}),
        (130.0, {150.0: "Le sale restano aperte con"}),
        (142.0, {50.0: "Descrizione", 150.0: "letture per le famiglie del"}),
        (154.0, {150.0: "territorio."}),
    ]
    value = "Le sale restano aperte con letture per le famiglie del territorio."
    rows = [
        ["Obiettivo", "Aprire la biblioteca anche di sera e il sabato."],
        ["Descrizione", value],
    ]
    assert rows_of(ruled(set_page(lines), box(44, 94, 480, 170))) == rows
    assert rows_of(ruled(set_page(lines[:3]), box(44, 94, 480, 126))) == rows[:1]


def test_paragraphs_of_one_cell_begin_no_row_where_the_title_runs_on() -> None:
    rows = [
        (100, HEAD),
        (120, ("Sportello per la", "Offrire alle famiglie un", "Apertura in municipio.")),
        (132, ("famiglia in", "punto di ascolto", "Due volte a settimana.")),
        (144, ("Comunità", "aperto a tutte e tutti", "")),
        (146, ("", "", "Su appuntamento, scrivendo")),
        (156, ("valledoro", "i residenti", "")),
        (158, ("", "", "al municipio.")),
        (183, ("Sport per tutti", "Giocare", "Corsi nelle palestre.")),
        (195, ("i bambini", "", "")),
        (220, ("Piedibus", "Camminare", "Quattro percorsi verso")),
        (232, ("", "", "la scuola.")),
    ]
    lines = [(top, {x: t for x, t in zip(XS, row, strict=True) if t}) for top, row in rows]
    found = rows_of(set_page(lines))
    titles = [
        "Titolo",
        "Sportello per la famiglia in Comunità valledoro",
        "Sport per tutti i bambini",
        "Piedibus",
    ]
    assert [row[0] for row in found] == titles
