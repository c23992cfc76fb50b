"""`--debug-pages`: a picture of each page and what was found on it, which changes no output."""

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from shutil import copyfile

import pytest
from PIL import Image

from pipeline.debug_pages import draw_pages
from pipeline.drawing import DPI, MAX_SIDE_PIXELS
from pipeline.run import Stages, run
from schemas.page import Page
from tests.cli.calls import PLAN, call, documents, folder_of, written
from tests.nasty import frames
from tests.nasty.pdf import Pdf, one_page, text
from tests.nasty.reading import only_page
from tests.places import SAMPLES

PROGRAMME = SAMPLES / "programma_7522_2024" / "source.pdf"
FORM = SAMPLES / "modulo_piano_2018" / "source.pdf"

Pixel = tuple[int, int, int]
RED: Pixel = (230, 0, 0)
DARK = 90
"""Print is darker than this; of what is drawn over it only the text of the legend is."""


def drawn(folder: Path, *inputs: Path, options: tuple[str, ...] = ()) -> dict[str, bytes]:
    """The pictures of a call that ends well, by path below their folder."""
    result = call(*inputs, "-o", "-", "--debug-pages", folder, *options)
    assert result.exit_code == 0, result.stderr
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*.png")}


def page_of(file: Path) -> Image.Image:
    """A picture, in colours."""
    with Image.open(file) as picture:
        return picture.convert("RGB")


def pixels(picture: Image.Image, is_wanted: Callable[[Pixel], bool]) -> Iterator[tuple[int, int]]:
    """Where pixels of some kind are."""
    loaded = picture.load()
    assert loaded is not None
    for x in range(picture.width):
        for y in range(picture.height):
            pixel = loaded[x, y]
            assert isinstance(pixel, tuple)
            if is_wanted((pixel[0], pixel[1], pixel[2])):
                yield x, y


def stages_of(data: bytes) -> Stages:
    """What the stages make of a PDF."""
    seen: list[Stages] = []
    run(data, "x.pdf", watch=seen.append)
    return seen[0]


def test_a_programme_has_a_picture_for_each_page(tmp_path: Path) -> None:
    found = drawn(tmp_path / "pages", PROGRAMME)
    assert sorted(found) == [f"source.pdf/page-{number:04d}.png" for number in range(1, 19)]
    assert all(data.startswith(b"\x89PNG\r\n") for data in found.values())


def test_fields_cells_and_rules_of_a_programme_are_drawn_where_they_stand(tmp_path: Path) -> None:
    drawn(tmp_path, PROGRAMME)
    (record,) = documents(PROGRAMME).values()
    place = record["interventi"][0]["evidence"]["titolo"][0]
    picture = page_of(tmp_path / "source.pdf" / f"page-{place['page']:04d}.png")
    x0, top, x1, bottom = (round(edge * DPI / 72) for edge in place["bbox"])
    for side in ((x0, top, x0 + 1, bottom), (x1 - 1, top, x1, bottom)):
        outline = picture.crop(side)
        green = list(pixels(outline, lambda pixel: pixel[1] > max(pixel[0], pixel[2])))
        assert len(green) > 0.8 * outline.height
    assert sum(1 for _ in pixels(picture, RED.__eq__)) > 1000
    cells = sum(1 for _ in pixels(picture, lambda pixel: pixel[2] > pixel[0] + 10))
    assert cells > picture.width * picture.height / 8


def test_the_page_numbers_of_the_form_are_left_out(tmp_path: Path) -> None:
    drawn(tmp_path, FORM)
    stages = stages_of(FORM.read_bytes())
    page = stages.reading.pages[1]
    (number,) = [line for line in page.lines if page.text[line.start : line.end] == "2"]
    picture = page_of(tmp_path / "source.pdf" / "page-0002.png")
    edges = (number.x0, number.top, number.x1, number.bottom)
    x0, top, x1, bottom = (round(edge * DPI / 72) for edge in edges)
    number_drawn = picture.crop((x0, top, x1, bottom))
    orange = list(pixels(number_drawn, lambda pixel: pixel[0] > pixel[1] > pixel[2] + 30))
    assert len(orange) > number_drawn.width * number_drawn.height / 2


def test_the_picture_is_the_page_and_a_strip_below(tmp_path: Path) -> None:
    (data,) = drawn(tmp_path, folder_of(tmp_path / "acts", a_pdf=one_page(text(100, 700, "Uno"))))
    assert data == "a.pdf/page-0001.png"
    picture = page_of(tmp_path / data)
    assert (picture.width, picture.height) == (round(595 * DPI / 72), round(842 * DPI / 72) + 20)


