"""The stream: of all the lines that could matter, those that do, and what each one is."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import NamedTuple

from extractors.labels import Template, canonical, is_slip, templates
from pipeline.segment.marks import Mark, Shape

MAX_LABEL_CHARACTERS = 80
"""A longer first cell is prose in a table, not a label."""


class Item(NamedTuple):
    """A mark that matters; `field` is the contract's, for labels that have one."""

    mark: Mark
    field: str | None = None


class Stream(NamedTuple):
    """The document as its template reads it."""

    template: Template | None
    items: tuple[Item, ...]
    strangers: tuple[Mark, ...]
    """Lines set like the template's labels, with a label it does not know."""


def read_stream(
    text: str, marks: Sequence[Mark], extra: Mapping[str, str | None] | None = None
) -> Stream:
    """The marks that matter under the template that fits the document best.

    `extra` holds labels, in canonical wording, that this document adds to its template.
    """
    template, heads = _choose(text, marks)
    if template is None:
        return Stream(None, (), ())
    reader = _Reader(text, template, heads, _is_upper_case(text, marks, template), extra or {})
    items = tuple(item for mark in marks if (item := reader.item(mark)))
    return Stream(template, items, tuple(m for m in marks if reader.is_stranger(m)))


class _Reader(NamedTuple):
    """What decides whether a mark matters."""

    text: str
    template: Template
    heads: frozenset[Mark]
    upper_case: bool
    extra: Mapping[str, str | None]

    def item(self, mark: Mark) -> Item | None:
        if mark.shape in (Shape.SEPARATOR, Shape.SECTION, Shape.CONTINUATION):
            return Item(mark)
        if mark.shape is Shape.HEAD:
            return Item(mark) if mark in self.heads else self._head_row(mark)
        label = self._label(mark)
        if mark.shape is Shape.COLON and not self._is_set_like_a_label(label):
            return None
        if canonical(label) in self.extra:
            return Item(mark, self.extra[canonical(label)])
        field = self.template.field(label) if len(label) <= MAX_LABEL_CHARACTERS else None
        return Item(mark, field) if field or mark.shape is Shape.ROW else None

    def is_stranger(self, mark: Mark) -> bool:
        """`DESTINATARI: …` between `TITOLO: …` and `DESCRIZIONE: …`."""
        label = self._label(mark)
        return (
            mark.shape is Shape.COLON
            and self._is_set_like_a_label(label)
            and not self.template.field(label)
        )

    def _head_row(self, mark: Mark) -> Item | None:
        """`Incontri 2024⇥…`: a number at the end of a row's label makes it look like a heading."""
        if not self.text.startswith("\t", mark.value_start):
            return None
        return Item(Mark(Shape.ROW, mark.start, mark.label, mark.value_start))

    def _is_set_like_a_label(self, label: str) -> bool:
        return is_upper_case(label) if self.upper_case else label[:1].isupper()

    def _label(self, mark: Mark) -> str:
        return self.text[mark.label.start : mark.label.end]


def is_upper_case(label: str) -> bool:
    """Whether all letters, but for one slip, are capitals."""
    small = sum(letter.islower() for letter in label)
    return small <= (1 if len(label) > 4 else 0)


def _choose(text: str, marks: Sequence[Mark]) -> tuple[Template | None, frozenset[Mark]]:
    """The template that fits, and the marks that are its headings.

    Headings decide before opening labels: a progettualità has a title too. A heading of the form
    of 2018 (`AZIONE 1.1`) is one only where a label follows it at once, since plans speak of their
    actions by number.
    """
    known = templates()
    numbered = [m for m in marks if m.shape is Shape.HEAD and _is_head(text, m, known["programma"])]
    if numbered:
        return known["programma"], frozenset(numbered)
    opened = sum(_is_opener(text, mark, known["piano"]) for mark in marks)
    form = [
        mark
        for mark, following in pairwise(marks)
        if mark.shape is Shape.HEAD
        and _is_head(text, mark, known["modulo"])
        and _names_field(text, following, known["modulo"])
    ]
    if form and 2 * len(form) >= opened:
        return known["modulo"], frozenset(form)
    return (known["piano"] if opened else None), frozenset()


def _is_head(text: str, mark: Mark, template: Template) -> bool:
    word = text[mark.label.start : mark.label.end]
    if not is_upper_case(word.rstrip("'’`")):
        return False
    wanted = canonical(word)
    return any(wanted == head or (len(head) > 8 and is_slip(wanted, head)) for head in template.heads)


def _names_field(text: str, mark: Mark, template: Template) -> bool:
    return bool(template.field(text[mark.label.start : mark.label.end]))


def _is_opener(text: str, mark: Mark, template: Template) -> bool:
    if mark.shape not in (Shape.COLON, Shape.ROW) or mark.label.end - mark.label.start > 20:
        return False
    return template.field(text[mark.label.start : mark.label.end]) == template.opener


def _is_upper_case(text: str, marks: Sequence[Mark], template: Template) -> bool:
    """Whether the document sets its labels in capitals: then `Obiettivo:` in prose is none."""
    return any(
        mark.shape is Shape.COLON
        and text[mark.label.start : mark.label.end].isupper()
        and _names_field(text, mark, template)
        for mark in marks
    )
