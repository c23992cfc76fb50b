"""An intervento of the contract as rows of the tables. See `rows`."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache, lru_cache
from hashlib import blake2b
from operator import attrgetter
from typing import Any

import msgspec

from extractors.folding import folded
from pipeline.errors import UsageError
from schemas.records import SCHEMA_VERSION, Classificazione, Evidence, Intervento

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
_SMALL = bytes(range(256)).lower()
_encode = msgspec.json.Encoder().encode

_texts = attrgetter(
    "obiettivo_generale", "obiettivo_specifico", "obiettivo", "azioni", "descrizione"
)
_organisations = attrgetter(
    "organizzazione_referente", "altre_organizzazioni_coinvolte", "organizzazioni_coinvolte"
)
_own = attrgetter(
    *("id", "ordine", "tipo", "numero", "titolo", "ambito", "macro_ambito", "area"),
    *("referente_politico", "referente_amministrativo", "assessorato", "modalita_valutazione"),
    *("tempi", "indicatori", "percentuali", "classificazioni", "altri_campi"),
)
_limits = attrgetter("comparatore", "quantita", "quantita_massima")


def add_intervento(
    rows: Rows, intervento: Intervento, number: int, document: tuple[str, str | None, int | None]
) -> None:
    """The rows of an intervento. `document` is its document's key, body and year.

    Called for each of a million: what an intervento has none of is not looked into.
    """
    rows["interventi"].append(_own_row(intervento, number, document))
    identifier = intervento.id
    for order, each in enumerate(intervento.classificazioni, 1):
        rows["classificazioni"].append(_entry_row(identifier, order, each))
    for role, field in zip(ROLES, _organisations(intervento), strict=True):
        if field and field.organizzazioni:
            rows["intervento_organizzazione"] += [
                (identifier, role, order, key_of(each.nome, each.chiave), each.nome)
                for order, each in enumerate(field.organizzazioni, 1)
            ]
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
        rows["evidence"].append((identifier, intervento.evidence))


def _own_row(
    intervento: Intervento, number: int, document: tuple[str, str | None, int | None]
) -> Row:
    key, body, year = document
    identifier, order, kind, numero, title, ambito, macro, area, *rest = _own(intervento)
    politician, officer, office, evaluation, times, indicators, percentages, entries, others = rest
    general, specific, objective, actions, description = texts = _texts(intervento)
    leader, partners, involved = _organisations(intervento)
    name = title or ambito
    edition, codes = _codes(entries) if entries else _NONE
    first, last = (times.dal, times.entro) if times else _NONE
    return (
        number,
        identifier,
        key,
        order,
        body,
        year,
        kind,
        numero,
        name and _folded(name),
        _fingerprint(texts),
        edition,
        codes,
        first,
        last,
        last and last_day(last),
        title,
        ambito,
        macro,
        area and area.numero,
        area and area.titolo,
        general,
        specific,
        objective,
        actions,
        description,
        leader and leader.testo,
        partners and partners.testo,
        involved and involved.testo,
        politician,
        officer,
        office,
        evaluation,
        times and times.testo,
        indicators and indicators.testo,
        percentages and percentages.testo,
        as_json(others),
    )


@lru_cache(_REMEMBERED)
def _folded(text: str) -> str:
    return folded(text)


@lru_cache(_REMEMBERED)
def key_of(name: str, key: str | None = None) -> str:
    """What a name is known by: its key, else folded, or as it is if it has no letters (`—`)."""
    return bounded(key or _folded(name) or name)


def bounded(key: str) -> str:
    """A key that an index can hold: of a longer text, its beginning and a hash."""
    if len(key) <= _LONGEST_KEY:
        return key
    digest = blake2b(key.encode("utf-8", "surrogatepass"), digest_size=8).hexdigest()
    return f"{key[:_LONGEST_KEY]}… {digest}"


def _entry_row(identifier: str, order: int, entry: Classificazione) -> Row:
    return (
        identifier,
        order,
        entry.edizione,
        entry_of(entry),
        entry.codice,
        entry.etichetta,
        entry.campo,
        entry.macro_ambito,
        entry.metodo,
        entry.punteggio,
        entry.testo,
    )


def evidence_rows(found: Iterable[Row]) -> Iterator[Row]:
    """The places of each intervento, which come as the JSON that they are.

    Raises:
        UsageError: some are not as the contract has them.
    """
    decode = _places().decode
    pairs: Iterable[Any] = found
    for identifier, json in pairs:
        try:
            places = decode(json)
        except (msgspec.MsgspecError, UnicodeDecodeError) as error:
            raise UsageError(
                f"the evidence of {identifier} is not of schema version {SCHEMA_VERSION} "
                f"({error}). Extract the acts again."
            ) from error
        for name, pieces in places.items():
            for order, at in enumerate(pieces, 1):
                x0, top, x1, bottom = at.bbox or NO_BOX
                yield (
                    identifier,
                    name,
                    order,
                    at.page,
                    x0,
                    top,
                    x1,
                    bottom,
                    at.start,
                    at.end,
                    at.raw,
                )


@cache
def _places() -> msgspec.json.Decoder[dict[str, tuple[Evidence, ...]]]:
    return msgspec.json.Decoder(dict[str, tuple[Evidence, ...]])


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
    if found.isascii():
        letters = found.encode("ascii").translate(_SMALL, _BLANKS)
    else:
        words = found.replace("\N{NO-BREAK SPACE}", " ").casefold()
        letters = words.encode("utf-8", "surrogatepass").translate(None, _BLANKS)
    return blake2b(letters, digest_size=8).hexdigest()


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
