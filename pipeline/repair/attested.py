"""What a document prints elsewhere: the evidence that a damaged word is to become another."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from functools import cached_property

from extractors.folding import LETTERS
from pipeline.repair.signs import Signs, signs

_STEM_LETTERS, _ENDING_LETTERS = 6, 3
"""Letters, at least, that a word of the same stem has in common, and at most that end it."""

_SEARCHES = 30
"""As many searches of a text take as long as counting its words."""

_BEHIND_NUMBER = r"\bI(?:II)?\s+([^\W\d_]+)"
_BEHIND_IL = r"\b[Ii]l\s+([^\W\d_]+)"


class Attested:
    """A text with its words in small letters, which are counted when first asked for."""

    def __init__(self, text: str) -> None:
        self.text = text
        self._searches = _SEARCHES

    @cached_property
    def signs(self) -> Signs:
        """Where suspect words are."""
        return signs(self.text)

    @cached_property
    def counts(self) -> Counter[str]:
        """How often each word is printed."""
        return Counter(re.findall(f"[{LETTERS}]+", self._small))

    @cached_property
    def behind_il(self) -> frozenset[str]:
        """The words that are printed behind the article `il`, as `folded` gives them."""
        return frozenset(map(folded, re.findall(_BEHIND_IL, self.text)))

    @cached_property
    def numbered(self) -> frozenset[str]:
        """The words that are printed behind the Roman numbers I and III, in small letters."""
        return frozenset(map(str.lower, re.findall(_BEHIND_NUMBER, self.text)))

    @cached_property
    def _sorted(self) -> list[str]:
        return sorted(self.counts)

    @cached_property
    def _small(self) -> str:
        return self.text.lower()

    def has(self, word: str) -> bool:
        """Whether the word is printed. The first few are searched, before all are counted."""
        small = word.lower()
        if self._searches:
            self._searches -= 1
            if small not in self._small:
                return False
        return small in self.counts

    def prints(self, words: str) -> bool:
        """Whether some words, in small letters, are printed one after the other."""
        return words.lower() in self._small

    def has_stem(self, word: str) -> bool:
        """Whether the word is printed, or one that differs in its ending alone."""
        small = word.lower()
        if small in self.counts:
            return True
        stem = small[: max(_STEM_LETTERS, len(small) - _ENDING_LETTERS)]
        at = bisect_left(self._sorted, stem)
        is_long = len(small) > _STEM_LETTERS
        return is_long and at < len(self._sorted) and self._sorted[at].startswith(stem)


def folded(word: str) -> str:
    """The word in small letters, i and l alike: what recognition mistakes is the same then."""
    return word.lower().replace("l", "i")
