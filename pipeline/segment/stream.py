"""The stream: of all the lines that could matter, those that do, and what each one is."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence, Set
from itertools import pairwise, zip_longest

from msgspec import Struct
from msgspec.structs import replace

from extractors.labels import Template, canonical, is_slip, templates
from pipeline.segment.marks import Mark, Shape
from pipeline.segment.rows import (
    Item,
    begins_line,
    is_beside_value,
    label_at,
    of_row,
    relabelled,
    with_values_below,
)
from pipeline.segment.setting import Judge, is_upper_case
from schemas.flow import BREAK, LINE


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
    judge = Judge(template, marks, extra or {})
    items: list[Item] = []
    strangers: list[Mark] = []
    parting = _parting_heads(text, marks, template)
    for mark in with_values_below(text, marks, template, found):
        if mark.shape is Shape.HEAD and mark.start in found:
            items.append((mark, None))
        elif mark.start in parting:
            items.append((replace(mark, shape=Shape.SEPARATOR, numero=None), None))
        else:
            read = _of_mark(text, mark, judge, template)
            items += read
            if not read and judge.is_stranger(mark):
                strangers.append(mark)
    if template.opener:
        items = _without_stray_rules(text, _in_one_setting(items, template.opener))
    return Stream(template, items, strangers)


def _with_heads(marks: Sequence[Mark], heads: Sequence[Mark]) -> list[Mark]:
    """The marks with these headings, instead of any that stands in one's number and title."""
    places = {head.start for head in heads} | {head.value_start for head in heads}
    others = [mark for mark in marks if mark.start not in places]
    return sorted([*others, *heads], key=lambda mark: mark.start)


def _of_mark(text: str, mark: Mark, judge: Judge, template: Template) -> list[Item]:
    """What a mark is that heads no intervento: nothing, if it does not matter."""
    shape = mark.shape
    if template.is_form and shape is not Shape.ROW and is_beside_value(text, mark, template):
        return [relabelled(text, mark, template)]
    if shape is Shape.HEAD:
        return []
    matters, field = judge.judge(shape, mark.label)
    if not matters:
        return []
    if shape is Shape.ROW:
        return of_row(text, mark, field, template)
    return [(mark, field)]


def _parting_heads(text: str, marks: Sequence[Mark], template: Template) -> Set[int]:
    """Where lines start that only number a plan's actions: `Scheda 9`, right above the labels.

    The same word stands above half of the titles, and above the label that comes first here: a
    description may tell of `Fase 1`.
    """
    if not template.opener:
        return frozenset()
    labels = (mark.label for mark in marks if mark.shape in (Shape.COLON, Shape.ROW))
    first = next((field for label in labels if (field := template.field(label))), None)
    heads: dict[str, list[int]] = defaultdict(list)
    for mark, following in pairwise(marks):
        if (
            mark.shape is Shape.HEAD
            and following.shape in (Shape.COLON, Shape.ROW)
            and first
            and template.field(following.label) == first
            and not text[mark.value_start : following.start].strip()
        ):
            heads[canonical(mark.label)].append(mark.start)
    titles = sum(_is_opener(mark, template) for mark in marks)
    most = max(heads.values(), key=len, default=[])
    return frozenset(most if len(most) > 1 and 2 * len(most) >= titles else ())


def _without_stray_rules(text: str, items: list[Item]) -> list[Item]:
    """Without the rules that part nothing: of a kind that stands once, in the middle of a text.

    So do stars, and dashes with blanks between them, if most do not stand right above a label.
    """
    rules = [n for n, (mark, _) in enumerate(items) if mark.shape is Shape.SEPARATOR]
    limits = [mark.start for mark, _ in items[1:]] + [len(text)]
    inner = {n for n in rules if n and text[items[n][0].value_start : limits[n]].strip()}
    times = Counter(items[n][0].label for n in rules)
    loose = [n for n in rules if _is_loose(items[n][0].label)]
    stray = {n for n in inner if times[items[n][0].label] == 1}
    if 2 * len(inner.intersection(loose)) > len(loose):
        stray.update(loose)
    return [item for n, item in enumerate(items) if n not in stray] if stray else items


def _is_loose(rule: str) -> bool:
    return "*" in rule or " " in rule.strip()


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
    if template.is_form and not begins_line(text, head):
        return False
    between = text[head.value_start : following.start]
    ends = (between.find(sign) for sign in (LINE, BREAK))
    return any(end >= 0 and not between[end:].strip() for end in ends)


def _names_field(text: str, mark: Mark, template: Template) -> bool:
    if template.field(mark.label):
        return True
    return template.is_form and label_at(text, mark, template) is not None


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
        or any(len(head) > 8 and _is_misread(wanted, head) for head in template.heads)
    )


def _is_misread(printed: str, head: str) -> bool:
    """Whether one slip parts them, be it in the accent that ends it: `PROGETTUALITÓ`."""
    return is_slip(printed, head) or (len(printed) == len(head) and printed[:-1] == head[:-1])


def _is_opener(mark: Mark, template: Template) -> bool:
    return mark.shape in (Shape.COLON, Shape.ROW) and template.field(mark.label) == template.opener
