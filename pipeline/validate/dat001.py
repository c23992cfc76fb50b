"""DAT001: a date that no calendar has."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from msgspec import UNSET

from extractors.dates import PrintedDate, impossible_dates
from pipeline.validate.case import Case
from schemas.page import Span
from schemas.records import Intervento, Issue
from schemas.rules import issue

_TITLE_CHARACTERS = 100
_BEHIND_CHARACTERS = 30
_JOINED = r"\s*,?\s*(?:del(?:l['’])?|(?:di|in)\s+data|dd\.?|d\.\s?d\.)\s*"
_ROW_CHARACTERS = 400
_ITEM = re.compile(r"\A\s*(?:\d{1,3}\s*[.)–-]?|[-–•·*])\s*|[\s(,;–-]+\Z")
"""What stands before and behind the name in an item of a list."""
_SUBJECT = re.compile(r"\bOGGETTO\b|\n[ \t]*\n")


def check(case: Case) -> Iterator[Issue]:
    """Reports a day that its month has not in that year, where a date is a value of its own.

    Why: the day, the month or the year is misprinted, and which one cannot be told; the value has
    no ISO date. Example: `DETERMINAZIONE N. 33 DEL 31 APRILE 2022`, `legge 32 maggio 2010`,
    `entro il 29 febbraio 2023`, a member that joined on `31-feb-14`.
    Looked at are `tempi`, the act's numbers and dates, references, the district and its members.
    Not flagged: `29 febbraio 2012`; days without a year; hours, fractions, versions; prose.
    """
    yield from _of_act(case)
    yield from _of_references(case)
    yield from _of_tempi(case)
    yield from _of_district(case)
    yield from _of_members(case)


def _of_tempi(case: Case) -> Iterator[Issue]:
    for order, intervento in enumerate(case.interventi):
        if not intervento.tempi or not any(map(str.isdecimal, intervento.tempi.testo)):
            continue
        from extractors.measures.deadlines import deadline

        for printed in deadline(intervento.tempi.testo).impossible:
            yield _found(printed, f"$.interventi[{order}].tempi", _place(intervento))


def _of_act(case: Case) -> Iterator[Issue]:
    """The places that number or date the act, up to its subject."""
    told: set[int] = set()
    for reading in case.atto_letture:
        at = reading.at
        if at is None or _is_day(reading.data):
            continue
        title = case.flow.raw(Span(at.page, at.start, at.start + _TITLE_CHARACTERS))
        title = _SUBJECT.split(title)[0]
        for date in impossible_dates(title)[:1]:
            start = at.start + date.start
            if start not in told:
                told.add(start)
                place = Span(at.page, start, at.start + date.end)
                yield _found(title[date.start : date.end], "$.atto.data", place)


def _of_references(case: Case) -> Iterator[Issue]:
    """What a reference prints, and a date joined to its end; once for each place."""
    told: set[tuple[int, int]] = set()
    for n, each in enumerate(case.riferimenti):
        if _is_day(each.data) or each.page is None or each.start is None or each.end is None:
            continue
        if (each.page, each.start) in told:
            continue
        told.add((each.page, each.start))
        behind = case.flow.raw(Span(each.page, each.end, each.end + _BEHIND_CHARACTERS))
        inside = [each.testo[date.start : date.end] for date in impossible_dates(each.testo)]
        joined = [behind[date.start : date.end] for date in _joined(behind)]
        for printed in inside or joined:
            place = Span(each.page, each.start, each.end)
            yield _found(printed, f"$.riferimenti[{n}]", place)


def _joined(behind: str) -> Iterator[PrintedDate]:
    for date in impossible_dates(behind)[:1]:
        if re.fullmatch(_JOINED, behind[: date.start]):
            yield date


def _of_district(case: Case) -> Iterator[Issue]:
    for name in ("delibera_approvazione", "sottoscrizione_accordo"):
        words: str | None = getattr(case.distretto, name, None)
        for date in impossible_dates(words) if words else ():
            printed = (words or "")[date.start : date.end]
            yield _found(printed, f"$.distretto.{name}", case.place_of_words(words or ""))


def _of_members(case: Case) -> Iterator[Issue]:
    """The rows of members without a date, whose name stands in the row."""
    lacking = {
        " ".join(member.nome.split()): n
        for n, member in enumerate(case.organizzazioni)
        if not member.data_adesione
    }
    if not lacking:
        return
    from extractors.programme.sections import find_sections

    text = case.flow.text
    for section in find_sections(text):
        if section.kind == "aderenti":
            for date in impossible_dates(text, section.body.start, section.body.stop):
                if (n := _member(text, date, section.body, lacking)) is not None:
                    place = case.place(slice(date.start, date.end))
                    path = f"$.organizzazioni[{n}].data_adesione"
                    yield _found(text[date.start : date.end], path, place)


def _member(text: str, date: PrintedDate, body: slice, lacking: Mapping[str, int]) -> int | None:
    """The member in whose row, before whose end, a date stands."""
    start = text.rfind("\n", max(body.start, date.start - _ROW_CHARACTERS), date.start) + 1
    row = text[max(start, body.start) : date.start]
    cells = (" ".join(cell.split()) for cell in (*row.split("\t"), _ITEM.sub("", row)))
    return next((lacking[cell] for cell in cells if cell in lacking), None)


def _is_day(iso: str | None) -> bool:
    return iso is not None and len(iso) == len("2022-04-30")


def _found(printed: str, path: str, place: Span | None) -> Issue:
    printed = " ".join(printed.split())
    return issue(
        "DAT001", f"«{printed}» is no day of the calendar; expected one that is", path, place
    )


def _place(intervento: Intervento) -> Span | None:
    """Where the field begins to stand in the source."""
    places = () if intervento.evidence is UNSET else intervento.evidence.get("tempi", ())
    return next((Span(place.page, place.start, place.end) for place in places), None)
