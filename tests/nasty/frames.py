"""Pages turned, cut and moved: where things stand is where a reader of the page sees them."""

from tests.nasty.pdf import Box, Pdf, text

TURNED = {
    90: "0 1 -1 0 595 0 cm",
    180: "-1 0 0 -1 595 842 cm",
    270: "0 -1 1 0 0 842 cm",
}
"""What a producer writes first, so that a page with that /Rotate reads upright."""


def rotated(degrees: int) -> bytes:
    """Two words at 100 and a rule at 200 from the left, upright on a page displayed turned."""
    pdf = Pdf()
    wide = degrees in (90, 270)
    height = 595 if wide else 842
    content = f"q {TURNED[degrees]}\n" if degrees else "q\n"
    content += text(100, height - 50, "Biblioteca aperta") + text(100, height - 90, "Piedibus")
    content += f"200 {height - 120} m 300 {height - 120} l S Q\n"
    pdf.page(content, entries=f"/Rotate {degrees}")
    return pdf.save()


def cropped(crop: Box, *, rotate: int = 0) -> bytes:
    """Two words at (120, 700), and seven letters at (20, 20), on a page with a crop box."""
    pdf = Pdf()
    box = " ".join(f"{edge:g}" for edge in crop)
    content = text(120, 700, "Biblioteca aperta") + text(20, 20, "TAGLIO1")
    content += "120 690 m 220 690 l S\n"
    pdf.page(content, entries=f"/CropBox[{box}]/Rotate {rotate}")
    return pdf.save()


def moved(media: Box) -> bytes:
    """Two words and a rule, 100 from the left and 50 and 60 from the top of any media box."""
    pdf = Pdf()
    x, y = media[0] + 100, media[3] - 50
    rule = f"{x:g} {y - 10:g} m {x + 100:g} {y - 10:g} l S\n"
    pdf.page(text(x, y, "Biblioteca aperta") + rule, media=media)
    return pdf.save()


def of_units(unit: float) -> bytes:
    """A page whose points are `unit` points."""
    pdf = Pdf()
    pdf.page(text(100, 700, "Biblioteca aperta"), entries=f"/UserUnit {unit:g}")
    return pdf.save()
