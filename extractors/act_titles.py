"""The lines that name an act, and the organ that they say adopts it.

    DETERMINAZIONE DEL DIRIGENTE N. 7522 DI DATA 16 LUGLIO 2024
    VERBALE DI DELIBERAZIONE N. 64 / DEL CONSIGLIO COMUNALE
    Determinazione del Dirigente n. 230 di data 8 luglio 2019

A title is a line in capitals, or a short one that begins with a capital and is numbered; a word
like `delibera` in a sentence is none.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import TYPE_CHECKING

from msgspec import Struct

from extractors.act_numbers import number_pattern
from extractors.text_lines import printed_lines, trimmed

if TYPE_CHECKING:
    from schemas.act import TipoAtto

HEAD_CHARACTERS = 6000
"""The titles of an act stand within this many characters of its beginning."""

KIND = (
    r"(?P<kind>DETERMINAZION[EI]|DELIBERAZION[EI]|DECRETO|ORDINANZA|DETERMINA|DELIBERA"
    r"|DISPOSIZIONE|ACCORDO)"
)

_TITLE = (
    r"(?:(?:COPIA|ORIGINALE|ESTRATTO|ATTO|REGISTRO|VERBALE)\s+(?:DI\s+|DELLA\s+|DEL\s+|DELLE\s+)?)*"
    rf"{KIND}\b(?![.;,!?])(?P<rest>[^\n\t\v]{{0,200}})"
)

_ORGAN = (
    r"(?P<organ>(?:VICE\s*)?(?:GIUNT|CONSIGLI|DIRIGENT|RESPONSABIL|SINDAC|COMMISSARI|PRESIDENT"
    r"|DIRETTOR|DIRETTRIC|SEGRETARI|FUNZIONARI|ASSEMBLEA|CAPO|COORDINATOR|COMITATO|RETTOR)"
    r"[A-ZÀ-Ý]*(?:\s+(?!N\b|N[.°º]|NR?\.|DEL\s+\d|IN\s+DATA|DI\s+DATA|AVENTE|OGGETTO|REP|REG"
    r"|DD\b|PROT)[A-ZÀ-Ý'’.,-]+)*)"
)
_ADJECTIVES = {
    "SINDACAL": "Sindaco",
    "DIRIGENZIAL": "Dirigente",
    "CONSILIAR": "Consiglio",
    "GIUNTAL": "Giunta",
    "COMMISSARIAL": "Commissario",
    "PRESIDENZIAL": "Presidente",
    "DIRETTORIAL": "Direttore",
    "RETTORAL": "Rettore",
}
"""What an act is called after, and the organ that it names so."""

_KINDS: dict[str, TipoAtto] = {
    "DETERMIN": "determinazione",
    "DELIBER": "deliberazione",
    "DECRET": "decreto",
    "ORDINANZ": "ordinanza",
    "ACCORDO": "accordo",
}


class Title(Struct, frozen=True, gc=False):
    """A line that names the act, and what it says of it."""

    place: slice
    tipo: TipoAtto
    organo: str | None


def titles_of(text: str, start: int, end: int) -> Iterator[Title]:
    for found in title_lines().finditer(text, start, min(end, start + HEAD_CHARACTERS)):
        line = found["title"].strip(" *=")
        if not (line.isupper() or _is_short_title(found["kind"], line)):
            continue
        kind = kind_of_act(found["kind"].upper())
        if kind is None:
            continue
        below = _below(text, found.end("title"), end)
        place = trimmed(text, found.start("title"), found.end("title"))
        yield Title(place, kind, _organ(found["rest"].upper()) or _organ_alone(text[below].upper()))


def _is_short_title(kind: str, line: str) -> bool:
    """Whether a line in small letters is a title: `Determinazione del Dirigente n. 230 …`."""
    is_line = len(line) <= _TITLE_CHARACTERS and not line.endswith((";", ",", ":"))
    return is_line and kind[:1].isupper() and bool(number_pattern().search(line))


_TITLE_CHARACTERS = 120


def _below(text: str, at: int, end: int) -> slice:
    """The printed line under a title."""
    return next(iter(printed_lines(text, at, min(end, at + _TITLE_CHARACTERS))), slice(at, at))


def kind_of_act(word: str) -> TipoAtto | None:
    return next((kind for start, kind in _KINDS.items() if word.startswith(start)), None)


def _organ(rest: str) -> str | None:
    """The organ that a title names, in the words printed; of an adjective, the organ itself."""
    for adjective, organ in _ADJECTIVES.items():
        if re.match(rf"\W*(?:DI\s+)?{adjective}[EI]?\b", rest):
            return organ
    found = re.match(rf"\W*(?:D(?:EL|ELLA|EI|ELLO|I|ELL['’])\s*)?{_ORGAN}", rest)
    return " ".join(found["organ"].split()).rstrip(" ,.-") if found else None


def _organ_alone(line: str) -> str | None:
    """The organ that the line under a title is: `DEL CONSIGLIO COMUNALE`."""
    found = re.match(rf"D(?:EL|ELLA|EI|ELLO|ELL['’])\s*{_ORGAN}\W*\Z", line)
    return " ".join(found["organ"].split()).rstrip(" ,.-") if found else None


@cache
def title_lines() -> re.Pattern[str]:
    return re.compile(rf"(?i)(?:\A|(?<=[\n\r\t\v]))[ *=#]*(?P<title>{_TITLE})")
