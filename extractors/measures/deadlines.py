"""When an intervento takes place: the first and the last day that its `Tempi` print.

    Entro 31 dicembre 2024            entro 2024-12-31
    dal 1 marzo al 30 giugno 2024     dal 2024-03-01, entro 2024-06-30
    da marzo a maggio 2024            dal 2024-03, entro 2024-05
    a.s. 2023/24                      dal 2023, entro 2024
    anno 2024                         dal 2024, entro 2024

Nothing is more precise than printed: a season, a `fine 2024` gives its year. Halves, quarters and
pairs of months of a year are whole months, and are written as these (`primo semestre 2024` is
2024-01 to 2024-06); a `quadrimestre` is not, since schools have their own. A day or month without
its year takes that of the date it runs on to (`1 e 2 giugno 2024`), never one that would put the
end first. What names no year (`tutto l'anno`, `entro maggio`, `in corso`) gives nothing, nor does
a day that no calendar has, which is told in `impossible`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from functools import cache, lru_cache
from typing import Literal

from msgspec import Struct
from msgspec.structs import replace

from extractors.dates import find_dates
from extractors.measures.lexicon import words

Role = Literal["from", "until", "at"]

_YEAR = r"(?:199\d|20\d\d)"
_MONTH = (
    r"(?:genn?(?:aio)?|febb?r?(?:aio)?|mar(?:zo)?|apr(?:ile)?|magg?(?:io)?|giu(?:gno)?|lug(?:lio)?"
    r"|ago(?:sto)?|sett?(?:embre)?|ott(?:obre)?|nov(?:embre)?|dic(?:embre)?)(?!\w)\.?"
)
_MONTHS = ("gen", "feb", "mar", "apr", "mag", "giu", "lug", "ago", "set", "ott", "nov", "dic")
_ORDINALS = {"i": 1, "primo": 1, "1": 1, "ii": 2, "secondo": 2, "2": 2, "iii": 3, "terzo": 3}
_ORDINALS |= {"3": 3, "iv": 4, "quarto": 4, "4": 4, "quinto": 5, "sesto": 6, "ultimo": 0}
_PART_MONTHS = {"semestre": 6, "trimestre": 3, "bimestre": 2}
_WORD = re.compile(r"[^\W\d_]+['’]?")
_SCHOOL = re.compile(r"(?i)\ba\.\s?[se]\.?\s*\Z")
_LINK = re.compile(
    r"(?i)[\s.]*(?:[-–—/,;]\s*)?(?:(?:ed?|o|e\s+poi)\b\s*)?"
    r"(?:(?:fino|sino|da|dal|a|ad|al|ai|alla|il|i|di|del|mese|giorno|giorni|fine|metà|luned[ìi]"
    r"|marted[ìi]|mercoled[ìi]|gioved[ìi]|venerd[ìi]|sabato|domenica)\b\s*|(?:al)?l['’]\s*){0,4}"
)
_GOES_ON = re.compile(
    r"(?i)[\s,]*(?:[-–]\s*)?(?:e\s+)?(?:in\s+poi|in\s+corso|ad\s+oggi|seguenti)\b"
)
_EARLIER = re.compile(r"(?i)\bprima\s+(?=d(?:i|el|ella|ell['’])\b)")
_NAMED = re.compile(
    r"(?i)(?:\b(?:agenda|covid|goal|art\.?|n[.°]|l\.?p\.?|legge|numero|tel\.?)|[€/])\s*\Z"
)
_BEFORE_CHARACTERS = 60
"""How far back the words before a date are looked at."""

_REMEMBERED = 1024
_SHORT_CHARACTERS = 200
"""Texts up to this length are met again: in other interventi, and by the check of their dates."""


class Deadline(Struct, frozen=True, gc=False):
    """The first and the last day, ISO, as precise as printed; dates that no calendar has."""

    dal: str | None = None
    entro: str | None = None
    impossible: tuple[str, ...] = ()


class _Point(Struct, frozen=True, gc=False):
    """A date, a month, a year or a run of them: from `first` to `last`, None where unknown.

    Without its year yet it has a `day`, a `month` or both.
    """

    start: int
    end: int
    first: str | None = None
    last: str | None = None
    day: int | None = None
    month: int | None = None
    role: Role = "at"
    is_impossible: bool = False


def deadline(text: str) -> Deadline:
    """When a field's text says that it begins and ends."""
    if not any(map(str.isdecimal, text)):
        return Deadline()
    return _remembered(text) if len(text) <= _SHORT_CHARACTERS else _deadline(text)


