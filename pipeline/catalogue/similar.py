"""Titles that are the same or nearly so, in one edition of the taxonomy, classified otherwise.

    Bonus trasporti     B02-0211          Bonus trasporto     B04-0401

Not all titles are compared with all: two that share none of their rarest words are not alike. A
word that very many titles share is no help, and is passed over.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from itertools import chain, combinations, groupby
from typing import NamedTuple

from pipeline.catalogue.engine import File

ALIKE = 90.0
"""Titles at least so alike, from 0 to 100, are shown."""

_RAREST = 2
"""Words of a title that it is looked up by."""

_BLOCK = 50
"""A word that more titles are looked up by is passed over."""

_PARTNERS = 5
"""Pairs shown of one title, the most alike."""

_TITLES = """
SELECT edizione, titolo_chiave, codici, count(*), min(coalesce(titolo, ambito)), min(id)
FROM interventi NOT INDEXED
WHERE codici IS NOT NULL AND titolo_chiave <> ''
GROUP BY titolo_chiave, edizione, codici
"""


class _Title(NamedTuple):
    """A title with its entries, and how often."""

    edition: str
    key: str
    codes: str
    often: int
    printed: str
    example: str


Shown = tuple[str, str, int, str]


def similar(connection: File) -> list[tuple[object, ...]]:
    """The rows of `somiglianze`, the most alike first."""
    by_edition: defaultdict[str, list[_Title]] = defaultdict(list)
    for row in connection.execute(_TITLES):
        title = _Title(*row)
        by_edition[title.edition].append(title)
    found = [
        (-score, edition, *_shown(one), *_shown(other))
        for edition, titles in by_edition.items()
        for score, one, other in _pairs(sorted(titles))
    ]
    return [
        (place, edition, -score, *rest)
        for place, (score, edition, *rest) in enumerate(sorted(found), 1)
    ]


def _pairs(titles: Sequence[_Title]) -> Iterator[tuple[float, _Title, _Title]]:
    partners: Counter[int] = Counter()
    found = sorted((-score, i, j) for (i, j), score in _scores(titles).items())
    for score, i, j in found:
        if partners[i] < _PARTNERS and partners[j] < _PARTNERS:
            partners[i] += 1
            partners[j] += 1
            yield round(-score, 1), titles[i], titles[j]


def _scores(titles: Sequence[_Title]) -> dict[tuple[int, int], float]:
    """How alike titles with other entries are, by their places: those of one block."""
    from rapidfuzz.fuzz import ratio

    scores: dict[tuple[int, int], float] = {}
    for block in _blocks(titles):
        for i, j in combinations(block, 2):
            one, other = titles[i], titles[j]
            if one.codes != other.codes and (i, j) not in scores:
                score = ratio(one.key, other.key, score_cutoff=ALIKE)
                if score:
                    scores[i, j] = score
    return scores


def _blocks(titles: Sequence[_Title]) -> Iterator[list[int]]:
    """Places of titles with the same letters, and of those that share a rare word.

    Titles come sorted. Their words are parted twice rather than held: there may be a million.
    """
    often = Counter(word for title in titles for word in set(title.key.split()))
    blocks: defaultdict[str, list[int]] = defaultdict(list)
    for place, title in enumerate(titles):
        words = sorted(set(title.key.split()), key=lambda word: (often[word], word))
        for word in words[:_RAREST]:
            if often[word] > 1:
                blocks[word].append(place)
    same = groupby(range(len(titles)), key=lambda place: titles[place].key)
    for block in chain((list(places) for _, places in same), blocks.values()):
        if 1 < len(block) <= _BLOCK:
            yield block


def _shown(title: _Title) -> Shown:
    return title.printed, title.codes, title.often, title.example
