"""The authority of an act in URN form, from the words and from the issuing body."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

from extractors.references.lexicon import bodies, longest

if TYPE_CHECKING:
    from extractors.references.authority import Authority
    from extractors.references.found import Issuer
    from extractors.references.lexicon import Kind

_WHOLE_ORGAN = re.compile(r"giunta|consiglio|assemblea")
_COLLEGIAL = ("deliberazione", "provvedimento")
_LAWS = ("legge provinciale", "legge regionale", "regolamento regionale")
_NATIONAL = ("autorita.", "garante.", "comitato.")
"""Bodies with one register of acts, whatever the organ."""
_OPEN_SCOPES = ("ente", "comune", "provincia", "regione")
_TRENTO = {"tn", "trento", "provincia autonoma di trento", "provincia di trento"}
_BOLZANO = {"bz", "bolzano", "provincia autonoma di bolzano", "provincia di bolzano", "alto adige"}
_OWN_KIND = (
    r"(?i)^(?:(?:comune|citt(?:à|a['’`´]?))\s+(?:di|d['’])\s*|comunit(?:à|a['’`´]?)\s+(?=\S)"
    r"|consorzio\s+(?=\S))"
)
"""What the kind in a URN says already: `CITTA' DI VALFINTA` is `comune.valfinta`."""
_LINK_LED = (
    r"(?i)^(?:d(?:i|ei|egli|elle|ella|el)\s+|dell['’]\s*)"
    r"(comuni\s+(?=d(?:i|el|ella)\s))?(?(1)\w+\s+)"
)


def slug(name: str) -> str:
    """A name as URNs write it: lower case, words joined by points, no accents, no apostrophes."""
    plain = unicodedata.normalize("NFKD", name.lower())
    letters = "".join(c for c in plain if not unicodedata.combining(c))
    words = re.sub(r"\bd['’]\s?", "", letters)
    return ".".join(re.findall(r"[a-z0-9]+", words))


def province_of(issuer: Issuer | None) -> str | None:
    """The province of the issuing body, as a URN name; an agency's where it is a province's."""
    if issuer is None:
        return None
    name = issuer.province or (issuer.name if issuer.kind == "provincia" else None)
    if not name and issuer.kind == "agenzia":
        owner = (body_of(issuer) or "").partition(";")[0]
        return owner if owner.startswith("provincia.") else None
    return province_named(name) if name else None


def province_named(name: str) -> str | None:
    """A province's URN name: `Trento`, `TN`, `Provincia di Verona`; None for other two letters."""
    name = name.lower()
    if name in _TRENTO:
        return "provincia.autonoma.trento"
    if name in _BOLZANO:
        return "provincia.autonoma.bolzano"
    return f"provincia.{slug(name.removeprefix('provincia di '))}" if len(name) > 2 else None


def region_of(issuer: Issuer | None) -> str | None:
    """The region of the issuing body, as a URN name."""
    if issuer is None:
        return None
    if issuer.region or (issuer.kind == "regione" and issuer.name):
        return f"regione.{slug(issuer.region or issuer.name or '').removeprefix('regione.')}"
    is_autonomous = "autonoma" in (province_of(issuer) or "")
    return "regione.trentino.alto.adige" if is_autonomous else None


def body_of(issuer: Issuer | None) -> str | None:
    """The issuing body itself, as a URN name."""
    if issuer is None or issuer.kind in ("distretto", "altro"):
        return None
    if issuer.kind in ("provincia", "regione"):
        return province_of(issuer) if issuer.kind == "provincia" else region_of(issuer)
    name = issuer.name or ""
    if issuer.kind == "agenzia":
        agency = longest(bodies, name.lower(), 0)
        return agency[0].urn or None if agency else None
    own = re.sub(_OWN_KIND, "", name)
    if issuer.kind in ("comunita", "consorzio"):
        own = re.sub(_LINK_LED, r"\1", own)
    return f"{issuer.kind}.{slug(own)}" if own else None


def resolve(kind: Kind, said: Authority, around: Authority, issuer: Issuer | None) -> str | None:
    """The authority of an act, None where words and issuing body leave it open.

    `said` is what stands with the act, `around` what the sentence says before it.
    """
    if kind.scope == "ministero":
        return said.body if said.body and said.body.startswith("minist") else None
    if kind.scope not in _OPEN_SCOPES:
        return kind.scope
    is_told = said.body or said.scope or kind.scope != "ente"
    if said.is_foreign or (around.is_foreign and not is_told):
        return None
    scope = kind.scope if kind.scope != "ente" else said.scope or around.scope
    organ = _organ(kind, said, around)
    body = said.body or _body(kind, scope, organ, around, issuer)
    if kind.tipo == "legge provinciale" and "autonoma" not in (body or ""):
        body = None
    if body is None or kind.tipo in _LAWS or body.startswith(_NATIONAL):
        return body
    if organ is None:
        return body if kind.tipo == "determinazione" else None
    return f"{body};{organ}"


def _organ(kind: Kind, said: Authority, around: Authority) -> str | None:
    """The organ; `Delibera provinciale` is the Giunta's."""
    if kind.organ or said.organ:
        return kind.organ or said.organ
    if kind.tipo not in _COLLEGIAL:
        return None
    if said.scope == "provincia":
        return "giunta"
    return around.organ if _WHOLE_ORGAN.match(around.organ or "") else None


def _body(
    kind: Kind, scope: str | None, organ: str | None, around: Authority, issuer: Issuer | None
) -> str | None:
    """The body where the words with the act do not name it: the sentence's, or the issuing one."""
    own, territory = body_of(issuer), around.territory or ""
    if scope in ("provincia", "regione"):
        theirs = province_of(issuer) if scope == "provincia" else region_of(issuer)
        return territory if territory.startswith(scope) else theirs
    if scope == "consorzio":
        return own if own and own.startswith(("consorzio.", "comunita.")) else None
    if scope == "comune":
        towns = (body for body in (own, territory) if body and body.startswith("comune."))
        return next(towns, None)
    if organ and _WHOLE_ORGAN.match(organ):
        whole = (body for body in (around.body, territory, own) if body and ";" not in body)
        return next(whole, None)
    return own if own and kind.tipo == "determinazione" else around.body or own
