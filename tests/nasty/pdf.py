"""A PDF written object by object, so that a test says every byte that matters."""

from collections.abc import Iterable

A4 = (0.0, 0.0, 595.0, 842.0)
LETTER = 6.0
"""How far each letter of the Courier that `text` writes in moves on, at 10 points."""

Box = tuple[float, float, float, float]


class Pdf:
    """The objects of a PDF: 1 is the catalogue, 2 the pages, 3 Courier; the rest as added."""

    def __init__(self, catalogue: str = "") -> None:
        self._catalogue = catalogue
        courier = "<</Type/Font/Subtype/Type1/BaseFont/Courier/Encoding/WinAnsiEncoding>>"
        self._objects = [b"", b"", courier.encode()]
        self._pages: list[int] = []

    def add(self, body: str | bytes) -> int:
        """One more object; gives its number."""
        self._objects.append(body.encode("latin-1") if isinstance(body, str) else body)
        return len(self._objects)

    def stream(self, content: str | bytes, entries: str = "") -> int:
        """One more stream; gives its number."""
        data = content.encode("latin-1") if isinstance(content, str) else content
        head = f"<<{entries}/Length {len(data)}>>\nstream\n".encode()
        return self.add(head + data + b"\nendstream")

    def form(self, content: str, entries: str = "", resources: str = "") -> int:
        """One more form XObject, as large as an A4 page."""
        form = f"/Type/XObject/Subtype/Form/BBox[0 0 595 842]{entries}"
        return self.stream(content, f"{form}/Resources<</Font<</F1 3 0 R>>{resources}>>")

    def page(
        self,
        content: str | int,
        *,
        media: Box = A4,
        entries: str = "",
        fonts: str = "",
        resources: str = "",
    ) -> int:
        """One more page; its content is text, or the number of a stream that is there."""
        number = content if isinstance(content, int) else self.stream(content)
        box = " ".join(f"{edge:.2f}" for edge in media)
        self._pages.append(
            self.add(
                f"<</Type/Page/Parent 2 0 R/MediaBox[{box}]/Contents {number} 0 R{entries}"
                f"/Resources<</Font<</F1 3 0 R{fonts}>>{resources}>>>>"
            )
        )
        return self._pages[-1]

    def no_page(self) -> None:
        """One more page, whose object is not there."""
        self._pages.append(self.add("null"))

    def save(self) -> bytes:
        """The file."""
        kids = " ".join(f"{number} 0 R" for number in self._pages)
        self._objects[0] = f"<</Type/Catalog/Pages 2 0 R{self._catalogue}>>".encode()
        self._objects[1] = f"<</Type/Pages/Kids[{kids}]/Count {len(self._pages)}>>".encode()
        out = bytearray(b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n")
        offsets = []
        for number, body in enumerate(self._objects, 1):
            offsets.append(len(out))
            out += b"%d 0 obj\n%b\nendobj\n" % (number, body)
        start = len(out)
        out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(offsets) + 1)
        out += b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
        out += b"trailer\n<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n" % (
            len(offsets) + 1,
            start,
        )
        return bytes(out)


def one_page(content: str) -> bytes:
    """A file of one A4 page that needs nothing but Courier."""
    pdf = Pdf()
    pdf.page(content)
    return pdf.save()


def text(x: float, y: float, words: str, *, size: float = 10, before: str = "") -> str:
    """Words in Courier, their baseline's start at (x, y) from the bottom left."""
    return f"BT /F1 {size:g} Tf {before} 1 0 0 1 {x:g} {y:g} Tm ({words}) Tj ET\n"


def lines(x: float, y: float, rows: Iterable[str], *, leading: float = 14) -> str:
    """Lines of words, the first one's baseline at y."""
    return "".join(text(x, y - leading * row, words) for row, words in enumerate(rows))
