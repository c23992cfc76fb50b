"""DAT001: a date that no calendar has."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import UNSET

from pipeline.validate.case import Case
from schemas.page import Span
from schemas.records import Intervento, Issue
from schemas.rules import issue


def check(case: Case) -> Iterator[Issue]:
    """Reports a day in `tempi` that its month has not in that year; it gets no ISO date.

    Why: the day, the month or the year is misprinted, and which one cannot be told. Example:
    `entro il 29 febbraio 2023`. Not flagged: `29 febbraio 2012`; days without a year; other fields.
    """
    for order, intervento in enumerate(case.interventi):
        if not intervento.tempi or not any(map(str.isdecimal, intervento.tempi.testo)):
            continue
        from extractors.measures.deadlines import deadline

        for printed in deadline(intervento.tempi.testo).impossible:
            message = f"«{printed}» is no day of the calendar; expected one that is"
            yield issue("DAT001", message, f"$.interventi[{order}].tempi", _place(intervento))


def _place(intervento: Intervento) -> Span | None:
    """Where the field begins to stand in the source."""
    places = () if intervento.evidence is UNSET else intervento.evidence.get("tempi", ())
    return next((Span(place.page, place.start, place.end) for place in places), None)
