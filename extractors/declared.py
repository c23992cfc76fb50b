"""What an act says of itself: `individua complessivamente 10 azioni`, `realizzato al 100%`.

Read only where the act speaks of its own interventi, of its own district's members, of its own
earlier programme; the `4 macro azioni` of an agreement, two `azioni` of one project, the `oltre
1000 organizzazioni` of all districts are not meant.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from extractors.number_words import COUNTS, count_in_words
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
_NUMBER = (
    r"(?:n(?:\.|°|r\.?)?\s?)?(?P<numero>(?<![\d.,/])\d{1,4}|(?<!\w)[^\W\d]+)(?:\s?\([^)]{1,20}\))?"
)
_JOINED_BEFORE = r"(?i)\b(?:aderit[oi]|aderiscono)\b[^\d.;]{0,99}\Z"
_JOINED_AFTER = r"(?i)[^\d.;%]{0,60}?\s(?:aderenti|aderiscono|hanno\s(?:finora\s)?aderito)\b"
_JOINED_ARE = (
    rf"(?i)\b{_MEMBERS}(?<!aderenti)[^\d.;%]{{0,40}}?\saderenti\b[^\d.;%]{{0,99}}?(?:\b(?:sono"
    r"|risultano|ammontano\sa|pari\sa|totale\sdi)|:)(?:\s[^\W\d]+){0,2}?\s(?P<numero>\d{1,4})"
    r"(?=\s?(?:[.;,]|\Z))"
)
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
_STOPS = (". ", ".\n", ".\r", "; ", ";\n", ";\r", "\n\n", "\v")
_NO_STOP = ("n.", "nn.", "nr.", "dd.", "art.", "prot.", "dott.", "lett.")
_COUNT_CHARACTERS = 160
"""How far before `organizzazioni` its number and verb are looked for."""
_SENTENCE_CHARACTERS = 700
"""A longer run without a stop is looked at only so far around its anchor."""


def announced_members(text: str) -> int | None:
    """How many members the act says the district has; None where it says nothing or two things.

    `Alla data del 30 aprile 2024 hanno aderito al distretto famiglia 6 Organizzazioni.` Not the
    members of all districts (`oltre 1000 organizzazioni`), nor those that joined in one year.
    """
    found: set[int] = set()
    sentences = _sentences(text, ("ader", "Ader", "ADER"))
    for clause in (clause for sentence in sentences for clause in sentence.split("; ")):
        if not re.search(_NOT_ALL, clause):
            found.update(_numbers_of_members(clause))
    return found.pop() if len(found) == 1 else None


def _numbers_of_members(sentence: str) -> Iterator[int]:
    for noun in re.finditer(rf"(?i)\b{_MEMBERS}", sentence):
        count = re.search(
            rf"{_NUMBER}\s(?:attuali\s)?\Z", sentence[: noun.start()][-_COUNT_CHARACTERS:]
        )
        number = _number(count["numero"]) if count else None
        if not count or not number:
            continue
        before = sentence[: noun.start()][-_COUNT_CHARACTERS:][: count.start()]
        is_said = re.search(_JOINED_BEFORE, before) or re.match(
            _JOINED_AFTER, sentence[noun.end() :]
        )
        if is_said or (noun[0].lower() == "aderenti" and before.rstrip().endswith(" conta")):
            yield number
    if any(letter.isdigit() for letter in sentence):
        yield from (int(match["numero"]) for match in re.finditer(_JOINED_ARE, sentence))


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
        if at >= end:
            start = _before(text, max(end, at - _SENTENCE_CHARACTERS), at)
            end = _after(text, at, min(len(text), at + _SENTENCE_CHARACTERS))
            yield " ".join(text[start:end].split())


def _before(text: str, first: int, at: int) -> int:
    """Where the sentence around `at` begins, at the earliest at `first`."""
    while (stop := max(text.rfind(sign, first, at) for sign in _STOPS)) >= 0:
        if _is_stop(text, stop):
            return stop + 1
        at = stop
    return first


def _after(text: str, at: int, last: int) -> int:
    """One past the end of the sentence around `at`, at the latest `last`."""
    while found := [stop for sign in _STOPS if (stop := text.find(sign, at, last)) >= 0]:
        at = min(found) + 1
        if _is_stop(text, at - 1):
            return at
    return last


def _is_stop(text: str, at: int) -> bool:
    """Whether a sign ends a sentence: no abbreviation before, no small letter or digit behind."""
    if text[at] in "\n\v":
        return True
    follows = text[at + 1 : at + 9].lstrip()[:1]
    if follows.islower() or follows.isdecimal():
        return False
    word = text[max(0, at - 8) : at + 1].rsplit(None, 1)[-1:]
    return not word or word[0].lower() not in _NO_STOP
