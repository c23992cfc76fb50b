"""INT001: a label that stands twice in one intervento."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from pipeline.validate.case import Case
from schemas.records import Issue
from schemas.rules import issue


def check(case: Case) -> Iterator[Issue]:
    """Reports a field whose label is printed more than once; all its values are kept.

    Why: two interventi may have run together, or prose may look like a label. Example: a
    description that quotes another one, label and all. Not flagged: a value cut by a page break.
    """
    for order, block in enumerate(case.blocks):
        fields = [pair.field for pair in block.values if pair.field]
        if len(set(fields)) == len(fields):
            continue
        for field, times in sorted(Counter(fields).items()):
            if times == 1:
                continue
            message = f"the label of `{field}` stands {times} times; expected once"
            at = case.place(block.extent)
            yield issue("INT001", message, f"$.interventi[{order}].{field}", at)
