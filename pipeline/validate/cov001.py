"""COV001: text that is in no field."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from pipeline.audit import count_characters
from pipeline.validate.case import Case
from schemas.page import Span
from schemas.records import Issue
from schemas.rules import issue

SHOWN_CHARACTERS = 60


def check(case: Case) -> Iterator[Issue]:
    """Reports each run of text that was neither read nor knowingly ignored, page by page.

    Why: what a tool drops in silence is never missed. Example: the cover of the blank form of
    2018, whose blanks are no values. Not flagged: white space, page furniture, separators.
    """
    for part in case.unread:
        for page, spans in groupby(case.flow.spans(part), key=lambda span: span.page):
            runs = list(spans)
            whole = Span(page, min(r.start for r in runs), max(r.end for r in runs))
            count = sum(count_characters(case.flow.raw(run)) for run in runs)
            shown = " ".join(case.flow.raw(whole)[: 2 * SHOWN_CHARACTERS].split())
            message = f"{count} characters are in no field, from «{shown[:SHOWN_CHARACTERS]}»"
            yield issue("COV001", message, at=whole)
