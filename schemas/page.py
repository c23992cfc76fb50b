"""What a reader gives: pages of text, with boxes where the source has geometry.

Points are 1/72 inch, the origin is the page's top left corner, pages are counted from 1, offsets
are code points from 0. Nothing downstream knows which reader made a page.
"""

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
    `page.text[start:end]`.
    """

    words: tuple[Word, ...]
    x0: float
    top: float
    x1: float
    bottom: float
    size_points: float = 0.0
    """Font size of its first word; 0 where the reader cannot tell."""
    is_bold: bool = False
    is_upright: bool = True
    """Whether it reads from left to right; a stamp in the margin may not."""

    @property
    def start(self) -> int:
        """First code point in the page's text."""
        return self.words[0].start

    @property
    def end(self) -> int:
        """One past the last code point in the page's text."""
        return self.words[-1].end


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
    return Line(tuple(words), *box_of(words), size_points, is_bold, is_upright)


def box_of(words: Sequence[Word]) -> tuple[float, float, float, float]:
    """The smallest box that holds all the words (at least one), in points."""
    return (
        min([word.x0 for word in words]),
        min([word.top for word in words]),
        max([word.x1 for word in words]),
        max([word.bottom for word in words]),
    )
