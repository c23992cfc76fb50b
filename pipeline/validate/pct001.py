"""PCT001: percentages that cannot reach 100."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from pipeline.validate.case import Case
from schemas.records import Issue, Regola
from schemas.rules import issue

_ROUNDING = 0.5
"""What a percentage may have lost by being printed whole: three thirds are 99."""


def check(case: Case) -> Iterator[Issue]:
    """Adds up the percentages of a progettualità, or of a V.A.M.T. action.

    Why: an action that can be carried out in full and be worth 80 % is judged wrongly for good.
    Example: `50% redazione di un report 30% costruzione di una mappa`. Not flagged: rules with
    `per ogni`, of which there may be any number; sums above 100; three times 33; a field in which
    a percentage stands that was read as no rule.
    """
    for n, intervento in enumerate(case.interventi):
        found = intervento.percentuali
        if found and (message := _shortfall(found.testo, found.regole)):
            yield issue("PCT001", message, f"$.interventi[{n}].percentuali", case.place_of(n))
    for n, action in enumerate(case.azioni_vamt):
        if message := _shortfall(action.testo, action.regole):
            at = case.place_of_words(action.testo)
            yield issue("PCT001", message, f"$.azioni_vamt[{n}].regole", at)


def _shortfall(testo: str, regole: Sequence[Regola]) -> str | None:
    """What the rules of a field add up to, where that cannot reach 100."""
    if not regole or any(regola.per_ogni for regola in regole):
        return None
    total = sum(regola.percentuale for regola in regole)
    lost = _ROUNDING * len(regole) if len(regole) > 1 else 0
    if total + lost >= 100 or testo.count("%") > len(regole):
        return None
    return f"the percentages add up to {total:g}; 100 cannot be reached"
