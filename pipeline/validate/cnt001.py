"""CNT001: the act announces another number of interventi than it holds."""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.validate.case import Case
from schemas.records import Issue
from schemas.rules import issue


def check(case: Case) -> Iterator[Issue]:
    """Compares `dichiarati.azioni` with what was found; both numbers are kept.

    Why: an act that says "individua complessivamente 10 azioni" and holds nine was cut short, or
    was read wrongly, or contradicts itself. Example: a plan of 2022 "declinat[o] in 9 azioni
    puntuali" that prints 24. Not flagged: acts that announce nothing, or two different numbers.
    """
    announced = case.dichiarati.azioni
    found = len(case.interventi)
    if announced is not None and announced != found:
        message = f"the act announces {announced} interventi; found {found}"
        yield issue("CNT001", message, "$.dichiarati.azioni")
