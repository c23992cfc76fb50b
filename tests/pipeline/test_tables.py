"""Ruled tables: what rules enclose is a cell, however carelessly they are drawn."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from pipeline.layout import lay_out
from schemas.flow import BREAK, CELL, LINE, SAME, WRAP
from schemas.page import Rule, Shade
from tests.pipeline.pages import (
    SIDES,
    Printed,
    across,
    box,
    cells,
    down,
    lines_of,
    page_of,
    prose,
    ruled,
    set_page,
    table,
    text_of,
)

HEIGHTS = (100, 120, 140)
LINES: list[Printed] = [(104, {55: "Titolo.", 205: "Rete"}), (124, {55: "Tempi.", 205: "2024"})]
TWO_ROWS = f"Titolo.{CELL}Rete{LINE}Tempi.{CELL}2024"

ACROSS = [across(y) for y in HEIGHTS]
DOWN = [down(x, 100, 140) for x in SIDES]


def parallel(rules: Sequence[Rule], points: float) -> list[Rule]:
    """Every rule twice, the second one this far below and to the right."""
    moved = [Rule(*(edge + points for edge in (r.x0, r.top, r.x1, r.bottom))) for r in rules]
    return [*rules, *moved]


@pytest.mark.parametrize(
    "rules",
    [
        pytest.param([*DOWN, *ACROSS], id="closed"),
        pytest.param([*DOWN, *ACROSS[:2]], id="without its bottom rule"),
        pytest.param([*DOWN, *ACROSS[1:]], id="without its top rule"),
        pytest.param([*DOWN, ACROSS[1]], id="with the rule between its rows only"),
        pytest.param([*DOWN[1:], *ACROSS], id="without its left rule"),
        pytest.param([*DOWN[:-1], *ACROSS], id="without its right rule"),
        pytest.param([DOWN[1], *ACROSS], id="without left and right"),
        pytest.param([DOWN[1], ACROSS[1], ACROSS[2]], id="without left, right and top"),
        pytest.param([DOWN[1], ACROSS[0], ACROSS[1]], id="without left, right and bottom"),
        pytest.param(parallel([*DOWN, *ACROSS], 1), id="double rules, 1 pt apart"),
        pytest.param(parallel([*DOWN, *ACROSS], 2), id="double rules, 2 pt apart"),
        pytest.param(cells(SIDES, HEIGHTS), id="one rectangle a cell"),
        pytest.param(
            [
                *(*box(50, 100, 200, 120), *box(201, 100, 500, 120)),
                *(*box(50, 121, 200, 140), *box(201, 121, 500, 140)),
            ],
            id="one rectangle a cell, none touching",
        ),
        pytest.param(
            [across(y, x0, x1) for y in HEIGHTS for x0, x1 in ((50, 200), (200, 500))] + DOWN,
            id="rules across cell by cell",
        ),
        pytest.param([*DOWN, *ACROSS, *box(44, 95, 506, 145)], id="in the one cell of another"),
        pytest.param(
            [down(x, y, y + 20) for x in SIDES for y in HEIGHTS[:2]] + ACROSS,
            id="rules down row by row",
        ),
        pytest.param([*DOWN, across(100), across(121.5), across(141.5)], id="overshooting"),
        pytest.param([*DOWN, *(across(y, 48, 502.5) for y in HEIGHTS)], id="sticking out"),
        pytest.param([*DOWN, *(across(y, 52, 498) for y in HEIGHTS)], id="falling short"),
    ],
)
def test_two_columns_however_they_are_ruled(rules: list[Rule]) -> None:
    assert text_of(ruled(set_page(LINES), rules)) == TWO_ROWS


@pytest.mark.parametrize(
    "rules",
    [
        pytest.param([], id="no rules"),
        pytest.param([across(116), across(136)], id="underlined"),
        pytest.param([across(114, 55, 90), across(114, 205, 225)], id="underlined words"),
        pytest.param([DOWN[1]], id="one rule down"),
        pytest.param([down(40, 60, 800)], id="a rule in the margin"),
        pytest.param([across(90), across(150)], id="rules above and below"),
        pytest.param(box(300, 300, 400, 400), id="an empty box elsewhere"),
        pytest.param([DOWN[1], across(300)], id="rules that do not meet"),
    ],
)
def test_near_misses_are_no_table(rules: list[Rule]) -> None:
    lines: list[Printed] = [(104, {55: "Allegato", 205: "Rete"}), (124, {55: "Data", 205: "2024"})]
    assert lines_of(ruled(set_page(lines), rules)) == ["Allegato   Rete", "Data   2024"]


def test_table_stands_between_the_lines_around_it() -> None:
    page = page_of(1, prose("Prima.", top=80), table(["Titolo.", "Uno"]), prose("Dopo.", top=160))
    assert text_of(page) == f"Prima.\n\nTitolo.{CELL}Uno\n\nDopo."


def test_two_tables_that_do_not_touch_are_two() -> None:
    page = page_of(1, table(["Titolo.", "Uno"]), table(["Tempi.", "2024"], top=160))
    assert text_of(page) == f"Titolo.{CELL}Uno\n\nTempi.{CELL}2024"


def test_two_tables_that_one_rule_joins_are_one() -> None:
    page = page_of(1, table(["Titolo.", "Uno"]), table(["Tempi.", "2024"], top=116))
    assert text_of(page) == f"Titolo.{CELL}Uno{LINE}Tempi.{CELL}2024"


def test_tables_side_by_side_are_two() -> None:
    left = table(["Titolo.", "Uno"], xs=(50, 120, 250))
    right = table(["Tempi.", "2024"], xs=(300, 370, 500))
    assert text_of(page_of(1, left, right)) == f"Titolo.{CELL}Uno\n\nTempi.{CELL}2024"


def test_run_that_a_rule_goes_through_is_parted() -> None:
    page = ruled(set_page([(104, {165: "Titolo. Rete di famiglie"})]), [*DOWN, *ACROSS])
    assert text_of(page) == f"Titolo.{CELL}Rete di famiglie"


def test_word_that_a_rule_goes_through_is_whole() -> None:
    page = ruled(set_page([(104, {180: "Programmazione"})]), [*DOWN, *ACROSS])
    assert text_of(page) == f"{CELL}Programmazione"


def test_single_cell_over_the_whole_width_is_a_row_of_its_own() -> None:
    page = page_of(1, table(["PROGETTUALITÀ n.1 RETE"], ["Titolo.", "Uno"]))
    assert text_of(page) == f"PROGETTUALITÀ n.1 RETE{CELL}\nTitolo.{CELL}Uno"


def test_empty_cell_keeps_its_place() -> None:
    page = page_of(1, table(["Titolo.", ""], ["", "segue"]))
    assert text_of(page) == f"Titolo.{CELL}\n{CELL}segue"


def test_empty_row_is_left_out() -> None:
    assert text_of(page_of(1, table(["Titolo.", "Uno"], ["", ""], ["Tempi.", "2024"]))) == (
        f"Titolo.{CELL}Uno{LINE}Tempi.{CELL}2024"
    )


THREE = (50.0, 150.0, 300.0, 500.0)
GRID = [down(x, 100, 140) for x in THREE]


@pytest.mark.parametrize(
    ("lines", "rules", "rows"),
    [
        pytest.param(
            [(104, {55: "Dati dell’ente"}), (124, {55: "Uno", 155: "Due", 305: "Tre"})],
            [down(50, 100, 140), down(500, 100, 140), *(down(x, 120, 140) for x in (150, 300))],
            [["Dati dell’ente", ""], ["Uno", "Due", "Tre"]],
            id="all columns",
        ),
        pytest.param(
            [(104, {55: "Ente", 155: "Riferimenti"}), (124, {55: "Uno", 155: "Due", 305: "Tre"})],
            [*(down(x, 100, 140) for x in (50, 150, 500)), down(300, 120, 140)],
            [["Ente", "Riferimenti"], ["Uno", "Due", "Tre"]],
            id="the last two columns",
        ),
        pytest.param(
            [(104, {55: "Riferimenti", 305: "Note"}), (124, {55: "Uno", 155: "Due", 305: "Tre"})],
            [*(down(x, 100, 140) for x in (50, 300, 500)), down(150, 120, 140)],
            [["Riferimenti", "Note"], ["Uno", "Due", "Tre"]],
            id="the first two columns",
        ),
        pytest.param(
            [(104, {55: "Uno", 155: "Due", 305: "Tre"}), (124, {55: "Totale", 305: "9"})],
            [*(down(x, 100, 140) for x in (50, 300, 500)), down(150, 100, 120)],
            [["Uno", "Due", "Tre"], ["Totale", "9"]],
            id="a sum below",
        ),
    ],
)
def test_cells_merged_across(
    lines: list[Printed], rules: list[Rule], rows: list[list[str]]
) -> None:
    page = ruled(set_page(lines), [*rules, *ACROSS])
    assert [line.split(CELL) for line in text_of(page).split(LINE)] == rows


@pytest.mark.parametrize(
    ("lines", "middle", "rows"),
    [
        pytest.param(
            [(104, {55: "Azioni", 155: "Uno", 305: "A"}), (124, {155: "Due", 305: "B"})],
            [across(120, 150)],
            [["Azioni", "Uno", "A"], [SAME, "Due", "B"]],
            id="the first column",
        ),
        pytest.param(
            [(104, {155: "Uno", 305: "A"}), (112, {55: "Azioni"}), (124, {155: "Due", 305: "B"})],
            [across(120, 150)],
            [["Azioni", "Uno", "A"], [SAME, "Due", "B"]],
            id="the first column, set in its middle",
        ),
        pytest.param(
            [(104, {155: "Uno", 305: "A"}), (124, {55: "Azioni", 155: "Due", 305: "B"})],
            [across(120, 150)],
            [["Azioni", "Uno", "A"], [SAME, "Due", "B"]],
            id="the first column, set at its bottom",
        ),
        pytest.param(
            [(104, {55: "Uno", 155: "Rete", 305: "A"}), (124, {55: "Due", 305: "B"})],
            [across(120, 50, 150), across(120, 300, 500)],
            [["Uno", "Rete", "A"], ["Due", SAME, "B"]],
            id="a column inside",
        ),
        pytest.param(
            [
                (104, {55: "Uno", 155: "A", 305: "Note"}),
                (124, {55: "Due", 155: "B", 305: "brevi."}),
            ],
            [across(120, 50, 300)],
            [["Uno", "A", f"Note{BREAK}brevi."], ["Due", "B", SAME]],
            id="the last column",
        ),
    ],
)
def test_cells_merged_down(lines: list[Printed], middle: list[Rule], rows: list[list[str]]) -> None:
    page = ruled(set_page(lines), [*GRID, ACROSS[0], *middle, ACROSS[2]])
    assert [line.split(CELL) for line in text_of(page).split(LINE)] == rows


def test_cell_merged_down_over_three_rows() -> None:
    lines: list[Printed] = [
        (104, {55: "Azioni", 205: "Uno"}),
        (124, {205: "Due"}),
        (144, {205: "Tre"}),
    ]
    rules = [across(100), across(120, 200), across(140, 200), across(160)]
    rules += [down(x, 100, 160) for x in SIDES]
    found = text_of(ruled(set_page(lines), rules)).split(LINE)
    assert [line.split(CELL) for line in found] == [["Azioni", "Uno"], ["", "Due"], ["", "Tre"]]


LONG = [f"Riga numero {n} di una pagina di testo corrente." for n in range(20)]


def test_frame_around_a_page_of_prose_is_no_table() -> None:
    page = page_of(1, prose(*LONG))
    framed = ruled(page, box(40, 40, 560, 320))
    assert text_of(framed) == text_of(page)
    assert CELL not in text_of(framed)


def test_table_inside_a_frame_around_the_page() -> None:
    drawn = table(["Titolo.", "Uno"], ["Tempi.", "2024"], top=400)
    page = page_of(1, prose(*LONG), drawn)
    framed = ruled(page, [*page.rules, *box(40, 40, 560, 820)])
    assert text_of(framed) == text_of(page)
    assert text_of(framed).endswith(f"Titolo.{CELL}Uno{LINE}Tempi.{CELL}2024")


def test_small_frame_is_a_cell() -> None:
    page = ruled(page_of(1, prose("AZIONE 1")), box(45, 55, 200, 80))
    assert text_of(page) == f"AZIONE 1{CELL}"


GREY = [Shade(50, 100, 500, 120)]


@pytest.mark.parametrize(
    ("shades", "rules"),
    [
        pytest.param(GREY, [*DOWN, ACROSS[0], ACROSS[2]], id="a shaded header row"),
        pytest.param(
            [Shade(50, 100, 200, 120), Shade(200, 100, 500, 120)],
            [*DOWN, ACROSS[0], ACROSS[2]],
            id="a shade a cell",
        ),
        pytest.param(
            [Shade(50.5, 100.5, 199.5, 119.5), Shade(200.5, 100.5, 499.5, 119.5)],
            [*DOWN, *ACROSS],
            id="shades and rules",
        ),
        pytest.param(GREY, [*DOWN, ACROSS[2]], id="no rule at the shaded row"),
    ],
)
def test_shaded_header_parts_rows_as_rules_do(shades: list[Shade], rules: list[Rule]) -> None:
    assert text_of(ruled(set_page(LINES), rules, shades)) == TWO_ROWS


@pytest.mark.parametrize(
    "shade",
    [
        pytest.param(Shade(205, 113, 240, 122), id="a word"),
        pytest.param(Shade(205, 104, 490, 114), id="a line"),
        pytest.param(Shade(60, 110, 480, 118), id="across a rule"),
    ],
)
def test_highlighted_words_part_no_row(shade: Shade) -> None:
    page = page_of(1, table(["Azioni.", "Incontri con le famiglie\nogni sabato."]))
    marked = ruled(page, page.rules, [shade])
    assert text_of(marked) == text_of(page)
    assert text_of(page) == f"Azioni.{CELL}Incontri con le famiglie{BREAK}ogni sabato."


def test_shade_without_rules_is_no_table() -> None:
    page = page_of(1, prose("Titolo della sezione", "Testo della sezione."))
    assert text_of(ruled(page, (), [Shade(45, 58, 550, 72)])) == text_of(page)


def test_lines_that_fill_their_cell_go_on() -> None:
    wrapped = "Partecipazione attiva al tavolo del distretto e della"
    page = page_of(1, table(["Azioni.", f"{wrapped}\nfamiglia.\nRelazione."]))
    value = text_of(page).partition(CELL)[2]
    assert value.split(BREAK) == [f"{wrapped}{WRAP}famiglia.", "Relazione."]


def test_page_with_too_many_rules_is_a_drawing() -> None:
    page = page_of(1, table(["Titolo.", "Rete"]))
    drawing = ruled(page, [*page.rules, *[across(300 + n / 20) for n in range(5000)]])
    assert CELL in text_of(page)
    assert text_of(drawing) == "Titolo.   Rete"


def test_every_word_of_a_table_is_in_the_flow_once() -> None:
    rows = [[f"nome{n}", f"valore{n}"] for n in range(30)]
    flow = lay_out([page_of(1, table(*rows))]).flow
    assert sorted(flow.text.split()) == sorted(text for row in rows for text in row)
    raw = [word for span in flow.spans(slice(0, len(flow.text))) for word in flow.raw(span).split()]
    assert raw == flow.text.split()


FORM: list[Printed] = [
    (100.0, {60: "Titolo", 200: "Biblioteca aperta"}),
    (112.0, {60: "Obiettivo", 200: "Aprire la sala di sera"}),
    (124.0, {200: "e il sabato"}),
    (136.0, {60: "Descrizione", 200: "Le sale restano aperte"}),
]
FORM_ROWS = [
    ["Titolo", "Biblioteca aperta"],
    ["Obiettivo", "Aprire la sala di sera e il sabato"],
    ["Descrizione", "Le sale restano aperte"],
]


@pytest.mark.parametrize(
    "rules",
    [
        pytest.param(box(50, 90, 500, 150), id="in a box"),
        pytest.param([*box(50, 90, 500, 150), down(190, 90, 150)], id="beside a ruled column"),
    ],
)
def test_form_whose_rows_no_rule_parts(rules: list[Rule]) -> None:
    text = text_of(ruled(set_page(FORM), rules)).replace(WRAP, " ")
    assert [line.split(CELL) for line in text.split("\n")] == FORM_ROWS


def test_underlined_labels_are_no_table() -> None:
    lines: list[Printed] = [
        (100.0, {50: "Titolo"}),
        (112.0, {50: "Biblioteca aperta"}),
        (130.0, {50: "Obiettivo"}),
    ]
    under = [across(108.5, 50, 80), across(138.5, 50, 95)]
    assert text_of(ruled(set_page(lines), under)).split("\n") == [
        "Titolo",
        "Biblioteca aperta",
        "Obiettivo",
    ]


def dots(rule: Rule) -> list[Shade]:
    """A rule as a browser draws it dotted: squares of a point, two points apart."""
    length = max(rule.x1 - rule.x0, rule.bottom - rule.top)
    step = (rule.x1 - rule.x0) / length, (rule.bottom - rule.top) / length
    centres = ((rule.x0 + n * step[0], rule.top + n * step[1]) for n in range(0, int(length), 2))
    return [Shade(x - 0.5, y - 0.5, x + 0.5, y + 0.5) for x, y in centres]


def test_dotted_rules_are_rules() -> None:
    drawn = table(["Titolo", "Biblioteca"], ["Obiettivo", "Aprire"])
    dotted = [dot for rule in drawn.rules for dot in dots(rule)]
    assert text_of(ruled(set_page(drawn.lines), [], dotted)) == text_of(page_of(1, drawn))


def test_a_few_dots_are_bullets() -> None:
    bullets = [Shade(40, 100 + 12 * n, 42, 102 + 12 * n) for n in range(5)]
    lines: list[Printed] = [(98 + 12.0 * n, {50: "una voce"}) for n in range(5)]
    assert CELL not in text_of(ruled(set_page(lines), [], bullets))
