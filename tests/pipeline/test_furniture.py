"""Page furniture: what pages repeat is left out of the flow, what stands once is kept."""

import pytest
from msgspec.structs import replace

from extractors.line_starts import begins_with_label
from pipeline.layout import lay_out
from schemas.page import Lines, Page, Recognition, Word, line_of
from tests.pipeline.pages import lines_of, set_page

BODY = [f"Riga {word} del testo" for word in ("prima", "altra", "terza", "dopo", "molte", "fine")]


def page(number: int, *lines: str, tops: dict[str, float] | None = None) -> Page:
    """A page whose lines stand 20 points apart, unless a line's top is given."""
    text, made = "", []
    for n, line in enumerate(lines):
        start, top = len(text), (tops or {}).get(line, 40.0 + 20 * n)
        text += line
        made.append(line_of([Word(start, len(text), 50, top, 50 + 5 * len(line), top + 10)]))
        text += "\n"
    return Page(number, text, Lines(made))


def kept(*pages: Page) -> str:
    """The text of the flow, blank lines left out, one line a line."""
    return "\n".join(lines_of(*pages))


@pytest.mark.parametrize(
    "heads",
    [
        ["Provincia autonoma di Trento – Agenzia"] * 3,
        ["COPIA"] * 3,
        ["Pag. 1 di 3", "Pag. 2 di 3", "Pag. 3 di 3"],
        ["Programma di lavoro 1", "Programma di lavoro 2", "Programma di lavoro 3"],
        ["pag. I", "pag. II", "pag. III"],
        ["- 1 -", "- 2 -", "- 3 -"],
    ],
)
@pytest.mark.parametrize("at_top", [True, False])
def test_line_that_every_page_repeats_is_left_out(heads: list[str], at_top: bool) -> None:
    pages = []
    for number, head in enumerate(heads, 1):
        body = [f"{line} {'abc'[number - 1]}" for line in BODY]
        pages.append(page(number, *([head, *body] if at_top else [*body, head])))
    assert not any(head in kept(*pages) for head in heads)
    (found,) = lay_out(pages).furniture
    assert (found.testo, found.pages) == (heads[0], (1, 2, 3))


def test_line_of_half_of_the_pages_is_left_out() -> None:
    names = "abcd"
    pages = [
        page(n, *["COPIA"] * (n % 2), *[f"{line} {names[n - 1]}" for line in BODY])
        for n in range(1, 5)
    ]
    assert "COPIA" not in kept(*pages)


def test_heading_of_one_page_is_kept() -> None:
    heads = ["COMUNE DI AVELLA", "PREMESSA", "DATI DEL DISTRETTO"]
    pages = [
        page(n, "COPIA", head, *[f"{line} {head}" for line in BODY])
        for n, head in enumerate(heads, 1)
    ]
    text = kept(*pages)
    assert all(f"\n{head}\n" in f"\n{text}" for head in heads)
    assert "COPIA" not in text


def test_same_words_at_another_height_are_kept() -> None:
    pages = [
        page(n, "PREMESSA", *[f"{x} {n * 'a'}" for x in BODY], tops={"PREMESSA": 5.0 * n})
        for n in (1, 2, 3)
    ]
    assert kept(*pages).count("PREMESSA") == 3


def test_same_words_inside_pages_are_kept() -> None:
    pages = [
        page(n, *[f"{x} {n * 'a'}" for x in BODY[:3]], "Tempi.", *[f"{x} {n * 'b'}" for x in BODY])
        for n in (1, 2, 3)
    ]
    assert kept(*pages).count("Tempi.") == 3


@pytest.mark.parametrize("line", ["3", "Pag. 3", "Pagina 3 di 12", "3/12", "- 3 -"])
def test_page_number_of_a_lone_page_is_left_out(line: str) -> None:
    assert kept(page(1, *BODY, line)) == "\n".join(BODY)


@pytest.mark.parametrize("line", ["COPIA", "Articolo 3", "3 incontri", "Avella, 3 maggio", "n. 3"])
def test_other_lines_of_a_lone_page_are_kept(line: str) -> None:
    assert kept(page(1, *BODY, line)).endswith(line)


def test_furniture_between_the_lines_of_a_paragraph_does_not_part_its_source() -> None:
    pages = [page(n, *[f"{x} {n * 'a'}" for x in BODY], "COPIA") for n in (1, 2)]
    flow = lay_out(pages).flow
    assert "COPIA" not in flow.text
    spans = flow.spans(slice(0, len(flow.text)))
    assert "".join(flow.raw(span) for span in spans).count("Riga") == 2 * len(BODY)


def test_plain_text_has_no_furniture() -> None:
    pages = [Page(n, f"COPIA\nTesto {n}") for n in (1, 2)]
    assert lay_out(pages).furniture == ()
    assert kept(*pages) == "COPIA\nTesto 1\nCOPIA\nTesto 2"


def with_body(number: int, *heads: str, count: int = 6) -> Page:
    """A page of these lines and a text that no other page has."""
    return page(
        number,
        *heads,
        *[f"{BODY[n % 6]} {'abcdefghij'[number % 10] * (n + 1)}{number}a" for n in range(count)],
    )


