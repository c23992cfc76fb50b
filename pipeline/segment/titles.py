"""Titles that no label introduces: headings, each above the labels of its action.

Biblioteca aperta                        1. Biblioteca aperta
Obiettivo: Aprire la sera                Obiettivo: Aprire la sera
Descrizione: Le sale restano …           Descrizione: Le sale restano …
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from extractors.labels import templates
from pipeline.segment.marks import Mark, Shape
from schemas.flow import CELL, LINE

_FEWEST = 2
"""Actions in a document whose headings are told by what stands below them."""

_MAX_TITLE = 250
"""Characters of a title, at most."""

_OF_PLANS = frozenset(("obiettivo", "macro_ambito", "classificazioni"))
"""Fields of which most actions have one: lots and tenders have a `Descrizione` and `Tempi` too."""

_TITLED_SHARE = 0.8
"""Of the places where the labels begin anew, this share stands below a title."""

_STOPPED_SHARE = 0.5
"""Paragraphs of prose end with a stop; fewer titles than this share do."""

_Known = tuple[Mark, str]


def unlabelled_titles(text: str, marks: Sequence[Mark]) -> list[Mark]:
    """The heading above each action, where the document prints no label for its titles.

    An action begins where its labels begin anew. What stands above them is a title if it is a
    paragraph of its own: not the value of the last label, nor a part of a table's row.
    """
    form = templates()["modulo"]
    known = [
        (mark, field)
        for mark in marks
        if mark.shape in (Shape.COLON, Shape.ROW)
        and mark.label[:1].isupper()
        and (field := form.field(mark.label))
    ]
    fields = Counter(field for _, field in known)
    if fields["titolo"] or len(fields) < _FEWEST:
        return []
    begins = list(_begins(known))
    usual = {field for field, n in fields.items() if 2 * n >= len(begins)}
    if len(begins) < _FEWEST or len(usual) < _FEWEST or _OF_PLANS.isdisjoint(usual):
        return []
    found = [head for n in begins if (head := _title_above(text, known, n))]
    stopped = sum(text[head.start : head.start + len(head.label)].endswith(".") for head in found)
    if len(found) < _TITLED_SHARE * len(begins) or stopped >= _STOPPED_SHARE * len(found):
        return []
    return [Mark(Shape.HEAD, head.start, "", head.start) for head in found]


def _begins(known: Sequence[_Known]) -> Iterator[int]:
    """Where labels begin anew: the first one comes again, or another one that was there."""
    seen: set[str] = set()
    for n, (_, field) in enumerate(known):
        if not n or field == known[0][1] or field in seen:
            seen.clear()
            yield n
        seen.add(field)


def _title_above(text: str, known: Sequence[_Known], n: int) -> Mark | None:
    """The paragraph right above a label, if it may be a title; its label is its text."""
    stop = known[n][0].start
    start = max(0, stop - 2 * _MAX_TITLE)
    if n:
        before = known[n - 1][0]
        end = before.value_start
        if before.shape is Shape.ROW:
            end = text.find(LINE, end)
        start = max(start, end)
    above = text[start:stop].rstrip()
    title = above[above.rfind(LINE) + 1 :].strip(" *#")
    at = start + above.rfind(LINE) + 1
    at += len(text[at:stop]) - len(text[at:stop].lstrip(" *#"))
    if not _may_be_title(title) or (n and not _is_apart(text, known[n - 1][0], at)):
        return None
    return Mark(Shape.HEAD, at, title, at)


def _may_be_title(title: str) -> bool:
    is_long = len(title) > _MAX_TITLE
    begins = title[:1].isupper() or title[:1].isdigit() or title[:1] in "“«\"'‘("
    has_letters = any(map(str.isalpha, title))
    return begins and has_letters and not (is_long or CELL in title or title[-1] in ":;,")


def _is_apart(text: str, before: Mark, at: int) -> bool:
    """Whether the value of the label above ends before the title does not begin with it."""
    between = text[before.value_start : at]
    return before.shape is Shape.ROW or bool(between.strip())
