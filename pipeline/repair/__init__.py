"""Repair: undo damage that happened to the text, before anything is read from it."""

from __future__ import annotations

from typing import NamedTuple

from pipeline.repair.mojibake import mend_mojibake
from schemas.flow import Flow
from schemas.records import Repair


class Edit(NamedTuple):
    """Characters `start:end` of the flow were put right, under a rule of `rules.toml`."""

    rule: str
    start: int
    before: str
    after: str


class Repaired(NamedTuple):
    """A flow put right, as long as before, and the edits in order of place."""

    flow: Flow
    edits: tuple[Edit, ...]

    def counts(self) -> dict[str, int]:
        """How many edits each rule made."""
        counts: dict[str, int] = {}
        for edit in self.edits:
            counts[edit.rule] = counts.get(edit.rule, 0) + 1
        return dict(sorted(counts.items()))

    def records(self) -> list[Repair]:
        """Each edit where it stands in the source."""
        return [
            {
                "rule": edit.rule,
                "page": span.page,
                "start": span.start,
                "end": span.end,
                "before": edit.before,
                "after": edit.after,
            }
            for edit in self.edits
            for span in self.flow.spans(edit.start, edit.start + len(edit.before))
        ]


def repair(flow: Flow) -> Repaired:
    """The flow with its damage undone. Doing it twice changes nothing more."""
    text, edits = mend_mojibake(flow.text)
    return Repaired(flow._replace(text=text), tuple(Edit(*edit) for edit in edits))
