"""Pictures: grounds, noise, turns, skew, ruled lines."""

import numpy as np
import pytest
from PIL import Image

from pipeline.read.recognise.bullets import held_against
from pipeline.read.recognise.engine import Seen
from pipeline.read.recognise.picture import (
    Grey,
    best_scale,
    cleared,
    darkened,
    ink_of,
    levelled,
    magnification,
    without_specks,
)
from pipeline.read.recognise.ruled import find_rules
from pipeline.read.recognise.straighten import is_sideways, straightened
from tests.recognise.scans import drawn, greys

SCALE = 300 / 72
LINES = [
    "Il Comune promuove il confronto sulle",
    "buone prassi e iniziative in favore delle",
    "famiglie e della comunità, attivate da",
    "altri Comuni aderenti al Network, e ne",
    "sostiene la partecipazione ad eventi.",
]


def askew(degrees: float) -> Grey:
    return greys(drawn(LINES).rotate(-degrees, Image.Resampling.BICUBIC, fillcolor=255))


@pytest.mark.parametrize("degrees", [-4.3, -1.0, -0.2, 0.0, 0.5, 2.0, 5.5])
def test_skew_is_measured_and_taken_away(degrees: float) -> None:
    grey = askew(degrees)
    straight = straightened(grey, ink_of(grey), 0)
    assert straight.skew_degrees == pytest.approx(degrees, abs=0.06)
    again = straightened(straight.grey, ink_of(straight.grey), 0)
    assert abs(again.skew_degrees) <= 0.06


@pytest.mark.parametrize("turns", [0, 1, 2, 3])
def test_sideways_print_is_told_from_upright_print(turns: int) -> None:
    assert is_sideways(ink_of(np.rot90(askew(0.7), turns))) == (turns % 2 == 1)


@pytest.mark.parametrize("turns", [0, 1, 2, 3])
@pytest.mark.parametrize("degrees", [0.0, 2.0])
def test_a_point_of_the_straight_picture_goes_back_to_where_it_was(
    turns: int, degrees: float
) -> None:
    grey = np.full((900, 1200), 255, np.uint8)
    grey[200:240, 300:340] = 0
    lying = np.asarray(Image.fromarray(grey).rotate(-degrees, fillcolor=255))
    lying = np.rot90(lying, -turns)
    print_of = ink_of(np.rot90(askew(degrees), -turns))
    straight = straightened(lying, print_of, turns)
    rows, columns = np.nonzero(straight.grey < 128)
    a, b, c, d, e, f = straight.back
    x, y = columns.mean(), rows.mean()
    expected = [side.mean() for side in np.nonzero(lying < 128)]
    assert [b * x + d * y + f, a * x + c * y + e] == pytest.approx(expected, abs=2)


def test_a_blank_page_is_not_turned() -> None:
    grey = np.full((900, 600), 255, np.uint8)
    assert straightened(grey, ink_of(grey) & False, 0).skew_degrees == 0.0
    assert not is_sideways(ink_of(grey) & False)


def test_shaded_and_grey_grounds_become_white_and_print_stays() -> None:
    clean = greys(drawn(LINES))
    shaded = (clean * 0.8).astype(np.uint8)
    shaded[80:260] = clean[80:260] * 0.55
    level = levelled(shaded)
    assert (ink_of(level) != ink_of(clean)).mean() < 0.002
    assert level[600:, 1200:].min() >= 250


def test_white_print_on_black_is_not_taken_for_a_ground() -> None:
    dark = 255 - greys(drawn(LINES))
    assert levelled(dark)[110:420, 200:800].mean() == pytest.approx(
        dark[110:420, 200:800].mean(), abs=5
    )


def test_noise_and_specks_go_and_the_dots_of_letters_stay() -> None:
    clean = greys(drawn(LINES))
    chance = np.random.default_rng(3)
    dirty = np.clip(clean + chance.normal(-20, 15, clean.shape), 0, 255).astype(np.uint8)
    for row, column in ((700, 300), (800, 900), (850, 1200)):
        dirty[row : row + 3, column : column + 3] = 0
    found = without_specks(cleared(levelled(dirty)), SCALE)
    assert not ink_of(found)[600:].any()
    assert (ink_of(found) != ink_of(clean)).mean() < 0.003
    assert (without_specks(clean, SCALE) == clean).all()


