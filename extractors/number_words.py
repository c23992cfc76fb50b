"""Numbers in words, as acts write days, years and counts: `nove`, `ventotto`, `duemilaventisei`.

Read: 1 to 99, and the years of 1800 to 2099. Words may be run together or parted by blanks
(`duemila ventisei`), have capitals, and write the accent as one or leave it out (`ventitré`,
`ventitre'`). Ordinals are not read, but for `primo`, which dates use.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache

_UNITS = ["uno", "due", "tre", "quattro", "cinque", "sei", "sette", "otto", "nove"]
_TEENS = [
    "dieci",
    "undici",
    "dodici",
    "tredici",
    "quattordici",
    "quindici",
    "sedici",
    "diciassette",
    "diciotto",
    "diciannove",
]
_TENS = ["venti", "trenta", "quaranta", "cinquanta", "sessanta", "settanta", "ottanta", "novanta"]
_CENTURIES = {"milleottocento": 1800, "millenovecento": 1900, "duemila": 2000}


def _tens(name: str, ten: int) -> dict[str, int]:
    """`venti`, `ventuno`, `ventidue`, …: the last vowel falls before another."""
    words = {name: ten}
    for unit, word in enumerate(_UNITS, 1):
        words[(name[:-1] if word[0] in "uo" else name) + word] = ten + unit
    return words


COUNTS = {
    **{word: number for number, word in enumerate(_UNITS, 1)},
    **{word: number for number, word in enumerate(_TEENS, 10)},
    **{word: n for tens, name in enumerate(_TENS, 2) for word, n in _tens(name, 10 * tens).items()},
}
"""1 to 99 by their words, lower case, without accents."""


@cache
def _years() -> dict[str, int]:
    """1800 to 2099; `duemila e ventisei` too."""
    return {
        century + link + word: start + number
        for century, start in _CENTURIES.items()
        for link in ("", "e")
        for word, number in (("", 0), *COUNTS.items())
    }


@cache
def count_pattern(highest: int) -> str:
    """An expression, without groups, for the numbers of 1 to `highest` in words."""
    words = (word for word, number in COUNTS.items() if number <= highest)
    return rf"(?:primo|{_any(words)})['’]?"


@cache
def year_pattern() -> str:
    """An expression, without groups, for a year in words."""
    centuries = "|".join([r"mille\s*(?:otto|nove)\s*cento", r"due\s*mila"])
    return rf"(?:{centuries})(?:\s*e)?(?:\s*{_any(COUNTS)})?['’]?"


def count_in_words(printed: str) -> int | None:
    """The number of `Ventotto`, `venti otto`, `primo`; None for any other word."""
    word = _bare(printed)
    return 1 if word == "primo" else COUNTS.get(word)


def year_in_words(printed: str) -> int | None:
    """The year of `Duemiladiciotto`, `duemila e ventisei`; None for any other word."""
    return _years().get(_bare(printed))


def _any(words: Iterable[str]) -> str:
    """One of the words, the longest first, a blank allowed behind the tens (`venti sei`)."""
    ranked = sorted(words, key=len, reverse=True)
    return "(?:" + "|".join(_loose(word) for word in ranked) + ")"


def _loose(word: str) -> str:
    word = re.sub("tre$", "tr[eéè]", word)
    for ten in _TENS:
        if word.startswith(ten) and word != ten:
            return rf"{ten}\s*{word[len(ten) :]}"
        if word in (f"{ten[:-1]}uno", f"{ten[:-1]}otto"):
            return rf"{ten[:-1]}(?:{ten[-1]}\s*)?{word[len(ten) - 1 :]}"
    return word


def _bare(printed: str) -> str:
    word = re.sub(r"[\s'’]", "", printed).lower()
    word = word.replace("é", "e").replace("è", "e")
    return re.sub("(?<=nt)[ia](?=uno|otto)", "", word)