@pytest.mark.parametrize(
    "data",
    [
        *(frames.rotated(degrees) for degrees in (0, 90, 180, 270)),
        *(frames.cropped((50, 100, 500, 800), rotate=degrees) for degrees in (0, 90, 180, 270)),
        frames.moved((-200, -300, 395, 542)),
        frames.of_units(2),
    ],
    ids=["0", "90", "180", "270", "crop", "crop 90", "crop 180", "crop 270", "moved", "units"],
)
def test_what_is_printed_stands_in_the_boxes_that_were_read(tmp_path: Path, data: bytes) -> None:
    drawn(tmp_path, folder_of(tmp_path / "acts", a_pdf=data))
    page = only_page("pdfium", data)
    picture = page_of(tmp_path / "a.pdf" / "page-0001.png")
    picture = picture.crop((0, 0, round(page.width * DPI / 72), round(page.height * DPI / 72)))
    print_at = list(pixels(picture, lambda pixel: max(pixel) < DARK))
    words = [word for line in page.lines for word in line.words]
    boxes = [(w.x0, w.top, w.x1, w.bottom) for w in words]
    boxes += [(r.x0, r.top, r.x1, r.bottom) for r in page.rules]
    scale = DPI / 72
    held = [
        [
            (x, y)
            for x, y in print_at
            if x0 * scale - 2 <= x <= x1 * scale + 2 and top * scale - 2 <= y <= bottom * scale + 2
        ]
        for x0, top, x1, bottom in boxes
    ]
    assert all(held[: len(words)])
    assert {at for some in held for at in some} == set(print_at)


def test_a_page_without_anything_to_display_is_blank_below_its_boxes(tmp_path: Path) -> None:
    data = frames.cropped((700, 900, 800, 1000))
    assert drawn(tmp_path, folder_of(tmp_path / "acts", a_pdf=data))


def test_a_huge_page_is_drawn_smaller(tmp_path: Path) -> None:
    pdf = Pdf()
    pdf.page(text(100, 700, "Uno"), media=(0, 0, 14400, 720))
    drawn(tmp_path, folder_of(tmp_path / "acts", a_pdf=pdf.save()))
    picture = page_of(tmp_path / "a.pdf" / "page-0001.png")
    assert (picture.width, picture.height) == (MAX_SIDE_PIXELS, 270)


def test_any_number_of_workers_draws_the_same_bytes(tmp_path: Path) -> None:
    folder = folder_of(tmp_path / "acts", a_pdf=FORM.read_bytes(), c_txt=PLAN)
    copyfile(SAMPLES / "piano_cidis_2022" / "source.pdf", folder / "b.pdf")
    one = drawn(tmp_path / "one", folder)
    assert len(one) == 10
    assert drawn(tmp_path / "two", folder, options=("--jobs", "2")) == one
    assert drawn(tmp_path / "one", folder, options=("--no-evidence",)) == one


def test_the_output_is_the_same_with_pictures_and_without(tmp_path: Path) -> None:
    options = ("--debug-pages", str(tmp_path / "pages"))
    assert written(SAMPLES, options=options) == written(SAMPLES)


def test_text_and_what_cannot_be_read_have_no_pictures(tmp_path: Path) -> None:
    folder = folder_of(tmp_path / "acts", a_txt=PLAN, bad_pdf=b"%PDF-1.7\n")
    copyfile(SAMPLES / "piano_cidis_2022" / "scan.pdf", folder / "scan.pdf")
    assert drawn(tmp_path / "pages", folder) == {}
    assert list((tmp_path / "pages").iterdir()) == []


def test_without_the_option_nothing_of_it_is_imported() -> None:
    program = (
        "import sys; from pipeline.batch import find_files; from pipeline.options import Options; "
        "from pipeline.supervise import run_batch; "
        f"list(run_batch(find_files([{str(FORM)!r}]).jobs, Options())); "
        "print(sorted({'PIL', 'pipeline.debug_pages', 'pipeline.drawing'} & set(sys.modules)))"
    )
    command = [sys.executable, "-c", program]
    assert subprocess.run(command, capture_output=True, text=True, check=True).stdout == "[]\n"


@pytest.mark.parametrize("name", ["taken", "taken/pages", "x" * 300])
def test_a_folder_that_cannot_be_written_to_exits_3(tmp_path: Path, name: str) -> None:
    folder_of(tmp_path, taken="a file")
    result = call(FORM, "-o", tmp_path / "out.json", "--debug-pages", f"{tmp_path}/{name}")
    assert result.exit_code == 3
    assert "cannot be written" in result.stderr
    assert "check the folder" in result.stderr
    assert not (tmp_path / "out.json").exists()


