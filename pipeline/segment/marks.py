"""Lines that could matter, told apart by their shape alone; what they mean is asked later."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from enum import StrEnum
from functools import cache
from math import inf
from sys import intern

from msgspec import Struct

from extractors.labels import (
    Template,
    dotted_labels,
    labels_alone,
    section_words,
    templates,
)
from extractors.programme.sections import find_sections
from schemas.flow import BREAK, CELL, LINE, WRAP


class Shape(StrEnum):
    """What a line looks like; the value names the pattern's group."""

    SEPARATOR = "separator"
    """A rule of dashes, or a title framed in `=`."""
    SECTION = "section"
    """`AZIONI`, alone on its line: the interventi follow."""
    HEAD = "numero"
    """A word and a number: `PROGETTUALITÀ n.3 INFORMAZIONE`, `AZIONE 1.1`."""
    COLON = "colon"
    """`TITOLO: …`"""
    DOT = "dot"
    """`Obiettivo generale. …`, for the labels that forms print with a full stop."""
    ROW = "row"
    """A table row whose first cell holds words."""
    CONTINUATION = "continuation"
    """A table row whose first cell is empty."""


class Mark(Struct, frozen=True, gc=False):
    """A line that could matter, its label, and where what follows the label starts.

    Offsets are into the flow; `start` is that of the label. Only a HEAD has a number.
    """

    shape: Shape
    start: int
    label: str
    value_start: int
    numero: slice | None = None


def find_marks(text: str) -> list[Mark]:
    """Every line of the text that could matter, in order."""
    lines = _lines(WRAP in text, CELL in text, any(hint in text for hint in _PROGRAMME_HINTS))
    return [_mark(match) for match in lines.finditer(text)]


def numbered_heads(text: str, marks: Sequence[Mark]) -> list[Mark]:
    """Headings that are a number and a title, `3. Bonus bebè`, each right above a label.

    For documents that print no `Titolo` and no `Azione`. The numbers go up from the first, and the
    same label stands below most of them: the points of an act and the steps of an action have none,
    or another one each.
    """
    candidates = list(_numbered_titles(text, marks))
    kinds = Counter(kind for *_, kind in candidates)
    lead = max(kinds, key=kinds.__getitem__, default=("", ""))
    if kinds[lead] < _FEWEST_ALIKE:
        return []
    nexts: list[float] = []
    ahead = inf
    for _, number, kind in reversed(candidates):
        nexts.append(ahead)
        ahead = number if kind == lead else ahead
    found: list[Mark] = []
    before = 0
    for (head, number, kind), ahead in zip(candidates, reversed(nexts), strict=True):
        is_one = kind == lead or (kind[0] == lead[0] and number < ahead)
        if is_one and before < number <= before + _MAX_STEP:
            found.append(head)
            before = number
    return found if len(found) > 1 else []


def _numbered_titles(
    text: str, marks: Sequence[Mark]
) -> Iterator[tuple[Mark, int, tuple[str, str]]]:
    """Numbers and titles right above a label; each with its number, its sign and the field."""
    form = templates()["modulo"]
    for mark in marks:
        if mark.shape not in (Shape.COLON, Shape.ROW) or not (field := form.field(mark.label)):
            continue
        if mark.shape is Shape.ROW and not _holds_pairs(text, mark, form):
            continue
        heading = _numbered().search(text, max(0, mark.start - _HEADING_REACH), mark.start)
        if heading and heading["title"].rstrip(" *")[-1:] not in (";", ","):
            numero = slice(*heading.span("n"))
            head = Mark(Shape.HEAD, numero.start, "", heading.start("title"), numero)
            yield head, int(heading["n"]), (heading["sign"], field)


def _holds_pairs(text: str, row: Mark, form: Template) -> bool:
    """Whether a row is a label and its value, or several of both, and no head of a table."""
    end = text.find(LINE, row.start)
    cells = text[row.start : end if end >= 0 else None].removesuffix(CELL).split(CELL)
    return all(form.field(cell.strip()) for cell in cells[2::2])


_FEWEST_ALIKE = 2
"""Headings above the same label, at least."""

_MAX_STEP = 2
"""A heading that is not read leaves a gap of one."""

_HEADING_REACH = 400
"""Characters of a heading, at most, and of what sets it off from the label below it."""


@cache
def _numbered() -> re.Pattern[str]:
    return re.compile(
        r"(?:(?<=\n)|\A)[ *#]*(?P<n>\d{1,3})[ ]?(?P<sign>[.)°–-])[ ]*\t?[ ]*"
        r"(?P<title>(?:(?<=[ \t])\d|[^\s\da-zà-ù])[^\n\t]*)"
        r"[ *\t]*\n\s*[*]*\Z"
    )


