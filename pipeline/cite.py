"""Citing: every legal reference of a document, each time the act prints one, and whose they are.

Whose `L.P.` or `Giunta` is meant is told by the issuing body: the act's, else the document's. A
reference that goes over a page stands where it begins.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from msgspec.structs import replace

from extractors.issuing_bodies import kind_of_body
from extractors.printed import printed
from extractors.references import Found, Issuer, find_references
from schemas.flow import Flow
from schemas.records import Atto, Riferimento

if TYPE_CHECKING:
    from extractors.references.found import IssuerKind

_PROVINCE = (
    r"(?im)(?:^|[\r\t\v])(?:(?:comune|citt[àa]|comunit[àa]|consorzio|unione)\b[^\n\r\t\v.;:]{1,60}?)?"
    r"[\s(*,–-]*\b(?:provincia|prov\.)\s+(?:autonoma\s+)?(?:di|dell['’])\s*"
    r"(?P<name>[^\W\d_][\w'’]+(?:[ -][^\W\d_][\w'’]*){0,3}?)[ )*]*(?=$|[\r\t\v]|\s[-–])"
)
"""A province in a line of the letterhead, alone or behind the body: never one in a sentence."""
_AUTONOMOUS = r"(?i)\bprovincia\s+(?:autonoma\s+)?di\s+(?P<name>trento|bolzano)\b"
_OF_FAMILIES = ("piano_famiglia", "programma_di_lavoro")
_PROVINCE_CHARACTERS = 1500
"""A letterhead names the province of its body within this many characters."""

_FIELDS = (
    *("tipo", "autorita", "numero", "data", "articoli", "urn", "urn_risolvibile", "alias_urn"),
    *("alias", "authority_scheme", "celex", "eli"),
)


def cite(flow: Flow, fields: Mapping[str, Any], grounds: Sequence[slice]) -> dict[str, Any]:
    """The fields that hold references: `riferimenti`, and those of the act's `visti`.

    `grounds` says where each of the `visti` stands in the flow.
    """
    found = find_references(flow.text, _issuer(flow.text, fields), _year(fields))
    references = [_record(flow, each) for each in found]
    cited: dict[str, Any] = {"riferimenti": tuple(references)}
    act: Atto | None = fields["atto"]
    if act and act.visti:
        cited["atto"] = replace(
            act,
            visti=tuple(
                replace(visto, riferimenti=tuple(_within(place, found, references)))
                for visto, place in zip(act.visti, grounds, strict=True)
            ),
        )
    return cited


def _within(
    place: slice, found: Sequence[Found], references: Sequence[Riferimento]
) -> Sequence[Riferimento]:
    """The references that begin in a place; those of an act stand in order."""
    first = bisect_left(found, place.start, key=_start)
    return references[first : bisect_left(found, place.stop, lo=first, key=_start)]


def _start(found: Found) -> int:
    return found.start


def _record(flow: Flow, found: Found) -> Riferimento:
    place = next(iter(flow.spans(slice(found.start, found.end))), None)
    return Riferimento(
        testo=printed(flow.text[found.start : found.end]),
        page=place.page if place else None,
        start=place.start if place else None,
        end=place.end if place else None,
        **{name: getattr(found, name) for name in _FIELDS},
    )


def _issuer(text: str, fields: Mapping[str, Any]) -> Issuer | None:
    """The body that speaks: its office where that is an agency, since agencies decide by name."""
    act, body = fields["atto"], fields["ente"]
    name = (act.ente if act else None) or (body.nome if body else None)
    if not name:
        return None
    kind: IssuerKind = kind_of_body(name)
    own = {"TN": "Trento", "BZ": "Bolzano"}.get((body.provincia or "") if body else "")
    where = own or _province(text[:_PROVINCE_CHARACTERS], fields["tipo"])
    for office in (act.struttura if act else None, name):
        if office and office.lower().startswith("agenzia"):
            return Issuer("agenzia", office, where)
    return Issuer(kind, name, where)


def _province(head: str, tipo: str) -> str | None:
    """The province by the letterhead; a plan, which has none, by the only one it tells of.

    `La Provincia autonoma di Trento ha promulgato la L.P. 1/2011` opens many plans. An act may
    tell of a province that it only deals with.
    """
    if found := re.search(_PROVINCE, head):
        return str(found["name"]).title()
    if tipo not in _OF_FAMILIES:
        return None
    names = {str(match["name"]).title() for match in re.finditer(_AUTONOMOUS, head)}
    return names.pop() if len(names) == 1 else None


def _year(fields: Mapping[str, Any]) -> int | None:
    act = fields["atto"]
    if act and act.data:
        return int(act.data[:4])
    year: int | None = fields["anno"]
    return year
