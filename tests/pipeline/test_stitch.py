"""Tables over pages: joined on evidence, a row that a page cuts put together, others left apart."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from msgspec.structs import replace

from pipeline.layout import lay_out
from pipeline.segment import segment
from schemas.flow import BREAK, CELL, SAME, WRAP
from schemas.page import Page, Shade
from tests.pipeline.pages import Drawn, across, page_of, prose, table

THREE = (50.0, 150.0, 300.0, 500.0)
OTHER = (50.0, 250.0, 500.0)

Rows = list[list[str]]


def rows_of(*pages: Page) -> list[Rows]:
    """The tables of a flow, by row and cell, wraps and paragraphs taken for blanks."""
    text = lay_out(pages).flow.text.replace(WRAP, " ").replace(BREAK, " ")
    parts = [[x.split(CELL) for x in part.split("\n") if CELL in x] for part in text.split("\n\n")]
    return [part for part in parts if part]


def over(*drawn: Drawn) -> list[Page]:
    """Pages, one for each drawing."""
    return [page_of(n, each) for n, each in enumerate(drawn, 1)]


def evidence(pages: Sequence[Page]) -> list[tuple[bool, tuple[str, ...]]]:
    """Of each join, whether it cuts a row, and what speaks for it."""
    return [(joined.is_row_cut, joined.evidence) for joined in lay_out(pages).joined_tables]


HEAD = ["PROGETTUALITÀ n.1 RETE"]
UPPER = [HEAD, ["Titolo.", "Uno"]]


@pytest.mark.parametrize(
    ("upper", "lower", "is_open", "rows", "why"),
    [
        pytest.param(
            ["Azioni.", "Incontri con"],
            [["", "le famiglie."], ["Tempi.", "2024"]],
            True,
            [["Azioni.", "Incontri con le famiglie."], ["Tempi.", "2024"]],
            "open_edge",
            id="open edges",
        ),
        pytest.param(
            ["Azioni.", "Incontri con"],
            [["", "le famiglie."], ["Tempi.", "2024"]],
            False,
            [["Azioni.", "Incontri con le famiglie."], ["Tempi.", "2024"]],
            "empty_first_cell",
            id="closed edges, nothing in the first cell",
        ),
        pytest.param(
            ["Azioni.", "Incontri con"],
            [["", "le famiglie."]],
            False,
            [["Azioni.", "Incontri con le famiglie."]],
            "empty_first_cell",
            id="nothing but the rest of the row",
        ),
        pytest.param(
            ["Altre organizzazioni", "Comune di"],
            [["coinvolte.", "Avella"], ["Tempi.", "2024"]],
            False,
            [["Altre organizzazioni coinvolte.", "Comune di Avella"], ["Tempi.", "2024"]],
            "cut_label",
            id="a label cut in two",
        ),
        pytest.param(
            ["Altre organizzazioni", "Comune di"],
            [["coinvolte.", "Avella"], ["Tempi.", "2024"]],
            True,
            [["Altre organizzazioni coinvolte.", "Comune di Avella"], ["Tempi.", "2024"]],
            "cut_label",
            id="a label cut in two, open edges",
        ),
        pytest.param(
            ["Altre organizzazioni", "Comune"],
            [["coinvolte.", ""], ["Tempi.", "2024"]],
            False,
            [["Altre organizzazioni coinvolte.", "Comune"], ["Tempi.", "2024"]],
            "cut_label",
            id="a label cut in two beside a short value",
        ),
        pytest.param(
            ["AZIONE V.A.M.T.", "75% per ogni"],
            [["Percentuale/i di valutazione.", "incontro"], ["Tempi.", "2024"]],
            False,
            [
                ["AZIONE V.A.M.T. Percentuale/i di valutazione.", "75% per ogni incontro"],
                ["Tempi.", "2024"],
            ],
            "cut_label",
            id="a label cut before what is a label, too",
        ),
        pytest.param(
            ["", "Incontri con"],
            [["Azioni.", "le famiglie."], ["Tempi.", "2024"]],
            False,
            [["Azioni.", "Incontri con le famiglie."], ["Tempi.", "2024"]],
            "label_below",
            id="a label at its cell's bottom",
        ),
        pytest.param(
            ["", "Incontri con"],
            [["Azioni.", "le famiglie."], ["Tempi.", "2024"]],
            True,
            [["Azioni.", "Incontri con le famiglie."], ["Tempi.", "2024"]],
            "label_below",
            id="a label at its cell's bottom, open edges",
        ),
    ],
)
def test_row_that_a_page_cuts_is_one(
    upper: list[str], lower: Rows, is_open: bool, rows: Rows, why: str
) -> None:
    pages = over(table(*UPPER, upper, is_open_below=is_open), table(*lower, is_open_above=is_open))
    assert rows_of(*pages) == [[[*HEAD, ""], UPPER[1], *rows]]
    assert evidence(pages) == [(True, ("sides", "columns", why))]
    assert [x.pages for x in lay_out(pages).joined_tables] == [(1, 2)]
    assert [x.columns for x in lay_out(pages).joined_tables] == [2]


@pytest.mark.parametrize(
    ("upper", "lower"),
    [
        pytest.param(["Azioni.", "Incontri"], ["Tempi.", "2024"], id="a label"),
        pytest.param(["Azioni.", ""], ["Tempi.", "2024"], id="a label below an empty value"),
        pytest.param(["Azioni.", "Incontri con"], ["Tempi.", "le famiglie"], id="an open sentence"),
        pytest.param(["Azioni.", "Incontri"], ["Destinatari", "Tutti"], id="an unknown label"),
        pytest.param(["Titolo.", "Incontri"], ["Titolo.", "Incontri"], id="the same row again"),
    ],
)
@pytest.mark.parametrize("is_open", [True, False])
def test_row_of_its_own_stays_so(upper: list[str], lower: list[str], is_open: bool) -> None:
    pages = over(table(*UPPER, upper, is_open_below=is_open), table(lower, is_open_above=is_open))
    assert rows_of(*pages) == [[[*HEAD, ""], UPPER[1], upper, lower]]
    assert evidence(pages) == [(False, ("sides", "columns"))]


def test_row_over_three_pages_is_one() -> None:
    pages = over(
        table(*UPPER, ["Azioni.", "Incontri"], is_open_below=True),
        table(["", "con le"], is_open_above=True, is_open_below=True),
        table(["", "famiglie."], ["Tempi.", "2024"], is_open_above=True),
    )
    assert rows_of(*pages) == [
        [[*HEAD, ""], UPPER[1], ["Azioni.", "Incontri con le famiglie."], ["Tempi.", "2024"]]
    ]
    assert [x.pages for x in lay_out(pages).joined_tables] == [(1, 2), (2, 3)]


def test_cut_row_is_traced_to_its_pages() -> None:
    pages = over(
        table(*UPPER, ["Azioni.", "Si"], is_open_below=True),
        table(["", "attua"], ["Tempi.", "2024"], is_open_above=True),
    )
    flow = lay_out(pages).flow
    (block,) = segment(flow).blocks
    azioni = next(pair for pair in block.values if pair.field == "azioni")
    assert [flow.text[part] for part in azioni.value] == ["Si\rattua"]
    assert [span.page for part in azioni.value for span in flow.spans(part)] == [1, 2]
    assert [pair.field for pair in block.values] == ["titolo", "azioni", "tempi"]


WIDE = ["Titolo", "Obiettivo", "Descrizione"]
FIRST, SECOND = ["Uno", "Aprire.", "Le sale."], ["Due", "Camminare.", "I percorsi."]


@pytest.mark.parametrize(
    ("below", "rows", "found"),
    [
        pytest.param(
            [WIDE, SECOND],
            [WIDE, FIRST, SECOND],
            [(False, ("sides", "repeated_header", "columns"))],
            id="its header again",
        ),
        pytest.param(
            [SECOND], [WIDE, FIRST, SECOND], [(False, ("sides", "columns"))], id="no header"
        ),
        pytest.param(
            [WIDE, ["", "", "E altre."], SECOND],
            [WIDE, [*FIRST[:2], "Le sale. E altre."], SECOND],
            [(True, ("sides", "repeated_header", "columns", "empty_first_cell"))],
            id="its header again, above the rest of a row",
        ),
        pytest.param(
            [["", "Ancora.", ""], SECOND],
            [WIDE, ["Uno", "Aprire. Ancora.", "Le sale."], SECOND],
            [(True, ("sides", "columns", "empty_first_cell"))],
            id="no header, above the rest of a row",
        ),
    ],
)
def test_wide_table_goes_on(
    below: Rows, rows: Rows, found: list[tuple[bool, tuple[str, ...]]]
) -> None:
    pages = over(table(WIDE, FIRST, xs=THREE), table(*below, xs=THREE))
    assert rows_of(*pages) == [rows]
    assert evidence(pages) == found


def test_sentence_that_a_page_cuts_in_a_wide_table() -> None:
    upper = [
        "La biblioteca\ncomunale di Avella",
        "Aprire la biblioteca\ncomunale tutte le sere e",
        "Le sale restano aperte\nil sabato e la domenica per le",
    ]
    lower = ["aperta.", "altrove.", "famiglie."]
    pages = over(table(WIDE, upper, xs=THREE), table(lower, SECOND, xs=THREE))
    joined = [f"{one} {other}".replace("\n", " ") for one, other in zip(upper, lower, strict=True)]
    assert evidence(pages) == [(True, ("sides", "columns", "cut_sentence"))]
    assert rows_of(*pages) == [[WIDE, joined, SECOND]]


def test_cells_that_keep_two_lines_together_end_a_line_higher() -> None:
    """No line of a cell stands alone below the cut: the title's last but one goes over with it."""
    upper = [
        "La biblioteca\ncomunale di Avella",
        "Aprire la biblioteca\ncomunale tutte le sere e\nil sabato.",
        "Le sale restano aperte di\nsera e di mattina e anche\nil sabato e la domenica per le",
    ]
    lower = ["aperta di sera anche\nagli anziani.", "", "famiglie con bambini.\nCon letture."]
    pages = over(table(WIDE, upper, xs=THREE), table(lower, SECOND, xs=THREE))
    assert evidence(pages) == [(True, ("sides", "columns", "cut_sentence"))]


