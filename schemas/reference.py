"""Legal references: one record each time the act prints one."""

from typing import Literal

from pydantic import Field

from schemas.base import Record


class Riferimento(Record):
    """A citation of a law, a deliberation, a European act, as printed and as a URN.

    Where several articles of one act are cited together, each has a record of its own.
    """

    testo: str = Field(description="The citation as printed")
    tipo: str | None = Field(default=None, description="Kind of act cited, e.g. `legge`")
    autorita: str | None = Field(default=None, description="Issuing authority, in URN form")
    numero: str | None = Field(default=None, description="Number of the act cited, as printed")
    data: str | None = Field(
        default=None, description="Date of the act, ISO, as precise as printed"
    )
    articoli: tuple[str, ...] = Field(
        default=(), description="Article and its parts, or annex, in URN form: `art3bis-com4bis`"
    )
    urn: str | None = Field(
        default=None, description="`urn:nir:` name, where the words support one"
    )
    urn_risolvibile: str | None = Field(
        default=None, description="The URN up to the article, as far as Normattiva resolves"
    )
    alias_urn: tuple[str, ...] = Field(
        default=(),
        description="Other URNs of the act: with the full date, looked up, or in another scheme",
    )
    alias: str | None = Field(
        default=None, description="Name by which the act is cited, and its URN was looked up"
    )
    authority_scheme: Literal["nir", "project"] | None = Field(
        default=None,
        description="`project` where no published scheme has the authority's name (provinces, "
        "municipalities, agencies)",
    )
    celex: str | None = Field(default=None, description="CELEX number, for acts of the Union")
    eli: str | None = Field(
        default=None, description="European legislation identifier, for acts of the Union"
    )
    page: int | None = Field(default=None, ge=1, description="Page, 1-based")
    start: int | None = Field(
        default=None, ge=0, description="First code point in the page's text as read, 0-based"
    )
    end: int | None = Field(
        default=None, ge=0, description="One past the last code point in the page's text"
    )
