"""A district's name on a cover, where lines and titles cut it or go on behind it.

    DISTRETTO FAMILY AUDIT                          the place is on the next line
    ALTA VALSUGANA
    DISTRETTO FAMIGLIA VAL DI SOLE ANNO 2021        the name ends before the year

The next line is the place where it is in capitals, or is a place of a known district; labels that
begin a document (`PREMESSA`, `OGGETTO`) are not.
"""

from __future__ import annotations

import re

from extractors.programme.district_register import content_words, place_of

_BEHIND_NAME = r"(?i)[ \-–]+(?:(?:PROGRAMMA|PIANO)\s+(?:DI\s+)?LAVORO|ANN[OI])\b[\s\S]*"
_PLACE_BELOW = (
    r"[ *=]*[\n\r][ *=]*(?P<place>(?!(?i:PROGRAMMA|PIANO|ANN[OI]\b|PREMESSA|OGGETTO|ALLEGAT|INDICE"
    r"|SOMMARIO|DETERM|APPROV|A\s+CURA))[^\n\r\t\v\d*=:;.]{3,60}?)(?=[ *=]*(?:[\n\r]|\Z))"
)
"""What may stand under `DISTRETTO FAMILY AUDIT` on a cover: `ALTA VALSUGANA`."""


def whole_name(head: str, name: slice) -> slice:
    """A district's name with its place, on the next line if need be, and nothing behind it."""
    if end := re.search(_BEHIND_NAME, head[name]):
        name = slice(name.start, name.start + end.start())
    below = re.compile(_PLACE_BELOW).match(head, name.stop)
    if below is None or content_words(head[name]):
        return name
    line = below["place"]
    words = content_words(line)
    is_place = line.isupper() or any(place_of(words, is_audit) for is_audit in (False, True))
    return slice(name.start, below.end("place")) if words and is_place else name
