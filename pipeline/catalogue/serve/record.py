"""An intervento as its page shows it: its fields, where each stands, what was found about it."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from msgspec import Struct

from pipeline.catalogue.serve.settings import settings
from pipeline.catalogue.serve.sources import Source

Box = tuple[float, float, float, float]
"""x0, top, x1, bottom in points, from the page's top left corner."""

_DOCUMENT = """
SELECT d.id, d.titolo, d.tipo, d.anno, d.path, d.sha256, d.media_type, d.signed, d.pages,
  d.text_layer, t.nome AS territorio, a.tipo AS atto_tipo, a.numero AS atto_numero,
  a.data AS atto_data
FROM documenti d
LEFT JOIN territori t ON t.chiave = d.territorio
LEFT JOIN atti a ON a.documento_id = d.id
WHERE d.id = ?
"""
_ENTRIES = """
SELECT c.edizione, c.voce, c.metodo, c.testo, coalesce(v.etichetta, c.etichetta) AS etichetta
FROM classificazioni c LEFT JOIN voci v ON v.edizione = c.edizione AND v.voce = c.voce
WHERE c.intervento_id = ? ORDER BY c.ordine
"""
_ISSUES = """
SELECT rule, severity, message, path, intervento_id, page FROM issues
WHERE documento_id = ? AND (intervento_id = ? OR intervento_id IS NULL) ORDER BY ordine
"""
_EVIDENCE = """
SELECT campo, page, x0, top, x1, bottom, start_char, end_char, raw FROM evidence
WHERE intervento_id = ? ORDER BY page, top, x0, start_char, campo
"""
_BESIDE = """
SELECT id FROM interventi WHERE documento_id = ? AND ordine {side} ? ORDER BY ordine {way} LIMIT 1
"""


class Place(Struct, frozen=True):
    """Where a field, or a part of it, stands; no box where the source has no pages."""

    field: str
    number: int
    """The field's, on the page of the record."""
    page: int
    box: Box | None
    start: int
    end: int
    raw: str


class Field(Struct, frozen=True):
    """A field that the act prints, its value in lines, and the pages that it stands on."""

    name: str
    title: str
    number: int
    lines: tuple[str, ...]
    pages: tuple[int, ...]


class Record(Struct, frozen=True):
    """All that the page of an intervento shows, but for the pictures."""

    id: str
    title: str
    kind: str
    document: Mapping[str, Any]
    fields: tuple[Field, ...]
    places: tuple[Place, ...]
    issues: tuple[Mapping[str, Any], ...]
    document_issues: tuple[Mapping[str, Any], ...]
    before: str | None
    after: str | None

    @property
    def source(self) -> Source:
        """The file that it was read from."""
        about = self.document
        signed = bool(about["signed"])
        return Source(about["path"], about["sha256"], about["media_type"], signed)

    @property
    def pages(self) -> tuple[int, ...]:
        """The pages that its fields stand on."""
        return tuple(sorted({place.page for place in self.places}))


def read_record(connection: sqlite3.Connection, identifier: str) -> Record | None:
    """The intervento with this id; None where there is none."""
    row = _one(connection, "SELECT * FROM interventi WHERE id = ?", identifier)
    if row is None:
        return None
    document = _one(connection, _DOCUMENT, row["documento_id"]) or {}
    evidence = list(_all(connection, _EVIDENCE, identifier))
    entries = tuple(_all(connection, _ENTRIES, identifier))
    fields = tuple(_fields(row, entries, evidence))
    issues = list(_all(connection, _ISSUES, row["documento_id"], identifier))
    return Record(
        id=identifier,
        title=row["titolo"] or row["ambito"] or f"Intervento {row['ordine']}",
        kind=row["tipo"],
        document=document,
        fields=fields,
        places=tuple(_places(evidence, fields)),
        issues=tuple(each for each in issues if each["intervento_id"]),
        document_issues=tuple(each for each in issues if not each["intervento_id"]),
        before=_beside(connection, row, "<", "DESC"),
        after=_beside(connection, row, ">", "ASC"),
    )


def _fields(
    row: Mapping[str, Any],
    entries: Sequence[Mapping[str, Any]],
    evidence: Sequence[Mapping[str, Any]],
) -> Iterator[Field]:
    """The fields that the act prints, in the order of `serve.toml`."""
    number = 0
    for name, title in settings().fields.items():
        printed = [each for each in evidence if each["campo"] == name and each["raw"]]
        pages = tuple(sorted({each["page"] for each in printed}))
        lines = tuple(_lines(name, row, entries))
        if lines or pages:
            number += 1
            yield Field(name, title, number, lines, pages)


def _lines(
    name: str, row: Mapping[str, Any], entries: Sequence[Mapping[str, Any]]
) -> Iterator[str]:
    if name == "classificazioni":
        yield from map(_entry, entries)
    elif name == "area":
        text = " ".join(filter(None, (row["area_numero"], row["area_titolo"])))
        yield from filter(None, (text,))
    elif name == "altri_campi":
        found: Mapping[str, str] = json.loads(row[name] or "{}")
        yield from (f"{label}: {text}" for label, text in found.items())
    elif row[name] is not None:
        yield row[name]


def _entry(entry: Mapping[str, Any]) -> str:
    """An entry of the taxonomy as its edition has it; as printed, where none lists it."""
    if entry["voce"] is None or entry["edizione"] is None:
        return str(entry["testo"])
    label = entry["etichetta"] if entry["etichetta"] != entry["voce"] else None
    text = " ".join(filter(None, (entry["voce"], label)))
    how = ", suggerita" if entry["metodo"] == "suggerita" else ""
    return f"{text} (edizione {entry['edizione']}{how})"


def _places(evidence: Sequence[Mapping[str, Any]], fields: Sequence[Field]) -> Iterator[Place]:
    numbers = {field.name: field.number for field in fields}
    for row in evidence:
        edges = row["x0"], row["top"], row["x1"], row["bottom"]
        if row["campo"] in numbers:
            yield Place(
                row["campo"],
                numbers[row["campo"]],
                row["page"],
                None if None in edges else edges,
                row["start_char"],
                row["end_char"],
                row["raw"],
            )


def _beside(
    connection: sqlite3.Connection, row: Mapping[str, Any], side: str, way: str
) -> str | None:
    found = connection.execute(
        _BESIDE.format(side=side, way=way), (row["documento_id"], row["ordine"])
    ).fetchone()
    return found[0] if found else None


def _one(connection: sqlite3.Connection, sql: str, *values: object) -> Mapping[str, Any] | None:
    return next(_all(connection, sql, *values), None)


def _all(connection: sqlite3.Connection, sql: str, *values: object) -> Iterator[Mapping[str, Any]]:
    cursor = connection.execute(sql, values)
    names = [column[0] for column in cursor.description]
    return (dict(zip(names, row, strict=True)) for row in cursor)
