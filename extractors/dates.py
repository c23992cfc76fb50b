"""Dates as acts print them, and the ISO form of each at the precision that is printed.

    10 luglio 2009    1° gennaio 2024    15.03.2017    27-01-2022    15-lug-22    maggio 2013
    L'anno duemilaventisei, il giorno nove, del mese di aprile

A month with its year is a date (`2013-05`), a year alone is not, nor a day and month without a
year. The day `29 febbraio 2023` is printed but impossible: it has no ISO form. Hours
(`16.00-18.15`), telephone numbers, paragraphs (`3.3.D`) and ages (`under 13-14-16`) are not dates.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from functools import cache

from msgspec import Struct

from extractors.number_words import count_in_words, count_pattern, year_in_words, year_pattern

PIVOT = 2039
"""The latest year that two digits mean where nothing else is known: `40` is 1940."""

_MONTHS = [
    "gennaio",
    "febbraio",
    "marzo",
    "aprile",
    "maggio",
    "giugno",
    "luglio",
    "agosto",
    "settembre",
    "ottobre",
    "novembre",
    "dicembre",
]
_LETTERS = 3
"""A month's name is told by its first letters, and may be cut to them: `lug`, `sett.`."""

_MONTH = rf"(?:{'|'.join(_MONTHS)})(?![^\W\d_])"
_MONTH_CUT = r"(?:genn?|febb?r?|mar|apr|magg?|giu|lug|ago|sett?|ott|nov|dic)(?:\.|(?![^\W\d_]))"
_YEAR = r"(?:1(?<!\d\d)[89]|2(?<!\d\d)[0O])\d\d(?!\d|[./]\d)"

# A digit first, and what stands before it asked after: `re` then looks for digits only.
_NUMERIC = (
    r"(?P<day>[0-9](?<!\d\d)(?<!\d[.,/].)\d?)(?P<sep>\s?[./-]\s?)(?P<month>[01]?\d)(?P=sep)"
    r"(?P<year>(?:1[89]|20)\d\d|\d\d)(?!\d|[./]\d)"
)
_WORDED = (
    rf"(?i)(?P<day>[0-9](?<![\d,].)(?:[ \xa0]?[\dO])?)(?:\s?[°º^])?"
    rf"(?:\s*+(?P<month>{_MONTH}|{_MONTH_CUT})\s*+(?:[-,–]\s*+)?(?:del(?:l['’]\s?anno)?\s*+)?"
    rf"(?P<year>{_YEAR}|['’]\d\d(?!\d))"
    rf"|(?P<sep>[-/.])(?P<cut>{_MONTH}|{_MONTH_CUT})(?P=sep)(?P<late>{_YEAR}|\d\d(?!\d)))"
)
_MONTH_LED = (
    rf"(?i)(?<![^\W_])(?:(?P<first>primo)\s+)?(?P<month>{_MONTH})\s*+[-,–]?\s*+"
    r"(?:del(?:l['’]\s?anno)?\s*+)?"
)
_MONTH_BEFORE = _MONTH_LED + r"\Z"
_MONTH_AT = _MONTH_LED + rf"(?P<year>{_YEAR})"
_BEYOND = (
    r"(?P<day>[0-9](?<!\d\d)(?<!\d[.,/-].)\d?)(?P<sep>[./-])(?P<month>\d\d?)(?P=sep)"
    r"(?:19|20)\d\d(?!\d|[./-]\d)"
)
_MOST_DAYS = 31
_REACH_CHARACTERS = 40
"""A month stands at most this far before its year."""

_COUNTED = r"(?i)(?:\bn[r.°º]{0,2}|\bnumero|\bart(?:icolo|t?\.)|\bcomma|/)\s*\Z"
_DATED = (
    r"(?i)\b(?:d(?:el|al|ata|d|\.?\s?d\.|[ìi])|entro|il|al|giorno|legge|decreto|regionale"
    r"|provinciale|legislativo|ministeriale|l\.?\s?[pr]\.|l\.|d\.?\s?(?:lgs|l|m|p\.?\s?r)\.?)[.:]?\s*\Z"
)
"""What leads to a date: `entro il`, `del`, the kind of a law."""


class PrintedDate(Struct, frozen=True, gc=False):
    """A date and where it stands in the text.

    `iso` is as precise as the print (`2024-05-16`, `2024-05`), and None for an `impossible` day
    and for a day in words whose year is not said.
    """

    start: int
    end: int
    iso: str | None
    impossible: bool = False


