r"""The marks of Markdown, which other tools leave in a text: they set it, and are no part of it.

    | **TITOLO** | Biblioteca \| sera |        TITOLO⇥Biblioteca | sera
    |------------|--------------------|
    **Obiettivo:** Aprire la sera              Obiettivo: Aprire la sera

Tables become rows of cells, as those of other formats do; the emphasis that a line begins with, the
signs of headings and the backslashes before a sign go. A text without such marks is left as it is.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from itertools import pairwise

from pipeline.layout.weave import Weaver
from schemas.flow import BREAK, CELL, LINE

Part = tuple[int, int] | str
"""A stretch of the text, or a sign that stands in its place."""

_DELIMITERS = r"[ ]{0,3}(?=[^\n]*\|)\|?(?:[ ]*+:?-{2,}+:?[ ]*+(?:\||\Z))+\Z"
"""What parts the head of a table from its rows: `|---|:--:|`."""

_GRID = r"[ ]{0,3}\+(?:[-=:]{2,}+\+)+\Z"
"""`+-----+-----+`, above and below each row of a table whose cells have several lines."""

_ROW = r"[ ]{0,3}\|[^\n]*\|\Z"

_BEGIN = r"\A[ \t]*(?:(?:[-+*•]|\d{1,3}[.)])[ ]+)?"
_STRONG = (
    rf"{_BEGIN}(?P<strong>\*{{2,3}}|_{{2,3}})(?=[^\s*_])(?:(?!(?P=strong))[^\n])+?(?<=\S)"
    r"(?P<closed>(?P=strong))"
)
_LIGHT = (
    rf"{_BEGIN}(?P<light>[*_])(?=[^\s*_])[^*_\n]{{2,60}}?(?<=\S)"
    r"(?P<ended>(?P=light))(?=[\s:.]|\Z)"
)
"""What a line or a cell begins with may be a label; within a value `printed` sees to emphasis."""

_ESCAPED = r"(?P<escape>\\)(?=[!-/:-@\[-`{-~]|\s*\Z)"
_HEADING = r"\A[ ]{0,3}(?P<heading>#{1,6}[ ]+)(?=\S)"
_BREAK = r"(?P<break><br[ ]?/?>)"

_SIGNS = (
    ("|", _DELIMITERS),
    ("-+", _GRID),
    ("**", _STRONG),
    ("__", _STRONG),
    ("#", r"[ ]{0,3}#{1,6}[ ]+\S"),
    ("|", r"[ ]{0,3}\|[^|\n]+\|(?:[^|\n]*+\|)+\Z"),
)
"""What a line of Markdown is like, and what it must hold, which is cheap to look for."""


def is_markdown(text: str) -> bool:
    """Whether a line of the text has a mark that plain text does not have."""
    return any(_has_line(text, sign, pattern) for sign, pattern in _SIGNS if sign[-1] in text)


def _has_line(text: str, sign: str, pattern: str) -> bool:
    """Whether one of the lines that hold a sign is as the pattern says."""
    at = text.find(sign)
    while at >= 0:
        start, end = text.rfind(LINE, 0, at) + 1, text.find(LINE, at)
        end = end if end >= 0 else len(text)
        if _pattern(pattern).match(text[start:end].rstrip()):
            return True
        at = text.find(sign, end)
    return False


def weave_markdown(weaver: Weaver, page_index: int, text: str, start: int, end: int) -> None:
    """Puts a stretch of a page's text in, without its marks."""
    ends = [start, *(at + 1 for at in _places(text, LINE, start, end))]
    lines = list(pairwise([*ends, end] if ends[-1] < end else ends))
    for parts in _rows_and_lines(text, lines):
        for part in parts:
            if isinstance(part, str):
                weaver.gap(part)
            else:
                weaver.stretch(page_index, part[0], text[part[0] : part[1]])


def _places(text: str, sign: str, start: int, end: int) -> Iterator[int]:
    at = text.find(sign, start, end)
    while at >= 0:
        yield at
        at = text.find(sign, at + 1, end)


