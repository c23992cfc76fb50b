"""Which pages are recognised, and what becomes of them; the engine is stood in for."""

import json
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from msgspec.structs import replace
from PIL import Image, ImageDraw

from pipeline.options import Options
from pipeline.read import Ocr, PdfEngine, Reading, read
from pipeline.read.paged import PageRead
from pipeline.read.recognise import engine, read_picture
from pipeline.read.recognise.bullets import held_against
from pipeline.read.recognise.engine import Engine, Seen, Unread
from pipeline.read.recognise.picture import Grey, Picture, pictures_of
from pipeline.read.scanned import with_recognition
from pipeline.run import run
from pipeline.write import encode
from schemas.page import Page
from tests.nasty.pdf import Box, Pdf, one_page, text
from tests.places import SAMPLES
from tests.recognise.fake import MARK, PLAN, Fake, picture
from tests.recognise.scans import drawn, pdf_of

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


def over_scan(content: str, made: Image.Image | None = None) -> bytes:
    """A scan with something printed over it."""
    pdf = Pdf()
    made = made or picture()
    entries = f"/Type/XObject/Subtype/Image/Width {made.width}/Height {made.height}"
    number = pdf.stream(made.tobytes(), f"{entries}/ColorSpace/DeviceGray/BitsPerComponent 8")
    content = "q 384 0 0 240 0 0 cm /Im1 Do Q\n" + content
    pdf.page(content, media=(0, 0, 384, 240), resources=f"/XObject<</Im1 {number} 0 R>>")
    return pdf.save()


def stamped(words: str) -> bytes:
    """A scan with a line printed over it."""
    return over_scan(text(60, 10, words))


@pytest.mark.parametrize("pdf_engine", ["pdfium", "pdfplumber"])
def test_a_number_stamped_on_a_scan_does_not_hide_the_scan(use: Use, pdf_engine: PdfEngine) -> None:
    use(Fake(PLAN))
    assert read(stamped("Prot. 1234/2022"), ".pdf", pdf_engine).text_layer == "ocr"
    use(Fake(["Prot. 1234/2022"]))
    assert read(stamped("Prot. 1234/2022"), ".pdf", pdf_engine).text_layer == "native"


BAD = "pr0muove iI c;nfronto su|le bu^ne pr4ssi ~ de|le f4miglie att!vate da a;tri com1ni "


def layered(words: str) -> bytes:
    """A scan with five lines laid invisibly over it."""
    lines = "".join(text(40, 200 - 20 * n, words, size=3) for n in range(5))
    return over_scan(lines.replace("BT", "BT 3 Tr"))


def test_a_bad_recognition_under_a_scan_is_done_again(use: Use) -> None:
    use(Fake(PLAN))
    reading = read(layered(BAD), ".pdf")
    assert (reading.text_layer, rules(reading)) == ("ocr", ["OCR010"])
    assert reading.pages[0].text.startswith("PIANO FAMIGLIA")


def test_a_good_recognition_under_a_scan_stays(use: Use) -> None:
    fake = Fake(PLAN)
    use(fake)
    reading = read(layered(WORDS), ".pdf")
    assert reading.text_layer == "ocr"
    assert reading.pages[0].text.startswith("promuove il confronto")
    assert not fake.calls


def tabled(skew: float = 0.0) -> bytes:
    """A scan of a ruled table, three rows of three cells, with their words laid over it."""
    grid = Image.new("L", (1600, 1000), 255)
    draw = ImageDraw.Draw(grid)
    for n in range(4):
        draw.line((200, 200 + 150 * n, 1400, 200 + 150 * n), 0, 4)
        draw.line((200 + 400 * n, 200, 200 + 400 * n, 650), 0, 4)
    cells = [
        text(60 + 96 * column, 170 - 36 * row, "parola", size=8)
        for row in range(3)
        for column in range(3)
    ]
    return over_scan("".join(cells).replace("BT", "BT 3 Tr"), grid.rotate(-skew, fillcolor=255))


def test_the_rules_of_a_scan_with_text_are_those_of_its_picture() -> None:
    (page,) = read(tabled(), ".pdf").pages
    across = [rule for rule in page.rules if rule.top == rule.bottom]
    down = [rule for rule in page.rules if rule.x0 == rule.x1]
    assert [round(rule.top) for rule in across] == [48, 84, 120, 156]
    assert [round(rule.x0) for rule in down] == [48, 144, 240, 336]


@pytest.mark.parametrize(("skew", "ocr"), [(1.5, "auto"), (0.0, "never")])
def test_rules_that_fall_by_a_line_and_those_not_asked_for_are_none(skew: float, ocr: Ocr) -> None:
    assert read(tabled(skew), ".pdf", ocr=ocr).pages[0].rules == ()


