"""Layout: pages become one flow of text in reading order, with its tables as tabbed rows."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from pipeline.layout.parts import LaidOut
from pipeline.layout.weave import Weaver
from schemas.flow import LINE
from schemas.page import Page

if TYPE_CHECKING:
    from pipeline.layout.furniture import FurnitureFound

__all__ = ["LaidOut", "lay_out"]


def lay_out(
    pages: Sequence[Page],
    furniture: FurnitureFound | None = None,
    keeps_parts: bool = False,
    is_typed: bool = False,
) -> LaidOut:
    """Puts the pages of one document in reading order.

    `furniture` is that of these pages, where it was looked for in a file that holds more.
    `keeps_parts` is for who wants to see the parts of each page. `is_typed`: they are those of a
    text file, whose lines other tools have set.
    """
    if any(page.lines for page in pages):
        from pipeline.layout.geometry import lay_out_by_geometry

        return lay_out_by_geometry(pages, furniture, keeps_parts)
    if is_typed:
        from pipeline.layout.typed import lay_out_typed

        return lay_out_typed(pages)
    weaver = Weaver(pages)
    for index, page in enumerate(pages):
        weaver.gap(LINE)
        weaver.stretch(index, 0, page.text)
    return LaidOut(weaver.flow())
