"""Areas: the numbered sections of the form of 2018, each above its actions; and of other plans.

    1. PROGRAMMAZIONE E RENDICONTAZIONE
    Attività di elaborazione strumenti di pianificazione/programmazione … le seguenti azioni.
    AZIONE 1.1

A section goes on until the next one; what stands under its title explains it. Programmes number
their V.A.M.T. areas too, but no progettualità stands under one.

    AREA 1 – Programmazione        in other plans the title stands right above an action, and the
    TITOLO: Tavolo delle famiglie  first one above the first: they count 1, 2, 3
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from msgspec.structs import replace

from schemas.block import Block, BlockArea

_HEADING = (
    r"(?:\A|\n)[ *#]*(?:(?i:area|sezione)[ ]+(?P<a>\d{1,2})[ ]?[.:)–-]?|(?P<n>\d{1,2})[ ]?[.)–-])"
    r"[ ]+(?P<titolo>[^\W\d_][^\n\t]{2,120}?)[ *\t]*\s*\Z"
)
_REACH = 300
"""Characters of such a title, and of the blanks below it, at most."""

_FEWEST = 2
"""Such titles, at least."""

_TITLE = r"[\n\r][ *]*(?P<numero>\d{1,2})[ ]?\.[ ]?(?P<titolo>[^\n\ta-zà-ù]{6,})\t?(?=\n)"

_NUMBERED = (
    r"(?:\A|\n)[ *#]*(?P<parola>(?i:(?:macro[ -]?)?area|sezione|ambito)?)[ ]*"
    r"(?P<numero>NUMBER)[ ]?[.):–—-]*[ ]+"
    r"(?P<titolo>[^\W\d_][^\n\t\v]{2,120}?)[ :*]*\t?(?=[\n\v])"
)


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


def with_numbered_areas(text: str, blocks: Sequence[Block]) -> list[Block]:
    """The blocks, each with the area whose number its own begins with, however that is printed.

    `MACRO AREA 1 – Programmazione` above `AZIONE 1.1`, with what explains it between them. The
    value above such a title ends there. All areas are found or none: values hold numbered lists.
    """
    found: list[Block] = []
    area: BlockArea | None = None
    for n, block in enumerate(blocks):
        number = text[block.numero].partition(".")[0] if block.numero else ""
        if not (area and text[area.numero] == number):
            start = blocks[n - 1].values[-1].start if n and blocks[n - 1].values else 0
            area = _area_numbered(text, number, start, block.extent.start)
            if area is None:
                return list(blocks)
            if n:
                begin = area.parola.start if area.parola.stop else area.numero.start
                found[-1] = _cut(found[-1], text, begin)
        found.append(replace(block, area=area))
    return found


def _area_numbered(text: str, number: str, start: int, end: int) -> BlockArea | None:
    """The area of this number whose title stands last in `text[start:end]`."""
    pattern = _NUMBERED.replace("NUMBER", number) if number.isdecimal() else r"(?!)"
    titles = list(re.compile(pattern).finditer(text, start, end))
    if not titles:
        return None
    numero, titolo = (slice(*titles[-1].span(name)) for name in ("numero", "titolo"))
    begin = titles[-1].start("parola")
    word = slice(begin, numero.start) if begin < numero.start else slice(0, 0)
    return BlockArea(numero, titolo, slice(titles[-1].end(), end), word)


def _last_area(text: str, start: int, end: int) -> BlockArea | None:
    """The area whose title stands last in `text[start:end]`, None if there is none."""
    titles = list(re.compile(_TITLE).finditer(text, start, end))
    if not titles:
        return None
    numero, titolo = (slice(*titles[-1].span(name)) for name in ("numero", "titolo"))
    return BlockArea(numero, titolo, slice(titles[-1].end(), end))


def with_areas_above(text: str, blocks: Sequence[Block]) -> list[Block]:
    """The blocks, each with the area whose title stands right above it or one before it.

    The value above a title ends there. Titles of actions number each of them; where they do, there
    are no areas.
    """
    pattern = re.compile(_HEADING)
    found = {
        n: title
        for n, block in enumerate(blocks)
        if (title := pattern.search(text, max(0, block.extent.start - _REACH), block.extent.start))
    }
    numbers = [int(title["a"] or title["n"]) for title in found.values()]
    counts = numbers == list(range(1, len(numbers) + 1))
    if not (counts and 0 in found and _FEWEST <= len(found) < len(blocks)):
        return list(blocks)
    area: BlockArea | None = None
    under: list[Block] = []
    for n, block in enumerate(blocks):
        if title := found.get(n):
            numero = slice(*title.span("a" if title["a"] else "n"))
            word = slice(title.start(), numero.start)
            area = BlockArea(
                numero, slice(*title.span("titolo")), slice(title.end(), title.end()), word
            )
        above = _cut(block, text, found[n + 1].start()) if n + 1 in found else block
        under.append(replace(above, area=area))
    return under


def _cut(block: Block, text: str, end: int) -> Block:
    """The block, its last value ended there."""
    *values, last = block.values
    parts = [slice(part.start, min(part.stop, end)) for part in last.value if part.start < end]
    bare = [slice(part.start, part.start + len(text[part].rstrip())) for part in parts]
    value = tuple(bare) or (slice(end, end),)
    return replace(block, values=(*values, replace(last, value=value)))