@lru_cache(_REMEMBERED)
def _remembered(text: str) -> Deadline:
    return _deadline(text)


def _deadline(text: str) -> Deadline:
    points = _completed(text, _points(text))
    impossible = tuple(text[p.start : p.end].strip() for p in points if p.is_impossible)
    points = _with_roles(text, points)
    starts = [p for p in points if p.role == "from"]
    ends = [p for p in points if p.role == "until"]
    if not starts and not ends:
        starts, ends = points if points and points[0].first else [], points
    first = min((p.first for p in starts if p.first), default=None)
    last = max((p.last for p in ends if p.last), default=None, key=_end)
    return Deadline(first, last, impossible)


def _end(iso: str) -> str:
    """Sorts by the end: 2024 ends after 2024-05."""
    return f"{iso}-99-99"[:10] if len(iso) < 10 else iso


def _points(text: str) -> list[_Point]:
    """Everything that may be a date, in order, none inside another."""
    found = [
        _Point(p.start, p.end, p.iso, p.iso, *_parts(p.iso), is_impossible=p.impossible)
        for p in find_dates(text)
    ]
    spans = [(point.start, point.end) for point in found]
    n = 0
    for match in _pattern().finditer(text):
        while n < len(spans) and spans[n][1] <= match.start():
            n += 1
        is_free = n == len(spans) or match.end() <= spans[n][0]
        if is_free and (point := _point(text, match)):
            found.append(point)
    return sorted(found, key=_start)


def _start(point: _Point) -> int:
    return point.start


def _parts(iso: str | None) -> tuple[int | None, int | None]:
    """The day and the month of a date."""
    if not iso:
        return None, None
    return int(iso[8:]) if len(iso) > 7 else None, int(iso[5:7]) if len(iso) > 4 else None


def _point(text: str, match: re.Match[str]) -> _Point | None:
    start, end = match.span()
    before = text[max(0, start - 12) : start]
    if match["year"] and not match["part"] and _NAMED.search(before):
        return None
    if match["part"]:
        return _Point(start, end, *_part_of_year(match))
    if match["year"]:
        return _Point(start, end, *_years(match["year"], match["other"]))
    if match["mm"]:
        iso = f"{match['mmyear']}-{match['mm']}"
        return None if _NAMED.search(before) else _Point(start, end, iso, iso)
    day = match["day"] or match["dd"] or match["bare"]
    month = _month(match["month"]) if match["month"] else int(match["numeric"] or 0)
    return _Point(start, end, day=int(day) if day else None, month=month or None)


def _part_of_year(match: re.Match[str]) -> tuple[str, str]:
    months, year = _PART_MONTHS[match["part"].lower()], match["partyear"]
    nth = _ORDINALS[match["nth"].lower()] or 12 // months
    if nth * months > 12:
        return year, year
    return f"{year}-{(nth - 1) * months + 1:02}", f"{year}-{nth * months:02}"


def _years(year: str, other: str | None) -> tuple[str, str]:
    """`2023/24`, `2022-2024`: the ends; another number behind is none of a year."""
    last = year[:2] + other if other and len(other) == 2 else other
    return (year, last) if last and year < last <= str(int(year) + 10) else (year, year)


def _month(name: str) -> int:
    return _MONTHS.index(name[:3].lower()) + 1


def _completed(text: str, points: Sequence[_Point]) -> list[_Point]:
    """The points, each with its own year or that of the point it runs on to.

    A month without any year stays, since what follows it may end there; a bare number does not.
    """
    found: list[_Point] = []
    for point in reversed(points):
        after = found[-1] if found else None
        if point.first or point.is_impossible:
            found.append(point)
        elif after and not text[point.end : after.start].strip(" .\xa0") and _is_year(after):
            found[-1] = _dated(replace(point, end=after.end), after.first)
        elif after and _is_linked(text, point, after):
            dated = _completed_by(point, after)
            found += [dated] if dated.month else []
        elif _is_worded(text, point):
            found.append(point)
    return found[::-1]


