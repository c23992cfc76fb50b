"""A number as acts print it, the year behind its stroke, the date beside it.

    N. 85 DEL 19/02/2026    n. 7522 DI DATA 16 LUGLIO 2024    nr 25 di data: 29.11.2021
    23.02.2018 n. 45        n. 191/2014 dd. 15.07.2014        n. 3/C

A number that is left to be filled in (`n. ______`) is none.
"""

from __future__ import annotations

import re
from functools import cache

from extractors.dates import PrintedDate, find_dates

NUMBER = (
    r"(?<![^\W_])(?:N(?:UM(?:ERO)?|R)?(?![^\W_])|N(?=\d))(?:\s?[.:°º]+)*+\s{0,3}"
    r"(?P<numero>\d{1,6}(?:\s?/\s?[A-Z]{1,4}(?![^\W_])|\s?[-/]\s?(?:19|20)\d\d(?!\d))?)(?![\d/])"
)

_BETWEEN = (
    r"[\s,:;*)–-]*(?:(?:del(?:\s+giorno)?|di\s+data|dd?\.?|d\.\s?d\.|in\s+data|data"
    r"|adottat[ao]\s+(?:il|in\s+data))?[\s:.,]*)"
)

REACH_CHARACTERS = 48
"""A number, its date and what names it stand no farther from each other."""


def date_beside(text: str, number: re.Match[str], end: int) -> PrintedDate | None:
    """The date behind a number (`N. 85 DEL 19/02/2026`), else right before it."""
    behind = text[number.end() : min(end, number.end() + REACH_CHARACTERS)]
    for date in find_dates(text, number.end(), min(end, number.end() + REACH_CHARACTERS))[:1]:
        between = behind[: date.start - number.end()]
        if re.fullmatch(_BETWEEN, between, re.IGNORECASE):
            return date
    for date in find_dates(text, max(0, number.start() - REACH_CHARACTERS), number.start())[-1:]:
        if not text[date.end : number.start()].strip(" ,\r"):
            return date
    return None


def year_of(number: re.Match[str]) -> str | None:
    """The year behind the stroke of `n. 191/2014`, as a date: no more is printed."""
    found = re.search(r"[-/]\s?((?:19|20)\d\d)\Z", number["numero"])
    return found[1] if found else None


def bare_number(numero: str) -> str:
    """`0012` is 12, `09/2022` is 9, `3 / C` is 3/C."""
    bare = re.sub(r"\s?[-/]\s?(?:19|20)\d\d\Z", "", numero)
    return bare.replace(" ", "").lstrip("0") or "0"


@cache
def number_pattern() -> re.Pattern[str]:
    return re.compile(NUMBER, re.IGNORECASE)
