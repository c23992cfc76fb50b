"""Counts of things: `n. 2 incontri`, `almeno 3`, `minimo due`, `non meno di 10`, `2-3 eventi`.

A count is a number, in figures or in words, of something that is not known already. Not read:
dates and years, hours, ages (`6-11 anni`, `0-6`), numbers that name (`Goal 5`, `legge n. 328`,
`A0301`), things with a definite article (`i due Distretti`), amounts behind their sign (`€ 100`),
and a bare article: `un evento` is no count, `almeno un evento` is one.
"""

from __future__ import annotations

import re
from functools import cache
from typing import Literal

from msgspec import Struct

from extractors.measures.lexicon import bare, lexicon, words
from extractors.number_words import COUNTS

Sign = Literal[">=", "<=", ">", "<", "="]

_NUMBER = r"\d{1,3}(?:\.\d{3}){1,3}(?![\d.])|\d{1,9}(?:,\d{1,3})?"
_LINK = (
    r"(?:(?:a|ad|al|ai|agli|alla|alle|di|del|dei|degli|delle|il|i|gli|le|la)\s+"
    r"|(?:al|del)?l['’]\s*)"
)
_BEHIND = r"(?![\w°ª^€]|[.,]\d|/(?:\d|[A-Z]\b)|[-–]\d|\s?[°€])"
_NO_THING = re.compile(
    r"(?i)\s*(?:[-–/]?\s*(?:genn|febbr|marz|april|magg|giugn|lugl|agost|settembr|ottobr|novembr"
    r"|dicembr)|(?:ann[io]\b|euro\b|:\d))"
)
_OF_ACT = re.compile(
    r"(?i),?\s*(?:(?:del(?:l['’]anno)?|d\.?d\.?|(?:di|in)\s+data)\s+\d|e\s+(?:ss|s\.m))"
)
"""`n. 16 del 08.06.2017`: the number of an act."""
_OF_ALL = re.compile(r"(?i)\s+de(?:[il]|gli|ll[aeo]|ll['’])(?!\w)|\s+dell['’]")
"""`3/4 dei partecipanti`: a fraction; `3/4 serate` are three or four."""
_BEFORE_CHARACTERS = 40
_OF_TIME = frozenset(["oltre", "entro", "fino a", "fino ad", "sino a", "sotto"])
"""Behind these `un` is an article, and a year is one: `oltre un anno`, `entro il 2024`."""


class Count(Struct, frozen=True, gc=False):
    """A count, from its comparator or its `n.` to the end of its number.

    `high` is the upper end of a range (`2-3`, `da 2 a 5`), `comparator` a sign (`>=`).
    """

    start: int
    end: int
    comparator: Sign | None
    low: float
    high: float | None = None
    is_numbered: bool = False
    """Whether it has an `n.`"""


def find_counts(text: str) -> list[Count]:
    """The counts of a text, in order."""
    return [count for match in _pattern().finditer(text) if (count := _count(text, match))]


def comparator_of(phrase: str) -> Sign | None:
    """The sign of `almeno`, `Non meno  di`; None for other words."""
    return _comparators().get(" ".join(phrase.lower().split()))


def _is_year(match: re.Match[str], low: float) -> bool:
    return len(match["low"] or match["from"] or "") == 4 and 1900 <= low < 2100


def _count(text: str, match: re.Match[str]) -> Count | None:
    phrase = " ".join((match["before"] or match["inner"] or "").lower().split())
    sign: Sign | None = ">=" if match["more"] else _comparators().get(phrase)
    low, high = _ends(match)
    if phrase in _OF_TIME and (match["one"] or _is_year(match, low) or match["besides"]):
        return None
    if match["one"] and not sign:
        return None
    is_share = match["share"] is not None
    if not (is_share or _is_of_things(text, match, low, high, known=sign is not None)):
        return None
    number = max(match.end("number"), match.end("again"), match.end("more"))
    return Count(match.start(), number, sign, low, high, match["n"] is not None)


