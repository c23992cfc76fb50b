"""What a text must hold before its words are looked at, told by the shapes of short words.

The text is mapped to letters that stand for kinds of letters, one byte each, and a few shapes are
searched in that: a tenth of the time of looking at every word. A sign is no proof; where there is
none, there is nothing to look for.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from msgspec import Struct

_STRETCH, _OVERLAP = 1 << 18, 8
"""Characters that are mapped at a time, and how many of them twice: no shape is longer."""

_ASCII, _ASCII_BLANK = 128, 32
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


class Signs(Struct, frozen=True, gc=False):
    """Where suspect words are, in order."""

    letters: Sequence[int]
    """Letters that are no words by themselves: consonants between letters, and accented vowels."""
    vowels: Sequence[int]
    """Vowels by themselves, behind a consonant that ends a word."""
    apostrophes: Sequence[int]
    """Blanks that part an elided word from its apostrophe."""
    misread: Sequence[int]
    """Beginnings of words that have the shape of one of the table's."""


def signs(text: str) -> Signs:
    """Which suspect words there are."""
    found: tuple[set[int], ...] = (set(), set(), set(), set())
    for start in range(0, len(text), _STRETCH):
        first = max(0, start - _OVERLAP)
        data = b" " + text[first : start + _STRETCH].encode("latin-1", "replace") + b" "
        shapes = data.translate(_SINGLES)
        each = _letters(data, shapes), _vowels(data, shapes), _apostrophes(data, shapes)
        for places, more in zip(found, (*each, _misread(data)), strict=True):
            places.update(first + at - 1 for at in more)
    return Signs(*map(sorted, found))


def _letters(data: bytes, shapes: bytes) -> Iterator[int]:
    for at in _places(shapes, b" c "):
        if data[at + 1] >= _ASCII or data[at - 1 : at].isalpha() or shapes[at - 1 : at] == b"c":
            yield at + 1


def _vowels(data: bytes, shapes: bytes) -> Iterator[int]:
    for at in _places(shapes, b"c v "):
        if data[at] < _ASCII and data[max(0, at - 2) : at + 1] not in _BEFORE_ALL:
            yield at + 2


def _apostrophes(data: bytes, shapes: bytes) -> Iterator[int]:
    for at in _places(shapes, b" q"):
        if data[at - 1] in b"lLdDcCI" and shapes[at + 2] in b"vec":
            yield at


def _misread(data: bytes) -> Iterator[int]:
    """`alia`, `pei`, `dl`, `ii`, `de/la`: shapes that few words have."""
    shapes = data.translate(_WORDS)
    for shape in (b" pvi ", b" cl ", b" ii "):
        yield from (at + 1 for at in _places(shapes, shape))
    for at in _places(shapes, b"vliv "):
        if data[at - 1] in b" dns":
            yield at if shapes[at - 1] == _ASCII_BLANK else at - 1
    yield from (at - 2 for at in _places(data, b"/") if data[at + 1] in b"l" and at > 1)


def _places(shapes: bytes, shape: bytes) -> Iterator[int]:
    at = shapes.find(shape)
    while at >= 0:
        yield at
        at = shapes.find(shape, at + 1)
