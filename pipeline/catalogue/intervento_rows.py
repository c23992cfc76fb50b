"""An intervento of the contract as rows of the tables. See `rows`."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Mapping, Sequence
from functools import lru_cache
from hashlib import blake2b

import msgspec

from extractors.folding import folded
from schemas.records import (
    Classificazione,
    Evidence,
    Indicatori,
    Intervento,
    Organizzazioni,
)

Row = tuple[object, ...]
Rows = dict[str, list[Row]]

ROLES = ("referente", "altra", "coinvolta")
"""What an organisation does in an intervento: leads it, takes part (programmes), or (plans)."""

_REMEMBERED = 1 << 16
"""Titles and names whose folded form is remembered: they come again, year after year."""

NO_BOX = (None, None, None, None)
_NONE = (None, None)
_encode = msgspec.json.Encoder().encode


def add_intervento(
    rows: Rows, intervento: Intervento, number: int, document: tuple[str, str | None, int | None]
) -> None:
    """The rows of an intervento. `document` is its document's key, body and year.

    Called for each of a million: one tuple is written out, not put together from others.
    """
    identifier, times, area = intervento.id, intervento.tempi, intervento.area
    entries, measures, rules = (
        intervento.classificazioni,
        intervento.indicatori,
        intervento.percentuali,
    )
    title = intervento.titolo or intervento.ambito
    leader, others, partners = (
        intervento.organizzazione_referente,
        intervento.altre_organizzazioni_coinvolte,
        intervento.organizzazioni_coinvolte,
    )
    editions, codes = _codes(entries)
    rows["interventi"].append(
        (
            number,
            identifier,
            document[0],
            intervento.ordine,
            document[1],
            document[2],
            intervento.tipo,
            intervento.numero,
            _folded(title) if title else None,
            _fingerprint(intervento),
            editions,
            codes,
            times.dal if times else None,
            times.entro if times else None,
            last_day(times.entro) if times and times.entro else None,
            intervento.titolo,
            intervento.ambito,
            intervento.macro_ambito,
            area.numero if area else None,
            area.titolo if area else None,
            intervento.obiettivo_generale,
            intervento.obiettivo_specifico,
            intervento.obiettivo,
            intervento.azioni,
            intervento.descrizione,
            leader.testo if leader else None,
            others.testo if others else None,
            partners.testo if partners else None,
            intervento.referente_politico,
            intervento.referente_amministrativo,
            intervento.assessorato,
            intervento.modalita_valutazione,
            times.testo if times else None,
            measures.testo if measures else None,
            rules.testo if rules else None,
            as_json(intervento.altri_campi),
        )
    )
    for order, each in enumerate(entries, 1):
        rows["classificazioni"].append(
            (
                *(identifier, order, each.edizione, entry_of(each), each.codice, each.etichetta),
                *(each.campo, each.macro_ambito, each.metodo, each.punteggio, each.testo),
            )
        )
    for role, field in zip(ROLES, (leader, others, partners), strict=True):
        if field:
            _add_organisations(rows["intervento_organizzazione"], identifier, role, field)
    if measures:
        _add_indicators(rows["indicatori"], identifier, measures)
    if rules:
        rows["percentuali"] += (
            (identifier, order, each.percentuale, each.per_ogni, each.condizione, each.evidenze)
            for order, each in enumerate(rules.regole, 1)
        )
    if intervento.evidence:
        _add_evidence(rows["evidence"], identifier, intervento.evidence)


@lru_cache(_REMEMBERED)
def _folded(text: str) -> str:
    return folded(text)


def key_of(name: str) -> str:
    """What a name without a key is known by: folded, or as it is where it has no letters (`—`)."""
    return _folded(name) or name


def _add_organisations(found: list[Row], identifier: str, role: str, field: Organizzazioni) -> None:
    for order, each in enumerate(field.organizzazioni, 1):
        found.append((identifier, role, order, each.chiave or key_of(each.nome), each.nome))


def _add_indicators(found: list[Row], identifier: str, measures: Indicatori) -> None:
    for order, each in enumerate(measures.voci, 1):
        limits = each.comparatore, each.quantita, each.quantita_massima
        found.append((identifier, order, *limits, each.oggetto, each.testo))


def _add_evidence(
    found: list[Row], identifier: str, evidence: Mapping[str, tuple[Evidence, ...]]
) -> None:
    for name, places in evidence.items():
        for order, place in enumerate(places, 1):
            x0, top, x1, bottom = place.bbox or NO_BOX
            found.append(
                (
                    *(identifier, name, order, place.page, x0, top, x1, bottom),
                    *(place.start, place.end, place.raw),
                )
            )


def entry_of(entry: Classificazione) -> str | None:
    """What an entry is called in its edition: its code, or its label where it has none."""
    return entry.codice or entry.etichetta


def _codes(entries: Sequence[Classificazione]) -> tuple[str | None, str | None]:
    """The editions and the printed entries of an intervento, each once, in order."""
    if len(entries) == 1 and entries[0].metodo != "suggerita":
        return (entries[0].edizione, entry_of(entries[0])) if entries[0].edizione else _NONE
    editions, names = set(), set()
    for each in entries:
        name = entry_of(each)
        if each.metodo != "suggerita" and name and each.edizione:
            editions.add(each.edizione)
            names.add(name)
    if not names:
        return _NONE
    return "; ".join(sorted(editions)), "; ".join(sorted(names))


def _fingerprint(intervento: Intervento) -> str | None:
    """A hash of the texts, blanks and capitals put aside; null where there are none."""
    texts = [
        text
        for text in (
            intervento.obiettivo_generale,
            intervento.obiettivo_specifico,
            intervento.obiettivo,
            intervento.azioni,
            intervento.descrizione,
        )
        if text
    ]
    if not texts:
        return None
    words = " ".join("\0".join(texts).split()).casefold()
    return blake2b(words.encode("utf-8", "surrogatepass"), digest_size=8).hexdigest()


@lru_cache(1024)
def last_day(period: str) -> str:
    """The last day of a year, a month or a day: `2024-02` is `2024-02-29`."""
    if len(period) == 4:
        return f"{period}-12-31"
    if len(period) == 7:
        year, month = int(period[:4]), int(period[5:])
        return f"{period}-{monthrange(year, month)[1]:02}" if 1 <= month <= 12 and year else period
    return period


def as_json(value: tuple[object, ...] | Mapping[str, object]) -> str | None:
    """A list or a table as JSON; null where it is empty."""
    return _encode(value).decode() if value else None