def turned(page_: Page, text: str, top: float = 300) -> Page:
    """The page with a stamp that reads from its foot to its head."""
    start = len(page_.text)
    word = Word(start, start + len(text), 10, top, 20, top + 5 * len(text))
    lines = Lines(
        (*(line_of(line.words) for line in page_.lines), line_of([word], is_upright=False))
    )
    return Page(page_.number, page_.text + text, lines)


def test_heads_of_odd_and_of_even_pages_are_left_out() -> None:
    heads = ("Piano famiglia 2024", "Comune di Avella")
    pages = [with_body(n, heads[n % 2]) for n in range(1, 11)]
    assert not [line for line in kept(*pages).split("\n") if line in heads]
    assert {x.testo: x.pages for x in lay_out(pages).furniture} == {
        heads[1]: (1, 3, 5, 7, 9),
        heads[0]: (2, 4, 6, 8, 10),
    }


def test_head_on_odd_pages_only_is_left_out() -> None:
    pages = [with_body(n, *["Piano famiglia 2024"] * (n % 2)) for n in range(1, 11)]
    assert "Piano famiglia 2024" not in kept(*pages)


@pytest.mark.parametrize("head", ["Prot. n. 1237 pag. {n}", "Allegato {n}", "Pag. {n}/20"])
def test_head_with_numbers_that_change_is_left_out(head: str) -> None:
    heads = [head.format(n=n) for n in range(1, 6)]
    pages = [with_body(n, line) for n, line in enumerate(heads, 1)]
    assert not [line for line in kept(*pages).split("\n") if line in heads]


def test_head_of_two_lines_and_a_foot_are_left_out() -> None:
    heads = ("Provincia autonoma di Trento", "Agenzia per la coesione sociale")
    pages = [with_body(n, *heads) for n in range(1, 5)]
    assert all(line.startswith("Riga") for line in kept(*pages).split("\n"))


def test_headings_of_one_wording_that_open_chapters_are_kept() -> None:
    opened = {1: "PREMESSA", 9: "PREMESSA"}
    pages = [with_body(n, *([opened[n]] if n in opened else [])) for n in range(1, 11)]
    assert kept(*pages).count("PREMESSA") == 2


@pytest.mark.parametrize("numbers", [(4, 13), (4, 5), (2, 9, 18), (1, 2, 7, 14, 20)])
def test_line_of_the_body_at_one_height_on_few_of_twenty_pages_is_kept(
    numbers: tuple[int, ...],
) -> None:
    line = "Il Comune di Avella,"
    pages = [with_body(n, *([line] if n in numbers else [])) for n in range(1, 21)]
    assert kept(*pages).count(line) == len(numbers)
    assert not lay_out(pages).furniture


def test_line_that_every_page_repeats_behind_others_is_kept() -> None:
    line = "Visto il regolamento:"
    pages = []
    for n in range(1, 6):
        text = [f"{x} {'abcde'[n - 1]}" for x in BODY]
        pages.append(page(n, *text[:3], line, *text[3:]))
    assert kept(*pages).count(line) == 5


@pytest.mark.parametrize("label", ["Titolo.", "AZIONE 1.{n}", "Obiettivo: {n} incontri", "Tempi."])
def test_label_that_every_page_begins_with_is_kept(label: str) -> None:
    labels = [label.format(n=n) for n in range(1, 6)]
    pages = [with_body(n, each) for n, each in enumerate(labels, 1)]
    assert [line for line in kept(*pages).split("\n") if line in labels] == labels


def test_label_of_two_lines_that_every_page_begins_with_is_kept() -> None:
    pages = [
        page(n, "Indicatore/i di", f"valutazione. {BODY[n]}", *BODY[: n + 2]) for n in range(1, 4)
    ]
    assert kept(*pages).count("Indicatore/i di") == 3


def test_values_that_pages_repeat_beside_labels_are_kept() -> None:
    pages = [
        set_page([(40, {50: "Tempi.", 205: "2024"}), (60, {50: f"Riga {n * 'a'}b"})], n)
        for n in range(1, 6)
    ]
    assert kept(*pages).count("2024") == 5


@pytest.mark.parametrize("value", ["n. {n} incontri con le famiglie", "Anno 2024"])
def test_values_below_labels_at_the_foot_of_each_page_are_kept(value: str) -> None:
    pages = []
    for n in range(1, 6):
        body = [f"{x} {'abcde'[n - 1]}" for x in BODY]
        pages.append(page(n, *body, "Modalità di valutazione", value.format(n=n)))
    found = kept(*pages).split("\n")
    assert [found.count(value.format(n=n)) > 0 for n in range(1, 6)] == [True] * 5


def test_stamp_along_the_margin_is_left_out() -> None:
    pages = [turned(with_body(n), f"Num. prot. 1234 pag. {n}") for n in range(1, 5)]
    assert "prot" not in kept(*pages)
    (found,) = lay_out(pages).furniture
    assert found.pages == (1, 2, 3, 4)


def test_stamp_on_one_page_is_kept() -> None:
    pages = [turned(with_body(1), "COPIA CONFORME"), *(with_body(n) for n in range(2, 5))]
    assert "COPIA CONFORME" in kept(*pages)


