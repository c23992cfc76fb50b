"""The grammar: a stream of labels becomes blocks, one an intervento.

    programme, form   block = HEAD (label value)*
    plan              block = TITOLO value (label value)*        in any order, separators or none
    rows              value = cell (CONTINUATION cell)*          over page breaks too

A label printed twice in one block keeps both values. What stands between the rows of a table and
belongs to none of them is left: the audit of unread text will report it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from pipeline.segment.marks import Mark, Shape
from pipeline.segment.stream import MAX_LABEL_CHARACTERS, Item, Stream
from schemas.block import Block, BlockKind, LabelledValue, Slice

_CHAPTER = re.compile(r"\n[ \r]*\n[ *\r\n]*[^\Wa-zà-ù\d_][^a-zà-ù\n\t]{6,}(?=\n|\Z)")
"""A line of capitals after a blank one: a chapter of the programme begins, its interventi end."""


def group(text: str, stream: Stream) -> list[Block]:
    """The blocks of a document, in order."""
    if stream.template is None:
        return []
    builder = _Builder(text, stream)
    for item, limit in _with_limits(text, stream.items):
        builder.take(item, limit)
    return builder.blocks()


def _with_limits(text: str, items: Sequence[Item]) -> Iterator[tuple[Item, int]]:
    """Each item with the offset at which the next one starts."""
    starts = [item.mark.start for item in items] + [len(text)]
    return zip(items, starts[1:], strict=True)


class _Open:
    """A block that is being filled."""

    def __init__(self, kind: BlockKind, head: Mark | None, heading: Slice | None) -> None:
        self.kind = kind
        self.head = head
        self.heading = heading
        self.values: list[LabelledValue] = []
        self.row_end: int | None = None
        """Where the last row of the block ended, while only white space followed it."""

    def has(self, field: str) -> bool:
        return any(value.field == field for value in self.values)

    def close(self) -> Block:
        head = Slice(self.head.start, self.head.value_start) if self.head else None
        numero = self.head.numero if self.head else None
        return Block(self.kind, head, numero, self.heading, tuple(self.values))


class _Builder:
    """Takes the items of a stream one by one."""

    def __init__(self, text: str, stream: Stream) -> None:
        assert stream.template is not None
        self._text = text
        self._template = stream.template
        self._first = _first_field(stream)
        self._row_ending = _row_ending(text, stream)
        self._open: _Open | None = None
        self._done: list[_Open] = []

    def take(self, item: Item, limit: int) -> None:
        """Go on with one item, whose value ends before `limit`."""
        shape = item.mark.shape
        if shape is Shape.HEAD:
            self._start(item.mark, self._line(item.mark.value_start, limit))
        elif shape in (Shape.SEPARATOR, Shape.SECTION):
            self._separate(shape)
        elif shape is Shape.CONTINUATION:
            self._continue(item.mark, limit)
        elif item.field or self._is_kept(item.mark):
            self._fill(item, limit)
        elif self._open:
            self._open.row_end = None

    def blocks(self) -> list[Block]:
        """What was built; a plan's actions have titles, and what stands before the first is none."""
        blocks = [block.close() for block in self._done if block.values or block.head]
        if self._template.opener is None:
            return blocks
        titled = [n for n, block in enumerate(self._done) if block.has(self._template.opener)]
        return blocks[titled[0] :] if titled else []

    def _start(self, head: Mark | None, heading: Slice | None = None) -> _Open:
        self._open = _Open(self._template.kind, head, heading)
        if heading:
            self._open.row_end = heading.end
        self._done.append(self._open)
        return self._open

    def _separate(self, shape: Shape) -> None:
        """A separator ends a plan's action; a section's name only before the first of them."""
        opener = self._template.opener
        if opener and (shape is Shape.SEPARATOR or not any(b.has(opener) for b in self._done)):
            self._open = None

    def _fill(self, item: Item, limit: int) -> None:
        block = self._open
        if block is None or (item.field and self._opens(item.field, block)):
            if self._template.opener is None:
                return
            block = self._start(None)
        value = self._value(item.mark, limit)
        block.row_end = value.end if item.mark.shape is Shape.ROW else None
        if item.mark.shape is Shape.ROW and self._text[value.end : limit].strip():
            block.row_end = None
        block.values.append(LabelledValue(item.mark.label, item.field, (value,)))

    def _opens(self, field: str, block: _Open) -> bool:
        """Whether a label starts the next action of a plan."""
        opener = self._template.opener
        if opener is None or not block.values:
            return False
        return field == self._first or (field == opener and block.has(opener))

    def _continue(self, mark: Mark, limit: int) -> None:
        """A row without a label goes on with the row above, if that is where it stands."""
        block = self._open
        if block is None or block.row_end is None or not block.values:
            return
        if self._text[block.row_end : mark.start].strip():
            return
        last = block.values[-1]
        more = self._line(mark.value_start, limit)
        block.values[-1] = last._replace(value=(*last.value, more))
        block.row_end = more.end

    def _is_kept(self, mark: Mark) -> bool:
        """Whether a row with an unknown label stands among the block's rows and looks like them."""
        if mark.shape is not Shape.ROW:
            return True
        block = self._open
        label = self._text[mark.label.start : mark.label.end].strip()
        if block is None or block.row_end is None or len(label) > MAX_LABEL_CHARACTERS:
            return False
        line_end = self._text.find("\n", mark.value_start)
        cells = self._text[mark.value_start : line_end if line_end >= 0 else None].rstrip("\t")
        return (
            not self._text[block.row_end : mark.start].strip()
            and any(letter.isalpha() for letter in label)
            and "\t" not in cells.strip("\t")
            and label[-1:] in self._row_ending
        )

    def _value(self, mark: Mark, limit: int) -> Slice:
        if mark.shape is Shape.ROW:
            return self._line(mark.value_start, limit)
        if self._template.opener is None and (head := _CHAPTER.search(self._text, mark.start, limit)):
            limit = head.start()
        return self._trimmed(mark.value_start, limit)

    def _line(self, start: int, limit: int) -> Slice:
        """To the end of the line, and of those that follow it without a blank line between."""
        end = self._text.find("\n\n", start, limit)
        return self._trimmed(start, limit if end < 0 else end)

    def _trimmed(self, start: int, limit: int) -> Slice:
        value = self._text[start:limit]
        start += len(value) - len(value.lstrip())
        return Slice(start, max(start, start + len(value.strip())))


def _first_field(stream: Stream) -> str | None:
    """The label that each of a plan's actions begins with: the title, unless the plan shows another.

    Another is shown where the document's last label is followed by it elsewhere too: records then
    run from the one to the other.
    """
    opener = stream.template.opener if stream.template else None
    fields = [item.field for item in stream.items if item.field]
    if opener is None or opener not in fields or fields[0] == opener:
        return opener
    return fields[0] if (fields[-1], fields[0]) in pairwise(fields) else opener


def _row_ending(text: str, stream: Stream) -> frozenset[str]:
    """The characters that the known labels of this document's tables end with."""
    ends = [
        text[item.mark.label.start : item.mark.label.end].strip()[-1:]
        for item in stream.items
        if item.field and item.mark.shape is Shape.ROW
    ]
    stops = sum(end in ".:" for end in ends)
    if 2 * stops > len(ends):
        return frozenset(".:")
    return frozenset(end for end in map(chr, range(33, 0x250)) if end not in ".:")
