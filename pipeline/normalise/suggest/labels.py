"""Suggesting without a model: how much of a label stands in an azione's own words.

    Kit e bonus per i nuovi nati    Promozione della natalità (Bonus bebè, kit nuovi nati ecc.)

A rough aid for those who have nothing to train on: most azioni say what they are in other words
than the taxonomy does, and then the three are guesses. No score is a probability.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Mapping, Sequence
from itertools import chain

from extractors.folding import folded
from pipeline.normalise.suggest.pieces import PARTS, WORDS, pieces
from schemas.taxonomy import Edition

_BLOCKS = (PARTS, WORDS)
_OF_TITLE, _OF_TEXT = 0.5, 0.5
"""What the likeness of the title counts, and that of title and text together."""

_Weights = Mapping[str, float]


class LabelWords:
    """The labels of an edition's entries, ready to be held against texts."""

    def __init__(self, edition: Edition) -> None:
        self._codes = [entry.code for entry in edition.entries]
        counts = [_counts(folded(entry.label).split()) for entry in edition.entries]
        held = Counter(chain.from_iterable(counts))
        self._rarity = {piece: 1 + math.log(len(counts) / count) for piece, count in held.items()}
        self._having: dict[str, list[tuple[int, float]]] = {}
        for row, each in enumerate(counts):
            for piece, weight in self._weighted(each).items():
                self._having.setdefault(piece, []).append((row, weight))

    def scores(self, title: Sequence[str], text: Sequence[str]) -> dict[str, float]:
        """How like each entry's label the words are, 0 to 1, by code; only what is like at all."""
        found: dict[int, float] = {}
        for words, share in ((title, _OF_TITLE), ([*title, *text], _OF_TEXT)):
            for piece, weight in self._weighted(_counts(words)).items():
                for row, of_label in self._having[piece]:
                    found[row] = found.get(row, 0.0) + share * weight * of_label
        return {self._codes[row]: min(score, 1.0) for row, score in found.items()}

    def _weighted(self, counts: Counter[str]) -> _Weights:
        """The pieces that some label has, weighted by how rare they are, a vector of length 1."""
        weights = {
            piece: (1 + math.log(count)) * self._rarity[piece]
            for piece, count in counts.items()
            if piece in self._rarity
        }
        length = math.sqrt(sum(weight * weight for weight in weights.values())) or 1.0
        return {piece: weight / length for piece, weight in weights.items()}


def _counts(words: Sequence[str]) -> Counter[str]:
    found = pieces((), words)
    return Counter({b + piece: n for b in _BLOCKS for piece, n in found[b].items()})
