"""Where the words of the lexicon, and the names of an act's own list, stand in a text.

    ASIF Chimelli e Comunità Alta Valsugana e Bersntol
    known         . known

spaCy's phrase matcher finds them, the longest first. Importing spaCy takes half a second, so this
module imports it when it is first called, and is only called for texts that cannot be decided
without.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from msgspec import Struct

from extractors.organisation_lexicon import Word, joined_words, lexicon, names_looked_for

if TYPE_CHECKING:
    from spacy.matcher import PhraseMatcher
    from spacy.vocab import Vocab

_ACTS_REMEMBERED = 2


class Mark(Struct, frozen=True, gc=False):
    """Words `first` to `stop` (not included) are a phrase of the lexicon or a known name."""

    first: int
    stop: int
    label: str
    phrase: str


def marks(found: Sequence[Word], known: tuple[str, ...]) -> list[Mark]:
    """The marks of a text's words, in order, none over another."""
    from spacy.tokens import Doc

    matchers = (_lexicon_matcher(), _known_matcher(known)) if known else (_lexicon_matcher(),)
    with _vocabulary().memory_zone():
        doc = Doc(_vocabulary(), words=[word.folded for word in found])
        matches = [(start, stop) for matcher in matchers for _, start, stop in matcher(doc)]
    return [_mark(found, first, stop) for first, stop in _longest(matches)]


def _longest(matches: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """The longest matches, the first of those as long, none over another, in order."""
    taken: set[int] = set()
    kept = []
    for first, stop in sorted(matches, key=_by_length):
        if first not in taken and stop - 1 not in taken:
            taken.update(range(first, stop))
            kept.append((first, stop))
    return sorted(kept)


def _by_length(match: tuple[int, int]) -> tuple[int, int]:
    first, stop = match
    return first - stop, first


def _mark(found: Sequence[Word], first: int, stop: int) -> Mark:
    phrase = joined_words(found[first:stop])
    return Mark(first, stop, lexicon().labels.get(phrase, "known"), phrase)


@cache
def _vocabulary() -> Vocab:
    from spacy.vocab import Vocab

    return Vocab()


@cache
def _lexicon_matcher() -> PhraseMatcher:
    return _matcher(lexicon().labels)


@lru_cache(_ACTS_REMEMBERED)
def _known_matcher(known: tuple[str, ...]) -> PhraseMatcher:
    return _matcher(names_looked_for(known))


def _matcher(phrases: Iterable[str]) -> PhraseMatcher:
    from spacy.matcher import PhraseMatcher
    from spacy.tokens import Doc

    matcher = PhraseMatcher(_vocabulary())
    matcher.add("phrase", [Doc(_vocabulary(), words=phrase.split()) for phrase in phrases])
    return matcher
