"""Notes at a page's foot: below a short rule, or in smaller type, and numbered.

    principali utenze domestiche (acqua, luce e gas).³
    ──────────────
    3 Cfr. deliberazione della Giunta comunale n. 10 del 3 marzo.

They are no part of the value that the page's end cuts, nor of the row of a table.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from extractors.line_starts import begins_with_label
from schemas.page import Line, Page
from schemas.records import Nota

_MARK = re.compile(r"(?:\[?(?P<n>\d{1,3})\]?|\*{1,3}|[¹²³⁴-⁹]{1,3})[ ]?(?=[^\W\d_]|[«“\"(])")
"""What a note begins with: its number, as in the text, and no stop or bracket behind it."""

_SHORT = 0.5
"""The rule above notes reaches over less of the lines' width than this."""

_LEAST_RULE_POINTS = 30.0
_AT_POINTS = 6.0
"""The rule and the notes begin at the left margin, give or take this."""

_SMALLER = 0.93
"""Notes without a rule are set in less than this of the size of what stands above them."""

_MOST_LINES = 30
"""Of notes on a page."""


def without_notes(page: Page, body: Sequence[Line]) -> tuple[Sequence[Line], list[Nota]]:
    """The lines of a page without the notes at its foot, and the notes."""
    if not body or not _MARK_LINE.search(page.text):
        return body, []
    start = _start(page, body)
    if start is None:
        return body, []
    inside = [line for line in body if line.top < start]
    below = sorted((x for x in body if x.top >= start), key=_place)
    if not inside or len(below) > _MOST_LINES or not _are_notes(page, below):
        return body, []
    texts: list[str] = []
    for line in below:
        text = page.text[line.start : line.end]
        if _MARK.match(text) or not texts:
            texts.append(text)
        else:
            texts[-1] += f" {text}"
    return inside, [Nota(testo=text, pages=(page.number,)) for text in texts]


_MARK_LINE = re.compile(rf"(?m)^{_MARK.pattern}")


def _start(page: Page, body: Sequence[Line]) -> float | None:
    """How far down the notes begin: at the lowest short rule, or at the first small line."""
    left = min(line.x0 for line in body)
    right = max(line.x1 for line in body)
    across = [
        rule.top
        for rule in page.rules
        if rule.bottom - rule.top <= rule.x1 - rule.x0
        and abs(rule.x0 - left) <= _AT_POINTS
        and _LEAST_RULE_POINTS <= rule.x1 - rule.x0 < _SHORT * (right - left)
    ]
    if across:
        lowest = max(across)
        is_level = any(r.x0 > left + _AT_POINTS and abs(r.top - lowest) < 1 for r in page.rules)
        is_under = any(line.top < lowest <= line.bottom + 1 for line in body)
        if not (is_level or is_under):
            return lowest
    return _small_start(sorted(body, key=_place))


def _small_start(lines: Sequence[Line]) -> float | None:
    """Where the last lines begin that are set smaller than those above them."""
    size = lines[-1].size_points
    first = len(lines)
    while first and abs(lines[first - 1].size_points - size) < 0.1:
        first -= 1
    if not (size and first) or size >= _SMALLER * lines[first - 1].size_points:
        return None
    return lines[first].top


def _are_notes(page: Page, lines: Sequence[Line]) -> bool:
    """Whether the first of the lines begins a note, their numbers go up, and none is a label."""
    texts = [page.text[line.start : line.end] for line in lines]
    if not texts or not _MARK.match(texts[0]) or any(map(begins_with_label, texts)):
        return False
    found = (_MARK.match(text) for text in texts)
    numbers = [int(mark["n"]) for mark in found if mark and mark["n"]]
    return numbers == sorted(set(numbers))


def _place(line: Line) -> tuple[float, float]:
    return line.top, line.x0