def test_header_of_two_rows_comes_again() -> None:
    head = [["AZIONI PREVISTE"], WIDE]
    pages = over(table(*head, FIRST, xs=THREE), table(*head, SECOND, xs=THREE))
    assert rows_of(*pages) == [[["AZIONI PREVISTE", ""], WIDE, FIRST, SECOND]]


def test_label_that_heads_columns_comes_again() -> None:
    head = [["AZIONI"], WIDE]
    pages = over(table(*head, FIRST, xs=THREE), table(*head, SECOND, xs=THREE))
    assert rows_of(*pages) == [[["AZIONI", ""], WIDE, FIRST, SECOND]]


def test_header_without_known_labels_comes_again_over_an_empty_first_cell() -> None:
    head = ["", "Data adesione", "Marchio"]
    members = [["1 COMUNE DI ALBA", "15-lug-22", ""], ["2 COMUNE DI BOVA", "", ""]]
    third = ["3 COMUNE DI CANALE", "", "X"]
    first = [prose("ORGANIZZAZIONI ADERENTI"), table(head, *members, xs=THREE, top=200)]
    pages = [page_of(1, *first), page_of(2, table(head, third, xs=THREE))]
    assert rows_of(*pages) == [[head, *members, third]]


def test_equal_first_rows_of_two_columns_are_no_header() -> None:
    first = ["Obiettivo generale.", "Fare rete"]
    pages = over(table(first, ["Titolo.", "Uno"]), table(first, ["Titolo.", "Due"]))
    assert [row for part in rows_of(*pages) for row in part].count(first) == 2


