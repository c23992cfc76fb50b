"""What a text must hold before words are looked at: one pass for nearly all kinds of damage."""

from __future__ import annotations

import re
from functools import cache

CUT_LETTER, CUT_APOSTROPHE, MISREAD = "letter", "apostrophe", "misread"

_SIGNS = (
    rf"(?:(?P<{CUT_LETTER}>"
    r"[aio](?<=[bcdfghjkmnpqrstvxzl]\s.)(?<!con\s.)(?<!per\s.)(?<!non\s.)(?<!ed\s.)(?<!ad\s.)\s"
    r"|[àìòù]\s|[bcdfgmnprstvzBCDFGLMNPRSTV]\s[^\W\d_]"
    r")"
    rf"|(?P<{CUT_APOSTROPHE}>['’][aeiouhàèAEIOUHÀÈ])"
    rf"|(?P<{MISREAD}>(?:ii|dl|pei|ali[ae]|(?:[dn]e|su)li[ae]|[dn]eil[ae]|(?:[dn]e|su)/l[ae])\s)"
    r")"
)


def signs(text: str) -> frozenset[str]:
    """Which kinds of suspect words there are."""
    return frozenset(
        found.lastgroup or "" for pattern in _patterns() for found in pattern.finditer(text)
    )


@cache
def _patterns() -> tuple[re.Pattern[str], ...]:
    """One for each white space that a word begins behind: a literal first is what makes it fast."""
    return tuple(re.compile(blank + _SIGNS) for blank in (" ", "\n", "\r"))
