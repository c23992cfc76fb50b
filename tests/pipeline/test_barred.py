"""Tables ruled between their rows only: the header's words say where the columns are."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import pytest

from pipeline.layout import lay_out
from schemas.flow import BREAK, CELL, WRAP
from schemas.page import Page, Rule
from tests.pipeline.pages import LEADING, PADDING, Drawn, across, page_of, prose, text_of

XS = (50.0, 150.0, 300.0)
LEFT, RIGHT = 50.0, 500.0
HEAD = ("Titolo", "Obiettivo", "Descrizione")
OTHER = ("Ente", "Obiettivo", "Descrizione")
ONE = ("Biblioteca\naperta", "Aprire la sera", "Le sale restano aperte il\nsabato e la domenica")
TWO = ("Piedibus", "Camminare", "Quattro percorsi")


def barred(
    *rows: Sequence[str],
    xs: Sequence[float] = XS,
    top: float = 100,
    missing: Sequence[int] = (),
    sides: tuple[float, float] = (LEFT, RIGHT),
) -> Drawn:
    """A table with rules above, between and below its rows, without some of them by number."""
    lines, rules = [], [across(top, *sides)]
    for row in rows:
        split = [text.split("\n") for text in row]
        height = LEADING * max(map(len, split)) + PADDING
        for n in range(max(map(len, split))):
            found = {x: t[n] for x, t in zip(xs, split, strict=True) if t[n : n + 1] and t[n]}
            lines += [(top + PADDING + LEADING * n, found)]
        top += height
        rules.append(across(top, *sides))
    return Drawn(lines, [rule for n, rule in enumerate(rules) if n - len(rules) not in missing])


def rows_of(*pages: Page) -> list[list[str]]:
    """The rows of a flow's tables, wraps and paragraphs taken for blanks."""
    text = text_of(*pages).replace(WRAP, " ").replace(BREAK, " ")
    return [line.split(CELL) for line in text.split("\n") if CELL in line]


def plain(row: Sequence[str]) -> list[str]:
    """A row as it is read."""
    return [text.replace("\n", " ") for text in row]


EXPECTED = [list(HEAD), plain(ONE), list(TWO)]


@pytest.mark.parametrize(
    ("head", "drawn"),
    [
        pytest.param(HEAD, barred(HEAD, ONE, TWO), id="rules between all rows"),
        pytest.param(HEAD, barred(HEAD, ONE, TWO, missing=[-1]), id="no rule below the last row"),
        pytest.param(
            HEAD, barred(HEAD, ONE, TWO, sides=(45, 545)), id="rules wider than the words"
        ),
        pytest.param(
            ("Titolo", "Macro-\nambito", "Descrizione"),
            barred(("Titolo", "Macro-\nambito", "Descrizione"), ONE, TWO),
            id="a label of two lines",
        ),
        pytest.param(
            ("Titolo", "Destinatari", "Descrizione"),
            barred(("Titolo", "Destinatari", "Descrizione"), ONE, TWO),
            id="one label that is not known",
        ),
    ],
)
def test_header_and_rules_across_make_a_table(head: Sequence[str], drawn: Drawn) -> None:
    found = rows_of(page_of(1, prose("Le azioni del piano sono queste:"), drawn))
    assert [text.replace("- ", "-") for text in found[0]] == [x.replace("\n", "") for x in head]
    assert found[1:] == EXPECTED[1:]


def test_rules_may_be_drawn_in_pieces() -> None:
    drawn = barred(HEAD, ONE, TWO)
    cuts = (LEFT, 150, 300, RIGHT)
    pieces = [Rule(x0, rule.top, x1, rule.top) for rule in drawn.rules for x0, x1 in pairwise(cuts)]
    assert rows_of(page_of(1, Drawn(drawn.lines, pieces))) == EXPECTED


def test_list_behind_bullets_is_of_the_column_before() -> None:
    drawn = barred(HEAD, (*ONE[:2], "-\n-"), TWO)
    items = [(120.0, {312.0: "le sale"}), (132.0, {312.0: "il sabato"})]
    found = rows_of(page_of(1, Drawn([*drawn.lines, *items], drawn.rules)))
    assert found == [list(HEAD), [*plain(ONE)[:2], "- le sale - il sabato"], list(TWO)]


