"""Which pages are recognised, and what becomes of them; the engine is stood in for."""

import json
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from pipeline.options import Options
from pipeline.read import Ocr, PdfEngine, Reading, read
from pipeline.read.paged import PageRead
from pipeline.read.recognise import engine
from pipeline.read.recognise.engine import Engine, Seen, Unread
from pipeline.read.recognise.picture import Grey, pictures_of
from pipeline.read.scanned import with_recognition
from pipeline.run import run
from pipeline.write import encode
from schemas.page import Page
from tests.nasty.pdf import Box, Pdf, one_page, text
from tests.places import SAMPLES
from tests.recognise.fake import PLAN, Fake, picture
from tests.recognise.scans import pdf_of

BLACK = "0 0 595 842 re f\n"
"""Ink wherever an engine finds words; and the mark."""


class Failing(Engine):
    """Takes too long."""

    name = "failing 1"

    def read(self, grey: Grey, dpi: int, seconds: float) -> list[Seen]:  # noqa: ARG002
        """Nothing."""
        raise Unread(f"it took longer than {seconds:g} seconds")


Use = Callable[[Engine | None], None]


@pytest.fixture
def use(monkeypatch: pytest.MonkeyPatch) -> Use:
    return lambda found: monkeypatch.setattr(engine, "find_engine", lambda: found)


def scan(turned: int = 0, skew: float = 0.0, pages: int = 1) -> bytes:
    return pdf_of([picture(turned, skew)] * pages, 300)


def record(data: bytes, ocr: Ocr = "auto") -> dict[str, Any]:
    (found,) = run(data, "x.pdf", Options(ocr=ocr))
    written: dict[str, Any] = json.loads(encode(found))
    return written


def rules(reading: Reading) -> list[str]:
    return [notice.rule for notice in reading.notices]


@pytest.mark.parametrize("pdf_engine", ["pdfium", "pdfplumber"])
def test_a_scan_is_read_as_if_it_were_printed(use: Use, pdf_engine: PdfEngine) -> None:
    use(Fake(PLAN))
    reading = read(scan(pages=2), ".pdf", pdf_engine)
    assert reading.text_layer == "ocr"
    assert [page.text for page in reading.pages] == ["\n".join(PLAN)] * 2
    assert [page.number for page in reading.pages] == [1, 2]
    assert rules(reading) == ["OCR010", "OCR010"]


def test_its_values_have_places_and_confidence(use: Use) -> None:
    use(Fake(PLAN))
    found = record(scan())
    assert [x["titolo"] for x in found["interventi"]] == ["Biblioteca aperta", "Piedibus"]
    (page,) = found["source"]["recognised"]
    assert page == {
        "page": 1,
        "engine": "fake 1",
        "words": sum(len(line.split()) for line in PLAN),
        "confidence": 0.9,
        "turned_degrees": 0,
        "skew_degrees": page["skew_degrees"],
    }
    (place,) = found["interventi"][1]["evidence"]["titolo"]
    assert place["raw"] == "Piedibus"
    assert place["confidence"] == 0.9
    assert place["bbox"][0] == pytest.approx((100 + 140 + 10) * 0.24, abs=1)


@pytest.mark.parametrize("turned", [0, 90, 180, 270])
@pytest.mark.parametrize("skew", [0.0, 2.0])
def test_a_turned_page_is_set_straight_and_its_boxes_are_where_they_show(
    use: Use, turned: int, skew: float
) -> None:
    fake = Fake(PLAN)
    use(fake)
    found = record(scan(turned, skew, pages=2))
    for page in found["source"]["recognised"]:
        assert page["turned_degrees"] == (360 - turned) % 360
        assert page["skew_degrees"] == pytest.approx(skew, abs=0.15)
    assert fake.calls <= 3, "the second page lies as the first"
    places = [x["evidence"]["titolo"][0]["bbox"] for x in found["interventi"][:2]]
    width, height = (1000, 1600) if turned % 180 else (1600, 1000)
    page_of = np.asarray(picture(turned, skew))
    for x0, top, x1, bottom in places:
        assert 0 <= x0 < x1 <= width * 0.24
        assert 0 <= top < bottom <= height * 0.24
        inside = page_of[int(top / 0.24) : int(bottom / 0.24), int(x0 / 0.24) : int(x1 / 0.24)]
        assert (inside < 128).mean() > 0.05, "print shows in the box"


