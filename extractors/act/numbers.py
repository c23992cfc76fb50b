"""A number as acts print it, the year behind its stroke, the date beside it.

    N. 85 DEL 19/02/2026    n. 7522 DI DATA 16 LUGLIO 2024    nr 25 di data: 29.11.2021
    23.02.2018 n. 45        n. 191/2014 dd. 15.07.2014        n. 3/C

A number that is left to be filled in (`n. ______`) is none.
"""

from __future__ import annotations

import re
from functools import cache

from extractors.dates import PrintedDate, find_dates

NUMBER_SIGN = r"(?<![^\W_])(?:N(?:UM(?:ERO)?|R|\.?\s?RO)?(?![^\W_])|N(?=\d))(?:\s?[.:°º]+)*+\s{0,3}"
"""What says that a number follows: `n.`, `N°`, `nr`, `Numero:`."""

DIGITS = (
    r"(?P<numero>(?:(?:19|20)\d\d\s?/\s?(?=\d)(?!(?:19|20)\d\d(?!\d)))?"
    r"(?:[A-Z](?=\d{3}))?0{0,4}\d{1,6}"
    r"(?:\s?/\s?[A-Z]{1,4}(?![^\W_])|\s?[-/]\s?(?:19|20)\d\d(?!\d))?)(?![\d/])"
)
"""`230`, `191/2014`, `3 / C`, `G01234`, `0000789`, `2024/187`."""

NUMBER = NUMBER_SIGN + DIGITS

_BEHIND_PLACE = (
    r"[ ,;)|–-]*[^\W\d_](?:(?!\balbo|\bp(?:rot|ubbl|ropost))[\w'’ ]){2,30},[ ]*(?:l[iì]['’]?[ ]+)?"
)
"""A place on the number's own line: `ATTO N. 34 Borgoreale, lì`."""

_NEXT_ROW = r"[ ]*[\n\r][^\n\r\d]{2,40}?[ ]{3}[ ]*(?:del|di\s+data|in\s+data|data)[ :]*"
"""In a head of two columns, the left one's next line: `… N. 540 / Provincia di X   del …`."""

_BETWEEN = (
    rf"(?:{_BEHIND_PLACE}|{_NEXT_ROW}"
    r"|[\s,:;*)|–-]*(?:prot(?:ocollo)?[ .:]{0,4}+(?:n[.°º ]{0,4}+)?\d[\w./]*[ ,]+)?"
    r"(?:(?:vom\s*[/–-]\s*)?(?:del(?:\s*/\s*vom|\s+giorno)?|vom|l[iì]['’]?|di\s+data|dd?\.?"
    r"|d\.\s?d\.|in\s+data|data(?:\s+(?:di\s+|della\s+|del\s+)?(?!scad|pubbl|esec|pro[tp]|nasc)"
    r"[a-z]+){0,3}|adottat[ao]\s+(?:il|in\s+data)"
    r"|(?:registrat|assunt|emess)[ao]\s+(?:il|in\s+data))?[\s:.,|]*))"
)

REACH_CHARACTERS = 48
"""A number, its date and what names it stand no farther from each other."""


def date_beside(text: str, start: int, stop: int, end: int) -> PrintedDate | None:
    """The date behind the number `text[start:stop]` (`N. 85 DEL 19/02/2026`), else before it."""
    behind = text[stop : min(end, stop + REACH_CHARACTERS)]
    for date in find_dates(text, stop, min(end, stop + REACH_CHARACTERS))[:1]:
        if re.fullmatch(_BETWEEN, behind[: date.start - stop], re.IGNORECASE):
            return date
    for date in find_dates(text, max(0, start - REACH_CHARACTERS), start)[-1:]:
        if not text[date.end : start].strip(" ,\r"):
            return date
    return None


def year_of(numero: str) -> str | None:
    """The year behind the stroke of `191/2014`, as a date: no more is printed."""
    found = re.search(r"[-/]\s?((?:19|20)\d\d)\Z|\A((?:19|20)\d\d)\s?/", numero)
    return (found[1] or found[2]) if found else None


def bare_number(numero: str) -> str:
    """`0012` is 12, `09/2022` and `2022/0009` are 9, `3 / C` is 3/C."""
    bare = re.sub(r"\s?[-/]\s?(?:19|20)\d\d\Z|\A(?:19|20)\d\d\s?/\s?(?=\d)", "", numero)
    return bare.replace(" ", "").lstrip("0") or "0"


@cache
def number_pattern() -> re.Pattern[str]:
    """A number behind its sign, in letters of any size."""
    return re.compile(NUMBER, re.IGNORECASE)
