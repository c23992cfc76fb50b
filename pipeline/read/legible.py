"""Whether the text that a PDF holds for a page can be read at all.

����� ��� �������    a font that does not say what its letters are (PDF005)
'HWHUPLQD]LRQH GHO   one whose letters are shifted: no word of any language

c;mun^ di S. ~lichelc        an earlier recognition under a scan, and a bad one
"""

from __future__ import annotations

import re

_MANY_UNKNOWN = 0.1
"""More than this share of letters that are none, and the page cannot be read."""

_LEAST_LETTERS, _LEAST_WORDS = 20, 40
"""A shorter page is not judged."""

_UNKNOWN = re.compile("[\ufffd\ue000-\uf8ff\x00-\x08\x0e-\x1f]")

_LEAST_COMMON = 0.02
"""Of the words of a text, at least this share is common: shifted letters spell a few, too."""

_COMMON = frozenset(
    (
        *("di", "e", "il", "la", "che", "per", "in", "del", "della", "dei", "delle", "a", "con"),
        *("da", "al", "le", "è", "si", "un", "una", "comune", "n", "der", "die", "und", "das"),
        *("von", "the", "of", "and", "to", "de", "et", "les", "dl", "y"),
    )
)
"""A page of running Italian has one in each line; annexes may be in another language."""


def is_garbled(text: str) -> bool:
    """Whether text is such that nobody can read it; in doubt it is not."""
    if len(text) >= _LEAST_LETTERS and len(_UNKNOWN.findall(text)) > _MANY_UNKNOWN * len(text):
        return True
    if " di " in text or " e " in text:
        return False
    words = [word for word in text.lower().split() if any(map(str.isalpha, word))]
    common = sum(word in _COMMON for word in words)
    return len(words) >= _LEAST_WORDS and common < _LEAST_COMMON * len(words)


_MISREAD = re.compile(
    r"[^\W\d_][!;|~^*=<>\\{}\d]+[^\W\d_]"
    r"|[a-zà-ù][A-Z]"
    r"|(?<![\w.])[b-df-hj-np-tv-z]{4,}(?![\w./@])"
    r"|(?<!\S)[|~^=<>{}!;:,.'’‘“”`\\]{1,3}(?!\S)"
)
"""What no word has: signs and digits between letters, capitals behind small ones, no vowel at all;
and signs that stand alone."""

_MANY_MISREAD = 0.065
"""Of print that is right, at most so many words look misread: those of a page of codes."""


def is_misread(text: str) -> bool:
    """Whether text that was recognised before is so badly that it is worth doing again."""
    words = text.split()
    return len(words) >= _LEAST_WORDS and misread_share(text) > _MANY_MISREAD


def misread_share(text: str) -> float:
    """How many of the words cannot be right."""
    words = text.split()
    return sum(bool(_MISREAD.search(word)) for word in words) / len(words) if words else 0.0
