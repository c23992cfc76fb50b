"""Files that cannot be read, made byte by byte."""

import io

from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.pdfgen.canvas import Canvas

ZERO_PAGES = (
    b"%PDF-1.4\n1 0 obj\n<</Type/Catalog/Pages 2 0 R>>\nendobj\n"
    b"2 0 obj\n<</Type/Pages/Kids[]/Count 0>>\nendobj\n"
    b"xref\n0 3\n0000000000 65535 f \n0000000009 00000 n \n0000000056 00000 n \n"
    b"trailer\n<</Size 3/Root 1 0 R>>\nstartxref\n103\n%%EOF\n"
)
"""A PDF in order, but for its pages: there are none."""

JPEG = b"\xff\xd8\xff\xe0\x00\x10JFIF\x00\x01\x01\x00\x00\x01\x00\x01\x00\x00\xff\xd9"


def encrypted(password: str) -> bytes:
    """A PDF of one line that opens with a password; with an empty one, for everybody."""
    stream = io.BytesIO()
    canvas = Canvas(stream, encrypt=StandardEncryption(password, ownerPassword="altra"))
    canvas.drawString(72, 700, "PIANO FAMIGLIA DI COMUNE DI TRENTO ANNO 2022")
    canvas.save()
    return stream.getvalue()
