"""A network as a list with arcs: names one below the other, an arc between those that go together.

A cloud of nodes says that there is a network and hides who is in it. Here every name can be read,
its figure stands beside it, the arc's thickness says how often two go together, and the order puts
those that do near each other. Nothing is left to chance: the order is the best that exchanging and
moving names finds from the given one, in whole numbers.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from msgspec import Struct

from pipeline.catalogue.report.drawing import WIDTH, Chart, Mark, fitted_name, label, width_of

_NAMES, _ROW, _DOTS, _TEXT = 380, 25, 30.0, 12.0
_THINNEST, _THICKEST, _ROUNDS = 1.2, 9.0, 40


class Node(Struct, frozen=True, gc=False):
    """A name with its figure."""

    key: str
    name: str
    value: int
    figure: str
    tip: str


class Arc(Struct, frozen=True, gc=False):
    """Two keys that go together so often."""

    one: str
    other: str
    value: int
    tip: str


def arranged(keys: Sequence[str], ties: Mapping[tuple[str, str], int]) -> list[str]:
    """The keys, those with strong ties near each other: shortest arcs, each times its strength."""
    order = list(keys)
    best = _length(order, ties)
    for _ in range(_ROUNDS):
        before = best
        for key in keys:
            place = order.index(key)
            for other in range(len(order)):
                tried = order[:place] + order[place + 1 :]
                tried.insert(other, key)
                length = _length(tried, ties)
                if length < best:
                    order, best, place = tried, length, other
        if best == before:
            break
    return order


def _length(order: Sequence[str], ties: Mapping[tuple[str, str], int]) -> int:
    places = {key: place for place, key in enumerate(order)}
    return sum(abs(places[one] - places[other]) * value for (one, other), value in ties.items())


def arcs(title: str, description: str, nodes: Sequence[Node], ties: Sequence[Arc]) -> Chart:
    """Draws the nodes in their order, the strongest arcs on top."""
    places = {node.key: place for place, node in enumerate(nodes)}
    largest = max(node.value for node in nodes) or 1
    strongest = max((tie.value for tie in ties), default=1)
    figures = max(width_of(node.figure, _TEXT) for node in nodes)
    axis = _NAMES + figures + 20 + _DOTS / 2
    room = WIDTH - axis - 10
    longest = max((abs(places[tie.one] - places[tie.other]) for tie in ties), default=1)
    scale = min(room / (longest * _ROW), 2.0)
    marks = [
        _arc(tie, sorted((places[tie.one], places[tie.other])), axis, scale, strongest)
        for tie in sorted(ties, key=lambda tie: tie.value)
    ]
    for place, node in enumerate(nodes):
        y = _middle(place)
        name = fitted_name(node.name, _NAMES - 4, _TEXT)
        wide = 5 + (_DOTS - 12) * (node.value / largest) ** 0.5
        marks += [
            Mark("text", "label", _NAMES, y + 4, text=name, tip=node.name, anchor="end"),
            label(_NAMES + 10, y + 4, node.figure, "label strong"),
            Mark("circle", "node", axis, y, wide, tip=node.tip),
        ]
    return Chart(title, description, len(nodes) * _ROW + 10, marks)


def _middle(place: int) -> float:
    return place * _ROW + _ROW / 2 + 5


def _arc(tie: Arc, places: Sequence[int], axis: float, scale: float, strongest: int) -> Mark:
    above, below = map(_middle, places)
    radius = (below - above) / 2
    path = f"M{axis:g} {above:g}A{radius * 2 * scale:g} {radius:g} 0 0 1 {axis:g} {below:g}"
    share = tie.value / strongest
    thickest = min(_THICKEST, _THINNEST + strongest / 2)
    return Mark(
        "path",
        f"arc a{min(3, strongest, 1 + int(share * 3))}",
        width=round(_THINNEST + (thickest - _THINNEST) * share, 2),
        text=path,
        tip=tie.tip,
    )