@pytest.mark.parametrize(
    "drawn",
    [
        pytest.param(barred(("Affitto", "Sale", "Costo"), ONE, TWO), id="no labels"),
        pytest.param(barred(("Ente", "Obiettivo", "Costo"), ONE, TWO), id="one label"),
        pytest.param(
            Drawn(barred(OTHER, ONE, TWO).lines, [across(100, LEFT, RIGHT)]), id="one rule"
        ),
        pytest.param(
            Drawn(
                barred(OTHER, ONE, TWO).lines,
                [across(114, 50, 80), across(114, 150, 195), across(114, 300, 355)],
            ),
            id="underlined labels",
        ),
        pytest.param(
            Drawn(prose("Testo di una pagina", "con una nota.").lines, [across(800, 50, 200)]),
            id="the rule above a note",
        ),
        pytest.param(
            Drawn(
                prose("Premessa", "Il Titolo è questo. La Descrizione è questa.", top=104).lines,
                [across(100), across(130)],
            ),
            id="prose between two rules",
        ),
    ],
)
def test_near_misses_are_no_table(drawn: Drawn) -> None:
    flow = lay_out([page_of(1, drawn)]).flow
    assert CELL not in flow.text
    assert sorted(flow.text.split()) == sorted(
        word for _, runs in drawn.lines for text in runs.values() for word in text.split()
    )


def test_underlined_words_below_each_other_are_no_table() -> None:
    lines = [(100.0 + 24 * n, {50.0: "Titolo: Biblioteca aperta"}) for n in range(4)]
    lines.insert(2, (136.0, {50.0: "Sale"}))
    rules = [across(111.0 + 24 * n, 50, 85) for n in range(4)]
    assert CELL not in lay_out([page_of(1, Drawn(lines, rules))]).flow.text


def test_prose_around_the_table_stays_around_it() -> None:
    above, below = "Le azioni del piano sono queste:", "Il piano è approvato dalla Giunta comunale."
    page = page_of(1, prose(above), barred(HEAD, ONE, TWO), prose(below, top=200))
    text = text_of(page)
    assert text.startswith(f"{above}\n\n")
    assert text.endswith(f"\n\n{below}")
    assert rows_of(page) == EXPECTED


def test_line_over_the_columns_is_not_cut_in_pieces() -> None:
    across_all = ("Area 1 Politiche tariffarie e contributi alle famiglie", "", "")
    page = page_of(1, barred(HEAD, across_all, ONE, TWO))
    assert across_all[0] in text_of(page)


@pytest.mark.parametrize("head", [[HEAD], []], ids=["header again", "no header again"])
def test_goes_on_over_the_page(head: list[Sequence[str]]) -> None:
    first = page_of(1, prose("Le azioni del piano sono queste:"), barred(HEAD, ONE))
    second = page_of(2, barred(*head, TWO, top=60))
    assert rows_of(first, second) == EXPECTED
    assert [x.pages for x in lay_out([first, second]).joined_tables] == [(1, 2)]


def test_row_that_a_page_cuts_goes_on_above_the_first_rule() -> None:
    upper = (*ONE[:2], "Le sale restano aperte il")
    first = page_of(1, prose("Le azioni:"), barred(HEAD, upper, missing=[-1]))
    drawn = barred(("", "", "sabato e la domenica"), TWO, top=60)
    second = page_of(2, Drawn(drawn.lines, drawn.rules[1:]))
    assert rows_of(first, second) == EXPECTED
    assert [x.is_row_cut for x in lay_out([first, second]).joined_tables] == [True]


def test_rules_of_another_width_on_the_next_page_are_another_matter() -> None:
    first = page_of(1, prose("Le azioni del piano sono queste:"), barred(HEAD, ONE, TWO))
    second = page_of(2, barred(("Affitto", "Sale", "Costo"), sides=(50, 400), top=60))
    assert rows_of(first, second) == EXPECTED
    assert text_of(first, second).endswith("Affitto   Sale   Costo")


def test_full_cells_that_stand_as_near_as_words_are_apart() -> None:
    xs = (50.0, 160.0, 300.0)
    near = ("Tavolo delle famiglie organizzare incontri con", "", "Le sale restano aperte")
    found = rows_of(page_of(1, barred(HEAD, ONE, near, TWO, xs=xs)))
    assert ["Tavolo delle famiglie", "organizzare incontri con", near[2]] in found


def test_rules_between_forms_make_no_rows_of_their_labels() -> None:
    def forms(top: float) -> Drawn:
        labels = ("Titolo:", "Obiettivo:", "Descrizione:")
        lines: list[tuple[float, dict[float, str]]] = []
        rules = []
        for n in range(3):
            values = (f"Azione {n}", "Aprire la sera", "Le sale restano aperte")
            for label, value in zip(labels, values, strict=True):
                lines.append((top, {50.0: label, 150.0: value}))
                top += LEADING
            rules.append(across(top + 2, LEFT, RIGHT))
            top += 6
        return Drawn(lines, rules)

    pages = page_of(1, forms(100)), page_of(2, forms(50))
    rows = [x for x in text_of(*pages).split("\n") if "Titolo:" in x]
    assert len(rows) == 6
    assert not any("Obiettivo:" in row for row in rows)