def find_dates(
    text: str, start: int = 0, end: int | None = None, pivot: int = PIVOT
) -> list[PrintedDate]:
    """The dates in `text[start:end]`, in order; `pivot` is the latest year of two digits."""
    end = len(text) if end is None else end
    found = [*_numeric(text, start, end, pivot), *_worded(text, start, end, pivot)]
    found.sort(key=_start)
    days = {place.end for place in found}
    months = [place for place in _months(text, start, end) if place.end not in days]
    return sorted([*found, *months], key=_start) if months else found


def impossible_dates(text: str, start: int = 0, end: int | None = None) -> list[PrintedDate]:
    """The dates that no calendar has, in order: `31 aprile 2022`, `del 12/13/2024`.

    A day or month that is too large is one behind a word that leads to a date, or alone in a cell.
    """
    end = len(text) if end is None else end
    found = [*find_dates(text, start, end), *dates_in_words(text, start, end)]
    wrong = {place.end: place for place in found if place.impossible and not _is_count(text, place)}
    for match in re.compile(_BEYOND).finditer(text, start, end):
        day, month = int(match["day"]), int(match["month"])
        is_beyond = not (1 <= day <= _MOST_DAYS and 1 <= month <= len(_MONTHS))
        if is_beyond and _is_told(text, match, start, end):
            place = PrintedDate(*match.span(), None, impossible=True)
            wrong.setdefault(place.end, place)
    return sorted(wrong.values(), key=_start)


def _is_count(text: str, place: PrintedDate) -> bool:
    """Whether a number before a month is none of its days: `circolare n. 45 maggio 2010`."""
    before = text[max(0, place.start - 12) : place.start]
    return re.search(_COUNTED, before) is not None


def _is_told(text: str, match: re.Match[str], start: int, end: int) -> bool:
    if re.search(_DATED, text[max(start, match.start() - 12) : match.start()]):
        return True
    before = text[max(start, match.start() - 4) : match.start()]
    behind = text[match.end() : min(end, match.end() + 4)]
    is_first = not before.strip(" ") or before.rstrip(" ")[-1] in "\t\n\v"
    return is_first and (not behind.strip(" ") or behind.lstrip(" ")[0] in "\t\n\v")


def date_at(text: str, at: int, pivot: int = PIVOT) -> PrintedDate | None:
    """The date that begins at `at`, as `find_dates` reads it; None where none begins there."""
    if not text[at : at + 1].isdecimal():
        found = re.compile(_MONTH_AT).match(text, at)
        return _of_month(found) if found else None
    if numbers := re.compile(_NUMERIC).match(text, at):
        return _of_numbers(text, numbers, pivot)
    words = re.compile(_WORDED).match(text, at)
    place = _of_words(text, words, pivot) if words else None
    return place if place and place.start == at else None


def dates_in_words(text: str, start: int = 0, end: int | None = None) -> list[PrintedDate]:
    """The days of sittings: `L'anno duemilaventisei, il giorno nove, del mese di aprile`.

    Digits and words may be mixed (`L'anno 2026 il giorno 9 …`). Where the year is not said
    (`addì ventotto del mese di dicembre`) the date has no ISO form.
    """
    end = len(text) if end is None else end
    found: list[PrintedDate] = []
    for pattern in (_after_year(), _before_year()):
        for match in pattern.finditer(text, start, end):
            if not any(place.start < match.end() and match.start() < place.end for place in found):
                found.append(_in_words(match))
    return sorted(found, key=_start)


def date_in_words(text: str, start: int = 0, end: int | None = None) -> PrintedDate | None:
    """The first of `dates_in_words`, None where there is none."""
    return next(iter(dates_in_words(text, start, end)), None)


def full_year(printed: str, pivot: int = PIVOT) -> int:
    """The year of two or four digits: the last one, up to `pivot`, that ends so."""
    year = int(printed.upper().replace("O", "0"))
    return year if len(printed) > 2 else pivot - (pivot - year) % 100


def _numeric(text: str, start: int, end: int, pivot: int) -> Iterator[PrintedDate]:
    for match in re.compile(_NUMERIC).finditer(text, start, end):
        if place := _of_numbers(text, match, pivot):
            yield place


def _of_numbers(text: str, match: re.Match[str], pivot: int) -> PrintedDate | None:
    day, month = int(match["day"]), int(match["month"])
    if not (1 <= day <= 31 and 1 <= month <= 12):
        return None
    if len(match["year"]) == 2 and not _is_short_date(text, match):
        return None
    return _place(*match.span(), full_year(match["year"], pivot), month, day)


