"""Number and date behind the name of an act, in every order they are printed in.

    2 marzo 2011, n. 1    n. 1 del 2 marzo 2011    n. 191/2014 dd. 15.07.2014    n.2 del2012
    23.02.2018 n. 45      6-78/Leg                 241/90                        18 … 22.7.2021

Texts come twice: as printed, and in lower case, character for character.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from msgspec import Struct
from msgspec.structs import replace

from extractors.dates import date_at, full_year

_MARK = r"(?:n\s?(?:\.?\s?r[io]\b|[.°º]|r\.?|um(?:ero|\.))[.°º]*|nn\.|n(?=[\s\d]))"
_NUMBER = (
    rf"(?P<mark>{_MARK}\s*(?:r\.?\s?g\.?\s*)?)?(?P<number>\d[\do]{{0,5}}+"
    r"(?:(?!di|da|al|il|la|le|in|dd)[a-z]{1,2}(?!\w))?"
    rf"(?:-(?!(?:19|20)\d\d(?!\d))\d{{1,4}})?"
    r"(?:\s?(?:bis|ter)\b)?)(?![.,]?\d)"
    r"(?:\s?[/-]\s?['’]?(?P<year>(?:1[89]|20)\d\d|\d\d)(?!\d|[./]\d)|\s?/\s?(?P<suffix>\d|[a-z]{1,5})"
    r"(?!\w)(?:\.(?=\s+d))?)?"
)
_NUMBER_BEHIND = rf"\s*[,–-]?\s*{_NUMBER}"
_ON = (
    r"\s*,?\s*(?P<on>(?:adottat|approvat|assunt|emess|emanat)[aoei]\s+)?"
    r"(?P<of>(?:(?:di\s+|in\s+|alla\s+)?data|dell['’](?:\s*anno)?|nell?['’]?|del(?:\s+giorno)?"
    r"|d\.?\s?d\.?|datat[aoe]|dal)?)\s*:?\s*"
)
_AND = (
    r"\s*(?:,|;|\be(?:d)?\b|\bnonch[ée]['’]?)\s*(?:\be(?:d)?\s+)?"
    r"(?:(?:la|il|del(?:la)?|dell['’]|dd?\.)\s*)?"
)
_YEAR = r"(?:19|20)\d\d(?!\d|[./]\d)"


class Tail(Struct, frozen=True, gc=False):
    """Number and date as printed; the ISO date may be a month or a year."""

    start: int
    end: int
    number: str | None
    data: str | None
    is_marked: bool


def read_tail(text: str, low: str, at: int, pivot: int) -> Tail | None:
    """Number and date that stand at `at`, None where neither does."""
    at += len(low[at : at + 8]) - len(low[at : at + 8].lstrip(" \t\n\r\v,:–-("))
    dated = _date_first(text, low, at, pivot)
    return dated or _number_first(text, low, at, pivot)


def more_tails(text: str, low: str, first: Tail, pivot: int) -> Iterator[Tail]:
    """The others of a list: `n. 219 del 10 febbraio 2006 e n. 2903 del 2007`."""
    at, link = first.end, re.compile(_AND)
    while joined := link.match(low, at):
        dated = _date_first(text, low, joined.end(), pivot)
        is_whole = dated is not None and dated.number is not None
        tail = dated if is_whole else _number_first(text, low, joined.end(), pivot)
        if tail is None or not (tail.data or tail.is_marked):
            return
        yield tail
        at = tail.end


def dated_alike(tails: list[Tail]) -> list[Tail]:
    """A date behind the last number of a list holds for those before: `n. 5 e n. 6 del 2020`."""
    data = None
    for n in reversed(range(len(tails))):
        data = tails[n].data or data
        tails[n] = replace(tails[n], data=data)
    return tails


def date_behind(text: str, low: str, at: int, pivot: int) -> tuple[str | None, int] | None:
    """A date joined by a word or nothing (`di data`, `dd.`, `/`): ISO and its end."""
    on = re.compile(_ON).match(low, at)
    if on is None:
        return None
    if place := date_at(text, on.end(), pivot):
        return place.iso, place.end
    year = re.compile(_YEAR).match(low, on.end()) if on["of"] else None
    return (year[0], year.end()) if year else None


def _date_first(text: str, low: str, at: int, pivot: int) -> Tail | None:
    dated = date_behind(text, low, at, pivot)
    if dated is None or (dated[0] and len(dated[0]) == len("2011")):
        return None
    data, end = dated
    found = re.compile(_NUMBER_BEHIND).match(low, end)
    if found and found["mark"]:
        return Tail(at, found.end(), _whole(text, found), data, is_marked=True)
    return Tail(at, end, None, data, is_marked=False)


def _number_first(text: str, low: str, at: int, pivot: int) -> Tail | None:
    found = re.compile(_NUMBER).match(low, at)
    if found is None:
        return None
    number, end, is_marked = _whole(text, found), found.end(), bool(found["mark"])
    year = str(full_year(found["year"], pivot)) if found["year"] else None
    dated = date_behind(text, low, end, pivot)
    if dated and year and dated[0] and not dated[0].startswith(year):
        if len(found["year"]) > 2:
            dated = None
        else:
            number, year = f"{number}/{found['year']}", None
    if dated:
        return Tail(at, dated[1], number, dated[0] or year, is_marked)
    return Tail(at, end, number, year, is_marked) if year or is_marked else None


def _whole(text: str, found: re.Match[str]) -> str:
    number = text[slice(*found.span("number"))]
    return f"{number}/{text[slice(*found.span('suffix'))]}" if found["suffix"] else number
