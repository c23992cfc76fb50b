"""Repair: undo damage that happened to the text, before anything is read from it.

Five families, in the order of how sure they are: Cyrillic letters (`MOJ`), other encodings (`ENC`),
blanks and soft hyphens inside words (`SPC`), hyphens of lines that are gone (`HYP`), what optical
recognition mistook (`OCR`). A clean text costs a few searches.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Set

from msgspec import Struct

from pipeline.repair.attested import Attested
from pipeline.repair.edit import Edit, edited
from pipeline.repair.encodings import mend_encodings
from pipeline.repair.hyphens import mend_hyphens
from pipeline.repair.letterspacing import mend_letterspacing
from pipeline.repair.mojibake import mend_mojibake
from pipeline.repair.recognition import mend_recognition
from pipeline.repair.spacing import mend_blanks, mend_soft_hyphens
from schemas.flow import Flow
from schemas.page import Span
from schemas.records import Repair

__all__ = ["FAMILIES", "Edit", "Repaired", "repair"]

FAMILIES = ("MOJ", "ENC", "SPC", "HYP", "OCR")


class Repaired(Struct, frozen=True, gc=False):
    """A flow put right, and the edits step by step, each step with the flow that it was made to."""

    flow: Flow
    steps: tuple[tuple[Flow, tuple[Edit, ...]], ...] = ()

    @property
    def edits(self) -> tuple[Edit, ...]:
        """Every edit, step by step; its place is one in the flow of its step."""
        return tuple(edit for _, edits in self.steps for edit in edits)

    def counts(self) -> dict[str, int]:
        """How many edits each rule made."""
        return dict(sorted(Counter(edit.rule for edit in self.edits).items()))

    def records(self) -> tuple[Repair, ...]:
        """Each edit where it stands in the source, in the order of the source."""
        found = [_record(flow, edit) for flow, edits in self.steps for edit in edits]
        return tuple(sorted(found, key=lambda record: (record.page, record.start, record.end)))


def repair(flow: Flow, off: Set[str] = frozenset()) -> Repaired:
    """The flow with its damage undone. Doing it twice changes nothing more.

    `off` names families and rules that are not to edit.
    """
    steps: list[tuple[Flow, tuple[Edit, ...]]] = []
    attested = Attested(flow.text)
    for _ in range(_PASSES):
        before = len(steps)
        for family, mend in _STEPS:
            found = [] if family in off else mend(attested, flow)
            edits = tuple(edit for edit in found if edit.rule not in off) if off else tuple(found)
            if edits:
                steps.append((flow, edits))
                flow = edited(flow, edits)
                attested = Attested(flow.text)
        if all(edits[0].rule[:3] in _BY_LETTER for _, edits in steps[before:]):
            break
    return Repaired(flow, tuple(steps))


_BY_LETTER = ("MOJ", "ENC")
"""Families that look at letters: what they put right brings up nothing more."""

_PASSES = 8
"""A word put right may say what the next one is: `d i c on`, of which the second comes later."""

_STEPS: tuple[tuple[str, Callable[[Attested, Flow], list[Edit]]], ...] = (
    ("ENC", lambda attested, _: mend_encodings(attested.text)),
    ("MOJ", lambda attested, _: mend_mojibake(attested.text)[1]),
    ("SPC", lambda attested, _: mend_soft_hyphens(attested)),
    ("SPC", lambda attested, _: mend_letterspacing(attested)),
    ("SPC", lambda attested, _: mend_blanks(attested)),
    ("HYP", lambda attested, flow: mend_hyphens(attested, any(x.lines for x in flow.pages))),
    ("OCR", lambda attested, _: mend_recognition(attested)),
)
"""What mends, in order, and its family. A mark joins its letter first: `й` is what `é` became."""


def _record(flow: Flow, edit: Edit) -> Repair:
    """An edit on the page where it begins; `before` is what the source holds there."""
    first, *more = flow.spans(slice(edit.start, edit.end))
    end = max([first.end, *(span.end for span in more if span.page == first.page)])
    whole = Span(first.page, first.start, end)
    return Repair(
        rule=edit.rule,
        page=first.page,
        start=first.start,
        end=end,
        before=flow.raw(whole),
        after=edit.after,
    )
