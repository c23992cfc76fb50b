"""INT002: an action without a title, where the document gives titles."""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.validate.case import Case
from schemas.records import Issue
from schemas.rules import issue


def check(case: Case) -> Iterator[Issue]:
    """Reports an intervento with no title in a document whose other interventi have one.

    Why: the title's line may be damaged beyond its label's recognition. Example: an action that
    begins with `TASSONOMIA`. Not flagged: the form of 2018, whose actions have numbers only.
    """
    untitled = [n for n, intervento in enumerate(case.interventi) if not intervento.titolo]
    if len(untitled) == len(case.interventi):
        return
    for order in untitled:
        at = case.place(case.blocks[order].extent)
        message = "no title was found; the other interventi have one"
        yield issue("INT002", message, f"$.interventi[{order}].titolo", at)
