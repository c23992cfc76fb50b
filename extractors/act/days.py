"""The day of an act where no number stands beside it: of the sitting, of a line, of the signature.

    L'anno duemilaventisei, il giorno nove, del mese di aprile        SEDUTA DEL 10/01/2024
    Il giorno 12/03/2024 alle ore 17.00 si è riunita                  of the sitting
    Data: 05/03/2025        del 3.3.2025                              alone on a line
    Prot. n. 2345/VI.10   Pianolago, 12/03/2024                       behind the place

A day in a sentence is none of these, nor is that of a protocol.
"""

from __future__ import annotations

import re
from functools import cache

from extractors.act.numbers import REACH_CHARACTERS
from extractors.act.readings import Reading
from extractors.act.titles import PROTOCOL
from extractors.dates import dates_in_words, find_dates


def sittings(text: str, start: int, end: int, subject: slice | None = None) -> list[Reading]:
    """The day of the sitting: in words, and in figures behind `seduta`, `adunanza`."""
    found = [
        Reading("seduta", match.start(), None, date.iso)
        for match in _sat().finditer(text, start, end)
        for date in find_dates(text, match.end(), min(end, match.end() + REACH_CHARACTERS))[:1]
        if not text[match.end() : date.start].strip(" \t\r\n:,")
    ]
    worded = [
        Reading("seduta", date.start, None, date.iso) for date in dates_in_words(text, start, end)
    ]
    told = [day for day in worded if not subject or not subject.start <= day.start < subject.stop]
    return found[:1] + told[:1]


def dated_lines(text: str, start: int, end: int, subject: slice | None) -> list[Reading]:
    """The days that stand with their name alone on a line: `Data: 05/03/2025`, `del 3.3.2025`."""
    found = []
    for match in _dated().finditer(text, start, end):
        if subject and subject.start <= match.start() < subject.stop:
            continue
        for date in find_dates(text, match.end(), min(end, match.end() + REACH_CHARACTERS))[:1]:
            stop = re.compile(r"[\n\r\t\v]|\Z").search(text, date.end)
            rest = text[date.end : stop.start() if stop else end]
            if not text[match.end() : date.start].strip() and not any(map(str.isalnum, rest)):
                found.append(Reading("titolo", date.start, None, date.iso))
    return found


def placed_days(text: str, start: int, end: int, subject: slice | None = None) -> list[Reading]:
    """The days behind a place, at a line's end: `Pianolago, 12/03/2024`, `Roma, lì 3 maggio`."""
    found = []
    for match in _placed().finditer(text, start, end):
        if subject and subject.start <= match.start() < subject.stop:
            continue
        for date in find_dates(text, match.end(), min(end, match.end() + REACH_CHARACTERS))[:1]:
            is_alone = _line_end().match(text, date.end, end) is not None
            if date.start == match.end() and is_alone:
                found.append(Reading("titolo", date.start, None, date.iso))
    return found


@cache
def _dated() -> re.Pattern[str]:
    return re.compile(
        r"(?:\A|(?<=[\n\r\t\v]))[ *]*(?:(?:in\s+)?data(?:\s+(?:di\s+|della\s+)?"
        r"(?:registrazione|adozione|emissione|determina\w*|delibera\w*|atto|seduta|decreto|ordinanza))?"
        r"|del|l[iì]['’]?|add[iì]['’]?)[ .:]{1,4}(?=\d|\t)",
        re.IGNORECASE,
    )


@cache
def _sat() -> re.Pattern[str]:
    return re.compile(
        r"\b(?:seduta|adunanza|riunione|sessione)(?:\s+(?:ordinaria|straordinaria|pubblica|urgente))"
        r"{0,2}\s*(?:n[.°]?\s?\d+\s+)?(?:del(?:\s+giorno)?|in\s+data|di\s+data)\b"
        r"|(?:\A|(?<=[\n\r]))[ *]*(?:il\s+giorno|oggi)(?=\s+\d{1,2}[./-]\d)",
        re.IGNORECASE,
    )


@cache
def _placed() -> re.Pattern[str]:
    return re.compile(
        rf"(?:\A|(?<=[\n\r\t\v]))[ *]*(?:(?i:{PROTOCOL})[ ]+)?"
        r"(?!Legge|Decreto|Delib|Determin|Regolam|Circol|Nota|Prot|Scad)[A-ZÀ-Ý][\w'’]+"
        r"(?:[ -](?:[A-ZÀ-Ý][\w'’]+|d[aeiu](?:ll?['’ae]?)?|in|sul|sulla|al|alla)){0,4}+"
        r"(?:[ ]\([A-Z]{2}\))?[ ]?,[ ]*(?:(?:l[iìí]['’]?|add[iìí]['’]?|il|data)[ ]+)?(?=\d)"
    )


@cache
def _line_end() -> re.Pattern[str]:
    return re.compile(r"[ .;*]*(?:[\n\r\t\v]|\Z)")
