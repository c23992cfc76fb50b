"""What a citation says, and who says it."""

from __future__ import annotations

from typing import Literal

from msgspec import Struct

IssuerKind = Literal[
    "provincia", "regione", "comune", "comunita", "consorzio", "agenzia", "distretto", "altro"
]


class Issuer(Struct, frozen=True, gc=False):
    """The body that issues the citing act: decides whose `L.P.` or `Giunta` is meant.

    `name` is the bare name (`Pergine Valsugana`, `Agenzia per la coesione sociale`); `province` is
    where the body lies, by name or by its two letters (`Trento`, `TN`), None where it is not known.
    """

    kind: IssuerKind
    name: str | None = None
    province: str | None = None
    region: str | None = None


class Found(Struct, frozen=True, gc=False):
    """One citation; the names are the contract's (`schemas.reference.Riferimento`)."""

    start: int
    end: int
    tipo: str
    autorita: str | None = None
    numero: str | None = None
    data: str | None = None
    articoli: tuple[str, ...] = ()
    urn: str | None = None
    urn_risolvibile: str | None = None
    alias_urn: tuple[str, ...] = ()
    alias: str | None = None
    authority_scheme: Literal["nir", "project"] | None = None
    celex: str | None = None
    eli: str | None = None


class Act(Struct, frozen=True, gc=False):
    """One act named in the text, before its articles are looked for."""

    start: int
    end: int
    found: Found


class Context(Struct, frozen=True, gc=False):
    """The text, as printed and in lower case, character for character, and who says it when.

    `pivot` is the latest year that two digits mean.
    """

    text: str
    low: str
    issuer: Issuer | None
    year: int | None
    pivot: int
