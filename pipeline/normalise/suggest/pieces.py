"""Pieces: what a text is compared by, words and parts of words.

    Parco giochi      parco, giochi, "parco giochi", and " pa", "par", "arc", … "ochi "

Parts of words make up for endings, compounds and slips (`allattamento`, `allattam.`), which matters
where examples are few. A title says more than its weight in letters, so its pieces are apart from
those of the text. Words are folded: case, accents and punctuation put aside.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import pairwise

TITLE, PARTS, WORDS = "^", "~", "="
"""The blocks: parts of words of the title, those of the whole text, its words and pairs."""
BLOCKS = {TITLE: 0.4, PARTS: 0.3, WORDS: 0.3}
"""What share of a text each block is."""
_TITLE_PARTS, _TEXT_PARTS = (2, 5), (3, 5)
"""Letters of a part, at least and at most, the blanks around a word counted."""
_REMEMBERED = 65_536
_LONGEST_WORD = 40
"""Characters; what is longer is no word, and is cut."""


def pieces(title: Sequence[str], text: Sequence[str]) -> dict[str, Counter[str]]:
    """How often each piece stands in a text, by block. Title and text are folded words."""
    whole = [*title, *text]
    pairs = [f"{first} {second}" for first, second in pairwise(whole)]
    return {
        TITLE: Counter(part for word in title for part in _parts(word, *_TITLE_PARTS)),
        PARTS: Counter(part for word in whole for part in _parts(word, *_TEXT_PARTS)),
        WORDS: Counter(whole + pairs),
    }


@lru_cache(_REMEMBERED)
def _parts(word: str, shortest: int, longest: int) -> tuple[str, ...]:
    return tuple(_cut(f" {word[:_LONGEST_WORD]} ", shortest, longest))


def _cut(padded: str, shortest: int, longest: int) -> Iterator[str]:
    for size in range(shortest, longest + 1):
        if size >= len(padded):
            yield padded
            return
        yield from (padded[start : start + size] for start in range(len(padded) - size + 1))