def mixed() -> bytes:
    """A printed page, a scan, and an empty page."""
    pdf = Pdf()
    pdf.page(text(100, 700, "TITOLO: Stampato") + text(100, 680, "OBIETTIVO: di carta"))
    made = picture()
    entries = f"/Type/XObject/Subtype/Image/Width {made.width}/Height {made.height}"
    number = pdf.stream(made.tobytes(), f"{entries}/ColorSpace/DeviceGray/BitsPerComponent 8")
    resources = f"/XObject<</Im1 {number} 0 R>>"
    pdf.page("q 384 0 0 240 0 0 cm /Im1 Do Q", media=(0, 0, 384, 240), resources=resources)
    pdf.page("")
    return pdf.save()


def test_of_a_mixed_document_only_the_scan_is_recognised(use: Use) -> None:
    fake = Fake(PLAN)
    use(fake)
    reading = read(mixed(), ".pdf")
    assert reading.text_layer == "mixed"
    assert fake.calls == 1
    assert [page.recognition is not None for page in reading.pages] == [False, True, False]
    assert [(n.rule, n.page) for n in reading.notices] == [("OCR010", 2)]
    assert [page["page"] for page in record(mixed())["source"]["recognised"]] == [2]


def test_never_leaves_scans_as_they_are(use: Use) -> None:
    fake = Fake(PLAN)
    use(fake)
    reading = read(mixed(), ".pdf", ocr="never")
    assert (fake.calls, reading.text_layer, rules(reading)) == (0, "native", ["PDF002"])
    failed = record(scan(), "never")
    assert failed["error"]["code"] == "no_text_layer"
    assert failed["error"]["remedy"] == "Extract it without `--ocr never`."


def test_always_reads_printed_pages_by_their_picture(use: Use) -> None:
    use(Fake(PLAN, sure=0.5))
    reading = read(one_page(BLACK + text(100, 700, "Stampato")), ".pdf", ocr="always")
    assert (reading.text_layer, reading.pages[0].text) == ("ocr", "\n".join(PLAN))


@pytest.mark.parametrize("ocr", ["auto", "always"])
def test_without_an_engine_the_remedy_names_what_to_install(use: Use, ocr: Ocr) -> None:
    use(None)
    failed = record((SAMPLES / "piano_cidis_2022" / "scan.pdf").read_bytes(), ocr)
    assert failed["error"]["code"] == {"auto": "no_text_layer", "always": "no_ocr_engine"}[ocr]
    assert "attidati[ocr]" in failed["error"]["remedy"]
    assert "tesseract-ocr-ita" in failed["error"]["remedy"]


def test_a_printed_document_wants_no_engine(monkeypatch: pytest.MonkeyPatch) -> None:
    def forbidden() -> None:
        raise AssertionError

    monkeypatch.setattr(engine, "find_engine", forbidden)
    assert read(one_page(text(100, 700, "Stampato")), ".pdf").text_layer == "native"


def test_an_engine_that_fails_leaves_the_page_and_says_so(use: Use) -> None:
    use(Failing())
    reading = read(mixed(), ".pdf")
    assert reading.text_layer == "native"
    assert [(n.rule, n.page) for n in reading.notices] == [("PDF002", 2), ("OCR012", 2)]
    assert "longer than 60 seconds" in reading.notices[1].message
    assert record(scan())["error"]["code"] == "no_text_layer"


@pytest.mark.parametrize("media", [(0, 0, 0.4, 800), (0, 0, 5, 800), (0, 0, 800, 1)])
def test_a_page_too_narrow_for_print_is_left_as_it_is(use: Use, media: Box) -> None:
    fake = Fake(PLAN)
    use(fake)
    pdf = Pdf()
    pdf.page(BLACK, media=media)
    pdf.page(text(100, 700, "TITOLO: Stampato"))
    assert [page.text for page in read(pdf.save(), ".pdf").pages] == ["", "TITOLO: Stampato"]
    assert not fake.calls


