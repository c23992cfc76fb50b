"""An act's number and date as one place of it prints them, for the check that they agree."""

from typing import Literal

from msgspec import Struct

from schemas.page import Span

Register = Literal["generale", "settore"]


class ActReading(Struct, frozen=True, gc=False):
    """`DETERMINAZIONE DEL DIRIGENTE N. 7522 DEL 16 LUGLIO 2024`, as one place has it."""

    where: str
    """What part of the act it stands in, for the reader of a message: `titolo`, `annesso`."""
    numero: str | None = None
    """As printed, e.g. `7522`, `49/2026`; None where the place names none, or leaves it blank."""
    data: str | None = None
    """ISO, at the printed precision."""
    registro: Register | None = None
    """The register that the number is of: an office's own count is another than the general one.

    None where the place does not say; then any of the act's numbers and dates will do.
    """
    at: Span | None = None
