"""What a check may look at."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from msgspec import Struct

from schemas.block import Block
from schemas.flow import Flow
from schemas.page import Span
from schemas.records import Dichiarati, Intervento

if TYPE_CHECKING:
    from schemas.dataset import TipoDocumento


class Case(Struct, frozen=True, gc=False):
    """One document before it is written: what was read, and what it was read from."""

    flow: Flow
    blocks: Sequence[Block]
    interventi: Sequence[Intervento]
    dichiarati: Dichiarati
    unread: Sequence[slice]
    strangers: Sequence[slice] = ()
    tipo: TipoDocumento = "altro"

    def place(self, part: slice) -> Span | None:
        """Where a part of the flow begins to stand in the source."""
        return next(iter(self.flow.spans(part)), None)
