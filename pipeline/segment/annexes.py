"""Annexes: tables that tell of interventi which stand elsewhere, and hold none themselves.

Azione    ⇥ Descrizione           ⇥ Importo
Incontri  ⇥ Compensi ai relatori  ⇥ € 300,00
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import TypeVar

from msgspec.structs import replace

from pipeline.segment.wide import WideTables
from schemas.block import Block

_T = TypeVar("_T")

_MONEY = re.compile(r"(?i)\b(?:import[oi]|cost[oi]|spes[ae]|budget|euro|stanziamento)\b|€")

_AIMS = frozenset(("obiettivo", "obiettivo_generale"))
"""Fields that an intervento has, and the row of a budget has not."""


def without_annexes(text: str, blocks: Sequence[Block], wide: WideTables) -> WideTables:
    """The wide tables, but for those that tell of interventi which stand elsewhere in labels.

    Budgets, timetables and summaries head their columns `Azione`, `Titolo` and `Descrizione` too.
    A programme numbers its progettualità, and nothing else is one.
    """
    filled = [block for block in blocks if block.values]
    if not (filled and wide.blocks):
        return wide
    told = {title for block in filled if (title := _title(text, block))}
    rows = _by_extent(wide.extents, wide.blocks, [block.extent for block in wide.blocks])
    headers = _by_extent(wide.extents, wide.headers, wide.headers)
    annexes = []
    for n, extent in enumerate(wide.extents):
        again = sum(_title(text, block) in told for block in rows[n])
        is_budget = len(filled) > 1 and _is_budget(text, rows[n], headers[n])
        if is_budget or 0 < len(rows[n]) <= 2 * again:
            annexes.append(extent)
    if filled[0].kind == "progettualita" != wide.blocks[0].kind:
        annexes = list(wide.extents)
    return replace(wide.without(annexes), extents=wide.extents)


def _by_extent(
    extents: Sequence[slice], each: Sequence[_T], places: Sequence[slice]
) -> Mapping[int, list[_T]]:
    """What stands in which extent."""
    starts = [extent.start for extent in extents]
    found = defaultdict(list)
    for one, place in zip(each, places, strict=True):
        found[bisect_right(starts, place.start) - 1].append(one)
    return found


def _is_budget(text: str, rows: Sequence[Block], headers: Sequence[slice]) -> bool:
    """Whether a column is one of sums, and none tells what for."""
    if any(pair.field in _AIMS for block in rows for pair in block.values):
        return False
    return _has_money(text, headers)


def _has_money(text: str, headers: Sequence[slice]) -> bool:
    """Whether a column is one of sums."""
    return any(_MONEY.search(text, header.start, header.stop) for header in headers)


def _title(text: str, block: Block) -> str:
    """The block's title as it is compared: without blanks, in small letters."""
    titles = (text[pair.value[0]] for pair in block.values if pair.field == "titolo")
    heading = text[block.heading] if block.heading else ""
    return "".join(next(titles, heading).split()).casefold()
