"""What was found odd in an act, and what was repaired: data about the act, not errors of ours."""

from typing import Literal

from pydantic import Field

from schemas.base import Record

Severity = Literal["error", "warning", "info"]


class Issue(Record):
    """One finding about one document, with the rule that made it (`rules.toml`)."""

    rule: str = Field(pattern=r"^[A-Z]{3}\d{3}$", description="Rule code, e.g. `CNT001`")
    severity: Severity = Field(description="How much it should worry a reader")
    message: str = Field(description="What was found and what was expected")
    path: str = Field(description="JSONPath of the value in this document, `$` for the whole")
    page: int | None = Field(default=None, ge=1, description="Page of the finding, 1-based")
    start: int | None = Field(
        default=None, ge=0, description="First code point in the page's text as read, 0-based"
    )
    end: int | None = Field(
        default=None, ge=0, description="One past the last code point in the page's text"
    )


class Repair(Record):
    """One edit made to the text before it was read; `before` is what the source holds."""

    rule: str = Field(pattern=r"^[A-Z]{3}\d{3}$", description="Rule code, e.g. `MOJ001`")
    page: int = Field(ge=1, description="Page of the edit, 1-based")
    start: int = Field(ge=0, description="First code point in the page's text as read, 0-based")
    end: int = Field(ge=0, description="One past the last code point in the page's text")
    before: str = Field(description="The characters as read")
    after: str = Field(description="The characters that took their place")