def with_sections(text: str, marks: list[Mark]) -> list[Mark]:
    """The marks of a programme, with the headings of what is none of its interventi.

    `ORGANIZZAZIONI ADERENTI AL 30 APRILE 2024` ends the last progettualità, which may have no rows
    that would. In small letters such words may be the value of a label.
    """
    if not any(mark.shape is Shape.HEAD and mark.label[:1] in "Pp" for mark in marks):
        return marks
    headings = [
        part.heading
        for part in find_sections(text)
        if part.kind != "progettualita" and text[part.heading].isupper()
    ]
    if not headings:
        return marks
    found = [Mark(Shape.SECTION, each.start, text[each], each.stop) for each in headings]
    starts = [each.start for each in headings]
    for mark in marks:
        nearest = bisect_right(starts, mark.start) - 1
        if nearest < 0 or mark.start >= headings[nearest].stop:
            found.append(mark)
    return sorted(found, key=lambda mark: mark.start)


_PROGRAMME_HINTS = ("ETTUALIT", "gettualit", "PROGETTUAL")
"""Labels with a full stop are looked for where one of these parts of `progettualità` stands."""

_LARGE = r"(?:(?<=[.°º])|(?<=[.°º][ ]))\d{4,6}+"
"""A number of four digits or more has its sign, `n. 1204`; without one it is a year."""

_SHAPES = {shape.value: shape for shape in Shape} | {"known": Shape.DOT, "worn": Shape.COLON}
"""By group: `Titolo. Nati per leggere: letture` has a known label, and a colon in its value; of
`TITOLO; Nati per leggere` the colon was misread."""


def _mark(match: re.Match[str]) -> Mark:
    name = match.lastgroup or ""
    if name == "numero":
        numero = slice(*match.span(name))
        return Mark(Shape.HEAD, match.start("head"), match["head"], match.end(), numero)
    label, start, end = intern(match[name]), match.start(name), match.end()
    if name == "colon" and (first := _dotted_before(label)):
        return Mark(Shape.DOT, start, first, start + len(first) + 1)
    if name == "row" and BREAK in label and match.string[end : end + 1] in ("", LINE):
        label = label.partition(BREAK)[0]
        end = start + len(label)
    return Mark(_SHAPES[name], start, label, end)


def _dotted_before(words: str) -> str | None:
    """The label with a full stop before a colon of its value: `Cassificazione. D0103 …: …`."""
    label, stop, _ = words.partition(". ")
    is_label = bool(stop) and not label[0].islower()
    return label if is_label and templates()["programma"].field(label) else None


def _as_misread(label: str) -> str:
    """A pattern for a label: blanks may be doubled, stops lost, and letters look like others."""
    escaped = re.escape(label).replace(r"\ ", "[ ]+").replace(r"\.", r"\.?")
    return re.sub("[iIlL]", "[iIlL1|]", re.sub("[oO]", "[oO0]", escaped))


@cache
def _lines(has_wraps: bool, has_cells: bool, has_dots: bool) -> re.Pattern[str]:
    """One pass over the text, linear: no alternative gives back what it has taken.

    A text without wrapped lines or tables is searched for less, which is quicker.
    """
    line = r"[\n\r]" if has_wraps else r"\n"
    labels = "|".join(map(_as_misread, dotted_labels()))
    known = rf"(?![a-z])(?P<known>(?i:{labels}))\.(?=[ \n\r\v]|\Z) |"
    dotted = r"| (?P<dot>[^\W_][^\n\r\t\v.:]{2,60}+)\.(?=[ \n\r\v]|\Z)"
    worn = "|".join(_as_misread(label.upper()) for label in labels_alone())
    sections = "|".join(map(re.escape, section_words()))
    rows = r"| (?<=\n)(?:(?P<continuation>\f?+\t) | (?P<row>[^\n\t]*+)\t)" if has_cells else ""
    return re.compile(
        rf"""{line}(?:
            [ ]*+(?P<separator>(?:[-_=~]{{3,}}+|(?:\*[ ]?+){{3,}}+|(?:[-_=~][ ]++){{3,}}+)
                  [-_=~]*+[ \t]*+(?=[\n\r]|\Z)
                | =[ =]*+[^=\n\r]++=[ =\t]*+(?=[\n\r]|\Z))
          | [ *\#]*+(?:
                (?P<section>(?:{sections})[ *:]*+(?=[\n\r]|\Z))
              | (?P<head>[^\W_]{{4,14}}+[^\w\s.,:;()/°º*-]?+)
                (?:[ ]*+[nN](?:umero|um|r)?[ ]?[.°º:,;]*+[ ]*+|[ ]++)
                (?P<numero>(?:\d{{1,3}}+|{_LARGE})(?:\.\d{{1,2}}+)*+(?:[ ]?(?:bis|ter)\b)?)(?![\w/])
              | (?P<worn>{worn})(?:[ ]?[;.](?=[ ])|[ ]?：)
              | {known if has_dots else ""} (?P<colon>[^\W_][^\n\r\t\v:]{{2,60}}+):(?!\t)
              {dotted if has_dots else ""}
            )
          {rows}
        )""",
        re.VERBOSE,
    )
