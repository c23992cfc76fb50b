"""Pictures of pages of a PDF: a program of its own, which may crash without harm to the server.

    python picture.py 2 3 < plan.pdf > pictures

Reads a PDF on standard input, and writes the pages asked for to standard output as MessagePack: a
list of number, width and height in points, PNG. A page that cannot be displayed is left out.
Pages are as displayed, cut to the crop box and turned, as the boxes of the catalogue are. It ends
itself after `CPU_SECONDS` of work. Imports nothing of ours.
"""

from __future__ import annotations

import io
import math
import sys
from contextlib import suppress

CPU_SECONDS = 30
MEMORY_BYTES = 3 * 2**30
"""Of addresses, those of the libraries included."""

DPI = 110
MAX_SIDE_PIXELS = 2400
"""A page that would be wider or higher is drawn smaller."""

Picture = tuple[int, float, float, bytes]
"""Number, width and height in points, PNG."""


def pictures(data: bytes, numbers: list[int]) -> list[Picture]:
    """The pages with these numbers, from 1."""
    import pypdfium2

    with pypdfium2.PdfDocument(data) as document:
        found = []
        for number in numbers:
            if 1 <= number <= len(document):
                with suppress(pypdfium2.PdfiumError):
                    found.append(_picture(document, number))
    return found


def _picture(document: object, number: int) -> Picture:
    page = document[number - 1]  # type: ignore[index]  # PDFium has no types
    width, height = page.get_size()
    scale = min(DPI / 72, MAX_SIDE_PIXELS / max(width, height, 1))
    image = page.render(scale=scale).to_pil()
    stream = io.BytesIO()
    image.save(stream, "PNG")
    return number, width, height, stream.getvalue()


def _limit() -> None:
    """No more time and memory than a page can need, where the system has such limits."""
    try:
        import resource
    except ImportError:
        return
    resource.setrlimit(resource.RLIMIT_CPU, (CPU_SECONDS, math.ceil(CPU_SECONDS * 1.5)))
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY_BYTES, MEMORY_BYTES))


def main() -> None:
    """Reads, draws and writes; any failure is an exit code other than 0."""
    import msgspec

    _limit()
    found = pictures(sys.stdin.buffer.read(), [int(each) for each in sys.argv[1:]])
    sys.stdout.buffer.write(msgspec.msgpack.encode(found))


if __name__ == "__main__":
    main()
