"""Words are parted by what is seen between them."""

from collections.abc import Callable

import pytest

from tests.nasty import spacing
from tests.nasty.engines import only_pdfium
from tests.nasty.reading import box_of, only_page, rows, stands, words


@pytest.mark.parametrize(
    "make",
    [
        spacing.word_by_word,
        spacing.letter_by_letter,
        spacing.letter_objects,
        spacing.narrow_gaps,
    ],
)
def test_words_without_blanks_are_parted(engine: str, make: Callable[[], bytes]) -> None:
    assert rows(only_page(engine, make())) == [spacing.ROW, "Piedibus"]


@pytest.mark.parametrize(
    "make", [spacing.word_by_word, spacing.letter_by_letter, spacing.letter_objects]
)
def test_their_boxes_are_those_of_their_letters(engine: str, make: Callable[[], bytes]) -> None:
    page = only_page(engine, make())
    assert stands(box_of(page, "Percorsi"), 100, 148, 142)
    assert stands(box_of(page, "nel"), 154, 172, 142)
    assert stands(box_of(page, "bambini"), 316, 358, 142)


def test_the_same_narrow_letter_on_end_is_not_a_double(engine: str) -> None:
    assert rows(only_page(engine, spacing.narrow_letters())) == [spacing.DOUBLE]


def test_kerning_parts_no_word(engine: str) -> None:
    assert rows(only_page(engine, spacing.kerned())) == ["Biblioteca aperta", "Piedibus"]


def test_letters_set_a_little_apart_are_words(engine: str) -> None:
    page = only_page(engine, spacing.wide_letters(1))
    assert words(page) == ["PIANO", "FAMIGLIA", "COMUNALE", "Piedibus"]
    assert stands(box_of(page, "FAMIGLIA"), 142, 197, 142)


@only_pdfium("parts no word there")
def test_one_gap_hardly_wider_than_the_others_parts_no_word(engine: str) -> None:
    assert words(only_page(engine, spacing.spaced_out())) == ["Tassonomia.", "Piedibus"]


@only_pdfium("parts them into letters")
@pytest.mark.parametrize("apart", [2, 5, 8])
def test_letters_set_far_apart_are_words(engine: str, apart: float) -> None:
    page = only_page(engine, spacing.wide_letters(apart))
    assert words(page) == ["PIANO", "FAMIGLIA", "COMUNALE", "Piedibus"]


def test_stretched_blanks_are_blanks(engine: str) -> None:
    page = only_page(engine, spacing.justified())
    assert words(page) == spacing.ROW.split() * 2


def test_shrunk_blanks_are_blanks(engine: str) -> None:
    assert words(only_page(engine, spacing.tight())) == spacing.ROW.split()


def test_blanks_of_any_kind_are_no_words(engine: str) -> None:
    page = only_page(engine, spacing.blanks_of_many_kinds())
    assert words(page) == ["art.", "3", "comma", "Piedibus"]
