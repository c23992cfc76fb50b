"""The paper on a picture: dark borders are cut off, dark print and pictures at the edge stay."""

import numpy as np
import pytest
from PIL import Image

from pipeline.read.recognise.paper import paper_of
from pipeline.read.recognise.picture import Grey, Picture, ink_of
from tests.recognise.scans import drawn, greys

SCALE = 300 / 72
LINES = ["Il Comune promuove il confronto", "sulle buone prassi delle famiglie"]
PAGE = greys(drawn(LINES))


def bordered(degrees: float = 0.0, pad: int = 120) -> Grey:
    """The page on black, askew."""
    whole = Image.new("L", (PAGE.shape[1] + 2 * pad, PAGE.shape[0] + 2 * pad), 0)
    paper = Image.fromarray(PAGE).rotate(-degrees, expand=True, fillcolor=0)
    is_paper = Image.new("L", PAGE.shape[::-1], 255).rotate(-degrees, expand=True, fillcolor=0)
    middle = [(side - of) // 2 for side, of in zip(whole.size, paper.size, strict=True)]
    whole.paste(paper, (middle[0], middle[1]), is_paper)
    noise = np.random.default_rng(1).normal(15, 8, (whole.size[1], whole.size[0]))
    return np.clip(np.asarray(whole) + noise, 0, 255).astype(np.uint8)


@pytest.mark.parametrize("degrees", [0.0, 1.0, -2.0])
def test_a_border_is_cut_off_and_its_wedges_are_white(degrees: float) -> None:
    grey = bordered(degrees)
    found = paper_of(Picture(grey, SCALE))
    assert found.grey.shape == pytest.approx(PAGE.shape, abs=70)
    assert found.origin == pytest.approx((120, 120), abs=40)
    assert found.displayed == Picture(grey, SCALE).displayed
    assert (found.grey[:, :40] > 128).all()
    assert (found.grey[-40:] > 128).all()
    left, top = found.origin
    inside = ink_of(found.grey)
    assert inside.sum() == pytest.approx(ink_of(PAGE).sum(), rel=0.1)
    row, column = np.argwhere(inside)[0]
    assert grey[row + top, column + left] == found.grey[row, column]


def test_a_scale_of_its_own_and_what_was_cut_before_are_kept() -> None:
    found = paper_of(Picture(bordered(), SCALE, magnified=4.0, origin=(7, 3), sides=(2000, 1400)))
    assert (found.scale, found.magnified) == (SCALE, 4.0)
    assert found.origin == pytest.approx((127, 123), abs=16)
    assert found.displayed == (round(2000 * 4 / SCALE, 2), round(1400 * 4 / SCALE, 2))


def banner(height: int = 260) -> Grey:
    """White print on a dark band at the top."""
    grey = PAGE.copy()
    grey[:height] = 255 - grey[:height]
    return grey


def photograph() -> Grey:
    grey = PAGE.copy()
    grey[600:] = (
        np.random.default_rng(1).integers(0, 160, (400, 100)).astype(np.uint8).repeat(16, 1)
    )
    return grey


@pytest.mark.parametrize(
    "grey",
    [
        PAGE,
        banner(),
        banner(240),
        photograph(),
        np.zeros((800, 600), np.uint8),
        np.full((90, 90), 70, np.uint8),
    ],
    ids=["clean", "deep", "banner", "photograph", "black", "small"],
)
def test_what_is_no_border_stays(grey: Grey) -> None:
    picture = Picture(grey, SCALE)
    assert paper_of(picture) is picture
