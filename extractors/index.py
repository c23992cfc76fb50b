"""The index of a booklet: names with the pages they begin on.

    1. PREMESSA...... 5   2. VAL RENDENA...... 9       dots of any number, several rows on a line
    N.1 Comune di Arco pag. 3
    PREMESSA ........................................ pag. I

A list of amounts or dates is none: an entry has a name, dots or `pag.`, and a page number, and the
pages rise from entry to entry.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from msgspec import Struct

MIN_ENTRIES = 3
"""A page with fewer entries is no index."""

_RISING_SHARE = 0.8

_PAGE = re.compile(
    r"(?:(?:\.[ ]?){3,}|…[ ]?|\s(?=pag\b))\s*(?:pag\b\.?\s*)?"
    r"(?P<pagina>\d{1,4}|[IVXLC]{1,6})(?=\s|\Z)",
    re.IGNORECASE,
)
_NUMBERED = re.compile(r"\s*(?:N\.[ ]?)?\d{1,3}(?:\.\d{1,2})*[.)]?[ ]+", re.IGNORECASE)
_MAX_NAME_CHARACTERS = 120

_MARKS = ("...", ". . .", "…", " pag", "\npag", " Pag", " PAG")
"""What stands before a page number: quickly told, and rare elsewhere."""


class Entry(Struct, frozen=True, gc=False):
    """A row of an index: what begins on which printed page, None for a Roman number."""

    nome: str
    pagina: int | None
    place: slice
    """Of the text it was read from."""


def index_entries(text: str) -> list[Entry]:
    """The entries of an index, in order; none where the text of a page is no index."""
    if sum(map(text.count, _MARKS)) < MIN_ENTRIES:
        return []
    entries: list[Entry] = []
    end = 0
    for page in _PAGE.finditer(text):
        start = max(end, text.rfind("\n", 0, page.start()) + 1)
        numbered = _NUMBERED.match(text, start, page.start())
        name = text[numbered.end() if numbered else start : page.start()].strip(" .…")
        begins = name[:1].isupper() or (numbered and name[:1].isalpha())
        if begins and len(name) <= _MAX_NAME_CHARACTERS:
            number = page["pagina"]
            place = slice(start, page.end())
            entries.append(Entry(name, int(number) if number.isdecimal() else None, place))
            end = page.end()
    return entries if len(entries) >= MIN_ENTRIES and _is_rising(entries) else []


def _is_rising(entries: Sequence[Entry]) -> bool:
    pages = [entry.pagina for entry in entries if entry.pagina is not None]
    rising = sum(one <= other for one, other in pairwise(pages))
    return rising >= _RISING_SHARE * (len(pages) - 1)