def _is_worded(text: str, point: _Point) -> bool:
    """Whether a point names its month; `8.10` may be an hour."""
    return any(map(str.isalpha, text[point.start : point.end]))


def _is_linked(text: str, point: _Point, after: _Point) -> bool:
    """Whether a point runs on to the next: `1 e 2 giugno`, but not `ore 8.10, 2 giugno`."""
    if point.month and not _is_worded(text, point) and (_is_worded(text, after) or not after.day):
        return False
    return _LINK.fullmatch(text, point.end, after.start) is not None


def _is_year(point: _Point) -> bool:
    return point.first is not None and point.first == point.last and len(point.first) == 4


def _completed_by(point: _Point, after: _Point) -> _Point:
    """A day or month with the year of the point after it; without one if it would come later."""
    if not after.first or after.month is None or (point.month is None and after.day is None):
        return point
    dated = _dated(replace(point, month=point.month or after.month), after.first)
    is_later = dated.first is not None and dated.first > after.first
    return replace(dated, first=None, last=None) if is_later else dated


def _dated(point: _Point, year: str | None) -> _Point:
    """A point with a month, and maybe a day, in the year that an ISO date begins with."""
    if not year or not point.month:
        return point
    if point.day is None:
        iso = f"{year[:4]}-{point.month:02}"
        return replace(point, first=iso, last=iso)
    try:
        iso = date(int(year[:4]), point.month, point.day).isoformat()
    except ValueError:
        return replace(point, is_impossible=True)
    return replace(point, first=iso, last=iso)


def _with_roles(text: str, points: Sequence[_Point]) -> list[_Point]:
    """Each point as a beginning, an end or neither, by the words around it."""
    found: list[_Point] = []
    for point in points:
        after = found[-1].end if found else 0
        between = text[max(after, point.start - _BEFORE_CHARACTERS) : point.start]
        role = _role(between)
        is_linked = bool(found) and _LINK.fullmatch(between) is not None
        if is_linked and role == "at" and found[-1].role in ("from", "until"):
            role = "until"
        if role == "at" and _GOES_ON.match(text, point.end):
            role = "from"
        found.append(replace(point, role=role))
    return found


def _role(before: str) -> Role:
    """What the words before a date make of it: `dal`, `entro il mese di`, `Avvio:`."""
    before = _EARLIER.sub("entro ", _SCHOOL.sub(" ", before))
    found = [word.replace("’", "'").lower() for word in _WORD.findall(before)]
    if before.rstrip().endswith(":") and found and found[-1] in ("inizio", "fine"):
        return "from" if found[-1] == "inizio" else "until"
    for n, word in enumerate(reversed(found), 1):
        if word in words("times", "first"):
            return "from"
        if word in words("times", "last") or (word in words("times", "to") and n == len(found)):
            return "until"
        if word not in words("times", "passed"):
            break
    return "at"


@cache
def _pattern() -> re.Pattern[str]:
    """Parts of years, runs of years, years, months in figures, months, days."""
    ordinals = "|".join(sorted(_ORDINALS, key=len, reverse=True))
    return re.compile(
        rf"(?i)(?<![\w])(?P<nth>{ordinals})[°º^]?\s+(?P<part>{'|'.join(_PART_MONTHS)})"
        rf"(?:\s+|\s*[-,(]\s*)(?:del(?:l['’]\s*anno)?\s+|anno\s+)?(?P<partyear>{_YEAR})(?!\d)"
        rf"|(?<![\d.,])(?<!\d[-/])(?P<year>{_YEAR})"
        r"(?:\s?[-–/]\s?(?P<other>20\d\d|\d\d)(?![\d/])(?![-.]\d))?(?!\d|[.,]\d)"
        rf"|(?<![\d./-])(?P<mm>0[1-9]|1[0-2])[/.](?P<mmyear>{_YEAR})(?!\d|[/.-]\d)"
        rf"|(?:(?<![\d./,-])(?P<day>[0-3]?\d)[°º^]?\s+)?(?<!\w)(?P<month>{_MONTH})"
        r"|(?<![\d./,:°-])(?P<dd>[0-3]?\d)[/.](?P<numeric>0?[1-9]|1[0-2])(?![\d/:]|[.,-]\d)"
        r"|(?<![\d./,:°])(?P<bare>[0-3]?\d)(?![\d.,/:]\d|\d|[°º^]?\w)[°º^]?"
    )
