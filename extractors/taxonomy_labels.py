"""Labels of the taxonomy: which entry of which edition a printed label stands for.

    Attività  di educazione ambientale (laboratori, …)      D08-0820 of edition 2
    Incontri di progettazione e programmazione              A0301 of edition 3

Labels are compared folded: blanks, accents, apostrophes, case and punctuation aside. First exactly,
in a table; then without the examples that a label has in brackets; only then by how alike they are,
with a threshold and a distance to the next best (`schemas/taxonomies/matching.toml`). Which edition
a label is of, where several have it, is for the caller to say: it knows the document.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

from msgspec import Struct

from extractors.folding import folded
from schemas.taxonomy import Concept, Edition, matching

_LONGEST = 400
"""Characters; what is longer is no label."""
_WORDS_OF_A_BEGINNING = 2
_SHORT_WORD = 4
"""Letters of a word that has one slip at most; longer ones have two."""
_MOST_SLIPS = 2
"""Slips of a label whose words are parted otherwise, at most."""


class Named(Struct, frozen=True, gc=False):
    """An entry that a label may stand for, and how sure that is, 0 to 1."""

    edition: str
    code: str
    score: float = 1.0


class Labels:
    """The labels of the entries of some editions, ready for looking up."""

    def __init__(self, editions: Iterable[Edition]) -> None:
        self._entries: dict[str, list[Named]] = {}
        self._coded: dict[str, list[Named]] = {}
        for edition in editions:
            for concept in edition.entries:
                for label, score in _forms(concept):
                    named = Named(edition.name, concept.code, score)
                    self._entries.setdefault(label, []).append(named)
                    coded = f"{folded(concept.code)} {label}"
                    self._coded.setdefault(coded, []).append(named)

    def exact(self, label: str) -> Sequence[Named]:
        """The entries with this label, or with this label and examples in brackets behind it."""
        return self._entries.get(folded(label), ()) if len(label) <= _LONGEST else ()

    def nearest(
        self, label: str, editions: Collection[str], *, coded: bool = False
    ) -> Sequence[Named]:
        """The entries of these editions whose label is most like this one, if it is like enough.

        With a code in front a label is held against labels with theirs: `A030l Incontri di …`;
        `coded` asks for no others.
        None where the label of another entry is nearly as like: what lies between two is neither.
        """
        if len(label) > _LONGEST:
            return ()
        sought, threshold, margin = folded(label), matching()["threshold"], matching()["margin"]
        found = _alike(sought, self._of(editions, coded), threshold - margin)
        if not found or found[0][1] < threshold:
            return ()
        (best, likeness), *others = found
        if not _are_slips(sought, best):
            return ()
        named = self._named(best, editions)
        own = {(each.edition, each.code) for each in named}
        for other, score in others:
            if score > likeness - margin and not own.issuperset(
                (each.edition, each.code) for each in self._named(other, editions)
            ):
                return ()
        return [Named(x.edition, x.code, round(likeness * x.score, 3)) for x in named]

    def _of(self, editions: Collection[str], coded: bool) -> Mapping[str, str]:
        return {
            label: label
            for known in ((self._coded,) if coded else (self._entries, self._coded))
            for label, named in known.items()
            if any(each.edition in editions for each in named)
        }

    def _named(self, label: str, editions: Collection[str]) -> Sequence[Named]:
        named = self._entries.get(label) or self._coded[label]
        return [each for each in named if each.edition in editions]


def agreement(printed: str, concept: Concept) -> float:
    """How well a label printed behind a code is the code's own, 0 to 1."""
    forms = dict(_forms(concept))
    sought = folded(printed)
    if not forms or sought in forms:
        return forms.get(sought, 1.0)
    if len(printed) > _LONGEST:
        return 0.0
    whole = next(iter(forms))
    if _begins(sought, whole) or _begins(whole, sought):
        return matching()["cut_short"]
    found = _alike(sought, {form: form for form in forms}, 0.0)
    return round(max((likeness for _, likeness in found), default=0.0), 3)


def _forms(concept: Concept) -> Iterator[tuple[str, float]]:
    """How a concept's label may be printed, folded, and what each way is worth: the whole first."""
    for label in filter(None, (concept.label, *concept.variants)):
        yield folded(label), 1.0
    bare = folded(re.sub(r"\([^)]*\)", " ", concept.label))
    if bare and bare != folded(concept.label):
        yield bare, matching()["brackets_left_out"]


def _begins(short: str, long: str) -> bool:
    return short.count(" ") + 1 >= _WORDS_OF_A_BEGINNING and f"{long} ".startswith(f"{short} ")


def _are_slips(one: str, other: str) -> bool:
    """Whether labels differ by slips in their words, and not by a word: `giovani`, `anziani`."""
    from rapidfuzz.distance import OSA

    pairs = list(zip(one.split(), other.split(), strict=False))
    if one.count(" ") == other.count(" "):
        return all(OSA.distance(x, y) <= (2 if len(y) > _SHORT_WORD else 1) for x, y in pairs)
    return OSA.distance(one.replace(" ", ""), other.replace(" ", "")) <= _MOST_SLIPS


def _alike(sought: str, labels: Mapping[str, str], least: float) -> list[tuple[str, float]]:
    """The labels at least so alike, best first: 1 less the share of letters that must be edited."""
    from rapidfuzz import process
    from rapidfuzz.distance import OSA

    found = process.extract(
        sought, labels, scorer=OSA.normalized_similarity, score_cutoff=least, limit=None
    )
    return [(label, likeness) for label, likeness, _ in found]
