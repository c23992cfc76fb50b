"""Acts that other papers name: a plan its approval, a certificate the act that it certifies.

Approvato con delibera della Giunta Comunale n. 13 del 20 gennaio 2022
Determina n. 144 del 27/02/2026;
Sulla determinazione n. 85 del 19/02/2026 si appone il visto di regolarità contabile
Si certifica che la deliberazione n. 7 del 29 febbraio 2024 è pubblicata
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import TYPE_CHECKING

from msgspec import Struct

from extractors.act.numbers import (
    NUMBER,
    REACH_CHARACTERS,
    bare_number,
    date_beside,
    number_pattern,
)
from extractors.act.readings import Reading
from extractors.act.titles import KIND, kind_of_act
from extractors.dates import find_dates
from extractors.text_lines import occurrences, printed_lines

if TYPE_CHECKING:
    from schemas.act import TipoAtto


class Approval(Struct, frozen=True, gc=False):
    """What a plan says of the act that approved it."""

    place: slice
    tipo: TipoAtto
    organo: slice | None
    reading: Reading


def approval(text: str, start: int, end: int) -> Approval | None:
    """The act that approved this very plan: `Approvato con delibera della Giunta n. 13 del …`.

    The plan speaks of itself (`il presente Piano`, `il seguente Piano`) or the words stand alone
    under its title. Number and date must be printed: a form's blanks are none.
    """
    for found in _approvals(text, start, end):
        number = number_pattern().search(
            text, found.end(), min(end, found.end() + REACH_CHARACTERS)
        )
        date = date_beside(text, *number.span(), end) if number else None
        kind = kind_of_act(found["kind"].upper())
        if number and date and kind:
            organ = slice(*found.span("organ")) if found["organ"] else None
            reading = Reading("titolo", number.start(), bare_number(number["numero"]), date.iso)
            return Approval(slice(found.start(), max(number.end(), date.end)), kind, organ, reading)
    return None


def named_acts(text: str, start: int, end: int) -> Iterator[tuple[TipoAtto, Reading]]:
    """The acts that a certificate names, in order: alone on a line, or as what it certifies.

    `Determina n. 144 del 27/02/2026;`, `la presente deliberazione n. 48 del …`, `sulla
    determinazione n. 85 del … si appone`. An act that a sentence cites (`vista la deliberazione
    n. 5 del …`) and the number of a proposal are none.
    """
    found = [*_alone(text, start, end), *_certified(text, start, end)]
    yield from sorted(found, key=lambda each: each[1].start)


def _alone(text: str, start: int, end: int) -> Iterator[tuple[TipoAtto, Reading]]:
    for line in printed_lines(text, start, end):
        found = _named().match(text, line.start, line.stop)
        if found and (date := next(iter(find_dates(text, found.end("numero"), line.stop)), None)):
            kind = kind_of_act(found["kind"].upper())
            if kind and not text[date.end : line.stop].strip(" .;,"):
                reading = Reading("annesso", line.start, bare_number(found["numero"]), date.iso)
                yield kind, reading


def _certified(text: str, start: int, end: int) -> Iterator[tuple[TipoAtto, Reading]]:
    for found in _certifies().finditer(text, start, end):
        kind = kind_of_act(found["kind"].upper())
        date = date_beside(text, found.start("kind"), found.end("numero"), end)
        if not kind or not date or date.end < found.end("numero"):
            continue
        behind = text[date.end : min(end, date.end + _SENTENCE_CHARACTERS)]
        before = text[max(start, found.start() - _SENTENCE_CHARACTERS) : found.start()]
        is_said = re.match(_IS_SAID if found["subject"] else _IS_SIGNED, behind, re.IGNORECASE)
        is_about = not found["of"] and is_said
        if found["own"] or is_about or re.search(_SAYS, before, re.IGNORECASE):
            at = found.start("kind")
            yield kind, Reading("annesso", at, bare_number(found["numero"]), date.iso)


_SENTENCE_CHARACTERS = 120
_SAYS = (
    r"\b(?:si\s+(?:appone|esprime|rilascia)|(?:certifica|attesta|dichiara)(?:no|to)?\b[^.;]{0,60}\bche"
    r"|parere\s+\w+(?:\s+\w+)?|visto\s+\w+(?:\s+\w+)?)(?:\s+(?:copia|integrale|proposta|relativ[ao]"
    r"|in\s+merito|in\s+ordine|dell[ao]|inerente))*\s*\Z"
)
"""What a paper says before the act that it speaks of."""

_IS_SIGNED = r"[^.;\n]{0,60}?\bsi\s+(?:appone|esprime|rilascia|attesta)\b"
_IS_SAID = (
    r"[^.;\n]{0,60}?(?<!\w)(?:(?:è|e['’]|viene|sarà)\s+"
    r"(?:stat[ao]\s+)?(?:oggi\s+|in\s+data\s+odierna\s+)?(?:pubblicat|affiss|esecutiv|divenut"
    r"|divent|conforme|copia))"
)
"""What it says behind it, of an act that is the sentence's subject."""


_APPROVED_WORDS = ("pprovat", "PPROVAT")
"""What an approval's words hold, whatever their first letter."""

_BEFORE_APPROVED, _BEHIND_APPROVED = 300, 200
"""Characters before and behind these that an approval's words may take."""


def _approvals(text: str, start: int, end: int) -> Iterator[re.Match[str]]:
    """Where an approval's words stand: a plan is long, and says seldom what was approved."""
    for at in sorted(at for word in _APPROVED_WORDS for at in occurrences(text, word, start, end)):
        if re.compile(_BY).match(text, at):
            first, last = max(start, at - _BEFORE_APPROVED), min(end, at + _BEHIND_APPROVED)
            yield from _approved().finditer(text, first, last)


_BY = r"(?i)pprovat[oaie]\s+(?:con|dalla)\s"


@cache
def _approved() -> re.Pattern[str]:
    return re.compile(
        r"(?:(?:(?<=[\n\r\t])|\A)[ *]*|\b(?:presente|seguente)\s+piano\b[^.;\n]{0,250}?)"
        r"\bapprovat[oaie]\s+(?:con|dalla\s+[^.;\n]{3,40}\s+con)\s+(?:la\s+)?"
        r"(?P<kind>deliber[ae](?:zione)?|determin[ae](?:zione)?|decreto)\s+"
        r"(?:(?:del(?:la|l['’])?|di|dalla)\s*(?P<organ>[^\W\d_][^\n\d.;,]{3,60}?)\s+)?"
        r"(?=n[.°º\s]|numero)",
        re.IGNORECASE,
    )


@cache
def _named() -> re.Pattern[str]:
    return re.compile(rf"(?:{KIND})[^\n\d]{{0,60}}?{NUMBER}", re.IGNORECASE)


@cache
def _certifies() -> re.Pattern[str]:
    return re.compile(
        r"(?:\b(?P<own>(?:la|il|della|del|alla|al|sulla|sul)\s+presente)\s+"
        r"|\b(?:sull[ao]|sul|alla|al|(?P<subject>la|il)|(?P<of>della|del))\s+)"
        rf"{KIND}\b[^\n\d.;]{{0,60}}?\s{NUMBER}",
        re.IGNORECASE,
    )
