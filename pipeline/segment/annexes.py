"""Annexes: tables that tell of interventi which stand elsewhere, and hold none themselves.

Azione    ⇥ Descrizione           ⇥ Importo
Incontri  ⇥ Compensi ai relatori  ⇥ € 300,00
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from pipeline.segment.wide import WideTables
from schemas.block import Block

_MONEY = re.compile(r"(?i)\b(?:import[oi]|cost[oi]|spes[ae]|budget|euro|stanziamento)\b|€")


def without_annexes(text: str, blocks: Sequence[Block], wide: WideTables) -> WideTables:
    """The wide tables, but for those that tell of interventi which stand elsewhere in labels.

    Budgets, timetables and summaries head their columns `Azione`, `Titolo` and `Descrizione` too.
    A programme numbers its progettualità, and nothing else is one.
    """
    if not (blocks and wide.blocks):
        return wide
    is_programme = blocks[0].kind == "progettualita" != wide.blocks[0].kind
    if is_programme or (len(blocks) > 1 and _has_money(text, wide.headers)):
        return WideTables((), (), wide.extents)
    told = {title for block in blocks if (title := _title(text, block))}
    again = sum(_title(text, block) in told for block in wide.blocks)
    return wide if 2 * again < len(wide.blocks) else WideTables((), (), wide.extents)


def _has_money(text: str, headers: Sequence[slice]) -> bool:
    """Whether a column is one of sums."""
    return any(_MONEY.search(text, header.start, header.stop) for header in headers)


def _title(text: str, block: Block) -> str:
    """The block's title as it is compared: without blanks, in small letters."""
    titles = (text[pair.value[0]] for pair in block.values if pair.field == "titolo")
    heading = text[block.heading] if block.heading else ""
    return "".join(next(titles, heading).split()).casefold()
