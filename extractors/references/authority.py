"""Whose act it is: by the words between kind and number, around them, and by the issuing body.

    deliberazione della Giunta provinciale n. 1898      the issuing body's province
    La Giunta provinciale, con provvedimento n. 960     the words before, in the same sentence
    deliberazione n. 1273 del … la Giunta provinciale   the words behind
    L.R. Campania n. 20/2013                            the region named

What neither the words nor the issuing body tell is left open.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from msgspec import Struct
from msgspec.structs import replace

from extractors.references import lexicon
from extractors.references.lexicon import longest
from extractors.references.resolution import province_named, slug

_LINK = (
    r"[\s,(–-]*(?:(?:de(?:ll['’]|l['’]|lla\b|llo\b|l\b|i\b|lle\b)|di\b|d['’]|da(?:lla|ll['’]|l)?\b"
    r"|all['’]|l['’]|la\b|il\b)\s*)?"
)
_FILLER = (
    r"(?:ns\.?|propri[ao]|stess[ao]|precedent[ei]|(?:sopra\s*|su)?(?:richiamat|citat|indicat|dett)[ao]"
    r"|quest[oa]\s+\w+|settorial[ei]|recant[ei](?=\s+n)|cui\s+a[il]|esecutiv[ao]|autonoma|a\s+contra(?:rre|ttare)|di\s+liquidazione|adottat[ao]|approvat[ao]"
    r"|assunt[ao]|\([^()]{1,80}\))(?!\w)"
)
_WRAP = r"(?<=[a-zß-ÿ’'-])\r"
"""A line's end inside a name stands behind small letters."""
_NO_NAME = (
    r"(?!(?i:provinci[ae]|region[ei]|verbal[ei]|determin\w+|deliber\w+|decret[oi]|ordinanz[ae]"
    r"|oggetto|parer[ei]|settore|servizio|ufficio|area)\b)"
)
_NAME = (
    rf"[A-ZÀ-Ý][\w’']+(?:(?: {{1,2}}| ?- ?|-?{_WRAP}(?![A-ZÀ-Ý]{{2}}))"
    rf"(?:(?:d[aeio]\w{{0,3}}|in|sul\w{{0,2}}|al\w{{0,2}}|nel\w{{0,2}}|a)(?: |{_WRAP})"
    rf"|d['’]|all['’]|dell['’])?{_NO_NAME}[A-ZÀ-Ý][\w’']+){{0,3}}"
)
_OF_TOWN = rf"(?!(?i:cui)\b){_NAME}(?=\s*,?\s*(?i:n[.°º\s]|d|\(|\d))"
_TOWN = r"(?:comune|citt(?:à|a['’`´]?))\s+(?:di|d['’])\s*"
_NAMES = (
    rf"(?<!\w)(?:{_TOWN}|giunta|consiglio|assemblea|regione|provincia|agenzia|anac\b|arera\b"
    r"|ministe|ministr|autorit|garante|cipe|consip|agcom|inps|ente\s+d)"
)
_MINISTRY = r"minister\w+|ministr[oi]|mef\b"
_UNKNOWN = (
    r"\s+(?:del(?:la|lo|l['’])?\s*)?(?!(?:di|da|che|la|il|le|i|gli|lo|per|e|con|non|ai|al)\b)"
    r"[^\W\d][^,.;:\d()\n]{2,70}?(?=\s*,?\s*(?:n[.°º]\s*)?\d)"
)
_SENTENCE = re.compile(
    r"[;•]|\.\s+(?=[A-ZÀ-Ý])|\n\s*\n|\.[A-ZÀ-Ý]|\n(?=(?:IL|LA|L['’])[A-ZÀ-Ý ][^\na-z]{3,80}\n)"
    r"|\n[\s*–-]*(?=(?i:vist[aoei]|premess[aoe]|consider|richiam|ritenut|dato\s+att|atteso|preso"
    r"|rilevat|accertat|sentit|acquisit|ricordat|oggetto\s*:)|\d{1,2}[.)]|[a-z]\))"
)
"""What ends a sentence; the line of who decides and a ground of the act begin another."""
_TERRITORY = r"(?:comune|provincia|regione)\.[^;]+\Z"
_BEFORE_CHARACTERS = 260
_MINISTRY_NAME = r"[^;.:\d]{0,90}?(?=[\s,]*(?:\d|n[.°º\s]|in\s+data|di\s+data|del\s+\d))"


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
        more = (read(text, low, start, authority) for read in _READERS)
        found = next(filter(None, more), None)
        if found is None:
            return authority
        authority = found


