"""What a reader gives: pages of text, with boxes where the source has geometry.

Points are 1/72 inch, the origin is the page's top left corner, pages are counted from 1, offsets
are code points from 0. Nothing downstream knows which reader made a page.
"""

from __future__ import annotations

from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from itertools import accumulate, chain, repeat
from operator import le
from typing import overload

from msgspec import Struct

Box = tuple[float, float, float, float]
"""x0, top, x1, bottom in points."""


class Word(Struct, frozen=True, gc=False):
    """A word and its box. Its text is `page.text[start:end]`."""

    start: int
    end: int
    x0: float
    top: float
    x1: float
    bottom: float


class LooseLine(Struct, frozen=True, gc=False):
    """A line as a reader sets it, before `Lines` takes it with the others of its page."""

    bounds: Sequence[int]
    """Start and end of each word, one after the other, in code points of the page's text."""
    sides: Sequence[float]
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
    heights: Sequence[float] = ()
    """Top and bottom of each word, where they are not those of the line."""


class Line(Struct, frozen=True, gc=False):
    """A run of words on one printed line that no wide gap parts, never empty.

    What stands beside it, in another cell or column, is another line of the same page. Its text is
    `page.text[start:end]`. It is a look at the numbers of its page, which `Lines` keeps.
    """

    lines: Lines
    number: int
    top: float
    bottom: float

    @property
    def start(self) -> int:
        """First code point in the page's text."""
        return self.lines.starts[self.number]

    @property
    def end(self) -> int:
        """One past the last code point in the page's text."""
        return self.lines.ends[self.number]

    @property
    def x0(self) -> float:
        """Where it begins, in points."""
        return self.lines.lefts[self.number]

    @property
    def x1(self) -> float:
        """Where it ends, in points."""
        return self.lines.rights[self.number]

    @property
    def size_points(self) -> float:
        """Font size of its first word; 0 where the reader cannot tell."""
        return self.lines.sizes[self.number]

    @property
    def is_bold(self) -> bool:
        """Whether its first word is bold."""
        return bool(self.lines.styles[self.number] & _BOLD)

    @property
    def is_upright(self) -> bool:
        """Whether it reads from left to right; a stamp in the margin may not."""
        return self.lines.styles[self.number] < _TURNED

    @property
    def word_count(self) -> int:
        """How many words it has."""
        firsts = self.lines.firsts
        return firsts[self.number + 1] - firsts[self.number]

    @property
    def first_width(self) -> float:
        """How wide its first word is, in points."""
        lines = self.lines
        first = 2 * lines.firsts[self.number]
        return lines.sides[first + 1] - lines.sides[first]

    @property
    def words(self) -> tuple[Word, ...]:
        """Its words, from left to right."""
        lines = self.lines
        first, last = lines.firsts[self.number : self.number + 2]
        bounds, sides = lines.bounds[2 * first : 2 * last], lines.sides[2 * first : 2 * last]
        heights = lines.heights.get(self.number) or (self.top, self.bottom) * (last - first)
        return tuple(
            Word(bounds[n], bounds[n + 1], sides[n], heights[n], sides[n + 1], heights[n + 1])
            for n in range(0, len(bounds), 2)
        )


_BOLD, _TURNED = 1, 2
"""Added up to the style of a line."""


