"""What segmentation gives: labels with their values, grouped into blocks, one an intervento.

Every slice is one of the text of a `Flow`: `flow.text[value]`.
"""

from typing import Literal

from msgspec import Struct

BlockKind = Literal["progettualita", "azione"]


class LabelledValue(Struct, frozen=True, gc=False):
    """A printed label, from `start` of the flow, and what stands behind it.

    `field` is the contract's name for it, None for a label the lexicon does not know. A value that
    goes on elsewhere (the next row, over a page) has several slices; one that several rows share
    stands before `start`, in the first of them.
    """

    label: str
    start: int
    field: str | None
    value: tuple[slice, ...]


class BlockArea(Struct, frozen=True, gc=False):
    """The section that a block stands under: its number, its title, what explains it."""

    numero: slice
    titolo: slice
    testo: slice
    parola: slice = slice(0, 0)
    """The word before the number, `AREA`."""


class Block(Struct, frozen=True, gc=False):
    """The pairs of one intervento, in the order printed, and its heading if it has one."""

    kind: BlockKind
    head: slice | None
    numero: slice | None
    heading: slice | None
    values: tuple[LabelledValue, ...]
    area: BlockArea | None = None

    @property
    def begin(self) -> int:
        """Where it begins, with the title of its area, if that stands above it."""
        start: int = self.extent.start
        word: int = self.area.parola.start if self.area and self.area.parola.stop else start
        return min(start, word)

    @property
    def extent(self) -> slice:
        """From the heading or first label to the end of the last value."""
        start = self.head.start if self.head else self.values[0].start
        if self.values:
            return slice(start, max(pair.value[-1].stop for pair in self.values))
        last = self.heading or self.head
        return slice(start, last.stop if last else start)


class Segments(Struct, frozen=True, gc=False):
    """A document cut up: its blocks, and the separators between them."""

    blocks: tuple[Block, ...]
    separators: tuple[slice, ...]
    headers: tuple[slice, ...] = ()
    """The labels of wide tables, each once for all the values under it."""
    strangers: tuple[slice, ...] = ()
    """Lines in capitals that look like labels, and are none that the lexicon knows."""