def _is_short_date(text: str, match: re.Match[str]) -> bool:
    """Whether numbers with a year of two digits are a date, no ages, paragraph or telephone."""
    if len(match["sep"]) > 1:
        return False
    before = text[max(0, match.start() - 12) : match.start()]
    if re.search(_DATED, before):
        return True
    whole = len(match["day"]) == len(match["month"]) == 2
    zero = "0" in (match["day"][0], match["month"][0])
    return whole and not before.rstrip()[-1:].isdecimal() and (zero or match["sep"] == "/")


def _worded(text: str, start: int, end: int, pivot: int) -> Iterator[PrintedDate]:
    for match in re.compile(_WORDED).finditer(text, start, end):
        yield _of_words(text, match, pivot)


def _of_words(text: str, match: re.Match[str], pivot: int) -> PrintedDate:
    day, at = match["day"], match.start()
    counted = len(day) > 2 and re.search(_COUNTED, text[max(0, at - 12) : at])
    if len(day) > 2 and (counted or day[0] > "3"):
        day, at = day[-1], at + len(day) - 1
    number = int(re.sub(r"\s", "", day).upper().replace("O", "0"))
    year = full_year((match["year"] or match["late"]).lstrip("'’"), pivot)
    return _place(at, match.end(), year, _month(match["month"] or match["cut"]), number)


def _months(text: str, start: int, end: int) -> Iterator[PrintedDate]:
    """A month and its year, without a day in figures; `primo gennaio 2024` has one in words."""
    led, dated = re.compile(_MONTH_BEFORE), re.compile(_MONTH_AT)
    for year in re.compile(_YEAR).finditer(text, start, end):
        at = max(start, year.start() - _REACH_CHARACTERS)
        if (before := led.search(text, at, year.start())) and (
            found := dated.match(text, before.start(), end)
        ):
            yield _of_month(found)


def _of_month(match: re.Match[str]) -> PrintedDate:
    day = 1 if match["first"] else None
    return _place(*match.span(), full_year(match["year"]), _month(match["month"]), day)


def _in_words(match: re.Match[str]) -> PrintedDate:
    day, month, year = match["day"], _month(match["month"]), match["year"]
    number = int(day) if day.isdecimal() else count_in_words(day) or 0
    if not year:
        return PrintedDate(*match.span(), None)
    whole = int(year) if year.isdecimal() else year_in_words(year) or 0
    return _place(*match.span(), whole, month, number)


def _place(start: int, end: int, year: int, month: int, day: int | None) -> PrintedDate:
    if day is None:
        return PrintedDate(start, end, f"{year:04}-{month:02}")
    try:
        return PrintedDate(start, end, date(year, month, day).isoformat())
    except ValueError:
        return PrintedDate(start, end, None, impossible=True)


def _month(name: str) -> int:
    name = name.lower()
    return next(n for n, month in enumerate(_MONTHS, 1) if month[:_LETTERS] == name[:_LETTERS])


@cache
def _after_year() -> re.Pattern[str]:
    """`L'anno duemiladiciotto, addì diciotto, del mese di gennaio`."""
    return re.compile(
        rf"(?i)(?:\b(?:nel)?l['’´`]\s?)?\banno\s+(?P<year>\d{{4}}|{year_pattern()}){_APART}"
        rf"(?:{_ON})?\s*{_day()}"
    )


@cache
def _before_year() -> re.Pattern[str]:
    """`il giorno venti del mese di marzo dell'anno duemilaventuno`, `addì 05 maggio 2017`."""
    return re.compile(
        rf"(?i)\b(?:{_ON})\s*{_day()}"
        rf"(?:{_APART}(?:del(?:l['’]\s?anno)?\s*)?(?P<year>\d{{4}}|{year_pattern()})(?!\w))?"
    )


_APART = r"(?:\s*\([^()\n]{1,40}\))?[\s,]*"
_ON = r"(?:il\s+|nel\s+)?giorno|add[ìi]['’]?|il\s+d[ìi]['’]?|oggi"
_WEEKDAY = r"(?:luned|marted|mercoled|gioved|venerd)[ìi]['’]?|sabato|domenica"


def _day() -> str:
    """The day and its month: `9 (nove), del mese di aprile`."""
    return (
        rf"(?:,\s*)?(?:(?:di\s+)?(?:{_WEEKDAY})\s*,?\s*)?"
        rf"(?P<day>\d{{1,2}}|{count_pattern(31)})[°º]?{_APART}"
        rf"(?:del\s+mese(?:\s+di)?|di|mese\s+di)?[\s,:]*(?P<month>{_MONTH})"
    )


def _start(place: PrintedDate) -> int:
    return place.start
