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

from extractors.counts import Count, Sign, comparator_of, find_counts
from extractors.listing import items as listed
from schemas.records import Indicatore

_THING_ENDS = re.compile(r"[;,(:]|\.(?=\s|\Z)|\s[-–]\s")
_OF_TIME = re.compile(
    r"(?i)(?:nel(?:l['’]|la)?|entro|durante|all['’]anno|al mese|l['’]anno|per l['’]anno|annu[io])\b"
    r"|\W*\Z"
)
_NUMERO = re.compile(
    r"(?i)(?:n(?:r|um)?[.°º]|numero)\s*(?:(?:di|dei|delle|degli)\s+|d['’])?"
    r"(?:(?:min|max|minimo|massimo)\.?\s+(?:di\s+)?)?"
)
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
        own = counts[n : n + 2] if n < len(counts) and counts[n].end <= part.stop else []
        found.append(_item(text, part, own))
    return tuple(found)


def _item(text: str, part: slice, counts: Sequence[Count]) -> Indicatore:
    """One item, and its first count; `counts` may go on to the next."""
    printed = " ".join(text[part].split())
    if not counts:
        return Indicatore(testo=printed)
    count = counts[0]
    other = counts[1].start if len(counts) > 1 else part.stop
    thing, sign = _thing(text, part, count, other)
    return Indicatore(
        testo=printed,
        comparatore=count.comparator or sign,
        quantita=count.low,
        quantita_massima=count.high,
        oggetto=thing,
    )


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
    if _OF_TIME.match(thing):
        before = text[part.start : count.start].rsplit("\n", 1)[-1]
        before = _NUMERO.sub("", " ".join(before.split()).strip(" :=-–(,"), count=1)
        return before.strip(" :=-–(,") or None, sign
    return thing.removeprefix("di "), sign
