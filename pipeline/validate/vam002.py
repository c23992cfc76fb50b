"""VAM002: a V.A.M.T. action points to a progettualità that has no percentages."""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.validate.case import Case
from schemas.records import Issue
from schemas.rules import issue


def check(case: Case) -> Iterator[Issue]:
    """Reports a progettualità that a V.A.M.T. action points to for its percentages, and has none.

    Why: the action then counts for nothing that can be computed, and the district's grant depends
    on it. Example: the action on the members' motivation points to "Volontariato aziendale", n. 10
    of a programme of 2024, whose row `AZIONE V.A.M.T. Percentuale/i di valutazione` is missing.
    Not flagged: progettualità that no action points to, for which the row is facultative.
    """
    orders = {intervento.id: n for n, intervento in enumerate(case.interventi)}
    for n, action in enumerate(case.azioni_vamt):
        order = orders.get(action.rinvio.intervento or "") if action.rinvio else None
        if order is None:
            continue
        named = case.interventi[order]
        if named.percentuali is None or not named.percentuali.testo.strip():
            message = (
                f"«{action.azione}» points to «{named.titolo}» for its percentages; it has none"
            )
            yield issue("VAM002", message, f"$.azioni_vamt[{n}].rinvio", case.place_of(order))
