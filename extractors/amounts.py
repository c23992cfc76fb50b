"""Sums of money, in cents: `€ 12.200,00`, `euro 65,00`, `50,00 euro`, `€. 423,02`, `€ 1,5 milioni`.

Thousands are parted by points; a point before two digits alone at the end is a decimal mark
(`0.27 euro`). A number without a sign or the word is no sum.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from msgspec import Struct

_SUM = (
    r"(?P<sum>\d{1,3}(?:[.' ]\d{3})+(?:,\d{1,2})?(?!\d)|\d+(?:[.,]\d{1,2})?(?!\d))"
    r"(?P<scale>\s*(?:milion[ei]|miliard[oi]|mila|mln|mld)\b)?"
)
_SCALES = {"mila": 1_000, "mln": 10**6, "milion": 10**6, "mld": 10**9, "miliard": 10**9}
_HINTS = ("€", "uro", "URO", "EUR")


class Amount(Struct, frozen=True, gc=False):
    """A sum, where it stands with its sign, and its value in euro cents."""

    text: slice
    cents: int


def amounts(text: str, start: int, end: int) -> Iterator[Amount]:
    """The sums in `text[start:end]`, in order."""
    if not any(hint in text for hint in _HINTS):
        return
    for found in _amount().finditer(text, start, end):
        sign = "before" if found["before"] else "after"
        group = "" if sign == "before" else "2"
        cents = _cents(found[f"sum{group}"], found[f"scale{group}"])
        if cents is not None:
            yield Amount(slice(*found.span()), cents)


def _cents(printed: str, scale: str | None) -> int | None:
    bare = re.sub(r"[' ]", "", printed)
    if re.fullmatch(r"\d{1,3}(?:\.\d{3})+(?:,\d+)?", bare):
        bare = bare.replace(".", "")
    whole, _, part = bare.replace(".", ",").partition(",")
    cents = int(whole) * 100 + int((part + "00")[:2])
    if scale:
        word = scale.strip().lower()
        cents *= next(times for name, times in _SCALES.items() if word.startswith(name))
    return cents


@cache
def _amount() -> re.Pattern[str]:
    after = _SUM.replace("<sum>", "<sum2>").replace("<scale>", "<scale2>")
    return re.compile(
        rf"(?P<before>€\.?|(?<![^\W\d_])(?:euro|eur)\b\.?)[\s:]{{0,3}}{_SUM}"
        rf"|(?<![\d.,/]){after}\s?(?:di\s)?(?P<after>€|(?:euro|eur)\b)",
        re.IGNORECASE,
    )
