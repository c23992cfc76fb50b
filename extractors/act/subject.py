"""The subject of an act, behind its label or, where the label is printed late, before it.

    OGGETTO: Liquidazione di spesa per smaltimento materiale ingombrante – NOVEMBRE-DICEMBRE 2025.
    Oggetto ⇥ APPROVAZIONE DEL RENDICONTO …
    APPROVAZIONE DEL PIANO … / OGGETTO:

It ends with its cell, a blank line, or the first line that is none of it: how the body sat, the
recitals, codes, the name of the organ.
"""

from __future__ import annotations

import re
from functools import cache

from extractors.act.marks import is_formula, opens_recital
from extractors.act.numbers import number_pattern
from extractors.act.titles import titles_of
from extractors.text_lines import goes_on, is_unfinished, printed_lines, trimmed

_LABEL = (
    r"(?<![^\W_])(?:(?P<capitals>O\s?G\s?G\s?E\s?T\s?T\s?O)|(?i:oggetto|ogg\.))[ *]*(?:\r(?=:))?"
    r"(?:(?P<colon>[:;])|\t|(?=[\n\r\v])|(?P<bare>\s[–-]?\s*(?=[^\W\d_]|[\"“«])))"
)
_PHRASE = r"(?i)\b(?:ad|per|in|l['’]|d['’]|all['’]|dell['’]|sull['’]|un|di\s+cui\s+all['’])\s*\Z"
"""Before `oggetto` in a sentence: `avente ad oggetto: …`."""

_SUBJECT_ENDS = (
    r"(?:L['’]\s?anno\b|addì\b|il\s+giorno\b|nominativo\b|C\.?[UI]\.?[PG]\.?\s*(?:[:.\d]|(?=\w*\d)\w{10})|proponente\b"
    r"|immediatamente\s+es|responsabile\b|il\s+sottoscritt|settore\s*:|servizio\s*:|ufficio\s*:"
    r"|assessor|relator|data\s*:|registro\b|reg\.|provincia\s+di\b|sono\s+presenti|presenti\b"
    r"|allegat[oi]\b|atto\s+n|premessa\b|proposta\b|visto\b|parere\b|il\s+dirigente\b"
    r"|(?:seduta|adunanza|sessione)\s|pag(?:ina|\.)\s*\d|prot(?:\.|ocollo)|ordine\s+del\s+giorno"
    r"|(?:unità|centro|struttura|area|dipartimento|direzione|ufficio|servizio|settore)"
    r"\s+(?:proponente|organizzativa|di\s+costo)|comunicat[ao]\s+ai|stampat[ao]\s+il|importo\s*:|codice\s"
    r"|(?:nell['’]|nel)\s?anno\b|(?:n\.|numero)\s+(?:d['’]ordine|prog|reg))"
)
_MAX_SUBJECT_CHARACTERS = 1500
_CONNECTIVES = (
    r"(?:di|de[lgi]\w*|da\w*|a[lgi]?\w{0,3}|in|ne[lgi]\w*|per|con|e|ed|o|il|la|lo|i|gli|le|una?|su\w*"
    r"|tra|fra|ex|art\.?|che)\Z"
)
"""A subject that ends with one of these goes on."""


def subject_of(text: str, start: int, end: int) -> tuple[slice | None, slice | None]:
    """Where the subject's label and the subject stand, the last in the head: under the letterhead.

    A label printed behind its subject has nothing of its own: then what stands above it counts.
    """
    found = [m for m in _labels().finditer(text, start, end) if _is_label(text, m, start)]
    if not found:
        return None, None
    label = slice(*found[-1].span())
    at = label.stop + len(text[label.stop : end]) - len(text[label.stop : end].lstrip())
    subject = _before_title(text, start, label, _subject_from(text, at, end))
    if subject.start < subject.stop:
        return label, subject
    above = list(printed_lines(text, start, label.start))[-1:]
    return label, above[0] if above else None


def _before_title(text: str, start: int, label: slice, subject: slice) -> slice:
    """The subject up to the act's title, where that is printed below it with its number."""
    if next(titles_of(text, start, label.start), None):
        return subject
    for title in titles_of(text, subject.start, subject.stop):
        if title.place.start > subject.start and number_pattern().search(text[title.place]):
            words = text[subject.start : title.place.start].rstrip()
            return slice(subject.start, subject.start + len(words))
    return subject


