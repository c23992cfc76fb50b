"""Lines that could matter, told apart by their shape alone; what they mean is asked later."""

from __future__ import annotations

import re
from enum import Enum, auto
from functools import cache
from typing import NamedTuple

from extractors.labels import dotted_labels, section_words
from schemas.block import Slice


class Shape(Enum):
    """What a line looks like."""

    SEPARATOR = auto()
    """A rule of dashes, or a title framed in `=`."""
    SECTION = auto()
    """`AZIONI`, alone on its line: the interventi follow."""
    HEAD = auto()
    """A word and a number: `PROGETTUALITÀ n.3 INFORMAZIONE`, `AZIONE 1.1`."""
    COLON = auto()
    """`TITOLO: …`"""
    DOT = auto()
    """`Obiettivo generale. …`, for the labels that forms print with a full stop."""
    ROW = auto()
    """A table row whose first cell holds words."""
    CONTINUATION = auto()
    """A table row whose first cell is empty."""


class Mark(NamedTuple):
    """A line that could matter. Offsets are into the flow; `start` is that of the line."""

    shape: Shape
    start: int
    label: Slice
    value_start: int
    numero: Slice | None = None


def find_marks(text: str) -> list[Mark]:
    """Every line of the text that could matter, in order."""
    return [_mark(text, match) for match in _lines().finditer(text)]


_SHAPES = {shape.name.lower(): shape for shape in Shape}


def _mark(text: str, match: re.Match[str]) -> Mark:
    name = match.lastgroup or ""
    start, end = match.start() + 1, match.end()
    if name == "numero":
        numero = Slice(*match.span("numero"))
        return Mark(Shape.HEAD, start, Slice(*match.span("head")), end, numero)
    label = Slice(*match.span(name))
    below = text.find("\v", *label) if name == "row" else -1
    if below >= 0:
        return Mark(Shape.ROW, start, Slice(label.start, below), below)
    return Mark(_SHAPES[name], start, label, end)


@cache
def _lines() -> re.Pattern[str]:
    """One pass over the text; each alternative ends at the line's end, so the pass is linear."""
    dotted = "|".join(map(re.escape, dotted_labels()))
    sections = "|".join(map(re.escape, section_words()))
    return re.compile(
        rf"""[\n\r](?:
            (?P<continuation>\t)
          | [ ]*(?P<separator>[-_=]{{3,}}[ \t]*(?=[\n\r]|\Z) | =[ =]*[^=\n\r]+=[ =\t]*(?=[\n\r]|\Z))
          | [ *\#]*(?P<section>(?:{sections})[ *:]*(?=[\n\r]|\Z))
          | [ *\#]*(?P<head>[^\W\d_]{{4,14}}['’`]?)
            [ ]*(?:[nN](?:um|umero|r)?[ ]?[.°º]*[ ]*)?(?P<numero>\d{{1,3}}(?:\.\d{{1,2}})*)(?![\w/])
          | [ *\#]*(?P<colon>[^\W\d_][^\n\r\t\v:]{{2,60}}?)[ ]?:(?!\t)
          | [ *\#]*(?P<dot>{dotted})\.(?=[ \n\r\v]|\Z)
          | (?P<row>[^\n\t]*)\t
        )""",
        re.VERBOSE,
    )
