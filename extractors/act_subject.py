"""The subject of an act, behind its label or, where the label is printed late, before it.

    OGGETTO: Liquidazione di spesa per smaltimento materiale ingombrante – NOVEMBRE-DICEMBRE 2025.
    Oggetto ⇥ APPROVAZIONE DEL RENDICONTO …
    APPROVAZIONE DEL PIANO … / OGGETTO:

It ends with its cell, a blank line, or the first words that are none of it: how the body sat,
the recitals, codes, the name of the organ.
"""

from __future__ import annotations

import re
from functools import cache

from extractors.act_parts import is_formula, opens_recital
from extractors.text_lines import goes_on, printed_lines, trimmed

_SUBJECT = r"(?<![^\W_])(?:O\s?G\s?G\s?E\s?T\s?T\s?O|Oggetto)[ *]*(?::|\t|(?=[\n\r\v]))"
_SUBJECT_ENDS = (
    r"(?:L['’]\s?anno\b|addì\b|il\s+giorno\b|nominativo\b|C\.?[UI]\.?[PG]\.?\s*[:.\d]|proponente\b"
    r"|immediatamente\s+es|responsabile\b|il\s+sottoscritt|settore\s*:|servizio\s*:|ufficio\s*:"
    r"|assessor|relator|data\s*:|registro\b|reg\.|provincia\s+di\b|sono\s+presenti|presenti\b"
    r"|allegat[oi]\b|atto\s+n|premessa\b|proposta\b|visto\b|parere\b|il\s+dirigente\b)"
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
    labels = list(_labels().finditer(text, start, end))
    if not labels:
        return None, None
    label = slice(*labels[-1].span())
    at = label.stop + len(text[label.stop : end]) - len(text[label.stop : end].lstrip())
    subject = _subject_from(text, at, end)
    if subject.start < subject.stop:
        return label, subject
    above = list(printed_lines(text, start, label.start))[-1:]
    return label, above[0] if above else None


def _subject_from(text: str, at: int, end: int) -> slice:
    """The paragraphs from here that are one subject: to the cell's end, or a blank line."""
    subject = slice(at, at)
    is_hand_broken = "\r" not in text
    while subject.stop < end and subject.stop - at < _MAX_SUBJECT_CHARACTERS:
        start = subject.stop + (subject.stop > at)
        stop = _line_end(text, start, end)
        line = trimmed(text, start, stop)
        is_over = line.start == line.stop or _ends_subject(text, line)
        if is_over or (subject.stop > at and not _is_more(text, subject, line, is_hand_broken)):
            break
        subject = slice(at, line.stop)
        if stop == end or text[stop] == "\t" or line.stop < stop:
            break
    return subject


def _line_end(text: str, start: int, end: int) -> int:
    """Where the paragraph or the cell ends."""
    return min((at for mark in "\n\t" if (at := text.find(mark, start, end)) >= 0), default=end)


def _ends_subject(text: str, line: slice) -> bool:
    return (
        bool(_ends().match(text, line.start))
        or opens_recital(text, line.start)
        or is_formula(text[line])
    )


def _is_more(text: str, subject: slice, line: slice, is_hand_broken: bool) -> bool:
    """Whether a paragraph goes on with the subject: small letters, or all in capitals as before."""
    if goes_on(text, subject, line):
        return True
    before = text[subject]
    if before.endswith((".", ";")):
        return False
    last = before.rsplit(None, 1)[-1].lower()
    is_open = bool(re.match(_CONNECTIVES, last)) or before.endswith((",", "-", "–"))
    return is_open or is_hand_broken or (before.isupper() and text[line].isupper())


@cache
def _labels() -> re.Pattern[str]:
    return re.compile(_SUBJECT)


@cache
def _ends() -> re.Pattern[str]:
    return re.compile(_SUBJECT_ENDS, re.IGNORECASE)