def bare_ministry(low: str, at: int) -> Authority:
    """A ministry up to the number, the word `Ministero` or not: `D.M. Interno 10 febbraio 2014`."""
    whole = re.compile(_MINISTRY_NAME).match(low, at)
    end = whole.end() if whole else at
    names = [
        (match.start(), ministry.urn)
        for ministry in lexicon.ministries()
        if (match := ministry.form.search(low, at, end))
    ]
    return Authority(end, min(names)[1]) if names else Authority(at)


def unknown_authority(low: str, at: int) -> Authority | None:
    """Words that name a body or organ we do not know, up to the number: nobody else's act."""
    found = re.compile(_UNKNOWN).match(low, at)
    return Authority(found.end(), is_foreign=True) if found else None


def before(text: str, low: str, at: int) -> Authority:
    """What the sentence says before the act: the last body that could have decided it."""
    start = max(0, at - _BEFORE_CHARACTERS)
    for end in _SENTENCE.finditer(text, start, at):
        start = end.end()
    said = Authority(start)
    for found in re.compile(_NAMES).finditer(low, start, at):
        if found.start() < said.end:
            continue
        one = named_authority(text, low, found.start())
        said = Authority(
            one.end,
            one.body or said.body,
            one.organ or said.organ,
            one.scope or said.scope,
            is_foreign=one.is_foreign,
            territory=one.body if re.match(_TERRITORY, one.body or "") else said.territory,
        )
    return said


def _town(text: str, low: str, at: int, said: Authority) -> Authority | None:
    """`Comune di Cles`; behind an organ the name alone (`del Sindaco di Cles`)."""
    if town := re.compile(_TOWN).match(low, at):
        name = re.compile(_NAME).match(text, town.end())
    else:
        is_organs = said.organ and not said.body and low[at - 3 : at] == "di "
        name = re.compile(_OF_TOWN).match(text, at) if is_organs else None
    if name is None:
        return None
    if said.scope in (None, "comune") or town:
        return replace(said, end=name.end(), body=f"comune.{slug(name[0])}")
    body = province_named(name[0]) if said.scope == "provincia" else None
    return replace(said, end=name.end(), body=body, is_foreign=body is None)


def _region(_text: str, low: str, at: int, said: Authority) -> Authority | None:
    found = lexicon.region().match(low, at)
    if found is None:
        return None
    name = found[0].removeprefix("regione").strip()
    return replace(said, end=found.end(), body=f"regione.{slug(name)}")


def _ministry(_text: str, low: str, at: int, said: Authority) -> Authority | None:
    """`Ministro dell'interno`, `Ministero dell'Economia e delle Finanze`: up to the number."""
    if re.compile(_MINISTRY).match(low, at) is None:
        return None
    named = bare_ministry(low, at)
    end = max(named.end, at + len("mef"))
    return replace(said, end=end, body=named.body, is_foreign=named.body is None)


def _body(_text: str, low: str, at: int, said: Authority) -> Authority | None:
    if (found := longest(lexicon.bodies, low, at)) is None:
        return None
    named, end = found
    is_part = not said.body or named.urn.startswith(said.body)
    urn = (named.urn or None) if is_part else said.body
    return replace(said, end=end, body=urn, is_foreign=not named.urn)


def _organ(_text: str, low: str, at: int, said: Authority) -> Authority | None:
    if (found := longest(lexicon.organs, low, at)) is None:
        return None
    named, end = found
    scope = said.scope or named.scope
    return replace(said, end=end, organ=said.organ or named.urn, scope=scope)


def _adjective(_text: str, low: str, at: int, said: Authority) -> Authority | None:
    if (found := longest(lexicon.scopes, low, at)) is None:
        return None
    named, end = found
    return replace(said, end=end, scope=said.scope or named.scope)


def _filler(_text: str, low: str, at: int, said: Authority) -> Authority | None:
    found = re.compile(_FILLER).match(low, at)
    return replace(said, end=found.end()) if found else None


_READERS: tuple[Callable[[str, str, int, Authority], Authority | None], ...] = (
    _town,
    _region,
    _ministry,
    _body,
    _organ,
    _adjective,
    _filler,
)
