"""Titles that no label introduces: headings, each above the labels of its action.

Biblioteca aperta                        1. Biblioteca aperta
Obiettivo: Aprire la sera                Obiettivo: Aprire la sera
Descrizione: Le sale restano …           Descrizione: Le sale restano …
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise
from operator import lt

from msgspec.structs import replace

from extractors.labels import canonical, column_field, templates
from pipeline.segment.marks import Mark, Shape
from schemas.flow import CELL, LINE

_FEWEST = 2
"""Actions in a document whose headings are told by what stands below them."""

_MAX_TITLE = 300
"""Characters of a title, at most."""

_OF_PLANS = frozenset(("obiettivo", "macro_ambito", "classificazioni"))
"""Fields of which most actions have one: lots and tenders have a `Descrizione` and `Tempi` too."""

_TITLED_SHARE = 0.8
"""Of the places where the labels begin anew, this share stands below a title."""

_STOPPED_SHARE = 0.5
"""Paragraphs of prose end with a stop; fewer titles than this share do."""

_CALLED = re.compile(
    r"(?:(?P<word>[^\W\d_][^\d:\n]{2,40}?)(?:[ ]+(?:[nN][.°º]?[ ]*)?(?P<n>\d{1,3}(?:\.\d{1,2})*+))?"
    r"(?:[ ]?:|[ ]+[–-](?=[ ]))"
    r"|(?P<signed>\d{1,3})(?:[.)°]|[ ]+[–-])(?=[ ])|(?P<parts>\d{1,2}(?:\.\d{1,2})++)[.)]?(?=[ ]))"
    r"[ ]*(?=\S)"
)
"""`Progetto: Biblioteca aperta`, `Azione n. 3 – Biblioteca aperta`, `1.3 Biblioteca aperta`"""

_MAX_STEP = 2
"""A heading that is not read leaves a gap of one."""

_REACH = 200
"""Blanks and blank lines above a title, at most."""

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
    rules = [mark.value_start for mark in marks if mark.shape is Shape.SEPARATOR]
    found = [title for n in begins if (title := _title_above(text, known, n))]
    if _are_behind(text, found, rules, _TITLED_SHARE * len(begins)):
        begins = list(_begins(known, rules))
        found = [title for n in begins if (title := _title_above(text, known, n))]
    wanted = _TITLED_SHARE * len(begins)
    if len(found) < wanted:
        return []
    if heads := _called(found) or _numbered_above(text, found, marks):
        return heads
    ends = frozenset(rules)
    worded = [title for title in found if _is_worded_so(title.label)]
    stopped = sum(title.label.endswith(".") for title in worded)
    if _are_behind(text, found, rules, wanted):
        behind = [x for x in found[1:] if x in worded or _end_above(text, x.start) in ends]
        worded = [found[0], *behind]
    elif len(worded) < wanted or stopped >= _STOPPED_SHARE * len(worded):
        return []
    return [Mark(Shape.HEAD, title.start, "", title.start) for title in worded]


def _are_behind(text: str, titles: Sequence[Mark], rules: Sequence[int], wanted: float) -> bool:
    """Whether so many titles stand right behind a rule, as all do but the first."""
    ends = frozenset(rules)
    behind = sum(_end_above(text, title.start) in ends for title in titles[1:])
    return behind > 0 and behind + 1 >= wanted


def _numbered_above(text: str, titles: Sequence[Mark], marks: Sequence[Mark]) -> list[Mark]:
    """The titles with the word and number on the line above each: `AZIONE 3⏎Biblioteca aperta`."""
    ends = {mark.value_start: mark for mark in marks if mark.shape is Shape.HEAD}
    heads = [ends.get(_end_above(text, title.start)) for title in titles]
    found = [head for head in heads if head and head.numero]
    numbers = [text[head.numero] for head in found if head.numero]
    words = {canonical(head.label) for head in found}
    if len(words) != 1 or len(found) < _TITLED_SHARE * len(titles) or not _ascend(numbers):
        return []
    return [
        replace(head, value_start=title.start) if head else replace(title, label="")
        for head, title in zip(heads, titles, strict=True)
    ]


def _end_above(text: str, at: int) -> int:
    """Where what stands above a place ends."""
    start = max(0, at - _REACH)
    return start + len(text[start:at].rstrip())


def _called(titles: Sequence[Mark]) -> list[Mark]:
    """The titles without what all of them begin with; none if they do not.

    It is a word that says what they are, `Progetto`, or that numbers follow, or numbers alone.
    """
    found = [_CALLED.match(title.label) for title in titles]
    called = [each for each in found if each]
    numbers = [number for each in called if (number := _number(each))]
    words = {canonical(each["word"] or "") for each in called}
    if len(called) < len(titles) or len(words) > 1 or len(numbers) not in (0, len(titles)):
        return []
    if not _ascend(numbers) if numbers else column_field(words.pop()) != "titolo":
        return []
    return [_head(title.start, each) for title, each in zip(titles, called, strict=True)]


def _number(called: re.Match[str]) -> str | None:
    return called["n"] or called["signed"] or called["parts"]


def _head(start: int, called: re.Match[str]) -> Mark:
    number = _number(called)
    at = start + called.start(called.lastgroup or 0)
    numero = slice(at, at + len(number)) if number else None
    return Mark(Shape.HEAD, start, called["word"] or "", start + called.end(), numero)


def _ascend(numbers: Sequence[str]) -> bool:
    """Whether numbers go up by small steps from the first, those of several parts in any way."""
    found = [tuple(map(int, number.split("."))) for number in numbers]
    if any(len(parts) > 1 for parts in found):
        return all(map(lt, found, found[1:]))
    steps = [after[0] - before[0] for before, after in pairwise([(0,), *found])]
    return all(0 < step <= _MAX_STEP for step in steps)


def _begins(known: Sequence[_Known], rules: Sequence[int] = ()) -> Iterator[int]:
    """Where labels begin anew: the first one comes again, or another one, or a rule parts them."""
    seen: set[str] = set()
    for n, (mark, field) in enumerate(known):
        nearest = bisect_left(rules, mark.start)
        is_parted = n and nearest and rules[nearest - 1] > known[n - 1][0].start
        if not n or field == known[0][1] or field in seen or is_parted:
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
    return any(map(str.isalpha, title)) and len(title) <= _MAX_TITLE and CELL not in title


def _is_worded_so(title: str) -> bool:
    begins = title[:1].isupper() or title[:1].isdigit() or title[:1] in "“«\"'‘("
    return begins and title[-1] not in ":;,"


def _is_apart(text: str, before: Mark, at: int) -> bool:
    """Whether the value of the label above ends before the title does not begin with it."""
    between = text[before.value_start : at]
    return before.shape is Shape.ROW or bool(between.strip())
