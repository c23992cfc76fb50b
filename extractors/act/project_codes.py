"""Codes that tie an act to public investments and tenders: CUP and CIG.

    CUP: J24H23000140001    CIG BA3F161BC8    il CIG, il cui numero attribuito è B84BC7403F

Both are read only near their name, since ten letters and digits alone may be anything. A code's
shape is checked (CUP: a letter, two digits, a letter, eleven digits), not its existence.
"""

from __future__ import annotations

import re
from functools import cache

_REACH = 60
"""A code stands at most this many characters behind its name."""
_WRAPPED = r"\.?[ :=è]{0,6}\n[ \t]*"
"""Or at the start of the next line, where a line that is broken by hand ends with the name."""


def cups(text: str, start: int, end: int) -> list[str]:
    """The CUP codes, each once, in order."""
    return _codes(_cup(), text, start, end) if "CUP" in text or "C.U.P" in text else []


def cigs(text: str, start: int, end: int) -> list[str]:
    """The CIG codes, each once, in order."""
    return _codes(_cig(), text, start, end) if "CIG" in text or "C.I.G" in text else []


def _codes(pattern: re.Pattern[str], text: str, start: int, end: int) -> list[str]:
    found = (match["code"].upper() for match in pattern.finditer(text, start, end))
    return list(dict.fromkeys(found))


@cache
def _cup() -> re.Pattern[str]:
    return re.compile(
        rf"C(?<![^\W_]C)\.?U\.?P\b(?:[^\n]{{0,{_REACH}}}?|{_WRAPPED})(?<![^\W_])"
        r"(?P<code>[A-Z]\d\d[A-Z]\d{11})(?![^\W_])"
    )


@cache
def _cig() -> re.Pattern[str]:
    return re.compile(
        rf"C(?<![^\W_]C)\.?I\.?G\b(?:(?:(?!C\.?U\.?P\b)[^\n]){{0,{_REACH}}}?|{_WRAPPED})(?<![^\W_])"
        r"(?P<code>(?=[A-Z]*\d)(?!\d{1,9}[A-Z]?\b)[A-Z0-9]{10})(?![^\W_])"
    )
