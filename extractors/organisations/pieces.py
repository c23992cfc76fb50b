"""A field cut where one organisation ends and the next begins.

    Comune di Cles, Camera di Commercio Industria, Artigianato e Agricoltura di Trento e APT
                  |                                                                    |

What looks like a boundary is one only if what stands behind it begins a name: a comma before
small letters, an `e` before a name without a kind of body go on with the name before.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator

from msgspec import Struct

from extractors.organisations.field import BEGINS_NAME, BEGINS_PIECE, Field
from extractors.organisations.lexicon import lexicon

_STRONG = re.compile(r"[;\t\v|•·▪●■§]|(?:^|\s)[*>]\s")
_DASH = re.compile(r"\s[-–—]|[-–—]\s|[–—]")
_STOP = re.compile(r"^[”»\"')]?\.\s")
_COLON = re.compile(r":(?:\s|$)")
_NUMBERED = re.compile(r"^(?:\)|\.\s)")
_MAX_ABBREVIATION_LETTERS = 3
_MAX_NAME_WORDS = 12
_MIN_SPELT_WORDS = 2
_MAX_SHORT_WORDS = 2
"""`Ephedra, Alto Lago e Delfino`: names in a list that `e` ends are no longer than this."""


class Piece(Struct, frozen=True, gc=False):
    """Words `first` to `stop` (not included) of the field."""

    first: int
    stop: int
    is_label: bool = False
    """Whether a colon follows: `Capofila: …`."""


class Before(Struct, frozen=True, gc=False):
    """What the piece before tells of the one at hand."""

    is_comma: bool = False
    """Whether a comma ended it."""
    is_list: bool = False
    """Whether a plural stands before, and every name behind is one of its kind."""


def pieces(of: Field) -> Iterator[Piece]:
    """The pieces in order; what is between them is punctuation, conjunctions and connectors."""
    start = at = 0
    before = Before(is_list=of.is_list)
    while at < len(of.words):
        mark = of.marks.get(at)
        if mark and mark.label == "connector" and not _is_named_so(of, start, at, mark.stop):
            if at > start:
                yield Piece(start, at)
            start = at = mark.stop
            continue
        if at > start and not _is_quoted(of, at):
            following = _next_start(of, start, at, before)
            if following is not None:
                yield Piece(start, at, bool(_COLON.search(of.gap(at))))
                before = _before(of, start, at, before)
                start = at = following
                continue
        at = mark.stop if mark else at + 1
    if start < len(of.words):
        yield Piece(start, len(of.words))


def _is_named_so(of: Field, start: int, at: int, stop: int) -> bool:
    """Whether words that lead to another body belong to a name: `Associazione Genitori Insieme`."""
    if at == start or of.gap(at) != " ":
        return False
    is_last = stop == len(of.words) or of.gap(stop) != " "
    return is_last or (of.printed(at)[0].isupper() and not of.is_capitals)


def _before(of: Field, start: int, stop: int, before: Before) -> Before:
    head = of.label(of.content(start, stop, after_preposition=True))
    goes_on = before.is_list and head in ("capital", "place")
    return Before("," in of.gap(stop), goes_on or of.has(start, stop, "plural"))


def _is_quoted(of: Field, at: int) -> bool:
    before, after = of.words[at - 1].stop, of.words[at].start
    n = bisect_right(of.quotes, before, key=_start) - 1
    return n >= 0 and after < of.quotes[n].stop


def _start(quote: slice) -> int:
    return int(quote.start)


def _next_start(of: Field, start: int, at: int, before: Before) -> int | None:
    """Where the next piece begins if one ends before word `at`, else None."""
    gap, is_joined = of.gap(at), _is_conjunction(of, at)
    behind = at + 1 if is_joined else at
    if gap == " " and not is_joined:
        return at if _is_set_beside(of, start, at) else None
    first = of.content(behind, len(of.words), after_preposition=_is_loose(of, start))
    label = of.label(first)
    if _STRONG.search(gap) or _COLON.search(gap):
        return behind
    if "\n" in gap:
        small = lexicon().prepositions | lexicon().conjunctions
        goes_on = label == "lower" or of.words[at - 1].folded in small
        return None if goes_on else behind
    if "," in gap or "/" in gap or "+" in gap:
        is_break = _ends_at_comma(of, start, at, first, is_list="," in gap or " " in gap)
    elif is_joined:
        is_break = _ends_at_conjunction(of, start, at, first, before)
    elif _STOP.search(gap):
        is_break = label in BEGINS_NAME and not _is_abbreviation(of, at - 1)
    elif _DASH.search(gap):
        is_break = _ends_at_dash(of, start, at, label)
    else:
        is_break = _is_set_beside(of, start, at)
    return behind if is_break else None


def _is_conjunction(of: Field, at: int) -> bool:
    return (
        of.words[at].folded in lexicon().conjunctions and of.is_small(at) and at + 1 < len(of.words)
    )


def _is_loose(of: Field, start: int) -> bool:
    """Whether the piece began with a preposition, so that the next may: `della … e del …`."""
    return of.words[start].folded in lexicon().prepositions


def _ends_at_comma(of: Field, start: int, at: int, first: int, *, is_list: bool) -> bool:
    label = of.label(first)
    if _is_competence(of, start, first, label):
        return False
    if label == "lower":
        return is_list and _needs_nothing(of, start, at)
    return label in BEGINS_PIECE or (is_list and label in ("capital", "place"))


def _is_competence(of: Field, start: int, first: int, label: str) -> bool:
    """Whether a word goes on with what a unit is for: `Assessorato alla Cultura, Sport e …`."""
    if not of.has(start, first, "unit"):
        return False
    if of.words[first].folded in lexicon().subjects:
        return of.words[first - 1].folded not in lexicon().articles
    mark = of.marks.get(first)
    return label == "kind" and bool(mark) and of.printed(first)[0].islower()


def _ends_at_conjunction(of: Field, start: int, at: int, first: int, before: Before) -> bool:
    label = of.label(first)
    if _is_competence(of, start, first, label):
        return False
    if label in BEGINS_PIECE:
        return not _is_purpose(of, start, at, first, label)
    if label not in ("capital", "place"):
        return False
    if of.words[at].folded in ("con", "col"):
        return _needs_nothing(of, start, at)
    return _is_complete(of, start, at, first, before)


def _is_purpose(of: Field, start: int, at: int, first: int, label: str) -> bool:
    """`Associazione Amici della scuola e biblioteca`, `… Commercianti e Artigiani`: one name."""
    mark = of.marks.get(of.content(start, at, after_preposition=True))
    if not mark or mark.phrase.split()[0] not in lexicon().purposed or first != at + 1:
        return False
    is_small = of.printed(first)[0].islower()
    if label == "several":
        return not is_small or lexicon().labels.get(of.words[at - 1].folded) == "several"
    return label == "kind" and is_small


def _is_complete(of: Field, start: int, at: int, first: int, before: Before) -> bool:
    """Whether a bare name behind an `e` is another than the one before."""
    head = of.content(start, at, after_preposition=True)
    label = of.marked(head)
    if before.is_list or label == "plural" or _needs_nothing(of, start, at):
        return True
    if not of.is_capitals and of.words[at + 1].folded in lexicon().articles:
        return True
    if before.is_comma and not label and at - head <= _MAX_SHORT_WORDS:
        return True
    return bool(label) and _has_legal_form(of, first)


def _needs_nothing(of: Field, start: int, at: int) -> bool:
    """Whether a name that ends before word `at` is whole: a known one, a Comune, an `… srl`."""
    head = of.content(start, at, after_preposition=True)
    mark, label = of.marks.get(head), of.label(head)
    if label in ("known", "name") and mark and mark.stop == at:
        return True
    is_acronym = label == "acronym" and at - head == 1
    return is_acronym or of.ends_at(at, "legal") or bool(mark and mark.phrase == "comune")


def _has_legal_form(of: Field, first: int) -> bool:
    """Whether a name that begins here ends in a legal form, before any punctuation."""
    for n in range(first + 1, min(first + 6, len(of.words))):
        if of.gap(n).strip(" .“”«»\"'") or of.words[n].folded == "e":
            return False
        if of.marked(n) == "legal":
            return True
    return False


def _is_abbreviation(of: Field, n: int) -> bool:
    if len(of.words[n].folded) <= _MAX_ABBREVIATION_LETTERS:
        return True
    return of.words[n].folded in ("coop", "assoc", "dott", "prof", "fond", "consorz")


def _ends_at_dash(of: Field, start: int, at: int, label: str) -> bool:
    if label == "role":
        return True
    mark = of.marks.get(at)
    if mark and (mark.phrase in lexicon().dependents or mark.phrase.split()[0] in _units()):
        return False
    if at - start == 1 and _spells(of, start, at):
        return False
    head = of.content(start, at, after_preposition=True)
    return label in BEGINS_NAME and label != "acronym" and of.label(head) in BEGINS_NAME


def _units() -> frozenset[str]:
    return frozenset(p for p, label in lexicon().labels.items() if label == "unit")


def _spells(of: Field, acronym: int, first: int) -> bool:
    """`CSI - Centro Sportivo Italiano`, `MUSE - Museo delle Scienze`: it is made of the words."""
    letters = iter(of.words[acronym].folded)
    found = 0
    for n in range(first, min(first + _MAX_NAME_WORDS, len(of.words))):
        if n > first and "," in of.gap(n):
            break
        if not of.printed(n)[0].islower():
            if of.words[n].folded[0] not in letters:
                break
            found += 1
    whole = found == len(of.words[acronym].folded)
    return found >= _MIN_SPELT_WORDS and (whole or of.printed(acronym).isupper())


def _is_set_beside(of: Field, start: int, at: int) -> bool:
    """Whether a new name begins without any sign: behind brackets, a number, two known names."""
    label = of.marked(at)
    after = of.words[at].start
    if label in BEGINS_NAME and any(
        of.words[at - 1].stop <= gone.start and gone.stop <= after for gone in of.brackets
    ):
        return True
    if at + 1 < len(of.words) and _is_number(of, at):
        return True
    if label == "known":
        return of.has(start, at, "known")
    head = of.marks.get(of.content(start, at, after_preposition=True))
    mark = of.marks.get(at)
    return bool(
        head
        and mark
        and label == "kind"
        and head.phrase == mark.phrase
        and at - head.stop > 1
        and not of.printed(at)[0].islower()
    )


def _is_number(of: Field, at: int) -> bool:
    """`2) Comune di Taio`, `b) …`: an item of a numbered list begins."""
    word = of.words[at].folded
    is_counter = word.isdecimal() if len(word) <= 2 else False
    is_letter = len(word) == 1 and of.gap(at + 1).startswith(")")
    return (is_counter or is_letter) and bool(_NUMBERED.match(of.gap(at + 1)))
