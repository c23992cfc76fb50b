"""Blanks and soft hyphens inside words: `proget­ tualità`, `minor i`, `d i Fassa`, `l 'anno`.

A soft hyphen inside a word goes, with the blank that followed it at a line's end; one that opens an
item of a list is a dash. A letter by itself joins the word that it was cut from where the document
prints that word, and the rest nowhere by itself. Blanks between words are as many as they were:
values are printed with single ones. Those that break no line, or are thin, become plain ones, so
that labels are found whatever parts their words; that is no edit, for a blank stays a blank.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import cache

from msgspec.structs import replace

from pipeline.repair.attested import Attested
from pipeline.repair.confusions import table
from pipeline.repair.edit import Edit, apart
from schemas.flow import Flow

SOFT_HYPHEN, ITEM_DASH, LETTER, APOSTROPHE = "SPC001", "SPC002", "SPC004", "SPC005"

_SOFT = "\xad"
_SOFT_IN_WORD = r"[^\W\d_]{1,30}+(?:\xad(?:[ \t]?\n(?:\n(?=[a-zà-ù]))?|[ \r])?[^\W\d_]{1,30}+){1,8}"
_ITEM = r"[ \t]*\xad(?=\s*\w)"
_LAST = r"[ \r\n]([aioàìòù])(?=\s)"
_FIRST = r"[ \r\n]([bcdfgmnprstvz])([ \r\n])([a-zà-ù]{1,30})(?![\w])"
_ELIDED = r"(?<!\w)(?:[lLdDcCI]|[Dd]ell|[Aa]ll|[Nn]ell|[Ss]ull|[Dd]all|[Qq]uell)\Z"
_APOSTROPHE = r" ['’](?=[aeiouhàèAEIOUHÀÈ])"
_BEFORE_CHARACTERS = _LONGEST = 30
_ENDS = "àèéìòù"
"""Letters that end a word of Italian."""

_ODD_BLANKS = "\xa0\u1680\u202f\u205f\u3000" + "".join(map(chr, range(0x2000, 0x200B)))
_SHORT, _SHORT_BEFORE_WORDS = 2, 4
"""Letters of what may be a word by itself, at most; and of one that is no Italian one."""


def mend_soft_hyphens(attested: Attested) -> list[Edit]:
    """Soft hyphens, in words and in front of items."""
    text = attested.text
    if _SOFT not in text:
        return []
    found: list[Edit] = []
    at = text.find(_SOFT)
    while at >= 0:
        left = re.search(r"[^\W\d_]*\Z", text[max(0, at - _LONGEST) : at])
        start = at - len(left[0]) if left else at
        if word := _pattern(_SOFT_IN_WORD).match(text, start):
            whole = _without_soft(word[0], attested)
            found += [Edit(SOFT_HYPHEN, start, word[0], whole)] if whole != word[0] else []
        elif _pattern(_ITEM).match(text, text.rfind("\n", max(0, at - _LONGEST), at) + 1):
            found.append(Edit(ITEM_DASH, at, _SOFT, "-"))
        at = text.find(_SOFT, word.end() if word else at + 1)
    return apart(found)


def with_plain_blanks(flow: Flow) -> Flow:
    """The flow with a plain blank for each of another kind; a text read from a PDF has none."""
    text = flow.text
    for blank in _ODD_BLANKS:
        text = text.replace(blank, " ")
    return flow if text is flow.text else replace(flow, text=text)


def _without_soft(word: str, attested: Attested) -> str:
    """The word in one; the blank stays where a short word of its own stands behind it.

    Between two names, or behind a word that is over, the mark is a hyphen: `Rotaliana-Königsberg`.
    """
    parts = re.split(r"\xad([ \t\n\r]*)", word)
    whole = parts[0]
    for blank, part in zip(parts[1::2], parts[2::2], strict=True):
        if not blank and (whole[-1] in _ENDS or (part[0].isupper() and not whole.isupper())):
            whole += f"-{part}"
            continue
        is_own = part.lower() in table().short or part[0].isupper() or whole[-1] in _ENDS
        keeps = blank and is_own and not attested.has(whole + part)
        whole += (blank if keeps else "") + part
    return whole


def mend_blanks(attested: Attested) -> list[Edit]:
    """Blanks that cut a letter off the end of a word or its beginning, or part an apostrophe."""
    signs = attested.signs
    return apart(
        (
            *_last_letters(attested, (*signs.letters, *signs.vowels)),
            *_first_letters(attested, signs.letters),
            *_apostrophes(attested.text, signs.apostrophes),
        )
    )


@cache
def _pattern(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern)


def _last_letters(attested: Attested, places: Sequence[int]) -> Iterator[Edit]:
    """`minor i`: the word is printed whole elsewhere, and never without its last letter."""
    text = attested.text
    found: list[tuple[str, re.Match[str]]] = []
    for each in _matches(_LAST, text, places):
        left = re.search(r"[^\W\d_]+\Z", text[max(0, each.start() - _LONGEST) : each.start()])
        if left and _is_cut(left[0], each[1]) and attested.has(left[0] + each[1]):
            found.append((left[0], each))
    cut = Counter(word.lower() for word, _ in found)
    for word, each in found:
        known = table()
        small = word.lower()
        is_own = small in known.whole or small in known.function
        if not is_own and attested.counts[small] <= cut[small]:
            yield Edit(LETTER, each.start() - len(word), word + each[0], word + each[1])


def _is_cut(left: str, letter: str) -> bool:
    """Whether a letter may belong to what stands before it, which ends as few words do.

    `a`, `o` and `i` are words, and those that end so and stand before them are short or acronyms:
    `un post a settimana`, `MART a Rovereto`.
    """
    if letter in "àìòù":
        return len(left) > _SHORT
    return len(left) > _SHORT_BEFORE_WORDS and left[-1] not in "aeiouàèéìòù" and left[1:].islower()


def _first_letters(attested: Attested, places: Sequence[int]) -> Iterator[Edit]:
    """`c on`, `d i`: a consonant is no word, but behind a number or as the name of a letter."""
    text = attested.text
    for each in _matches(_FIRST, text, places):
        known = table()
        at, whole, rest = each.start(1), each[1] + each[3], each[3]
        is_function = whole in known.function and len(whole) > 1
        is_cut = attested.has(whole) and attested.counts[rest] <= 1 and len(rest) > 1
        if (is_function or is_cut) and not _names_letter(text, at):
            yield Edit(LETTER, at, text[at : each.end()], whole)


def _names_letter(text: str, at: int) -> bool:
    """Whether a letter is a name, a unit or an item's mark: `lettera d`, `5 m`, `a b c`."""
    before = re.search(r"(\S+)\s*\Z", text[max(0, at - _BEFORE_CHARACTERS) : at])
    if not before or "\n" in before[0]:
        return True
    word = before[1].lower()
    bare = word.strip(".,;:()/-")
    is_letters = len(bare) > 1 and bare.isalpha()
    return not is_letters or word[-1] in ".,;:)/-" or bare in table().letter_signs


def _matches(pattern: str, text: str, places: Sequence[int]) -> Iterator[re.Match[str]]:
    """Where the pattern holds right before one of the places."""
    for at in places:
        if at and (found := _pattern(pattern).match(text, at - 1)):
            yield found


def _apostrophes(text: str, places: Sequence[int]) -> Iterator[Edit]:
    """`l 'anno`: what is elided before a vowel has no blank before its apostrophe."""
    for at in places:
        left = re.search(_ELIDED, text[max(0, at - _BEFORE_CHARACTERS) : at])
        if left and _pattern(_APOSTROPHE).match(text, at) and not _is_quoted(text, at + 2):
            before = text[at - len(left[0]) : at + 2]
            yield Edit(APOSTROPHE, at - len(left[0]), before, left[0] + text[at + 1])


def _is_quoted(text: str, at: int) -> bool:
    """Whether an apostrophe opens a quotation of the word behind it, which the same one closes."""
    word = re.match(r"\w+", text[at : at + _BEFORE_CHARACTERS])
    closing = at + (word.end() if word else 0)
    return text[closing : closing + 1] in ("'", "’")
