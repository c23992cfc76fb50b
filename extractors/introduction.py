r"""The introduction of a plan or programme, by its chapter heads; and what can be told from it.

    PREMESSA … / ATTIVITA' PROGRAMMATORIA … / LINEE DI SVILUPPO DEL 2024 …

The platform writes `nan` or `\\` where a body gave no introduction: that is none.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from msgspec import Struct

_PLACEHOLDERS = frozenset(("nan", "\\", "\\\\"))
_MAX_HEAD_CHARACTERS = 90
_MAX_LINE_CHARACTERS = 200
"""A longer line, blanks and all, holds no head."""
_MIN_HEAD_LETTERS = 4
_MUNICIPALITY = (
    r"\bComune\s+di\s+(?P<nome>[A-Z][\w’']+(?:(?: (?:di|del|della|d’|d'|all’|all'|dei) ?)?"
    r"[- ]?[A-Z][\w’']+){0,3})"
)
_YEAR = r"(?i)\b(?:nell|per\s+l|dell)['’ ]\s*anno\s+(?P<anno>20[0-4]\d)\b"


class Section(Struct, frozen=True, gc=False):
    """A chapter: its head, None for text before the first head, and its text."""

    titolo: slice | None
    testo: slice


def sections(text: str, start: int, end: int) -> list[Section]:
    """The chapters of `text[start:end]`; a head with no text under it makes none."""
    heads = [line for line in _lines(text, start, end) if _is_head(text[line])]
    starts = [None, *heads]
    ends = [head.start for head in heads] + [end]
    chapters = []
    for head, stop in zip(starts, ends, strict=True):
        body = _trimmed(text, head.stop if head else start, stop)
        if body.start < body.stop:
            chapters.append(Section(head, body))
    return chapters


def is_placeholder(text: str) -> bool:
    """Whether the platform wrote this where there was nothing."""
    return text.strip().lower() in _PLACEHOLDERS


def named_municipality(text: str) -> str | None:
    """The municipality that an introduction without a head speaks of: twice, more than any."""
    names = [found["nome"].strip() for found in re.finditer(_MUNICIPALITY, text)]
    ranked = Counter(name.replace("'", "’") for name in names).most_common(2)
    if not ranked or ranked[0][1] < 2 or (len(ranked) > 1 and ranked[1][1] == ranked[0][1]):
        return None
    return next(name for name in names if name.replace("'", "’") == ranked[0][0])


def named_year(text: str) -> int | None:
    """The latest year that an introduction names as a year of planning (`per l'anno 2021`)."""
    return max((int(found["anno"]) for found in re.finditer(_YEAR, text)), default=None)


def _lines(text: str, start: int, end: int) -> Iterator[slice]:
    """The lines that are short enough to be heads."""
    for line in text[start:end].split("\n"):
        if len(line) <= _MAX_LINE_CHARACTERS:
            yield _trimmed(text, start, start + len(line))
        start += len(line) + 1


def _is_head(line: str) -> bool:
    """Capitals throughout, short, no sentence: `PREMESSA`, `PREMESSO CHE:`, `LE SFIDE`."""
    if len(line) > _MAX_HEAD_CHARACTERS or "\t" in line:
        return False
    words = line.strip("*= .:")
    if not words.isupper() and words != "Premessa":
        return False
    return sum(letter.isalpha() for letter in words) >= _MIN_HEAD_LETTERS


def _trimmed(text: str, start: int, end: int) -> slice:
    part = text[start:end]
    start += len(part) - len(part.lstrip())
    return slice(start, max(start, start + len(part.strip())))
