"""Layout: pages become one flow of text in reading order, with its tables as tabbed rows."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from pipeline.layout.weave import Weaver
from schemas.flow import LINE, WRAP, Flow
from schemas.page import Page
from schemas.records import Furniture, JoinedTable

if TYPE_CHECKING:
    from pipeline.layout.parts import Part


class LaidOut(Struct, frozen=True, gc=False):
    """The document in reading order, and what its pages repeat and cut."""

    flow: Flow
    furniture: tuple[Furniture, ...] = ()
    joined_tables: tuple[JoinedTable, ...] = ()
    parts: tuple[tuple[Part, ...], ...] = ()
    """Of each page with geometry, from the top, before tables are joined."""


def lay_out(pages: Sequence[Page]) -> LaidOut:
    """Puts the pages of one document in reading order; plain text is in it already.

    There a carriage return is part of a line's end, here it would be a wrap: each gives way to a
    character of the same length.
    """
    if any(page.lines for page in pages):
        from pipeline.layout.geometry import lay_out_by_geometry

        found = lay_out_by_geometry(pages)
        return LaidOut(found.flow, found.furniture, found.joined_tables, found.parts)
    weaver = Weaver(pages)
    for index, page in enumerate(pages):
        weaver.gap(LINE)
        weaver.stretch(index, 0, len(page.text))
    flow = weaver.flow()
    if WRAP in flow.text:
        flow = replace(flow, text=flow.text.replace("\r\n", " \n").replace("\r", LINE))
    return LaidOut(flow)