def test_an_engine_that_sees_words_everywhere_is_not_believed(use: Use) -> None:
    use(Fake(["a " * 10_001]))
    reading = read(mixed(), ".pdf")
    assert [(n.rule, n.page) for n in reading.notices] == [("PDF002", 2), ("OCR012", 2)]
    assert "noise" in reading.notices[1].message


def test_an_engine_that_finds_nothing_gives_no_page(use: Use) -> None:
    use(Fake([]))
    assert record(scan())["error"]["remedy"] == "Scan it again, upright, at 300 dpi."
    assert rules(read(mixed(), ".pdf")) == ["PDF002"]


def test_doubtful_and_faint_words_are_issues(use: Use) -> None:
    use(Fake(PLAN, sure=0.7, faint=2))
    found = [(x["rule"], x["severity"]) for x in record(scan())["issues"]]
    told = [x for x in found if x[0].startswith("OCR")]
    assert told == [("OCR010", "info"), ("OCR011", "warning"), ("OCR013", "info")]


WORDS = "promuove il confronto sulle buone prassi delle famiglie attivate da altri comuni "
SHIFTED = "".join(chr((ord(c) - 94) % 26 + 97) if c.isalpha() else c for c in WORDS)
"""What a font gives whose letters say they are others: `surpxryh lo frqiurqwr`."""


def garbled() -> bytes:
    """A page of shifted letters, five lines of twelve words."""
    return one_page(BLACK + "".join(text(40, 700 - 20 * n, SHIFTED, size=6) for n in range(5)))


def test_a_page_whose_letters_are_shifted_is_recognised(use: Use) -> None:
    use(Fake([WORDS] * 5))
    reading = read(garbled(), ".pdf")
    assert (reading.text_layer, rules(reading)) == ("ocr", ["OCR010"])
    assert reading.pages[0].text.startswith("promuove il confronto")


@pytest.mark.parametrize("lines", [[SHIFTED] * 5, []], ids=["no better", "nothing"])
def test_text_stays_that_recognition_reads_no_better(use: Use, lines: list[str]) -> None:
    use(Fake(lines))
    reading = read(garbled(), ".pdf")
    assert reading.text_layer == "native"
    assert reading.pages[0].text.startswith("surpxryh")


def test_text_that_cannot_be_read_is_told_without_recognition(use: Use) -> None:
    use(None)
    assert rules(read(garbled(), ".pdf")) == ["OCR012"]
    assert rules(read(garbled(), ".pdf", ocr="never")) == ["OCR012"]


def stamped(words: str) -> bytes:
    """A scan with a line printed over it."""
    pdf = Pdf()
    made = picture()
    entries = f"/Type/XObject/Subtype/Image/Width {made.width}/Height {made.height}"
    number = pdf.stream(made.tobytes(), f"{entries}/ColorSpace/DeviceGray/BitsPerComponent 8")
    content = "q 384 0 0 240 0 0 cm /Im1 Do Q\n" + text(60, 10, words)
    pdf.page(content, media=(0, 0, 384, 240), resources=f"/XObject<</Im1 {number} 0 R>>")
    return pdf.save()


@pytest.mark.parametrize("pdf_engine", ["pdfium", "pdfplumber"])
def test_a_number_stamped_on_a_scan_does_not_hide_the_scan(use: Use, pdf_engine: PdfEngine) -> None:
    use(Fake(PLAN))
    assert read(stamped("Prot. 1234/2022"), ".pdf", pdf_engine).text_layer == "ocr"
    use(Fake(["Prot. 1234/2022"]))
    assert read(stamped("Prot. 1234/2022"), ".pdf", pdf_engine).text_layer == "native"


def test_pages_stay_of_a_file_that_pdfium_does_not_open(use: Use) -> None:
    use(Fake(PLAN))
    blank = Page(1, "", width=100, height=100)
    pages, remedy = with_recognition(lambda: pictures_of(b"no PDF"), [PageRead(blank)], "auto")
    assert [each.page for each in pages] == [blank]
    assert remedy == "Scan it again, upright, at 300 dpi."