def _rows_and_lines(text: str, lines: list[tuple[int, int]]) -> Iterator[list[Part]]:
    """Each line of prose, and each row of a table as one line."""
    in_table = in_grid = False
    held: list[tuple[int, int]] = []
    for n, (start, end) in enumerate(lines):
        line = text[start:end].rstrip()
        is_rule = _pattern(_GRID).match(line)
        is_row = _pattern(_ROW).match(line)
        if in_grid and (is_rule or not is_row):
            yield from _grid_rows(text, held)
            held = []
        in_grid = bool(is_rule or (in_grid and is_row))
        if is_rule:
            continue
        if in_grid:
            held.append((start, end))
        elif _pattern(_DELIMITERS).match(line):
            in_table = True
        elif is_row or _is_beside_table(text, lines, n, in_table):
            yield _row(text, [(start, end)])
        else:
            in_table = False
            yield list(_inline(text, start, end))
    yield from _grid_rows(text, held)


def _grid_rows(text: str, lines: list[tuple[int, int]]) -> Iterator[list[Part]]:
    """What stands between two rules of a grid: a row, or as many as begin with something.

    The rules may part the head from the rows alone.
    """
    firsts = [next(_cells(text, start, end), (0, 0)) for start, end in lines]
    if all(left < right for left, right in firsts):
        yield from (_row(text, [line]) for line in lines)
    else:
        yield _row(text, lines)


def _is_beside_table(text: str, lines: list[tuple[int, int]], n: int, in_table: bool) -> bool:
    """Whether a line with bars but none at its ends is a row: right above or below delimiters."""
    if "|" not in text[slice(*lines[n])]:
        return False
    following = text[slice(*lines[n + 1])].rstrip() if n + 1 < len(lines) else ""
    heads = _pattern(_DELIMITERS).match(following)
    return in_table or bool(heads)


def _row(text: str, lines: list[tuple[int, int]]) -> list[Part]:
    """One row, of one line or several, with its cells; none where nothing stands in it."""
    cells: list[list[Part]] = []
    for start, end in lines:
        for n, (left, right) in enumerate(_cells(text, start, end)):
            cells += [[]] if n == len(cells) else []
            found = list(_inline(text, left, right))
            cells[n] += [" ", *found] if cells[n] and found else found
    if not any(cells):
        return []
    parts: list[Part] = [*cells[0]]
    for cell in cells[1:]:
        parts += [CELL, *cell]
    return [*parts, CELL, LINE] if len(cells) == 1 else [*parts, LINE]


def _cells(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The bounds of the cells of a line, without the blanks around what stands in them."""
    line = text[start:end].rstrip()
    bars = [bar.start() for bar in _pattern(r"(?<!\\)\|").finditer(line)]
    lead = len(line) - len(line.lstrip(" "))
    bounds = [*([] if bars and bars[0] == lead else [lead - 1]), *bars]
    if bounds and bounds[-1] != len(line) - 1:
        bounds.append(len(line))
    for left, right in pairwise(bounds):
        cell = line[left + 1 : right]
        bare = cell.strip()
        at = start + left + 1 + len(cell) - len(cell.lstrip()) if bare else start + left + 1
        yield at, at + len(bare)


def _inline(text: str, start: int, end: int) -> Iterator[Part]:
    """What stands in a line or a cell, around the marks in it."""
    line = text[start:end]
    out: list[tuple[int, int, str]] = []
    for pattern in (_HEADING, _STRONG, _LIGHT, _ESCAPED, _BREAK):
        for found in _pattern(pattern).finditer(line):
            sign = BREAK if "break" in found.re.groupindex else ""
            out += [(*found.span(name), sign) for name in found.re.groupindex]
    at = 0
    for left, right, sign in sorted(out):
        if left >= at:
            if left > at:
                yield start + at, start + left
            if sign:
                yield sign
            at = right
    if at < len(line):
        yield start + at, end


@cache
def _pattern(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern)
