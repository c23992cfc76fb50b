"""The lines of a page as they are collected: none twice, none broken where it goes on."""

from __future__ import annotations

from pipeline.read.rejoin import WORD_GAP, goes_on, joined
from schemas.page import Lines, LooseLine

TWIN_POINTS = 1.0
"""The same line no farther than this from where it stood is printed twice, to make it bold."""

_TWINS = 64
"""Lines of one text that are asked whether they are the same: a bound on time."""


class PrintedLines:
    """Takes the lines of a page one by one."""

    def __init__(self) -> None:
        self.at = 0
        """Where the next line's first word begins in the page's text."""
        self._texts: list[str] = []
        self._lines: list[LooseLine] = []
        self._seen: dict[str, list[LooseLine]] = {}

    def add(self, text: str, line: LooseLine) -> None:
        """Takes a line, unless it is one printed a second time to make it bold."""
        if twins := self._seen.get(text):
            if any(_is_twin(twin, line) for twin in twins[-_TWINS:]):
                self.at = line.bounds[0]
                return
            twins.append(line)
        else:
            self._seen[text] = [line]
        if self._lines and goes_on(self._lines[-1], line):
            before = self._lines.pop()
            is_glued = line.x0 - before.x1 < WORD_GAP * line.size_points
            line = joined(before, line, is_glued)
            text = f"{self._texts.pop()}{'' if is_glued else ' '}{text}"
        self._texts.append(text)
        self._lines.append(line)
        self.at = line.bounds[-1] + 1

    def text(self) -> str:
        """The page's text: a line of it for each line."""
        return "\n".join(self._texts)

    def lines(self, is_single: bool) -> Lines:
        """The lines; `is_single` as for `Lines`."""
        return Lines(self._lines, is_single)


def _is_twin(one: LooseLine, other: LooseLine) -> bool:
    return abs(one.x0 - other.x0) <= TWIN_POINTS and abs(one.top - other.top) <= TWIN_POINTS
