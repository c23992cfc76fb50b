"""A document of the contract as rows of the tables.

Nothing is added but what a query needs to join and compare: the key of a body or an organisation,
the folded title, the last day of a period. What the document leaves null is null.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterable, Mapping
from functools import lru_cache
from hashlib import blake2b

import msgspec

from extractors.folding import folded
from schemas.records import (
    AnyDocumento,
    Atto,
    Classificazione,
    Documento,
    DocumentoFallito,
    Intervento,
    Issue,
)

Row = tuple[object, ...]
Rows = dict[str, list[Row]]

ROLES = (
    ("referente", "organizzazione_referente"),
    ("altra", "altre_organizzazioni_coinvolte"),
    ("coinvolta", "organizzazioni_coinvolte"),
)
"""What an organisation does in an intervento, by the field that names it."""

_TEXTS = ("obiettivo_generale", "obiettivo_specifico", "obiettivo", "azioni", "descrizione")
_INTERVENTO_PATH = re.compile(r"\$\.interventi\[(\d+)\]")
_NO_BOX = (None, None, None, None)
_encode = msgspec.json.Encoder().encode


def add_rows(rows: Rows, key: str, document: AnyDocumento, number: int) -> int:
    """Adds a document's rows to those of each table; the number of its last intervento.

    `number` is that of the last intervento before.
    """
    if isinstance(document, DocumentoFallito):
        rows["documenti"].append(_failed_row(key, document))
        return number
    rows["documenti"].append(_document_row(key, document))
    if document.atto:
        rows["atti"].append(_act_row(key, document.atto))
        rows["importi"] += (
            (key, order, each.testo, each.centesimi, each.valuta)
            for order, each in enumerate(document.atto.importi, 1)
        )
    _add_lists(rows, key, document)
    for intervento in document.interventi:
        number += 1
        _add_intervento(rows, key, intervento, number)
    return number


def territory(document: Documento) -> str | None:
    """The key of the district, or of the body: its ISTAT code, or its folded name."""
    if document.distretto and document.distretto.nome:
        return folded(document.distretto.nome)
    if document.ente is None:
        return None
    if document.ente.codice_istat:
        return f"istat {document.ente.codice_istat}"
    return folded(document.ente.nome)


@lru_cache(1024)
def last_day(period: str) -> str:
    """The last day of a year, a month or a day: `2024-02` is `2024-02-29`."""
    if len(period) == 4:
        return f"{period}-12-31"
    if len(period) == 7:
        year, month = int(period[:4]), int(period[5:])
        return f"{period}-{monthrange(year, month)[1]:02}" if 1 <= month <= 12 and year else period
    return period


def _failed_row(key: str, document: DocumentoFallito) -> Row:
    source, error = document.source, document.error
    return (
        *(key, "failed", None, None, None, 0, *(None,) * 14),
        *(source.path, source.media_type, source.bytes, source.sha256, source.pages),
        *(source.first_page, source.last_page, source.text_layer, source.signed),
        *(None,) * 6,
        *(error.code, error.message, error.remedy),
    )


def _document_row(key: str, document: Documento) -> Row:
    source, ente, district = document.source, document.ente, document.distretto
    told, coverage = document.dichiarati, document.coverage
    done = told.realizzazione
    return (
        *(key, "ok", document.tipo, document.anno, territory(document), len(document.interventi)),
        document.titolo,
        *((ente.nome, ente.tipo, ente.codice_istat, ente.provincia) if ente else _NO_BOX),
        *(
            (district.nome, district.tipo, district.anno_nascita, district.capofila)
            if district
            else _NO_BOX
        ),
        *(told.azioni, told.organizzazioni),
        *((done.anno, done.percentuale) if done else (None, None)),
        document.organizzazioni_al,
        *(source.path, source.media_type, source.bytes, source.sha256, source.pages),
        *(source.first_page, source.last_page, source.text_layer, source.signed),
        *(coverage.characters, coverage.read, coverage.ignored, coverage.unread, coverage.ratio),
        _json(document.repairs),
        *(None, None, None),
    )


def _act_row(key: str, act: Atto) -> Row:
    signer = act.firmatario
    return (
        *(key, act.tipo, act.organo, act.ente, act.struttura, act.numero, act.numero_settore),
        *(act.data, act.data_settore, act.oggetto, act.collana, _json(act.cup), _json(act.cig)),
        *((signer.nome, signer.qualifica) if signer else (None, None)),
        act.proponente,
    )


def _add_lists(rows: Rows, key: str, document: Documento) -> None:
    """The rows of what a document lists beside its interventi."""
    rows["adesioni"] += (
        (
            *(key, order, each.numero, folded(each.nome), each.nome, each.data_adesione),
            *(each.marchi.family_in_trentino, each.marchi.family_audit),
        )
        for order, each in enumerate(document.organizzazioni, 1)
    )
    for order, action in enumerate(document.azioni_vamt, 1):
        area, see = action.area, action.rinvio
        rows["azioni_vamt"].append(
            (
                *(key, order, *((area.numero, area.titolo) if area else (None, None))),
                *(action.azione, action.testo, _json(action.regole)),
                *((see.ambito, see.titolo, see.intervento) if see else (None, None, None)),
            )
        )
    rows["riferimenti"] += (
        (
            *(key, order, each.tipo, each.autorita, each.numero, each.data, _json(each.articoli)),
            *(each.urn, each.urn_risolvibile, each.celex, each.eli, each.testo),
            *(each.page, each.start, each.end),
        )
        for order, each in enumerate(document.riferimenti, 1)
    )
    rows["issues"] += (
        (
            *(key, order, each.rule, each.severity, each.message, each.path),
            *(_intervento_of(document, each), each.page, each.start, each.end),
        )
        for order, each in enumerate(document.issues, 1)
    )


def _add_intervento(rows: Rows, key: str, intervento: Intervento, number: int) -> None:
    identifier, times = intervento.id, intervento.tempi
    entries = intervento.classificazioni
    title = intervento.titolo or intervento.ambito
    fields = {role: getattr(intervento, field) for role, field in ROLES}
    area, measures, rules = intervento.area, intervento.indicatori, intervento.percentuali
    rows["interventi"].append(
        (
            *(number, identifier, key, intervento.ordine, intervento.tipo, intervento.numero),
            *(folded(title) if title else None, _fingerprint(intervento), *_codes(entries)),
            *(
                (times.dal, times.entro, last_day(times.entro) if times.entro else None)
                if times
                else (None, None, None)
            ),
            *(intervento.titolo, intervento.ambito, intervento.macro_ambito),
            *((area.numero, area.titolo) if area else (None, None)),
            *(intervento.obiettivo_generale, intervento.obiettivo_specifico),
            *(intervento.obiettivo, intervento.azioni, intervento.descrizione),
            *(field.testo if field else None for field in fields.values()),
            *(intervento.referente_politico, intervento.referente_amministrativo),
            *(intervento.assessorato, intervento.modalita_valutazione),
            *(times.testo if times else None, measures.testo if measures else None),
            *(rules.testo if rules else None, _json(intervento.altri_campi)),
        )
    )
    for order, each in enumerate(entries, 1):
        rows["classificazioni"].append(
            (
                *(identifier, order, each.edizione, entry_of(each), each.codice, each.etichetta),
                *(each.campo, each.macro_ambito, each.metodo, each.punteggio, each.testo),
            )
        )
    for role, field in fields.items():
        if field:
            for order, named in enumerate(field.organizzazioni, 1):
                chiave = named.chiave or folded(named.nome)
                rows["intervento_organizzazione"].append(
                    (identifier, role, order, chiave, named.nome)
                )
    if measures:
        rows["indicatori"] += (
            (
                *(identifier, order, each.comparatore, each.quantita, each.quantita_massima),
                *(each.oggetto, each.testo),
            )
            for order, each in enumerate(measures.voci, 1)
        )
    if rules:
        rows["percentuali"] += (
            (identifier, order, each.percentuale, each.per_ogni, each.condizione, each.evidenze)
            for order, each in enumerate(rules.regole, 1)
        )
    if intervento.evidence:
        found = rows["evidence"]
        for name, places in intervento.evidence.items():
            for order, place in enumerate(places, 1):
                box = place.bbox or _NO_BOX
                found.append(
                    (identifier, name, order, place.page, *box, place.start, place.end, place.raw)
                )


def entry_of(entry: Classificazione) -> str | None:
    """What an entry is called in its edition: its code, or its label where it has none."""
    return entry.codice or entry.etichetta


def _codes(entries: Iterable[Classificazione]) -> tuple[str | None, str | None]:
    """The editions and the printed entries of an intervento, each once, in order."""
    editions, names = set(), set()
    for each in entries:
        name = entry_of(each)
        if each.metodo != "suggerita" and name and each.edizione:
            editions.add(each.edizione)
            names.add(name)
    if not names:
        return None, None
    return "; ".join(sorted(editions)), "; ".join(sorted(names))


def _fingerprint(intervento: Intervento) -> str | None:
    """A hash of the texts, blanks and capitals put aside; null where there are none."""
    texts = [getattr(intervento, name) for name in _TEXTS]
    if not any(texts):
        return None
    words = "\0".join([" ".join(text.split()) for text in texts if text]).casefold()
    return blake2b(words.encode("utf-8", "surrogatepass"), digest_size=8).hexdigest()


def _intervento_of(document: Documento, issue: Issue) -> str | None:
    found = _INTERVENTO_PATH.match(issue.path)
    place = int(found[1]) if found else len(document.interventi)
    return document.interventi[place].id if place < len(document.interventi) else None


def _json(value: tuple[object, ...] | Mapping[str, object]) -> str | None:
    """A list or a table as JSON; null where it is empty."""
    return _encode(value).decode() if value else None