def _ends(match: re.Match[str]) -> tuple[float, float | None]:
    low = match["from"] or match["low"] or match["word"] or "uno"
    high = match["to"] or match["high"] or match["other"]
    first, last = _value(low), _value(high) if high else None
    return (first, last) if last is None or last > first else (first, None)


def _is_of_things(
    text: str, match: re.Match[str], low: float, high: float | None, *, known: bool
) -> bool:
    """Whether a number counts, by the word before it and the ones behind."""
    behind = _NO_THING.match(text, match.end())
    if behind and not (known and behind[0].strip().lower().startswith("ann")):
        return False
    is_fraction = match["high"] and "/" in match["number"] and _OF_ALL.match(text, match.end())
    if is_fraction or (match["n"] and _OF_ACT.match(text, match.end())):
        return False
    start = match.start()
    before = text[max(0, start - _BEFORE_CHARACTERS) : start]
    last = before.rsplit(None, 1)[-1] if before.strip() else ""
    word = bare(last)
    if last.endswith(("€", "$", "/")) or (word in words("numbered", "words") and last[-1] != ":"):
        return False
    if known or match["n"]:
        return match["other"] is not None or not _is_clash(match, high)
    if last.endswith(("'", "’")) or word in words("links", "definite"):
        return False
    is_age = low == 0 and high is not None
    return not (is_age or _is_year(match, low) or _is_clash(match, high))


def _is_clash(match: re.Match[str], high: float | None) -> bool:
    """Two numbers that are no range: a fraction, a score, a date."""
    return match["high"] is not None and high is None


def _value(printed: str) -> float:
    word = printed.strip().lower().rstrip("'’")
    if word[0].isdecimal():
        return float(word.replace(".", "").replace(",", "."))
    word = word.replace("é", "e").replace("è", "e")
    return float(COUNTS.get(word, 1))


@cache
def _comparators() -> dict[str, Sign]:
    table = lexicon()["comparators"]
    return {phrase: sign for sign, phrases in table.items() for phrase in phrases}


@cache
def _pattern() -> re.Pattern[str]:
    ranked = sorted(_comparators(), key=len, reverse=True)
    compared = "|".join(
        re.escape(phrase).replace(r"\ ", r"\s+") + (r"(?!\w)" if phrase[-1].isalnum() else "")
        for phrase in ranked
    )
    worded = "|".join(sorted(set(COUNTS) - {"uno"}, key=len, reverse=True))
    worded = rf"(?:{worded})(?!\w)"
    return re.compile(
        r"(?i)(?<![\w.,/°€])(?<![\w][-–'’])"
        rf"(?:(?P<before>{compared})\s*(?:(?P<besides>(?:ai|agli|alle|al)\s)?+(?:{_LINK})?)?)?"
        rf"(?:(?P<n>n(?:r|um)?\s?[.°º]|n(?=\s\d)|numero(?=\s+(?:\d|m[ai][xns])))\s*)?"
        rf"(?:(?P<inner>{compared})\s*(?:{_LINK})?)?"
        r"(?P<number>"
        rf"(?:d(?:a|ai|agli)|tra|fra)\s+(?:i\s+)?(?P<from>{_NUMBER})\s+"
        rf"(?:a|ad|ai|agli|e|ed)\s+(?:i\s+)?(?P<to>{_NUMBER})"
        rf"|(?P<low>{_NUMBER})(?:\s?(?:[-–/]|\bo\b)\s?(?P<high>{_NUMBER}))?"
        rf"|(?P<word>{worded})(?:(?:\s+o\s+|[-–/])(?P<other>{worded}))?"
        r"|(?P<one>un(?:[oa](?!\w)|['’]|(?!\w))))"
        rf"(?:(?<=['’])|{_BEHIND})(?P<again>\s?\((?:{worded}|un[oa]?)\))?"
        r"(?P<more>\s+o\s+(?:più|oltre|superior[ei]|maggior[ei])(?!\w)|\+(?!\S))?"
        r"(?P<share>\s?%|\s+per\s+cento\b)?"
    )
