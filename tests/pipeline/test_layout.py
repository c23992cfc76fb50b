"""Layout: pages built by hand, from lines and rules to one flow in reading order."""

from __future__ import annotations

import re
from collections.abc import Sequence

import pytest

from extractors.printed import printed
from pipeline.layout import lay_out
from pipeline.segment import segment
from schemas.flow import BREAK, CELL, LINE, WRAP
from schemas.page import Page, Rule, Word, line_of

LETTER = 5.0
"""Every letter and blank is as wide, in points."""

HEIGHT = 10.0

Printed = tuple[int, dict[int, str]]
"""A line: its top in points, and its texts by where they start, in points from the left."""


def set_page(lines: Sequence[Printed], number: int = 1) -> Page:
    """A page of lines, without rules."""
    text, made = "", []
    for top, runs in lines:
        words: list[Word] = []
        for left, run in runs.items():
            right = float(left)
            for word in run.split(" "):
                text += " " if words else ""
                start, x0 = len(text), right
                right = x0 + LETTER * len(word)
                text += word
                words.append(Word(start, len(text), x0, top, right, top + HEIGHT))
                right += LETTER
        made.append(line_of(words))
        text += "\n"
    return Page(number, text, tuple(made))


def ruled(page: Page, rules: Sequence[Rule]) -> Page:
    """The page with these rules."""
    return Page(page.number, page.text, page.lines, tuple(rules))


def across(top: float, x0: float = 50, x1: float = 500) -> Rule:
    """A horizontal rule."""
    return Rule(x0, top, x1, top)


def down(x: float, top: float, bottom: float) -> Rule:
    """A vertical rule."""
    return Rule(x, top, x, bottom)


def text_of(*pages: Page) -> str:
    """The flow of the pages, one blank line for several and none outside."""
    return re.sub(r"\n{3,}", "\n\n", lay_out(pages).flow.text.strip("\n"))


FRAME = [down(50, 100, 140), down(500, 100, 140)]
TWO_ROWS = set_page(
    [(104, {55: "Titolo.", 205: "Rete di famiglie"}), (124, {55: "Tempi.", 205: "2024"})]
)


@pytest.mark.parametrize(
    "rules",
    [
        pytest.param([across(100), across(120), across(140)], id="closed"),
        pytest.param([across(100), across(120)], id="without its bottom rule"),
        pytest.param([across(120), across(140)], id="without its top rule"),
        pytest.param([across(120)], id="with the rule between its rows only"),
        pytest.param(
            [across(y, x0, x1) for y in (100, 120, 140) for x0, x1 in ((50, 200), (200, 500))],
            id="drawn cell by cell",
        ),
        pytest.param([across(100), across(121.5), across(141.5)], id="drawn carelessly"),
    ],
)
def test_ruled_table_of_two_columns(rules: list[Rule]) -> None:
    page = ruled(TWO_ROWS, [*FRAME, down(200, 100, 140), *rules])
    assert text_of(page) == f"Titolo.{CELL}Rete di famiglie{LINE}Tempi.{CELL}2024"


def test_table_stands_between_the_lines_around_it() -> None:
    lines = [
        (80, {50: "Prima."}),
        (104, {55: "Titolo.", 205: "Uno"}),
        (160, {50: "Dopo."}),
    ]
    rules = [across(100), across(120), *(down(x, 100, 120) for x in (50, 200, 500))]
    assert text_of(ruled(set_page(lines), rules)) == "Prima.\n\nTitolo.\tUno\n\nDopo."


def test_words_side_by_side_without_rules_are_no_table() -> None:
    assert CELL not in text_of(TWO_ROWS)
    underlined = ruled(TWO_ROWS, [across(116), across(136)])
    assert CELL not in text_of(underlined)


def test_single_cell_over_the_whole_width_is_a_row_of_its_own() -> None:
    lines = [
        (104, {55: "PROGETTUALITÀ n.1 RETE"}),
        (124, {55: "Titolo.", 205: "Uno"}),
    ]
    rules = [across(100), across(120), across(140), *FRAME, down(200, 120, 140)]
    assert text_of(ruled(set_page(lines), rules)) == f"PROGETTUALITÀ n.1 RETE{CELL}\nTitolo.\tUno"


def test_empty_cell_keeps_its_place() -> None:
    lines = [(104, {55: "Titolo."}), (124, {205: "segue"})]
    rules = [across(100), across(120), across(140), *FRAME, down(200, 100, 140)]
    assert text_of(ruled(set_page(lines), rules)) == f"Titolo.{CELL}\n{CELL}segue"