def test_heading_of_a_programme_comes_again() -> None:
    pages = over(
        table(*UPPER, ["Azioni.", "Incontri con"]),
        table(HEAD, ["", "le famiglie."], ["Tempi.", "2024"]),
    )
    expected = ["Azioni.", "Incontri con le famiglie."]
    assert rows_of(*pages) == [[[*HEAD, ""], UPPER[1], expected, ["Tempi.", "2024"]]]
    assert evidence(pages) == [(True, ("sides", "repeated_header", "columns", "empty_first_cell"))]


def test_every_row_of_a_table_over_three_pages() -> None:
    rows = [[f"Azione {n}", f"Aprire {n}.", f"Le sale {n}."] for n in range(9)]
    drawn = [table(WIDE, *rows[n : n + 3], xs=THREE) for n in (0, 3, 6)]
    assert rows_of(*over(*drawn)) == [[WIDE, *rows]]
    assert [x.pages for x in lay_out(over(*drawn)).joined_tables] == [(1, 2), (2, 3)]


NEXT = ["PROGETTUALITÀ n.2 CULTURA"]


@pytest.mark.parametrize(
    ("above", "below"),
    [
        pytest.param(
            table(*UPPER), table(NEXT, ["Titolo.", "Due"]), id="the next heading of a programme"
        ),
        pytest.param(
            table(*UPPER, ["Azioni.", "Incontri"], is_open_below=True),
            table(NEXT, ["Titolo.", "Due"]),
            id="the next heading of a programme, open edge above",
        ),
        pytest.param(table(*UPPER), table(["Ente", "Avella"], xs=OTHER), id="other columns"),
        pytest.param(
            table(*UPPER, is_open_below=True),
            table(["", "Avella"], xs=OTHER, is_open_above=True),
            id="other columns, open edges",
        ),
        pytest.param(
            table(*UPPER), table(["Ente", "Avella"], xs=(50, 200, 400)), id="another right side"
        ),
        pytest.param(table(*UPPER), table(FIRST, xs=THREE), id="one column more"),
        pytest.param(
            table(WIDE, FIRST, xs=THREE),
            table(["Titolo", "Tempi", "Note"], SECOND, xs=THREE),
            id="a header of its own",
        ),
        pytest.param(
            table(["Voce", "Costo", "Note"], ["Sale", "10", ""], xs=THREE),
            table(WIDE, SECOND, xs=THREE),
            id="a header of its own, below a table without labels",
        ),
    ],
)
def test_table_that_merely_follows_stays_apart(above: Drawn, below: Drawn) -> None:
    pages = over(above, below)
    alone = [rows_of(page)[0] for page in pages]
    assert rows_of(*pages) == alone
    assert not lay_out(pages).joined_tables


