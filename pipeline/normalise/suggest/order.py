"""The order of a plan's azioni: plans go through the macro areas of the taxonomy one by one.

    A A A B B B B C C D D D D E E      of 1,634 neighbours in real plans 87 % share the macro area

So what the azioni before and after are about says something of the one between. How often one area
follows another is counted on classified plans; a plan is then read forwards and backwards (a hidden
Markov model whose states are the areas). Whether a plan keeps that order at all is not taken for
granted: what its texts say in that order is held against what they say in any, and counts as much
as it is likelier. One azione by itself has no order.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import pairwise

import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

Floats = NDArray[np.float64]
_UNSEEN = 0.5
"""What is added to every count: what was never seen may still be."""
_WIDEST = 50.0
"""Beyond this logarithm a likelihood is certain."""


class Order(Struct, frozen=True):
    """What was counted: shares that add up to 1."""

    areas: tuple[str, ...]
    first: tuple[float, ...]
    """How often a plan begins with each area."""
    then: tuple[tuple[float, ...], ...]
    """How often each area follows: a row for the area before."""
    usual: tuple[float, ...]
    """How often each area is met."""

    @property
    def is_square(self) -> bool:
        """Whether each area has its numbers."""
        lengths = map(len, (self.first, self.usual, self.then, *self.then))
        return {len(self.areas)}.issuperset(lengths)


def counted(plans: Iterable[Sequence[str]], areas: Sequence[str]) -> Order:
    """The order of classified plans, each the areas of its azioni one by one."""
    at = {area: place for place, area in enumerate(areas)}
    first, usual = np.full(len(at), _UNSEEN), np.full(len(at), _UNSEEN)
    then = np.full((len(at), len(at)), _UNSEEN)
    for plan in plans:
        places = [at[area] for area in plan]
        for place in places:
            usual[place] += 1
        for place in places[:1]:
            first[place] += 1
        for before, after in pairwise(places):
            then[before, after] += 1
    return Order(
        tuple(areas),
        tuple((first / first.sum()).tolist()),
        tuple(map(tuple, (then / then.sum(axis=1, keepdims=True)).tolist())),
        tuple((usual / usual.sum()).tolist()),
    )


def in_order(
    order: Order, area_of: Sequence[int], chances: Floats, known: Sequence[int | None]
) -> Floats:
    """The chances of each code for each azione of a plan, seen together.

    Args:
        order: As counted.
        area_of: The place in `order.areas` of each code's area.
        chances: By azione and code, from the text alone.
        known: The place of an azione's area, where the act prints it.
    """
    areas = range(len(order.areas))
    by_area = np.stack([chances[:, np.equal(area_of, area)].sum(axis=1) for area in areas], axis=1)
    for row, area in enumerate(known):
        if area is not None:
            by_area[row] = np.where(np.equal(areas, area), 1.0, 1e-9)
    alone = by_area / by_area.sum(axis=1, keepdims=True)
    if len(chances) > 1:
        together, likelier = _smoothed(order, alone / np.array(order.usual))
        share = 1 / (1 + np.exp(-np.clip(likelier, -_WIDEST, _WIDEST)))
        alone = share * together + (1 - share) * alone
    before = np.stack([chances[:, np.equal(area_of, area)].sum(axis=1) for area in areas], axis=1)
    found = chances * (alone / np.maximum(before, 1e-12))[:, area_of]
    return np.asarray(found / found.sum(axis=1, keepdims=True))


def _smoothed(order: Order, told: Floats) -> tuple[Floats, float]:
    """The areas' chances given the whole plan, and the logarithm of how much likelier it is so.

    `told` is what each text says for each area, against what is usual.
    """
    first, then, usual = (np.array(each) for each in (order.first, order.then, order.usual))
    ahead, back = np.zeros_like(told), np.ones_like(told)
    likelier = 0.0
    for row, says in enumerate(told):
        joint = (ahead[row - 1] @ then if row else first) * says
        ahead[row] = joint / joint.sum()
        likelier += float(np.log(joint.sum()) - np.log((usual * says).sum()))
    for row in range(len(told) - 2, -1, -1):
        joint = then @ (told[row + 1] * back[row + 1])
        back[row] = joint / joint.sum()
    both = ahead * back
    return both / both.sum(axis=1, keepdims=True), likelier
