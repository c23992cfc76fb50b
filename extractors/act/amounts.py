"""Sums of money, in cents: `€ 12.200,00`, `euro 65,00`, `50,00 euro`, `€. 423,02`, `€ 1,5 milioni`.

Thousands are parted by points; a point before two digits alone at the end is a decimal mark
(`0.27 euro`). A number without a sign or the word is no sum.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from msgspec import Struct

_SUM = r"(?P<sum>\d{1,3}(?:[.' ]\d{3})+(?:,\d{1,2})?(?!\d)|\d+(?:[.,]\d{1,2})?(?!\d))"
_SUM_BEGUN = r"(?:\d{0,2}(?:[.' ]\d{3})+(?:,\d{1,2})?(?!\d)|\d*(?:[.,]\d{1,2})?(?!\d))(?P<end>)"
"""A sum behind its first digit."""
_SCALE = r"(?:\s*(?P<{}>milion[ei]|miliard[oi]|mila|mln|mld)\b)?"
_SCALES = {"mila": 1_000, "mln": 10**6, "milion": 10**6, "mld": 10**9, "miliard": 10**9}
_HINTS = ("€", "uro", "URO", "EUR")


class Amount(Struct, frozen=True, gc=False):
    """A sum, where it stands with its sign, and its value in euro cents."""

    text: slice
    cents: int


def amounts(text: str, start: int, end: int) -> Iterator[Amount]:
    """The sums in `text[start:end]`, in order."""
    low = text[start:end].lower()
    if not ("€" in low or "eur" in low) or not any(hint in text for hint in _HINTS):
        return
    for found in _amount().finditer(text, start, end):
        if found["sum"]:
            cents = _cents(found["sum"], found["scale"])
        else:
            cents = _cents(text[found.start() : found.end("end")], found["scale_before"])
        yield Amount(slice(*found.span()), cents)


def _cents(printed: str, scale: str | None) -> int:
    bare = re.sub(r"[' ]", "", printed)
    if re.fullmatch(r"\d{1,3}(?:\.\d{3})+(?:,\d+)?", bare):
        bare = bare.replace(".", "")
    whole, _, part = bare.replace(".", ",").partition(",")
    cents = int(whole) * 100 + int((part + "00")[:2])
    if scale:
        word = scale.lower()
        cents *= next(times for name, times in _SCALES.items() if word.startswith(name))
    return cents


@cache
def _amount() -> re.Pattern[str]:
    """A sign or a digit first, and what stands before it asked after: `re` looks for these only."""
    before = (
        rf"(?:(?<=€)|(?<=[eE])(?<![^\W\d_].)uro?\b)\.?[\s:]{{0,3}}{_SUM}{_SCALE.format('scale')}"
    )
    after = (
        rf"(?<=\d)(?<![\d.,/].){_SUM_BEGUN}{_SCALE.format('scale_before')}\s?(?:di\s)?(?:€|euro?\b)"
    )
    return re.compile(rf"[€eE\d](?i:{before}|{after})")