@pytest.mark.parametrize(
    "between",
    [
        pytest.param(
            [[table(*UPPER), prose("Nota in calce.", top=300)], [table(["Tempi.", "2024"])]],
            id="a line below the first",
        ),
        pytest.param(
            [[table(*UPPER)], [prose("Premessa."), table(["Tempi.", "2024"])]],
            id="a line above the second",
        ),
        pytest.param(
            [[table(*UPPER)], [prose("Premessa.")], [table(["Tempi.", "2024"])]], id="a page"
        ),
        pytest.param([[table(*UPPER)], [], [table(["Tempi.", "2024"])]], id="an empty page"),
    ],
)
def test_what_stands_between_two_tables_keeps_them_apart(between: list[list[Drawn]]) -> None:
    pages = [page_of(n, *drawn) for n, drawn in enumerate(between, 1)]
    assert len(rows_of(*pages)) == 2
    assert not lay_out(pages).joined_tables


def test_running_head_and_foot_do_not_keep_tables_apart() -> None:
    pages = [
        page_of(n, prose("Distretto famiglia", top=30), each, prose(f"Pag. {n} di 2", top=800))
        for n, each in enumerate([table(*UPPER), table(["Tempi.", "2024"])], 1)
    ]
    assert rows_of(*pages) == [[[*HEAD, ""], UPPER[1], ["Tempi.", "2024"]]]


def test_sides_may_differ_by_a_little() -> None:
    pages = over(table(*UPPER), table(["Tempi.", "2024"], xs=(51, 201.5, 498.5)))
    assert rows_of(*pages) == [[[*HEAD, ""], UPPER[1], ["Tempi.", "2024"]]]


FORM_ROW = ["Descrizione Attivare uno sportello"]


def test_cell_of_a_form_of_one_column_goes_on() -> None:
    one = (50.0, 500.0)
    pages = over(table(FORM_ROW, xs=one), table(["per le famiglie."], ["Tempi 2024"], xs=one))
    joined = f"{FORM_ROW[0]} per le famiglie."
    assert rows_of(*pages) == [[[joined, ""], ["Tempi 2024", ""]]]
    assert evidence(pages) == [(True, ("sides", "columns", "no_label"))]


