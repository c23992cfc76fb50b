"""Many small things kept as numbers: a rule of four edges takes 32 bytes, as an object 140."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Any, TypeVar, overload

T = TypeVar("T")


class Packed(Sequence[T]):
    """Things of one kind, kept as an array for each of their numbers; objects for who asks."""

    __slots__ = ("_kind", "columns")

    def __init__(self, kind: Callable[..., T], *columns: Sequence[float]) -> None:
        """`kind` makes a thing of its numbers, one from each column."""
        self._kind: Callable[..., T] = kind
        self.columns: tuple[Sequence[Any], ...] = columns

    def __len__(self) -> int:
        return len(self.columns[0])

    def __iter__(self) -> Iterator[T]:
        return map(self._kind, *self.columns)

    @overload
    def __getitem__(self, at: int) -> T: ...
    @overload
    def __getitem__(self, at: slice) -> Sequence[T]: ...
    def __getitem__(self, at: int | slice) -> T | Sequence[T]:
        if isinstance(at, slice):
            return tuple(self)[at]
        return self._kind(*[column[at] for column in self.columns])
