"""Page furniture: what pages repeat is left out of the flow, what stands once is kept."""

import pytest

from pipeline.layout import lay_out
from schemas.page import Page, Word, line_of

BODY = [f"Riga {word} del testo" for word in ("prima", "altra", "terza", "dopo", "molte", "fine")]


def page(number: int, *lines: str, tops: dict[str, float] | None = None) -> Page:
    """A page whose lines stand 20 points apart, unless a line's top is given."""
    text, made = "", []
    for n, line in enumerate(lines):
        start, top = len(text), (tops or {}).get(line, 40.0 + 20 * n)
        text += line
        made.append(line_of([Word(start, len(text), 50, top, 50 + 5 * len(line), top + 10)]))
        text += "\n"
    return Page(number, text, tuple(made))


def kept(*pages: Page) -> str:
    """The text of the flow, blank lines left out, one line a line."""
    text = lay_out(pages).flow.text.replace("\r", "\n")
    return "\n".join(line for line in text.split("\n") if line.strip())


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