class Lines(Sequence[Line]):
    """The lines of a page, in order of its text.

    An archive has a million words: the numbers of a page are kept in a few arrays, and lines and
    words are objects only for who asks.
    """

    __slots__ = (
        *("bottoms", "bounds", "ends", "firsts", "heights", "lefts", "rights", "sides"),
        *("sizes", "starts", "styles", "tops"),
    )

    def __init__(self, lines: Iterable[LooseLine] = (), is_single: bool = False) -> None:
        """`is_single`: words stand at numbers of single precision, which take half the room."""
        lines = tuple(lines)
        every, of = chain.from_iterable, "f" if is_single else "d"
        self.bounds = array("I", every([line.bounds for line in lines]))
        self.sides = array(of, every([line.sides for line in lines]))
        """Of all words, as `LooseLine` has them of its own."""
        self.firsts = array("I", accumulate([len(line.bounds) // 2 for line in lines], initial=0))
        """Of each line its first word, past the last of them all."""
        self.starts = array("I", [line.bounds[0] for line in lines])
        self.ends = array("I", [line.bounds[-1] for line in lines])
        self.lefts = array("d", [line.x0 for line in lines])
        self.tops = array("d", [line.top for line in lines])
        self.rights = array("d", [line.x1 for line in lines])
        self.bottoms = array("d", [line.bottom for line in lines])
        self.sizes = array("d", [line.size_points for line in lines])
        self.styles = bytes(
            [_BOLD * line.is_bold + _TURNED * (not line.is_upright) for line in lines]
        )
        self.heights = {at: line.heights for at, line in enumerate(lines) if line.heights}
        """By line, where its words have heights of their own."""

    def __len__(self) -> int:
        return len(self.styles)

    def __iter__(self) -> Iterator[Line]:
        return self._seen(0, len(self.styles))

    @overload
    def __getitem__(self, number: int) -> Line: ...
    @overload
    def __getitem__(self, number: slice) -> Sequence[Line]: ...
    def __getitem__(self, number: int | slice) -> Line | Sequence[Line]:
        return tuple(self)[number]

    def touching(self, start: int, end: int) -> Iterator[Line]:
        """The lines that a run of the page's text touches; none of an empty run."""
        if start >= end:
            return iter(())
        return self._seen(bisect_right(self.ends, start), bisect_left(self.starts, end))

    def box_of_whole(self, start: int, end: int) -> Box | None:
        """The smallest box around the lines of a run of the text, if they are whole lines.

        None, too, where one of them does not stand below the one before.
        """
        first, past = bisect_left(self.starts, start), bisect_right(self.ends, end)
        if first >= past or self.starts[first] != start or self.ends[past - 1] != end:
            return None
        tops, bottoms = self.tops[first:past], self.bottoms[first:past]
        if past - first > 1 and any(map(le, bottoms[1:], tops)):
            return None
        lefts, rights = self.lefts[first:past], self.rights[first:past]
        return min(lefts), min(tops), max(rights), max(bottoms)

    def _seen(self, first: int, past: int) -> Iterator[Line]:
        tops, bottoms = self.tops[first:past], self.bottoms[first:past]
        return map(Line, repeat(self), range(first, past), tops, bottoms)


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


class Recognition(Struct, frozen=True, gc=False):
    """How the words of a page were recognised on its picture, which was set straight for that."""

    engine: str
    confidences: Sequence[float]
    """From 0 to 1, of each word, in order of the page's lines."""
    matrix: tuple[float, float, float, float, float, float]
    """a, b, c, d, e, f: from the page set straight to the page as displayed, in points."""
    width: float
    height: float
    """Of the page as displayed."""
    turned_degrees: int = 0
    """How far it was turned to stand upright, counter-clockwise: 0, 90, 180 or 270."""
    skew_degrees: float = 0.0
    """How far its lines fell from left to right then."""

    @property
    def confidence(self) -> float:
        """On average of its words."""
        return sum(self.confidences) / len(self.confidences) if self.confidences else 0.0

    def displayed(
        self, box: tuple[float, float, float, float]
    ) -> tuple[float, float, float, float]:
        """The smallest upright box on the displayed page around one of the page set straight."""
        a, b, c, d, e, f = self.matrix
        corners = [(x, y) for x in box[::2] for y in box[1::2]]
        xs, ys = [a * x + c * y + e for x, y in corners], [b * x + d * y + f for x, y in corners]
        return round(min(xs), 2), round(min(ys), 2), round(max(xs), 2), round(max(ys), 2)


class Page(Struct, frozen=True, gc=False):
    """One page as read. `text` is never repaired; plain text has neither lines nor rules.

    Lines, and words in them, follow each other in the order of the text, which is the engine's.
    """

    number: int
    text: str
    lines: Lines = Lines()
    rules: Sequence[Rule] = ()
    shades: Sequence[Shade] = ()
    width: float = 0.0
    height: float = 0.0
    recognition: Recognition | None = None
    """Where its words were recognised on a picture; all that stands on it is set straight then."""

    def confidence(self, start: int, end: int) -> float | None:
        """How sure the recognition is of the words of a run, on average; None without any."""
        if self.recognition is None:
            return None
        bounds = self.lines.bounds
        first, past = bisect_right(bounds[1::2], start), bisect_left(bounds[::2], end)
        some = self.recognition.confidences[first:past]
        return round(sum(some) / len(some), 2) if some else None


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
) -> LooseLine:
    """A line of these words (at least one)."""
    x0, top, x1, bottom = box_of(words)
    is_level = all(word.top == top and word.bottom == bottom for word in words)
    return LooseLine(
        [at for word in words for at in (word.start, word.end)],
        [x for word in words for x in (word.x0, word.x1)],
        x0,
        top,
        x1,
        bottom,
        size_points,
        is_bold,
        is_upright,
        () if is_level else [y for w in words for y in (w.top, w.bottom)],
    )


def box_of(words: Sequence[Word]) -> tuple[float, float, float, float]:
    """The smallest box that holds all the words (at least one), in points."""
    return (
        min([word.x0 for word in words]),
        min([word.top for word in words]),
        max([word.x1 for word in words]),
        max([word.bottom for word in words]),
    )
