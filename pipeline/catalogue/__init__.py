"""The catalogue: what `extract` wrote, as one SQLite file to query, export and load.

Reads the output of `extract` and nothing else; it knows nothing of PDFs, of which `serve` only
shows pages. What is heavy (pandas, rapidfuzz, the writers of spreadsheets) is imported where it is
used.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pipeline.catalogue.frames import Catalogue as Catalogue

__all__ = ["Catalogue"]


def __getattr__(name: str) -> object:
    """`from pipeline.catalogue import Catalogue`, without pandas for those who do not ask."""
    if name == "Catalogue":
        from pipeline.catalogue.frames import Catalogue

        return Catalogue
    raise AttributeError(name)
