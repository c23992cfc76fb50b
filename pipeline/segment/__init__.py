"""Segmentation: the flow becomes a stream of labels with values, the stream becomes blocks."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Sequence, Set

from extractors.labels import canonical, column_field, known_field
from pipeline.segment.annexes import without_annexes
from pipeline.segment.areas import with_areas, with_areas_above, with_numbered_areas
from pipeline.segment.cells import with_cells
from pipeline.segment.grammar import group
from pipeline.segment.loose import (
    bare_labels,
    labels_before_values,
    with_bulleted,
    with_numbered,
)
from pipeline.segment.marks import (
    Mark,
    Shape,
    find_marks,
    numbered_heads,
    with_sections,
)
from pipeline.segment.stream import Stream, read_stream
from pipeline.segment.titles import unlabelled_titles
from pipeline.segment.transposed import with_transposed
from pipeline.segment.wide import find_wide_tables
from schemas.block import Block, BlockKind, Segments
from schemas.flow import LINE, Flow

RECURRING_SHARE = 0.5
"""A label that the template lacks counts where at least this share of the blocks carry it."""

MIN_RECURRING_BLOCKS = 2


def segment(flow: Flow) -> Segments:
    """The document's blocks, in order; none where no template fits it."""
    text = flow.text
    wide = with_transposed(text, find_wide_tables(text))
    marks = with_numbered(text, with_bulleted(text, with_cells(text, find_marks(text))))
    marks = _outside(with_sections(text, marks), wide.extents)
    stream, blocks = _blocks(text, marks)
    if not (blocks or wide.blocks) and (heads := _heads(text, marks)):
        stream, blocks = _blocks(text, marks, heads)
    if not (any(block.values for block in blocks) or wide.blocks):
        is_programme = any(block.kind == "progettualita" for block in blocks)
        bare = labels_before_values(text) or bare_labels(text, is_programme)
        with_bare = sorted([*marks, *bare], key=lambda mark: mark.start)
        read = _blocks(text, with_bare)
        if sum(bool(block.head) for block in read[1]) >= sum(bool(block.head) for block in blocks):
            marks, (stream, blocks) = with_bare, read
        if not blocks and (heads := _heads(text, marks)):
            stream, blocks = _blocks(text, marks, heads)
    if blocks and blocks[0].kind == "azione":
        blocks = with_areas_above(text, blocks)
        if blocks[0].head and not any(block.area for block in blocks):
            blocks = with_areas(text, blocks)
        if blocks[0].numero and not any(block.area for block in blocks):
            blocks = with_numbered_areas(text, blocks)
    wide = without_annexes(text, blocks, wide)
    parting = (mark for mark, field in stream.items if not field)
    separators = {
        (mark.start, mark.value_start)
        for mark in (*marks, *parting)
        if mark.shape in (Shape.SEPARATOR, Shape.SECTION)
    }
    strangers = (
        slice(mark.start, mark.value_start) for mark in stream.strangers if mark.label.isupper()
    )
    if wide.blocks:
        blocks = sorted([*blocks, *wide.blocks], key=lambda block: block.extent.start)
    return Segments(
        tuple(blocks),
        tuple(slice(*each) for each in sorted(separators)),
        wide.headers,
        tuple(strangers),
    )


def _heads(text: str, marks: Sequence[Mark]) -> list[Mark]:
    """The titles of actions that no label introduces, numbered or not: where there are more."""
    return max(numbered_heads(text, marks), unlabelled_titles(text, marks), key=len)


def _blocks(
    text: str, marks: Sequence[Mark], heads: Sequence[Mark] = ()
) -> tuple[Stream, list[Block]]:
    """The stream that the marks make, and the blocks that the stream makes."""
    stream = read_stream(text, marks, heads=heads)
    blocks = group(text, stream)
    recurring = _recurring_labels(text, stream, blocks)
    if recurring:
        stream = read_stream(text, marks, recurring, heads)
        blocks = group(text, stream)
    return stream, blocks


def _outside(marks: list[Mark], extents: Sequence[slice]) -> list[Mark]:
    """The marks that stand in none of the extents."""
    if not extents:
        return marks
    starts = [extent.start for extent in extents]

    def is_inside(mark: Mark) -> bool:
        nearest = bisect_right(starts, mark.start) - 1
        return nearest >= 0 and mark.start < extents[nearest].stop

    return [mark for mark in marks if not is_inside(mark)]


def _recurring_labels(text: str, stream: Stream, blocks: Sequence[Block]) -> dict[str, str | None]:
    """Labels set like the template's that most blocks carry once: with their field, if known.

    A body may add a label of its own (`DESTINATARI: …`). In one description it is part of the
    prose; in most it is a field of the form.
    """
    wanted = max(MIN_RECURRING_BLOCKS, RECURRING_SHARE * len(blocks))
    rows = [mark for mark, field in stream.items if mark.shape is Shape.ROW and not field]
    strangers = sorted((*stream.strangers, *rows), key=lambda mark: mark.start)
    if len(strangers) < wanted:
        return {}
    below = _values_below(text, blocks)
    strangers = [mark for mark in strangers if mark.start not in below]
    starts = [mark.start for mark in strangers]
    seen: Counter[str] = Counter()
    for block in blocks:
        extent = block.extent
        first, last = bisect_left(starts, extent.start), bisect_left(starts, extent.stop)
        times = Counter(canonical(mark.label) for mark in strangers[first:last])
        seen.update(label for label, count in times.items() if count == 1)
    carried = {value.field for block in blocks for value in block.values}
    found: dict[str, str | None] = {}
    for label, count in seen.most_common():
        if count >= wanted:
            found[label] = known_field(label) or _meant(label, blocks[0].kind, carried)
            carried.add(found[label])
    return found


def _values_below(text: str, blocks: Sequence[Block]) -> Set[int]:
    """Where values begin, if most of them stand below their labels: nothing there is a label."""
    begins = [
        (pair.start + len(pair.label), match.start())
        for block in blocks
        for pair in block.values
        if (match := _FILLED.search(text, pair.value[0].start, pair.value[0].stop))
    ]
    below = {begin for label_end, begin in begins if LINE in text[label_end:begin]}
    return below if 2 * len(below) > len(begins) else frozenset()


def _meant(label: str, kind: BlockKind, carried: Set[str | None]) -> str | None:
    """The field of a plan's label that says what another would: `Finalità`, but no `Obiettivo`."""
    field = column_field(label) if kind == "azione" else None
    return field if field not in carried and field not in _OF_ROWS else None


_FILLED = re.compile(r"\S")

_OF_ROWS = frozenset(("titolo", "numero"))
"""What only a row of a table is told by: `Azioni: …` is no title."""
