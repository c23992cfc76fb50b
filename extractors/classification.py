"""Entries of the taxonomy: `A0301 Incontri di progettazione e programmazione`, or a bare label.

Programmes print codes of edition 3, several in one cell with nothing between a label and the next
code; labels hold commas, colons and slashes, so only a code can part them. Plans print the label
alone, of edition 2. The letters change meaning between editions: a code is known by its shape.
Looking labels up in the editions' tables is not done here.
"""

from __future__ import annotations

import re
from typing import NamedTuple

_CODE = re.compile(r"\b(?:(?P<edizione_3>[A-G]\d{4})|(?P<edizione_2>[A-E]\d{2}-\d{4}))\b")


class Entry(NamedTuple):
    """One entry as printed. Code and edition are None where only a label is printed."""

    testo: str
    codice: str | None
    etichetta: str | None
    edizione: str | None


def entries(value: str) -> list[Entry]:
    """The entries of one printed value, in order."""
    codes = list(_CODE.finditer(value))
    ends = [code.start() for code in codes[1:]] + [len(value)]
    found = []
    head = value[: codes[0].start()].strip() if codes else value.strip()
    if head:
        found.append(Entry(head, None, head, None))
    for code, end in zip(codes, ends, strict=bool(codes)):
        label = value[code.end() : end].strip(" .:–-\n")
        edition = (code.lastgroup or "").removeprefix("edizione_")
        found.append(Entry(value[code.start() : end].strip(), code[0], label or None, edition))
    return found
