"""Acts of the European Union: `Regolamento (UE) 2016/679`, `direttiva 95/46/CE`.

Regulations have the number before the year until 2014 (`n. 1370/2007`) and the year first since
2015; directives always have the year first. Old years have two digits (`1408/71`).
"""

from __future__ import annotations

import re

from msgspec import Struct

from extractors.dates import date_at, full_year

_UNION = r"(?:u\.?e\.?|c\.?e\.?e?\.?|euratom|europe[oi]|comunitari[oi])(?![^\W\d_])"
_HEAD = (
    rf"[\s,]*(?:del(?:la|l['’])?\s+(?:commissione|consiglio|parlamento\s+europeo\s+e\s+del\s+consiglio)"
    rf"[\s,]*)?(?:\s+(?:delegat[oi]|di\s+esecuzione))?\s*(?P<union>\(?\s*{_UNION}(?:[\s,(]*{_UNION})?\s*\)?)?\s*(?:delegat[oa]\s+|di\s+esecuzione\s+)?"
    r"(?P<mark>n\s?[.°ºr]{0,2}\s*|numero\s+)?(?P<first>\d{1,4})\s?/\s?(?P<second>\d{1,4})(?!\d)"
    rf"(?:\s?/\s?(?P<after>{_UNION}))?"
)
_HEAD_DATED = (
    rf"\s*\(?\s*{_UNION}\s*\)?(?:\s*del\s+parlamento\s+europeo\s+e\s+del\s+consiglio)?\s*,?\s*"
    r"n\s?[.°ºr]{0,2}\s*(?P<number>\d{1,4})\s*,?\s*del(?:l['’])?\s*"
)
_DATED = (
    r"\s*,?\s*del\s+parlamento\s+europeo(?:,?\s+e\s+del\s+consiglio)?\s*,?\s*(?:del(?:l['’])?\s*)?"
)
_AND = r"\s*(?:,|\be\b)\s*"
_FIRST_COMMON_YEAR = 2015
_LAST_SHORT_YEAR = 2056
"""Two digits from 57 on are years of the last century: the treaties are of 1957."""
_ELI = {"R": "reg", "L": "dir", "D": "dec"}


class UnionAct(Struct, frozen=True, gc=False):
    """Number, ISO date or year, and where they stand."""

    start: int
    end: int
    number: str
    year: int
    data: str


def read_union_acts(text: str, low: str, at: int, letter: str) -> list[UnionAct]:
    """The acts whose kind ends at `at`, several in a list; none for a municipality's regulation."""
    acts: list[UnionAct] = []
    start: int | None = at
    while start is not None and (act := _one(text, low, start, letter, is_first=not acts)):
        acts.append(act)
        joined = re.compile(_AND).match(low, act.end)
        start = joined.end() if joined else None
    return acts


def _one(text: str, low: str, at: int, letter: str, *, is_first: bool) -> UnionAct | None:
    found = re.compile(_HEAD).match(low, at)
    if found is None:
        return _dated(text, low, at) if letter == "R" else None
    numbers = _number_and_year(found, letter)
    if numbers is None:
        return None
    number, year = numbers
    is_named = bool(found["union"] or found["after"] or not is_first)
    if not is_named and (letter == "R" or year < _FIRST_COMMON_YEAR or found["mark"]):
        return None
    end, data = found.end(), str(year)
    if joined := re.compile(_DATED).match(low, end):
        place = date_at(text, joined.end())
        if place and place.iso:
            end, data = place.end, place.iso
    return UnionAct(at, end, str(number), year, data)


def _dated(text: str, low: str, at: int) -> UnionAct | None:
    """`Regolamento UE … n. 679 del 27 aprile 2016`: the year is in the date alone."""
    found = re.compile(_HEAD_DATED).match(low, at)
    place = date_at(text, found.end()) if found else None
    if found is None or place is None or place.iso is None:
        return None
    return UnionAct(at, place.end, found["number"], int(place.iso[:4]), place.iso)


def celex(letter: str, year: int, number: str) -> str:
    """`32016R0679`: sector 3, year, kind, number of four digits."""
    return f"3{year}{letter}{int(number):04}"


def eli(letter: str, year: int, number: str) -> str:
    """The European legislation identifier of the act as published."""
    return f"http://data.europa.eu/eli/{_ELI[letter]}/{year}/{int(number)}/oj"


def eli_of(number: str) -> str:
    """The European legislation identifier of a CELEX number."""
    return eli(number[5], int(number[1:5]), number[6:])


def _number_and_year(found: re.Match[str], letter: str) -> tuple[int, int] | None:
    first, second = found["first"], found["second"]
    early, late = _is_year(first), _is_year(second)
    if early and late:
        is_early = letter != "R" or (int(first) >= _FIRST_COMMON_YEAR and not found["mark"])
    else:
        is_early = early or (not late and letter == "L")
    year, number = (first, second) if is_early else (second, first)
    if not (_is_year(year) or len(year) == 2) or int(number) == 0:
        return None
    return int(number), full_year(year, _LAST_SHORT_YEAR)


def _is_year(printed: str) -> bool:
    return len(printed) == 4 and 1950 <= int(printed) <= 2099
