"""Layout: pages become one flow of text in reading order, with its tables as tabbed rows."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from msgspec.structs import replace

from pipeline.layout.parts import LaidOut
from pipeline.layout.weave import Weaver
from schemas.flow import LINE, WRAP
from schemas.page import Page

if TYPE_CHECKING:
    from pipeline.layout.furniture import FurnitureFound

__all__ = ["LaidOut", "lay_out"]


def lay_out(
    pages: Sequence[Page], furniture: FurnitureFound | None = None, keeps_parts: bool = False
) -> LaidOut:
    """Puts the pages of one document in reading order; plain text is in it already.

    `furniture` is that of these pages, where it was looked for in a file that holds more.
    `keeps_parts` is for who wants to see the parts of each page.

    There a carriage return is part of a line's end, here it would be a wrap: each gives way to a
    character of the same length.
    """
    if any(page.lines for page in pages):
        from pipeline.layout.geometry import lay_out_by_geometry

        return lay_out_by_geometry(pages, furniture, keeps_parts)
    weaver = Weaver(pages)
    for index, page in enumerate(pages):
        weaver.gap(LINE)
        weaver.stretch(index, 0, page.text)
    flow = weaver.flow()
    if WRAP in flow.text:
        flow = replace(flow, text=flow.text.replace("\r\n", " \n").replace("\r", LINE))
    return LaidOut(flow)
