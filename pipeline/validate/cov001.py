"""COV001: text that is in no field."""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.validate.case import Case
from schemas.records import Issue
from schemas.rules import issue

SHOWN_CHARACTERS = 60


def check(case: Case) -> Iterator[Issue]:
    """Reports each run of text that was neither read nor knowingly ignored, page by page.

    Why: what a tool drops in silence is never missed. Example: the tables of a district's data,
    which no extractor reads yet. Not flagged: white space, page furniture, separators.
    """
    for part in case.unread:
        for span in case.flow.spans(part):
            raw = case.flow.raw(span)
            shown = " ".join(raw[: 2 * SHOWN_CHARACTERS].split())[:SHOWN_CHARACTERS]
            message = f"{len(raw)} characters are in no field, beginning «{shown}»"
            yield issue("COV001", message, at=span)
