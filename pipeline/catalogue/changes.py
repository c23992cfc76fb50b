"""What changed in a body's interventi from one year to the next with documents.

    2022  Network Comuni Amici della Famiglia      2023  Rete dei Comuni amici della famiglia

Titles that are the same, capitals, accents and punctuation put aside, are one intervento; of those
left over, the most alike are paired first, down to `REWORDED`. What has a pair was `riscritto` if
its title or its texts differ; what has none was `aggiunto` or `tolto`.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from functools import partial
from itertools import chain, groupby, pairwise
from operator import itemgetter
from typing import Any, NamedTuple

from extractors.folding import folded
from pipeline.catalogue.engine import File

REWORDED = 75.0
"""Titles at least so alike, from 0 to 100 (share of letters in common), are one reworded."""

_SAME = 100.0

TITLED = """
SELECT territorio, anno, id, titolo_chiave, impronta, coalesce(titolo, ambito)
FROM interventi
WHERE territorio IS NOT NULL AND anno IS NOT NULL AND titolo_chiave IS NOT NULL
"""
_YEARS = """
SELECT d.territorio, d.anno, i.id, i.titolo_chiave, i.impronta, coalesce(i.titolo, i.ambito)
FROM documenti d CROSS JOIN interventi i ON i.documento_id = d.id
WHERE d.territorio IS NOT NULL AND d.anno IS NOT NULL AND i.titolo_chiave IS NOT NULL
ORDER BY d.territorio, d.anno
"""
"""By documents, whose interventi stand together in the file: no row of a million is sorted."""

_PARTED = """
SELECT territorio FROM documenti d
WHERE n_interventi AND anno BETWEEN :da AND :a AND territorio IN (
  SELECT chiave FROM territori WHERE instr(nome_chiave, :name)
)
GROUP BY territorio
HAVING min(anno) = :da AND max(anno) = :a AND NOT EXISTS (
  SELECT 1 FROM confronti c
  WHERE c.territorio = d.territorio AND c.anno_da = :da AND c.anno_a = :a
)
"""
"""Bodies so named that have both years, and another in between."""

_TWO_YEARS = f"{TITLED} AND territorio = ? AND anno IN (?, ?) ORDER BY territorio, anno"


class Titled(NamedTuple):
    """An intervento as it is compared."""

    id: str
    key: str
    fingerprint: str | None
    title: str


class Change(NamedTuple):
    """A row of `confronti`, without body and years."""

    state: str
    before: Titled | None
    after: Titled | None
    alike: float | None


Row = tuple[object, ...]

_titled = partial(tuple.__new__, Titled)


def changes(connection: File) -> Iterator[Row]:
    """The rows of `confronti`, in order."""
    yield from year_by_year(connection.execute(_YEARS))


def changes_between(connection: File, name: str, year: int, later: int) -> Iterator[Row]:
    """The rows of two years that do not follow each other, of the bodies so named."""
    parted = connection.execute(_PARTED, {"da": year, "a": later, "name": folded(name)}).fetchall()
    for (body,) in parted:
        yield from year_by_year(connection.execute(_TWO_YEARS, (body, year, later)))


def year_by_year(found: Iterable[Sequence[Any]]) -> Iterator[Row]:
    """The rows of interventi in order of body and year: body, year, then what `Titled` holds."""
    for body, rows in groupby(found, key=itemgetter(0)):
        years = [
            (year, sorted([_titled(row[2:]) for row in group]))
            for year, group in groupby(rows, key=itemgetter(1))
        ]
        for (year, before), (next_year, after) in pairwise(years):
            yield from _rows((body, year, next_year), compare(before, after))


def compare(before: Sequence[Titled], after: Sequence[Titled]) -> list[Change]:
    """What was added, dropped and reworded; what stayed as it was is left out."""
    pairs, old, new = _same_titles(before, after)
    alike = _alike_titles(old, new) if old and new else []
    found = [
        Change("riscritto", one, other, score)
        for one, other, score in chain(pairs, alike)
        if one.fingerprint != other.fingerprint or one.title != other.title
    ]
    paired = {each.id for one, other, _ in alike for each in (one, other)}
    found += [Change("aggiunto", None, each, None) for each in new if each.id not in paired]
    found += [Change("tolto", each, None, None) for each in old if each.id not in paired]
    return sorted(found, key=_place)


def _same_titles(
    before: Sequence[Titled], after: Sequence[Titled]
) -> tuple[list[tuple[Titled, Titled, float]], list[Titled], list[Titled]]:
    """Pairs with one title, and what is left of each year; equal texts are paired first."""
    waiting: defaultdict[str, list[Titled]] = defaultdict(list)
    for each in before:
        waiting[each.key].append(each)
    pairs, new = [], []
    for each in after:
        same = waiting.get(each.key)
        if not same:
            new.append(each)
            continue
        place = 0
        if len(same) > 1:
            texts = [one.fingerprint for one in same]
            place = texts.index(each.fingerprint) if each.fingerprint in texts else 0
        pairs.append((same.pop(place), each, _SAME))
    return pairs, sorted(one for left in waiting.values() for one in left), new


def _alike_titles(
    old: Sequence[Titled], new: Sequence[Titled]
) -> list[tuple[Titled, Titled, float]]:
    """Pairs of titles that are alike, the most alike first, each in one pair."""
    from rapidfuzz.fuzz import ratio
    from rapidfuzz.process import cdist

    scores = cdist(
        [each.key for each in old],
        [each.key for each in new],
        scorer=ratio,
        score_cutoff=REWORDED,
    )
    places = sorted((-float(scores[i, j]), i, j) for i, j in zip(*scores.nonzero(), strict=True))
    pairs = []
    used_old: set[int] = set()
    used_new: set[int] = set()
    for score, i, j in places:
        if i not in used_old and j not in used_new:
            used_old.add(i)
            used_new.add(j)
            pairs.append((old[i], new[j], round(-score, 1)))
    return pairs


def _place(change: Change) -> tuple[str, str, str]:
    one, other = change.before, change.after
    return change.state, one.id if one else "", other.id if other else ""


def _rows(head: tuple[object, ...], found: Iterable[Change]) -> Iterator[Row]:
    for state, one, other, alike in found:
        yield (
            *(*head, state, one.id if one else None, other.id if other else None),
            *(one.title if one else None, other.title if other else None, alike),
        )
