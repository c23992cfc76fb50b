"""The grammar: a stream of labels becomes blocks, one an intervento.

    programme, form   block = HEAD (label value)*
    plan              block = TITOLO value (label value)*        in any order, separators or none
    rows              value = cell (CONTINUATION cell)*          over page breaks too

A label printed twice in one block keeps both values. What stands between the rows of a table and
belongs to none of them is left: the audit of unread text will report it.
"""

from __future__ import annotations

import re
from itertools import pairwise
from operator import ne

from extractors.labels import Template
from pipeline.segment.marks import Mark, Shape
from pipeline.segment.rows import MAX_LABEL_CHARACTERS
from pipeline.segment.stream import Stream
from schemas.block import Block, BlockKind, LabelledValue

BANNER = "macro_ambito"
"""The field that a heading may tell for all the actions of its section."""

_TITLE = re.compile(r"[ .:–—-]*(?i:titolo)[ ]*:[ ]*(?=\S)")
"""`AZIONE 1.1 - TITOLO: Bonus bebè`"""

_STOPS = ".;:!?"
_FILLED = re.compile(r"\S")

_CHAPTER = r"\n[ \r]{0,9}\n[ *\r\n]{0,99}[^\Wa-zà-ù\d_][^a-zà-ù\n\t]{6,}(?=\n|\Z)"
"""A line of capitals after a blank one: a chapter of the programme begins, its interventi end."""

_AREA = _CHAPTER.replace(r"[^\Wa-zà-ù\d_]", r"(?:\d{1,2}[ ]?\.[ ]?)?[^\Wa-zà-ù\d_]")
"""The same in the form of 2018, which numbers them: `2. SERVIZI ALLE FAMIGLIE`."""


def group(text: str, stream: Stream) -> list[Block]:
    """The blocks of a document, in order."""
    if stream.template is None or not stream.items:
        return []
    builder = _Builder(text, stream, stream.template)
    limits = [mark.start for mark, _ in stream.items[1:]] + [len(text)]
    for (mark, field), limit in zip(stream.items, limits, strict=True):
        builder.take(mark, field, limit)
    return builder.blocks()


class _Open:
    """A block that is being filled."""

    def __init__(self, kind: BlockKind, head: Mark | None, heading: slice | None) -> None:
        self.kind = kind
        self.head = head
        self.heading = heading
        self.values: list[tuple[Mark, str | None, list[slice]]] = []
        self.fields: set[str | None] = set()
        self.row_end = heading.stop if heading else None
        """Where the last row of the block ended, while only white space followed it."""
        self.banner: tuple[Mark, slice] | None = None

    def close(self) -> Block:
        head = slice(self.head.start, self.head.value_start) if self.head else None
        numero = self.head.numero if self.head else None
        values = tuple(
            LabelledValue(mark.label, mark.start, field, tuple(parts))
            for mark, field, parts in self.values
        )
        if self.banner and values and BANNER not in self.fields:
            label, name = self.banner
            values += (LabelledValue(label.label, values[0].start, BANNER, (name,)),)
        return Block(self.kind, head, numero, self.heading, values)