def test_where_specks_are_many_larger_ones_go_too() -> None:
    grey = greys(drawn(LINES)).copy()
    grey[609:615, 325:331] = 0
    assert ink_of(without_specks(grey, SCALE))[609:615].any()
    for row in range(500, 980, 24):
        for column in range(60, 1560, 60):
            grey[row : row + 2, column : column + 2] = 0
    found = ink_of(without_specks(grey, SCALE))
    assert not found[480:].any()
    assert (found[:470] != ink_of(grey)[:470]).mean() < 0.0002


def test_faint_print_is_made_dark() -> None:
    clean = greys(drawn(LINES))
    faint = (235 - (255 - clean.astype(int)) * 0.25).astype(np.uint8)
    found = darkened(levelled(faint))
    assert found[ink_of(clean)].mean() < 90
    assert (ink_of(found) != ink_of(clean)).mean() < 0.003


def test_dark_print_and_blank_paper_are_left_as_they_are() -> None:
    clean = greys(drawn(LINES))
    paper = np.clip(np.random.default_rng(2).normal(245, 5, (900, 900)), 0, 255).astype(np.uint8)
    through = np.minimum(clean, (255 - (255 - clean[:, ::-1].astype(int)) * 0.2).astype(np.uint8))
    for grey in (clean, paper, through):
        assert darkened(grey) is grey


@pytest.mark.parametrize(
    ("width", "height", "times"),
    [
        (595, 842, 1.0),
        (1191, 842, 1.0),
        (842, 1191, 1.0),
        (2480, 3508, 4.166),
        (4961, 3508, 4.166),
        (1240, 1754, 2.083),
    ],
)
def test_a_page_of_as_many_points_as_pixels_is_as_large_as_paper(
    width: int, height: int, times: float
) -> None:
    assert magnification(width, height) == pytest.approx(times, rel=0.01)
    pixels = width * best_scale(width, height)
    assert pixels == pytest.approx(width / times * SCALE, rel=0.05)


def table(thick: int = 3) -> Grey:
    """Two columns and three rows, ruled; print in the cells, close to the rules."""
    grey = greys(drawn([])).copy()
    for y in (100, 190, 280, 370):
        grey[y : y + thick, 90:1203] = 0
    for x in (90, 500, 1200):
        grey[100 : 370 + thick, x : x + thick] = 0
    for row, text in enumerate(("TITOLO  gli", "Il piano", "llll IIII")):
        cell = greys(drawn([text], 380, 80 + 100))[100:170, 80:380]
        part = grey[110 + 90 * row : 180 + 90 * row, 105:405]
        np.minimum(part, cell, out=part)
    return grey


@pytest.mark.parametrize("thick", [2, 3, 8])
@pytest.mark.parametrize("degrees", [0.0, 0.1])
def test_ruled_lines_are_found_and_rubbed_out(thick: int, degrees: float) -> None:
    lying = Image.fromarray(table(thick)).rotate(degrees, Image.Resampling.BICUBIC, fillcolor=255)
    grey = greys(lying)
    ruled = find_rules(ink_of(grey), SCALE)
    assert [round(bar.top, -1) for bar in ruled.across] == [100, 190, 280, 370]
    assert sorted(round(bar.x0, -1) for bar in ruled.down) == [90, 500, 1200]
    assert all(bar.x1 - bar.x0 == pytest.approx(1113, abs=12) for bar in ruled.across)
    clean = ink_of(ruled.rubbed_out(grey))
    assert not clean[:, 520:].any()
    assert clean[110:360, 105:400].sum() == pytest.approx(
        ink_of(grey)[110:360, 105:400].sum() - 2 * thick * 295, rel=0.12
    )


def test_a_torn_line_is_one() -> None:
    grey = table()
    for x in range(150, 1200, 100):
        grey[95:110, x : x + 6] = 255
    grey[100:103, 600:] = 255
    grey[103:106, 600:1203] = 0
    assert len(find_rules(ink_of(grey), SCALE).across) == 4


