"""Without rules: text columns, forms of labels and values, and what only stands side by side."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import zip_longest
from textwrap import wrap

import pytest
from msgspec.structs import replace

from pipeline.layout import lay_out
from schemas.flow import CELL, WRAP
from schemas.page import Lines, Page, line_of
from tests.pipeline.pages import (
    HEIGHT,
    LEADING,
    LETTER,
    Drawn,
    Printed,
    down,
    lines_of,
    page_of,
    prose,
    set_page,
    table,
    text_of,
)

LEFT, RIGHT = 50.0, 310.0
VALUE = 190.0


def beside(
    left: Sequence[str],
    right: Sequence[str],
    *,
    x: float = RIGHT,
    top: float = 100,
    shift: float = 0,
) -> Drawn:
    """Two blocks side by side, the second one so many points lower; `""` is a line left out."""
    lines = []
    for n, (one, other) in enumerate(zip_longest(left, right, fillvalue="")):
        height = top + LEADING * n
        lines += [(height, {LEFT: one})] if one else []
        lines += [(height + shift, {x: other})] if other else []
    return Drawn(lines, [])


def rows_of(text: str) -> list[list[str]]:
    """The table rows of a flow, by cells, wraps taken for blanks."""
    lines = text.replace(WRAP, " ").split("\n")
    return [line.split(CELL) for line in lines if CELL in line]


NEWS = [
    "La biblioteca resta aperta anche di sera",
    "e il sabato mattina, con letture per le",
    "famiglie del territorio. Il laboratorio",
    "dei giochi si tiene nella sala polivalente",
    "ogni secondo venerdì del mese.",
]
OTHER_NEWS = [
    "Il servizio di piedibus accompagna a scuola",
    "i bambini della primaria lungo quattro",
    "percorsi. I volontari si iscrivono presso",
    "lo sportello famiglia del Comune entro il",
    "mese di settembre di ogni anno.",
]
BANNER = "Un titolo che corre sopra tutte e due le colonne della pagina, da un lato all’altro"


@pytest.mark.parametrize("shift", [0, 3, 6])
def test_text_columns_are_read_one_after_the_other(shift: float) -> None:
    page = page_of(1, beside(NEWS, OTHER_NEWS, shift=shift))
    assert lines_of(page) == [*NEWS, *OTHER_NEWS]


def test_text_columns_that_begin_level_and_do_not_stay_so() -> None:
    lines = [*beside(NEWS, OTHER_NEWS).lines, *beside(NEWS, OTHER_NEWS, top=172, shift=6).lines]
    assert lines_of(page_of(1, Drawn(lines, []))) == [*NEWS, *NEWS, *OTHER_NEWS, *OTHER_NEWS]


def test_text_columns_between_lines_of_full_width() -> None:
    columns = beside(NEWS, OTHER_NEWS)
    page = page_of(1, prose(BANNER), columns, prose(BANNER, top=200))
    assert lines_of(page) == [BANNER, *NEWS, *OTHER_NEWS, BANNER]


@pytest.mark.parametrize(
    ("left", "right"), [(NEWS, [*OTHER_NEWS, *NEWS]), ([*NEWS, *OTHER_NEWS], NEWS)]
)
def test_text_columns_of_unequal_length(left: list[str], right: list[str]) -> None:
    assert lines_of(page_of(1, beside(left, right))) == [*left, *right]


@pytest.mark.parametrize("lines", [1, 3])
def test_right_column_that_begins_higher_than_the_left_one(lines: int) -> None:
    right = [*OTHER_NEWS, *NEWS]
    page = page_of(1, beside([*([""] * lines), *NEWS], right))
    assert lines_of(page) == [*NEWS, *right]


def test_line_far_above_the_right_column_is_read_before_both() -> None:
    lines = {x for _, each in beside(NEWS, OTHER_NEWS).lines for x in each}
    date = Drawn([(40, {max(lines): "Ala, 3 maggio"})], [])
    page = page_of(1, date, beside(NEWS, OTHER_NEWS, top=140))
    assert lines_of(page) == ["Ala, 3 maggio", *NEWS, *OTHER_NEWS]


def test_address_above_two_columns_is_read_before_them() -> None:
    address = Drawn([(80, {400.0: "Spett.le Comune"}), (92, {400.0: "di Ala"})], [])
    page = page_of(1, address, beside(NEWS, OTHER_NEWS, top=120))
    assert lines_of(page) == ["Spett.le Comune", "di Ala", *NEWS, *OTHER_NEWS]


def test_text_columns_with_a_rule_between_them() -> None:
    ruled = Drawn(beside(NEWS, OTHER_NEWS).lines, [down(300, 95, 160)])
    assert lines_of(page_of(1, ruled)) == [*NEWS, *OTHER_NEWS]


def test_text_columns_with_labels_in_their_text() -> None:
    left = ["TITOLO: Biblioteca aperta", *NEWS, "OBIETTIVO: Aprire la sera", *OTHER_NEWS]
    right = ["DESCRIZIONE: Le sale restano", *OTHER_NEWS, "TITOLO: Piedibus", *NEWS]
    page = page_of(1, beside(left, right))
    assert lines_of(page) == [*left, *right]


def test_text_columns_go_on_over_a_page() -> None:
    first = page_of(1, beside([*NEWS, *OTHER_NEWS], [*NEWS, *OTHER_NEWS]))
    second = page_of(2, beside([*OTHER_NEWS, *NEWS], [*OTHER_NEWS, *NEWS]))
    expected = [*NEWS, *OTHER_NEWS] * 2 + [*OTHER_NEWS, *NEWS] * 2
    assert lines_of(first, second) == expected


def test_paragraph_goes_on_from_a_column_to_the_next() -> None:
    left = [*NEWS[:-1], "ogni secondo venerdì del mese, insieme con"]
    assert f"insieme con{WRAP}gli" in text_of(page_of(1, beside(left, ["gli altri.", *OTHER_NEWS])))


FORM = (["Titolo", "Obiettivo", "", "Tempi"], ["Rete", "Far incontrare le", "famiglie.", "2024"])


@pytest.mark.parametrize(
    ("left", "right", "rows"),
    [
        pytest.param(
            *FORM,
            [["Titolo", "Rete"], ["Obiettivo", "Far incontrare le famiglie."], ["Tempi", "2024"]],
            id="values of one line and two",
        ),
        pytest.param(
            ["Titolo:", "Tempi:"],
            ["Rete", "2024"],
            [["Titolo:", "Rete"], ["Tempi:", "2024"]],
            id="colons",
        ),
        pytest.param(
            ["Titolo", "Obiettivo", "Tempi"],
            ["Rete", "", "2024"],
            [["Titolo", "Rete"], ["Obiettivo", ""], ["Tempi", "2024"]],
            id="a label with nothing beside it",
        ),
        pytest.param(
            ["Titolo", "Tempi", "Obiettivo"],
            ["Rete", "2024", ""],
            [["Titolo", "Rete"], ["Tempi", "2024"], ["Obiettivo", ""]],
            id="nothing beside the last label",
        ),
        pytest.param(
            ["Titolo", "Altre organizzazioni", "coinvolte", "Tempi"],
            ["Rete", "Comune", "", "2024"],
            [["Titolo", "Rete"], ["Altre organizzazioni coinvolte", "Comune"], ["Tempi", "2024"]],
            id="a label of two lines",
        ),
        pytest.param(
            ["Titolo", "Destinatari", "Tempi"],
            ["Rete", "Famiglie", "2024"],
            [["Titolo", "Rete"], ["Destinatari", "Famiglie"], ["Tempi", "2024"]],
            id="one label that is not known",
        ),
    ],
)
def test_form_is_a_table(left: list[str], right: list[str], rows: list[list[str]]) -> None:
    text = text_of(page_of(1, prose(BANNER), beside(left, right, x=VALUE)))
    assert rows_of(text) == rows


@pytest.mark.parametrize("shift", [-1.5, 1.5])
def test_form_whose_values_stand_a_little_higher_or_lower(shift: float) -> None:
    text = text_of(page_of(1, beside(*FORM, x=VALUE, shift=shift)))
    assert [row[0] for row in rows_of(text)] == ["Titolo", "Obiettivo", "Tempi"]
    assert rows_of(text)[1][1] == "Far incontrare le famiglie."


TALL = [
    ("Titolo", ["Rete"]),
    ("Obiettivo", ["Far incontrare le", "famiglie del territorio", "e i loro figli"]),
    ("Descrizione", ["Le sale restano aperte", "anche il sabato"]),
    ("Tempi", ["2024"]),
]


def _form(*rows: tuple[str, list[str]], space: float = 0.0, is_centred: bool) -> Drawn:
    lines: list[Printed] = []
    top = 100.0
    for label, values in rows:
        lines += [(top + LEADING * n, {VALUE: value}) for n, value in enumerate(values)]
        down = LEADING * (len(values) - 1) / 2 if is_centred else 0.0
        lines.append((top + down, {LEFT: label}))
        top += LEADING * len(values) + space
    return Drawn(sorted(lines, key=lambda line: (line[0], min(line[1]))), [])


@pytest.mark.parametrize("is_centred", [True, False], ids=["in the middle", "at the top"])
@pytest.mark.parametrize(
    ("rows", "space"),
    [
        pytest.param(TALL, 0.0, id="close"),
        pytest.param(TALL, 4.0, id="apart"),
        pytest.param([*TALL[:2], TALL[3]], 4.0, id="apart, none of two lines"),
    ],
)
def test_labels_in_the_middle_of_their_values_are_beside_them_all(
    rows: list[tuple[str, list[str]]], space: float, is_centred: bool
) -> None:
    text = text_of(page_of(1, _form(*rows, space=space, is_centred=is_centred)))
    assert rows_of(text) == [[label, " ".join(values)] for label, values in rows]


def test_labels_at_the_top_of_close_values_stay_there() -> None:
    """What a label in the middle of three lines would look like, if all of them were odd."""
    rows = [
        ("Titolo", ["Rete"]),
        ("Tempi", ["Entro", "giugno"]),
        ("Azioni", ["Incontri", "serali"]),
    ]
    text = text_of(page_of(1, _form(*rows, is_centred=False)))
    assert rows_of(text) == [[label, " ".join(values)] for label, values in rows]


def test_form_with_a_list_whose_bullets_stand_apart() -> None:
    drawn = beside(["Titolo", "Azioni", "", "Tempi"], ["Rete", "-", "-", "2024"], x=VALUE)
    items = [(112.0, {VALUE + 20: "Incontri"}), (124.0, {VALUE + 20: "Laboratori"})]
    text = text_of(page_of(1, Drawn([*drawn.lines, *items], [])))
    (value,) = [row[1] for row in rows_of(text) if row[0] == "Azioni"]
    assert value.split() == ["-", "Incontri", "-", "Laboratori"]


def test_two_forms_that_a_line_parts_are_two() -> None:
    one, other = beside(*FORM, x=VALUE), beside(*FORM, x=VALUE, top=200)
    text = text_of(page_of(1, one, prose(BANNER, top=170), other))
    assert [CELL in part for part in text.split("\n\n")] == [True, False, True]


@pytest.mark.parametrize(
    ("left", "right"),
    [
        pytest.param(
            ["Trento, 3 maggio 2024", "", ""],
            ["Il Dirigente", "dott. Luca Rossi", "(firmato digitalmente)"],
            id="a signature",
        ),
        pytest.param(
            ["Il Presidente", "Anna Bianchi"], ["Il Segretario", "Luca Rossi"], id="two signatures"
        ),
        pytest.param(["Prot. n. 0012/2024"], ["Trento, 3 maggio 2024"], id="number and date"),
        pytest.param(
            ["Prot. n. 0012/2024", "Classifica 7.3"],
            ["Trento, 3 maggio 2024", "Allegati: 2"],
            id="number and date, two lines",
        ),
        pytest.param(
            ["COMUNE DI AVELLA", "Via Roma 1", "38100 Avella"],
            ["Spett.le", "Agenzia per la famiglia", "38122 Trento"],
            id="sender and addressee",
        ),
        pytest.param(
            ["Rossi Mario", "Bianchi Anna", "Verdi Luca", "Neri Paola", "Gialli Ugo"],
            ["Sindaco", "Assessora", "Assessore", "Assessora", "Assessore"],
            id="those present",
        ),
        pytest.param(
            ["Affitto delle sale", "Materiale di cancelleria", "Stampa dei volantini", "Compensi"],
            ["1.200,00", "350,00", "90,00", "2.000,00"],
            id="amounts",
        ),
        pytest.param(
            ["Introduzione al piano", "Il contesto", "Le azioni previste", "Il monitoraggio"],
            ["3", "5", "8", "9"],
            id="an index",
        ),
        pytest.param(["Titolo"], ["Rete di famiglie"], id="one label"),
    ],
)
def test_blocks_side_by_side_are_read_row_by_row(left: list[str], right: list[str]) -> None:
    text = text_of(page_of(1, prose(BANNER), beside(left, right), prose(BANNER, top=200)))
    assert CELL not in text
    pairs = zip_longest(left, right, fillvalue="")
    expected = " ".join(f"{one} {other}" for one, other in pairs)
    assert text.split() == [*BANNER.split(), *expected.split(), *BANNER.split()]


def test_wide_table_without_rules_is_no_form() -> None:
    heads = {50.0: "Titolo", 150.0: "Obiettivo", 300.0: "Descrizione"}
    rows = [{50.0: f"Azione {n}", 150.0: "Aprire", 300.0: "Le sale"} for n in range(3)]
    lines = [(100.0 + 16 * n, row) for n, row in enumerate([heads, *rows])]
    assert rows_of(text_of(page_of(1, Drawn(lines, [])))) in (
        [],
        [list(row.values()) for row in (heads, *rows)],
    )


def test_justified_lines_with_wide_gaps_are_no_form() -> None:
    lines = [
        (100.0, {50.0: "TITOLO:", 128.0: "SERVIZI", 194.0: "IGIENICI", 265.0: "CON"}),
        (112.0, {50.0: "FASCIATOIO"}),
        (130.0, {50.0: "TASSONOMIA:", 200.0: "Fasciatoi/Spazio"}),
        (142.0, {50.0: "allattamento, spazi per la famiglia"}),
    ]
    text = text_of(page_of(1, Drawn(lines, [])))
    assert CELL not in text
    assert text.split() == [word for _, row in lines for x in row.values() for word in x.split()]


def test_form_goes_on_over_the_page() -> None:
    first = page_of(
        1, prose(BANNER), beside(["Titolo", "Azioni"], ["Rete", "Incontri con"], x=VALUE)
    )
    second = page_of(2, beside(["", "", "Tempi"], ["le famiglie", "ogni sabato.", "2024"], x=VALUE))
    (joined,) = lay_out([first, second]).joined_tables
    assert (joined.pages, joined.columns, joined.is_row_cut) == ((1, 2), 2, True)
    assert rows_of(text_of(first, second)) == [
        ["Titolo", "Rete"],
        ["Azioni", "Incontri con le famiglie ogni sabato."],
        ["Tempi", "2024"],
    ]


def test_page_of_values_only_goes_on_with_the_form() -> None:
    pages = [
        page_of(1, beside(["Titolo", "Azioni"], ["Rete", "Incontri con"], x=VALUE)),
        page_of(2, beside([], ["le famiglie", "ogni sabato, e"], x=VALUE)),
        page_of(3, beside(["", "Tempi"], ["altri.", "2024"], x=VALUE)),
    ]
    assert rows_of(text_of(*pages)) == [
        ["Titolo", "Rete"],
        ["Azioni", "Incontri con le famiglie ogni sabato, e altri."],
        ["Tempi", "2024"],
    ]


def test_form_that_ends_with_its_page_does_not_go_on() -> None:
    form = beside(*FORM, x=VALUE)
    first, second = page_of(1, prose(BANNER), form), page_of(2, prose(*NEWS))
    assert not lay_out([first, second]).joined_tables
    assert lines_of(first, second)[-len(NEWS) :] == NEWS
    assert rows_of(text_of(first, second))[-1] == ["Tempi", "2024"]


def test_values_below_a_heading_of_the_next_page_are_not_of_the_form() -> None:
    first = page_of(1, beside(*FORM, x=VALUE))
    second = page_of(2, prose(BANNER), beside(["Luogo"], ["Trento"], x=VALUE))
    assert rows_of(text_of(first, second))[-1] == ["Tempi", "2024"]
    assert lines_of(first, second)[-2:] == [BANNER, "Luogo   Trento"]


def test_prose_under_a_form_ends_it() -> None:
    first = page_of(1, beside(*FORM, x=VALUE), prose(BANNER, top=200))
    second = page_of(2, beside(["", ""], ["Trento", "Rovereto"], x=VALUE))
    assert not lay_out([first, second]).joined_tables
    assert [CELL in line for line in lines_of(first, second)[-3:]] == [False] * 3


def test_lines_above_and_below_a_ruled_table_are_no_form() -> None:
    page = page_of(1, prose(BANNER), table(["Titolo.", "Rete"]), prose(BANNER, top=160))
    assert [CELL in line for line in lines_of(page)] == [False, True, False]


def test_gutter_that_a_line_goes_through_is_none() -> None:
    over = [(100 + LEADING * n + HEIGHT * 0.1, {LEFT: BANNER}) for n in range(1, 10, 2)]
    drawn = [(100 + LEADING * n, {LEFT: "Titolo", VALUE: "Rete"}) for n in range(0, 10, 2)]
    page = set_page(sorted([*over, *drawn]))
    assert CELL not in text_of(page)


def test_word_too_long_for_its_column_does_not_end_the_columns() -> None:
    long = "ricreative/culturali/aggregative/formative/sportive/sociali"
    left = [*NEWS[:3], long, *NEWS[3:]]
    right = [*OTHER_NEWS, *NEWS]
    page = page_of(1, beside(left, ["", *right], shift=4))
    assert lines_of(page) == [*left, *right]


def test_labels_side_by_side_share_no_value() -> None:
    rows: list[Printed] = [
        (367, {190: "ragazzi"}),
        (385, {37: "Titolo."}),
        (378, {329: "Cooperativa sociale"}),
        (369, {298: "FAMIGLIE"}),
        (381, {57: "Azioni."}),
        (381, {298: "Nel corrente anno è previsto l'inizio dei lavori"}),
    ]
    assert lay_out((set_page(rows),)).flow.text.count("Cooperativa sociale") == 1


def test_right_column_begins_higher_and_its_lines_stand_between_the_lefts() -> None:
    left = ["Titolo: Biblioteca aperta", "Obiettivo: aprire di sera", *NEWS]
    right = ["Titolo: Piedibus", "Obiettivo: camminare di più", *OTHER_NEWS]
    lines = [(100 + LEADING * n, {LEFT: text}) for n, text in enumerate(left)]
    lines += [(100 - LEADING / 2 + LEADING * n, {RIGHT: text}) for n, text in enumerate(right)]
    drawn = Drawn(sorted(lines, key=lambda line: line[0]), [])
    assert lines_of(page_of(1, prose(BANNER), drawn)) == [BANNER, *left, *right]


def justified(text: str, width: float = 230) -> dict[float, str]:
    """The words of a line as wide as that, wide blanks between them."""
    words = text.split(" ")
    blank = (width - LETTER * len("".join(words))) / max(len(words) - 1, 1)
    found, x = dict[float, str](), LEFT
    for word in words:
        found[x] = word
        x += LETTER * len(word) + blank
    return found


def test_justified_lines_with_wide_blanks_are_text_of_their_column() -> None:
    words = (
        "OBIETTIVO: aprire la sala della biblioteca anche di sera e il sabato mattina, con letture"
    )
    left = [*wrap(words, 24), *wrap(" ".join(NEWS), 24)]
    right = wrap(" ".join([*OTHER_NEWS, *NEWS] * 2), 40)[: len(left)]
    lines = [
        (100 + LEADING * n, {**justified(one), RIGHT: other})
        for n, (one, other) in enumerate(zip(left, right, strict=True))
    ]
    assert lines_of(page_of(1, prose(BANNER), Drawn(lines, []))) == [BANNER, *left, *right]


def test_labels_alone_on_their_lines_are_no_reason_against_columns() -> None:
    left = ["Titolo", "Biblioteca", "Obiettivo", *NEWS[:3], "Descrizione", *NEWS[3:]]
    right = ["Titolo", "Piedibus", "Obiettivo", *OTHER_NEWS[:3], "Descrizione", *OTHER_NEWS[3:]]
    assert lines_of(page_of(1, prose(BANNER), beside(left, right))) == [BANNER, *left, *right]


ACTIONS = ["Titolo: Biblioteca", "Tassonomia: Cultura", "Obiettivo: aprire", "Descrizione: di sera"]
OTHERS = [
    "Titolo: Piedibus",
    "Tassonomia: Mobilità",
    "Obiettivo: camminare",
    "Descrizione: percorsi",
]


def test_columns_of_short_lines_hold_actions() -> None:
    page = page_of(1, prose(BANNER), beside(ACTIONS, OTHERS))
    assert lines_of(page) == [BANNER, *ACTIONS, *OTHERS]


def test_centred_columns_hold_actions() -> None:
    lines: list[Printed] = [
        (
            100 + LEADING * n,
            {170 - LETTER * len(one) / 2: one, 430 - LETTER * len(other) / 2: other},
        )
        for n, (one, other) in enumerate(zip(ACTIONS, OTHERS, strict=True))
    ]
    assert lines_of(page_of(1, prose(BANNER), Drawn(lines, []))) == [BANNER, *ACTIONS, *OTHERS]


def test_labels_beside_values_with_labels_in_them_are_a_form() -> None:
    left = ["Titolo", "Obiettivo", "Descrizione", "Tassonomia"]
    right = ["Biblioteca", "Aprire la sera", "Tempi: in maggio", "Cultura"]
    assert rows_of(text_of(page_of(1, beside(left, right, x=VALUE)))) == [
        [one, other] for one, other in zip(left, right, strict=True)
    ]


def without_gap(page: Page, label: str) -> Page:
    """The page with this label and its value as one line: hardly more than a blank parts them."""
    rows = [list(line.words) for line in page.lines]
    at = next(n for n, x in enumerate(page.lines) if page.text[x.start : x.end] == label)
    rows[at] += rows.pop(at + 1)
    return replace(page, lines=Lines([line_of(words, HEIGHT) for words in rows]))


def test_labels_of_a_district_make_a_form() -> None:
    """A name that no action has a field for: its row ends where the next label stands."""
    labels = [
        "ORGANIZZAZIONE CAPOFILA",
        "COORDINATRICE ISTITUZIONALE",
        "",
        "SITO WEB DEL DISTRETTO",
    ]
    values = ["Comune di Ala", "Anna Rossi Assessora", "anna@comune.it", "TBD"]
    page = page_of(1, beside([*labels, "PAGINA FACEBOOK"], [*values, "facebook.com/ala"], x=VALUE))
    assert rows_of(text_of(page)) == [
        ["ORGANIZZAZIONE CAPOFILA", "Comune di Ala"],
        ["COORDINATRICE ISTITUZIONALE", "Anna Rossi Assessora anna@comune.it"],
        ["SITO WEB DEL DISTRETTO", "TBD"],
        ["PAGINA FACEBOOK", "facebook.com/ala"],
    ]


LONGEST = "Altre organizzazioni coinvolte"


@pytest.mark.parametrize("label", [LONGEST, "AZIONE V.A.M.T. Percentuale di"])
def test_longest_label_of_a_form_all_but_touches_its_value(label: str) -> None:
    """Its value begins where those of the others do, be it a whole label or its first line."""
    x = LEFT + LETTER * len(label) + 7
    labels = ["Titolo", "Obiettivi generali", "Azioni", label, "valutazione", "Tempi"]
    values = ["Rete", "Far incontrare", "Incontri", "Pro Loco", "Cori", "2024"]
    page = without_gap(page_of(1, beside(labels, values, x=x)), label)
    text = text_of(page)
    assert f"\n{label}{CELL}Pro Loco" in text or f"\n{label}{WRAP}valutazione{CELL}Pro Loco" in text


def test_sentence_with_a_word_where_values_begin_is_no_row_of_the_form() -> None:
    sentence = "Le azioni che il Comune porta avanti insieme alle famiglie del territorio"
    x = LEFT + LETTER * len("Le azioni che il Comune ")
    form = beside(["Titolo", "Azioni", "Tempi"], ["Rete", "Incontri", "2024"], x=x)
    page = page_of(1, form, prose(sentence, top=136))
    assert lines_of(page)[-1] == sentence
