"""Areas: the numbered sections of the form of 2018, each above its actions.

    1. PROGRAMMAZIONE E RENDICONTAZIONE
    Attività di elaborazione strumenti di pianificazione/programmazione … le seguenti azioni.
    AZIONE 1.1

A section goes on until the next one; what stands under its title explains it. Programmes number
their V.A.M.T. areas too, but no progettualità stands under one.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from msgspec.structs import replace

from schemas.block import Block, BlockArea

_TITLE = r"[\n\r][ *]*(?P<numero>\d{1,2})[ ]?\.[ ]?(?P<titolo>[^\n\ta-zà-ù]{6,})\t?(?=\n)"


def with_areas(text: str, blocks: Sequence[Block]) -> list[Block]:
    """The blocks, each with the area that it stands under."""
    found: list[Block] = []
    area: BlockArea | None = None
    before = 0
    for block in blocks:
        extent = block.extent
        area = _last_area(text, before, extent.start) or area
        found.append(replace(block, area=area))
        before = extent.stop
    return found


def _last_area(text: str, start: int, end: int) -> BlockArea | None:
    """The area whose title stands last in `text[start:end]`, None if there is none."""
    titles = list(re.compile(_TITLE).finditer(text, start, end))
    if not titles:
        return None
    numero, titolo = (slice(*titles[-1].span(name)) for name in ("numero", "titolo"))
    return BlockArea(numero, titolo, slice(titles[-1].end(), end))
