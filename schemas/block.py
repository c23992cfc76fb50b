"""What segmentation gives: labels with their values, grouped into blocks, one an intervento.

Every position is an offset into the text of a `Flow`.
"""

from typing import Literal, NamedTuple

BlockKind = Literal["progettualita", "azione"]


class Slice(NamedTuple):
    """`flow.text[start:end]`."""

    start: int
    end: int


class LabelledValue(NamedTuple):
    """A printed label and what stands behind it.

    `field` is the contract's name for it, None for a label the lexicon does not know. A value that
    goes on elsewhere (the next row, over a page) has several slices.
    """

    label: Slice
    field: str | None
    value: tuple[Slice, ...]


class Block(NamedTuple):
    """The pairs of one intervento, in the order printed, and its heading if it has one."""

    kind: BlockKind
    head: Slice | None
    numero: Slice | None
    heading: Slice | None
    values: tuple[LabelledValue, ...]

    @property
    def extent(self) -> Slice:
        """From the heading or first label to the end of the last value."""
        start = self.head.start if self.head else self.values[0].label.start
        ends = [self.heading.end] if self.heading else []
        ends += [value.value[-1].end for value in self.values]
        return Slice(start, max(ends))


class Segments(NamedTuple):
    """A document cut up: its blocks, and the separators between them."""

    blocks: tuple[Block, ...]
    separators: tuple[Slice, ...]
