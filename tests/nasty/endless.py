"""Files that claim, or hold, far more than is there, byte by byte."""

import zlib

from tests.nasty.letters import composite
from tests.nasty.pdf import Pdf, one_page, text

DRAWS = 10
SEEN = text(100, 700, "Biblioteca aperta")


def claimed_pages(pages: int) -> bytes:
    """One page, in a tree that says it has so many."""
    return one_page(SEEN).replace(b"/Count 1", b"/Count %d" % pages)


def shared_pages(levels: int, forms: int = 0, size_bytes: int = 0) -> bytes:
    """A tree of pages each of whose nodes stands ten times in the one above.

    The one page draws, besides its text, as many levels of forms in forms. The file has at least
    so many bytes.
    """
    pdf = Pdf()
    page = _page(pdf, "", forms)
    if size_bytes:
        pdf.stream(" " * size_bytes)
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


def forms_behind_a_page(levels: int) -> bytes:
    """A page of text, and one as `forms_in_forms` has it."""
    pdf = Pdf()
    pdf.page(SEEN)
    _page(pdf, SEEN, levels)
    return pdf.save()


def form_of_the_page() -> bytes:
    """A form without resources, which draws itself by the name that the page has for it."""
    pdf = Pdf()
    form = pdf.stream(SEEN + "/Fm Do\n" * DRAWS, "/Subtype/Form/BBox[0 0 595 842]")
    pdf.page(SEEN + "/Fm Do\n", resources=f"/XObject<</Fm {form} 0 R>>")
    return pdf.save()


def stamp_without_end() -> bytes:
    """A page with a stamp whose form draws itself, compressed."""
    pdf = Pdf()
    content = zlib.compress(("/Fm Do\n" * DRAWS + SEEN).encode())
    resources = "/Resources<</Font<</F1 3 0 R>>/XObject<</Fm 4 0 R>>>>"
    box = "/Subtype/Form/BBox[0 0 595 842]/Filter/FlateDecode"
    form = pdf.stream(content, box + resources)
    states = f"<</On {form} 0 R>>"
    stamp = f"<</Subtype/Stamp/Rect[0 0 595 842]/F 4/AS/On/AP<</N{states}>>>>"
    pdf.page(SEEN, entries=f"/Annots[{stamp}]")
    return pdf.save()


def forms_in_a_ring_of_pages() -> bytes:
    """A page tree each of whose nodes is its own child twice, and a form without end."""
    data = forms_in_forms(9)
    kids = data[data.index(b"/Kids[") : data.index(b"]", data.index(b"/Kids[")) + 1]
    return data.replace(kids, kids[:-1] + b" 2 0 R 2 0 R]")


def logos(times: int) -> bytes:
    """A page that draws a large logo so many times, by way of a stamp that holds it."""
    pdf = Pdf()
    logo = pdf.form("0 0 m 1 1 l S\n" * 4000)
    stamp = pdf.form("/Fm Do\n", resources=f"/XObject<</Fm {logo} 0 R>>")
    drawn = "/Fm Do\n/Lo Do\n" * times
    pdf.page(SEEN + drawn, resources=f"/XObject<</Fm {stamp} 0 R/Lo {logo} 0 R>>")
    return pdf.save()


def crowded(rows: int) -> bytes:
    """A page of so many tiny rows, a hundred letters each, and one of text."""
    pdf = Pdf()
    pdf.page("".join(text(50, 800 - 700 * row / rows, "a" * 100, size=0.05) for row in range(rows)))
    pdf.page(SEEN)
    return pdf.save()


def slow_pages() -> bytes:
    """Ten thousand pages, each of them slow; none takes memory that is not given back."""
    return shared_pages(4, forms=4, size_bytes=100_000)


def ring_of_pages() -> bytes:
    """A tree of pages whose root is its own only child."""
    return (
        one_page(SEEN).replace(b"/Kids[5 0 R]", b"/Kids[2 0 R]").replace(b"/Count 1", b"/Count 9")
    )