def worn_table(share: float, seed: int) -> Grey:
    """The table, of whose lines this share of the pixels is lost, as by a bad threshold."""
    grey = table(2)
    lost = np.random.default_rng(seed).random(grey.shape) < share
    bare = greys(drawn([]))
    is_rule = np.zeros(grey.shape, bool)
    for y in (100, 190, 280, 370):
        is_rule[y : y + 2, 90:1203] = True
    for x in (90, 500, 1200):
        is_rule[100:372, x : x + 2] = True
    return np.where(is_rule & lost, bare, grey).astype(np.uint8)


@pytest.mark.parametrize("seed", [4, 5])
def test_worn_lines_are_found_and_leave_nothing(seed: int) -> None:
    grey = worn_table(0.3, seed)
    ruled = find_rules(ink_of(grey), SCALE)
    assert [round(bar.top, -1) for bar in ruled.across] == [100, 190, 280, 370]
    assert sorted(round(bar.x0, -1) for bar in ruled.down) == [90, 500, 1200]
    assert all((bar.top, bar.bottom) == pytest.approx((100, 371), abs=6) for bar in ruled.down)
    clean = ink_of(ruled.rubbed_out(grey))
    assert not clean[:, 520:].any()
    assert clean[105:360, 105:485].sum() == pytest.approx(
        ink_of(table(2))[105:360, 105:485].sum() - 2 * 2 * 380, rel=0.05
    )


def test_dots_that_lead_to_a_number_and_rows_of_stems_are_no_lines() -> None:
    grey = greys(drawn([])).copy()
    for x in range(100, 1400, 11):
        grey[200:204, x : x + 4] = 0
    for y in range(300, 900, 50):
        grey[y : y + 30, 300:304] = 0
    found = find_rules(ink_of(grey), SCALE)
    assert not found.across
    assert not found.down


def test_the_tops_of_capitals_in_a_row_are_no_line() -> None:
    grey = greys(drawn([])).copy()
    grey[200:206, 100:280] = 0
    for x in range(110, 280, 22):
        grey[200:230, x : x + 6] = 0
    assert not find_rules(ink_of(grey), SCALE).across


def test_a_line_that_fat_print_touches_is_found() -> None:
    grey = greys(drawn([])).copy()
    grey[200:206, 100:1300] = 0
    for x in range(150, 780, 90):
        grey[180:200, x : x + 50] = 0
    (bar,) = find_rules(ink_of(grey), SCALE).across
    assert (bar.x0, bar.x1) == pytest.approx((100, 1300), abs=2)
    assert bar.top == pytest.approx(200, abs=2)


def test_large_letters_dashes_and_pictures_are_no_lines() -> None:
    letters = greys(drawn(["TITOLO EFFE IL - LI", "— LILLI HHH"]).resize((4800, 3000)))
    found = find_rules(ink_of(letters), SCALE)
    assert not found.down
    assert not found.across
    photograph = np.random.default_rng(1).integers(0, 90, (900, 900)).astype(np.uint8)
    whole = np.full((1200, 1200), 255, np.uint8)
    whole[100:1000, 100:1000] = photograph
    assert not find_rules(ink_of(whole), SCALE).across


def disc(grey: Grey, x: int, y: int, across: int) -> None:
    """Draws a bullet."""
    rows, columns = np.ogrid[: grey.shape[0], : grey.shape[1]]
    radius = across / 2
    grey[(rows - y - radius) ** 2 + (columns - x - radius) ** 2 <= radius**2] = 0


def test_discs_are_bullets_and_words_without_ink_are_none() -> None:
    grey = greys(drawn(LINES)).copy()
    disc(grey, 60, 120, 14)
    disc(grey, 60, 190, 4)
    grey[260:274, 60:63] = 0
    words = [Seen("Comune", 100, 105, 300, 134, 0.9, 0)]
    words += [Seen("*", 60, 120, 74, 134, 0.9, 1), Seen("e", 60, 120, 74, 134, 0.9, 1)]
    words += [Seen(".", 60, 190, 64, 194, 0.9, 2), Seen("*", 60, 260, 74, 274, 0.9, 3)]
    words += [Seen("—", 700, 700, 740, 705, 0.9, 4)]
    found = [word.text for word in held_against(ink_of(grey), words)]
    assert found == ["Comune", "•", "•", ".", "*"]
