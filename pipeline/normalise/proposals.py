"""Proposals: which keys of organisations may be one, and which names may not be their key's.

A function of the names alone: the same proposals in the same order whatever the order of the
mentions. Two keys of the tables of municipalities are never proposed as one; keys are compared
within blocks only, so that ten thousand names take seconds.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import combinations

from msgspec import Struct

from extractors.organisation_keys.keys import is_local, place_of
from extractors.organisation_keys.likeness import Likeness, blocks, likeness
from extractors.organisation_keys.spelling import spelt, without_small, words
from extractors.organisation_keys.table import matching, table
from pipeline.normalise.reviewed import Row

_NEIGHBOURS = 8
"""In a block that is too large each key is compared with so many behind it, in their order."""
_PLACES_SHOWN = 3
_FIRM_REASONS = ("slip", "blanks", "order")


class Cited(Struct, frozen=True, gc=False):
    """A name, the key it got, and the document that holds it."""

    nome: str
    chiave: str
    path: str
    body: str | None = None
    """The key of the body whose act prints it."""


class Seen(Struct):
    """What is known of a key: its names, the documents that print them, by each body."""

    names: dict[str, int]
    paths: dict[str, int]
    bodies: dict[str, dict[str, int]]

    @property
    def weight(self) -> tuple[int, int]:
        """How well attested it is: by documents, then by mentions."""
        return len(self.paths), sum(self.paths.values())


def proposals(cited: Iterable[Cited], decided: Sequence[Row] = ()) -> list[Row]:
    """What a reviewer may decide on: merges by score, then splits by key.

    Args:
        cited: Every mention of every document, in any order.
        decided: Rows of before; what they decide on is not proposed again.
    """
    seen = _seen(cited)
    known = {frozenset((row.key, row.to_key)) for row in decided}
    merges = [
        _merge(seen, one, other, alike)
        for one, other, alike in _pairs(seen)
        if frozenset((one, other)) not in known
    ]
    merges.sort(key=lambda row: (-(row.score or 0), row.key, row.to_key))
    kept = {_about(row) for row in decided if row.name or row.body}
    splits = [row for row in (*_splits(seen), *_homonyms(seen)) if _about(row) not in kept]
    return [*merges, *splits]


def _about(row: Row) -> tuple[str, str, str]:
    return row.key, spelt(row.name), row.body


def _seen(cited: Iterable[Cited]) -> dict[str, Seen]:
    seen: dict[str, Seen] = {}
    for each in cited:
        of = seen.setdefault(each.chiave, Seen({}, {}, {}))
        by_body = of.bodies.setdefault(each.body, {}) if each.body else {}
        for counted, what in ((of.names, each.nome), (of.paths, each.path), (by_body, each.path)):
            counted[what] = counted.get(what, 0) + 1
    return {key: seen[key] for key in sorted(seen)}


def _pairs(keys: Iterable[str]) -> Iterator[tuple[str, str, Likeness]]:
    """Every two keys of one block that may be one, each pair once."""
    together: defaultdict[str, list[str]] = defaultdict(list)
    for key in keys:
        for block in blocks(key):
            together[block].append(key)
    met: set[tuple[str, str]] = set()
    for block in sorted(together):
        for pair in _compared(together[block]):
            if pair not in met:
                met.add(pair)
                if alike := likeness(*pair):
                    yield (*pair, alike)


def _compared(keys: Sequence[str]) -> Iterator[tuple[str, str]]:
    if len(keys) <= matching().block:
        yield from combinations(keys, 2)
        return
    for n, key in enumerate(keys):
        for other in keys[n + 1 : n + 1 + _NEIGHBOURS]:
            yield key, other


def _merge(seen: Mapping[str, Seen], one: str, other: str, alike: Likeness) -> Row:
    """The proposal that the key with less behind it goes into the other."""
    key, to_key = sorted((one, other), key=lambda each: (seen[each].weight, len(each), each))
    if not alike.reason.startswith(_FIRM_REASONS):
        key, to_key = sorted((one, other), key=lambda each: (len(each), each))
    names = " / ".join(_shown(seen[each].names) for each in (key, to_key))
    return Row(
        "merge?", "", key, to_key, alike.score, f"{alike.reason}: {names}", _where(seen[key].paths)
    )


def _splits(seen: Mapping[str, Seen]) -> Iterator[Row]:
    """Names that share a key with others and are not only spelt or joined otherwise."""
    for key, of in seen.items():
        forms: dict[str, str] = {}
        for name in sorted(of.names):
            forms.setdefault(_plain(name), name)
        for form, name in forms.items() if len(forms) > 1 else ():
            if form != _plain(key):
                others = {each: of.names[each] for each in forms.values() if each != name}
                reason = f"beside {_shown(others)}"
                yield Row("split?", name, key, spelt(name), None, reason, _where(of.paths))


def _homonyms(seen: Mapping[str, Seen]) -> Iterator[Row]:
    """Keys of what every village has, `parrocchia san rocco`, in the acts of several bodies."""
    for key, of in seen.items():
        if len(of.bodies) < 2 or not is_local(key):
            continue
        reason = f"in the acts of {', '.join(sorted(of.bodies))}: {_shown(of.names)}"
        for body, paths in sorted(of.bodies.items()):
            own = f"{key} {place_of(body)}"
            yield Row("split?", "", key, own, None, reason, _where(paths), body)


def _plain(name: str) -> str:
    return " ".join(without_small(words(name), table().small))


def _shown(names: Mapping[str, int]) -> str:
    """The names, those met most first."""
    order = sorted(names, key=lambda name: (-names[name], name))
    more = f" and {len(order) - _PLACES_SHOWN} more" if len(order) > _PLACES_SHOWN else ""
    return "; ".join(order[:_PLACES_SHOWN]) + more


def _where(counts: Mapping[str, int]) -> str:
    paths = sorted(counts)
    more = f" and {len(paths) - _PLACES_SHOWN} more" if len(paths) > _PLACES_SHOWN else ""
    return "; ".join(paths[:_PLACES_SHOWN]) + more