def test_next_cell_of_a_form_of_one_column_is_a_cell_of_its_own() -> None:
    one = (50.0, 500.0)
    pages = over(table(FORM_ROW, xs=one), table(["Tempi 2024"], xs=one))
    assert rows_of(*pages) == [[[*FORM_ROW, ""], ["Tempi 2024", ""]]]


@pytest.mark.parametrize(
    "heading", ["5 . COMUNICAZIONE", "3.2 – FORMAZIONE DEI GENITORI"], ids=["area", "action"]
)
def test_heading_in_capitals_is_no_rest_of_a_cell(heading: str) -> None:
    pages = over(table(["Tempi\n2024"], xs=(50, 500)), table([heading], ["Due"], xs=(50, 500)))
    assert rows_of(*pages)[0] == [["Tempi 2024", ""], [heading, ""], ["Due", ""]]


def test_row_on_another_ground_is_no_rest_of_a_cell() -> None:
    pages = over(table(["Tempi\n2024"], xs=(50, 500)), table(["Servizi"], ["Due"], xs=(50, 500)))
    shaded = replace(pages[1], shades=(Shade(50, 100, 500, 116, 0xCCCCCC),))
    assert rows_of(*pages)[0] == [["Tempi 2024 Servizi", ""], ["Due", ""]]
    assert rows_of(pages[0], shaded)[0] == [["Tempi 2024", ""], ["Servizi", ""], ["Due", ""]]


def test_value_that_begins_like_a_heading_goes_below_its_label() -> None:
    value = "Azione continuativa, dal 2016"
    above = table(["Tempi"], xs=(50, 500), is_open_below=True)
    below = table([value], ["Obiettivo\nUno"], xs=(50, 500), is_open_above=True)
    assert rows_of(*over(above, below)) == [[[f"Tempi {value}", ""], ["Obiettivo Uno", ""]]]


def test_value_below_its_label_goes_on() -> None:
    one = (50.0, 500.0)
    pages = over(
        table(["Titolo"], ["Uno"], ["Descrizione"], ["Aprire la sera"], xs=one),
        table(["e il sabato."], ["Titolo"], ["Due"], xs=one),
    )
    rows = ["Titolo", "Uno", "Descrizione", "Aprire la sera e il sabato.", "Titolo", "Due"]
    assert rows_of(*pages) == [[[row, ""] for row in rows]]


def test_heading_across_a_form_is_no_value_of_the_row_above() -> None:
    upper, lower = ["Descrizione", "Aprire"], ["Titolo", "Due"]
    pages = over(table(upper, ["POLITICHE SOCIALI"]), table(["Interventi"], lower))
    found = [row for part in rows_of(*pages) for row in part]
    assert found == [upper, ["POLITICHE SOCIALI", ""], ["Interventi", ""], lower]


def test_row_beside_a_merged_cell_is_no_cut_row() -> None:
    drawn = table(["Azioni.", "Uno"], ["", "Due"])
    merged = [rule for rule in drawn.rules if rule.top != 116 or rule.bottom != 116]
    upper = page_of(1, Drawn(drawn.lines, [*merged, across(116, 200)]))
    pages = [upper, page_of(2, table(["Tempi.", "2024"]))]
    assert rows_of(*pages) == [[["Azioni.", "Uno"], ["", "Due"], ["Tempi.", "2024"]]]
    assert evidence(pages) == [(False, ("sides", "columns"))]


@pytest.mark.parametrize(
    ("upper", "lower"),
    [
        pytest.param(SECOND, ["aperta", "di sera.", "aperte."], id="sentences that are over"),
        pytest.param(
            ["Biblioteca", "Aprire la", "Le sale"], ["Piedibus", "A scuola.", "Uno."], id="capitals"
        ),
        pytest.param(
            ["Biblioteca", "Aprire la\nbiblioteca\nla sera", "Le sale"],
            ["piedibus", "A scuola.", "Uno."],
            id="room below the open sentence",
        ),
    ],
)
def test_next_row_of_a_wide_table_is_its_own(upper: list[str], lower: list[str]) -> None:
    pages = over(table(WIDE, upper, xs=THREE), table(lower, xs=THREE))
    assert evidence(pages) == [(False, ("sides", "columns"))]
    assert len(rows_of(*pages)[0]) == 3


NUMBERED = (50.0, 80.0, 200.0, 500.0)