class _Builder:
    """Takes the marks of a stream one by one."""

    def __init__(self, text: str, stream: Stream, template: Template) -> None:
        self._text = text
        self._kind = template.kind
        self._opener = template.opener
        self._first = _first_field(stream, template.opener)
        self._has_stops = _has_stops(stream)
        self._rows = frozenset(
            mark.start
            for mark, field in stream.items
            if mark.shape is Shape.ROW and field and field != template.opener
        )
        """Where the rows of actions go on."""
        self._banners = _banners(text, stream, template.opener)
        self._banner: tuple[Mark, slice] | None = None
        """The section that the actions stand under, and its name."""
        self._open: _Open | None = None
        self._done: list[_Open] = []
        self._is_apart = False
        """Whether the open block began right behind a separator."""

    def take(self, mark: Mark, field: str | None, limit: int) -> None:
        """Go on with one mark, whose value ends before `limit`."""
        shape = mark.shape
        if mark.start in self._banners:
            self._banner = mark, self._banner_name(mark, limit)
            self._open = None
        elif field:
            self._fill(mark, field, limit)
        elif shape is Shape.SEPARATOR or shape is Shape.SECTION:
            self._separate(shape)
        elif shape is Shape.HEAD:
            self._start(mark, self._heading(mark.value_start, limit))
        elif shape is Shape.CONTINUATION:
            self._continue(mark, limit)
        elif shape is not Shape.ROW or self._is_kept(mark):
            self._fill(mark, None, limit)
        elif self._open and not self._extends_heading(self._open, mark, limit):
            self._open.row_end = None

    def blocks(self) -> list[Block]:
        """What was built; what stands before the first title of a plan is no action."""
        done = [block for block in self._done if block.values or block.head]
        if self._opener is not None:
            titled = [n for n, block in enumerate(done) if self._opener in block.fields]
            done = done[titled[0] :] if titled else []
        return [block.close() for block in done]

    def _start(self, head: Mark | None, heading: slice | None = None) -> _Open:
        self._open = _Open(self._kind, head, heading)
        self._open.banner = self._banner
        self._done.append(self._open)
        return self._open

    def _separate(self, shape: Shape) -> None:
        """A separator ends a plan's action, the list's heading what stands before it."""
        if self._opener:
            self._open = None
            self._is_apart = shape is Shape.SEPARATOR

    def _fill(self, mark: Mark, field: str | None, limit: int) -> None:
        block = self._open
        if block is None or (field and self._opens(field, block)):
            if self._opener is None:
                return
            self._is_apart = self._is_apart and block is None
            block = self._start(None)
        block.row_end = None
        if mark.shape is Shape.ROW:
            line = self._cell if limit in self._rows else self._line
            value = line(mark.value_start, limit)
            if not self._text[value.stop : limit].strip():
                block.row_end = value.stop
        elif self._opener:
            value = self._trimmed(mark.value_start, limit)
        else:
            value = self._paragraphs(mark, limit)
        block.values.append((mark, field, [value]))
        block.fields.add(field)

    def _opens(self, field: str, block: _Open) -> bool:
        """Whether a label starts the next action of a plan."""
        if self._opener is None or not block.values:
            return False
        if field == self._opener and (self._is_apart or field != self._first):
            return field in block.fields
        return field == self._first

    def _continue(self, mark: Mark, limit: int) -> None:
        """A row without a label goes on with the row above, if that is where it stands."""
        block = self._open
        if block is None or block.row_end is None or not block.values:
            return
        if self._text[block.row_end : mark.start].strip():
            return
        more = self._line(mark.value_start, limit)
        if "\t" in self._text[more]:
            return
        block.values[-1][2].append(more)
        block.row_end = more.stop

    def _extends_heading(self, block: _Open, mark: Mark, limit: int) -> bool:
        """Takes the rest of a heading that a page break cut: a row of one cell, right behind it."""
        line = self._line(mark.value_start, limit)
        if block.values or not block.heading or block.row_end is None or line.start < line.stop:
            return False
        if self._text[block.row_end : mark.start].strip():
            return False
        block.row_end = mark.start + len(mark.label)
        block.heading = slice(block.heading.start, block.row_end)
        return True

    def _is_kept(self, mark: Mark) -> bool:
        """Whether a row with an unknown label stands among the block's rows and looks like them."""
        block, label = self._open, mark.label.strip()
        if block is None or block.row_end is None or len(label) > MAX_LABEL_CHARACTERS:
            return False
        line_end = self._text.find("\n", mark.value_start)
        cells = self._text[mark.value_start : line_end if line_end >= 0 else None].strip("\t ")
        return (
            not self._text[block.row_end : mark.start].strip()
            and any(letter.isalpha() for letter in label)
            and bool(cells)
            and "\t" not in cells
            and label.endswith((".", ":")) is self._has_stops
        )

    def _banner_name(self, mark: Mark, limit: int) -> slice:
        """What stands behind the label of a section, on its line."""
        value = self._trimmed(mark.value_start, limit)
        end = self._text.find("\n", value.start, value.stop)
        return self._trimmed(value.start, end if end >= 0 else value.stop)

    def _paragraphs(self, mark: Mark, limit: int) -> slice:
        """To the next mark, or to the next chapter of the programme."""
        head = self._open.head if self._open else None
        has_areas = self._kind == "azione" and head is not None and bool(head.label)
        chapter = re.compile(_AREA if has_areas else _CHAPTER)
        if found := chapter.search(self._text, mark.start, limit):
            limit = found.start()
        return self._trimmed(mark.value_start, limit)

    def _heading(self, start: int, limit: int) -> slice:
        """To the end of its line, or of the next where it is all in capitals, behind its label."""
        label = _TITLE.match(self._text, start, limit)
        start = label.end() if label else start
        lines = self._trimmed(start, limit)
        text = self._text[lines]
        is_whole = text.isupper() and text.count("\n") == 1
        return lines if is_whole else self._line(start, limit)

    def _cell(self, start: int, limit: int) -> slice:
        """To the end of a cell with more of its table below it: blank lines break its sentences."""
        value = self._line(start, limit)
        while value.start < value.stop and self._text[value.stop - 1] not in _STOPS:
            follows = _FILLED.search(self._text, value.stop, limit)
            if not follows or not follows[0].islower():
                break
            value = slice(value.start, self._line(follows.start(), limit).stop)
        return value

    def _line(self, start: int, limit: int) -> slice:
        """To the end of the line, and of those that follow it: no blank line, no heading."""
        blank = self._text.find("\n\n", start, limit)
        end = self._text.find("\n", start, limit if blank < 0 else blank)
        while end >= 0:
            stop = self._text.find("\n", end + 1, limit)
            if self._text[end : stop if stop >= 0 else limit].isupper():
                return self._trimmed(start, end)
            end = stop if 0 <= stop < (limit if blank < 0 else blank) else -1
        return self._trimmed(start, limit if blank < 0 else blank)

    def _trimmed(self, start: int, limit: int) -> slice:
        value = self._text[start:limit]
        bare = value.lstrip()
        if not bare:
            return slice(start, start)
        start += len(value) - len(bare)
        return slice(start, start + len(bare.rstrip()))


