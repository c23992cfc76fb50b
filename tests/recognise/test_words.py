"""Recognised words become lines as a PDF prints them."""

import pytest
from msgspec.structs import replace

from pipeline.read.pdf_glyphs import ASCENT, DESCENT
from pipeline.read.recognise.engine import Seen
from pipeline.read.recognise.mended import Bar
from pipeline.read.recognise.words import Recognised, recognised
from schemas.page import Page

SIZE, SCALE = 40.0, 4.0
LETTER = 20.0
_TALL, _DEEP = set("bdfhkltiIlAPTO0123456789à"), set("gpq,")


def word(text: str, x0: float, base: float, line: int = 0, sure: float = 0.9) -> Seen:
    """A word boxed by its ink, as engines box it."""
    top = base - SIZE * (0.72 if _TALL & set(text) else 0.53)
    bottom = base + SIZE * (0.2 if _DEEP & set(text) else 0)
    return Seen(text, x0, top, x0 + LETTER * len(text), bottom, sure, line)


def line(text: str, base: float, x0: float = 100.0, number: int = 0) -> list[Seen]:
    words = []
    for part in text.split():
        words.append(word(part, x0, base, number))
        x0 += LETTER * (len(part) + 0.5)
    return words


def read(*words: Seen, down: tuple[Bar, ...] = ()) -> Recognised:
    return recognised(words, down, SCALE)


def test_lines_of_one_type_are_as_high_whatever_their_letters() -> None:
    found = read(*line("sono come sera", 200), *line("degli Agapi pagò", 260, number=1))
    assert found.text == "sono come sera\ndegli Agapi pagò"
    for each, base in zip(found.lines, (200, 260), strict=True):
        assert each.size_points == pytest.approx(SIZE / SCALE, rel=0.03)
        assert each.top == pytest.approx((base - ASCENT * SIZE) / SCALE, abs=0.3)
        assert each.bottom == pytest.approx((base + DESCENT * SIZE) / SCALE, abs=0.3)
    heights = {round(each.bottom - each.top, 2) for each in found.lines}
    assert len(heights) == 1


def test_words_slice_the_text_and_keep_their_sides_and_confidence() -> None:
    found = read(word("Tempi", 100, 200, sure=0.5), word("certi", 220, 200, sure=0.7))
    (only,) = found.lines
    assert [found.text[w.start : w.end] for w in only.words] == ["Tempi", "certi"]
    assert [(w.x0, w.x1) for w in only.words] == [(25, 50), (55, 80)]
    assert list(found.confidences) == [0.5, 0.7]


def test_a_wide_gap_parts_what_an_engine_took_for_one_line() -> None:
    found = read(*line("Titolo", 200), *line("Rete di famiglie", 200, x0=400))
    assert found.text == "Titolo\nRete di famiglie"


def test_a_rule_parts_words_that_stand_close() -> None:
    words = [word("Titolo", 100, 200), word("Rete", 230, 200)]
    bar = Bar(224, 100, 227, 300)
    assert read(*words).text == "Titolo Rete"
    assert read(*words, down=(bar,)).text == "Titolo\nRete"
    assert read(*words, down=(Bar(224, 300, 227, 500),)).text == "Titolo Rete"


def test_pieces_on_one_base_line_are_one_line() -> None:
    found = read(*line("della comunità", 203, x0=195, number=1), *line("Rete", 200))
    assert found.text == "Rete della comunità"


def test_lines_come_from_the_top_and_then_from_the_left() -> None:
    found = read(
        *line("sotto", 300), *line("destra", 201, x0=500, number=1), *line("sopra", 200, number=2)
    )
    assert found.text == "sopra\ndestra\nsotto"


def test_faint_signs_and_specks_are_left_out_and_counted() -> None:
    speck = Seen(".", 60, 197, 63, 200, 0.9, 0)
    faint = Seen("|", 50, 170, 53, 200, 0.1, 0)
    faint_word = word("Alba", 300, 200, sure=0.1)
    found = read(speck, faint, *line("Tempi certi", 200), faint_word)
    assert found.text == "Tempi certi Alba"
    assert found.dropped == 2
    assert len(found.confidences) == 3


def test_a_page_without_words_has_no_lines() -> None:
    found = read()
    assert (found.text, len(found.lines), found.dropped) == ("", 0, 0)


def test_a_run_has_the_confidence_of_its_words() -> None:
    found = read(word("Tempi", 100, 200, sure=0.5), word("certi", 220, 200, sure=0.75))
    from schemas.page import Recognition

    of = Recognition("fake", found.confidences, (1, 0, 0, 1, 0, 0), 100, 100)
    page = Page(1, found.text, found.lines, recognition=of)
    assert page.confidence(0, 5) == 0.5
    assert page.confidence(2, 8) == pytest.approx(0.62, abs=0.01)
    assert page.confidence(6, 11) == 0.75
    assert page.confidence(5, 6) is None
    assert Page(1, found.text, found.lines).confidence(0, 5) is None


@pytest.mark.parametrize(
    ("printed", "found"),
    [
        ("| TERRITORIALE", "TERRITORIALE"),
        ("_ Organizzazione referente.", "Organizzazione referente."),
        (". Titolo |", "Titolo"),
        ("_Titolo. |Azioni.", "Titolo. Azioni."),
        ("| centri estivi", "| centri estivi"),
        ("N. ________ DEL", "N. ________ DEL"),
        ("N._____ del", "N._____ del"),
        ("Comune | Provincia", "Comune | Provincia"),
        ("- Piedibus", "- Piedibus"),
        ("‘Obiettivo, generale.", "Obiettivo, generale."),
        ("‘Nati per leggere’.", "‘Nati per leggere’."),
        ("'900 e oltre", "'900 e oltre"),
        ("“Sistema integrato", "“Sistema integrato"),
        ("|", "|"),
    ],
)
def test_what_is_left_of_rules_is_no_text(printed: str, found: str) -> None:
    assert read(*line(printed, 200)).text == found


def test_specks_in_the_boxes_of_words_make_no_larger_type() -> None:
    words = line("Co progettare interventi Distretti Famiglia", 200)
    high = [replace(w, top=w.top - 28) if n % 2 else w for n, w in enumerate(words)]
    low = replace(high[1], bottom=high[1].bottom + 20)
    (found,) = read(high[0], low, *high[2:]).lines
    (clean,) = read(*words).lines
    assert found.size_points == pytest.approx(clean.size_points, rel=0.03)
    assert found.bottom == pytest.approx(clean.bottom, abs=0.5)


def test_leftovers_are_counted_with_what_was_left_out() -> None:
    found = read(*line("| Titolo |", 200))
    assert (found.text, found.dropped, len(found.confidences)) == ("Titolo", 2, 1)
