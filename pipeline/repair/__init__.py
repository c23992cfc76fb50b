"""Repair: undo damage that happened to the text, before anything is read from it."""

from __future__ import annotations

from collections import Counter

from msgspec import Struct
from msgspec.structs import replace

from pipeline.repair.edit import Edit
from pipeline.repair.mojibake import mend_mojibake
from schemas.flow import Flow
from schemas.records import Repair

__all__ = ["Edit", "Repaired", "repair"]


class Repaired(Struct, frozen=True, gc=False):
    """A flow put right, as long as before, and the edits in order of place."""

    flow: Flow
    edits: tuple[Edit, ...]

    def counts(self) -> dict[str, int]:
        """How many edits each rule made."""
        return dict(sorted(Counter(edit.rule for edit in self.edits).items()))

    def records(self) -> tuple[Repair, ...]:
        """Each edit where it stands in the source."""
        return tuple(
            Repair(
                rule=edit.rule,
                page=span.page,
                start=span.start,
                end=span.end,
                before=edit.before,
                after=edit.after,
            )
            for edit in self.edits
            for span in self.flow.spans(slice(edit.start, edit.start + len(edit.before)))
        )


def repair(flow: Flow) -> Repaired:
    """The flow with its damage undone. Doing it twice changes nothing more."""
    text, edits = mend_mojibake(flow.text)
    return Repaired(replace(flow, text=text), tuple(edits))
