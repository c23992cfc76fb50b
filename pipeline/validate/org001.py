"""ORG001: a proper name that one act spells in two ways."""

from __future__ import annotations

import os
import re
import tomllib
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Set
from functools import cache, lru_cache
from itertools import combinations
from typing import Literal
from unicodedata import combining, normalize

from extractors.folding import LETTERS
from pipeline.validate.case import Case
from schemas import PACKAGE
from schemas.records import Issue
from schemas.rules import issue

_FEWEST_LETTERS = 6
_FEWEST_LETTERS_BESIDE = 3
_CONNECTOR_CHARACTERS = 8
_MOST_ALIKE = 60
"""Names of one document with the same first or last letters; more are no names."""

_REMEMBERED = 8192
"""Words whose plain form is kept: an archive has more."""

_WORDS = os.path.join(PACKAGE, "names.toml")


@cache
def _words(kind: Literal["connectors", "generic"]) -> frozenset[str]:
    with open(_WORDS, "rb") as file:
        return frozenset(tomllib.load(file)[kind])


@cache
def _long_name() -> re.Pattern[str]:
    return re.compile(rf"[A-ZÀ-ÖØ-Þ][{LETTERS}]{{{_FEWEST_LETTERS - 1},}}+")


@cache
def _name() -> re.Pattern[str]:
    return re.compile(rf"[A-ZÀ-ÖØ-Þ][{LETTERS}]{{2,}}+")


def check(case: Case) -> Iterator[Issue]:
    """Compares the words of proper names that stand beside the same word of a longer name.

    Why: whoever searches for the name, or counts its district's acts, finds one half. Example:
    `Comunità Alta Valsugana e Bernstol` in an act of 2024 whose members are `COMUNITÀ ALTA
    VALSUGANA E BERSNTOL`. Two words are one name where a letter is wrong, missing, too many or
    changes place with the next, both stand by the same word, and one is rarer.
    Not flagged: capitals, accents, umlauts however spelt, apostrophes; the last letters, which
    inflect (`Comunale`, `Comunali`); words of fewer than six letters, or that stand in small
    letters too; places that only look alike, as `Comune di Carano` beside `Comune di Carzano`:
    `Comune` stands beside every name.
    """
    text = case.flow.text
    counts: dict[str, int] = {}
    spelt: dict[str, str] = {}
    for word, times in Counter(_long_name().findall(text)).items():
        folded = _folded(word)
        counts[folded] = counts.get(folded, 0) + times
        spelt.setdefault(folded, word)
    slips = [
        (rare, usual)
        for rare, usual in sorted(_slips(counts))
        if spelt[rare].lower() not in text and spelt[usual].lower() not in text
    ]
    if not slips:
        return
    beside = _beside(text, {word for slip in slips for word in slip})
    told: set[str] = set()
    for rare, usual in slips:
        if rare not in told and any(rare in words and usual in words for words in beside):
            told.add(rare)
            yield _found(case, (spelt[rare], counts[rare]), (spelt[usual], counts[usual]))


def _found(case: Case, rare: tuple[str, int], usual: tuple[str, int]) -> Issue:
    """The issue of two spellings, each with how often it stands; at the rarer one's first."""
    times = "once" if rare[1] == 1 else f"{rare[1]} times"
    message = f"«{rare[0]}» ({times}) is spelt «{usual[0]}» elsewhere ({usual[1]} times)"
    first = re.search(rf"{rare[0]}(?![^\W\d_])", case.flow.text)
    return issue("ORG001", message, "$", case.place(slice(*first.span())) if first else None)


def _slips(counts: Mapping[str, int]) -> set[tuple[str, str]]:
    """The words that are one slip from one that is more frequent, each with that one.

    A slip is in one place, and neither in the first letter nor in the last.
    """
    begun: defaultdict[str, list[str]] = defaultdict(list)
    ended: defaultdict[str, list[str]] = defaultdict(list)
    for word in counts:
        begun[word[:3] + word[-1]].append(word)
        ended[word[0] + word[-3:]].append(word)
    found: set[tuple[str, str]] = set()
    for words in (*begun.values(), *ended.values()):
        if 1 < len(words) <= _MOST_ALIKE:
            for one, other in combinations(words, 2):
                if counts[one] != counts[other] and _is_slip(one, other):
                    found.add((one, other) if counts[one] < counts[other] else (other, one))
    return found


def _beside(text: str, wanted: Set[str]) -> list[set[str]]:
    """The wanted words that stand beside the same word of a name, where there are several."""
    groups: defaultdict[tuple[str, bool], set[str]] = defaultdict(set)
    connectors = _words("connectors")
    end, one = 0, ""
    for name in _name().finditer(text):
        start, other = name.start(), _folded(name[0])
        is_near = start - end <= _CONNECTOR_CHARACTERS and (one in wanted or other in wanted)
        if is_near and one and text[end:start].strip().lower() in connectors:
            if other in wanted and _tells(one):
                groups[one, True].add(other)
            if one in wanted and _tells(other):
                groups[other, False].add(one)
        end, one = name.end(), other
    return [words for words in groups.values() if len(words) > 1]


def _tells(word: str) -> bool:
    return len(word) >= _FEWEST_LETTERS_BESIDE and word not in _words("generic")


def _is_slip(one: str, other: str) -> bool:
    """Whether one letter is wrong, missing, too many or swapped with the next, before the last.

    An `e` after a vowel may spell an umlaut, `Koenigsberg`, and is no slip.
    """
    if one[0] != other[0] or one[-1] != other[-1] or abs(len(one) - len(other)) > 1:
        return False
    short, long = (one, other) if len(one) < len(other) else (other, one)
    start = next((n for n, letter in enumerate(short) if letter != long[n]), None)
    if start is None:
        return False
    if len(short) < len(long):
        is_umlaut = long[start] == "e" and long[start - 1] in "aou"
        return not is_umlaut and short[start:] == long[start + 1 :]
    if short[start + 1 :] == long[start + 1 :]:
        return True
    swapped = short[start : start + 2][::-1]
    return swapped == long[start : start + 2] and short[start + 2 :] == long[start + 2 :]


@lru_cache(_REMEMBERED)
def _folded(word: str) -> str:
    """A word without case and accents."""
    low = word.lower()
    if low.isascii():
        return low
    return "".join(c for c in normalize("NFD", low) if not combining(c))
