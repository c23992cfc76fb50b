"""The head of an act: its titles, numbers and dates, its subject, the office that it comes from.

    DETERMINAZIONE DEL DIRIGENTE N. 7522 DI DATA 16 LUGLIO 2024
    VERBALE DELLA DELIBERAZIONE DELLA GIUNTA MUNICIPALE / N° 4 DEL 18.01.2018
    determinazione dirigenziale 23.02.2018 n. 45
    N. 85 DEL 19/02/2026 ⇥ OGGETTO: … / Registro Generale N. 140 DEL 27/02/2026

One act is numbered and dated several times: on the cover, over the letterhead, in the register of
the office and in the general one, in the words of the sitting. Each is a reading; `settled` picks
what most of them say. Numbers of the protocol, of the notice board and of cited acts are none, and
blanks to fill in (`n. ______ del ________`) are unknown.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from msgspec import Struct

from extractors.act.days import dated_lines, placed_days, sittings
from extractors.act.readings import Reading
from extractors.act.registers import registered
from extractors.act.subject import subject_of
from extractors.act.titles import Title, titles_of
from extractors.text_lines import trimmed

_OFFICES = (
    r"(?:AGENZIA|SETTORE|SERVIZI[OI]?|AREA|UFFICIO|DIPARTIMENTO|DIREZIONE|RIPARTIZIONE|UNITÀ"
    r"|POLIZIA|CORPO|SEGRETERIA)\b"
)
_NO_OFFICE = (
    r"(?:DETERM|DELIB|DECR|ORDIN|ATTO\b|COMUN|PROV|CITT|REG\b|REG\.|N\.|OGGETTO|PROT|COPIA|ORIG|VIST"
    r"|IL\s|LA\s|SEZIONE|DIVISIONE|ALLEGAT)"
)
"""What stands under an office and is none of its name."""

_OFFICE = (
    rf"{_OFFICES}[^\n\t\r\v]{{3,140}}"
    rf"(?:\r(?<![a-zà-ù.;:]\r)(?!{_NO_OFFICE}|{_OFFICES})[A-ZÀ-Ý][A-ZÀ-Ý'’ ,-]{{3,80}}"
    r"(?=[\n\r\t\v]))?"
)
_SMALL_OFFICE = (
    r"(?:Agenzia|Settore|Servizio?|Area|Ufficio|Dipartimento|Direzione|Ripartizione|Unità|Corpo"
    r"|Segreteria|Divisione|Sezione)\s(?:[^\n\t\r\v.;:]|\d\.){3,80}(?<![,.;: ])(?=[ *]*[\n\t\v])"
)
_MAX_SMALL_WORDS = 5
"""An office whose name has no second capital is no longer than this."""
_SERIES = r"TRENTINO\s?FAMIGLIA\s+N\.?\s?\d+(?:\.\d+)*"


_YEAR = 4
_MAX_CHARACTERS = 12_000
"""Nothing farther down than this belongs to a head, whatever the text is."""


class ActHead(Struct, frozen=True, gc=False):
    """What the head of an act says; slices are into the text it was read from."""

    titles: tuple[Title, ...] = ()
    readings: tuple[Reading, ...] = ()
    read: tuple[slice, ...] = ()
    """The numbers and dates themselves, with what names them."""
    oggetto: slice | None = None
    oggetto_label: slice | None = None
    struttura: slice | None = None
    collana: slice | None = None


def act_head(text: str, start: int, end: int) -> ActHead:
    """Reads the head that `text[start:end]` is; without a title there is no act."""
    end = min(end, start + _MAX_CHARACTERS)
    label, subject = subject_of(text, start, end)
    titles = tuple(
        title
        for title in titles_of(text, start, end)
        if not subject or not subject.start <= title.place.start < subject.stop
    )
    office = _office_of(text, start, label.start if label else end)
    found = registered(text, slice(start, end), [title.place for title in titles], subject)
    readings = [*(each.reading for each in found), *sittings(text, start, end, subject)]
    if not is_dated(readings):
        days = dated_lines(text, start, end, subject) or placed_days(text, start, end, subject)
        readings += days[:1]
    return ActHead(
        titles,
        tuple(readings),
        tuple(each.place for each in found),
        subject or _quoted_subject(text[:end], titles),
        label,
        office,
        _first(_series(), text, start, end),
    )


def is_dated(readings: Sequence[Reading]) -> bool:
    """Whether one of the readings gives more than a year."""
    return any(reading.data and len(reading.data) > _YEAR for reading in readings)


def _quoted_subject(text: str, titles: Sequence[Title]) -> slice | None:
    """A subject without a label: all of the paragraph under the title, in quotation marks."""
    found = _quoted().match(text, titles[-1].place.stop) if titles else None
    return slice(*found.span("subject")) if found else None


def _first(pattern: re.Pattern[str], text: str, start: int, end: int) -> slice | None:
    found = pattern.search(text, start, end)
    return trimmed(text, *found.span(1)) if found else None


def _office_of(text: str, start: int, end: int) -> slice | None:
    """The office on a line or in a cell of its own, or the agency under that department."""
    office = _first_office(text, start, end)
    if office is None or not text[office].upper().startswith("DIPARTIMENTO"):
        return office
    agency = _agency_below().match(text, office.stop, end)
    return trimmed(text, *agency.span(1)) if agency else office


def _first_office(text: str, start: int, end: int) -> slice | None:
    """The first one in capitals, else in small letters: `Ufficio Ragioneria`."""
    if found := _first(_office(), text, start, end):
        return found
    for small in _small_office().finditer(text, start, end):
        words = small[1].split()
        if len(words) <= _MAX_SMALL_WORDS or any(word[0].isupper() for word in words[1:]):
            return trimmed(text, *small.span(1))
    return None


@cache
def _office() -> re.Pattern[str]:
    return re.compile(
        rf"(?:\A|[\n\r\t\v])[ *]*(?:(?i:struttura\s+proponente)\s*[:\t]\s*)?({_OFFICE})"
    )


@cache
def _small_office() -> re.Pattern[str]:
    return re.compile(rf"(?:\A|(?<=[\n\t\v]))[ *]*({_SMALL_OFFICE})")


@cache
def _agency_below() -> re.Pattern[str]:
    return re.compile(r"[ *]*[\n\r\v]\s*((?i:Agenzia)\s[^\n\t\r\v.;:]{3,80})(?=[\n\t\r\v])")


@cache
def _series() -> re.Pattern[str]:
    return re.compile(rf"(?i)({_SERIES})")


@cache
def _quoted() -> re.Pattern[str]:
    return re.compile(r"[ *]*[\n\r]\s*[“«\"](?P<subject>[^“”«»\"\n]{20,600})[”»\"][. *]*(?=\n|\Z)")
