"""What is seen once is read once, wherever the file has it."""

from collections.abc import Callable

import pytest

from tests.nasty import doubled
from tests.nasty.engines import only_pdfium
from tests.nasty.reading import box_of, only_page, read_by, rows, ruled, stands, words

TWO_ROWS = ["Biblioteca aperta", "Piedibus"]


@pytest.mark.parametrize("make", [doubled.bold_by_offset, doubled.bold_by_letter])
def test_a_word_drawn_twice_for_bold_is_one_word(engine: str, make: Callable[[], bytes]) -> None:
    page = only_page(engine, make())
    assert rows(page) == TWO_ROWS
    assert stands(box_of(page, "Biblioteca"), 100, 160, 142)


def test_a_page_drawn_twice_is_read_once(engine: str) -> None:
    page = only_page(engine, doubled.page_drawn_twice())
    assert rows(page) == [f"riga{number} intera" for number in range(12)]


def test_a_word_that_stands_twice_is_two_words(engine: str) -> None:
    assert rows(only_page(engine, doubled.twice_in_earnest())) == ["tutti tutti", "tutti"]


def test_text_in_a_form_is_read_once(engine: str) -> None:
    page = only_page(engine, doubled.in_form())
    assert rows(page) == TWO_ROWS
    assert stands(box_of(page, "Biblioteca"), 100, 160, 142)


def test_text_in_a_form_in_a_form_stands_where_all_matrices_put_it(engine: str) -> None:
    page = only_page(engine, doubled.in_nested_form())
    assert rows(page) == TWO_ROWS
    assert stands(box_of(page, "Biblioteca"), 150, 210, 142)
    assert ruled(page, (150, 147, 200, 147))


def test_a_form_drawn_in_two_places_is_read_in_both(engine: str) -> None:
    page = only_page(engine, doubled.form_drawn_twice())
    assert rows(page) == ["Timbro", "Timbro", "Piedibus"]
    first, second, _ = (line.words[0] for line in page.lines)
    assert stands(first, 100, 136, 142)
    assert stands(second, 100, 136, 242)


@only_pdfium("reads no annotations")
@pytest.mark.parametrize(
    ("make", "row"),
    [(doubled.free_text, "Protocollo 12"), (doubled.filled_field, "Comune di Prova")],
)
def test_what_an_annotation_shows_is_read_once(
    engine: str, make: Callable[[], bytes], row: str
) -> None:
    page = only_page(engine, make())
    assert rows(page) == ["Biblioteca aperta", row]
    first = row.split(maxsplit=1)[0]
    assert stands(box_of(page, first), 102, 102 + 6 * len(first), 237)


@pytest.mark.parametrize("make", [doubled.link, doubled.popup, doubled.hidden_note])
def test_an_annotation_without_words_on_the_page_adds_none(
    engine: str, make: Callable[[], bytes]
) -> None:
    reading = read_by(engine, make())
    assert words(reading.pages[0]) == ["Biblioteca", "aperta"]
    assert not reading.pages[0].rules
    assert not reading.notices
