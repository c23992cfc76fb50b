"""Legal references: one record each time the act prints one."""

from typing import Literal

from pydantic import Field

from schemas.base import Record


class Riferimento(Record):
    """A citation of a law, a deliberation, a European act, as printed and as a URN."""

    testo: str = Field(description="The citation as printed")
    tipo: str | None = Field(default=None, description="Kind of act cited, e.g. `legge`")
    autorita: str | None = Field(default=None, description="Issuing authority, in URN form")
    numero: str | None = Field(default=None, description="Number of the act cited, as printed")
    data: str | None = Field(
        default=None, description="Date of the act, ISO, as precise as printed"
    )
    articoli: tuple[str, ...] = Field(default=(), description="Articles and their parts")
    urn: str | None = Field(
        default=None, description="`urn:nir:` name, where the words support one"
    )
    urn_risolvibile: str | None = Field(
        default=None, description="The same cut at the article, as Normattiva resolves it"
    )
    alias_urn: tuple[str, ...] = Field(default=(), description="Other names of the act in use")
    alias: str | None = Field(
        default=None, description="The known name that it was recognised by, e.g. `TUEL`"
    )
    authority_scheme: Literal["nir", "project"] | None = Field(
        default=None, description="`project` where the authority's URN form is this project's own"
    )
    celex: str | None = Field(default=None, description="CELEX number, for acts of the Union")
    eli: str | None = Field(default=None, description="European Legislation Identifier")
    page: int | None = Field(default=None, ge=1, description="Page, 1-based")
    start: int | None = Field(
        default=None, ge=0, description="First code point in the page's text as read, 0-based"
    )
    end: int | None = Field(
        default=None, ge=0, description="One past the last code point in the page's text"
    )
