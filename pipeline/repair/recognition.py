"""What optical recognition mistook: `Io sviluppo`, `II Consorzio`, `neIl’eIaborare`, `1O luglio`.

A word is put right where the document prints the right one elsewhere, or where it is one of the
articles and prepositions of `schemas/ocr.toml`, each with its reason; what stands around it must
ask for that word. Roman numerals (`II trimestre`, `Giovanni Paolo II`), codes and names stay.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.repair.attested import Attested, folded
from pipeline.repair.confusions import Confusion, table, takes_il, takes_lo
from pipeline.repair.edit import Edit, apart

FUNCTION_WORD, ELISION, ARTICLE, INNER, DIGIT, ACRONYM = (f"OCR{n:03}" for n in range(1, 7))

_CAPITAL_I = (
    r"I(?:(?P<elision>['’](?=[aeiouhàèéAEIOUHÀÈ]))(?<!\w..)|(?P<article>I)(?<!\w..)(?=\s+\w)"
    r"|o(?<!\w..)(?=\s)|(?P<inner>)(?<=[a-zà-ù]I)(?=[a-zà-ùI'’]|\b)"
    r"|(?P<acronym>)(?<=[A-Z]I)[a-z]{1,30}[A-Z]\b)"
)
_LISTED = (
    r"(?<![\w'’/-])"
    r"(?:ii|dl|pei|ali[ae]|[dn]e(?:li[ae]|/l[ae])|su(?:li[ae]|/l[ae]))(?=\s)"
)
_BAR = r"(?<![^\s])\|(?=[ ][a-zà-ù]{3,30}i\b[^|\n]*(?:\n|\Z))(?<![|].)"
"""The article of a plural, that a rule down looks like: `| volontari`; of a table are several."""

_LETTER_O = r"O(?:(?<=\dO)|(?=\d))"
_MONTHS = (
    r"(?i:gennaio|febbraio|marzo|aprile|maggio|giugno|luglio|agosto|settembre|ottobre|novembre"
    r"|dicembre)\b"
)
_NUMBER = (
    rf"(?<![\w./-])(?:\d{{1,3}}O(?![\w/.-]*\d)|2(?=\d*O)[0O][\dO]{{2}}|O\d(?=\s+{_MONTHS}))(?!\w)"
)
_TOKEN_CHARACTERS, _DIGITS = 40, 4
_SHORT_PART = 3
"""Letters that begin a misread word and are one by themselves, at most: `so` of `soIo`."""


def mend_recognition(attested: Attested) -> list[Edit]:
    """The edits; of two that overlap, the first is the right one."""
    text = attested.text
    found: list[Edit] = []
    acronyms: set[str] = set()
    articles: list[int] = []
    for each in re.finditer(_CAPITAL_I, text):
        if each["article"]:
            articles.append(each.start())
        elif each["acronym"] is not None:
            acronyms.add(_word_at(text, each.start())[1])
        else:
            found += _capital_i(text, each, attested)
    for at in attested.signs.misread:
        if listed := re.compile(_LISTED).match(text, at):
            found += _listed(text, at, table().words[listed[0]], attested)
    found += _bars(text)
    for each in re.finditer(_LETTER_O, text):
        found += _digits(text, each.start())
    if acronyms:
        found += _acronyms(text, acronyms)
    for at in articles:
        if _is_article(text, at, attested, is_misread=bool(found)):
            found.append(Edit(ARTICLE, at, "II", "Il" if _opens(text, at) else "il"))
    return apart(found)


def _bars(text: str) -> Iterator[Edit]:
    """The article of a plural that begins a sentence, read as a rule down."""
    for each in re.finditer(_BAR, text) if "|" in text else ():
        if _opens(text, each.start()):
            yield Edit(FUNCTION_WORD, each.start(), "|", "I")


def _capital_i(text: str, found: re.Match[str], attested: Attested) -> Iterator[Edit]:
    """What a capital I stands for, if not for itself."""
    at = found.start()
    if found["elision"]:
        yield Edit(ELISION, at, "I", "L" if _opens(text, at) else "l")
    elif found["inner"] is not None:
        yield from _inner(text, at, attested)
    else:
        yield from _listed(text, at, table().words["Io"], attested)


def _listed(text: str, at: int, confusion: Confusion, attested: Attested) -> Iterator[Edit]:
    """A form of the table, where the words around it ask for what was meant."""
    before, after = _before(text, at), _after(text, at + len(confusion.form))
    is_small = before[:1].islower() and before[-1:].isalpha() and before not in ("inter", "et")
    if (not confusion.after or is_small) and _asks(confusion, before, after, attested):
        yield Edit(FUNCTION_WORD, at, confusion.form, confusion.meant)


def _asks(confusion: Confusion, before: str, after: str, attested: Attested) -> bool:
    if not after:
        return False
    if confusion.before == "lo":
        return takes_lo(after) and (after in table().nouns_lo or attested.prints(f"lo {after}"))
    if confusion.before == "il":
        is_number = before.lower().rstrip(".") in table().number_signs | table().letter_signs
        return takes_il(after) and before not in table().function and not is_number
    if confusion.before == "article":
        return after in _ARTICLES
    is_decree = before[-1:] == "l" or len(after) <= _SHORT or after[0].isupper()
    return not (confusion.form == "dl" and is_decree)


_ARTICLES = ("il", "lo", "la", "gli", "le", "l")
_SHORT = 2


def _opens(text: str, at: int) -> bool:
    """Whether a sentence begins here."""
    before = text[max(0, at - _TOKEN_CHARACTERS) : at]
    bare = before.rstrip()
    return not bare or bare[-1] in ".:;!?•-–" or "\n" in before[len(bare) :]


def _is_article(text: str, at: int, attested: Attested, is_misread: bool) -> bool:
    """Whether `II` is the article: its noun has `il` elsewhere, and is none that is counted.

    `is_misread` where other words of the text are; some nouns are counted elsewhere only.
    """
    after = _after(text, at + 2)
    counted = table().counted if is_misread else table().counted | table().sometimes_counted
    if not after or not takes_il(after) or after.lower() in counted:
        return False
    if folded(after) not in attested.behind_il or after.lower() in attested.numbered:
        return False
    before = re.search(r"(\S+)(\s*)\Z", text[max(0, at - _TOKEN_CHARACTERS) : at])
    if not before:
        return True
    word = before[1].strip('(.,;:«“"').lower()
    if word in table().number_signs or word == "ogni":
        return False
    lines = before[2].count("\n")
    if before[1][-1] in ".:;!?" or lines > 1 or (lines and not before[1][-1].isalpha()):
        return True
    return before[1].islower() and before[1].isalpha() and word not in table().function


def _inner(text: str, at: int, attested: Attested) -> Iterator[Edit]:
    """A capital inside small letters is an l where that gives a word; the first does it for all."""
    start, word = _word_at(text, at)
    if word.find("I", 1) != at - start or not word[1:].replace("I", "l").islower():
        return
    first = word[: word.find("I", 1)]
    if len(first) > _SHORT_PART and first.lower() in attested.counts:
        return  # `GiovaniIn`: two words, and a name
    meant = word[0] + word[1:].replace("I", "l")
    is_function = meant.lower() in table().function
    if is_function or (len(meant) > _SHORT and attested.has_stem(meant)):
        yield Edit(INNER, start, word, meant)


def _digits(text: str, at: int) -> Iterator[Edit]:
    """A number that stands by itself, with a letter in it: `1O luglio`, `11O`, `2O22`."""
    before = text[max(0, at - _DIGITS) : at]
    start = at - len(before) + len(before.rstrip("0123456789O"))
    found = re.compile(_NUMBER).match(text, start)
    if not found:
        return
    is_ordinal = found[0][:-1].isdigit() and _after(text, found.end()).lower() in table().counted
    if not is_ordinal:
        yield Edit(DIGIT, start, found[0], found[0].replace("O", "0"))


def _acronyms(text: str, acronyms: set[str]) -> Iterator[Edit]:
    """An acronym with an l for its capital I, which the document prints elsewhere."""
    damaged = {acronym[0] + acronym[1:].replace("I", "l"): acronym for acronym in acronyms}
    for each in re.finditer(r"l(?<=[A-Z]l)[a-z]{1,30}[A-Z]\b", text):
        start, word = _word_at(text, each.start())
        if word in damaged:
            yield Edit(ACRONYM, start, word, damaged[word])


def _word_at(text: str, at: int) -> tuple[int, str]:
    """The word around a place, and where it begins."""
    left = re.search(r"[^\W\d_]*\Z", text[max(0, at - _TOKEN_CHARACTERS) : at])
    right = re.match(r"[^\W\d_]*", text[at : at + _TOKEN_CHARACTERS])
    first, rest = left[0] if left else "", right[0] if right else ""
    return at - len(first), first + rest


def _before(text: str, at: int) -> str:
    """The word before a place, with what is printed right behind it."""
    found = re.search(r"(\S+)[ \xa0\r]*\n?\Z", text[max(0, at - _TOKEN_CHARACTERS) : at])
    return found[1] if found else ""


def _after(text: str, at: int) -> str:
    """The word behind a place, if white space alone parts them."""
    found = re.match(r"\s+([^\W\d_]+)", text[at : at + _TOKEN_CHARACTERS])
    return found[1] if found else ""
