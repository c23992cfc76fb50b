"""Indicators: what will be counted to judge an intervento.

    Partecipazione del Manager territoriale a n. 2 incontri del Distretto Famiglia territoriale
    Realizzazione di una relazione su interventi/progetti/formazioni in collaborazione

are two items, the first with the quantity 2. `oggetto` is what is counted, in the words printed
behind the number up to the next stop (`incontri del Distretto Famiglia territoriale`), or before it
(`Incontri realizzati: 3`); for a share it begins with its sign (`% dei partecipanti`). Of several
counts in one item the first is taken. A bare article (`un evento`) is no quantity.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from extractors.measures.counts import Count, Sign, comparator_of, find_counts
from extractors.measures.lexicon import names_doing
from extractors.measures.listing import items as listed
from schemas.records import Indicatore

_THING_ENDS = re.compile(r"[;,(:]|\.(?=\s|\Z)|\s[-–]\s|\sEvidenz[ae]\b")
_NO_THING = re.compile(
    r"(?i)(?:nel(?:l['’]|la)?|entro|durante|all['’]anno|al mese|l['’]anno|annu[io]|a|al|alle|alla"
    r"|ai|da|dal|dalle|del|della|in|per|presso|con|ed?|o|su|che|sono|è)(?!\w)|[^\w%\"“«'’(]|\Z"
)
_AND = re.compile(r"\s+ed?\s+(?P<noun>[^\W\d_]+)")
_CLAUSE = re.compile(r"[;,]|(?<=[^\W\d_]{3})\.\s|\n")
_NUMERO = re.compile(
    r"(?i)(?:n(?:r|um)?[.°º]|numero)\s*(?:(?:di|dei|delle|degli)\s+|d['’])?"
    r"(?:(?:min|max|minimo|massimo)\.?\s+(?:di\s+)?)?"
)
_COUNTS_LOOKED_AT = 4
_THING_CHARACTERS = 80
"""What stands before a count is no longer, or it is a sentence."""
_POSTPOSED = re.compile(
    r"(?i)\s*\(?\b(?P<phrase>al massimo|come minimo|almeno|m[ai][xn]\.?|massimo|minimo)\)?\Z"
)


def items(text: str) -> tuple[Indicatore, ...]:
    """The items of a field's text, in order; none of an empty one."""
    counts = find_counts(text)
    found, n = [], 0
    for part in listed(text, counts):
        while n < len(counts) and counts[n].start < part.start:
            n += 1
        own = [c for c in counts[n : n + _COUNTS_LOOKED_AT] if c.end <= part.stop]
        found.append(_item(text, part, own))
    return tuple(found)


def _item(text: str, part: slice, counts: Sequence[Count]) -> Indicatore:
    """One item, and the first of its counts that says what it counts, or how it compares."""
    printed = " ".join(text[part].split())
    ends = [count.start for count in counts[1:]] + [part.stop]
    for count, other in zip(counts, ends, strict=False):
        thing, sign = _thing(text, part, count, other)
        is_alone = count.start == part.start and count.end == part.stop
        if thing or count.comparator or count.is_numbered or is_alone:
            return Indicatore(
                testo=printed,
                comparatore=count.comparator or sign,
                quantita=count.low,
                quantita_massima=count.high,
                oggetto=thing,
            )
    return Indicatore(testo=printed)


def _thing(text: str, part: slice, count: Count, other: int) -> tuple[str | None, Sign | None]:
    """What a count counts, and a comparator that stands behind it: `3 incontri (minimo)`."""
    between = text[count.end : other]
    behind = text[count.end : part.stop]
    if other < part.stop and between.endswith((" e ", " ed ")):
        behind = between[:-3]
    sign: Sign | None = None
    late = _POSTPOSED.search(behind[-20:])
    if late and not count.comparator:
        sign = comparator_of(late["phrase"])
        behind = behind[: len(behind) - len(late[0])]
    stop = _THING_ENDS.search(behind)
    thing = " ".join((behind[: stop.start()] if stop else behind).split())
    if _NO_THING.match(thing):
        return _thing_before(text[part.start : count.start]), sign
    deed = next((m for m in _AND.finditer(thing) if names_doing(m["noun"].lower())), None)
    thing = thing[: deed.start()] if deed else thing
    return thing.removeprefix("di "), sign


def _thing_before(text: str) -> str | None:
    """What a count behind it counts: `Numero di incontri:`, `Post pubblicati n.`."""
    clause = _CLAUSE.split(text.rstrip(" :=-–(,\n"))[-1]
    if len(clause) > _THING_CHARACTERS:
        return None
    clause = " ".join(clause.split()).strip(" :=-–(,")
    numero = _NUMERO.match(clause)
    return clause[numero.end() if numero else 0 :].strip(" :=-–(,") or None
