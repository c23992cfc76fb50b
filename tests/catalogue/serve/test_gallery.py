"""Pictures of pages: as displayed, and a file that cannot be drawn harms nothing."""

import asyncio
import io
from hashlib import sha256
from pathlib import Path

import pypdfium2
import pytest
from PIL import Image

from pipeline.catalogue.serve import gallery as galleries
from pipeline.catalogue.serve.gallery import Gallery
from pipeline.catalogue.serve.picture import Picture, pictures
from pipeline.catalogue.serve.sources import NoPicture, Source
from tests.places import SAMPLES

PDF = SAMPLES / "piano_cidis_2022" / "source.pdf"


def shown(folder: Path, name: str, *numbers: int) -> dict[int, Picture]:
    """Pages of a file of the folder."""
    found = Source(name, sha256((folder / name).read_bytes()).hexdigest(), "application/pdf", False)

    async def asked() -> dict[int, Picture]:
        return dict(await Gallery(str(folder)).pictures(found, numbers))

    return asyncio.run(asked())


def test_pages_are_drawn_and_those_that_are_not_there_left_out() -> None:
    found = shown(PDF.parent, PDF.name, 1, 4, 5, 0)
    assert list(found) == [1, 4]
    number, width, height, png = found[1]
    assert (number, round(width), round(height)) == (1, 595, 842)
    picture = Image.open(io.BytesIO(png))
    assert picture.width / picture.height == pytest.approx(width / height, rel=0.01)
    extremes = picture.convert("L").getextrema()
    assert extremes == (0, 255)


def test_a_page_is_as_displayed() -> None:
    with pypdfium2.PdfDocument.new() as document:
        page = document.new_page(200, 100)
        page.set_rotation(90)
        document.new_page(20_000, 10).set_cropbox(0, 0, 10_000, 10)
        stream = io.BytesIO()
        document.save(stream)
    turned, wide = pictures(stream.getvalue(), [1, 2])
    assert turned[1:3] == (100, 200)
    assert wide[1:3] == (10_000, 10)
    assert Image.open(io.BytesIO(wide[3])).width <= 2_401


@pytest.mark.parametrize("data", [b"", b"%PDF-1.7\n", b"no PDF", PDF.read_bytes()[:9_000]])
def test_what_is_no_pdf_is_told(tmp_path: Path, data: bytes) -> None:
    (tmp_path / "broken.pdf").write_bytes(data)
    with pytest.raises(NoPicture, match="non si possono disegnare"):
        shown(tmp_path, "broken.pdf", 1)


def test_only_pdfs_have_pictures() -> None:
    source = Source("a.docx", "", "application/msword", False)
    with pytest.raises(NoPicture, match="non è un PDF"):
        asyncio.run(Gallery(None).pictures(source, [1]))


def test_few_pictures_are_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(galleries, "_REMEMBERED", 2)
    assert list(shown(PDF.parent, PDF.name, 1, 2, 3, 4)) == [1, 2, 3, 4]
