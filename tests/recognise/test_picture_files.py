"""Scans that nobody put into a PDF: TIFF, JPEG and PNG."""

import io
import json
import struct
import zlib
from collections.abc import Callable
from typing import Any, cast

import numpy as np
import pypdfium2
import pytest
from PIL import Image
from PIL.TiffImagePlugin import TiffImageFile

from pipeline.options import Options
from pipeline.read import Ocr, pictures, read
from pipeline.read.recognise import engine
from pipeline.read.recognise.engine import Engine
from pipeline.read.recognise.tesseract import tesseract
from pipeline.run import run
from pipeline.write import check, encode
from tests.inputs.crafted import message, records, zipped
from tests.places import SAMPLES
from tests.recognise.fake import PLAN, Fake, picture
from tests.recognise.scans import greys

Use = Callable[[Engine | None], None]


@pytest.fixture
def use(monkeypatch: pytest.MonkeyPatch) -> Use:
    return lambda found: monkeypatch.setattr(engine, "find_engine", lambda: found)


def saved(*pages: Image.Image, form: str = "TIFF", **options: Any) -> bytes:
    out = io.BytesIO()
    first, *rest = pages
    more = {"save_all": True, "append_images": rest} if rest else {}
    first.save(out, form, **more, **{"dpi": (300, 300), **options})
    return out.getvalue()


def only(data: bytes, name: str, ocr: Ocr = "auto") -> dict[str, Any]:
    (found,) = run(data, name, Options(ocr=ocr))
    body = encode(found)
    check(body)
    written: dict[str, Any] = json.loads(body)
    return written


def titles(record: dict[str, Any]) -> list[str]:
    return [each["titolo"] for each in record["interventi"]]


WAYS: dict[str, tuple[str, Callable[[], bytes]]] = {
    "TIFF": ("a.tif", lambda: saved(picture())),
    "TIFF of a fax": ("a.tiff", lambda: saved(picture().convert("1"), compression="group4")),
    "JPEG": ("a.jpg", lambda: saved(picture(), form="JPEG", quality=80)),
    "JPEG for print": ("a.jpeg", lambda: saved(picture().convert("CMYK"), form="JPEG")),
    "PNG": ("a.png", lambda: saved(picture(), form="PNG")),
    "PNG with a palette": ("a.png", lambda: saved(picture().convert("P"), form="PNG")),
    "PNG of sixteen bits": (
        "a.png",
        lambda: saved(Image.fromarray(greys(picture()).astype(np.uint16) * 257), form="PNG"),
    ),
}


@pytest.mark.parametrize(("name", "make"), WAYS.values(), ids=WAYS)
def test_a_picture_is_read_as_a_scan(use: Use, name: str, make: Callable[[], bytes]) -> None:
    use(Fake(PLAN))
    found = only(make(), name)
    assert titles(found) == ["Biblioteca aperta", "Piedibus"]
    assert found["source"]["text_layer"] == "ocr"
    assert found["source"]["media_type"].startswith("image/")
    assert [page["confidence"] for page in found["source"]["recognised"]] == [0.9]
    assert "SRC001" not in {each["rule"] for each in found["issues"]}
    (place,) = found["interventi"][1]["evidence"]["titolo"]
    assert place["bbox"][0] == pytest.approx((100 + 140 + 10) * 0.24, abs=1)


def test_print_on_nothing_is_print_on_white(use: Use) -> None:
    clear = Image.new("RGBA", picture().size, (0, 0, 0, 0))
    clear.paste((0, 0, 0, 255), mask=picture().point(lambda grey: 255 - grey))
    use(Fake(PLAN))
    assert titles(only(saved(clear, form="PNG"), "a.png")) == ["Biblioteca aperta", "Piedibus"]


def test_kind_is_told_by_content_and_a_name_that_lies_is_noticed(use: Use) -> None:
    use(Fake(PLAN))
    found = only(saved(picture()), "act.pdf")
    assert len(found["interventi"]) == 2
    (issue,) = (each for each in found["issues"] if each["rule"] == "SRC001")
    assert "a TIFF picture" in issue["message"]


def test_each_picture_of_a_tiff_is_a_page_but_for_small_ones_of_another(use: Use) -> None:
    fake = Fake(PLAN)
    use(fake)
    data = saved(picture(), picture().convert("1"), picture())
    assert [page.number for page in read(data, ".tif").pages] == [1, 2, 3]
    assert fake.calls == 3
    thumbnail = saved(picture(), tiffinfo={254: 1})
    error = only(thumbnail, "a.tif")["error"]
    assert error["code"] == "damaged_picture"


ORIENTATIONS = {3: 180, 6: 90, 8: 270}
"""Of EXIF: how far a viewer turns the picture, clockwise."""


@pytest.mark.parametrize("orientation", ORIENTATIONS)
@pytest.mark.parametrize("form", ["JPEG", "PNG", "TIFF"])
def test_a_picture_is_turned_as_its_camera_says(use: Use, orientation: int, form: str) -> None:
    lying = picture().rotate(ORIENTATIONS[orientation], expand=True)
    exif = Image.Exif()
    exif[0x0112] = orientation
    use(Fake(PLAN))
    (page,) = read(saved(lying, form=form, exif=exif), ".jpg").pages
    assert (page.width, page.height) == (384, 240)
    assert page.recognition
    assert page.recognition.turned_degrees == 0


