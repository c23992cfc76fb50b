"""What is counted of organisations: who is named, how often, with whom.

By numbers rather than in SQL: a million interventi name two million organisations, and each is
paired with those beside it.
"""

from __future__ import annotations

from array import array
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Any

from extractors.folding import folded
from pipeline.catalogue.engine import File
from pipeline.catalogue.intervento_rows import Row, Rows

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Numbers = NDArray[np.int64]

Mention = tuple[int, str | None, bool, str, str]
"""Intervento, its body, whether the organisation leads it, the organisation's key, its name."""

_MENTIONS = """
SELECT i.n, i.territorio, p.ruolo = 'referente', p.organizzazione, p.nome
FROM intervento_organizzazione p CROSS JOIN interventi i ON i.id = p.intervento_id
"""

_LISTED = "SELECT organizzazione, nome, count(*) FROM adesioni GROUP BY 1, 2"

_LISTS = "SELECT organizzazione, count(DISTINCT documento_id) FROM adesioni GROUP BY 1"

_HALF = 32
"""Bits of each of two numbers that are one."""

_ROWS = 2_000
"""Of pairs, made at once."""


class Organisations:
    """What interventi say of organisations, kept as numbers: 17 bytes a mention."""

    def __init__(self) -> None:
        self._known: defaultdict[tuple[str, str], int] = _numbered()
        self._bodies: defaultdict[str | None, int] = _numbered()
        self._interventi, self._names, self._places = array("q"), array("i"), array("i")
        self._leads = array("b")

    def add(self, mentions: Iterable[Mention]) -> None:
        """Adds what some interventi mention."""
        found = list(mentions)
        known, bodies = self._known, self._bodies
        self._interventi.extend([mention[0] for mention in found])
        self._names.extend([known[mention[3:]] for mention in found])
        self._places.extend([bodies[mention[1]] for mention in found])
        self._leads.extend([mention[2] for mention in found])

    def add_all(self, connection: File) -> None:
        """Adds what all interventi of a file mention."""
        self.add(connection.execute(_MENTIONS))

    def count(self, connection: File) -> tuple[list[Row], Iterator[list[Row]]]:
        """The rows of `organizzazioni`, and those of `coppie_organizzazioni`, some at a time.

        Both in order of their keys. Lists of members are asked of the file.
        """
        import numpy as np

        listed = connection.execute(_LISTED).fetchall()
        keys = sorted({key for key, _ in self._known} | {key for key, *_ in listed})
        number = {key: place for place, key in enumerate(keys)}
        of_name = np.array([number[key] for key, _ in self._known], np.int64)
        names = np.frombuffer(self._names, np.int32)
        named = of_name[names] if len(names) else np.zeros(0, np.int64)
        interventi = np.frombuffer(self._interventi, np.int64)
        each = np.unique(interventi << _HALF | named)
        leading = np.unique((interventi << _HALF | named)[np.frombuffer(self._leads, np.bool_)])
        places = np.unique(named << _HALF | np.frombuffer(self._places, np.int32))
        if None in self._bodies:
            places = places[_second(places) != self._bodies[None]]
        counts = [
            np.bincount(found, minlength=len(keys)).tolist()
            for found in (_second(each), _second(leading), places >> _HALF)
        ]
        lists = dict(connection.execute(_LISTS).fetchall())
        usual = self._usual_names(np.bincount(names, minlength=len(self._known)).tolist(), listed)
        rows: list[Row] = [
            (key, usual[key], folded(usual[key]), *numbers, lists.get(key, 0))
            for key, *numbers in zip(keys, *counts, strict=True)
        ]
        return rows, _pair_rows(keys, *_pairs(each))

    def _usual_names(
        self, often: Sequence[int], listed: Iterable[tuple[str, str, int]]
    ) -> dict[str, str]:
        """Each organisation by the name that it has most often, and the first of those."""
        counted: defaultdict[tuple[str, str], int] = defaultdict(int)
        for known, count in zip(self._known, often, strict=True):
            counted[known] += count
        for key, name, count in listed:
            counted[key, name] += count
        best = sorted((-count, name, key) for (key, name), count in counted.items())
        return {key: name for _, name, key in reversed(best)}


def mentions(rows: Rows) -> Iterator[Mention]:
    """What the rows of some interventi mention."""
    own: list[Any] = rows["interventi"]
    cited: list[Any] = rows["intervento_organizzazione"]
    places = {row[1]: (row[0], row[4]) for row in own}
    for identifier, role, _, key, name in cited:
        number, body = places[identifier]
        yield number, body, role == "referente", key, name


def _numbered() -> defaultdict[Any, int]:
    """Numbers what it is asked for, from 0."""
    numbers: defaultdict[Any, int] = defaultdict()
    length: Callable[[], int] = numbers.__len__
    numbers.default_factory = length
    return numbers


def _second(pairs: Numbers) -> Numbers:
    return pairs & ((1 << _HALF) - 1)


def _pairs(each: Numbers) -> tuple[Numbers, Numbers]:
    """Pairs of organisations that one intervento names, both ways, in order; and how often.

    `each` has an intervento and an organisation, in order: those of one follow each other.
    """
    import numpy as np

    interventi, named = each >> _HALF, _second(each)
    found = []
    for apart in range(1, len(each)):
        same = interventi[apart:] == interventi[:-apart]
        if not same.any():
            break
        found.append(named[:-apart][same] << _HALF | named[apart:][same])
    one_way, often = np.unique(
        np.concatenate(found) if found else np.zeros(0, np.int64), return_counts=True
    )
    both = np.concatenate([one_way, _second(one_way) << _HALF | one_way >> _HALF])
    order = np.argsort(both)
    return both[order], np.concatenate([often, often])[order]


def _pair_rows(keys: Sequence[str], pairs: Numbers, often: Numbers) -> Iterator[list[Row]]:
    for start in range(0, len(pairs), _ROWS):
        some = pairs[start : start + _ROWS]
        yield [
            (keys[one], keys[other], count)
            for one, other, count in zip(
                (some >> _HALF).tolist(),
                _second(some).tolist(),
                often[start : start + _ROWS].tolist(),
                strict=True,
            )
        ]
