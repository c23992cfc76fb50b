"""Files that claim, or hold, far more than is there, byte by byte."""

from tests.nasty.pdf import Pdf, one_page, text


def claimed_pages(pages: int) -> bytes:
    """One page, in a tree that says it has so many."""
    data = one_page(text(100, 700, "Biblioteca aperta"))
    return data.replace(b"/Count 1", b"/Count %d" % pages)


def shared_pages(levels: int) -> bytes:
    """A tree of pages each of whose nodes stands ten times in the one above."""
    pdf = Pdf()
    page = pdf.page(text(100, 700, "Biblioteca aperta"))
    node, count = page, 1
    for _ in range(levels):
        count *= 10
        node = pdf.add(f"<</Type/Pages/Parent 2 0 R/Count {count}/Kids[{f'{node} 0 R ' * 10}]>>")
    data = pdf.save()
    tree = b"<</Type/Pages/Kids[%d 0 R]/Count 1>>" % page
    assert tree in data
    return data.replace(tree, b"<</Type/Pages/Kids[%d 0 R]/Count %d>>" % (node, count))


def forms_in_forms(levels: int, draws: int = 10) -> bytes:
    """A page that draws a form so many times, which draws another as often, and so on."""
    pdf = Pdf()
    form = pdf.form(text(100, 700, "Biblioteca aperta"))
    for _ in range(levels - 1):
        form = pdf.form("/Fm Do\n" * draws, resources=f"/XObject<</Fm {form} 0 R>>")
    pdf.page("/Fm Do\n" * draws, resources=f"/XObject<</Fm {form} 0 R>>")
    return pdf.save()
