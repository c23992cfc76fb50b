"""INT004: a plan or a programme without any intervento."""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.validate.case import Case
from schemas.records import Issue
from schemas.rules import issue


def check(case: Case) -> Iterator[Issue]:
    """Reports a document that its head calls a plan or a programme, and that holds no intervento.

    Why: it may be set in a way that is not read yet, and its text then stands in the introduction.
    Example: a plan whose labels are unknown words. Not flagged: acts, which need hold none.
    """
    if case.tipo in ("piano_famiglia", "programma_di_lavoro") and not case.interventi:
        message = "no intervento was found; a plan or a programme holds some"
        yield issue("INT004", message, "$.interventi")
