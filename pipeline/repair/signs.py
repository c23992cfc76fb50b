"""What a text must hold before its words are looked at, told by the shapes of short words.

The text is mapped to letters that stand for kinds of letters, one byte each, and a few shapes are
searched in that: a tenth of the time of looking at every word. A sign is no proof; where there is
none, there is nothing to look for.
"""

from __future__ import annotations

from collections.abc import Iterator

CUT_LETTER, CUT_APOSTROPHE, MISREAD = "letter", "apostrophe", "misread"

_STRETCH, _OVERLAP = 1 << 18, 8
"""Characters that are mapped at a time, and how many of them twice: no shape is longer."""

_ASCII = 128
_SPACE = "\t\n\v\f\r \xa0"
_BEFORE_ALL = frozenset(
    (b"con", b"Con", b"per", b"Per", b"non", b"Non", b" ed", b" ad", b"nel", b"del", b"dal", b"sul")
)
"""What articles and the like often stand behind: ends of words, three letters long."""


def _table(**kinds: str) -> bytes:
    """A table for `bytes.translate`: each letter of Latin-1 becomes the sign of its kind."""
    table = bytearray(b"." * 256)
    for kind, letters in kinds.items():
        for letter in letters.encode("latin-1"):
            table[letter] = ord(kind)
    for space in _SPACE.encode("latin-1"):
        table[space] = ord(" ")
    return bytes(table)


_SINGLES = _table(c="bcdfghjklmnpqrstvzBFGHJKNPQRSTVZàìòù", v="aio", e="AEIOUeuhèHÀÈ", q="'?")
"""`c`: what is no word by itself. `q` is an apostrophe too: beyond Latin-1 all is `?`."""

_WORDS = _table(c="dns", v="aeu", i="i", l="l", p="p")


def signs(text: str) -> frozenset[str]:
    """Which kinds of suspect words there are."""
    found: set[str] = set()
    for start in range(0, len(text), _STRETCH):
        part = text[max(0, start - _OVERLAP) : start + _STRETCH]
        data = b" " + part.encode("latin-1", "replace") + b" "
        shapes = data.translate(_SINGLES)
        if _has_letter(data, shapes):
            found.add(CUT_LETTER)
        if _has_apostrophe(data, shapes):
            found.add(CUT_APOSTROPHE)
        if _has_misread(data):
            found.add(MISREAD)
    return frozenset(found)


def _has_letter(data: bytes, shapes: bytes) -> bool:
    """Whether a consonant stands by itself between letters, or a vowel behind a consonant."""
    for at in _places(shapes, b" c "):
        if data[at - 1 : at].isalpha() and data[at + 3 : at + 4].isalpha():
            return True
    for at in _places(shapes, b"c v "):
        if data[at] < _ASCII and data[max(0, at - 2) : at + 1] not in _BEFORE_ALL:
            return True
    return False


def _has_apostrophe(data: bytes, shapes: bytes) -> bool:
    """Whether a blank parts an elided word from its apostrophe."""
    return any(
        data[at - 1] in b"lLdDcCI" and shapes[at + 2] in b"vec" for at in _places(shapes, b" q")
    )


def _has_misread(data: bytes) -> bool:
    """Whether a word has the shape of one of the table's: `alia`, `pei`, `dl`, `ii`, `de/la`."""
    shapes = data.translate(_WORDS)
    if any(shape in shapes for shape in (b" pvi ", b" cl ", b" ii ")):
        return True
    if any(data[at - 1] in b" dnsDNS" for at in _places(shapes, b"vliv ")):
        return True
    return any(data[at + 1] in b"l" for at in _places(data, b"/"))


def _places(shapes: bytes, shape: bytes) -> Iterator[int]:
    at = shapes.find(shape)
    while at >= 0:
        yield at
        at = shapes.find(shape, at + 1)
