"""Text that is on the page and cannot be seen, and text that only looks so."""

from tests.nasty.pdf import Pdf, one_page, text

SEEN = "Biblioteca aperta"
GREY_PIXEL = b"\xcc"


def _image(pdf: Pdf) -> int:
    entries = "/Type/XObject/Subtype/Image/Width 1/Height 1/ColorSpace/DeviceGray"
    return pdf.stream(GREY_PIXEL, f"{entries}/BitsPerComponent 8")


def invisible() -> bytes:
    """Eight letters in render mode 3 between two lines that are seen; no image."""
    hidden = text(100, 680, "nascosto", before="3 Tr")
    return one_page(text(100, 700, SEEN) + hidden + text(100, 660, "Piedibus", before="0 Tr"))


def ocr_layer() -> bytes:
    """A scan: an image as large as the page, and what OCR read, unseen behind it."""
    pdf = Pdf()
    number = _image(pdf)
    content = "q 595 0 0 842 0 0 cm /Im1 Do Q\n" + text(100, 700, SEEN, before="3 Tr")
    pdf.page(content, resources=f"/XObject<</Im1 {number} 0 R>>")
    return pdf.save()


def stamped_scan() -> bytes:
    """The same scan with a stamp that is seen: the protocol's number, printed upon it later."""
    pdf = Pdf()
    number = _image(pdf)
    content = "q 595 0 0 842 0 0 cm /Im1 Do Q\n" + text(100, 700, SEEN, before="3 Tr")
    content += text(100, 820, "Protocollo 12", before="0 Tr")
    pdf.page(content, resources=f"/XObject<</Im1 {number} 0 R>>")
    return pdf.save()


def stamp_beside_invisible() -> bytes:
    """Invisible letters beside a small image: no scan."""
    pdf = Pdf()
    number = _image(pdf)
    content = "q 40 0 0 40 20 780 cm /Im1 Do Q\n" + text(100, 700, SEEN)
    pdf.page(
        content + text(100, 680, "nascosto", before="3 Tr"),
        resources=f"/XObject<</Im1 {number} 0 R>>",
    )
    return pdf.save()


def picture_under_text() -> bytes:
    """A letterhead's image as large as the page, and text that is seen upon it."""
    pdf = Pdf()
    number = _image(pdf)
    content = "q 595 0 0 842 0 0 cm /Im1 Do Q\n" + text(100, 700, SEEN)
    pdf.page(content, resources=f"/XObject<</Im1 {number} 0 R>>")
    return pdf.save()


def white_and_tiny() -> bytes:
    """Eleven letters in white, one point high, as template engines leave their marks."""
    mark = "1 g\n" + text(100, 690, "[[tag]]#001", size=1) + "0 g\n"
    return one_page(text(100, 700, SEEN) + mark + text(100, 660, "Piedibus"))


def white_on_dark() -> bytes:
    """A header cell: white letters of a usual size on a dark filling."""
    cell = "0.2 g 90 690 300 24 re f 1 g\n" + text(100, 700, SEEN) + "0 g\n"
    return one_page(cell + text(100, 660, "Piedibus"))


def clipped_away() -> bytes:
    """Render mode 7, which only clips: the letters are not painted."""
    clip = "q " + text(100, 680, "nascosto", before="7 Tr") + "Q\n"
    return one_page(text(100, 700, SEEN) + clip + text(100, 660, "Piedibus", before="0 Tr"))
