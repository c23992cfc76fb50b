"""How a document sets its labels: in capitals or small letters, as lines or as rows.

A label in another setting is prose: `Obiettivo: …` in a description where labels are in capitals.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence

from extractors.labels import Template, canonical
from pipeline.segment.marks import Mark, Shape
from pipeline.segment.rows import MAX_LABEL_CHARACTERS

_FEWEST_SMALL = 2
"""Labels in small letters that are no prose, where others are in capitals."""


class Judge:
    """Judges marks under one template. A document has few labels, each many times."""

    def __init__(
        self,
        template: Template,
        marks: Sequence[Mark],
        extra: Mapping[str, str | None],
    ) -> None:
        self._template = template
        self._in_capitals = _shapes_in_capitals(marks, template)
        self._in_small = _shapes_in_small(marks, template)
        self._otherwise = _set_otherwise(marks, template) if self._in_capitals else frozenset()
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
        if shape in (Shape.ROW, Shape.COLON) and is_set_so:
            field = field or self._template.columns.get(canonical(label))
        field = field or self._extra.get(canonical(label))
        if field or shape is Shape.ROW or canonical(label) in self._extra:
            return True, field
        return False, label if shape is Shape.COLON else None

    def _is_set_like_a_label(self, shape: Shape, label: str) -> bool:
        if shape in self._in_capitals:
            is_otherwise = label[:1].isupper() and self._template.field(label) in self._otherwise
            return is_upper_case(label) or is_otherwise
        return label[:1].isupper() or (
            shape in self._in_small and bool(self._template.field(label))
        )


def is_upper_case(label: str) -> bool:
    """Whether all letters, but for one slip, are capitals; l may be an I that was misread."""
    if label.isupper():
        return True
    letters = label.replace("l", "")
    if letters[2:] and letters[1:3].isalpha() and letters[1:3].islower():  # most labels, told soon
        return False
    small = sum(map(str.islower, letters))
    return small <= (1 if len(label) > 4 else 0)


def _shapes_in_capitals(marks: Sequence[Mark], template: Template) -> frozenset[Shape]:
    """The shapes of labels that the document sets in capitals: `Obiettivo:` in prose is none then.

    Its rows are set as its lines are, unless there are more rows, of other labels: `TITOLO: …`
    across the sheet, and below it a row for `Tassonomia`.
    """
    fields = Counter(
        (mark.shape, is_upper_case(mark.label), field)
        for mark in marks
        if mark.shape in (Shape.COLON, Shape.ROW) and (field := template.field(mark.label))
    )
    lines = {field for shape, is_capital, field in fields if is_capital and shape is Shape.COLON}
    if not lines:
        return frozenset()
    capitals = sum(count for (_, is_capital, _), count in fields.items() if is_capital)
    own_rows = sum(
        count
        for (shape, is_capital, field), count in fields.items()
        if shape is Shape.ROW and not is_capital and field not in lines
    )
    return frozenset((Shape.COLON,) if own_rows > capitals else (Shape.COLON, Shape.ROW))


def _shapes_in_small(marks: Sequence[Mark], template: Template) -> frozenset[Shape]:
    """The shapes of labels that the document begins with small letters, its titles among them.

    One label is none: `il progetto dal⏎titolo: “Famiglie al centro”` is prose.
    """
    small: Counter[Shape] = Counter()
    large: Counter[Shape] = Counter()
    fields: defaultdict[Shape, set[str]] = defaultdict(set)
    for mark in marks:
        if mark.shape in (Shape.COLON, Shape.ROW) and (field := template.field(mark.label)):
            is_small = mark.label[:1].islower()
            (small if is_small else large)[mark.shape] += 1
            if is_small:
                fields[mark.shape].add(field)
    return frozenset(
        shape
        for shape, found in fields.items()
        if len(found) > 1 and template.opener in found and small[shape] > large[shape]
    )


def _set_otherwise(marks: Sequence[Mark], template: Template) -> frozenset[str]:
    """Fields whose labels stand in small letters, where others are set in capitals.

    They do so in half of the actions and more, and never in capitals: in prose they are rarer.
    """
    labels = [mark.label for mark in marks if mark.shape in (Shape.COLON, Shape.ROW)]
    others = [x for x in labels if x[:1].isupper() and not is_upper_case(x)]
    small = Counter(field for label in others if (field := template.field(label)))
    if not small:
        return frozenset()
    large = Counter(field for x in labels if is_upper_case(x) and (field := template.field(x)))
    wanted = max(_FEWEST_SMALL, max(large.values(), default=0) / 2)
    return frozenset(f for f, n in small.items() if n >= wanted and not large[f])
