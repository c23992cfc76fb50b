"""INT003: a line that looks like a label, in a value."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator

from pipeline.validate.case import Case
from schemas.flow import WRAP
from schemas.records import Issue
from schemas.rules import issue

_ENDS = (".", ";", ":", "!", "?", "")


def check(case: Case) -> Iterator[Issue]:
    """Reports a line `WORDS IN CAPITALS: …` inside an intervento, left in the value it stands in.

    Why: it may be a label that damage made unknown, or one that the body added to a single action.
    Example: `DESTINATARI: famiglie` under `DESCRIZIONE`. Not flagged: labels that most of the
    document's interventi carry, which are fields; lines with small letters; items of a list, which
    begin with a number; a printed line that goes on the sentence of the one above.
    """
    if not case.strangers:
        return
    extents = [block.extent for block in case.blocks]
    starts = [extent.start for extent in extents]
    for line in case.strangers:
        order = bisect_right(starts, line.start) - 1
        if order >= 0 and line.start < extents[order].stop:
            label = case.flow.text[line].strip(" :")
            if label[:1].isdecimal() or _goes_on(case.flow.text, line.start):
                continue
            message = f"«{label}» looks like a label, and stands in a value"
            yield issue("INT003", message, f"$.interventi[{order}]", case.place(line))


def _goes_on(text: str, start: int) -> bool:
    """Whether a printed line follows one that ended no sentence."""
    above = text[max(0, start - 20) : start].rstrip()
    return text[start - 1 : start] == WRAP and above[-1:] not in _ENDS