SHEETS = {
    "as it says": ((1600, 1000), (300, 300), (384, 240)),
    "a fax, twice as fine across": ((1728, 1100), (204, 100), (609.88, 792)),
    "a camera's 72": ((4000, 3000), (72, 72), (842, 631.5)),
    "nothing said": ((1600, 1000), None, (842, 526.25)),
    "larger than any sheet": ((30_000, 1_000), (100, 100), (842, 28.07)),
    "a small picture": ((160, 100), None, (160, 100)),
    "rubbish": ((1600, 1000), (0, float("nan")), (842, 526.25)),
}


@pytest.mark.parametrize(("pixels", "dpi", "points"), SHEETS.values(), ids=SHEETS)
def test_a_page_is_as_large_as_a_scanner_says(
    pixels: tuple[int, int], dpi: tuple[float, float] | None, points: tuple[float, float]
) -> None:
    assert pictures.sheet(*pixels, dpi) == pytest.approx(points, abs=0.01)


def test_without_an_engine_the_remedy_says_what_to_install(use: Use) -> None:
    use(None)
    for ocr, code in (("auto", "no_text_layer"), ("always", "no_ocr_engine")):
        error = only(saved(picture()), "a.tif", "auto" if ocr == "auto" else "always")["error"]
        assert error["code"] == code
        assert "attidati[ocr]" in error["remedy"]
        assert "tesseract-ocr-ita" in error["remedy"]
    error = only(saved(picture()), "a.tif", "never")["error"]
    assert error["remedy"] == "Extract it without `--ocr never`."


def test_a_picture_without_print_says_so(use: Use) -> None:
    use(Fake([]))
    error = only(saved(picture(), picture()), "a.tif")["error"]
    assert (error["code"], error["remedy"][:10]) == ("no_text_layer", "Scan it ag")
    assert "2 pages" in error["message"]


def claimed(width: int, height: int) -> bytes:
    """A PNG of so many pixels, all white: a few bytes, or a bomb."""
    head = struct.pack(">2I5B", width, height, 1, 0, 0, 0, 0)
    parts = ((b"IHDR", head), (b"IDAT", zlib.compress(bytes(1000))), (b"IEND", b""))
    out = b"\x89PNG\r\n\x1a\n"
    for name, body in parts:
        out += (
            struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))
        )
    return out


BROKEN = {
    "bomb": (claimed(100_000, 100_000), "too_large"),
    "more than Pillow warns of": (claimed(10_000, 9_500), "too_large"),
    "more than is read": (claimed(9_000, 9_000), "too_large"),
    "pixels that are not there": (claimed(3_000, 2_000), "damaged_picture"),
    "half a JPEG": (saved(picture(), form="JPEG")[:9_000], "damaged_picture"),
    "head of a JPEG": (b"\xff\xd8\xff\xe0\x00\x10JFIF", "damaged_picture"),
    "head of a TIFF": (b"II*\0\x08\0\0\0", "damaged_picture"),
    "no picture in a TIFF": (b"MM\0*\0\0\0\x08\0\0\0\0\0\0", "damaged_picture"),
}


@pytest.mark.parametrize(("data", "code"), BROKEN.values(), ids=BROKEN)
def test_a_broken_picture_is_told(use: Use, data: bytes, code: str) -> None:
    use(Fake(PLAN))
    error = only(data, "a.tif")["error"]
    assert error["code"] == code
    assert error["remedy"].endswith(".")


def test_a_page_that_is_broken_costs_no_other(use: Use) -> None:
    use(Fake(PLAN))
    data = bytearray(saved(picture(), picture(), picture(), compression="jpeg"))
    with Image.open(io.BytesIO(data)) as file:
        file.seek(1)
        tags = cast("TiffImageFile", file).tag_v2
        (place, *_), (size, *_) = tags[273], tags[279]
    data[place : place + size] = bytes(size)
    reading = read(bytes(data), ".tif")
    plan = "\n".join(PLAN)
    assert [page.text for page in reading.pages] == [plan, "", plan]
    assert [(n.rule, n.page) for n in reading.notices if n.rule == "OCR012"] == [("OCR012", 2)]


def test_scans_in_archives_and_messages_are_documents_and_logos_are_none(use: Use) -> None:
    use(Fake(PLAN))
    logo = saved(picture().resize((160, 100)), form="PNG")
    small = saved(picture().resize((160, 100)), form="JPEG")
    files = [("scan.tif", saved(picture())), ("logo.png", logo), ("firma.jpg", small)]
    files.append(("foto.jpg", saved(picture(), form="JPEG")))
    for data, name in ((zipped(files), "a.zip"), (message(files), "a.eml")):
        found = records(data, name)
        paths = [each["source"]["path"] for each in found]
        assert paths == [f"{name}!/foto.jpg", f"{name}!/scan.tif"]
        assert [titles(each) for each in found] == [["Biblioteca aperta", "Piedibus"]] * 2
        told = [each["message"] for each in found[0]["issues"] if each["rule"] == "SRC003"]
        assert "1 .jpg, 1 .png" in told[0]


@pytest.mark.ocr
@pytest.mark.timeout(600)
@pytest.mark.skipif(not tesseract(), reason="no tesseract with Italian")
def test_the_first_pages_of_the_sample_scan_as_a_tiff_give_their_titles() -> None:
    folder = SAMPLES / "piano_cidis_2022"
    with pypdfium2.PdfDocument(folder / "scan.pdf") as document:
        pages = [document[n].render(scale=200 / 72).to_pil().convert("L") for n in range(2)]
    found = only(saved(*pages, dpi=(200, 200), compression="tiff_lzw"), "scan.tif")
    golden = json.loads((folder / "expected.json").read_text(encoding="utf-8"))
    assert titles(found) == titles(golden)[:2]
    assert (found["tipo"], found["anno"]) == (golden["tipo"], golden["anno"])
