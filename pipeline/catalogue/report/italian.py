"""Numbers and words as an Italian reader expects them."""

from __future__ import annotations

import os
import tomllib
import unicodedata
from collections.abc import Mapping
from functools import cache

_FOLDER = os.path.dirname(__file__)

SEVERITIES = {"error": "errore", "warning": "avviso", "info": "nota"}


def number(value: int) -> str:
    """1234567 is `1.234.567`."""
    return f"{value:,}".replace(",", ".")


def percent(part: int, whole: int) -> str:
    """A whole percentage; `0%` and `100%` only where nothing or all is meant."""
    if not whole:
        return "–"
    value = round(100 * part / whole)
    if part and value == 0:
        return "<1%"
    if part < whole and value == 100:
        return ">99%"
    return f"{value}%"


def share(part: int, whole: int) -> str:
    """The same in a sentence: `il 43%`, `oltre il 99%`."""
    value = percent(part, whole)
    if value.startswith("<"):
        return "meno dell'1%"
    return f"oltre il {value[1:]}" if value.startswith(">") else f"il {value}"


def counted(value: int, one: str, many: str) -> str:
    """`1 documento`, `2.000 documenti`."""
    return f"{number(value)} {one if value == 1 else many}"


def listed(words: list[str]) -> str:
    """`a, b e c`."""
    return " e ".join(filter(None, (", ".join(words[:-1]), *words[-1:])))


def clean(value: object) -> str:
    """A value on one line, without control characters or those that turn the writing round."""
    text = "".join(c if unicodedata.category(c)[0] != "C" else " " for c in str(value))
    return " ".join(text.split())


def rule_title(code: str) -> str:
    """What a rule finds; the code alone where it is a newer attidati's."""
    return _rules().get(code, code)


@cache
def _rules() -> Mapping[str, str]:
    with open(os.path.join(_FOLDER, "rules.toml"), "rb") as file:
        return dict(tomllib.load(file))
