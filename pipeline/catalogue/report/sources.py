"""Sources: how the documents could be read, and what the rules find in them.

How a document was read is a row of `documenti`; the findings are those of `findings.py`.
"""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Sequence

from msgspec import Struct

from pipeline.catalogue.report.bars import Bar, lying
from pipeline.catalogue.report.drawing import Column, Figure, Section, Table
from pipeline.catalogue.report.findings import Finding, by_body, by_rule, findings
from pipeline.catalogue.report.italian import clean, counted, number, percent, share

_MOST_ROWS = 100

_LAYERS = {
    "native": "PDF con testo",
    "plain": "File di testo",
    "mixed": "PDF in parte riconosciuto da immagini",
    "ocr": "PDF riconosciuto da immagini (OCR)",
}
_OTHER_LAYER, _FAILED = "Altro", "Non letto"

_READ = """
SELECT status, text_layer, count(*), sum(pages), sum(characters), sum(unread)
FROM documenti GROUP BY 1, 2 ORDER BY 1 DESC, 3 DESC, 2
"""
_UNREAD = """
SELECT path, status, error_code, characters, unread FROM documenti
WHERE status = 'failed' OR unread > 0
ORDER BY status, 1.0 * unread / characters DESC, path, id LIMIT ?
"""
_UNREAD_COUNT = "SELECT count(*) FROM documenti WHERE status = 'failed' OR unread > 0"


class Layer(Struct, frozen=True):
    """How many documents were read in one way."""

    name: str
    documents: int
    pages: int
    characters: int
    unread: int
    is_failed: bool


def sources(connection: sqlite3.Connection) -> Section:
    """The section of the page."""
    layers = [_layer(*row) for row in connection.execute(_READ)]
    found = findings(connection)
    finding = _finding(layers, found)
    figures = [_by_layer(connection, layers, finding)]
    if found:
        figures += [by_rule(found), by_body(connection, found)]
    return Section("fonti", "Qualità delle fonti", finding, figures)


def _layer(
    status: str,
    layer: str | None,
    documents: int,
    pages: int | None,
    characters: int | None,
    unread: int | None,
) -> Layer:
    is_failed = status == "failed"
    name = _FAILED if is_failed else _LAYERS.get(layer or "", _OTHER_LAYER)
    return Layer(name, documents, pages or 0, characters or 0, unread or 0, is_failed)


def _finding(layers: Sequence[Layer], found: Sequence[Finding]) -> str:
    every = sum(layer.documents for layer in layers)
    read = sum(layer.documents for layer in layers if not layer.is_failed)
    characters = sum(layer.characters for layer in layers)
    placed = characters - sum(layer.unread for layer in layers)
    told = f"{counted(read, 'documento letto', 'documenti letti')} su {number(every)}"
    if characters:
        whole = placed == characters
        told += f"; letto {'tutto il' if whole else f'{share(placed, characters)} del'} loro testo"
    if not found:
        return f"{told}. Nessuna segnalazione."
    counts = Counter[str]()
    for each in found:
        counts[each.severity] += each.issues
    parts = [
        counted(counts[severity], one, many)
        for severity, one, many in (
            ("error", "errore", "errori"),
            ("warning", "avviso", "avvisi"),
            ("info", "nota", "note"),
        )
        if counts[severity]
    ]
    all_found = counted(sum(counts.values()), "segnalazione", "segnalazioni")
    return f"{told}. {all_found}: {', '.join(parts)}."


def _by_layer(connection: sqlite3.Connection, layers: Sequence[Layer], finding: str) -> Figure:
    title = "Come sono stati letti i documenti"
    bars = [
        Bar(
            layer.name,
            layer.documents,
            (counted(layer.pages, "pagina", "pagine"),) if layer.pages else (),
            style="bar error" if layer.is_failed else "bar",
            tip=f"{layer.name}: {counted(layer.documents, 'documento', 'documenti')}",
        )
        for layer in layers
    ]
    heads = ("Documenti", "Pagine", "Caratteri", "Caratteri non letti")
    table = Table(
        "Documenti per modo di lettura",
        [Column("Lettura"), *(Column(head, is_number=True) for head in heads)],
        [
            [
                layer.name,
                *map(number, (layer.documents, layer.pages, layer.characters, layer.unread)),
            ]
            for layer in layers
        ],
    )
    unread = _unread(connection)
    return Figure(
        title=title,
        reading=(
            "Ogni barra conta i documenti letti in un modo. Il testo riconosciuto da immagini può "
            "contenere errori di lettura; un documento non letto non è in nessun altro grafico."
        ),
        chart=lying(title, f"Barre orizzontali. {finding}", bars),
        tables=(table, unread) if unread.rows else (table,),
    )


def _unread(connection: sqlite3.Connection) -> Table:
    rows = [
        [
            clean(path),
            f"non letto ({clean(code)})" if status == "failed" else percent(unread, characters),
        ]
        for path, status, code, characters, unread in connection.execute(_UNREAD, (_MOST_ROWS,))
    ]
    (every,) = connection.execute(_UNREAD_COUNT).fetchone()
    return Table(
        "Documenti non letti, o con testo non letto",
        [Column("File"), Column("Parte non letta", is_number=True)],
        rows,
        note=f"{number(len(rows))} righe di {number(every)}." if every > len(rows) else "",
    )