def many_objects(count: int) -> bytes:
    """A page, and so many objects that it does not want."""
    pdf = Pdf()
    pdf.page(SEEN)
    for _ in range(count):
        pdf.add(b"<<>>")
    return pdf.save()


def lost_objects(count: int) -> bytes:
    """So many objects, and neither a table nor a page: the engines look through all of them."""
    return b"%PDF-1.7\n" + b"1 0 obj<</A 1 0 R>>endobj\n" * count


def endless_streams(count: int) -> bytes:
    """So many streams, none of which has an end: each could go on to the end of the file."""
    return b"%PDF-1.7\n" + b"1 0 obj<</Length 2 0 R>>stream\n" * count


def huge_dictionary(keys: int) -> bytes:
    """A page whose dictionary has so many keys, and as many fonts as a tenth of them."""
    pdf = Pdf()
    names = "".join(f"/K{number} {number}" for number in range(keys))
    fonts = "".join(f"/G{number} 3 0 R" for number in range(keys // 10))
    pdf.page(SEEN, entries=f"/PieceInfo<<{names}>>", fonts=fonts)
    return pdf.save()


def deep(opening: str, closing: str, levels: int) -> bytes:
    """A page whose dictionary holds arrays, or dictionaries, so deep in one another."""
    pdf = Pdf()
    pdf.page(SEEN, entries=f"/Deep{opening * levels}{closing * levels}")
    return pdf.save()


def inflating(size_mib: int) -> bytes:
    """A page whose content inflates to so much, twice compressed: a thousandth, and again."""
    pdf = Pdf()
    step = zlib.compressobj(9)
    head, each = (step.compress(bytes(1 << 20)) + step.flush(zlib.Z_FULL_FLUSH) for _ in range(2))
    once = head + each * (size_mib - 1) + step.flush()
    pdf.page(pdf.stream(zlib.compress(once, 9), "/Filter[/FlateDecode/FlateDecode]"))
    return pdf.save()


def scripts_and_files() -> bytes:
    """A page that opens with scripts that never end, and a file that carries a programme."""
    script = "<</S/JavaScript/JS(while\\(1\\){app.alert\\('x'\\)})>>"
    pdf = Pdf(
        f"/OpenAction{script}/Names<</JavaScript<</Names[(a){script}]>>"
        "/EmbeddedFiles<</Names[(virus.exe)4 0 R]>>>>"
    )
    pdf.add("<</Type/Filespec/F(virus.exe)/EF<</F 5 0 R>>>>")
    pdf.stream("MZ PIANO FAMIGLIA " * 1000, "/Type/EmbeddedFile")
    pdf.page(SEEN, entries=f"/AA<</O{script}/C{script}>>")
    return pdf.save()


def _page(pdf: Pdf, innermost: str, forms: int) -> int:
    content, resources = innermost, ""
    for _ in range(forms):
        form = pdf.form(content, resources=resources)
        content, resources = "/Fm Do\n" * DRAWS, f"/XObject<</Fm {form} 0 R>>"
    return pdf.page(SEEN + content, resources=resources)


def wide_gaps(count: int) -> bytes:
    """A row of so many words, tiny, a wide gap behind each."""
    words = "(ab)-5000" * count
    return one_page(f"{SEEN}BT /F1 0.002 Tf 1 0 0 1 10 600 Tm [{words}] TJ ET\n")


def unknown_letters(rows: int) -> bytes:
    """So many rows, by turns in both halves of a page, each a letter without a Unicode value."""
    pdf = Pdf()
    font = composite(pdf, {1: "a"})
    letters = "".join(
        f"1 0 0 1 {100 + 4 * (row % 100)} {650 - 300 * (row % 2) - row // 200} Tm <0041> Tj "
        for row in range(rows)
    )
    pdf.page(f"{SEEN}BT /F2 1 Tf {letters}ET", fonts=f"/F2 {font} 0 R")
    return pdf.save()
