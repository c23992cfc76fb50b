"""The audit of unread text: what became of every character of the source.

Blanks, line ends and no-break spaces are not counted: they are layout, which adds and drops them.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence

from msgspec import Struct

from schemas.flow import Flow
from schemas.records import Coverage

_ASCII_SPACE = b"\t\n\v\f\r\x1c\x1d\x1e\x1f "
_NO_BREAK_SPACE = "\xa0"
_STRETCH = 1 << 18
"""Characters that are counted at a time: a copy of them is made, twice."""


class Audited(Struct, frozen=True, gc=False):
    """The account, and each run of text that is in no field and was not ignored."""

    coverage: Coverage
    unread: tuple[slice, ...]


def audit(flow: Flow, read: Iterable[slice], ignored: Iterable[slice]) -> Audited:
    """Accounts for every character; what is both read and ignored was read.

    What the pages hold and the flow does not (page furniture) was ignored by the layout.
    """
    text = flow.text
    taken = [(part.start, part.stop) for part in read]
    aside = [(part.start, part.stop) for part in ignored]
    unread = _gaps(text, sorted(taken + aside))
    changes = _changes(flow)
    woven = total = _source_characters(text, slice(0, len(text)), changes)
    if not _is_whole(flow):
        total = sum(count_characters(page.text) for page in flow.pages)
    left = sum(_source_characters(text, run, changes) for run in unread)
    only_aside = _only(aside, sorted(taken))
    skipped = sum(_source_characters(text, run, changes) for run in only_aside)
    coverage = Coverage(
        characters=total,
        read=woven - skipped - left,
        ignored=total - woven + skipped,
        unread=left,
        ratio=round(1 - left / total, 6) if total else 1.0,
    )
    return Audited(coverage, tuple(unread))


def _is_whole(flow: Flow) -> bool:
    """Whether the flow is one page's text as it is."""
    page_lengths = flow.pieces.columns[-1]
    return len(flow.pages) == len(page_lengths) == 1 and page_lengths[0] == len(flow.pages[0].text)


def _changes(flow: Flow) -> list[tuple[int, int]]:
    """Where repair changed the text's length, and how many characters more the source has there."""
    return [
        (
            piece.start,
            count_characters(
                flow.pages[piece.page_index].text[
                    piece.page_start : piece.page_start + piece.page_length
                ]
            )
            - count_characters(flow.text[piece.start : piece.start + piece.length]),
        )
        for piece in flow.edited_pieces()
    ]


def _source_characters(text: str, part: slice, changes: Sequence[tuple[int, int]]) -> int:
    """How many characters of the source a part of the flow stands for."""
    count = count_characters(text[part])
    if changes:
        first, end = (bisect_left(changes, (at,)) for at in (part.start, part.stop))
        count += sum(more for _, more in changes[first:end])
    return count


def count_characters(text: str) -> int:
    """Characters that are no white space of ASCII and no no-break space."""
    blank = 0
    for start in range(0, len(text), _STRETCH):
        data = text[start : start + _STRETCH].encode("utf-8", "surrogatepass")
        blank += len(data) - len(data.translate(None, _ASCII_SPACE))
    return len(text) - blank - text.count(_NO_BREAK_SPACE)


def _gaps(text: str, parts: Sequence[tuple[int, int]]) -> list[slice]:
    """What of the text lies in none of the sorted parts and is not blank, outer blanks left out."""
    at, end = 0, len(text)
    found = []
    for start, stop in (*parts, (end, end)):
        if start > at and not text[at:start].isspace():
            run = text[at:start]
            first = start - len(run.lstrip())
            found.append(slice(first, first + len(run.strip())))
        at = max(at, stop)
    return found


def _only(parts: Sequence[tuple[int, int]], others: Sequence[tuple[int, int]]) -> Iterator[slice]:
    """What of the parts, which do not overlap, lies in none of the others, which are sorted."""
    for start, stop in parts:
        at = start
        for other in range(max(bisect_right(others, (start, start)) - 1, 0), len(others)):
            if others[other][0] >= stop:
                break
            if others[other][0] > at:
                yield slice(at, others[other][0])
            at = max(at, others[other][1])
        if at < stop:
            yield slice(at, stop)
