"""What a reader gives: pages of text, with boxes where the source has geometry.

Points are 1/72 inch, the origin is the page's top left corner, pages are counted from 1, offsets
are code points from 0. Nothing downstream knows which reader made a page.
"""

from __future__ import annotations

from array import array
from collections.abc import Sequence

from msgspec import Struct


class Word(Struct, frozen=True, gc=False):
    """A word and its box. Its text is `page.text[start:end]`."""

    start: int
    end: int
    x0: float
    top: float
    x1: float
    bottom: float


class Line(Struct, frozen=True, gc=False):
    """A run of words on one printed line that no wide gap parts, never empty.

    What stands beside it, in another cell or column, is another line of the same page. Its text is
    `page.text[start:end]`. An archive has a million words: they are kept as numbers, and are
    objects only for who asks.
    """

    bounds: array[int]
    """Start and end of each word, one after the other, in code points of the page's text."""
    sides: array[float]
    """x0 and x1 of each word, in points."""
    x0: float
    top: float
    x1: float
    bottom: float
    size_points: float = 0.0
    """Font size of its first word; 0 where the reader cannot tell."""
    is_bold: bool = False
    is_upright: bool = True
    """Whether it reads from left to right; a stamp in the margin may not."""
    heights: array[float] | None = None
    """Top and bottom of each word, where they are not those of the line."""

    @property
    def start(self) -> int:
        """First code point in the page's text."""
        return self.bounds[0]

    @property
    def end(self) -> int:
        """One past the last code point in the page's text."""
        return self.bounds[-1]

    @property
    def word_count(self) -> int:
        """How many words it has."""
        return len(self.bounds) // 2

    @property
    def words(self) -> tuple[Word, ...]:
        """Its words, from left to right."""
        bounds, sides = self.bounds, self.sides
        heights = self.heights or array("d", (self.top, self.bottom)) * self.word_count
        return tuple(
            Word(bounds[n], bounds[n + 1], sides[n], heights[n], sides[n + 1], heights[n + 1])
            for n in range(0, len(bounds), 2)
        )


class Rule(Struct, frozen=True, gc=False):
    """A ruled line, across or down: a stroke, or a shape too thin to be anything else."""

    x0: float
    top: float
    x1: float
    bottom: float


class Shade(Struct, frozen=True, gc=False):
    """A box filled with a colour other than white: the ground of a header, of a cell."""

    x0: float
    top: float
    x1: float
    bottom: float
    colour: int = 0
    """Red, green and blue, a byte each."""


class Page(Struct, frozen=True, gc=False):
    """One page as read. `text` is never repaired; plain text has neither lines nor rules.

    Lines, and words in them, follow each other in the order of the text, which is the engine's.
    """

    number: int
    text: str
    lines: tuple[Line, ...] = ()
    rules: tuple[Rule, ...] = ()
    shades: tuple[Shade, ...] = ()
    width: float = 0.0
    height: float = 0.0


class Span(Struct, frozen=True, gc=False):
    """A run of one page's text: `page.text[start:end]`, `page` counted from 1."""

    page: int
    start: int
    end: int


def line_of(
    words: Sequence[Word],
    size_points: float = 0.0,
    is_bold: bool = False,
    is_upright: bool = True,
) -> Line:
    """A line of these words (at least one)."""
    x0, top, x1, bottom = box_of(words)
    is_level = all(word.top == top and word.bottom == bottom for word in words)
    return Line(
        array("I", [at for word in words for at in (word.start, word.end)]),
        array("d", [x for word in words for x in (word.x0, word.x1)]),
        x0,
        top,
        x1,
        bottom,
        size_points,
        is_bold,
        is_upright,
        None if is_level else array("d", [y for w in words for y in (w.top, w.bottom)]),
    )


def box_of(words: Sequence[Word]) -> tuple[float, float, float, float]:
    """The smallest box that holds all the words (at least one), in points."""
    return (
        min([word.x0 for word in words]),
        min([word.top for word in words]),
        max([word.x1 for word in words]),
        max([word.bottom for word in words]),
    )
