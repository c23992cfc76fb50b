"""What is printed, whatever prints it: paragraphs, tables, columns, running head and foot."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Literal, NamedTuple

from msgspec import Struct

Align = Literal["left", "justify", "center"]
Valign = Literal["top", "middle", "bottom", "middle of row", "bottom of row"]
"""`… of row`: where a row is cut by pages, on the page that holds its middle, or its end."""

PAGE_POINTS = (595.0, 842.0)

FACES = {"sans": "Liberation Sans", "serif": "Liberation Serif", "dejavu": "DejaVu Sans"}

_BULLET = re.compile(r"[-•–*] ")
_HANGING_POINTS = 12.0


class Look(NamedTuple):
    """A typeface and its size in points."""

    family: Literal["sans", "serif", "dejavu"]
    size: float

    @property
    def name(self) -> str:
        """For test ids and file names: `sans10`."""
        return f"{self.family}{self.size:g}"


class Span(NamedTuple):
    """Words in one weight."""

    text: str
    bold: bool = False


class Paragraph(Struct, frozen=True):
    """One paragraph; `hanging` sets its first word apart, as a list's bullet."""

    spans: tuple[Span, ...]
    align: Align = "left"
    scale: float = 1.0
    hanging: float = 0.0
    after: float = 0.0


class Cell(Struct, frozen=True):
    """One cell; `fill` is a colour in hexadecimal digits."""

    paragraphs: tuple[Paragraph, ...]
    span: int = 1
    fill: str | None = None
    valign: Valign = "top"


class Row(Struct, frozen=True):
    """One row. A heading is not cut, and stands again on each page if it `repeats`."""

    cells: tuple[Cell, ...]
    is_heading: bool = False
    repeats: bool = False
    min_height: float = 0.0


class Rules(Struct, frozen=True):
    """How a table is ruled; with open cuts no rule stands where a page cuts a row."""

    drawn: Literal["lines", "boxes", "filled", "double", "none"] = "lines"
    outer: bool = True
    vertical: bool = True
    open_cuts: bool = False


class Table(Struct, frozen=True):
    """One table, its columns' widths in points."""

    widths: tuple[float, ...]
    rows: tuple[Row, ...]
    rules: Rules = Rules()
    padding: float = 3.0
    inset: float = 0.0
    after: float = 0.0


class Break(Struct, frozen=True):
    """The next page begins."""


class Columns(Struct, frozen=True):
    """From here on the pages are set in columns, with a rule between them or without."""

    count: int
    is_ruled: bool = False


Block = Paragraph | Table | Break | Columns


class Document(Struct, frozen=True):
    """All that is printed. `head` stands left and right on every page, `foot` has `{n}`, `{m}`."""

    blocks: tuple[Block, ...]
    head: tuple[str, str] | None = None
    foot: str | None = None
    landscape: bool = False
    margin: float = 56.0
    hyphenates: bool = False
    by_words: bool = False
    """Whether each word is placed by itself, as some producers do, without blanks."""

    @property
    def page(self) -> tuple[float, float]:
        """Width and height."""
        width, height = PAGE_POINTS
        return (height, width) if self.landscape else (width, height)

    @property
    def width(self) -> float:
        """From margin to margin."""
        return self.page[0] - 2 * self.margin


def paragraph(text: str, *, bold: bool = False, align: Align = "left", **more: float) -> Paragraph:
    """A paragraph in one weight; a bullet in front hangs."""
    hanging = _HANGING_POINTS if _BULLET.match(text) else 0.0
    return Paragraph((Span(text, bold),), align, hanging=hanging, **more)


def paragraphs(value: str, *, align: Align = "left", after: float = 0.0) -> tuple[Paragraph, ...]:
    """A value, a paragraph each of its lines."""
    return tuple(paragraph(line, align=align, after=after) for line in value.split("\n") if line)


def labelled(label: str, value: str, *, align: Align = "left") -> tuple[Paragraph, ...]:
    """A bold label, and behind it the value."""
    first, *rest = value.split("\n")
    head = Paragraph((Span(label, bold=True), Span(first)), align, after=3.0)
    return (head, *(paragraph(line, align=align, after=3.0) for line in rest))


def cells(texts: Iterable[str], *, bold: bool = False, fill: str | None = None) -> tuple[Cell, ...]:
    """A row's cells, of plain text."""
    return tuple(Cell((paragraph(text, bold=bold),), fill=fill) for text in texts)
