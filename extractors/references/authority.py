"""Whose act it is: by the words between kind and number, around them, and by the issuing body.

    deliberazione della Giunta provinciale n. 1898      the issuing body's province
    La Giunta provinciale, con provvedimento n. 960     the words before, in the same sentence
    deliberazione n. 1273 del … la Giunta provinciale   the words behind
    L.R. Campania n. 20/2013                            the region named

What neither the words nor the issuing body tell is left open.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from extractors.references import lexicon

if TYPE_CHECKING:
    from extractors.references.found import Issuer
    from extractors.references.lexicon import Kind, Named

_LINK = (
    r"[\s,(–-]*(?:(?:de(?:ll['’]|l['’]|lla\b|llo\b|l\b|i\b|lle\b)|di\b|d['’]|da(?:lla|ll['’]|l)?\b"
    r"|all['’]|l['’]|la\b|il\b)\s*)?"
)
_FILLER = (
    r"(?:ns\.?|propri[ao]|stess[ao]|precedent[ei]|(?:sopra\s*|su)?(?:richiamat|citat|indicat|dett)[ao]"
    r"|quest[oa]\s+\w+|settorial[ei]|recant[ei](?=\s+n)|cui\s+a[il]|esecutiv[ao]|autonoma|a\s+contra(?:rre|ttare)|di\s+liquidazione|adottat[ao]|approvat[ao]"
    r"|assunt[ao]|\([^()]{1,80}\))(?!\w)"
)
_NAME = (
    r"[A-ZÀ-Ý][\w’']+(?:[ \r\n-]{1,2}(?:(?:d[aeio]\w{0,3}|in|sul\w{0,2}|al\w{0,2}|nel\w{0,2}|a)[ \r\n]"
    r"|d['’]|all['’]|dell['’])?[A-ZÀ-Ý][\w’']+){0,3}"
)
_OF_TOWN = rf"(?!(?i:cui)\b){_NAME}(?=\s*,?\s*(?i:n[.°º\s]|d|\())"
_TOWN = r"(?:comune|citt[àa])\s+(?:di|d['’])\s*"
_MINISTRY = r"minister\w+|ministr[oi]|mef\b"
_WHOLE_ORGAN = re.compile(r"giunta|consiglio|assemblea")
_UNKNOWN = (
    r"\s+(?:del(?:la|lo|l['’])?\s*)?(?!(?:di|da|che|la|il|le|i|gli|lo|per|e|con|non|ai|al)\b)"
    r"[^\W\d][^,.;:\d()\n]{2,70}?(?=\s*,?\s*(?:n[.°º]\s*)?\d)"
)
_COLLEGIAL = ("deliberazione", "provvedimento")
_SENTENCE = re.compile(r"[;•]|\.\s+(?=[A-ZÀ-Ý])|\n\s*\n|\.[A-ZÀ-Ý]")
_TERRITORY = r"(?:comune|provincia|regione)\.[^;]+\Z"
_BEFORE_CHARACTERS = 260
_TRENTO = {"tn", "trento", "provincia autonoma di trento", "provincia di trento"}
_BOLZANO = {"bz", "bolzano", "provincia autonoma di bolzano", "provincia di bolzano", "alto adige"}


class Authority(Struct, frozen=True, gc=False):
    """Body and organ as URN names; `is_foreign` where a body is named that has no URN of ours.

    `territory` is the last municipality, province or region among the bodies of a sentence.
    """

    end: int
    body: str | None = None
    organ: str | None = None
    scope: str | None = None
    is_foreign: bool = False
    territory: str | None = None


def named_authority(text: str, low: str, at: int) -> Authority:
    """The body and organ that the words from `at` on name; `end` is where they end."""
    authority, link = Authority(at), re.compile(_LINK)
    while True:
        joined = link.match(low, authority.end)
        start = joined.end() if joined else authority.end
        more = _next(text, low, start, authority)
        if more is None:
            return authority
        authority = more


def _next(text: str, low: str, at: int, said: Authority) -> Authority | None:
    if town := re.compile(_TOWN).match(low, at):
        if name := re.compile(_NAME).match(text, town.end()):
            return replace(said, end=name.end(), body=said.body or f"comune.{slug(name[0])}")
    if said.organ and not said.body and low[at - 3 : at] == "di ":
        if name := re.compile(_OF_TOWN).match(text, at):
            return replace(said, end=name.end(), body=f"comune.{slug(name[0])}")
    if found := re.compile(rf"(?:regione\s+)?{lexicon.regions()}").match(low, at):
        name = found[0].removeprefix("regione").strip()
        return replace(said, end=found.end(), body=f"regione.{slug(name)}")
    if found := re.compile(_MINISTRY).match(low, at):
        return _ministry(low, found.start(), said)
    if body := _longest(lexicon.bodies(), low, at):
        named, end = body
        whole = said.body and not named.urn.startswith(said.body)
        urn = said.body if whole else named.urn or None
        return replace(said, end=end, body=urn, is_foreign=not named.urn)
    if organ := _longest(lexicon.organs(), low, at):
        named, end = organ
        scope = said.scope or named.scope
        return replace(said, end=end, organ=said.organ or named.urn, scope=scope)
    if adjective := _longest(lexicon.scopes(), low, at):
        named, end = adjective
        return replace(said, end=end, scope=said.scope or named.scope)
    if filler := re.compile(_FILLER).match(low, at):
        return replace(said, end=filler.end())
    return None


def _ministry(low: str, at: int, said: Authority) -> Authority:
    """`Ministro dell'interno`, `Ministero dell'Economia e delle Finanze`: up to the date or number."""
    rest = re.compile(r"[^;.:\d]{0,90}?(?=[\s,]*(?:\d|n[.°º\s]|in\s+data|di\s+data|del\s+\d))")
    found = rest.match(low, at)
    end = found.end() if found else at + len("ministro")
    names = [
        (match.start(), ministry.urn)
        for ministry in lexicon.ministries()
        if (match := ministry.form.search(low, at, end))
    ]
    return replace(said, end=end, body=min(names)[1] if names else None, is_foreign=not names)


def _longest(words: tuple[Named, ...], low: str, at: int) -> tuple[Named, int] | None:
    found = [
        (match.end(), n) for n, word in enumerate(words) if (match := word.form.match(low, at))
    ]
    if not found:
        return None
    end, n = max(found, key=lambda place: (place[0], -place[1]))
    return words[n], end


def unknown_authority(low: str, at: int) -> Authority | None:
    """Words that name a body or organ we do not know, up to the number: nobody else's act."""
    found = re.compile(_UNKNOWN).match(low, at)
    return Authority(found.end(), is_foreign=True) if found else None


