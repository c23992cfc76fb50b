"""What a check may look at."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from msgspec import Struct

from schemas.act_reading import ActReading
from schemas.block import Block
from schemas.flow import Flow
from schemas.page import Span
from schemas.records import (
    Atto,
    AzioneVamt,
    Dichiarati,
    Distretto,
    Ente,
    Intervento,
    OrganizzazioneAderente,
    Riferimento,
)

if TYPE_CHECKING:
    from schemas.dataset import TipoDocumento

_SOUGHT_WORDS = 12
"""A passage is told from others by its first words."""


class Case(Struct, frozen=True, gc=False):
    """One document before it is written: what was read, and what it was read from."""

    flow: Flow
    blocks: Sequence[Block]
    interventi: Sequence[Intervento]
    dichiarati: Dichiarati
    unread: Sequence[slice]
    strangers: Sequence[slice] = ()
    tipo: TipoDocumento = "altro"
    titolo: str | None = None
    anno: int | None = None
    ente: Ente | None = None
    atto: Atto | None = None
    atto_letture: Sequence[ActReading] = ()
    distretto: Distretto | None = None
    azioni_vamt: Sequence[AzioneVamt] = ()
    organizzazioni: Sequence[OrganizzazioneAderente] = ()
    riferimenti: Sequence[Riferimento] = ()
    taxonomy: str | None = None
    """The folder of the user's editions of the taxonomy."""

    def place(self, part: slice) -> Span | None:
        """Where a part of the flow begins to stand in the source."""
        return next(iter(self.flow.spans(part)), None)

    def place_of(self, order: int) -> Span | None:
        """Where an intervento stands, by its index."""
        return self.place(self.blocks[order].extent) if order < len(self.blocks) else None

    def place_of_words(self, words: str) -> Span | None:
        """Where a passage first stands, whatever white space parts its words; None if nowhere."""
        sought = [re.escape(word) for word in words.split()[:_SOUGHT_WORDS]]
        found = re.search(r"\s+".join(sought), self.flow.text) if sought else None
        return self.place(slice(*found.span())) if found else None
