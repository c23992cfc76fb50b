"""A document of the contract as rows of the tables.

Nothing is added but what a query needs to join and compare: the key of a body or an organisation,
the folded title, the last day of a period. What the document leaves null is null.
"""

from __future__ import annotations

import re

from pipeline.catalogue.intervento_rows import (
    NO_BOX,
    Row,
    Rows,
    add_intervento,
    as_json,
    key_of,
)
from schemas.records import (
    AnyDocumento,
    Atto,
    Documento,
    DocumentoFallito,
    Issue,
)

_INTERVENTO_PATH = re.compile(r"\$\.interventi\[(\d+)\]")


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
    head = key, territory(document), document.anno
    for intervento in document.interventi:
        number += 1
        add_intervento(rows, intervento, number, head)
    return number


def territory(document: Documento) -> str | None:
    """The key of the district, or of the body: its ISTAT code, or its folded name."""
    if document.distretto and document.distretto.nome:
        return key_of(document.distretto.nome)
    if document.ente is None:
        return None
    if document.ente.codice_istat:
        return f"istat {document.ente.codice_istat}"
    return key_of(document.ente.nome)


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
        *((ente.nome, ente.tipo, ente.codice_istat, ente.provincia) if ente else NO_BOX),
        *(
            (district.nome, district.tipo, district.anno_nascita, district.capofila)
            if district
            else NO_BOX
        ),
        *(told.azioni, told.organizzazioni),
        *((done.anno, done.percentuale) if done else (None, None)),
        document.organizzazioni_al,
        *(source.path, source.media_type, source.bytes, source.sha256, source.pages),
        *(source.first_page, source.last_page, source.text_layer, source.signed),
        *(coverage.characters, coverage.read, coverage.ignored, coverage.unread, coverage.ratio),
        as_json(document.repairs),
        *(None, None, None),
    )


def _act_row(key: str, act: Atto) -> Row:
    signer = act.firmatario
    return (
        *(key, act.tipo, act.organo, act.ente, act.struttura, act.numero, act.numero_settore),
        *(act.data, act.data_settore, act.oggetto, act.collana, as_json(act.cup), as_json(act.cig)),
        *((signer.nome, signer.qualifica) if signer else (None, None)),
        act.proponente,
    )


def _add_lists(rows: Rows, key: str, document: Documento) -> None:
    """The rows of what a document lists beside its interventi."""
    rows["adesioni"] += (
        (
            *(key, order, each.numero, key_of(each.nome), each.nome, each.data_adesione),
            *(each.marchi.family_in_trentino, each.marchi.family_audit),
        )
        for order, each in enumerate(document.organizzazioni, 1)
    )
    for order, action in enumerate(document.azioni_vamt, 1):
        area, see = action.area, action.rinvio
        rows["azioni_vamt"].append(
            (
                *(key, order, *((area.numero, area.titolo) if area else (None, None))),
                *(action.azione, action.testo, as_json(action.regole)),
                *((see.ambito, see.titolo, see.intervento) if see else (None, None, None)),
            )
        )
    rows["riferimenti"] += (
        (
            *(key, order, each.tipo, each.autorita, each.numero, each.data, as_json(each.articoli)),
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


def _intervento_of(document: Documento, issue: Issue) -> str | None:
    found = _INTERVENTO_PATH.match(issue.path)
    place = int(found[1]) if found else len(document.interventi)
    return document.interventi[place].id if place < len(document.interventi) else None
