"""Lines that PDFium breaks between letters are put together; lines that end are not."""

from collections.abc import Callable

import pypdfium2
import pytest

from pipeline.read import printed_lines
from tests.nasty import broken
from tests.nasty.engines import only_pdfium
from tests.nasty.reading import box_of, only_page, rows, stands, words

WHOLE = [words for row in broken.TABLE for words in row]


def test_the_engine_breaks_the_line_behind_each_letter() -> None:
    with pypdfium2.PdfDocument(broken.columns()) as pdf:
        told = pdf[0].get_textpage().get_text_range()
    assert told.startswith("P\r\ni\r\na\r\nn\r\no\r\n")


@only_pdfium("breaks no line")
def test_nothing_else_puts_it_together(engine: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(printed_lines, "goes_on", lambda *_: False)
    assert rows(only_page(engine, broken.columns()))[:5] == list("Piano")


@pytest.mark.parametrize("apart", [0.0, 0.5, -0.3])
def test_broken_lines_are_put_together(engine: str, apart: float) -> None:
    assert sorted(rows(only_page(engine, broken.columns(apart=apart)))) == sorted(WHOLE)


def test_their_words_have_one_box_each(engine: str) -> None:
    page = only_page(engine, broken.columns())
    assert stands(box_of(page, "Piano"), 100, 130, 142)
    assert stands(box_of(page, "umani"), 448, 478, 142)
    assert stands(box_of(page, "nido"), 136, 160, 162)


@only_pdfium("reads by its own lines")
@pytest.mark.parametrize(
    ("make", "apart"),
    [
        (broken.stairs, ["piedi", "bus"]),
        (broken.raised, ["comma", "bis"]),
        (broken.neighbours, ["nido", "asilo"]),
        (broken.larger, ["nido", "asilo"]),
    ],
)
def test_lines_that_end_are_not_joined(
    engine: str, make: Callable[[], bytes], apart: list[str]
) -> None:
    page = only_page(engine, make())
    assert rows(page)[-2:] == apart
    assert "Piano" in words(page)