@pytest.mark.parametrize(
    ("upper", "lower", "rows"),
    [
        pytest.param(
            ["3", "Azioni.", "Incontri con"],
            ["", "", "le famiglie."],
            [["3", "Azioni.", "Incontri con le famiglie."]],
            id="a value",
        ),
        pytest.param(
            ["", "Organizzazione", "Comune"],
            ["", "referente.", "di Ala"],
            [["", "Organizzazione referente.", "Comune di Ala"]],
            id="a label",
        ),
        pytest.param(
            ["3", "Titolo.", "Rete"],
            ["", "Azioni.", "Incontri"],
            [["3", "Titolo.", "Rete"], ["", "Azioni.", "Incontri"]],
            id="a row of its own",
        ),
    ],
)
def test_row_behind_a_column_of_numbers(
    upper: list[str], lower: list[str], rows: list[list[str]]
) -> None:
    above = ["2", "Titolo.", "Uno"]
    pages = over(table(above, upper, xs=NUMBERED), table(lower, xs=NUMBERED))
    assert rows_of(*pages) == [[above, *rows]]


def test_cell_that_reaches_down_over_the_page_is_one_with_the_rows_below() -> None:
    rows = ["Servizi", "Uno", "Aprire."], ["", "Due", "Chiudere."]
    drawn = table(WIDE, *rows, xs=THREE)
    over_two = [rule for rule in drawn.rules if (rule.top, rule.bottom) != (132, 132)]
    upper = page_of(1, Drawn(drawn.lines, [*over_two, across(132, 150)]))
    lower = page_of(2, table(["", "Tre", "Giocare."], ["Sport", "Quattro", "Nuotare."], xs=THREE))
    text = lay_out([upper, lower]).flow.text
    assert text.count(SAME) == 2
    assert f"{SAME}{CELL}Tre" in text


@pytest.mark.parametrize("is_open", [True, False])
def test_first_cell_that_is_often_empty_shows_no_cut(is_open: bool) -> None:
    head = ["Obiettivo", "Titolo", "Descrizione"]
    rows = ["Aprire", "Uno", "Le sale."], ["", "Due", "Chiudere."]
    more = ["", "Tre", "Giocare."], ["", "", "Nuotare."]
    pages = over(
        table(head, *rows, xs=THREE),
        table(more[0], xs=THREE, is_open_below=is_open),
        table(more[1], xs=THREE, is_open_above=is_open),
    )
    cut = ["", "Tre", "Giocare. Nuotare."]
    assert rows_of(*pages) == [[head, *map(list, rows), cut]]


def test_merged_cell_begun_in_the_last_row_of_a_page_is_one_with_the_rows_below() -> None:
    rows = ["Servizi", "Uno", "Aprire."], ["", "Due", "Chiudere."], ["Sport", "Tre", "Nuotare."]
    drawn = table(WIDE, *rows, xs=THREE)
    over_two = [rule for rule in drawn.rules if (rule.top, rule.bottom) != (132, 132)]
    upper = page_of(1, Drawn(drawn.lines, [*over_two, across(132, 150)]))
    pages = [upper, page_of(2, table(["", "Quattro", "Giocare."], xs=THREE))]
    text = lay_out(pages).flow.text
    assert f"{SAME}{CELL}Quattro" in text
    assert f"Sport{CELL}Tre{CELL}Nuotare." in text


def test_rows_that_begin_with_one_pair_are_no_header_that_comes_again() -> None:
    sheet = [["Macro-ambito: Sport"], ["Titolo.", "Uno"]]
    pages = over(table(*sheet), table(["Macro-ambito: Sport"], ["Titolo.", "Due"]))
    assert str(rows_of(*pages)).count("Macro-ambito") == 2


def test_row_across_a_sheet_whose_actions_are_numbered_is_cut_by_a_page() -> None:
    xs = (50, 80, 200, 500)
    rows = ["1", "Titolo", "Uno"], ["Le sale restano"]
    first = page_of(1, table(*rows, xs=xs, top=700, is_open_below=True))
    rows = ["aperte la sera."], ["2", "Titolo", "Due"]
    second = page_of(2, table(*rows, xs=xs, top=60, is_open_above=True))
    assert "Le sale restano\raperte la sera.\t" in lay_out([first, second]).flow.text
