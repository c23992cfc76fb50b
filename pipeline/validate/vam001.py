"""VAM001: a V.A.M.T. action points to a progettualità that is not there."""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.validate.case import Case
from schemas.records import Issue
from schemas.rules import issue


def check(case: Case) -> Iterator[Issue]:
    """Reports a V.A.M.T. action whose indicators stand in a progettualità that was not found.

    Why: what the territorial manager must reach is then nowhere in the act. Example: `Indicatori
    individuati e descritti nella progettualità specifica: AMBIENTE - WELFARE TERRITORIALE
    "Volontariato aziendale"` in a programme without that title. Not flagged: actions with
    percentages of their own; a document without any progettualità, which is INT004.
    """
    if not case.interventi:
        return
    for n, action in enumerate(case.azioni_vamt):
        if action.rinvio and not action.rinvio.intervento:
            named = " ".join(filter(None, (action.rinvio.ambito, action.rinvio.titolo)))
            message = f"«{action.azione}» points to «{named}»; no progettualità has that title"
            at = case.place_of_words(action.azione)
            yield issue("VAM001", message, f"$.azioni_vamt[{n}].rinvio", at)
