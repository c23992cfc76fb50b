"""Where the two PDF engines read a page's words otherwise; and the values that each comes to."""

from __future__ import annotations

import json
import re
from collections import Counter
from typing import Any, NamedTuple

from pipeline.layout import lay_out
from pipeline.options import Options
from pipeline.read import PdfEngine, read
from pipeline.run import run
from pipeline.write import encode

WHITE = "white on white: PDFium's reader leaves it out and says so (PDF004)"
IN_LINE = "the page's number is printed into a line of its text, where pdfplumber sees one word"


class Difference(NamedTuple):
    """Words of one page that one engine alone has, and why."""

    page: int
    pdfium: tuple[str, ...]
    pdfplumber: tuple[str, ...]
    why: str


def differences(data: bytes) -> list[Difference]:
    """All there are in a file, each still without its reason."""
    one, other = (read(data, ".pdf", engine).pages for engine in _ENGINES)
    found = []
    for mine, theirs in zip(one, other, strict=True):
        words = Counter(mine.text.split()), Counter(theirs.text.split())
        if words[0] != words[1]:
            alone = [tuple(sorted((a - b).elements())) for a, b in (words, words[::-1])]
            found.append(Difference(mine.number, alone[0], alone[1], ""))
    return found


def in_order(data: bytes, engine: PdfEngine) -> str:
    """A file's text in reading order, without white space."""
    return re.sub(r"\s", "", lay_out(read(data, ".pdf", engine).pages).flow.text)


def values(data: bytes, engine: PdfEngine) -> list[dict[str, Any]]:
    """A file's interventi without their places."""
    (found_record,) = run(data, "x.pdf", Options(evidence=False, pdf_engine=engine))
    record = json.loads(encode(found_record))
    found: list[dict[str, Any]] = record["interventi"]
    return found


_ENGINES: tuple[PdfEngine, PdfEngine] = ("pdfium", "pdfplumber")
