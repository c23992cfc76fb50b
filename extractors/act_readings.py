"""Where an act says its number and date, and what they are by all of these together."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from msgspec import Struct

Where = Literal["titolo", "registro generale", "registro di settore", "seduta", "annesso"]


class Reading(Struct, frozen=True, gc=False):
    """One place where an act gives its number, its date, or both."""

    where: Where
    start: int
    numero: str | None
    data: str | None
    """ISO, as precise as printed."""


def settled(values: Sequence[str]) -> str | None:
    """What most readings say, the last of them where several are as many: the nearest to the text.

    A less precise date counts for one that it begins.
    """
    best, most = None, 0
    for value in values:
        count = sum(other.startswith(value) or value.startswith(other) for other in values)
        if count > most or (count == most and best is not None and len(value) >= len(best)):
            best, most = value, count
    return best
