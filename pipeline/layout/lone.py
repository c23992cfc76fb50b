"""Running heads and page numbers that one page alone prints: the others are covers, or turned.

A plan of two pages whose first has no head: `Comune di Ossana – Piano famiglia 2022` stands on the
second alone, and so does `Pagina 2 di 2`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from pipeline.layout.parts import in_rows
from schemas.page import Line, Page

_NUMBER = re.compile(
    r"(?P<title>[^\d|]{3,60}[-–|]\s*)?[-–\s]*(?:pag(?:ina|\.)?)?\s*(?P<n>\d+)"
    r"(?:\s*(?:/|di|su)\s*(?P<of>\d+))?[-–\s]*(?:\|\s*pagina)?",
    re.IGNORECASE,
)

_LETTERS = re.compile(r"[^\W_]{2,}")

_BODY = re.compile(r"(?i)\b(?:comune|città|comunità|consorzio|unione|distretto)\b")
_PLAN = re.compile(r"(?i)\b(?:piano|programma)\b")
"""A running head names the body and what it publishes; a heading that repeats a word does not."""

_TITLE_LINES = 12
"""Lines of the first page that its title may stand in."""

_MARGIN = 0.12
"""Heads and feet stand within this share of the page's height from its edges."""

_APART = 0.6
"""They stand farther from the text than this many of their heights."""


def lone_lines(pages: Sequence[Page], out: Sequence[frozenset[int]]) -> Iterator[tuple[int, Line]]:
    """Page index and line of each; `out` has the lines that pages repeat, by page index."""
    titles = _Titles(pages[0])
    for index, page in enumerate(pages):
        rows = list(in_rows([x for x in page.lines if x.is_upright and x.start not in out[index]]))
        if len(rows) < 2:
            continue
        first, last = rows[0], rows[-1]
        for row, beside in ((first, rows[1]), (last, rows[-2])):
            is_alone = len(row) == 1 and _is_apart(row, beside)
            if is_alone and _counts(page, row[0], len(pages), titles):
                yield index, row[0]
        if index and first[0].top < _MARGIN * page.height and _is_apart(first, rows[1]):
            text = " ".join(page.text[line.start : line.end] for line in first)
            is_high = 2 * first[0].top < _MARGIN * page.height
            if titles.told_again(text, is_high):
                yield from ((index, line) for line in first)


class _Titles:
    """What the title of the first page says."""

    def __init__(self, first: Page) -> None:
        self._first = first
        self._texts: list[str] | None = None

    def told_again(self, text: str, is_high: bool) -> bool:
        """Whether a line names the body and what it publishes; or it alone, high in the margin."""
        body = _BODY.search(text)
        if not body:
            return False
        if _PLAN.search(text):
            return self.holds(text)
        name = " ".join(_words(text))
        is_name = is_high and body.start() == 0
        return is_name and any(name in " ".join(_words(line)) for line in self._lines())

    def holds(self, text: str) -> bool:
        """Whether all words of a line are the title's."""
        return {w for line in self._lines() for w in _words(line)}.issuperset(_words(text))

    def _lines(self) -> list[str]:
        if self._texts is None:
            lines = self._first.lines[:_TITLE_LINES]
            self._texts = [self._first.text[line.start : line.end] for line in lines]
        return self._texts


def _counts(page: Page, line: Line, count: int, titles: _Titles) -> bool:
    """Whether a line is its page's number, and says so, `Pagina 2 di 2`, or stands in a margin."""
    found = _NUMBER.fullmatch(page.text[line.start : line.end])
    if not found or int(found["n"]) != page.number:
        return False
    if found["title"] and not titles.holds(found["title"]):
        return False
    if found["of"]:
        return int(found["of"]) == count
    return 0 < (1 - _MARGIN) * page.height < line.bottom and count > 1


def _is_apart(row: Sequence[Line], beside: Sequence[Line]) -> bool:
    one, other = sorted((row, beside), key=lambda lines: lines[0].top)
    gap = min(line.top for line in other) - max(line.bottom for line in one)
    return gap > _APART * (row[0].bottom - row[0].top)


def _words(text: str) -> list[str]:
    return [word.casefold() for word in _LETTERS.findall(text)]
