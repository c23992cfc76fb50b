"""Files that claim, or hold, far more than is there, byte by byte."""

from tests.nasty.pdf import Pdf, one_page, text

DRAWS = 10
SEEN = text(100, 700, "Biblioteca aperta")


def claimed_pages(pages: int) -> bytes:
    """One page, in a tree that says it has so many."""
    return one_page(SEEN).replace(b"/Count 1", b"/Count %d" % pages)


def shared_pages(levels: int, forms: int = 0) -> bytes:
    """A tree of pages each of whose nodes stands ten times in the one above.

    The one page draws, besides its text, as many levels of forms in forms.
    """
    pdf = Pdf()
    page = _page(pdf, "", forms)
    node, count = page, 1
    for _ in range(levels):
        count *= 10
        node = pdf.add(f"<</Type/Pages/Parent 2 0 R/Count {count}/Kids[{f'{node} 0 R ' * 10}]>>")
    data = pdf.save()
    tree = b"<</Type/Pages/Kids[%d 0 R]/Count 1>>" % page
    assert tree in data
    return data.replace(tree, b"<</Type/Pages/Kids[%d 0 R]/Count %d>>" % (node, count))


def forms_in_forms(levels: int) -> bytes:
    """A page that draws a form ten times, which draws another as often, and so on, then a text."""
    pdf = Pdf()
    _page(pdf, SEEN, levels)
    return pdf.save()


def slow_pages() -> bytes:
    """Ten thousand pages, each of them slow; none takes memory that is not given back."""
    return shared_pages(4, forms=4)


def _page(pdf: Pdf, innermost: str, forms: int) -> int:
    content, resources = innermost, ""
    for _ in range(forms):
        form = pdf.form(content, resources=resources)
        content, resources = "/Fm Do\n" * DRAWS, f"/XObject<</Fm {form} 0 R>>"
    return pdf.page(SEEN + content, resources=resources)
