r"""Provinces: their two letters by name, and which of them a letterhead or a text tells of.

    PROVINCIA AUTONOMA DI TRENTO            TN
    Comune di Avella - Provincia di Avellino    AV

What has taken a province's place (`Città metropolitana di Torino`) is the province here. A name in
the middle of a sentence is no letterhead's.
"""

from __future__ import annotations

import csv
import os
import re
from collections.abc import Collection, Mapping
from functools import cache

from msgspec import Struct

from extractors.folding import folded
from schemas import PACKAGE

FOLDER = os.path.join(PACKAGE, "municipalities")
"""The tables of provinces and municipalities."""
_LETTERHEAD_CHARACTERS = 1500
"""A letterhead names the province of its body within this many characters."""
_NAMED = (
    r"(?i)\b(?:provincia|prov\.|citt[àa]['’]?\s+metropolitana|libero\s+consorzio\s+comunale)"
    r"\s+(?:autonoma\s+)?(?:di|del|della|dell['’])\s*"
    r"(?P<name>[^\W\d_][\w'’]+(?:[ -][^\W\d_][\w'’]*){0,4}?)"
)
_IN_LINE = (
    r"(?im)(?:^|[\r\t\v])(?:(?:comune|citt[àa]|comunit[àa]|consorzio|unione)\b[^\n\r\t\v.;:]{1,60}?)?"
    r"[\s(*,–-]*+" + _NAMED.removeprefix("(?i)") + r"[ )*]*(?=$|[\r\t\v]|\s[-–])"
)


class Province(Struct, frozen=True, gc=False):
    """A province, or what has taken its place, since 1990."""

    sign: str
    names: tuple[str, ...]
    """The first is the one in use; none is shared."""
    region: str


@cache
def provinces() -> Mapping[str, Province]:
    """The provinces by their two letters."""
    with open(os.path.join(FOLDER, "provinces.csv"), encoding="utf-8", newline="") as file:
        rows = csv.reader(file)
        next(rows)
        return {sign: Province(sign, tuple(n.split("|")), region) for sign, n, region in rows}


def province_of_name(name: str) -> str | None:
    """The two letters of a province by its name, `Trento`; None if no province has it."""
    return _signs().get(folded(name))


def province_of_body(name: str) -> str | None:
    """The two letters of the province that a body is: `PROVINCIA AUTONOMA DI TRENTO`."""
    found = re.fullmatch(_NAMED, name.strip())
    return province_of_name(found["name"]) if found else None


def letterhead_province(text: str) -> str | None:
    """The province that a line of the letterhead names, alone or behind the body."""
    head = text[:_LETTERHEAD_CHARACTERS]
    found = re.search(_IN_LINE, head)
    return province_of_name(found["name"]) if found else None


def provinces_told_of(text: str, signs: Collection[str]) -> list[str]:
    """Of some provinces, those whose name or region a text has anywhere, as words of their own."""
    return [sign for sign in signs if any(_has(text, name) for name in _places(sign))]


def _places(sign: str) -> Collection[str]:
    province = provinces()[sign]
    return (*province.names, province.region)


def _has(text: str, name: str) -> bool:
    return re.search(rf"\b(?:{re.escape(name)}|{re.escape(name.upper())})\b", text) is not None


@cache
def _signs() -> Mapping[str, str]:
    return {folded(name): each.sign for each in provinces().values() for name in each.names}
