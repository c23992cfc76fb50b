"""TMP001: a deadline outside the years that the document is for."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.validate.case import Case
from schemas.records import Issue, Tempi
from schemas.rules import issue

_YEARS = r"\b(20\d\d)(?:\s*[-–/]\s*(\d\d)\b(?!\d))?"
_SPANS = (("bienn", 2), ("trienn", 3))
_OTHER_YEARS = r"(?i)\b(?:scolastic|educativ|accademic|sportiv|stagion|bienn|trienn|plurienn)"
"""Years that are none of the calendar, or several."""


def check(case: Case) -> Iterator[Issue]:
    """Compares `tempi.entro` with the year of the programme or plan, or with its two or three.

    Why: a deadline of the year before is left over from the programme it was copied from; one of
    the year after cannot be judged with this one. Example: "Entro 31 dicembre 2023" in a programme
    of 2024. Not flagged: years in a field's prose, as "Bassa Valsugana (2025)"; biennial titles
    (`2019 -2020`, `anni 2014/2015`); school years; periods that begin in the year and go on; later
    deadlines in a plan, whose actions may take years; documents whose year is unknown.
    """
    years = _years(case.titolo or "", case.anno)
    if not years:
        return
    is_programme = case.tipo == "programma_di_lavoro"
    for order, intervento in enumerate(case.interventi):
        tempi = intervento.tempi
        if tempi is None or tempi.entro is None:
            continue
        deadline = int(tempi.entro[:4])
        is_late = deadline > max(years) and is_programme and not _goes_on(tempi, years)
        if deadline < min(years) or is_late:
            covered = "-".join(dict.fromkeys(map(str, (min(years), max(years)))))
            message = f"the deadline is {tempi.entro}; the document is for {covered}"
            path = f"$.interventi[{order}].tempi"
            yield issue("TMP001", message, path, case.place_of(order))


def _years(title: str, year: int | None) -> set[int]:
    """The years that a document is for: that of its head, and those that its title prints."""
    if year is None:
        return set()
    years = {year}
    for found in re.finditer(_YEARS, title):
        years.add(int(found[1]))
        if found[2]:
            years.add(int(found[1][:2] + found[2]))
    spans = [count for word, count in _SPANS if word in title.casefold()]
    if spans and len(years) == 1:
        years.add(year + spans[0] - 1)
    return years


def _goes_on(tempi: Tempi, years: set[int]) -> bool:
    """Whether a period begins in the document's years, or is no matter of calendar years."""
    begins = tempi.dal is not None and int(tempi.dal[:4]) <= max(years)
    return begins or bool(re.search(_OTHER_YEARS, tempi.testo))
