"""Parquet: a file a table, with types, texts as they are. Needs `attidati[parquet]`."""

from __future__ import annotations

import os
from itertools import islice
from typing import Any

from pipeline.arrow import arrow
from pipeline.catalogue.database import Readable
from pipeline.catalogue.export.sheets import Sheet, sheets, whole_file

_GROUP = 20_000
"""Rows of a row group: so many are in memory at once."""


def to_parquet(connection: Readable, folder: str) -> list[str]:
    """A Parquet file a table.

    Raises:
        UsageError: pyarrow is not installed.
    """
    pa, pq = arrow()
    paths = []
    for sheet in sheets():
        path = os.path.join(folder, f"{sheet.name}.parquet")
        schema = _schema(pa, sheet)
        with whole_file(path) as part, pq.ParquetWriter(part, schema, compression="zstd") as writer:
            rows = sheet.rows(connection)
            while group := list(islice(rows, _GROUP)):
                columns = zip(*group, strict=True)
                arrays = [
                    pa.array(values, type=field.type)
                    for values, field in zip(columns, schema, strict=True)
                ]
                writer.write_table(pa.Table.from_arrays(arrays, schema=schema))
        paths.append(path)
    return paths


def _schema(pa: Any, sheet: Sheet) -> Any:
    types = {
        "text": pa.string(),
        "integer": pa.int64(),
        "real": pa.float64(),
        "boolean": pa.bool_(),
    }
    fields = [
        pa.field(
            column.name,
            types[column.type],
            nullable=column.name not in sheet.key,
            metadata={"description": column.description},
        )
        for column in sheet.columns
    ]
    return pa.schema(fields, metadata={"title": sheet.title, "description": sheet.description})
