"""What is left of a damaged file is read; one bad page costs no other."""

from collections.abc import Callable

import pytest

from tests.nasty import damaged
from tests.nasty.engines import only_pdfium
from tests.nasty.reading import (
    box_of,
    noticed,
    only_page,
    read_by,
    refusal,
    rows,
    stands,
    words,
)

FIRST, SECOND, THIRD = ([row] for row in damaged.SEEN)


@pytest.mark.parametrize(
    "make",
    [
        damaged.whole,
        damaged.without_table,
        damaged.misplaced_table,
        damaged.shifted_offsets,
        damaged.without_last_line,
        damaged.after_rubbish,
    ],
)
def test_a_file_whose_objects_are_there_is_read(engine: str, make: Callable[[], bytes]) -> None:
    reading = read_by(engine, make())
    assert [rows(page) for page in reading.pages] == [FIRST, SECOND, THIRD]


def test_a_missing_end_is_reported(engine: str) -> None:
    assert "PDF001" in noticed(read_by(engine, damaged.without_last_line()))
    assert "PDF001" not in noticed(read_by(engine, damaged.whole()))


def test_a_file_without_its_pages_is_refused(engine: str) -> None:
    assert refusal(engine, damaged.cut_in_half()) == "damaged_pdf"


def test_content_that_breaks_off_keeps_what_came_before(engine: str) -> None:
    first, second, third = read_by(engine, damaged.broken_content()).pages
    assert rows(first) == FIRST
    assert rows(second)[:1] == SECOND
    assert rows(third) == THIRD


@pytest.mark.parametrize("make", [damaged.broken_compression, damaged.missing_content])
def test_a_page_without_its_content_costs_no_other(engine: str, make: Callable[[], bytes]) -> None:
    first, second, third = read_by(engine, make()).pages
    assert (rows(first), rows(second), rows(third)) == (FIRST, [], THIRD)


@only_pdfium("does not count it")
def test_a_page_that_is_not_there_keeps_its_number_and_is_reported(engine: str) -> None:
    reading = read_by(engine, damaged.missing_page())
    assert [rows(page) for page in reading.pages] == [FIRST, [], THIRD]
    assert [notice.page for notice in reading.notices] == [2]


def test_a_font_that_is_not_there_costs_no_other_word(engine: str) -> None:
    assert words(only_page(engine, damaged.missing_font()))[:2] == ["Biblioteca", "aperta"]


@pytest.mark.parametrize("media", [(0, 0, 1e6, 1e6), (0, 0, 14400, 14400)])
def test_a_page_of_any_size_is_read(engine: str, media: tuple[float, float, float, float]) -> None:
    first, second, third = read_by(engine, damaged.of_size(media)).pages
    assert (rows(first), rows(second), rows(third)) == (FIRST, SECOND, THIRD)


@only_pdfium("measures from a height that is zero or negative")
@pytest.mark.parametrize("media", [(0, 0, 0, 0), (595, 842, 0, 0)])
def test_a_page_of_no_size_is_read(engine: str, media: tuple[float, float, float, float]) -> None:
    first, second, third = read_by(engine, damaged.of_size(media)).pages
    assert (rows(first), rows(second), rows(third)) == (FIRST, SECOND, THIRD)


def test_the_largest_page_is_measured_from_its_top(engine: str) -> None:
    page = read_by(engine, damaged.of_size((0, 0, 14400, 14400))).pages[1]
    assert stands(box_of(page, "Compiti"), 100, 142, 13700)


def test_a_ring_of_pages_is_refused_or_read(engine: str) -> None:
    ends = {"damaged_pdf", "no_pages", "no_text_layer", "read"}
    assert refusal(engine, damaged.pages_in_a_ring()) in ends


def test_a_form_that_draws_itself_ends(engine: str) -> None:
    found = words(only_page(engine, damaged.form_in_itself()))
    assert found[:3] == ["Biblioteca", "aperta", "Piedibus"]


def test_a_password_is_told_of(engine: str) -> None:
    assert refusal(engine, damaged.locked("segreta")) == "encrypted"


def test_a_file_that_opens_without_a_password_is_read(engine: str) -> None:
    assert rows(only_page(engine, damaged.locked(""))) == FIRST