def before(text: str, low: str, at: int) -> Authority:
    """What the sentence says before the act: the last body that could have decided it."""
    start = max(0, at - _BEFORE_CHARACTERS)
    for end in _SENTENCE.finditer(text, start, at):
        start = end.end()
    said = Authority(at)
    names = re.compile(
        rf"(?<!\w)(?:{_TOWN}|giunta|consiglio|assemblea|regione|provincia|agenzia|anac\b|arera\b"
        r"|ministe|ministr|autorit|garante|cipe|consip|agcom|inps|ente\s+d)"
    )
    for found in names.finditer(low, start, at):
        one = named_authority(text, low, found.start())
        said = Authority(
            at,
            one.body or said.body,
            one.organ or said.organ,
            one.scope or said.scope,
            is_foreign=one.is_foreign,
            territory=one.body if re.match(_TERRITORY, one.body or "") else said.territory,
        )
    return said


def slug(name: str) -> str:
    """A name as URNs write it: lower case, words joined by points, no accents, no apostrophes."""
    import unicodedata

    plain = unicodedata.normalize("NFKD", name.lower().replace("ø", "o"))
    letters = "".join(c for c in plain if not unicodedata.combining(c))
    words = re.sub(r"\bd['’]\s?", "", letters)
    return ".".join(re.findall(r"[a-z0-9]+", words))


def province_of(issuer: Issuer | None) -> str | None:
    """The province of the issuing body, as a URN name."""
    if issuer is None:
        return None
    name = (issuer.province or (issuer.name if issuer.kind == "provincia" else None) or "").lower()
    if not name:
        return None
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
    if issuer.kind == "provincia":
        return province_of(issuer)
    if issuer.kind == "regione":
        return region_of(issuer)
    if not issuer.name:
        return None
    if issuer.kind == "agenzia":
        agency = _longest(lexicon.bodies(), issuer.name.lower(), 0)
        return agency[0].urn or None if agency else None
    return f"{issuer.kind}.{slug(re.sub(rf'(?i)^{_TOWN}', '', issuer.name))}"


def resolve(kind: Kind, said: Authority, around: Authority, issuer: Issuer | None) -> str | None:
    """The authority of an act in URN form, None where words and issuing body leave it open."""
    if kind.scope == "ministero":
        return said.body if said.body and said.body.startswith("minist") else None
    if kind.scope not in ("ente", "comune", "provincia", "regione"):
        return kind.scope
    organ = kind.organ or said.organ
    if organ is None and kind.tipo in _COLLEGIAL and _WHOLE_ORGAN.match(around.organ or ""):
        organ = around.organ
    scope = kind.scope if kind.scope != "ente" else said.scope or around.scope
    if organ is None and kind.tipo == "deliberazione" and said.scope == "provincia":
        organ = "giunta"
    if said.is_foreign or (around.is_foreign and not said.body):
        return None
    body = said.body or _body(scope, organ, kind, around, issuer)
    if body is None or kind.tipo in ("legge provinciale", "legge regionale"):
        return body
    if organ is None and kind.tipo != "determinazione" and not body.startswith("autorita"):
        return None
    return f"{body};{organ}" if organ else body


def _body(
    scope: str | None, organ: str | None, kind: Kind, around: Authority, issuer: Issuer | None
) -> str | None:
    named = around.body or ""
    territory = around.territory or ""
    if scope in ("provincia", "regione"):
        if territory.startswith(scope):
            return territory
        return province_of(issuer) if scope == "provincia" else region_of(issuer)
    own = body_of(issuer)
    if scope == "consorzio":
        return own if own and own.startswith(("consorzio.", "comunita.")) else None
    if scope == "comune":
        if own and own.startswith("comune."):
            return own
        return territory if territory.startswith("comune.") else None
    if organ and _WHOLE_ORGAN.match(organ):
        return territory or (own if own and ";" not in own else None)
    return own if own and kind.tipo == "determinazione" else named or own
