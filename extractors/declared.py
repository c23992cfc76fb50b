"""What an act announces about itself: `individua complessivamente 10 azioni`.

Read only where the act speaks of its own interventi; the `4 macro azioni` of an agreement, or two
`azioni` of one project, are not meant.
"""

from __future__ import annotations

import re

_WORDS = {
    "due": 2, "tre": 3, "quattro": 4, "cinque": 5, "sei": 6, "sette": 7, "otto": 8, "nove": 9,
    "dieci": 10, "undici": 11, "dodici": 12, "tredici": 13, "quattordici": 14, "quindici": 15,
    "sedici": 16, "diciassette": 17, "diciotto": 18, "diciannove": 19, "venti": 20, "trenta": 30,
}  # fmt: skip
_NOUNS = (re.compile(r"azioni\b"), re.compile(r"AZIONI\b"), re.compile(r"progettualit[àa]"))
_COUNT = re.compile(rf"\b(?P<numero>\d{{1,3}}|{'|'.join(_WORDS)})\s+\Z", re.IGNORECASE)
_ANNOUNCES = re.compile(
    r"\b(?:individua(?:te|ti)?|articola(?:to|ta|ti)?|declinat[aeio]|suddivis[aeio]|compost[aeio]"
    r"|prevede|comprende|contiene|propone|complessiv\w+|totale)\b(?:[^.;]|\bn\.)*\Z",
    re.IGNORECASE,
)
_REACH_CHARACTERS = 80
"""The verb stands at most this far before the number, in the same sentence."""


def announced_interventi(text: str) -> int | None:
    """How many interventi the text says the act holds; None where it says nothing or two things."""
    found = set()
    for noun in (noun for nouns in _NOUNS for noun in nouns.finditer(text)):
        before = text[max(0, noun.start() - _REACH_CHARACTERS) : noun.start()]
        count = _COUNT.search(before)
        if count and _ANNOUNCES.search(before, 0, count.start()):
            found.add(_number(count["numero"]))
    return found.pop() if len(found) == 1 else None


def _number(printed: str) -> int:
    return int(printed) if printed.isdigit() else _WORDS[printed.lower()]