def test_words_along_the_margin_of_each_page_that_differ_are_kept() -> None:
    words = ("Entrate", "Uscite", "Saldo", "Note")
    pages = [turned(with_body(n), word) for n, word in enumerate(words, 1)]
    assert all(word in kept(*pages) for word in words)


@pytest.mark.parametrize("number", ["{n}", "- {n} -", "Pag. {n}", "{n}/5", "Pagina {n} di 5"])
def test_page_numbers_alone_are_left_out(number: str) -> None:
    pages = []
    for n in range(1, 6):
        foot = number.format(n=n)
        body = [f"{x} {'abcde'[n - 1]}" for x in BODY]
        pages.append(page(n, *body, foot, tops={foot: 800.0}))
    text = kept(*pages)
    assert len(text.split("\n")) == 5 * len(BODY)
    assert len(lay_out(pages).furniture) == 1


def test_numbers_that_begin_pages_at_other_heights_are_kept() -> None:
    pages = [page(n, f"{n}", f"Riga {'abcde'[n]}b", tops={f"{n}": 5.0 * n}) for n in range(5)]
    lines = kept(*pages).split("\n")
    assert [line for line in lines if line.isdigit()] == ["0", "1", "2", "3", "4"]


def test_numbered_rows_of_a_list_are_kept() -> None:
    rows = [[f"Incontro {30 * page + n} con le famiglie" for n in range(30)] for page in range(4)]
    pages = [page(number, *lines) for number, lines in enumerate(rows, 1)]
    assert kept(*pages).count("Incontro") == 120


def scanned(number: int, *lines: str, tops: dict[str, float] | None = None) -> Page:
    """The same as it was recognised."""
    of = Recognition("fake 1", (), (1, 0, 0, 1, 0, 0), 595, 842)
    return replace(page(number, *lines, tops=tops), recognition=of)


FEET = ["Pag.1di3", "Pag. 2 di 3", "Pag.3 di 3"]
HEADS = ["Piano Famiglia di Trento", "Piano Famlglia di Trento", "Piano Famiglia dì Trento."]


def test_scans_repeat_a_line_that_is_misread_and_stands_askew() -> None:
    bodies = [BODY[n:] + BODY[:n] for n in (0, 2, 4)]
    pages = [
        scanned(n, head, *body, foot, tops={head: 40 - 3.0 * n})
        for n, (head, body, foot) in enumerate(zip(HEADS, bodies, FEET, strict=True), 1)
    ]
    text = kept(*pages)
    assert not any(line in text for line in (*HEADS, *FEET))
    assert all(text.count(line) == len(pages) for line in BODY)


@pytest.mark.parametrize(
    ("lines", "tops"),
    [
        (["Piano Famiglia di Trento", "Piano Famiglia di Pergine", "Progetto Famiglie Tesino"], {}),
        (HEADS, {HEADS[1]: 20.0, HEADS[2]: 0.0}),
        (["Art. 5 comma 1", "Art. 9 comma 1", "Art. 2 comma 4"], {}),
    ],
    ids=["other wording", "elsewhere", "no page number"],
)
def test_other_lines_of_scans_stay(lines: list[str], tops: dict[str, float]) -> None:
    pages = [
        scanned(n, line, *(f"{each} {'abc'[n - 1]}" for each in BODY), tops=tops)
        for n, line in enumerate(lines, 1)
    ]
    assert [line for line in lines if line in kept(*pages)] == lines


def test_printed_lines_are_the_same_only_if_they_are_printed_alike() -> None:
    pages = [
        page(n, head, *(f"{each} {'abc'[n - 1]}" for each in BODY))
        for n, head in enumerate(HEADS, 1)
    ]
    assert all(head in kept(*pages) for head in HEADS)


def test_head_of_a_table_of_two_lines_is_no_running_head() -> None:
    assert begins_with_label("MACRO-")
    assert not begins_with_label("MACRO")
    assert not begins_with_label("pre-")


def test_values_that_open_pages_below_a_label_at_the_foot_are_kept() -> None:
    value, label = "Almeno tre incontri, e quaranta famiglie", "Indicatori"
    bodies = [[f"{line} {x}" for line in BODY] for x in "abc"]
    printed = [[*bodies[0], label], [value, *bodies[1], label], [value, *bodies[2]]]
    pages = [
        set_page([(40.0 + 20 * n, {50.0: line}) for n, line in enumerate(lines)], number)
        for number, lines in enumerate(printed, 1)
    ]
    assert kept(*pages).count(value) == 2


def test_value_of_two_lines_beside_a_centred_label_is_kept() -> None:
    rows = [(40.0, {150.0: "Favorire la nascita di reti"}), (46.0, {50.0: "Obiettivo"})]
    rows.append((52.0, {150.0: "informali tra famiglie"}))
    pages = []
    for number, x in enumerate("ab", 1):
        body = [(100.0 + 20 * n, {50.0: f"{line} {x}"}) for n, line in enumerate(BODY)]
        pages.append(set_page([*rows, *body], number))
    assert lay_out(pages).furniture == ()
