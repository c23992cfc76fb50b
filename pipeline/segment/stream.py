"""The stream: of all the lines that could matter, those that do, and what each one is."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence, Set
from itertools import accumulate, pairwise, zip_longest

from msgspec import Struct
from msgspec.structs import replace

from extractors.labels import Template, canonical, is_slip, templates
from pipeline.segment.marks import Mark, Shape
from schemas.flow import CELL, LINE

MAX_LABEL_CHARACTERS = 80
"""A longer first cell is prose in a table, not a label."""

_MARKUP = 8
"""Blanks and signs of emphasis before a heading, at most."""

Item = tuple[Mark, str | None]
"""A mark that matters, and the contract's field for labels that have one."""


class Stream(Struct, frozen=True, gc=False):
    """The document as its template reads it."""

    template: Template | None
    items: Sequence[Item]
    strangers: Sequence[Mark]
    """Lines set like the template's labels, with a label it does not know."""


def read_stream(
    text: str,
    marks: Sequence[Mark],
    extra: Mapping[str, str | None] | None = None,
    heads: Sequence[Mark] = (),
) -> Stream:
    """The marks that matter under the template that fits the document best.

    `extra` holds labels, in canonical wording, that this document adds to its template; `heads` are
    its headings where they are none that a template knows.
    """
    if heads:
        marks = _with_heads(marks, heads)
    template, found = _choose(text, marks)
    if heads:
        template, found = templates()["modulo"], frozenset(head.start for head in heads)
    if template is None:
        return Stream(None, (), ())
    reader = _Reader(template, _shapes_in_capitals(marks, template), extra or {})
    items: list[Item] = []
    strangers: list[Mark] = []
    for mark in _with_values_below(text, marks, template):
        if mark.shape is Shape.HEAD and mark.start in found:
            items.append((mark, None))
        else:
            read = _of_mark(text, mark, reader, template)
            items += read
            if not read and reader.is_stranger(mark):
                strangers.append(mark)
    if template.opener:
        items = _without_stray_rules(text, _in_one_setting(items, template.opener))
    return Stream(template, items, strangers)


def _is_one_cell(text: str, row: Mark) -> bool:
    """Whether only the last character of the row's line ends a cell."""
    end = text.find("\n", row.start)
    cells = text[row.start : end if end >= 0 else None]
    return cells.count(CELL) == 1 and cells.endswith(CELL)


def _with_heads(marks: Sequence[Mark], heads: Sequence[Mark]) -> list[Mark]:
    """The marks with these headings, instead of any that stands in one's number and title."""
    places = {head.start for head in heads} | {head.value_start for head in heads}
    others = [mark for mark in marks if mark.start not in places]
    return sorted([*others, *heads], key=lambda mark: mark.start)


def _with_values_below(text: str, marks: Sequence[Mark], template: Template) -> Sequence[Mark]:
    """The marks, where a row of one cell is a label and the next one its value: both are one mark.

    `Titolo⇥⏎Biblioteca aperta⇥⏎Tassonomia⇥⏎…`: so are sheets set whose labels head their values.
    A cell of a form holds its label and its value, and is empty where the form is.
    """
    if template.is_form:
        return marks
    found: list[Mark] = []
    below = {
        n + 1
        for n, (mark, following) in enumerate(pairwise(marks))
        if mark.shape is Shape.ROW
        and following.shape in (Shape.ROW, Shape.HEAD, Shape.COLON)
        and template.field(mark.label)
        and not template.field(following.label)
        and _is_one_cell(text, mark)
        and _is_one_cell(text, following)
        and not text[mark.value_start : following.start].strip()
    }
    if not below:
        return marks
    for n, mark in enumerate(marks):
        if n + 1 in below:
            found.append(replace(mark, value_start=marks[n + 1].start))
        elif n not in below:
            found.append(mark)
    return found


def _of_mark(text: str, mark: Mark, reader: _Reader, template: Template) -> list[Item]:
    """What a mark is that heads no intervento: nothing, if it does not matter."""
    shape = mark.shape
    if template.is_form and shape is not Shape.ROW and _is_beside_value(text, mark, template):
        return [_relabelled(text, mark, template)]
    if shape is Shape.HEAD:
        return []
    matters, field = reader.judge(shape, mark.label)
    if not matters:
        return []
    if shape is Shape.ROW:
        return _of_row(text, mark, field, template)
    return [(mark, field)]


def _of_row(text: str, row: Mark, field: str | None, template: Template) -> list[Item]:
    if template.is_form and not field and _is_one_cell(text, row):
        return [_relabelled(text, row, template)]
    return [(row, field), *(_beside(text, row, template) if field else ())]


