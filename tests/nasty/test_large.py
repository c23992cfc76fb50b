"""Order on the page, and time that grows no faster than the page."""

from collections.abc import Callable
from time import perf_counter

import pytest

from tests.nasty import drawings, large
from tests.nasty.engines import only_pdfium
from tests.nasty.reading import only_page, read_by, rows, words

LIMIT_SECONDS = 10.0
"""Ten times what the slowest case takes: the machine may be busy."""


def seconds(engine: str, data: bytes) -> float:
    """How long a file takes to read."""
    start = perf_counter()
    read_by(engine, data)
    return perf_counter() - start


def test_two_columns_are_not_glued(engine: str) -> None:
    page = only_page(engine, large.two_columns())
    assert sorted(rows(page)) == sorted(large.LEFT + large.RIGHT)


@only_pdfium("reads climbing letters one by one, each in the row that it crosses")
@pytest.mark.parametrize("make", [large.vertical_margin, large.crossed])
def test_a_stamp_that_climbs_the_margin_breaks_no_row(
    engine: str, make: Callable[[], bytes]
) -> None:
    page = only_page(engine, make())
    level = [row for row, line in zip(rows(page), page.lines, strict=True) if line.is_upright]
    assert level == list(large.LEFT)
    assert sorted(words(page)) == sorted(" ".join((*large.LEFT, large.MARGIN)).split())


@only_pdfium("reads slanted letters one by one")
def test_a_mark_across_the_page_breaks_no_row(engine: str) -> None:
    page = only_page(engine, large.slanted())
    assert [row for row in rows(page) if row != "BOZZA"] == list(large.LEFT)
    assert "BOZZA" in words(page)


@only_pdfium("takes too long")
def test_ten_thousand_words_on_a_page(engine: str) -> None:
    data = large.many_words(10_000)
    assert words(only_page(engine, data)) == [f"p{number}" for number in range(10_000)]
    assert seconds(engine, data) < LIMIT_SECONDS


@only_pdfium("takes too long")
def test_five_thousand_pages_take_as_long_each_as_five_hundred(engine: str) -> None:
    few, many = large.many_pages(500), large.many_pages(5_000)
    reading = read_by(engine, many)
    assert len(reading.pages) == 5_000
    assert words(reading.pages[-1]) == ["Biblioteca", "aperta", "Piedibus"]
    assert seconds(engine, many) < 10 * 3 * min(seconds(engine, few) for _ in range(3))


@only_pdfium("takes too long")
@pytest.mark.parametrize("make", [drawings.thousands, drawings.thousands_in_one])
def test_a_drawing_of_a_hundred_thousand_strokes(engine: str, make: Callable[[int], bytes]) -> None:
    data = make(100_000)
    assert words(only_page(engine, data)) == ["Biblioteca", "aperta"]
    assert seconds(engine, data) < LIMIT_SECONDS
