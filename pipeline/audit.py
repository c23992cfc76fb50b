"""The audit of unread text: what became of every character of the source.

Blanks, line ends and no-break spaces are not counted: they are layout, which adds and drops them.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence

from msgspec import Struct

from schemas.flow import Flow
from schemas.records import Coverage

_ASCII_SPACE = b"\t\n\v\f\r\x1c\x1d\x1e\x1f "
_NO_BREAK_SPACE = "\xa0"


class Audited(Struct, frozen=True, gc=False):
    """The account, and each run of text that is in no field and was not ignored."""

    coverage: Coverage
    unread: tuple[slice, ...]


def audit(flow: Flow, read: Iterable[slice], ignored: Iterable[slice]) -> Audited:
    """Accounts for every character; what is both read and ignored was read.

    What the pages hold and the flow does not (page furniture) was ignored by the layout.
    """
    text = flow.text
    gaps = _gaps(text, read)
    aside = sorted(_bounds(ignored))
    unread = tuple(rest for gap in gaps for rest in _gaps(text, _within(gap, aside), gap))
    woven = total = count_characters(text)
    if any(page.lines for page in flow.pages):
        total = sum(count_characters(page.text) for page in flow.pages)
    used = woven - sum(count_characters(text[gap]) for gap in gaps)
    left = sum(count_characters(text[run]) for run in unread)
    coverage = Coverage(
        characters=total,
        read=used,
        ignored=total - used - left,
        unread=left,
        ratio=round(1 - left / total, 6) if total else 1.0,
    )
    return Audited(coverage, unread)


def count_characters(text: str) -> int:
    """Characters that are no white space of ASCII and no no-break space."""
    data = text.encode("utf-8", "surrogatepass")
    blank = len(data) - len(data.translate(None, _ASCII_SPACE))
    return len(text) - blank - text.count(_NO_BREAK_SPACE)


def _gaps(text: str, parts: Iterable[slice], where: slice | None = None) -> list[slice]:
    """What of the text lies in none of the parts and is not blank, outer blanks left out."""
    at, end = (where.start, where.stop) if where else (0, len(text))
    found = []
    for start, stop in (*sorted(_bounds(parts)), (end, end)):
        if start > at and not text[at:start].isspace():
            run = text[at:start]
            first = start - len(run.lstrip())
            found.append(slice(first, first + len(run.strip())))
        at = max(at, stop)
    return found


def _bounds(parts: Iterable[slice]) -> list[tuple[int, int]]:
    return [(part.start, part.stop) for part in parts]


def _within(gap: slice, parts: Sequence[tuple[int, int]]) -> Iterator[slice]:
    """The sorted parts that begin in a gap or reach into it, cut to it."""
    first = max(bisect_right(parts, (gap.start, gap.stop)) - 1, 0)
    for start, stop in parts[first:]:
        if start >= gap.stop:
            break
        if stop > gap.start:
            yield slice(max(start, gap.start), min(stop, gap.stop))
