"""Boxes are points from the top left of the page as displayed."""

import pytest

from tests.nasty import frames
from tests.nasty.engines import only_pdfium
from tests.nasty.reading import (
    box_of,
    noticed,
    only_page,
    read_by,
    refusal,
    rows,
    ruled,
    stands,
    words,
)

CROP = (50, 100, 500, 800)


@pytest.mark.parametrize("degrees", [0, 90, 180, 270])
def test_a_rotated_page_is_read_as_displayed(engine: str, degrees: int) -> None:
    page = only_page(engine, frames.rotated(degrees))
    assert rows(page) == ["Biblioteca aperta", "Piedibus"]
    assert stands(box_of(page, "Biblioteca"), 100, 160, 50)
    assert stands(box_of(page, "aperta"), 166, 202, 50)
    assert stands(box_of(page, "Piedibus"), 100, 148, 90)
    assert ruled(page, (200, 120, 300, 120))
    assert (page.width, page.height) == ((842, 595) if degrees in (90, 270) else (595, 842))


def test_a_cropped_page_is_measured_from_its_crop_box(engine: str) -> None:
    reading = read_by(engine, frames.cropped(CROP))
    (page,) = reading.pages
    assert words(page) == ["Biblioteca", "aperta"]
    assert stands(box_of(page, "Biblioteca"), 70, 130, 100)
    assert ruled(page, (70, 110, 170, 110))
    assert (page.width, page.height) == (450, 700)


@only_pdfium("keeps what the crop box cuts off")
@pytest.mark.parametrize("rotate", [0, 90, 180, 270])
def test_text_outside_the_crop_box_is_left_out_and_counted(engine: str, rotate: int) -> None:
    reading = read_by(engine, frames.cropped(CROP, rotate=rotate))
    assert sorted(words(reading.pages[0])) == ["Biblioteca", "aperta"]
    assert "7 " in noticed(reading)["PDF003"]


@only_pdfium("mixes the two up")
def test_a_crop_box_and_a_rotation_together(engine: str) -> None:
    page = only_page(engine, frames.cropped(CROP, rotate=90))
    found = box_of(page, "Biblioteca")
    assert found.top == pytest.approx(70, abs=2)
    assert found.bottom == pytest.approx(130, abs=2)
    assert found.x0 < 600 + 4
    assert found.x1 > 600 + 4


@pytest.mark.parametrize("crop", [(0, 0, 0, 0), (700, 900, 800, 1000)])
def test_a_crop_box_that_leaves_nothing_is_none(
    engine: str, crop: tuple[float, float, float, float]
) -> None:
    page = only_page(engine, frames.cropped(crop))
    assert sorted(words(page)) == ["Biblioteca", "TAGLIO1", "aperta"]


@only_pdfium("measures from where the box would begin")
@pytest.mark.parametrize("media", [(-200, -300, 395, 542), (300, 200, 895, 1042)])
def test_a_media_box_with_its_corner_elsewhere(
    engine: str, media: tuple[float, float, float, float]
) -> None:
    page = only_page(engine, frames.moved(media))
    assert stands(box_of(page, "Biblioteca"), 100, 160, 50)
    assert ruled(page, (100, 60, 200, 60))


def test_a_user_unit_does_no_harm(engine: str) -> None:
    assert refusal(engine, frames.of_units(2)) == "read"
    assert words(only_page(engine, frames.of_units(2))) == ["Biblioteca", "aperta"]
