"""What a chart is made of: shapes and texts on a plane, placed by Python and drawn by a template.

SVG is written by hand rather than by a library. What writes charts offline either brings a
megabyte of script (Vega, Plotly), turns letters into outlines or makes ids that no two runs share
(matplotlib), or is LGPL (pygal). None gives a picture that takes its colours from the page, so that
one file serves light, dark and paper. Four marks are enough: rectangles, circles, lines, texts.

Lengths are in units of the picture, 960 of which are as wide as the page. Colours are classes that
the page's style sheet explains. Texts may be anything: the template escapes them.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from msgspec import Struct

from pipeline.catalogue.report.italian import clean

WIDTH = 960
"""Of every chart."""

Anchor = Literal["start", "middle", "end"]

_EM = {
    **dict.fromkeys("iljI.,:;'|!()[]ì’‘·", 0.3),
    **dict.fromkeys('frt-/ "', 0.38),
    **dict.fromkeys("mwMW@%", 0.92),
}
"""How wide letters of a sans serif are, of their size; the rest by case."""

_UPPER, _LOWER, _FOREIGN = 0.71, 0.58, 1.05


class Mark(Struct, frozen=True, gc=False):
    """One shape or text.

    `shape` is `rect` (x, y, width, height), `circle` (x, y, width as its diameter), `path` (`text`
    is its data) or `text` (x, y, turned by `turn` degrees about that point). `tip` is shown on
    hovering.
    """

    shape: Literal["rect", "circle", "path", "text"]
    style: str
    x: float = 0
    y: float = 0
    width: float = 0
    height: float = 0
    text: str = ""
    tip: str = ""
    anchor: Anchor = "start"
    turn: int = 0


class Chart(Struct, frozen=True):
    """A picture: what it is called, what it says to who cannot see it, its height, its marks."""

    title: str
    description: str
    height: float
    marks: Sequence[Mark]


class Column(Struct, frozen=True, gc=False):
    """The head of a table's column."""

    label: str
    is_number: bool = False


class Table(Struct, frozen=True):
    """The figures behind a chart, as text; the first column heads its row."""

    caption: str
    columns: Sequence[Column]
    rows: Sequence[Sequence[str]]
    foot: Sequence[str] = ()
    """A last row, of what the rows do not add up to."""
    note: str = ""
    """What is left out, and how to have it all."""


class Figure(Struct, frozen=True):
    """A chart, how to read it, what is left out of it, and the tables behind it."""

    title: str
    reading: str
    chart: Chart
    tables: Sequence[Table]
    left_out: Sequence[str] = ()


class Section(Struct, frozen=True):
    """A part of the page: what it shows in a sentence, and its figures.

    Without figures the sentence says why there are none.
    """

    key: str
    title: str
    finding: str
    figures: Sequence[Figure]


def label(x: float, y: float, text: str, style: str = "label", anchor: Anchor = "start") -> Mark:
    """A text on its base line."""
    return Mark("text", style, x=x, y=y, text=text, anchor=anchor)


def width_of(text: str, size: float) -> float:
    """About how wide a text is; rather too much, since the reader's font is not known."""
    return size * sum(map(_em, text))


def fitted(text: str, room: float, size: float) -> str:
    """The text on one line, cut with an ellipsis where it is wider than the room."""
    text = clean(text)
    if width_of(text, size) <= room:
        return text
    used, end = size * _LOWER, 0
    for letter in text:
        used += size * _em(letter)
        if used > room:
            break
        end += 1
    return text[:end].rstrip(" ,;:-(") + "…"


def fitted_name(text: str, room: float, size: float) -> str:
    """The same for a name, cut in the middle: what tells two names apart is often at their end."""
    text = clean(text)
    if width_of(text, size) <= room:
        return text
    end = _words_that_end(text, room * 0.45, size)
    head = fitted(text[: len(text) - len(end)], room - width_of(end, size), size)
    return f"{head.rstrip('…')}…{end}"


def _words_that_end(text: str, room: float, size: float) -> str:
    """The last words that fit, with the blank before them; none where not even one does."""
    words, end = text.split(" "), ""
    for word in reversed(words[1:]):
        if width_of(f" {word}{end}", size) > room:
            break
        end = f" {word}{end}"
    return end


def wrapped(text: str, room: float, size: float, lines: int) -> list[str]:
    """The text on so many lines at most, parted at blanks; the last is cut where there is more."""
    words = clean(text).split(" ")
    done: list[str] = []
    while words and len(done) < lines - 1:
        taken = _words_that_fit(words, room, size)
        done.append(fitted(" ".join(words[:taken]), room, size))
        words = words[taken:]
    return [*done, fitted(" ".join(words), room, size)] if words else done


def _words_that_fit(words: Sequence[str], room: float, size: float) -> int:
    used = 0.0
    for place, word in enumerate(words):
        used += width_of(word, size) + (size * _em(" ") if place else 0)
        if used > room:
            return max(place, 1)
    return len(words)


def _em(letter: str) -> float:
    known = _EM.get(letter)
    if known is not None:
        return known
    if letter.isupper():
        return _UPPER
    return _LOWER if ord(letter) < 0x2000 else _FOREIGN