def test_a_page_that_cannot_be_drawn_is_named_and_the_others_are_drawn(tmp_path: Path) -> None:
    pdf = Pdf()
    pdf.page(text(100, 700, "Uno"))
    pdf.no_page()
    pdf.page(text(100, 700, "Tre"))
    folder = folder_of(tmp_path / "acts", a_pdf=pdf.save(), b_pdf=one_page(text(100, 700, "Uno")))
    result = call(folder, "-o", tmp_path / "out.json", "--debug-pages", tmp_path / "pages")
    assert result.exit_code == 0
    assert "not drawn: a.pdf, page 2: PDFium cannot display the page\n   " in result.stderr
    assert sorted(str(path.relative_to(tmp_path)) for path in tmp_path.rglob("*.png")) == [
        "pages/a.pdf/page-0001.png",
        "pages/a.pdf/page-0003.png",
        "pages/b.pdf/page-0001.png",
    ]


def test_a_file_in_the_place_of_a_folder_stops_nothing(tmp_path: Path) -> None:
    folder = folder_of(tmp_path / "acts", a_pdf=one_page(text(100, 700, "Uno")), b_txt=PLAN)
    result = call(folder, "-o", tmp_path / "out.json", "--debug-pages", folder)
    assert result.exit_code == 0
    assert f"not drawn: a.pdf: {folder}/a.pdf cannot be written: File exists" in result.stderr
    assert sorted(path.name for path in folder.iterdir()) == ["a.pdf", "b.txt"]


def test_a_bug_in_a_drawing_costs_the_picture_only(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(_document: object, page: Page) -> Image.Image:
        raise ZeroDivisionError(f"on page {page.number}")

    monkeypatch.setattr("pipeline.debug_pages.rendered", broken)
    result = call(FORM, "-o", tmp_path / "out.json", "--debug-pages", tmp_path / "pages")
    assert result.exit_code == 0
    assert "source.pdf, page 6: a bug of attidati: ZeroDivisionError: on page 6" in result.stderr
    assert (tmp_path / "out.json").exists()


@pytest.mark.parametrize(
    ("name", "folder"),
    [
        ("../../x.pdf", "%2E%2E/%2E%2E/x.pdf"),
        ("/etc/./x.pdf", "etc/%2E/x.pdf"),
        ("a/..", "a/%2E%2E"),
        ("..a/.b.pdf", "..a/.b.pdf"),
        ("città, 2024 (2).pdf", "città, 2024 (2).pdf"),
        ("due\nrighe\u202e.pdf", "due%0Arighe%E2%80%AE.pdf"),
        (r"C:\x%2E.pdf", "C%3A%5Cx%252E.pdf"),
    ],
)
def test_no_name_leads_out_of_the_folder(tmp_path: Path, name: str, folder: str) -> None:
    data = one_page(text(100, 700, "Uno"))
    top = tmp_path / "some" / "where" / "pages"
    assert draw_pages(data, name, stages_of(data), str(top)) == ()
    files = [path for path in tmp_path.rglob("*") if path.is_file()]
    assert files == [top / folder / "page-0001.png"]


def test_an_odd_name_on_the_disk_gives_a_folder(tmp_path: Path) -> None:
    acts = folder_of(tmp_path / "acts")
    (acts / os.fsdecode(b"citt\xe0\n.pdf")).write_bytes(one_page(text(100, 700, "Uno")))
    assert list(drawn(tmp_path / "pages", acts)) == ["citt%5Cxe0%0A.pdf/page-0001.png"]


def test_a_name_too_long_for_a_folder_is_told(tmp_path: Path) -> None:
    data = one_page(text(100, 700, "Uno"))
    (undrawn,) = draw_pages(data, "?" * 200 + ".pdf", stages_of(data), str(tmp_path))
    assert undrawn.page is None
    assert "cannot be written: File name too long" in undrawn.message
    assert undrawn.remedy.endswith(".")


def test_a_link_in_the_folder_is_not_followed(tmp_path: Path) -> None:
    acts = folder_of(tmp_path / "acts", a_pdf=one_page(text(100, 700, "Uno")))
    pages, elsewhere = folder_of(tmp_path / "pages"), folder_of(tmp_path / "elsewhere")
    (pages / "a.pdf").symlink_to(elsewhere)
    result = call(acts, "-o", "-", "--debug-pages", pages)
    assert result.exit_code == 0
    assert "a.pdf is behind a link" in result.stderr
    assert list(elsewhere.iterdir()) == []


def test_a_link_in_the_place_of_a_picture_is_replaced(tmp_path: Path) -> None:
    acts = folder_of(tmp_path / "acts", a_pdf=one_page(text(100, 700, "Uno")))
    kept = folder_of(tmp_path, kept_txt=PLAN) / "kept.txt"
    picture = folder_of(tmp_path / "pages" / "a.pdf") / "page-0001.png"
    picture.symlink_to(kept)
    drawn(tmp_path / "pages", acts)
    assert kept.read_text(encoding="utf-8") == PLAN
    assert not picture.is_symlink()
