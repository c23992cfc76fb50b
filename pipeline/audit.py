"""The audit of unread text: what became of every character of the source.

White space is not counted anywhere: it is layout, and layouts add and drop it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from schemas.block import Slice
from schemas.flow import Flow
from schemas.records import Coverage

WHITE_SPACE = (
    "\t\n\v\f\r\x1c\x1d\x1e\x1f \x85\xa0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006"
    "\u2007\u2008\u2009\u200a\u2028\u2029\u202f\u205f\u3000"
)
"""Every character for which `str.isspace()` holds."""


class Audited(NamedTuple):
    """The account, and each run of text that is in no field and was not ignored."""

    coverage: Coverage
    unread: tuple[Slice, ...]


def audit(flow: Flow, read: Iterable[Slice], ignored: Iterable[Slice]) -> Audited:
    """Accounts for every character; what is both read and ignored was read.

    What the pages hold and the flow does not (page furniture) was ignored by the layout.
    """
    text = flow.text
    taken = _union(read)
    unread = tuple(
        run for gap in _gaps(_union([*taken, *ignored]), len(text)) if (run := _trimmed(text, gap))
    )
    total = sum(_count(page.text) for page in flow.pages)
    used = _count(text) - sum(_count(text[slice(*gap)]) for gap in _gaps(taken, len(text)))
    left = sum(_count(text[slice(*run)]) for run in unread)
    coverage: Coverage = {
        "characters": total,
        "read": used,
        "ignored": total - used - left,
        "unread": left,
        "ratio": round(1 - left / total, 6) if total else 1.0,
    }
    return Audited(coverage, unread)


def _count(text: str) -> int:
    """Characters that are not white space."""
    return len(text) - sum(map(text.count, WHITE_SPACE))


def _union(slices: Iterable[Slice]) -> list[Slice]:
    """Sorted, those that overlap or touch made one."""
    found: list[Slice] = []
    for part in sorted(slices):
        if found and part.start <= found[-1].end:
            found[-1] = Slice(found[-1].start, max(found[-1].end, part.end))
        else:
            found.append(part)
    return found


def _gaps(parts: Sequence[Slice], end: int) -> Iterator[Slice]:
    """What lies between sorted parts that do not overlap."""
    at = 0
    for part in parts:
        if part.start > at:
            yield Slice(at, part.start)
        at = part.end
    if at < end:
        yield Slice(at, end)


def _trimmed(text: str, part: Slice) -> Slice | None:
    run = text[part.start : part.end]
    bare = run.strip()
    start = part.start + len(run) - len(run.lstrip())
    return Slice(start, start + len(bare)) if bare else None
