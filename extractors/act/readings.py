"""Where an act says its number and date, what most of these say, and where two disagree.

    DETERMINAZIONE DEL DIRIGENTE N. 7522 DEL 16 LUGLIO 2024       titolo, on the cover
    DETERMINAZIONE DEL DIRIGENTE N. 7523 DI DATA 16 LUGLIO 2024   titolo, over the letterhead
    Registro Generale N. 140 DEL 27/02/2026                       registro generale

A register counts for itself: the office's number beside the general one is no disagreement. A
sitting's day, or what a paper behind the act names, agrees with any reading of the act.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from msgspec import Struct

Where = Literal["titolo", "registro generale", "registro di settore", "seduta", "annesso"]
Field = Literal["numero", "data"]


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


class Disagreement(Struct, frozen=True, gc=False):
    """Two readings of which one is wrong: `field` is `numero` or `data`."""

    field: Field
    expected: Reading
    found: Reading


def disagreements(readings: Sequence[Reading]) -> list[Disagreement]:
    """The readings that differ from the first of their register, in order."""
    own = [reading for reading in readings if reading.where not in _BESIDE]
    found: list[Disagreement] = []
    for reading in readings:
        for field in _FIELDS:
            others = own if reading.where in _BESIDE else _of(own, reading.where)
            said = [other for other in others if _value(other, field)]
            value = _value(reading, field)
            if value and said and not _agrees(value, said, field, reading.where):
                found.append(Disagreement(field, said[0], reading))
    return found


_FIELDS: tuple[Field, ...] = ("numero", "data")
_BESIDE = ("seduta", "annesso")
"""These readings are none of a register's: they may mean any."""


def _of(readings: Sequence[Reading], where: Where) -> list[Reading]:
    return [reading for reading in readings if reading.where == where]


def _value(reading: Reading, field: Field) -> str | None:
    return reading.numero if field == "numero" else reading.data


def _agrees(value: str, said: Sequence[Reading], field: Field, where: Where) -> bool:
    """Whether the first reading says the same, or of a sitting and a paper any does."""
    others = [_value(other, field) or "" for other in (said if where in _BESIDE else said[:1])]
    if field == "numero":
        return value.casefold() in (other.casefold() for other in others)
    return any(other.startswith(value) or value.startswith(other) for other in others)


def settled_act(readings: Sequence[Reading]) -> tuple[str | None, str | None]:
    """Number and date of the act: of the general register if it has one, else of its title.

    What papers and the sitting say counts beside them, and alone where they say nothing. A general
    register that gives the year alone (`N. 12 / 2024`) is dated by the office's day in that year.
    """
    general = [r for r in readings if r.where == "registro generale"]
    own = [r for r in readings if r.where in ("titolo", "registro di settore")]
    main = general or own
    others = [r for r in readings if r.where in ("seduta", "annesso")]
    numeri = [r.numero for r in main if r.numero]
    date = [r.data for r in main if r.data] or [r.data for r in own if r.data]
    if not any(len(data) == _ISO_DAY for data in date):
        date += [r.data for r in own if r.data and r.data[:_ISO_YEAR] in date]
    numeri += [r.numero for r in others if r.numero and (r.numero in numeri or not numeri)]
    is_day = any(len(data) == _ISO_DAY for data in date)
    date += [r.data for r in others if r.data and (r.data in date or not is_day)]
    return settled(numeri), settled(date)


_ISO_YEAR, _ISO_DAY = 4, 10
