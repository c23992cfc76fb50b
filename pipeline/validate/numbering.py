"""How a document numbers its interventi: the series that run, each with its members in order."""

from __future__ import annotations

import re
from collections.abc import Sequence

from schemas.records import Intervento

_RUNNING = re.compile(r"(?:\d{1,3}\.)*\d{1,4}")

Series = list[tuple[int, int]]
"""The last part of each number, and the index of the intervento that bears it."""


def numbered_series(interventi: Sequence[Intervento]) -> list[tuple[str, Series]]:
    """The series of a document, each with what stands before the running part (`2.` of `2.10`).

    `1, 2, 3` is one; `1.1, 1.2, 2.1` are two; numbers that begin again from 1 in another area, or
    without one, begin another. What is no number (`3 bis`, `A15`) is in none.
    """
    series: list[tuple[str, Series]] = []
    open_ones: dict[tuple[str, str | None, str], Series] = {}
    for order, each in enumerate(interventi):
        number = (each.numero or "").strip(" .")
        if not _RUNNING.fullmatch(number):
            continue
        head, dot, last = number.rpartition(".")
        key = each.tipo, each.area.numero if each.area else None, head
        begins_again = int(last) == 1 and _is_whole(open_ones.get(key, []), each.tipo)
        if key not in open_ones or begins_again:
            open_ones[key] = []
            series.append((head + dot, open_ones[key]))
        open_ones[key].append((int(last), order))
    return series


def _is_whole(series: Series, tipo: str) -> bool:
    """Whether a count may begin again behind these: progettualità are seldom counted by area."""
    return any(number == 1 for number, _ in series) and (tipo == "azione" or len(series) > 1)