def test_cell_over_two_rows_is_one_cell_of_the_first() -> None:
    lines = [
        (104, {55: "Azioni", 205: "Uno"}),
        (124, {55: "previste.", 205: "Due"}),
    ]
    rules = [across(100), across(120, 200), across(140), *FRAME, down(200, 100, 140)]
    first, _, rest = text_of(ruled(set_page(lines), rules)).partition(LINE)
    assert first.split(CELL) == [f"Azioni{BREAK}previste.", "Uno"]
    assert rest.strip(CELL) == "Due"


def test_two_tables_that_do_not_touch_are_two() -> None:
    lines = [(104, {55: "Titolo.", 205: "Uno"}), (164, {55: "Tempi.", 205: "2024"})]
    rules = [across(y) for y in (100, 120, 160, 180)]
    rules += [down(x, y, y + 20) for x in (50, 200, 500) for y in (100, 160)]
    assert text_of(ruled(set_page(lines), rules)) == "Titolo.\tUno\n\nTempi.\t2024"


def test_row_cut_by_a_page_goes_on_in_a_row_without_a_label() -> None:
    rules = [across(100), across(120), across(140), *FRAME, down(200, 100, 140)]
    head = [(60, {55: "PROGETTUALITÀ n.1 RETE"})]
    first = [(104, {55: "Titolo.", 205: "Uno"}), (124, {55: "Azioni.", 205: "Si"})]
    second = [(104, {205: "attua"}), (124, {55: "Tempi.", 205: "2024"})]
    pages = [
        ruled(set_page([*head, *first], 1), rules),
        ruled(set_page(second, 2), rules),
    ]
    flow = lay_out(pages).flow
    (block,) = segment(flow).blocks
    azioni = next(pair for pair in block.values if pair.field == "azioni")
    assert [flow.text[part] for part in azioni.value] == ["Si\rattua"]
    assert [span.page for part in azioni.value for span in flow.spans(part)] == [1, 2]
    assert [pair.field for pair in block.values] == ["titolo", "azioni", "tempi"]


def test_lines_that_fill_their_cell_go_on() -> None:
    wrapped = "Partecipazione attiva al tavolo del distretto e della"
    lines = [
        (104, {55: "Azioni.", 205: wrapped}),
        (116, {205: "famiglia."}),
        (128, {205: "Relazione."}),
    ]
    rules = [across(100), across(140), *FRAME, down(200, 100, 140)]
    value = text_of(ruled(set_page(lines), rules)).partition(CELL)[2]
    assert value.split(BREAK) == [f"{wrapped}{WRAP}famiglia.", "Relazione."]


FULL = "Una riga che arriva fino al margine destro della"


@pytest.mark.parametrize(
    ("following", "gap"),
    [
        pytest.param((112, {50: "pagina."}), WRAP, id="next line"),
        pytest.param((150, {50: "pagina."}), LINE, id="after a space"),
    ],
)
def test_full_line_goes_on_in_the_next(following: Printed, gap: str) -> None:
    page = set_page([(100, {50: FULL}), following, (following[0] + 12, {50: "Corta."})])
    assert text_of(page) == f"{FULL}{gap}pagina.\nCorta."


def test_short_line_ends_its_paragraph() -> None:
    page = set_page(
        [(100, {50: "Corta."}), (112, {50: FULL}), (124, {50: "Corta."}), (136, {50: "X"})]
    )
    assert text_of(page) == f"Corta.\n{FULL}{WRAP}Corta.\nX"


def test_line_of_another_size_is_another_paragraph() -> None:
    lines = set_page([(100, {50: FULL}), (112, {50: "Testo."})]).lines
    large = tuple(
        Word(w.start, w.end, w.x0, w.top, w.x1, w.top + 1.3 * HEIGHT) for w in lines[0].words
    )
    page = Page(1, f"{FULL}\nTesto.\n", (line_of(large), lines[1]))
    assert text_of(page) == f"{FULL}\nTesto."


def test_hyphen_at_the_end_of_a_line_joins_without_a_blank() -> None:
    full = "Una riga che arriva fino al margine con una co-"
    page = set_page([(100, {50: full}), (112, {50: "progettazione."})])
    assert text_of(page) == f"{full}{WRAP}progettazione."
    assert printed(text_of(page)).endswith("con una co-progettazione.")
