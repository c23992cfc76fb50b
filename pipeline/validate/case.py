"""What a check may look at."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct

from schemas.block import Block
from schemas.flow import Flow
from schemas.page import Span
from schemas.records import Dichiarati, Intervento


class Case(Struct, frozen=True, gc=False):
    """One document before it is written: what was read, and what it was read from."""

    flow: Flow
    blocks: Sequence[Block]
    interventi: Sequence[Intervento]
    dichiarati: Dichiarati
    unread: Sequence[slice]
    strangers: Sequence[slice] = ()

    def place(self, part: slice) -> Span | None:
        """Where a part of the flow begins to stand in the source."""
        return next(iter(self.flow.spans(part)), None)
