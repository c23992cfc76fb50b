"""Rules of completion: what share of the result each achievement is worth.

Programmes print them in one cell, often run together: `50% per la partecipazione ad ogni incontro
con il Distretto Famiglia territoriale 100% per relazione 50% per ogni mail/post` is three rules.
The share stands before its condition, or behind it (`Relazione finale: 50%`). A `per` that opens
the condition is left out with its article or its `ogni`; everything else is as printed, without
the outer stops: `partecipazione ad ogni incontro con il Distretto Famiglia territoriale`.

Not read: shares that something has or must reach (`aumento del 20% degli iscritti`, `almeno 80%`,
`realizzato al 100%`, `dal 10 al 20%`), which belong to the condition they stand in.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from itertools import zip_longest

from msgspec import Struct
from msgspec.structs import replace

from extractors.measures.lexicon import bare, names_doing, words
from schemas.records import Regola

_SHARE = (
    r"(?<![\w.,/])(?<!\d[-–])(?P<share>\d{1,3}(?:[.,]\d{1,2})?)\s{0,3}"
    r"(?:%|per\s{1,3}cento\b|percento\b)(?!\s{0,3}[-–]\s{0,3}\d)"
)
_EVIDENCE = r"(?i)(?:\bevidenz[ae]\s{0,3}:|(?<=\n)evidenz[ae]\b[ \n]{0,3}(?:[-–]\s)?)"
_EACH = r"ogni|ognun[oa]|ciascun[oa]?(?!\w)|cadaun[oa]|singol[oa]|cad\."
_LEAD = re.compile(
    rf"(?i)(?:(?:per|ad?|x)\s+)?(?P<each>{_EACH})(?!\w|\s+(?:dei|degli|delle|di)\b)['’]?\s*"
    r"|(?P<slash>/)\s*"
    r"|per\s+(?:(?:la|lo|il|i|gli|le)\s+|l['’]\s*)?"
    r"|(?P<a>ad?)\s+(?=(?P<noun>[^\W\d_]+))"
)
_TAIL = re.compile(r"(?i)[\s,]*\b(?:cad\.?|cadaun[oa]|ciascun[oa])\Z")
_DEEP = re.compile(r"(?i)\b(?:per|ad?)\s+(?:ogni|ognun[oa]|ciascun[oa]?|singol[oa])\b")
_DEEP_OF = re.compile(r"(?i)(?P<noun>\w+)\s+(?:di|del|della)\s+(?:ogni|ciascun[oa]?|singol[oa])\b")
_ASIDE = re.compile(r"[.;:(]|(?i:\b(?:che|con|cui|dove|durante|entro|nel\w*|su|sul\w*)\b)")
_LAST = re.compile(r"(?i)\s{0,3}(?:cad\.?|cadaun[oa]|ciascun[oa])?\s{0,3}(?:\Z|[\n;,.)])")
_OF = re.compile(r"(?i)\s*(?:d['’]|(?:di|del|dei|degli|dello|della|delle)\b|dell['’])")
_ANEW = re.compile(r"(?i)\s*(?:per\b|ogni\b|ciascun|ad?\s+(?:ogni|ciascun))")
_IS_ARTICLED = re.compile(r"(?i)(?:\A|[\n.;,]\s*|\bed?\s+)il\Z")
_FOR_EACH = re.compile(rf"(?i)(?:.*[\n.;])?\s*(?:per\s+)?(?:{_EACH})\b")
_COMES_NEXT = re.compile(
    r"(?i)(?:[\s,;]+(?:ed?|oppure|vale|il|l['’]|(?:il\s+)?(?:restante|rimanente|altro)))+\Z"
)
"""What belongs to the next rule: `… e il restante`."""
_ENUMERATOR = re.compile(r"(?i)[\s;,.]+(?:\d{1,2}|[a-h])[.)]\s*\Z")
_ABBREVIATED = re.compile(r"(?i)(?:\b(?:ecc|etc|cad|\w)|\.\w{1,3})\.\Z")
_OUTER = " \t\n:;,=–-•*→>/+"
_WORD_ENDS = re.compile(r"[^\W\d_]{3}\Z")
_CLAUSE_CHARACTERS = 600
"""A clause that is longer runs from the rule before."""
_BEFORE_CHARACTERS = 60
"""How far back the word before a share is looked for."""


class _Mark(Struct, frozen=True, gc=False):
    """Where a rule or a list of evidence begins, and where the text that it is about stands."""

    start: int
    share: float | None
    words: slice | None
    """The condition that stands before its share; None where it follows."""
    follows: int
    in_brackets: bool = False


def rules(text: str) -> tuple[Regola, ...]:
    """The rules of a field's text, in order; none where it holds no share.

    `Evidenze:` belong to the rule they stand behind; in a paragraph of their own to all the rules
    since the last evidence.
    """
    if "%" not in text and "cento" not in text:
        return ()
    marks = _marks(text)
    found: list[Regola] = []
    unproven = 0
    for mark, after in zip_longest(marks, marks[1:]):
        end = after.start if after else len(text)
        if mark.share is not None:
            found.append(_rule(text, mark, end))
        elif found and unproven < len(found):
            own = "\n" in text[_rstripped(text, mark.start) : mark.start]
            first = unproven if own else len(found) - 1
            proof = _clean(text[mark.follows : end])
            found[first:] = [_with_evidence(rule, proof) for rule in found[first:]]
            unproven = len(found)
    return tuple(found)


def _with_evidence(rule: Regola, proof: str) -> Regola:
    return rule if rule.evidenze else replace(rule, evidenze=proof or None)


def _marks(text: str) -> list[_Mark]:
    shares = list(re.finditer(_SHARE, text))
    proofs = [
        _Mark(proof.start(), None, None, proof.end()) for proof in re.finditer(_EVIDENCE, text)
    ]
    return sorted([*_shares(text, shares, proofs), *proofs], key=_start)


def _start(mark: _Mark) -> int:
    return mark.start


def _shares(text: str, shares: Sequence[re.Match[str]], proofs: Sequence[_Mark]) -> Iterator[_Mark]:
    """The shares that are rules, each with its side of the condition."""
    shares = [share for share in shares if not _is_part(text, share)]
    behind = _stand_behind(text, shares, proofs)
    end_of_last, last_leads = 0, False
    for share in shares:
        start = share.start()
        value = float(share["share"].replace(",", "."))
        clause = _clause(text, end_of_last, start, proofs)
        is_last = _LAST.match(text, share.end()) is not None
        closes = is_last or behind
        if closes and last_leads and clause.start == end_of_last and text[clause].strip(_OUTER):
            continue
        if closes and _clean(text[clause]):
            yield _Mark(clause.start, value, clause, share.end())
            last_leads, end_of_last = False, share.end()
        else:
            in_brackets = text[_rstripped(text, start) - 1 : start].startswith("(")
            yield _Mark(start, value, None, share.end(), in_brackets)
            last_leads, end_of_last = True, share.end()
            if in_brackets:
                close = text.find(")", share.end(), share.end() + 400)
                last_leads, end_of_last = close < 0, max(close + 1, end_of_last)


def _stand_behind(text: str, shares: Sequence[re.Match[str]], proofs: Sequence[_Mark]) -> bool:
    """Whether all the shares of a text stand behind their conditions: `Report 50% Mappa 50%`."""
    if len(shares) < 2:
        return False
    if all(_is_linked(text, share.start()) for share in shares):
        return True
    if not _LAST.match(text, shares[-1].end()):
        return False
    first = text[_clause(text, 0, shares[0].start(), proofs)].strip(_OUTER + "(")
    return bool(first) and not any(_ANEW.match(text, share.end()) for share in shares)


def _is_linked(text: str, at: int) -> bool:
    """Whether a colon or an equals sign hangs a share to what stands before it."""
    return text[max(0, at - 3) : at].rstrip()[-1:] in (":", "=") and at > 3


def _clause(text: str, after: int, before: int, proofs: Sequence[_Mark]) -> slice:
    """What stands before a share since the last stop, line or rule."""
    near = max(after, before - _CLAUSE_CHARACTERS)
    stops = [text.rfind(stop, near, before) + 1 for stop in "\n;"]
    sentence = text.rfind(". ", near, before)
    if sentence >= 0 and _WORD_ENDS.search(text, max(0, sentence - 3), sentence):
        stops.append(sentence + 2)
    start = max(after, *stops)
    proof = bisect_right(proofs, before, key=_start) - 1
    return slice(before if proof >= 0 and proofs[proof].start >= start else start, before)


def _is_part(text: str, share: re.Match[str]) -> bool:
    """Whether a share is part of a condition, by the word before it and the one behind."""
    end = _rstripped(text, share.start())
    gap = text[end : share.start()]
    before = text[max(0, end - _BEFORE_CHARACTERS) : end]
    word = bare(before.rsplit(None, 1)[-1]) if before else ""
    if before[-1:] in ("'", "’"):
        return True
    if word in ("e", "ed", "o", "oppure") or _IS_ARTICLED.search(before):
        return _ANEW.match(text, share.end()) is None
    if word == "il" and _LAST.match(text, share.end()):
        return _FOR_EACH.match(before) is None
    of = _OF.match(text, share.end()) is not None
    if not before or before[-1] in ".;:,)•":
        return of and before[-1:] in (":", ",", ")")
    asks = word in words("links", "words") or word in words("percentages", "share")
    return asks or (of and "\n" not in gap and word != "")


def _rule(text: str, mark: _Mark, end: int) -> Regola:
    assert mark.share is not None
    if mark.words:
        tail = text[mark.follows : mark.follows + 20]
        each = _LAST.match(tail)
        condition = _clean(text[mark.words])
        per_ogni, condition = _each(condition)
        per_ogni = per_ogni or bool(each and each[0].strip(" \n;,.)"))
        return Regola(percentuale=mark.share, per_ogni=per_ogni, condizione=condition or None)
    if mark.in_brackets:
        close = text.find(")", mark.follows, end)
        end = close if close >= 0 else end
    condition = text[mark.follows : end]
    if end < len(text) and text[:1] in ("1", "a", "A") and text[1:2] in (".", ")"):
        condition = _ENUMERATOR.sub("", condition)
    per_ogni, condition = _each(_clean(condition, slash=True))
    return Regola(percentuale=mark.share, per_ogni=per_ogni, condizione=condition or None)


def _each(condition: str) -> tuple[bool, str]:
    """Whether the share counts for each, and the condition without the words before it."""
    per_ogni = False
    tail = _TAIL.search(condition)
    if tail:
        per_ogni, condition = True, condition[: tail.start()]
    lead = _LEAD.match(condition)
    if lead and lead["a"]:
        noun = lead["noun"].lower()
        distributive = noun not in words("percentages", "not_each") and not names_doing(noun)
        return (True, condition[lead.end() :]) if distributive else (per_ogni, condition)
    if lead:
        per_ogni = per_ogni or bool(lead["each"] or lead["slash"])
        condition = condition[lead.end() :]
    return per_ogni or _is_each(condition), condition


def _is_each(condition: str) -> bool:
    """`partecipazione ad ogni incontro`, but not `relazione sui temi di ogni incontro`."""
    if re.match(r"(?i)(?:ognun|ciascun)[oa]\b", condition):
        return True
    aside = _ASIDE.search(condition)
    head = condition[: aside.start()] if aside else condition
    if _DEEP.search(head):
        return True
    of = _DEEP_OF.match(head)
    return bool(of and names_doing(of["noun"].lower()))


def _clean(text: str, *, slash: bool = False) -> str:
    """A stretch of the text on one line, without what parts it from the rules around it."""
    outer = _OUTER.replace("/", "") if slash else _OUTER
    text = " ".join(text.split()).strip(outer)
    if text.count(")") > text.count("("):
        text = text.rstrip(" .,;").removesuffix(")").lstrip(")").strip(outer)
    if text.count("(") > text.count(")"):
        text = text.removeprefix("(").removesuffix("(").strip(outer)
    text = _COMES_NEXT.sub("", text)
    if text.endswith(".") and not _ABBREVIATED.search(text):
        text = text.rstrip(". ")
    return text.removeprefix(". ").rstrip(outer)


def _rstripped(text: str, at: int) -> int:
    """Where the white space before a place begins."""
    while at and text[at - 1].isspace():
        at -= 1
    return at
