"""Words set letter by letter: `B e r s n t o l  i l  3 0 marzo`, `P i a n o d e g l i`.

Two blanks part the words of such a run, or nothing does. Each stretch is cut into words that the
document prints elsewhere, with the articles and prepositions of Italian; one that cannot be cut is
one word if it is long, else it stays. `tra i 6 e i 13`, `A B C D` are no such runs.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from itertools import pairwise

from pipeline.repair.attested import Attested
from pipeline.repair.confusions import table
from pipeline.repair.edit import Edit

SPACED = "SPC003"

_STRETCH = r"\w(?:[ \xa0]\w(?!\w))+"
_NEAR = 8
"""Characters between two letters of one run that are no words by themselves, at most."""

_MIN_LETTERS, _LONGEST_UNKNOWN, _LONGEST = 5, 14, 24
"""Letters of a word that nothing attests, at least and at most; of any word, at most."""

_DAYS = re.compile(r"[0-3]\d")
_CAPITAL = r"(?<=[a-zà-ù])(?=[A-ZÀ-Ù])"
_NUMBER_SIGN = re.compile(r"[nN][ \xa0]?[.°º][ \xa0]?\d")
"""`P R O G E T T U A L I T À  n . 2`: the last letter is a word of its own."""

_ONE_LETTER = ("a", "e", "o", "è", "E", "È")
_LONGEST_STRETCH = 400


def mend_letterspacing(attested: Attested) -> list[Edit]:
    """The edits, one a stretch of letters."""
    text = attested.text
    found: list[Edit] = []
    done = 0
    for at, following in pairwise(attested.signs.letters):
        if at >= done and following - at <= _NEAR:
            start, end = text.rfind("\n", done, at) + 1 or done, text.find("\n", at)
            done = len(text) if end < 0 else end
            for run in _run().finditer(text, start, done):
                found += _of_run(run, attested)
    return found


@cache
def _run() -> re.Pattern[str]:
    """Four letters or more, each by itself."""
    return re.compile(r"(?<![\w'’])\w(?:[ \xa0]{1,3}\w(?!\w)){3,}")


def _of_run(run: re.Match[str], attested: Attested) -> Iterator[Edit]:
    found = []
    whole = run[0]
    if _NUMBER_SIGN.match(run.string, run.end() - 1):
        whole = whole[:-1]
    for each in re.finditer(_STRETCH, whole):
        letters = re.sub(r"[ \xa0]", "", each[0])[:_LONGEST_STRETCH]
        words = _words(letters, attested)
        if words and 2 * len(words) <= len(letters):
            end = each.start() + 2 * len(letters) - 1
            found.append((each.start(), whole[each.start() : end], " ".join(words)))
    if any(len(after) >= _MIN_LETTERS for *_, after in found):
        yield from (Edit(SPACED, run.start() + at, *pair) for at, *pair in found)


def _words(letters: str, attested: Attested) -> list[str]:
    """The fewest known words that the letters are made of; none if they are no words.

    A capital behind a small letter begins a word: `e B e r s n t o l`.
    """
    if letters.isdigit():
        return [letters] if _DAYS.fullmatch(letters) else []
    parts = [_fewest(part, attested) for part in re.split(_CAPITAL, letters)]
    return [word for words in parts for word in words] if all(parts) else []


def _fewest(letters: str, attested: Attested) -> list[str]:
    if letters in _ONE_LETTER:
        return [letters]
    fewest: list[list[str] | None] = [[]]
    for end in range(1, len(letters) + 1):
        ways = [
            [*fewest[start], letters[start:end]]  # type: ignore[misc]
            for start in range(max(0, end - _LONGEST), end)
            if fewest[start] is not None and _is_word(letters[start:end], attested)
        ]
        fewest.append(min(ways, key=len) if ways else None)
    if words := fewest[-1]:
        return words
    is_long = _MIN_LETTERS <= len(letters) <= _LONGEST_UNKNOWN
    return [letters] if is_long and letters[1:].islower() and not _is_listed(letters) else []


def _is_listed(letters: str) -> bool:
    """Whether letters are the alphabet's, one after the other: `le classi a b c d e`."""
    codes = list(map(ord, letters))
    return any(b - a == 1 == c - b for a, b, c in zip(codes, codes[1:], codes[2:], strict=False))


def _is_word(word: str, attested: Attested) -> bool:
    small = word.lower()
    return (len(word) > 1 and small in attested.counts) or small in table().function
