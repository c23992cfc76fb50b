"""A letter is what its font says; what no font says is U+FFFD, and counted."""

import unicodedata
from collections.abc import Callable

import pytest

from tests.nasty import letters
from tests.nasty.engines import only_pdfium
from tests.nasty.reading import box_of, noticed, only_page, read_by, stands, words

UNKNOWN = "\ufffd"


def test_a_hyphen_at_a_lines_end_stays(engine: str) -> None:
    page = only_page(engine, letters.broken_word())
    assert words(page) == ["percorsi", "ciclo-", "pedonali", "del", "bosco", "Piedibus"]
    assert stands(box_of(page, "pedonali"), 100, 148, 156)
    assert stands(box_of(page, "Piedibus"), 100, 148, 170)


def test_a_hyphens_box_is_on_its_own_line(engine: str) -> None:
    page = only_page(engine, letters.broken_word())
    assert stands(box_of(page, "ciclo-"), 154, 190, 142)


@only_pdfium("drops it")
def test_a_soft_hyphen_at_a_lines_end_is_a_hyphen_of_either_kind(engine: str) -> None:
    page = only_page(engine, letters.broken_word("\xad"))
    found = [word.replace("\xad", "-") for word in words(page)]
    assert found == ["percorsi", "ciclo-", "pedonali", "del", "bosco", "Piedibus"]


def test_hyphens_elsewhere_stay(engine: str) -> None:
    page = only_page(engine, letters.hyphens_within())
    assert words(page) == ["ciclo-pedonali", "-", "bosco", "anno", "-", "2023"]


def test_a_glyph_may_be_several_letters(engine: str) -> None:
    page = only_page(engine, letters.two_letters_a_glyph())
    plain = [unicodedata.normalize("NFKC", word) for word in words(page)]
    assert plain == ["ufficio", "Piedibus", "fine", "Piedibus"]
    boxes = [word for line in page.lines for word in line.words]
    assert stands(boxes[0], 100, 130, 142)
    assert stands(boxes[1], 142, 190, 142)
    assert stands(boxes[2], 100, 118, 162)


@pytest.mark.parametrize(
    "word", [f"a{letters.FACE}b", f"{letters.MATHEMATICAL_A}{letters.FACE}" * 3, letters.FLAG]
)
def test_letters_outside_the_bmp_shift_no_box(engine: str, word: str) -> None:
    page = only_page(engine, letters.mapped(word, "Piedibus sempre"))
    assert words(page) == [word, "Piedibus", "sempre"]
    start = 112 + 6 * len(word)
    assert stands(box_of(page, "Piedibus"), start, start + 48, 142)
    assert stands(box_of(page, "sempre"), start + 54, start + 90, 142)


@pytest.mark.parametrize("word", [letters.HEBREW, letters.ARABIC])
def test_letters_from_right_to_left_harm_no_other(engine: str, word: str) -> None:
    page = only_page(engine, letters.mapped(word, "Piedibus sempre"))
    start = 112 + 6 * len(word)
    assert stands(box_of(page, "Piedibus"), start, start + 48, 142)
    assert stands(box_of(page, "sempre"), start + 54, start + 90, 142)
    (other,) = set(words(page)) - {"Piedibus", "sempre"}
    assert sorted(other) == sorted(word)
    assert stands(box_of(page, other), 100, 100 + 6 * len(word), 142)


def test_an_accent_apart_is_part_of_its_word(engine: str) -> None:
    found = words(only_page(engine, letters.accents_apart()))
    assert [unicodedata.normalize("NFC", word) for word in found] == ["perché", "Piedibus"]


def test_drawn_letters_with_a_map_are_letters(engine: str) -> None:
    reading = read_by(engine, letters.mapped_names())
    (page,) = reading.pages
    assert words(page) == ["Biblioteca", "aperta", "comune", "Piedibus"]
    assert stands(box_of(page, "comune"), 100, 136, 162)
    assert not noticed(reading)


@only_pdfium("gives codes, or letters at random")
@pytest.mark.parametrize(
    "make",
    [
        letters.unmapped_subset,
        letters.unmapped_like_letters,
        letters.unmapped_names,
        letters.unmapped_type1,
    ],
)
def test_letters_that_no_map_explains_are_unknown_and_counted(
    engine: str, make: Callable[[], bytes]
) -> None:
    reading = read_by(engine, make())
    (page,) = reading.pages
    assert words(page)[:4] == ["Biblioteca", "aperta", UNKNOWN * 6, "Piedibus"]
    assert stands(box_of(page, UNKNOWN * 6), 100, 136, 162)
    assert stands(box_of(page, "Piedibus"), 160, 208, 162)
    assert "6 " in noticed(reading)["PDF005"]


@only_pdfium("gives codes")
@pytest.mark.parametrize("beside", [False, True])
def test_a_font_is_not_known_by_its_name(engine: str, beside: bool) -> None:
    reading = read_by(engine, letters.namesakes(beside=beside))
    assert words(reading.pages[0]) == ["FRPXQH", UNKNOWN * 6, "Piedibus"]
    assert "6 " in noticed(reading)["PDF005"]


@only_pdfium("gives codes")
def test_one_letter_that_no_map_explains_is_unknown_within_its_word(engine: str) -> None:
    reading = read_by(engine, letters.partly_unmapped())
    (page,) = reading.pages
    assert words(page) == [f"com{UNKNOWN}ne", "Piedibus"]
    assert stands(box_of(page, words(page)[0]), 100, 136, 142)
    assert "1 " in noticed(reading)["PDF005"]


@only_pdfium("gives codes")
def test_a_page_that_no_map_explains_is_reported(engine: str) -> None:
    reading = read_by(engine, letters.all_unmapped())
    assert set("".join(words(reading.pages[0]))) == {UNKNOWN}
    assert "24 " in noticed(reading)["PDF005"]


def test_a_map_to_what_is_no_character_gives_none(engine: str) -> None:
    page = only_page(engine, letters.mapped_to_nothing())
    assert "".join(words(page)[:-1]).count("a") == 4
    assert stands(box_of(page, "Piedibus"), 160, 208, 142)


def test_a_font_with_a_long_name_is_not_the_one_before(engine: str) -> None:
    page = only_page(engine, letters.names_of_fonts())
    assert words(page) == ["PIANO", "comune"]
    assert [line.is_bold for line in page.lines] == [True, False]


def test_a_blank_that_kerning_closes_is_put_back(engine: str) -> None:
    found = only_page(engine, letters.closed_blanks()).text.split("\n")
    assert found == ["OSSANA ANNO 2021 A CANAAN", "DETERMINA A CONTRARRE", "A ATTI", "ISAAC"]
