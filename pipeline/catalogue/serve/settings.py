"""What the pages show where, as `serve.toml` declares it."""

from __future__ import annotations

import os
import tomllib
from collections.abc import Mapping
from functools import cache

import msgspec
from msgspec import Struct

FOLDER = os.path.dirname(__file__)


class Listing(Struct, frozen=True, forbid_unknown_fields=True):
    """How the rows of a table or view may be narrowed, beside the filters that every one has."""

    columns: tuple[str, ...] = ()
    """Shown unless all are asked for; empty for all."""
    facets: tuple[str, ...] = ()
    related: tuple[str, ...] = ()
    intervento: str | None = None
    """The column with the id of an intervento, where full-text search finds rows."""


_NOTHING = Listing()


class Relation(Struct, frozen=True, forbid_unknown_fields=True):
    """What another table says of a row: its `columns`, where its `key` is `own` of the row."""

    title: str
    table: str
    own: str
    key: str
    columns: tuple[str, ...]
    label: str | None = None
    many: bool = False


class Settings(Struct, frozen=True, forbid_unknown_fields=True):
    """The whole file; each part is explained there."""

    title: str
    description: str
    settings: Mapping[str, int | bool]
    tables: Mapping[str, Listing]
    related: Mapping[str, Relation]
    facet_titles: Mapping[str, str]
    links: Mapping[str, tuple[str, ...]]
    fields: Mapping[str, str]
    lookups: Mapping[str, str]
    values: Mapping[str, str]

    def listing(self, table: str | None) -> Listing:
        """How the rows of a table are narrowed; those of most are not."""
        return self.tables.get(table or "", _NOTHING)


@cache
def settings() -> Settings:
    """The file, read once."""
    with open(os.path.join(FOLDER, "serve.toml"), "rb") as file:
        return msgspec.convert(tomllib.load(file), Settings)
