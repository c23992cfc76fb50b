"""Blanks and soft hyphens inside words: `proget­ tualità`, `minor i`, `d i Fassa`, `l 'anno`.

A soft hyphen inside a word goes, with the blank that followed it at a line's end; one that opens an
item of a list is a dash. A letter by itself joins the word that it was cut from where the document
prints that word, and the rest nowhere by itself. Blanks between words are left as they are: values
are printed with single ones.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable

from pipeline.repair.attested import Attested
from pipeline.repair.confusions import table
from pipeline.repair.edit import Edit
from pipeline.repair.signs import CUT_APOSTROPHE, CUT_LETTER

SOFT_HYPHEN, ITEM_DASH, LETTER, APOSTROPHE = "SPC001", "SPC002", "SPC004", "SPC005"

_SOFT = "\xad"
_SOFT_IN_WORD = r"[^\W\d_]{1,30}+(?:\xad(?:[ \t]?\n|[ \r])?[^\W\d_]{1,30}+){1,8}"
_ITEM = r"(?m)^[ \t]*(\xad)(?=\s*\w)"
_LAST = r"[ \r\n]([aioàìòù])(?=\s)"
_FIRST = r"[ \r\n]([bcdfgmnprstvz])([ \r\n])([a-zà-ù]{1,30})(?![\w])"
_ELIDED = (
    r"(?<!\w)((?:[lLdDcCI]|[Dd]ell|[Aa]ll|[Nn]ell|[Ss]ull|[Dd]all|[Qq]uell)) "
    r"(['’])(?=[aeiouhàèAEIOUHÀÈ])"
)
_BEFORE_CHARACTERS = _LONGEST = 30
_SHORT = 2


def mend_soft_hyphens(attested: Attested) -> list[Edit]:
    """Soft hyphens, in words and in front of items."""
    text = attested.text
    if _SOFT not in text:
        return []
    found = [
        Edit(SOFT_HYPHEN, each.start(), each[0], whole)
        for each in re.finditer(_SOFT_IN_WORD, text)
        for whole in [_without_soft(each[0], attested)]
        if whole != each[0]
    ]
    return found + [Edit(ITEM_DASH, each.start(1), _SOFT, "-") for each in re.finditer(_ITEM, text)]


def _without_soft(word: str, attested: Attested) -> str:
    """The word in one; the blank stays where a short word of its own stands behind it."""
    parts = re.split(r"\xad([ \t\n\r]*)", word)
    whole = parts[0]
    for blank, part in zip(parts[1::2], parts[2::2], strict=True):
        is_own = part.lower() in table().short or part[0].isupper()
        keeps = blank and is_own and not attested.has(whole + part)
        whole += (blank if keeps else "") + part
    return whole


def mend_blanks(attested: Attested) -> list[Edit]:
    """Blanks that cut a letter off the end of a word or its beginning, or part an apostrophe."""
    text, seen = attested.text, attested.signs
    found: list[Edit] = []
    if CUT_LETTER in seen:
        found += (*_last_letters(text, attested), *_first_letters(text, attested))
    return found + (_apostrophes(text) if CUT_APOSTROPHE in seen else [])


def _last_letters(text: str, attested: Attested) -> Iterable[Edit]:
    """`minor i`: the word is printed whole elsewhere, and never without its last letter."""
    found: list[tuple[str, re.Match[str]]] = []
    for each in re.finditer(_LAST, text):
        left = re.search(r"[^\W\d_]+\Z", text[max(0, each.start() - _LONGEST) : each.start()])
        if left and _is_cut(left[0], each[1]) and attested.has(left[0] + each[1]):
            found.append((left[0], each))
    cut = Counter(word.lower() for word, _ in found)
    known = table()
    for word, each in found:
        small = word.lower()
        is_own = small in known.whole or small in known.function
        if not is_own and attested.counts[small] <= cut[small]:
            yield Edit(LETTER, each.start() - len(word), word + each[0], word + each[1])


def _is_cut(left: str, letter: str) -> bool:
    """Whether a letter may belong to what stands before it, which ends as few words do."""
    return len(left) > _SHORT and (letter in "àìòù" or left[-1] not in "aeiouàèéìòù")


def _first_letters(text: str, attested: Attested) -> Iterable[Edit]:
    """`c on`, `d i`: a consonant is no word, but behind a number or as the name of a letter."""
    known = table()
    for each in re.finditer(_FIRST, text):
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


def _apostrophes(text: str) -> list[Edit]:
    """`l 'anno`: what is elided before a vowel has no blank before its apostrophe."""
    return [
        Edit(APOSTROPHE, each.start(), each[0], each[1] + each[2])
        for each in re.finditer(_ELIDED, text)
        if not _is_quoted(text, each)
    ]


def _is_quoted(text: str, elided: re.Match[str]) -> bool:
    """Whether the apostrophe opens a quotation, which the same one closes."""
    word = re.match(r"\w+", text[elided.end() : elided.end() + _BEFORE_CHARACTERS])
    closing = elided.end() + (word.end() if word else 0)
    return text[closing : closing + 1] in ("'", "’")
