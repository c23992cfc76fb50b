"""What an act announces about itself: `individua complessivamente 10 azioni`.

Read only where the act speaks of its own interventi; the `4 macro azioni` of an agreement, or two
`azioni` of one project, are not meant.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

_WORDS = {
    "due": 2, "tre": 3, "quattro": 4, "cinque": 5, "sei": 6, "sette": 7, "otto": 8, "nove": 9,
    "dieci": 10, "undici": 11, "dodici": 12, "tredici": 13, "quattordici": 14, "quindici": 15,
    "sedici": 16, "diciassette": 17, "diciotto": 18, "diciannove": 19, "venti": 20, "trenta": 30,
}  # fmt: skip
_NOUNS = ("azioni", "AZIONI", "progettualità", "PROGETTUALITÀ")
_COUNT = rf"(?i)\b(?P<numero>\d{{1,3}}|{'|'.join(_WORDS)})\s+\Z"
_ANNOUNCES = (
    r"(?i)\b(?:individua(?:te|ti)?|articola(?:to|ta|ti)?|declinat[aeio]|suddivis[aeio]|compost[aeio]"
    r"|prevede|comprende|contiene|propone|complessiv\w+|totale)\b(?:[^.;]|\bn\.)*\Z"
)
_REACH_CHARACTERS = 80
"""The verb stands at most this far before the number, in the same sentence."""


def announced_interventi(text: str) -> int | None:
    """How many interventi the text says the act holds; None where it says nothing or two things."""
    found = set()
    for at in (at for noun in _NOUNS for at in _places(text, noun)):
        before = text[max(0, at - _REACH_CHARACTERS) : at]
        count = re.search(_COUNT, before) if _ends_in_number(before) else None
        if count and re.search(_ANNOUNCES, before[: count.start()]):
            found.add(_number(count["numero"]))
    return found.pop() if len(found) == 1 else None


def _ends_in_number(before: str) -> bool:
    word = before.split()[-1:]
    return bool(word) and (word[0].isdigit() or word[0].lower() in _WORDS)


def _places(text: str, noun: str) -> Iterator[int]:
    """Where a noun begins, as a word of its own."""
    at = text.find(noun)
    while at >= 0:
        if not text[at + len(noun) : at + len(noun) + 1].isalpha():
            yield at
        at = text.find(noun, at + 1)


def _number(printed: str) -> int:
    return int(printed) if printed.isdigit() else _WORDS[printed.lower()]
