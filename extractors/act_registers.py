"""The numbers under which an act is registered, and the day on which its body sat.

    N. 85 DEL 19/02/2026 / Registro Generale N. 140 DEL 27/02/2026
    Reg. delib. n. 704 Prot. n.
    L'anno duemilaventisei, il giorno nove, del mese di aprile

Numbers of the protocol, of the notice board and of cited acts are none of the act's.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from extractors.act_numbers import (
    REACH_CHARACTERS,
    bare_number,
    date_beside,
    number_pattern,
    year_of,
)
from extractors.act_readings import Reading, Where
from extractors.act_titles import title_lines
from extractors.dates import dates_in_words

_GENERAL = (
    r"(?:REG(?:ISTRO|\.)?\s*(?:GENERALE|GEN\b\.?)|R\.?\s?G\.?\b|NUM(?:ERO|\.)?\s+GENERALE"
    r"|RACCOLTA\s+GENERALE|GENERALE)\W{0,12}(?:DEL(?:LE)?\s+[A-Z]+\W{0,4})?\Z"
)
_SECTOR = (
    r"(?:REG(?:ISTRO|\.)?\s*(?:(?:DI|DEL)\s+)?(?:SETTORE|SETT|SERVIZIO|SERV|AREA|INTERNO|INT"
    r"|UFFICIO|SETTORIALE)\b\.?|NUM(?:ERO|\.)?\s+(?:SETTORE|SETTORIALE|SERVIZIO|INTERNO)"
    r"|DETERMINAZIONE\s+DI\s+SETTORE|SETTORIALE|INTERNO)\W{0,12}\Z"
)
_REGISTER = r"REG(?:ISTRO|\.)?\s*(?:DELLE\s+)?(?:DELIB|DETERM|ORDIN|DECRET)[A-Z]*\W{0,4}\Z"
_OTHER_NUMBERS = (
    r"(?:PROT(?:OCOLLO)?|ALBO|REP(?:ERTORIO)?|PUBBLICAZION[EI]|PROGR(?:ESSIV[OA])?|LEGGE|L\.?R"
    r"|D\.?\s?LGS|DECRETO\s+LEGISLATIVO|D\.?P\.?R|ART|PAG(?:INA)?|FAMIGLIA|TEL|FAX|CAP"
    r"|PROPOSTA(?:\s+DI\s+\w+)?|ORDINE\s+DEL\s+GIORNO|VIA|PIAZZA|CORSO|MUNICIPIO|FASCICOLO)"
    r"[\s.:,]*\Z"
)


def registered(
    text: str, head: slice, first: int, subject: slice | None
) -> Iterator[tuple[Reading, slice]]:
    """The numbers of the act with their dates, those in its subject left out.

    Before its first title and behind its subject, only those that a register's name tells.
    """
    taken = head.start
    for found in number_pattern().finditer(text, head.start, head.stop):
        at = found.start()
        if at < taken or (subject and subject.start <= at < subject.stop):
            continue
        where, label = _register(text, at, head.start)
        is_outside = at < first or bool(subject and at >= subject.stop)
        if where is None or (is_outside and label == at):
            continue
        date = date_beside(text, found, head.stop)
        taken = max(found.end(), date.end) if date else found.end()
        begin = min(label, date.start) if date else label
        iso = date.iso if date else year_of(found)
        yield Reading(where, at, bare_number(found["numero"]), iso), slice(begin, taken)


def _register(text: str, at: int, first: int) -> tuple[Where | None, int]:
    """What numbers an act here, and where its name begins; None for a number of another thing."""
    before = text[max(first, at - REACH_CHARACTERS) : at].upper()
    if re.search(_OTHER_NUMBERS, before):
        return None, at
    names: tuple[tuple[Where, str], ...] = (
        ("registro generale", _GENERAL),
        ("registro di settore", _SECTOR),
        ("titolo", _REGISTER),
    )
    for where, name in names:
        if label := re.search(name, before):
            return where, at - len(before) + label.start()
    return ("titolo" if _is_of_title(text, at, first) else None), at


def _is_of_title(text: str, at: int, first: int) -> bool:
    """Whether a number stands in the line of a title or begins its own line or cell.

    One in a sentence is that of another act.
    """
    start = max(text.rfind(mark, first, at) for mark in "\n\t\v\r")
    line = text[start + 1 : at].strip(" *=\r")
    return not line or line.isupper() or bool(title_lines().match(line))


def sitting(text: str, start: int, end: int) -> Iterator[Reading]:
    for date in dates_in_words(text, start, end)[:1]:
        yield Reading("seduta", date.start, None, date.iso)