def _beside(text: str, row: Mark, template: Template) -> list[Item]:
    """The other labels of a row that holds several, each before its value.

    `Titolo⇥Bonus bebè⇥Macro-ambito⇥Famiglia⇥`: each second cell must be a label.
    """
    end = text.find(LINE, row.start)
    cells = text[row.start : end if end >= 0 else None].removesuffix(CELL).split(CELL)
    fields = [template.field(cell.strip()) for cell in cells[2::2]]
    if not fields or not all(fields):
        return []
    starts = [0, *accumulate(len(cell) + 1 for cell in cells)]
    return [
        (Mark(Shape.ROW, row.start + starts[n], cells[n].strip(), row.start + starts[n + 1]), field)
        for n, field in zip(range(2, len(cells), 2), fields, strict=True)
    ]


def _is_beside_value(text: str, mark: Mark, template: Template) -> bool:
    """Whether a cell begins with a label, and its value makes it look like something else.

    `Descrizione Letture “8 marzo: non solo donne” …`, `Descrizione 100 passi in famiglia`
    """
    if mark.shape is Shape.COLON and template.field(mark.label):
        return False
    is_cell = _begins_line(text, mark) and _is_one_cell(text, mark)
    return is_cell and _label_at(text, mark, template) is not None


def _label_at(text: str, mark: Mark, template: Template) -> str | None:
    """The label that a cell begins with, the value beside it."""
    return template.label_within(text[mark.start : mark.start + MAX_LABEL_CHARACTERS])


def _relabelled(text: str, row: Mark, template: Template) -> Item:
    """A cell that holds its label and, beside it, the value (`Tempi Entro …`); else the row."""
    label = _label_at(text, row, template)
    if label is None:
        return row, None
    return Mark(Shape.ROW, row.start, label, row.start + len(label)), template.field(label)


def _without_stray_rules(text: str, items: list[Item]) -> list[Item]:
    """Without the rules that part nothing: of a kind that stands once, in the middle of a text."""
    rules = Counter(mark.label for mark, _ in items if mark.shape is Shape.SEPARATOR)
    rare = {label for label, count in rules.items() if count == 1}
    limits = [mark.start for mark, _ in items[1:]] + [len(text)]
    stray = {
        n
        for n, (mark, field) in enumerate(items)
        if n and not field and mark.label in rare and text[mark.value_start : limits[n]].strip()
    }
    return [item for n, item in enumerate(items) if n not in stray] if stray else items


def _in_one_setting(items: list[Item], opener: str) -> list[Item]:
    """Without the rows of a plan whose labels are lines, and `AZIONI` on a line in its prose.

    A plan sets its labels one way: where they are lines, rows belong to the prose.
    """
    shapes = {mark.shape for mark, _ in items}
    if shapes <= {Shape.COLON, Shape.SEPARATOR}:
        return items
    rows = sum(mark.shape is Shape.ROW for mark, field in items if field)
    lines = sum(mark.shape is Shape.COLON for mark, field in items if field)
    prose = () if rows > lines else (Shape.ROW, Shape.CONTINUATION)
    listed = next((n for n, (_, field) in enumerate(items) if field == opener), len(items))
    return [
        (mark, field)
        for n, (mark, field) in enumerate(items)
        if field or (mark.shape not in prose and (n < listed or mark.shape is not Shape.SECTION))
    ]


class _Reader:
    """Judges marks under one template. A document has few labels, each many times."""

    def __init__(
        self, template: Template, in_capitals: Set[Shape], extra: Mapping[str, str | None]
    ) -> None:
        self._template = template
        self._in_capitals = in_capitals
        self._extra = extra
        self._known: dict[tuple[Shape, str], tuple[bool, str | None]] = {}

    def judge(self, shape: Shape, label: str) -> tuple[bool, str | None]:
        """Whether the mark matters, and its field; a stranger does not, and is its own field."""
        key = shape, label
        if key not in self._known:
            self._known[key] = self._judge(shape, label)
        return self._known[key]

    def is_stranger(self, mark: Mark) -> bool:
        """Whether a mark is set like a label and is none that is known."""
        return mark.shape is not Shape.HEAD and bool(self.judge(mark.shape, mark.label)[1])

    def _judge(self, shape: Shape, label: str) -> tuple[bool, str | None]:
        if shape in (Shape.SEPARATOR, Shape.SECTION, Shape.CONTINUATION):
            return True, None
        is_set_so = self._is_set_like_a_label(shape, label)
        if shape is Shape.COLON and not is_set_so:
            return False, None
        field = self._template.field(label) if len(label) <= MAX_LABEL_CHARACTERS else None
        if shape is Shape.ROW and self._template.opener and not is_set_so:
            field = None
        if field or shape is Shape.ROW:
            return True, field
        if canonical(label) in self._extra:
            return True, self._extra[canonical(label)]
        return False, label if shape is Shape.COLON else None

    def _is_set_like_a_label(self, shape: Shape, label: str) -> bool:
        return is_upper_case(label) if shape in self._in_capitals else label[:1].isupper()