def begins_subject(line: str) -> bool:
    """Whether a line begins with the subject's label."""
    bare = line.lstrip(" *")
    found = _labels().match(bare)
    return found is not None and _is_label(bare, found, 0)


def _is_label(text: str, found: re.Match[str], start: int) -> bool:
    """Whether a word labels the subject: it begins a line or a column, or has a colon."""
    line = max(start, *(text.rfind(mark, start, found.start()) + 1 for mark in "\n\r\t\v"))
    before = text[line : found.start()]
    if not before.strip(" *#"):
        return not found["bare"] or bool(found["capitals"])
    return bool(found["colon"] and found["capitals"]) and not re.search(_PHRASE, before)


def _subject_from(text: str, at: int, end: int) -> slice:
    """The paragraphs from here that are one subject: to the cell's end, or a blank line."""
    subject = slice(at, at)
    is_hand_broken = "\r" not in text
    while subject.stop < end and subject.stop - at < _MAX_SUBJECT_CHARACTERS:
        start = _behind(text, subject.stop) if subject.stop > at else at
        stop = _line_end(text, start, end)
        line = trimmed(text, start, stop)
        if line.start == line.stop or _ends_subject(text, subject, line):
            break
        if subject.stop > at and not _is_more(text, subject, line, is_hand_broken):
            break
        subject = slice(at, line.stop)
        if stop == end or text[stop] == "\t":
            break
    return subject


def _behind(text: str, at: int) -> int:
    """Where the next line begins, behind the blanks that end this one."""
    while text[at] in " *":
        at += 1
    return at + 1


def _line_end(text: str, start: int, end: int) -> int:
    """Where the printed line or the cell ends."""
    return min((at for mark in "\n\t\r\v" if (at := text.find(mark, start, end)) >= 0), default=end)


def _ends_subject(text: str, subject: slice, line: slice) -> bool:
    """Whether a line is none of the subject. The first may be anything, one after `per` too."""
    if subject.start == subject.stop or _is_open(text[subject]):
        return bool(_ends_always().match(text, line.start))
    return (
        bool(_ends().match(text, line.start))
        or opens_recital(text, line.start)
        or is_formula(text[line])
    )


def _is_open(words: str) -> bool:
    """Whether words break off: `… per`, `… Comuni -`, `… Variazione n.`."""
    last = words.rsplit(None, 1)[-1].lower()
    return bool(re.match(_CONNECTIVES, last)) or words.endswith(
        (",", "-", "–", "(", "/", " n.", " N.")
    )


def _is_more(text: str, subject: slice, line: slice, is_hand_broken: bool) -> bool:
    """Whether a line goes on with the subject: wrapped, in small letters, or capitals as before."""
    before = text[subject]
    between = text[subject.stop : line.start]
    if "\r" in between and "\n" not in between:
        return True
    if goes_on(text, subject, line) or _is_open(before) or _hangs(text, subject, line):
        return True
    if before.endswith((".", ";")) and not is_unfinished(before):
        return False
    return is_hand_broken or (before.isupper() and text[line].isupper())


def _hangs(text: str, subject: slice, line: slice) -> bool:
    """Whether a line is set in under the subject's beginning, as type-written subjects are."""
    column = subject.start - text.rfind("\n", 0, subject.start) - 1
    indent = line.start - text.rfind("\n", 0, line.start) - 1
    return bool(indent > _MIN_INDENT and abs(column - indent) <= _SLACK)


_MIN_INDENT = 4
_SLACK = 2


@cache
def _labels() -> re.Pattern[str]:
    return re.compile(_LABEL)


@cache
def _ends() -> re.Pattern[str]:
    return re.compile(_SUBJECT_ENDS, re.IGNORECASE)


@cache
def _ends_always() -> re.Pattern[str]:
    return re.compile(
        r"L['’]\s?anno\s+(?:due\w+|20\d\d)(?:\s*\([^)\n]{1,30}\))?[\s,]+(?:il|add|nel)",
        re.IGNORECASE,
    )