def _first_field(stream: Stream, opener: str | None) -> str | None:
    """The label that a plan's actions begin with: the title, unless the plan shows another.

    Another is shown where most often the title follows it at once, or where the document's last
    label is followed by it elsewhere too: records then run from the one to the other.
    """
    fields = [field for _, field in stream.items if field]
    if opener is None or opener not in fields or fields[0] == opener:
        return opener
    first, pairs = fields[0], list(pairwise(fields))
    leads = 2 * pairs.count((first, opener)) > fields.count(first)
    return first if leads or (fields[-1], first) in pairs else opener


def _banners(text: str, stream: Stream, opener: str | None) -> frozenset[int]:
    """Where labels start that head a section of actions: `MACRO-AMBITO: …`, above its titles.

    The first action stands under one, each begins with a title, and no two that follow each other
    have one name. They are set otherwise than the titles are, or there are far fewer of them and
    one before the last stands above several: the last actions may not print the label.
    """
    known = [(mark, field) for mark, field in stream.items if field]
    if opener is None or not known or known[0][1] != BANNER:
        return frozenset()
    found = [n for n, (_, field) in enumerate(known) if field == BANNER]
    titles = [mark for mark, field in known if field == opener]
    if len(found) >= len(titles) or found[-1] + 1 == len(known):
        return frozenset()
    shapes = {known[n][0].shape for n in found}
    is_set_apart = shapes.isdisjoint(mark.shape for mark in titles)
    names = [text[known[n][0].value_start : known[n + 1][0].start].split() for n in found]
    is_of_sections = all(known[n + 1][1] == opener for n in found)
    holds_several = any(
        sum(field == opener for _, field in known[start:end]) > 1 for start, end in pairwise(found)
    )
    is_rare = holds_several and 2 * len(found) <= len(titles)
    is_changing = all(map(ne, names, names[1:]))
    if not (is_of_sections and is_changing and (is_set_apart or is_rare)):
        return frozenset()
    return frozenset(known[n][0].start for n in found)


def _has_stops(stream: Stream) -> bool:
    """Whether the known labels of this document's tables end with a full stop or colon."""
    rows = [mark.label.strip() for mark, field in stream.items if field and mark.shape is Shape.ROW]
    return 2 * sum(label.endswith((".", ":")) for label in rows) > len(rows)
