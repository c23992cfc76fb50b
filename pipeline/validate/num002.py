"""NUM002: two interventi bear one number."""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.validate.case import Case
from pipeline.validate.numbering import numbered_series
from schemas.records import Issue
from schemas.rules import issue


def check(case: Case) -> Iterator[Issue]:
    """Reports an intervento whose number another one before it bears.

    Why: the V.A.M.T. tables and the reports of the year after name a progettualità by its number.
    Example: `PROGETTUALITÀ n.4` printed over two tables, the second of which is the fifth.
    Not flagged: plans without numbers; a count that begins again from 1; `3` beside `3 bis`.
    """
    for head, series in numbered_series(case.interventi):
        seen: dict[int, int] = {}
        for number, order in series:
            if number not in seen:
                seen[number] = order
                continue
            message = f"n. {head}{number} is the number of intervento {seen[number] + 1} already"
            yield issue("NUM002", message, f"$.interventi[{order}].numero", case.place_of(order))
