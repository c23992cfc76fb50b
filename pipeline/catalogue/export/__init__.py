"""Exporting: the catalogue in the forms that other tools read."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Literal, get_args

from pipeline.catalogue.database import Readable

Target = Literal["csv", "parquet", "xlsx", "datapackage", "skos", "jsonl"]
TARGETS: tuple[Target, ...] = get_args(Target)

Export = Callable[[Readable, str], list[str]]
"""Writes a catalogue to a path; gives the files made."""


def export(connection: Readable, target: Target, path: str) -> list[str]:
    """Writes the catalogue: a file for `xlsx` and `skos`, a folder for the others.

    Raises:
        UsageError: a library is not installed, or a table has more rows than the form takes.
        OutputError: the path cannot be written.
    """
    from pipeline.catalogue.export import columnar, plain, vocabulary, workbook

    writers: Mapping[Target, Export] = {
        "csv": plain.to_csv,
        "datapackage": plain.to_datapackage,
        "jsonl": plain.to_jsonl,
        "parquet": columnar.to_parquet,
        "skos": vocabulary.to_skos,
        "xlsx": workbook.to_xlsx,
    }
    return writers[target](connection, path)
