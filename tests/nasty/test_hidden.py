"""What nobody sees on the page is not read, and is counted."""

from collections.abc import Callable

import pytest

from tests.nasty import hidden
from tests.nasty.engines import only_pdfium
from tests.nasty.reading import noticed, read_by, rows, words

BOTH_ROWS = ["Biblioteca aperta", "Piedibus"]


@only_pdfium("cannot tell what shows")
@pytest.mark.parametrize(
    ("make", "letters"),
    [(hidden.invisible, 8), (hidden.white_and_tiny, 11), (hidden.clipped_away, 8)],
)
def test_hidden_text_is_left_out_and_counted(
    engine: str, make: Callable[[], bytes], letters: int
) -> None:
    reading = read_by(engine, make())
    assert rows(reading.pages[0]) == BOTH_ROWS
    assert f"{letters} " in noticed(reading)["PDF004"]
    assert reading.text_layer == "native"


@only_pdfium("cannot tell what shows")
def test_invisible_text_beside_a_small_picture_is_hidden(engine: str) -> None:
    reading = read_by(engine, hidden.stamp_beside_invisible())
    assert rows(reading.pages[0]) == ["Biblioteca aperta"]
    assert "8 " in noticed(reading)["PDF004"]


def test_what_ocr_read_behind_a_scan_is_kept(engine: str) -> None:
    reading = read_by(engine, hidden.ocr_layer())
    assert rows(reading.pages[0]) == ["Biblioteca aperta"]
    assert not noticed(reading)


@only_pdfium("cannot tell an OCR's layer")
def test_what_ocr_read_is_said_to_be_so(engine: str) -> None:
    assert read_by(engine, hidden.ocr_layer()).text_layer == "ocr"


def test_a_stamp_upon_a_scan_does_not_hide_what_ocr_read(engine: str) -> None:
    reading = read_by(engine, hidden.stamped_scan())
    assert sorted(rows(reading.pages[0])) == ["Biblioteca aperta", "Protocollo 12"]
    assert "PDF004" not in noticed(reading)


def test_text_upon_a_picture_is_text(engine: str) -> None:
    reading = read_by(engine, hidden.picture_under_text())
    assert rows(reading.pages[0]) == ["Biblioteca aperta"]
    assert reading.text_layer == "native"
    assert not noticed(reading)


def test_white_letters_on_a_dark_cell_are_seen(engine: str) -> None:
    reading = read_by(engine, hidden.white_on_dark())
    assert rows(reading.pages[0]) == BOTH_ROWS
    assert not noticed(reading)


def test_no_word_of_a_page_is_lost_for_a_colour(engine: str) -> None:
    assert "Piedibus" in words(read_by(engine, hidden.white_and_tiny()).pages[0])
