"""ORG001: a proper name that one act spells in two ways."""

from __future__ import annotations

import os
import re
import tomllib
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from itertools import combinations, pairwise
from typing import Literal
from unicodedata import combining, normalize

from pipeline.validate.case import Case
from schemas import PACKAGE
from schemas.records import Issue
from schemas.rules import issue

_FEWEST_LETTERS = 6
_FEWEST_LETTERS_BESIDE = 3
_WORDS = os.path.join(PACKAGE, "names.toml")


@cache
def _words(kind: Literal["connectors", "generic"]) -> frozenset[str]:
    with open(_WORDS, "rb") as file:
        return frozenset(tomllib.load(file)[kind])


@cache
def _name() -> re.Pattern[str]:
    return re.compile(r"[A-ZÀ-ÖØ-Þ][^\W\d_]{2,}+")


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
    names = list(_name().finditer(text))
    beside = _beside(text, names)
    if not beside:
        return
    told: set[str] = set()
    counts: Counter[str] | None = None
    for one, other in _pairs(beside):
        counts = counts or Counter(_folded(name[0]) for name in names)
        rare, usual = sorted((one, other), key=lambda word: (counts[word], word))
        if rare in told or counts[usual] <= counts[rare]:
            continue
        if _is_common(rare, text) or _is_common(usual, text):
            continue
        told.add(rare)
        yield _found(case, names, rare, usual, counts)


def _found(
    case: Case, names: Sequence[re.Match[str]], rare: str, usual: str, counts: Mapping[str, int]
) -> Issue:
    slip = next(name for name in names if _folded(name[0]) == rare)
    shown = next(name[0] for name in names if _folded(name[0]) == usual)
    times = "once" if counts[rare] == 1 else f"{counts[rare]} times"
    message = f"«{slip[0]}» ({times}) is spelt «{shown}» elsewhere ({counts[usual]} times)"
    return issue("ORG001", message, "$", case.place(slice(*slip.span())))


def _beside(text: str, names: Sequence[re.Match[str]]) -> list[set[str]]:
    """The long words that stand beside the same word of a name, where there are several."""
    groups: defaultdict[tuple[str, bool], set[str]] = defaultdict(set)
    connectors = _words("connectors")
    for left, right in pairwise(names):
        end, start = left.end(), right.start()
        if start - end > 8 or text[end:start].strip().lower() not in connectors:
            continue
        one, other = _folded(left[0]), _folded(right[0])
        if len(other) >= _FEWEST_LETTERS and _tells(one):
            groups[one, True].add(other)
        if len(one) >= _FEWEST_LETTERS and _tells(other):
            groups[other, False].add(one)
    return [words for words in groups.values() if len(words) > 1]


def _tells(word: str) -> bool:
    return len(word) >= _FEWEST_LETTERS_BESIDE and word not in _words("generic")


def _pairs(groups: list[set[str]]) -> Iterator[tuple[str, str]]:
    """The words of a group that are one slip apart, in order."""
    for words in groups:
        for one, other in combinations(sorted(words), 2):
            if one[0] == other[0] and abs(len(one) - len(other)) < 2 and _is_slip(one, other):
                yield one, other


def _is_slip(one: str, other: str) -> bool:
    """Whether one letter is wrong, missing, too many or swapped with the next, before the last.

    An `e` after a vowel may spell an umlaut, `Koenigsberg`, and is no slip.
    """
    short, long = sorted((one, other), key=len)
    start = next((n for n, (a, b) in enumerate(zip(short, long, strict=False)) if a != b), None)
    if start is None or short[-1] != long[-1]:
        return False
    if len(short) < len(long):
        is_umlaut = long[start] == "e" and long[start - 1] in "aou"
        return not is_umlaut and short[start:] == long[start + 1 :]
    if short[start + 1 :] == long[start + 1 :]:
        return True
    swapped = short[start : start + 2][::-1]
    return swapped == long[start : start + 2] and short[start + 2 :] == long[start + 2 :]


def _is_common(word: str, text: str) -> bool:
    """Whether a word stands in small letters too, so that it is no proper name."""
    return bool(re.search(rf"\b{re.escape(word)}\b", text))


@cache
def _folded(word: str) -> str:
    """A word without case and accents."""
    low = word.lower()
    if low.isascii():
        return low
    return "".join(c for c in normalize("NFD", low) if not combining(c))
