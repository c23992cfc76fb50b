"""Both PDF engines read the samples alike: words, reading order, values."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.engines import IN_LINE, Difference, differences, in_order, values
from tests.places import SAMPLES

SOURCES = sorted(SAMPLES.glob("*/source.pdf"))
NAMED = pytest.mark.parametrize("source", SOURCES, ids=lambda path: path.parent.name)

DIFFERENCES = {
    "modulo_piano_2018": [Difference(1, ("1", "Giunta"), ("Giunta1",), IN_LINE)],
}
"""By sample; no other sample has any."""


@NAMED
def test_words_of_every_page_are_the_same(source: Path) -> None:
    expected = DIFFERENCES.get(source.parent.name, [])
    assert differences(source.read_bytes()) == [each._replace(why="") for each in expected]


@NAMED
def test_reading_order_is_the_same(source: Path) -> None:
    data = source.read_bytes()
    one, other = in_order(data, "pdfium"), in_order(data, "pdfplumber")
    for each in DIFFERENCES.get(source.parent.name, []):
        other = other.replace("".join(each.pdfplumber), "Giunta")
    assert one == other


@NAMED
def test_values_are_the_same(source: Path) -> None:
    data = source.read_bytes()
    found = values(data, "pdfium")
    assert found == values(data, "pdfplumber")
    assert len(found) > 8
