"""A ruled line is a rule, whoever drew it; y is counted from the top of an A4 page."""

import pytest

from tests.nasty import drawings
from tests.nasty.engines import only_pdfium
from tests.nasty.reading import only_page, ruled, words

Place = tuple[float, float, float, float]

ACROSS, BELOW, DOWN = (100, 242, 300, 242), (100, 262, 300, 262), (100, 242, 100, 342)
SIDES = ((100, 262, 300, 262), (100, 342, 300, 342), (100, 262, 100, 342), (300, 262, 300, 342))
"""Of the rectangle from (100, 500) that is 200 wide and 80 high."""

CASES: dict[str, tuple[str, tuple[Place, ...]]] = {
    "a path a line": ("100 600 m 300 600 l S 100 500 m 100 600 l S", (ACROSS, DOWN)),
    "from right to left": ("300 600 m 100 600 l S", (ACROSS,)),
    "many lines a path": ("100 600 m 300 600 l 100 580 m 300 580 l S", (ACROSS, BELOW)),
    "a grid in a path": (
        "100 600 m 300 600 l 100 580 m 300 580 l 100 500 m 100 600 l S",
        (ACROSS, BELOW, DOWN),
    ),
    "stroked rectangle": ("100 500 200 80 re S", SIDES),
    "filled and stroked": ("0.9 g 100 500 200 80 re B", SIDES),
    "closed polygon": ("100 500 m 300 500 l 300 580 l 100 580 l h S", SIDES),
    "polygon closed by s": ("100 500 m 300 500 l 300 580 l 100 580 l s", SIDES),
    "thin rectangle": ("100 600 200 0.7 re f", (ACROSS,)),
    "thin rectangle downwards": ("100 600 200 -0.7 re f*", (ACROSS,)),
    "thin upright rectangle": ("100 500 0.5 100 re f", (DOWN,)),
    "thin stroked rectangle": ("100 600 200 0.5 re S", (ACROSS,)),
    "thin polygon": ("100 600 m 300 600 l 300 601 l 100 601 l h f", (ACROSS,)),
    "a shade": ("0.8 g 100 500 200 80 re f", ()),
    "two shades": ("0.8 g 100 500 200 80 re 100 600 200 80 re f", ()),
    "dashed": ("[3 2] 0 d 100 600 m 300 600 l S", (ACROSS,)),
    "as thin as can be": ("0 w 100 600 m 300 600 l S", (ACROSS,)),
    "two points wide": ("2 w 100 600 m 300 600 l S", (ACROSS,)),
    "flipped": ("1 0 0 -1 0 842 cm 100 242 m 300 242 l S", (ACROSS,)),
    "flipped rectangle": ("1 0 0 -1 0 842 cm 100 262 200 80 re S", SIDES),
    "scaled": ("0.1 0 0 0.1 0 0 cm 10 w 1000 6000 m 3000 6000 l S", (ACROSS,)),
    "turned": ("0 1 -1 0 300 600 cm 0 0 m 0 200 l S", (ACROSS,)),
    "never painted": ("100 600 m 300 600 l n", ()),
    "a clip": ("100 500 200 80 re W n", ()),
}


@pytest.mark.parametrize("case", CASES)
def test_a_ruled_line_is_a_rule(engine: str, case: str) -> None:
    operators, expected = CASES[case]
    page = only_page(engine, drawings.drawn(operators))
    assert ruled(page, *expected), page.rules
    assert words(page) == ["Biblioteca", "aperta"]


def test_a_straight_curve_is_a_rule(engine: str) -> None:
    page = only_page(engine, drawings.drawn("100 600 m 150 600 250 600 300 600 c S"))
    assert ruled(page, ACROSS), page.rules


@only_pdfium("gives its box")
@pytest.mark.parametrize("operators", ["100 500 m S", "100 500 m 300 600 l S"])
def test_a_point_or_a_slanted_stroke_is_no_rule(engine: str, operators: str) -> None:
    assert ruled(only_page(engine, drawings.drawn(operators)))


def test_thin_rectangles_in_one_path_are_rules(engine: str) -> None:
    page = only_page(engine, drawings.drawn("100 600 200 .5 re 100 580 200 .5 re f"))
    assert ruled(page, ACROSS, BELOW), page.rules


def test_rules_in_a_form_stand_where_all_matrices_put_them(engine: str) -> None:
    data = drawings.in_form("40 290 m 140 290 l S", "1 0 0 1 10 10", "2 0 0 2 0 0")
    assert ruled(only_page(engine, data), ACROSS)


def test_rules_in_a_flipped_form(engine: str) -> None:
    data = drawings.in_form("100 262 200 80 re S", "1 0 0 1 0 0", "1 0 0 -1 0 842")
    assert ruled(only_page(engine, data), *SIDES)


def test_white_strokes_are_rules_or_nothing(engine: str) -> None:
    page = only_page(engine, drawings.drawn("1 G 100 600 m 300 600 l S"))
    assert ruled(page) or ruled(page, ACROSS)