def test_a_letter_whose_box_lies_beside_it_is_printed() -> None:
    ink = np.zeros((40, 200), bool)
    ink[10:30, 12:60] = ink[10:30, 83:86] = True
    words = [Seen("parola", 12, 10, 60, 30, 0.9, 1), Seen("i", 79, 10, 80, 30, 0.9, 1)]
    blank = Seen("e", 120, 10, 130, 30, 0.9, 1)
    assert list(held_against(ink, [*words, blank])) == words


def test_a_bad_recognition_stays_where_another_is_worse_and_is_told_without_one(use: Use) -> None:
    use(Fake([BAD.replace("o", "0").replace("e", "3")] * 5))
    assert read(layered(BAD), ".pdf").pages[0].text.startswith("pr0muove")
    use(None)
    assert rules(read(layered(BAD), ".pdf")) == ["OCR012"]


def test_a_page_of_as_many_points_as_pixels_has_its_boxes_where_they_show(use: Use) -> None:
    use(Fake(PLAN))
    made = drawn(PLAN, 2480, 3508)
    made.paste(0, (50, 50, 50 + MARK, 50 + MARK))
    found = record(pdf_of([made], 72))
    (place,) = found["interventi"][1]["evidence"]["titolo"]
    assert place["bbox"][0] == pytest.approx(100 + 140 + 10, abs=4)
    assert place["bbox"][1] == pytest.approx(150 + 70 * 3 - 29, abs=12)


def test_a_border_is_no_part_of_the_page_and_moves_no_box(use: Use) -> None:
    use(Fake(PLAN))
    whole = Image.new("L", (1600 + 240, 1000 + 160), 10)
    whole.paste(picture(), (120, 80))
    (place,) = record(pdf_of([whole], 300))["interventi"][1]["evidence"]["titolo"]
    assert place["bbox"][0] == pytest.approx((120 + 250) * 0.24, abs=2.5)
    assert place["bbox"][1] == pytest.approx((80 + 150 + 70 * 3 - 29) * 0.24, abs=3.5)


class Large(Engine):
    """Reads forty words whose letters are an eightieth of the page's height."""

    name = "large 1"

    def __init__(self) -> None:
        self.seen: list[tuple[int, int]] = []

    def read(self, grey: Grey, dpi: int, seconds: float) -> list[Seen]:  # noqa: ARG002
        """The words, eight in a line."""
        height, width = grey.shape
        self.seen.append((dpi, width))
        high, wide = height / 80, width / 10
        return [
            Seen(
                "Titoli",
                wide * (n % 8 + 1),
                5 * high * (n // 8 + 1),
                wide * (n % 8 + 1.8),
                5 * high * (n // 8 + 1) + high,
                0.9,
                n // 8,
            )
            for n in range(40)
        ]


@pytest.mark.parametrize(("side", "times"), [(1000, 2**0.5), (600, 1.0), (200, 2**-1.5)])
def test_print_of_no_size_says_that_the_pages_is_wrong(side: int, times: float) -> None:
    large = Large()
    grey = np.zeros((4 * side, 4 * side), np.uint8)
    page, _ = read_picture(Picture(grey, 4.0), 1, large)
    assert page.lines[0].size_points == pytest.approx(side / 80 / 0.72 / times, rel=0.05)
    assert page.width == pytest.approx(side / times, rel=0.01)
    of = page.recognition
    assert of
    assert (of.width, of.height) == pytest.approx((side, side), abs=0.2)
    x0, _, x1, _ = of.displayed((0, 0, page.width, page.height))
    assert (x0, x1) == pytest.approx((0, side), abs=1)
    assert len(large.seen) == (1 if times == 1 else 2)
    assert large.seen[-1][0] <= 300


class Steady(Fake):
    """Is as sure of its lines on any picture."""

    def read(self, grey: Grey, dpi: int, seconds: float) -> list[Seen]:
        """The lines."""
        return [replace(word, confidence=self._sure) for word in super().read(grey, dpi, seconds)]


def test_print_that_is_faint_is_read_and_what_shines_through_is_not(use: Use) -> None:
    faint = picture().point([235 - (255 - level) // 4 for level in range(256)])
    use(Steady(PLAN))
    assert record(pdf_of([faint], 300))["interventi"][1]["titolo"] == "Piedibus"
    use(Steady(PLAN, sure=0.5))
    assert record(pdf_of([faint], 300))["error"]["code"] == "no_text_layer"
    assert record(pdf_of([picture()], 300))["interventi"][1]["titolo"] == "Piedibus"


def test_pages_stay_of_a_file_that_pdfium_does_not_open(use: Use) -> None:
    use(Fake(PLAN))
    blank = Page(1, "", width=100, height=100)
    pages, remedy = with_recognition(lambda: pictures_of(b"no PDF"), [PageRead(blank)], "auto")
    assert [each.page for each in pages] == [blank]
    assert remedy == "Scan it again, upright, at 300 dpi."
