"""Puts the pieces of a flow together, and keeps account of where each came from."""

from __future__ import annotations

from collections.abc import Sequence

from schemas.flow import Flow, Piece
from schemas.page import Page


class Weaver:
    """Collects stretches of pages in reading order; `flow()` gives the result."""

    def __init__(self, pages: Sequence[Page]) -> None:
        self._pages = tuple(pages)
        self._parts: list[str] = []
        self._pieces: list[tuple[int, int, int, int]] = []
        self._at = 0

    def gap(self, text: str) -> None:
        """Put in white space that the source does not hold."""
        self._parts.append(text)
        self._at += len(text)

    def stretch(self, page_index: int, start: int, end: int) -> None:
        """Go on with `pages[page_index].text[start:end]`.

        Where the source goes on with one blank or line end and so does the flow, it is one piece.
        """
        if start == end:
            return
        at, pieces = self._at, self._pieces
        if pieces:
            woven, page, where, length = pieces[-1]
            if page == page_index and start - where == at - woven <= length + 1:
                pieces[-1] = (woven, page, where, start - where + end - start)
            else:
                pieces.append((at, page_index, start, end - start))
        else:
            pieces.append((at, page_index, start, end - start))
        self._parts.append(self._pages[page_index].text[start:end])
        self._at = at + end - start

    def retract(self) -> None:
        """Take back the last character of the last stretch: a hyphen that only a line's end set."""
        woven, page, where, length = self._pieces[-1]
        self._pieces[-1] = (woven, page, where, length - 1)
        self._parts[-1] = self._parts[-1][:-1]
        self._at -= 1

    def flow(self) -> Flow:
        """All that was put in, as a flow."""
        pieces = tuple(Piece(*piece) for piece in self._pieces)
        return Flow("".join(self._parts), pieces, self._pages)
