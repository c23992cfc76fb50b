"""Broken lines go on; lines end where lines cross them."""

import pytest

from pipeline.read.recognise.mended import Bar, joined, lengthened

SCALE = 4.0


def across(x0: int, x1: int, y: int = 100) -> Bar:
    return Bar(x0, y, x1, y + 3, ((y + 1, x0, x1),))


def down(x: int, y0: int = 0, y1: int = 400) -> Bar:
    return Bar(x, y0, x + 3, y1)


def spans(bars: list[Bar]) -> list[tuple[int, int]]:
    return sorted((bar.x0, bar.x1) for bar in bars)


def test_pieces_that_gaps_part_are_one_line_with_all_its_pieces() -> None:
    (found,) = joined([across(300, 500, 102), across(0, 200), across(240, 290)], [], SCALE)
    assert (found.x0, found.x1, found.top, found.bottom) == (0, 500, 100, 105)
    assert len(found.pieces) == 3


@pytest.mark.parametrize(
    ("one", "other", "crossing"),
    [
        (across(0, 200), across(280, 500), []),
        (across(0, 200), across(240, 500, 110), []),
        (across(0, 200), across(240, 260), []),
        (across(0, 200), across(240, 500), [down(200)]),
        (across(0, 200), across(240, 500), [down(238)]),
    ],
    ids=["far", "lower", "short", "ends at a line", "begins at a line"],
)
def test_lines_of_their_own_stay_apart(one: Bar, other: Bar, crossing: list[Bar]) -> None:
    assert spans(joined([one, other], crossing, SCALE)) == spans([one, other])


@pytest.mark.parametrize(
    ("x0", "x1", "found"),
    [
        (112, 488, (101, 500)),
        (150, 440, (101, 500)),
        (101, 300, (101, 300)),
        (30, 170, (30, 170)),
        (170, 430, (170, 430)),
        (95, 506, (101, 500)),
    ],
    ids=["near", "before", "one end", "beyond", "far", "over"],
)
def test_a_line_goes_on_to_the_one_it_stops_before(
    x0: int, x1: int, found: tuple[int, int]
) -> None:
    assert spans(lengthened([across(x0, x1)], [down(101), down(500)], SCALE)) == [found]


def test_it_goes_on_to_no_line_that_passes_elsewhere() -> None:
    assert spans(lengthened([across(112, 470)], [down(101, 300), down(500, 0, 60)], SCALE)) == [
        (112, 470)
    ]


def test_a_drawing_is_left_as_it_is() -> None:
    bars = [across(60 * n, 60 * n + 40) for n in range(401)]
    assert joined(bars, [], SCALE) == bars
