r"""Municipalities: which one a printed name is, by the table of all since 1990.

    BASELGA DI PINE'                          022009, TN
    COMUNE DI PRIMIERO S. MARTINO DI C.ZZA    022245, TN
    Canazei/Cianacei                          022039, TN

Names are compared without case, accents, punctuation and blanks, every saint as one word, and
otherwise exactly: a name that is only like another is nobody's (`Primiero S. Martino di C.zza` is
nearer to `San Martino di Lupari` than to its own municipality by the usual measures). Of several
with one name the province decides, or the year, else none is taken. A merged municipality keeps its
own code, and its successor stands beside it.

Not read here: districts, communities and consortia, which have no ISTAT code; hamlets.
"""

from __future__ import annotations

import csv
import os
import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from functools import cache, lru_cache
from typing import Any

from msgspec import Struct

from extractors.folding import folded
from extractors.provinces import FOLDER, province_of_name, provinces

_LONGEST = 120
"""Characters; what is longer is no name of a municipality."""
_REMEMBERED = 1024
_TITLES = (
    r"(?:amministrazione\s+comunale|municipalita|municipio|comune|citta)"
    r"(?:\s+(?P<of>della|delle|degli|dello|dell|dei|del|di|d))?\s+(?P<name>.+)"
)
"""What stands before a name, folded: `comune di`, `citta di`, `comune dell`."""
_ARTICLES = {"della": "la", "delle": "le", "degli": "gli", "dello": "lo", "dell": "l", "dei": "i"}
_ARTICLES["del"] = "il"
_SIGN = r"\s*(?:\(\s*(?P<bracketed>[A-Z]{2})\s*\)|\s[-–,]\s*(?P<dashed>[A-Z]{2}))\s*$"
"""The province behind a name: `Samone (TN)`."""
_BETWEEN_LANGUAGES = (r"\s*/\s*", r"\s+[-–]\s+", "[-–]")
_ACCENT = r"[àèéìòùÀÈÉÌÒÙ]\s*$|[aeiouAEIOU]['’`]\s*$"
_PROVINCE_BEHIND = (
    r"(?i)[\s,(–-]+prov(?:incia|\.)\s+(?:autonoma\s+)?(?:di|dell['’])\s*(?P<name>[^()]+?)\)?\s*$"
)


class Municipality(Struct, frozen=True, gc=False):
    """A municipality in one of its times: a name, a province, a code."""

    name: str
    istat: str | None
    province: str
    catastale: str
    valid_from: str
    """ISO date; "" if before 1990."""
    valid_to: str
    """ISO date of its last day; "" if it lasts."""
    successor: str | None = None
    """What it became, or became part of, by name."""

    @property
    def region(self) -> str:
        """The region of its province."""
        return provinces()[self.province].region


def municipality(
    name: str, year: int | None = None, province: str | None = None
) -> Municipality | None:
    """The municipality of this name; None if there is none, or several.

    Args:
        name: As printed, with `Comune di` or without.
        year: The document's; a name that was valid then comes before one that was not.
        province: Two letters, `TN`; decides between several of one name, and refuses none.
    """
    found = candidates(name, year, province)
    return found[0] if len(found) == 1 else None


def candidates(
    name: str, year: int | None = None, province: str | None = None
) -> Sequence[Municipality]:
    """The municipalities that a name may be, one row each.

    Those of the province if there are any, and of these those of the year if there are any.
    """
    return _candidates(name, year, province) if len(name) <= _LONGEST else ()


@lru_cache(_REMEMBERED)
def _candidates(name: str, year: int | None, province: str | None) -> Sequence[Municipality]:
    bare, sign = _without_province(name)
    for form in _forms(bare):
        rows = list(_rows(key(form)))
        if sign:
            rows = [row for row in rows if row.province == sign]
        near = [row for row in rows if row.province == province]
        if found := _of_year(near or rows, year):
            return _as_printed(found, form, bare)
    return _of_parts(bare, year, sign or province)


def has_namesakes(place: Municipality) -> bool:
    """Whether a municipality of another province has the same name, or had it."""
    return any(
        row.catastale != place.catastale and row.province != place.province
        for row in _rows(key(place.name))
    )


def is_listed(name: str) -> bool:
    """Whether some municipality has this very name, without a title; for asking of any words."""
    return key(name) in _keys()


