"""The numbers and signs that a word processor prints before the items of a list."""

from __future__ import annotations

BULLET = "•"

_ROMAN = (
    *((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l")),
    *((40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i")),
)
_MAX_ROMAN = 3999
_MAX_LETTERS = 26 * 8
"""Word goes on from `z` with `aa`, `bb`; beyond this many it is digits."""


def numeral(value: int, style: str) -> str:
    """A number as a list prints it: style `1`, `a`, `A`, `i` or `I`; digits for any other."""
    if style in ("a", "A") and 0 < value <= _MAX_LETTERS:
        letters = chr(ord("a") + (value - 1) % 26) * ((value - 1) // 26 + 1)
        return letters.upper() if style == "A" else letters
    if style in ("i", "I") and 0 < value <= _MAX_ROMAN:
        return _roman(value).upper() if style == "I" else _roman(value)
    return str(value)


def _roman(value: int) -> str:
    out = ""
    for worth, sign in _ROMAN:
        count, value = divmod(value, worth)
        out += sign * count
    return out


def bullet(sign: str) -> str:
    """The sign before an item: those of symbol fonts have no letter of their own."""
    sign = sign[:1]
    return BULLET if not sign or "\ue000" <= sign <= "\uf8ff" else sign
