"""What an act announces about itself: `individua complessivamente 10 azioni`.

Read only where the act speaks of its own interventi; the `4 macro azioni` of an agreement, or two
`azioni` of one project, are not meant.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from extractors.number_words import COUNTS, count_in_words

_NOUNS = ("azioni", "AZIONI", "Azioni", "progettualità", "PROGETTUALITÀ")
_COUNT = r"(?<!\d)(?P<numero>\d{1,3}|[^\W\d]+)\s+\Z"
_ANNOUNCES = (
    r"(?i)\b(?:individua(?:te|ti)?|articola(?:to|ta|ti)?|declinat[aeio]|suddivis[aeio]"
    r"|compost[aeio]|compon[eg]\w*|prevede|comprende|contiene|contenente|propone|complessiv\w+"
    r"|totale)\b(?:[^.;]|\bn\.)*\Z"
)
_REACH_CHARACTERS = 80
"""The verb stands at most this far before the noun, in the same sentence."""


def announced_interventi(text: str) -> int | None:
    """How many interventi the text says the act holds; None where it says nothing or two things."""
    found = set()
    for at in (at for noun in _NOUNS for at in _places(text, noun)):
        before = text[max(0, at - _REACH_CHARACTERS) : at]
        if not _may_count(before):
            continue
        count = re.search(_COUNT, before)
        number = _number(count["numero"]) if count else None
        if count and number and re.search(_ANNOUNCES, before[: count.start()]):
            found.add(number)
    return found.pop() if len(found) == 1 else None


def _may_count(before: str) -> bool:
    """Whether a number may stand last: quicker to ask than to search."""
    last = before.rsplit(None, 1)[-1:]
    return bool(last) and (last[0][-1].isdecimal() or last[0].lower() in COUNTS)


def _places(text: str, noun: str) -> Iterator[int]:
    """Where a noun begins, as a word of its own."""
    at = text.find(noun)
    while at >= 0:
        if not text[at + len(noun) : at + len(noun) + 1].isalpha():
            yield at
        at = text.find(noun, at + 1)


def _number(printed: str) -> int | None:
    return int(printed) if printed.isdecimal() else count_in_words(printed)
