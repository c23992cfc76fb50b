"""Puts the pieces of a flow together, and keeps account of where each came from."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec.structs import replace

from schemas.flow import Flow, Piece
from schemas.page import Page, Word


class Weaver:
    """Collects words and stretches of pages in reading order; `flow()` gives the result."""

    def __init__(self, pages: Sequence[Page]) -> None:
        self._pages = tuple(pages)
        self._parts: list[str] = []
        self._pieces: list[Piece] = []
        self._at = 0

    def gap(self, text: str) -> None:
        """Put in white space that the source does not hold."""
        self._parts.append(text)
        self._at += len(text)

    def stretch(self, page_index: int, start: int, end: int) -> None:
        """Go on with `pages[page_index].text[start:end]`."""
        if start == end:
            return
        last = self._pieces[-1] if self._pieces else None
        woven = end - start
        if last and last.page_index == page_index and self._is_next(last, start):
            woven += start - last.page_start - last.length
            self._pieces[-1] = replace(last, length=last.length + woven)
        else:
            self._pieces.append(Piece(self._at, page_index, start, woven))
        self._parts.append(self._pages[page_index].text[start:end])
        self._at += end - start

    def words(self, page_index: int, words: Sequence[Word]) -> None:
        """Go on with these words, a blank between each two."""
        for number, word in enumerate(words):
            if number:
                self.gap(" ")
            self.stretch(page_index, word.start, word.end)

    def flow(self) -> Flow:
        """All that was put in, as a flow."""
        return Flow("".join(self._parts), tuple(self._pieces), self._pages)

    def _is_next(self, last: Piece, start: int) -> bool:
        """Whether a stretch from `start` stands as far behind the last one here as on its page."""
        gap = self._at - last.start - last.length
        return start - last.page_start - last.length == gap <= 1
