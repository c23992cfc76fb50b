"""NUM001: a number is missing from the interventi's count."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from pipeline.validate.case import Case
from pipeline.validate.numbering import numbered_series
from schemas.records import Issue
from schemas.rules import issue


def check(case: Case) -> Iterator[Issue]:
    """Reports the numbers that are skipped where a document counts its interventi.

    Why: a progettualità was left out, or its heading was not recognised. Example: `PROGETTUALITÀ
    n.7` behind `PROGETTUALITÀ n.5`. Not flagged: plans without numbers; a count that begins again
    in each area; areas without any action; numbers of which most do not run on, which are codes.
    """
    for head, series in numbered_series(case.interventi):
        orders = dict(reversed(series))
        found = sorted(orders)
        if len(found) < 2 or not _is_count(found):
            continue
        for before, after in pairwise([0, *found]):
            if after - before < 2:
                continue
            first, last = f"{head}{before + 1}", f"{head}{after - 1}"
            missing = f"n. {first} is" if first == last else f"n. {first} to {last} are"
            message = f"{missing} missing before n. {head}{after}"
            order = orders[after]
            yield issue("NUM001", message, f"$.interventi[{order}].numero", case.place_of(order))


def _is_count(found: list[int]) -> bool:
    """Whether most of the numbers run from 1 on, with gaps no wider than what is there."""
    running = sum(number <= 2 * place for place, number in enumerate(found, 1))
    return 2 * running > len(found)
