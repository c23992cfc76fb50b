"""The sections of a district's programme, by their headings.

    DATI DEL DISTRETTO / ATTORI DEL DISTRETTO / CANALI SOCIAL / AZIONI V.A.M.T. / PROGETTUALITÀ
    ALLEGATO N. 1 – ELENCO ORGANIZZAZIONI ADERENTI E CERTIFICAZIONI
    ORGANIZZAZIONI ADERENTI AL 30 APRILE 2024

A heading stands alone on its line and is looked up in `schemas/programme.toml`. A row of a table
that begins so, an index entry with its page, and a sentence are none. A section goes on to the next
heading; which interventi end it the caller knows.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from msgspec import Struct

from extractors.folding import folded
from extractors.programme.lexicon import lexicon, word_set
from schemas.flow import CELL, LINE

_MAX_CHARACTERS = 160
_SIGNS = r"(?i)rett|attor|cana|contatt|social|v\.?\s?a\.?\s?m\.?\s?t|progettual|aderent|refer|ruol"
"""What a line must hold to be looked at: few do."""

_NUMBERED = (
    r"(?i)\A[\s*#]*(?:allegato\s+(?:n\.?\s*)?\d*\s*[-–.:)]*\s*)?(?:\d{1,2}(?:\.\d{1,2})*[.)]?\s+)?"
)
_PAGE = re.compile(r"(?:\.{3,}|…|\s)\s*(?:pag\.?\s*)?\d{1,3}\s*\Z")


class Section(Struct, frozen=True, gc=False):
    """A section of one kind: the line of its heading, and all that stands under it."""

    kind: str
    heading: slice
    body: slice


def find_sections(text: str) -> list[Section]:
    """The sections of a programme, in order; each ends where the next begins."""
    heads: list[tuple[str, slice]] = []
    signs, start = re.compile(_SIGNS), 0
    for line in text.split(LINE):
        bare = _bare(line) if len(line) <= _MAX_CHARACTERS else ""
        end = start + len(line)
        is_looked_at = bare and signs.search(bare) and not _goes_on(text, bare, end)
        if is_looked_at and (kind := _kind(bare)):
            heads.append((kind, slice(start, end)))
        start += len(line) + 1
    ends = [*(head.start for _, head in heads), len(text)][1:]
    return [
        Section(kind, head, slice(head.stop, end))
        for (kind, head), end in zip(heads, ends, strict=True)
    ]


def _goes_on(text: str, bare: str, end: int) -> bool:
    """Whether the line that ends here is the first of a sentence, its lines broken by hand."""
    return not bare.isupper() and text[end + 1 : end + 2].islower()


def heading_kind(line: str) -> str | None:
    """The kind of section that a line heads, None where it is no heading."""
    bare = _bare(line)
    return _kind(bare) if bare else None


def _bare(line: str) -> str:
    """The words of a line that may be a heading; none of a row, a sentence, a line that goes on."""
    bare = line.strip(" *\t\r:=#")
    is_sentence = bare.endswith((".", ";", ",")) and not bare.endswith("T.")
    return "" if CELL in bare or is_sentence or bare[:1].islower() else bare


def _kind(bare: str) -> str | None:
    bare = re.sub(_NUMBERED, "", bare)
    words = tuple(folded(bare).split())
    if words and words[0] in word_set("section_tails", "articles"):
        words = words[1:]
    for length in range(min(len(words), _longest()), 0, -1):
        if kind := _headings().get(words[:length]):
            rest = words[length:]
            is_more = bool(rest) and rest[0] == "e" and bare.isupper()
            is_whole = not rest or is_more or rest[0] in word_set("section_tails", "words")
            return kind if is_whole and not _is_entry(bare, rest) else None
    return None


def _is_entry(line: str, rest: Sequence[str]) -> bool:
    """Whether a line is an index entry: a page number behind words that no date ends."""
    return bool(_PAGE.search(line)) and not (rest and re.search(r"\d{4}\s*\Z", line))


@cache
def _headings() -> dict[tuple[str, ...], str]:
    return {
        tuple(folded(heading).split()): kind
        for kind, headings in lexicon()["sections"].items()
        for heading in headings
    }


@cache
def _longest() -> int:
    return max(map(len, _headings()))
