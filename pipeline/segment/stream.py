"""The stream: of all the lines that could matter, those that do, and what each one is."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import pairwise

from msgspec import Struct

from extractors.labels import Template, canonical, is_slip, templates
from pipeline.segment.marks import Mark, Shape

MAX_LABEL_CHARACTERS = 80
"""A longer first cell is prose in a table, not a label."""

Item = tuple[Mark, str | None]
"""A mark that matters, and the contract's field for labels that have one."""


class Stream(Struct, frozen=True, gc=False):
    """The document as its template reads it."""

    template: Template | None
    items: Sequence[Item]
    strangers: Sequence[Mark]
    """Lines set like the template's labels, with a label it does not know."""


def read_stream(marks: Sequence[Mark], extra: Mapping[str, str | None] | None = None) -> Stream:
    """The marks that matter under the template that fits the document best.

    `extra` holds labels, in canonical wording, that this document adds to its template.
    """
    template, heads = _choose(marks)
    if template is None:
        return Stream(None, (), ())
    reader = _Reader(template, _sets_labels_in_capitals(marks, template), extra or {})
    items: list[Item] = []
    strangers: list[Mark] = []
    for mark in marks:
        if mark.shape is Shape.HEAD:
            if mark.start in heads:
                items.append((mark, None))
            continue
        matters, field = reader.judge(mark.shape, mark.label)
        if matters:
            items.append((mark, field))
        elif field:
            strangers.append(mark)
    return Stream(template, items, strangers)


class _Reader:
    """Judges marks under one template. A document has few labels, each many times."""

    def __init__(
        self, template: Template, upper_case: bool, extra: Mapping[str, str | None]
    ) -> None:
        self._template = template
        self._upper_case = upper_case
        self._extra = extra
        self._known: dict[tuple[Shape, str], tuple[bool, str | None]] = {}

    def judge(self, shape: Shape, label: str) -> tuple[bool, str | None]:
        """Whether the mark matters, and its field; a stranger does not, and is its own field."""
        key = shape, label
        if key not in self._known:
            self._known[key] = self._judge(shape, label)
        return self._known[key]

    def _judge(self, shape: Shape, label: str) -> tuple[bool, str | None]:
        if shape in (Shape.SEPARATOR, Shape.SECTION, Shape.CONTINUATION):
            return True, None
        if shape is Shape.COLON and not self._is_set_like_a_label(label):
            return False, None
        field = self._template.field(label) if len(label) <= MAX_LABEL_CHARACTERS else None
        if field or shape is Shape.ROW:
            return True, field
        if canonical(label) in self._extra:
            return True, self._extra[canonical(label)]
        return False, label

    def _is_set_like_a_label(self, label: str) -> bool:
        return is_upper_case(label) if self._upper_case else label[:1].isupper()


def is_upper_case(label: str) -> bool:
    """Whether all letters, but for one slip, are capitals."""
    small = sum(letter.islower() for letter in label)
    return small <= (1 if len(label) > 4 else 0)


def _choose(marks: Sequence[Mark]) -> tuple[Template | None, frozenset[int]]:
    """The template that fits, and where the marks start that are its headings.

    Headings decide before opening labels: a progettualità has a title too. A heading of the form
    of 2018 (`AZIONE 1.1`) is one only where a label follows it at once, since plans speak of their
    actions by number.
    """
    known = templates()
    programme, form, plan = known["programma"], known["modulo"], known["piano"]
    numbered = [m.start for m in marks if m.shape is Shape.HEAD and _is_head(m, programme)]
    if numbered:
        return programme, frozenset(numbered)
    heads = [
        mark.start
        for mark, following in pairwise(marks)
        if mark.shape is Shape.HEAD and _is_head(mark, form) and form.field(following.label)
    ]
    opened = (mark for mark in marks if _is_opener(mark, plan))
    if heads and 2 * len(heads) >= sum(1 for _ in opened):
        return form, frozenset(heads)
    return (plan if heads or any(opened) else None), frozenset()


def _is_head(mark: Mark, template: Template) -> bool:
    if not is_upper_case(mark.label):
        return False
    wanted = canonical(mark.label)
    return wanted in template.heads or any(
        len(head) > 8 and is_slip(wanted, head) for head in template.heads
    )


def _is_opener(mark: Mark, template: Template) -> bool:
    return mark.shape in (Shape.COLON, Shape.ROW) and template.field(mark.label) == template.opener


def _sets_labels_in_capitals(marks: Sequence[Mark], template: Template) -> bool:
    """Whether the document sets its labels in capitals: then `Obiettivo:` in prose is none."""
    return any(
        mark.shape is Shape.COLON and mark.label.isupper() and template.field(mark.label)
        for mark in marks
    )
