"""Locating: the body of a document gets its ISTAT code and its province; its name stays as printed.

    BASELGA DI PINE'                            022009, TN
    CONSORZIO INTERCOMUNALE DI SERVIZI          no code: a consortium has none

A name that several municipalities have is settled by the document, if it is: by its letterhead, by
the letters behind the name (`Samone (TN)`), in a plan or programme by the only one of their
provinces that it tells of. Why a body has no code, or one that is not of the document's time,
stands in an issue.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from msgspec.structs import replace

from extractors.municipalities import candidates
from extractors.provinces import (
    letterhead_province,
    province_of_body,
    provinces,
    provinces_told_of,
)
from schemas.records import Atto, Ente, Issue
from schemas.rules import issue

if TYPE_CHECKING:
    from extractors.municipalities import Municipality

_OF_FAMILIES = ("piano_famiglia", "programma_di_lavoro")


def locate(text: str, fields: Mapping[str, Any]) -> tuple[dict[str, Any], tuple[Issue, ...]]:
    """The field `ente` with its place, and why its code is missing or needs a word."""
    ente: Ente | None = fields["ente"]
    if ente is None:
        return {}, ()
    head = letterhead_province(text)
    if ente.tipo != "comune":
        province = _province(ente, head, fields["atto"])
        reason = f"{ente.nome} is no municipality (`{ente.tipo}`): it has no ISTAT code"
        issues = _told(reason) if fields["tipo"] == "piano_famiglia" else ()
        return {"ente": replace(ente, provincia=province)}, issues
    year = _year(fields)
    found = candidates(ente.nome, year, head)
    if len(found) > 1:
        found = _of_province(text, ente.nome, found, fields["tipo"]) or found
    if len(found) == 1 and head and found[0].province != head:
        located = replace(ente, provincia=head)
        return {"ente": located}, _told(_elsewhere(found[0], head))
    if len(found) != 1:
        located = replace(ente, provincia=head)
        return {"ente": located}, _told(_unsettled(ente.nome, found))
    (place,) = found
    located = replace(ente, codice_istat=place.istat, provincia=place.province)
    return {"ente": located}, _told(_remark(place, year))


def _province(ente: Ente, head: str | None, atto: Atto | None) -> str | None:
    """The province of a body that is no municipality: its own, its letterhead's, the act's."""
    own = province_of_body(ente.nome) or head
    return own or (province_of_body(atto.ente) if atto and atto.ente else None)


def _of_province(
    text: str, name: str, found: Sequence[Municipality], tipo: str
) -> Sequence[Municipality]:
    """Those of some municipalities that are where the document is."""
    signs = [each.province for each in found]
    fitting = {sign for sign in _behind(text, name) if sign in signs}
    if not fitting and tipo in _OF_FAMILIES:
        fitting = set(provinces_told_of(text, signs))
    return [each for each in found if each.province in fitting]


def _behind(text: str, name: str) -> list[str]:
    """The two letters that stand behind a name in the text: `38059 Samone (TN)`."""
    bare = r"\s+".join(map(re.escape, name.split()))
    found = re.findall(rf"(?i:\b{bare})\s*(?:\(\s*|[-–,]\s*)([A-Z]{{2}})\b", text)
    return [sign for sign in found if sign in provinces()]


def _year(fields: Mapping[str, Any]) -> int | None:
    """The year that the document is for, else the one that its act is of."""
    act: Atto | None = fields["atto"]
    year: int | None = fields["anno"]
    return year or (int(act.data[:4]) if act and act.data else None)


def _elsewhere(place: Municipality, head: str) -> str:
    return (
        f"{place.name} is in the province {place.province}, and the letterhead of {head}: "
        f"the document means another one, whose name it prints in part"
    )


def _unsettled(name: str, found: Sequence[Municipality]) -> str:
    if not found:
        return f"no municipality is called {name!r}, with or without accents: it has no ISTAT code"
    each = ", ".join(f"{place.name} ({place.province})" for place in found)
    return f"{name!r} may be {each}; the document does not say of which province it is"


def _remark(place: Municipality, year: int | None) -> str | None:
    """What is to be said of a municipality that was found: nothing, as a rule."""
    if place.istat is None:
        end = f", which ended on {place.valid_to}" if place.valid_to else ""
        return f"the table of municipalities has no ISTAT code for {place.name}{end}"
    if year is not None and place.valid_to and int(place.valid_to[:4]) < year:
        then = f", then {place.successor}" if place.successor else ""
        return f"{place.name} was a municipality until {place.valid_to}{then}: the code is its own"
    if year is not None and place.valid_from and int(place.valid_from[:4]) > year:
        return f"{place.name} is a municipality since {place.valid_from} only"
    return None


def _told(reason: str | None) -> tuple[Issue, ...]:
    return (issue("ENT002", reason, "$.ente"),) if reason else ()
