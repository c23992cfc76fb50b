"""Puts the pieces of a flow together, and keeps account of where each came from."""

from __future__ import annotations

from array import array
from collections.abc import Sequence

from schemas.flow import Flow, Piece
from schemas.packed import Packed
from schemas.page import Page

_MANY_PARTS = 4096


class Weaver:
    """Collects stretches of pages in reading order; `flow()` gives the result."""

    def __init__(self, pages: Sequence[Page]) -> None:
        self._pages = tuple(pages)
        self._parts: list[str] = []
        self._joined: list[str] = []
        """What `_parts` were before: a long document has a million of them."""
        self._pieces = array("I"), array("I"), array("I"), array("I")
        """The numbers of each `Piece`; its source is as long as it is."""
        self._at = 0

    def gap(self, text: str) -> None:
        """Put in white space that the source does not hold."""
        self._parts.append(text)
        self._at += len(text)

    def stretch(self, page_index: int, start: int, text: str) -> None:
        """Go on with `text`, which begins at `start` of the page's.

        Where the source goes on with one blank or line end and so does the flow, it is one piece.
        """
        if not text:
            return
        end = start + len(text)
        if len(self._parts) > _MANY_PARTS:
            self._joined.append("".join(self._parts))
            self._parts.clear()
        at = self._at
        starts, pages, page_starts, lengths = self._pieces
        is_on = starts and pages[-1] == page_index
        if is_on and start - page_starts[-1] == at - starts[-1] <= lengths[-1] + 1:
            lengths[-1] = end - page_starts[-1]
        else:
            starts.append(at)
            pages.append(page_index)
            page_starts.append(start)
            lengths.append(end - start)
        self._parts.append(text)
        self._at = at + len(text)

    def retract(self) -> None:
        """Take back the last character of the last stretch: a hyphen that only a line's end set."""
        self._pieces[-1][-1] -= 1
        self._parts[-1] = self._parts[-1][:-1]
        self._at -= 1

    def flow(self) -> Flow:
        """All that was put in, as a flow."""
        text = "".join((*self._joined, *self._parts))
        return Flow(text, Packed(Piece, *self._pieces, self._pieces[-1]), self._pages)
