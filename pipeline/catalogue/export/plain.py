"""CSV, JSON lines, and the Data Package around the CSV.

CSV: RFC 4180, UTF-8, a file a table; a null is an empty cell, a text printed empty is `""` in
quotation marks; a text that looks like a formula has an apostrophe in front (`inert`). JSON lines
keep texts as they are.
"""

from __future__ import annotations

import json
import os
import re
from collections.abc import Mapping, Sequence
from typing import Any

from pipeline.catalogue.database import Readable
from pipeline.catalogue.export.inert import inert_text
from pipeline.catalogue.export.sheets import Sheet, sheets, whole_file
from pipeline.catalogue.tables import ColumnType

PROFILE = "https://datapackage.org/profiles/2.0/datapackage.json"
_TABLE_PROFILE = "https://datapackage.org/profiles/2.0/tableschema.json"
_QUOTED = re.compile(r'[",\r\n]|^\s|\s$')
_TYPES: Mapping[ColumnType, str] = {
    "text": "string",
    "integer": "integer",
    "real": "number",
    "boolean": "boolean",
}


def to_csv(connection: Readable, folder: str) -> list[str]:
    """A CSV a table."""
    return [_csv(connection, sheet, folder) for sheet in sheets()]


def to_jsonl(connection: Readable, folder: str) -> list[str]:
    """A file of JSON lines a table, a row a line."""
    paths = []
    for sheet in sheets():
        path = os.path.join(folder, f"{sheet.name}.jsonl")
        names = [column.name for column in sheet.columns]
        with whole_file(path) as part, open(part, "w", encoding="utf-8", newline="\n") as stream:
            for row in sheet.rows(connection):
                record = dict(zip(names, row, strict=True))
                stream.write(json.dumps(record, ensure_ascii=False) + "\n")
        paths.append(path)
    return paths


def to_datapackage(connection: Readable, folder: str) -> list[str]:
    """The CSV and `datapackage.json`, which describes them (Data Package v2, Table Schema)."""
    paths = to_csv(connection, folder)
    path = os.path.join(folder, "datapackage.json")
    with whole_file(path) as part, open(part, "w", encoding="utf-8", newline="\n") as stream:
        json.dump(descriptor(), stream, ensure_ascii=False, indent=1)
        stream.write("\n")
    return [*paths, path]


def descriptor() -> dict[str, Any]:
    """What `datapackage.json` says."""
    return {
        "$schema": PROFILE,
        "name": "attidati-catalogo",
        "title": "Catalogo degli interventi per la famiglia",
        "description": "Interventi, organizzazioni, voci della tassonomia e riferimenti letti "
        "dai programmi di lavoro dei distretti famiglia e dai piani famiglia.",
        "resources": [_resource(sheet) for sheet in sheets()],
    }


def _csv(connection: Readable, sheet: Sheet, folder: str) -> str:
    path = os.path.join(folder, f"{sheet.name}.csv")
    with whole_file(path) as part, open(part, "w", encoding="utf-8", newline="") as stream:
        stream.write(csv_line([column.name for column in sheet.columns]))
        stream.writelines(map(csv_line, sheet.rows(connection)))
    return path


def csv_line(row: Sequence[object]) -> str:
    """A row of CSV. The library's writer does not tell a null from an empty text."""
    return ",".join(map(_csv_cell, row)) + "\r\n"


def _csv_cell(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if not isinstance(value, str):
        return str(value)
    text = inert_text(value)
    if text and not _QUOTED.search(text):
        return text
    return '"' + text.replace('"', '""') + '"'


def _resource(sheet: Sheet) -> dict[str, Any]:
    fields = [
        {
            "name": column.name,
            "type": _TYPES[column.type],
            "description": column.description,
            **({"constraints": {"required": True}} if column.name in sheet.key else {}),
        }
        for column in sheet.columns
    ]
    schema: dict[str, Any] = {"$schema": _TABLE_PROFILE, "fields": fields, "missingValues": [""]}
    if sheet.key:
        schema["primaryKey"] = list(sheet.key)
    if sheet.foreign:
        schema["foreignKeys"] = [
            {"fields": [key.column], "reference": {"resource": key.table, "fields": [key.target]}}
            for key in sheet.foreign
        ]
    return {
        "name": sheet.name,
        "title": sheet.title,
        "description": sheet.description,
        "path": f"{sheet.name}.csv",
        "type": "table",
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "schema": schema,
    }