def is_upper_case(label: str) -> bool:
    """Whether all letters, but for one slip, are capitals."""
    small = sum(letter.islower() for letter in label)
    return small <= (1 if len(label) > 4 else 0)


def _choose(text: str, marks: Sequence[Mark]) -> tuple[Template | None, frozenset[int]]:
    """The template that fits, and where the marks start that are its headings.

    Headings decide before opening labels, a progettualità has a title too; but they must not be
    outnumbered: plans speak of `AZIONE 4` and of `PROGETTUALITÀ n.1` in their prose.
    """
    known = templates()
    plan = known["piano"]
    opened = None
    for template in (known["programma"], known["modulo"]):
        found = [
            (mark, _is_followed(text, mark, following, template))
            for mark, following in zip_longest(marks, marks[1:])
            if mark.shape is Shape.HEAD and _is_head(mark, template)
        ]
        heads = [
            mark
            for mark, followed in found
            if followed or (not template.is_form and _is_heading_line(text, mark))
        ]
        if heads and opened is None:
            opened = sum(_is_opener(mark, plan) for mark in marks)
        if heads and 2 * len(heads) >= (opened or 0):
            return template, frozenset(mark.start for mark in heads)
    return (plan if any(_is_opener(mark, plan) for mark in marks) else None), frozenset()


def _is_followed(text: str, head: Mark, following: Mark | None, template: Template) -> bool:
    """Whether the line after a heading begins with one of the template's labels."""
    if following is None or not _names_field(text, following, template):
        return False
    if template.is_form and not _begins_line(text, head):
        return False
    end = text.find("\n", head.value_start)
    return 0 <= end <= following.start and not text[end : following.start].strip()


def _begins_line(text: str, head: Mark) -> bool:
    """Whether a line begins with the heading, and not only the rest of a paragraph."""
    before = text[max(0, head.start - _MARKUP) : head.start].rstrip(" *#")
    return before[-1:] == LINE or not head.start


def _names_field(text: str, mark: Mark, template: Template) -> bool:
    if template.field(mark.label):
        return True
    return template.is_form and _label_at(text, mark, template) is not None


def _is_heading_line(text: str, head: Mark) -> bool:
    """Whether a heading's line is all capitals, or a row of one cell."""
    end = text.find("\n", head.value_start)
    rest = text[head.value_start : end if end >= 0 else None]
    is_capitals = rest.upper() == rest and not rest.rstrip().endswith((".", ",", ";"))
    return is_upper_case(head.label) and (is_capitals or rest.rstrip(" ").endswith("\t"))


def _is_head(mark: Mark, template: Template) -> bool:
    wanted = canonical(mark.label)
    return mark.label[:1].isupper() and (
        wanted in template.heads
        or any(len(head) > 8 and is_slip(wanted, head) for head in template.heads)
    )


def _is_opener(mark: Mark, template: Template) -> bool:
    return mark.shape in (Shape.COLON, Shape.ROW) and template.field(mark.label) == template.opener


def _shapes_in_capitals(marks: Sequence[Mark], template: Template) -> frozenset[Shape]:
    """The shapes of labels that the document sets in capitals: `Obiettivo:` in prose is none then.

    Its rows are set as its lines are, unless there are more rows: `TITOLO: …` across the sheet, and
    below it a row for `Tassonomia`.
    """
    small: Counter[Shape] = Counter()
    capitals: Counter[Shape] = Counter()
    for mark in marks:
        if mark.shape in (Shape.COLON, Shape.ROW) and template.field(mark.label):
            (capitals if mark.label.isupper() else small)[mark.shape] += 1
    if not capitals[Shape.COLON]:
        return frozenset()
    has_own_rows = small[Shape.ROW] > capitals[Shape.ROW] + capitals[Shape.COLON]
    return frozenset((Shape.COLON,) if has_own_rows else (Shape.COLON, Shape.ROW))
