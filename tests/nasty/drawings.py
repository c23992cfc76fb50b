"""Ruled lines, drawn in every way that producers draw them."""

from tests.nasty.pdf import Pdf, one_page, text

SEEN = text(100, 720, "Biblioteca aperta")


def drawn(operators: str) -> bytes:
    """A page with two words at (100, 720) and what the operators draw."""
    return one_page(f"{SEEN}q {operators} Q\n")


def in_form(operators: str, matrix: str, outer: str) -> bytes:
    """The same, drawn by a form XObject with a matrix, under a matrix."""
    pdf = Pdf()
    form = pdf.form(operators, f"/Matrix[{matrix}]")
    pdf.page(f"{SEEN}q {outer} cm /Fm1 Do Q\n", resources=f"/XObject<</Fm1 {form} 0 R>>")
    return pdf.save()


def _ticks(count: int) -> list[str]:
    places = ((n % 500, n // 500 % 800) for n in range(count))
    return [f"{x} {y} m {x + 3} {y + 2} l" for x, y in places]


def thousands(paths: int) -> bytes:
    """A drawing: so many small strokes, no ruled line among them."""
    return drawn(" S\n".join(_ticks(paths)) + " S")


def thousands_in_one(segments: int) -> bytes:
    """The same in a single path."""
    return drawn("\n".join(_ticks(segments)) + " S")
