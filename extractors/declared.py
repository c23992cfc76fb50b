"""What an act says of itself: `individua complessivamente 10 azioni`, `realizzato al 100%`.

Read only where the act speaks of its own interventi, of its own district's members, of its own
earlier programme; the `4 macro azioni` of an agreement, two `azioni` of one project, the `oltre
1000 organizzazioni` of all districts are not meant.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache

from extractors.number_words import COUNTS, count_in_words, count_pattern
from schemas.records import Realizzazione

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


_MEMBERS = r"(?:organizzazion[ie]|soggett[io]|ent[ie]|realtà|membri|partner|aderenti)\b"
_HOW_MANY = r"(?<![\d.,/])(?:n(?:\.|°|r\.?)?\s?)?(?P<%s>\d{1,4}|%s)\b(?:\s?\([^)]{1,20}\))?"
_NOT_ALL = (
    r"(?i)\b(?:oltre|almeno|circa|più\sdi|nuov\w+|ulteriori?|distretti|ogni|coinvolger\w+|preved\w+"
    r"|obiettivo|nel\scorso|nel(?:l['’]\s?anno)?\s20\d\d|interess\w+|dovr\w+|inferiore|rinunci\w+)\b|%"
)
_CARRIED_OUT = (
    r"(?i)\b(?:realizzat|attuat|complet|conclus|raggiunt)[oaie](?:t[oaie])?\b[^\d.;%]{0,60}"
    r"\s(?:al|del|il|per|pari\sa|dell|all)(?:['’]|\sil|\sal)?\s?(?P<parte>\d{1,3}(?:,\d+)?)\s?(?:%|per\scento)"
    r"|\b(?:percentuale|grado|livello|misura)\sdi\s(?:realizzazione|attuazione|completamento)\b"
    r"[^;%]{0,160}?\s(?:al|del|è|dell|all|è\sdel|:)['’]?\s?(?P<grado>\d{1,3}(?:,\d+)?)\s?(?:%|per\scento)"
)
_NOT_RESULT = (
    r"(?i)\b(?:inferiore|superiore|almeno|minim[ao]|dev\w+|dovr\w+|sarà|verrà|subordinat\w+|qualora"
    r"|purché|ogni|prevede)\b"
)
_SENTENCE = re.compile(r"(?<![ .]n)(?<!\bdd)(?<!\bart)[.;](?=\s+[^\s\da-z])|\n[ \t\r]*\n|\v")
_SENTENCE_CHARACTERS = 700
"""A longer run without a stop is looked at only so far around its anchor."""


@cache
def _joined() -> re.Pattern[str]:
    """How many `hanno aderito`, in four wordings."""
    one, two, three, four = (_HOW_MANY % (name, count_pattern(99)) for name in "abcd")
    body = rf"{_MEMBERS}(?<!aderenti)"
    verb = r"(?:\b(?:sono|risultano|ammontano\sa|pari\sa|totale\sdi)|:)"
    return re.compile(
        rf"\b(?:aderit[oi]|aderiscono)\b[^\d.;]{{0,99}}?\s{one}\s(?:attuali\s)?{_MEMBERS}"
        rf"|\b{two}\s{body}[^\d.;%]{{0,60}}?"
        r"\s(?:aderenti|aderiscono|hanno\s(?:finora\s)?aderito)\b"
        rf"|\b{body}[^\d.;%]{{0,40}}?\saderenti\b[^\d.;%]{{0,99}}?{verb}(?:\s[^\W\d]+){{0,2}}?"
        rf"\s{three}(?=\s?(?:[.;,]|{_MEMBERS}|\Z))"
        rf"|\bconta\s(?:ad\soggi\s)?{four}\saderenti\b",
        re.IGNORECASE,
    )


def announced_members(text: str) -> int | None:
    """How many members the act says the district has; None where it says nothing or two things.

    `Alla data del 30 aprile 2024 hanno aderito al distretto famiglia 6 Organizzazioni.` Not the
    members of all districts (`oltre 1000 organizzazioni`), nor those that joined in one year.
    """
    found = set()
    for sentence in _sentences(text, ("ader", "Ader", "ADER")):
        if re.search(_NOT_ALL, sentence):
            continue
        for match in _joined().finditer(sentence):
            number = _number(next(filter(None, match.groups())))
            if number:
                found.add(number)
    return found.pop() if len(found) == 1 else None


def declared_result(text: str) -> Realizzazione | None:
    """How much of an earlier programme the act says was carried out, None where it does not.

    `… del Programma attuato nell'anno 2023, che è stato realizzato al 100%` is 100 percent of 2023;
    `una percentuale non inferiore all'80%` is a condition. Two different results are none.
    """
    found: dict[float, int | None] = {}
    for sentence in _sentences(text, ("%", "per cento")):
        result = re.search(_CARRIED_OUT, sentence)
        told = sentence[: result.end()] if result else ""
        if not result or not re.search(r"(?i)\bprogramm", sentence) or re.search(_NOT_RESULT, told):
            continue
        share = float((result["parte"] or result["grado"]).replace(",", "."))
        years = re.findall(r"\b20\d\d\b", told)
        found[share] = int(years[-1]) if years else found.get(share)
    if len(found) != 1:
        return None
    ((share, year),) = found.items()
    return Realizzazione(anno=year, percentuale=share)


def _sentences(text: str, anchors: Sequence[str]) -> Iterator[str]:
    """Each sentence that holds one of the anchors, blanks single, once."""
    places = sorted(match.start() for each in anchors for match in re.finditer(each, text))
    end = 0
    for at in places:
        if at < end:
            continue
        first, last = max(end, at - _SENTENCE_CHARACTERS), at + _SENTENCE_CHARACTERS
        stops = [stop.end() for stop in _SENTENCE.finditer(text, first, last)]
        start = max((stop for stop in stops if stop <= at), default=first)
        end = min((stop for stop in stops if stop > at), default=min(last, len(text)))
        yield " ".join(text[start:end].split())
