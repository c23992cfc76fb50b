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
from functools import cache

from msgspec import Struct

from extractors.act.readings import Reading
from extractors.act.registers import dated_lines, registered, sittings
from extractors.act.subject import subject_of
from extractors.act.titles import Title, titles_of
from extractors.text_lines import trimmed

_OFFICE = (
    r"(?:AGENZIA|SETTORE|SERVIZI[OI]?|AREA|UFFICIO|DIPARTIMENTO|DIREZIONE|RIPARTIZIONE|UNITÀ"
    r"|POLIZIA|CORPO|SEGRETERIA)\b[^\n\t\r\v]{3,140}"
)
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
    office = _first(_office(), text, start, subject.start if subject else end)
    found = registered(text, slice(start, end), [title.place for title in titles], subject)
    readings = [*(each.reading for each in found), *sittings(text, start, end)]
    if not any(reading.data and len(reading.data) > _YEAR for reading in readings):
        readings += dated_lines(text, start, end, subject)[:1]
    return ActHead(
        titles,
        tuple(readings),
        tuple(each.place for each in found),
        subject,
        label,
        office,
        _first(_series(), text, start, end),
    )


def _first(pattern: re.Pattern[str], text: str, start: int, end: int) -> slice | None:
    found = pattern.search(text, start, end)
    return trimmed(text, *found.span(1)) if found else None


@cache
def _office() -> re.Pattern[str]:
    return re.compile(rf"(?:\A|[\n\r\t\v])[ *]*({_OFFICE})")


@cache
def _series() -> re.Pattern[str]:
    return re.compile(rf"(?i)({_SERIES})")
