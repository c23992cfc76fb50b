"""Files that a disk, a download or a bad producer broke, and how much of them is left."""

import io

from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.pdfgen.canvas import Canvas

from tests.nasty.pdf import Box, Pdf, one_page, text

SEEN = ("Biblioteca aperta", "Compiti insieme", "Orto dei nonni")


def whole() -> bytes:
    """Three pages in order, a row each."""
    pdf = Pdf()
    for row in SEEN:
        pdf.page(text(100, 700, row))
    return pdf.save()


def without_table() -> bytes:
    """All the objects, and no table that says where they are."""
    return whole().partition(b"\nxref\n")[0] + b"\ntrailer\n<</Size 9/Root 1 0 R>>\n%%EOF\n"


def misplaced_table() -> bytes:
    """A table that is there, and a last line that points elsewhere."""
    head, mark, _ = whole().rpartition(b"startxref\n")
    return head + mark + b"7\n%%EOF\n"


def shifted_offsets() -> bytes:
    """Line ends turned from one byte into two by a mail gateway: every offset is wrong."""
    return whole().replace(b"\n", b"\r\n")


def without_last_line() -> bytes:
    """The end of a download missing: the table is there, `%%EOF` is not."""
    return whole().removesuffix(b"%%EOF\n")


def cut_in_half() -> bytes:
    """The first half only."""
    data = whole()
    return data[: len(data) // 2]


def after_rubbish() -> bytes:
    """What a web server put before the file."""
    return b"Content-Type: application/pdf\r\n\r\n" + whole()


def broken_content() -> bytes:
    """Three pages; the second's content stops being content halfway."""
    pdf = Pdf()
    pdf.page(text(100, 700, SEEN[0]))
    pdf.page(text(100, 700, SEEN[1]) + "BT /F1 10 Tf ( (( <<< [ 5 0 Q Q Q \x00\xff ET l h (")
    pdf.page(text(100, 700, SEEN[2]))
    return pdf.save()


def broken_compression() -> bytes:
    """Three pages; the second's stream says Flate and is not."""
    pdf = Pdf()
    pdf.page(text(100, 700, SEEN[0]))
    pdf.page(pdf.stream("these are no compressed bytes", "/Filter/FlateDecode"))
    pdf.page(text(100, 700, SEEN[2]))
    return pdf.save()


def missing_page() -> bytes:
    """Three pages; the second's object is null."""
    pdf = Pdf()
    pdf.page(text(100, 700, SEEN[0]))
    pdf.no_page()
    pdf.page(text(100, 700, SEEN[2]))
    return pdf.save()


def missing_content() -> bytes:
    """Three pages; the second's content is an object that is not there."""
    pdf = Pdf()
    pdf.page(text(100, 700, SEEN[0]))
    pdf.page(999)
    pdf.page(text(100, 700, SEEN[2]))
    return pdf.save()


def missing_font() -> bytes:
    """A page that names a font it has not got."""
    return one_page(text(100, 700, SEEN[0]) + "BT /F9 10 Tf 100 680 Td (Piedibus) Tj ET\n")


def of_size(media: Box) -> bytes:
    """Three pages; the second's media box is this one."""
    pdf = Pdf()
    pdf.page(text(100, 700, SEEN[0]))
    pdf.page(text(100, 700, SEEN[1]), media=media)
    pdf.page(text(100, 700, SEEN[2]))
    return pdf.save()


def pages_in_a_ring() -> bytes:
    """A tree of pages that holds itself."""
    data = one_page(text(100, 700, SEEN[0]))
    return data.replace(b"/Kids[5 0 R]", b"/Kids[2 0 R]")


def form_in_itself() -> bytes:
    """A form XObject that draws itself."""
    pdf = Pdf()
    own = "/XObject<</Fm1 4 0 R>>"
    pdf.form(text(100, 680, "Piedibus") + "/Fm1 Do\n", resources=own)
    pdf.page(text(100, 700, SEEN[0]) + "/Fm1 Do\n", resources=own)
    return pdf.save()


def locked(password: str) -> bytes:
    """A file that opens with a password; with an empty one, for everybody."""
    stream = io.BytesIO()
    lock = StandardEncryption(password, ownerPassword="altra", canPrint=0, canCopy=0)
    canvas = Canvas(stream, encrypt=lock)
    canvas.drawString(100, 700, SEEN[0])
    canvas.save()
    return stream.getvalue()
