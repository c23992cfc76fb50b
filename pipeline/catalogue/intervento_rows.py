"""An intervento of the contract as rows of the tables. See `rows`."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from hashlib import blake2b
from operator import attrgetter

import msgspec

from extractors.folding import folded
from schemas.records import Classificazione, Intervento, Organizzazioni, Tempi

Row = tuple[object, ...]
Rows = dict[str, list[Row]]

ROLES = ("referente", "altra", "coinvolta")
"""What an organisation does in an intervento: leads it, takes part (programmes), or (plans)."""

_REMEMBERED = 1 << 16
"""Titles and names whose folded form is remembered: they come again, year after year."""

NO_BOX = (None, None, None, None)
_LONGEST_KEY = 200
"""Characters of a key; an entry of PostgreSQL's indexes has 2,700 bytes, and some hold two keys."""

_NONE = (None, None)
_BLANKS = b" \t\n\v\f\r"
_encode = msgspec.json.Encoder().encode

_names = attrgetter("titolo", "ambito", "macro_ambito")
_texts = attrgetter(
    "obiettivo_generale", "obiettivo_specifico", "obiettivo", "azioni", "descrizione"
)
_organisations = attrgetter(
    "organizzazione_referente", "altre_organizzazioni_coinvolte", "organizzazioni_coinvolte"
)
_offices = attrgetter(
    "referente_politico", "referente_amministrativo", "assessorato", "modalita_valutazione"
)
_limits = attrgetter("comparatore", "quantita", "quantita_massima")
_printed = attrgetter("tempi", "indicatori", "percentuali")


def add_intervento(
    rows: Rows, intervento: Intervento, number: int, document: tuple[str, str | None, int | None]
) -> None:
    """The rows of an intervento. `document` is its document's key, body and year.

    Called for each of a million: what an intervento has none of is not looked into.
    """
    rows["interventi"].append(_own_row(intervento, number, document))
    identifier = intervento.id
    if intervento.classificazioni:
        rows["classificazioni"] += _entry_rows(intervento)
    for role, field in zip(ROLES, _organisations(intervento), strict=True):
        if field and field.organizzazioni:
            rows["intervento_organizzazione"] += _organisation_rows(identifier, role, field)
    if intervento.indicatori:
        rows["indicatori"] += (
            (identifier, order, *_limits(each), each.oggetto, each.testo)
            for order, each in enumerate(intervento.indicatori.voci, 1)
        )
    if intervento.percentuali:
        rows["percentuali"] += (
            (identifier, order, each.percentuale, each.per_ogni, each.condizione, each.evidenze)
            for order, each in enumerate(intervento.percentuali.regole, 1)
        )
    if intervento.evidence:
        rows["evidence"] += _evidence_rows(intervento)


def _own_row(
    intervento: Intervento, number: int, document: tuple[str, str | None, int | None]
) -> Row:
    key, body, year = document
    names, texts, area = _names(intervento), _texts(intervento), intervento.area
    title = names[0] or names[1]
    return (
        *(number, intervento.id, key, intervento.ordine, body, year),
        *(intervento.tipo, intervento.numero, _folded(title) if title else None),
        *(_fingerprint(texts), *_codes(intervento.classificazioni), *_period(intervento.tempi)),
        *names,
        *((area.numero, area.titolo) if area else _NONE),
        *texts,
        *[each and each.testo for each in _organisations(intervento)],
        *_offices(intervento),
        *[each and each.testo for each in _printed(intervento)],
        as_json(intervento.altri_campi),
    )


@lru_cache(_REMEMBERED)
def _folded(text: str) -> str:
    return folded(text)


def key_of(name: str) -> str:
    """What a name without a key is known by: folded, or as it is where it has no letters (`—`)."""
    return bounded(_folded(name) or name)


def bounded(key: str) -> str:
    """A key that an index can hold: of a longer text, its beginning and a hash."""
    if len(key) <= _LONGEST_KEY:
        return key
    digest = blake2b(key.encode("utf-8", "surrogatepass"), digest_size=8).hexdigest()
    return f"{key[:_LONGEST_KEY]}… {digest}"


def _entry_rows(intervento: Intervento) -> Iterator[Row]:
    for order, each in enumerate(intervento.classificazioni, 1):
        yield (
            *(intervento.id, order, each.edizione, entry_of(each), each.codice, each.etichetta),
            *(each.campo, each.macro_ambito, each.metodo, each.punteggio, each.testo),
        )


def _organisation_rows(identifier: str, role: str, field: Organizzazioni) -> Iterator[Row]:
    for order, each in enumerate(field.organizzazioni, 1):
        yield (
            identifier,
            role,
            order,
            bounded(each.chiave) if each.chiave else key_of(each.nome),
            each.nome,
        )


def _evidence_rows(intervento: Intervento) -> list[Row]:
    identifier, evidence = intervento.id, intervento.evidence or {}
    return [
        (identifier, name, order, at.page, x0, top, x1, bottom, at.start, at.end, at.raw)
        for name, places in evidence.items()
        for order, at in enumerate(places, 1)
        for x0, top, x1, bottom in (at.bbox or NO_BOX,)
    ]


def entry_of(entry: Classificazione) -> str | None:
    """What an entry is called in its edition: its code, or its label where it has none."""
    name = entry.codice or entry.etichetta
    return name and bounded(name)


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


def _fingerprint(texts: Sequence[str | None]) -> str | None:
    """A hash of the texts, blanks and capitals put aside; null where there are none."""
    found = "\0".join(filter(None, texts))
    if not found:
        return None
    words = found.replace("\N{NO-BREAK SPACE}", " ").casefold()
    letters = words.encode("utf-8", "surrogatepass").translate(None, _BLANKS)
    return blake2b(letters, digest_size=8).hexdigest()


def _period(times: Tempi | None) -> tuple[str | None, str | None, str | None]:
    """First and last day as printed, and the last as a whole day."""
    if times is None:
        return None, None, None
    return times.dal, times.entro, last_day(times.entro) if times.entro else None


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
