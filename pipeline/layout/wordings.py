"""Wordings of lines that pages repeat: numbers blanked; on scans, each misread in its own way."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from itertools import zip_longest

NUMBER = re.compile(r"\d+|\b[ivxlc]+\b", re.IGNORECASE)

_ROMAN = {"i": 1, "v": 5, "x": 10, "l": 50, "c": 100}

_ALIKE = 88.0
"""Two wordings of scans are one if they are as alike as this, of 100."""


def wording(text: str, is_scanned: bool) -> str:
    """A line with its numbers blanked; on scans without blanks, which are often misread."""
    found = NUMBER.sub("#", text)
    return "".join(found.split()).casefold() if is_scanned else found


def alike(wordings: Iterable[str]) -> Mapping[str, str]:
    """For each wording the one it stands for: the first that a slip or two part it from."""
    from rapidfuzz import fuzz, process

    found: dict[str, str] = {}
    by_numbers: dict[int, list[str]] = {}
    for each in wordings:
        known = by_numbers.setdefault(each.count("#"), [])
        best = process.extractOne(each, known, scorer=fuzz.ratio, score_cutoff=_ALIKE)
        found[each] = best[0] if best else each
        if not best:
            known.append(each)
    return found


def numbers_of(text: str) -> tuple[int, ...]:
    """The numbers that `NUMBER` blanks, Roman ones too."""
    return tuple(_value(found) for found in NUMBER.findall(text))


def _value(number: str) -> int:
    if number.isdecimal():
        return int(number)
    values = [_ROMAN[letter] for letter in number.lower()]
    pairs = zip_longest(values, values[1:], fillvalue=0)
    return sum(-one if one < following else one for one, following in pairs)
