"""One edit to the text, and a flow with its edits made."""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Iterator, Sequence

from msgspec import Struct
from msgspec.structs import replace

from schemas.flow import Flow, Piece
from schemas.packed import Packed


class Edit(Struct, frozen=True, gc=False):
    """`before`, at `start` of the flow, was put right, under a rule of `rules.toml`."""

    rule: str
    start: int
    before: str
    after: str

    @property
    def end(self) -> int:
        """Where the text that it replaces ends."""
        return self.start + len(self.before)

    @property
    def growth(self) -> int:
        """By how many characters it makes the text longer."""
        return len(self.after) - len(self.before)


def apart(edits: Iterable[Edit]) -> list[Edit]:
    """The edits in order of place; of two that overlap, the one that begins first."""
    found: list[Edit] = []
    for edit in sorted(edits, key=lambda edit: (edit.start, -edit.end)):
        if not found or found[-1].end <= edit.start:
            found.append(edit)
    return found


def edited(flow: Flow, edits: Sequence[Edit]) -> Flow:
    """The flow with the edits made, which are in order and apart, each character still traceable.

    A piece is cut around each edit that changes its length.
    """
    parts: list[str] = []
    done = 0
    for edit in edits:
        parts += (flow.text[done : edit.start], edit.after)
        done = edit.end
    text = "".join((*parts, flow.text[done:]))
    if not any(edit.growth for edit in edits):
        return replace(flow, text=text)
    columns = tuple(array("I") for _ in range(5))
    for numbers in _cut_pieces(flow, [edit for edit in edits if edit.growth]):
        for column, number in zip(columns, numbers, strict=True):
            column.append(number)
    return replace(flow, text=text, pieces=Packed(Piece, *columns))


Numbers = tuple[int, int, int, int, int]
"""Those of a `Piece`."""


def _cut_pieces(flow: Flow, edits: Sequence[Edit]) -> Iterator[Numbers]:
    """The pieces of the edited flow."""
    first = shift = before = 0
    for piece in flow.pieces:
        stop = piece.start + piece.length
        while first < len(edits) and edits[first].end <= piece.start:
            shift += edits[first].growth
            first += 1
        last = first
        while last < len(edits) and edits[last].start < stop:
            last += 1
        yield from _cut(piece, edits[first:last], shift, before)
        before = stop


def _cut(piece: Piece, edits: Sequence[Edit], shift: int, before: int) -> Iterator[Numbers]:
    """A piece cut around its edits; `shift` is by how much those before it moved it.

    What an edit puts in belongs to the first piece that it touches: `before` is the end of the
    piece before. Where it puts nothing in, a letter beside it stands for what is gone.
    """
    if piece.is_edited:
        yield from _stretched(piece, edits, shift, before)
        return
    at, stop = piece.start, piece.start + piece.length
    from_flow = piece.page_start - piece.start
    for n, edit in enumerate(edits):
        a, b = max(edit.start, piece.start), min(edit.end, stop)
        width = len(edit.after) if edit.start >= before else 0
        start = edit.start + shift + (0 if width else len(edit.after))
        if not width and a > at:
            a, start, width = a - 1, start - 1, 1
        elif not width and b < stop and (n + 1 == len(edits) or edits[n + 1].start > b):
            b, width = b + 1, 1
        if a > at:
            yield at + shift, piece.page_index, from_flow + at, a - at, a - at
        if width:
            yield start, piece.page_index, from_flow + a, width, b - a
        at = b
        shift += edit.growth
    if at < stop:
        yield at + shift, piece.page_index, from_flow + at, stop - at, stop - at


def _stretched(piece: Piece, edits: Sequence[Edit], shift: int, before: int) -> Iterator[Numbers]:
    """A piece edited already, with more edits in it: it still stands for all its source."""
    start, length = piece.start + shift, piece.length
    for edit in edits:
        is_first = edit.start >= before
        if edit.start < piece.start:
            start = edit.start + shift + (0 if is_first else len(edit.after))
        length -= min(edit.end, piece.start + piece.length) - max(edit.start, piece.start)
        length += len(edit.after) if is_first else 0
    if length:
        yield start, piece.page_index, piece.page_start, length, piece.page_length
