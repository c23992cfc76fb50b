r"""A document as one string in reading order, every character of it traceable to its page.

Layout turns pages into a flow, repair edits it, segmentation reads it. Five characters structure
it, so that a table read from a PDF looks like one exported as tabbed text:

    LINE  "\n"  a line, a paragraph or a table row ends
    WRAP  "\r"  the printed line ends, the paragraph goes on
    CELL  "\t"  between the cells of a row, and after the only cell of one
    BREAK "\v"  a paragraph ends inside a cell
    SAME  "\f"  all that is in a cell of a wide row: it is one with the cell above
"""

from bisect import bisect_right
from collections.abc import Iterator

from msgspec import Struct

from schemas.packed import Packed
from schemas.page import Page, Span

LINE, WRAP, CELL, BREAK, SAME = "\n", "\r", "\t", "\v", "\f"


class Piece(Struct, frozen=True, gc=False):
    """A stretch of the flow, and the stretch of one page's text that it stands for.

    Both are as long and in the same order, but for a piece that repair put in: `lavoro` for
    `la- voro`. No part of that stands for less than the whole of it.
    """

    start: int
    page_index: int
    page_start: int
    length: int
    page_length: int

    @property
    def is_edited(self) -> bool:
        """Whether repair made it longer or shorter than its source."""
        return self.length != self.page_length


class Flow(Struct, frozen=True, gc=False):
    """The text in reading order; what lies between pieces was put there by the layout."""

    text: str
    pieces: Packed[Piece]
    pages: tuple[Page, ...]

    def spans(self, part: slice) -> list[Span]:
        """Where `text[part]` stands in the source, white space at the ends left out.

        Runs of one page that only white space parts are one span, so that a value of many lines
        has one span a page unless something else stands between its lines.
        """
        starts, _, page_starts, lengths, page_lengths = self.pieces.columns
        if len(starts) == 1 and part.start < part.stop and lengths[0] == page_lengths[0]:
            text = self.text
            if not (text[part.start].isspace() or text[part.stop - 1].isspace()):
                shift = page_starts[0] - starts[0]
                return [Span(self.pages[0].number, part.start + shift, part.stop + shift)]
        spans: list[Span] = []
        for span in self._runs(part.start, part.stop):
            if spans and self._continues(spans[-1], span):
                spans[-1] = Span(span.page, spans[-1].start, span.end)
            else:
                spans.append(span)
        return spans

    def raw(self, span: Span) -> str:
        """The characters of a span as the reader gave them."""
        return self.pages[span.page - self.pages[0].number].text[span.start : span.end]

    def edited_pieces(self) -> Iterator[Piece]:
        """The pieces that repair made longer or shorter than their source."""
        *_, lengths, page_lengths = self.pieces.columns
        if lengths is not page_lengths:
            yield from (piece for piece in self.pieces if piece.is_edited)

    def _runs(self, start: int, end: int) -> Iterator[Span]:
        """The stretches of source under `text[start:end]`, each trimmed, none empty."""
        starts, indexes, page_starts, lengths, page_lengths = self.pieces.columns
        for n in range(max(bisect_right(starts, start) - 1, 0), len(starts)):
            first = starts[n]
            if first >= end:
                break
            page = self.pages[indexes[n]]
            a, b = page_starts[n], page_starts[n] + page_lengths[n]
            if lengths[n] == page_lengths[n]:
                b = a + min(end - first, lengths[n])
                a += max(start - first, 0)
            elif first + lengths[n] <= start:
                continue
            text = page.text[a:b] if a < b else ""
            bare = text.strip()
            if bare:
                a += len(text) - len(text.lstrip())
                yield Span(page.number, a, a + len(bare))

    def _continues(self, before: Span, after: Span) -> bool:
        if before.page != after.page or before.end > after.start:
            return False
        return not self.raw(Span(before.page, before.end, after.start)).strip()


NO_FLOW = Flow("", Packed(Piece, (), (), (), (), ()), ())