def key(name: str) -> str:
    """A name as it is looked up: no blanks, saints alike, so that `Alta Valle` is `Altavalle`."""
    saints = _spelling()["saints"]
    return "".join("s" if word in saints else word for word in folded(name).split())


def _without_province(name: str) -> tuple[str, str | None]:
    """The name without the province that stands behind it, and that province."""
    if found := re.search(_SIGN, name):
        sign = found["bracketed"] or found["dashed"]
        if sign in provinces():
            return name[: found.start()], sign
    if found := re.search(_PROVINCE_BEHIND, name):
        return name[: found.start()], province_of_name(found["name"])
    return name, None


def _forms(name: str) -> Iterator[str]:
    """What a name may be in the table: the whole first, for `Città di Castello` is one."""
    plain = folded(name)
    for form in (plain, _written_out(plain)):
        yield form
        yield from _untitled(form)


def _untitled(form: str) -> Iterator[str]:
    """A folded name without its titles: `comune dell aquila` is `aquila`, or `l aquila`."""
    found = re.fullmatch(_TITLES, form)
    if found:
        yield found["name"]
        if found["of"] in _ARTICLES:
            yield f"{_ARTICLES[found['of']]} {found['name']}"
        yield from _untitled(found["name"])


def _written_out(plain: str) -> str:
    """A folded name with the words cut short in it written out."""
    words = f" {plain} "
    for short, whole in _spelling()["words"].items():
        words = words.replace(f" {short} ", f" {whole} ")
    return words.strip()


def _of_parts(name: str, year: int | None, province: str | None) -> Sequence[Municipality]:
    """The municipality that a name in two languages is: `Canazei/Cianacei`. Both must say so."""
    for separator in _BETWEEN_LANGUAGES:
        parts = re.split(separator, name)
        if len(parts) == 2 and all(parts):
            first, second = (_candidates(part, year, province) for part in parts)
            codes = {each.catastale for each in second}
            if found := [each for each in first if each.catastale in codes]:
                return found
    return ()


def _as_printed(found: list[Municipality], form: str, name: str) -> list[Municipality]:
    """Of several with one key, those whose words are parted and accented as in print, if any are.

    `TRE VILLE` is not Treville, `PATERNO'` is not Paterno; `PATERNO` may be Paternò.
    """
    if len(found) > 1:
        found = [each for each in found if folded(each.name) == form] or found
    if len(found) > 1 and re.search(_ACCENT, name):
        found = [each for each in found if re.search(_ACCENT, each.name)] or found
    return found


def _of_year(rows: list[Municipality], year: int | None) -> list[Municipality]:
    """One row a municipality: the one valid in the year; of those of the past the last.

    A province never had two of one name, so two in a year are one that was refounded.
    Where none was valid then, all are taken: an act may name what is no more, or is not yet.
    """
    if year is not None and (valid := [row for row in rows if _is_valid(row, year)]):
        rows = valid
    elif alive := [row for row in rows if not row.valid_to]:
        rows = alive
    rows.sort(key=lambda row: row.valid_to or "9")
    last = {row.catastale: row for row in rows}
    return list({row.province: row for row in last.values()}.values())


def _is_valid(row: Municipality, year: int) -> bool:
    return row.valid_from[:4] <= str(year) <= (row.valid_to[:4] or "9999")


@lru_cache(_REMEMBERED)
def _rows(sought: str) -> Sequence[Municipality]:
    """The rows of the table that have a key; the table is searched as text, never parsed whole."""
    table, rows = _table(), []
    at = table.find(f"|{sought}|") if sought else -1
    while at >= 0:
        start, end = table.rfind("\n", 0, at) + 1, table.find("\n", at)
        _, name, _, istat, province, catastale, first, last, successor = next(
            csv.reader([table[start:end]])
        )
        place = Municipality(
            name, istat or None, province, catastale, first, last, successor or None
        )
        rows.append(place)
        at = table.find(f"|{sought}|", end)
    return rows


@cache
def _keys() -> frozenset[str]:
    """What the rows of the table are looked up by; for those who ask more often than they find."""
    return frozenset("|".join(re.findall(r"\n\|([^,]*)\|,", _table())).split("|"))


@cache
def _table() -> str:
    with open(os.path.join(FOLDER, "municipalities.csv"), "rb") as file:
        return file.read().decode()


@cache
def _spelling() -> Mapping[str, Any]:
    with open(os.path.join(FOLDER, "spelling.toml"), "rb") as file:
        return tomllib.load(file)
