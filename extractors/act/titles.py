"""The lines that name an act, and the organ that they say adopts it.

    DETERMINAZIONE DEL DIRIGENTE N. 7522 DI DATA 16 LUGLIO 2024
    VERBALE DI DELIBERAZIONE N. 64 / DEL CONSIGLIO COMUNALE
    Determinazione del Dirigente n. 230 di data 8 luglio 2019

A title is a line in capitals, or a short one that begins with a capital and holds no more than the
organ, the number and the date; a word like `delibera` in a sentence is none, be it the first of a
line that the page's width broke.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import TYPE_CHECKING

from msgspec import Struct

from extractors.act.numbers import number_pattern
from extractors.dates import find_dates
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
    r"(?:(?:COPIA|ORIGINALE|ESTRATTO|ATTO|REGISTRO|VERBALE)\s+(?:CONFORME\s+)?"
    r"(?:DI\s+|DELLA\s+|DEL\s+|DELLE\s+|D['’]\s?|-\s+)?)*"
    rf"{KIND}\b(?![.;,!?])(?P<rest>[^\n\t\v]{{0,200}})"
)

_ORGAN = (
    r"(?P<organ>(?:VICE\s*)?(?:GIUNT|CONSIGLI|DIRIGENT|RESPONSABIL|SINDAC|COMMISSARI|PRESIDENT"
    r"|DIRETTOR|DIRETTRIC|SEGRETARI|FUNZIONARI|ASSEMBLEA|CAPO|COMANDANT|CONFERENZA|AMMINISTRATOR|COORDINATOR|COMITATO|RETTOR)"
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
    "ORDIN": "ordinanza",
    "ACCORDO": "accordo",
}


class Title(Struct, frozen=True, gc=False):
    """A line that names the act, and what it says of it."""

    place: slice
    tipo: TipoAtto
    organo: str | None


def titles_of(text: str, start: int, end: int) -> Iterator[Title]:
    """The titles in the first `HEAD_CHARACTERS` of `text[start:end]`, in order."""
    for found in title_lines().finditer(text, start, min(end, start + HEAD_CHARACTERS)):
        line = found["title"].strip(" *=")
        if not (line.isupper() or _is_short_title(found, line)) or _is_cited(text, found.start()):
            continue
        kind = kind_of_act(found["kind"].upper())
        is_verb = found["kind"].endswith("A") and not re.search(r"\w", found["rest"])
        if kind is None or (is_verb and found["kind"].upper() != "ORDINANZA"):
            continue
        below = _below(text, found.end("title"), end)
        place = trimmed(text, found.start("title"), found.end("title"))
        yield Title(place, kind, _organ(found["rest"].upper()) or _organ_alone(text[below].upper()))


def _is_short_title(found: re.Match[str], line: str) -> bool:
    """Whether a line in small letters is a title: `Determinazione del Dirigente n. 230 …`."""
    is_sentence = len(line) > _TITLE_CHARACTERS or line.endswith((";", ",", ":"))
    if is_sentence or not line[:1].isupper():
        return False
    number = number_pattern().search(line)
    if not number:
        rest = " ".join(found["rest"].upper().split()).rstrip(" .-–*")
        return bool(rest) and _organ(rest) is not None and re.fullmatch(_OF_ORGAN, rest) is not None
    at, tail = 0, line[number.end() :]
    words = []
    for date in find_dates(tail):
        words.append(tail[at : date.start])
        at = date.end
    left = re.findall(r"[^\W\d_]+", " ".join([*words, tail[at:]]).lower())
    return all(word in _DATING for word in left)


_OF_ORGAN = (
    r"(?:(?:DI\s+)?[A-Z]+[AI]LE|(?:DELLA|DELLO|DEL|DEI|DI|DELL['’])\s*[A-ZÀ-Ý'’ .&-]+)"
    r"(?:\s+(?:IN\s+SEDUTA|SEDUTA)\s.*)?"
)
_DATING = frozenset(
    (
        *("del", "dal", "delle", "di", "data", "in", "dd", "d", "il", "giorno", "anno", "seduta"),
        *("reg", "gen", "registro", "generale", "delib", "determ"),
    )
)
"""The words that may stand behind the number of a title."""


def _is_cited(text: str, at: int) -> bool:
    """Whether the line above breaks off before it: `in esecuzione della / DELIBERAZIONE N. 4`."""
    above = text[max(0, at - _TITLE_CHARACTERS) : at]
    return bool(re.search(_BREAKS_OFF, above, re.IGNORECASE))


_BREAKS_OFF = (
    r"(?:^|[^\w])(?:con|la|il|le|lo|l['’]|dell[ae]|del|dei|dall[ae]|dal|all[ae]|al|nell[ae]|nel"
    r"|vista|viste|visto|richiamat[aei]|presente|propri[aeo]|di|per|e|che|cui|suddett[ao])"
    r"[ ]*[\n\r][ ]*\Z"
)
_TITLE_CHARACTERS = 120


def _below(text: str, at: int, end: int) -> slice:
    """The printed line under a title."""
    return next(iter(printed_lines(text, at, min(end, at + _TITLE_CHARACTERS))), slice(at, at))


def kind_of_act(word: str) -> TipoAtto | None:
    """The contract's kind for a title's first word in capitals."""
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
    """Lines that begin as a title does; whether they are one is asked of the whole line."""
    return re.compile(rf"(?i)(?:\A|(?<=[\n\r\t\v]))[ *=#]*(?P<title>{_TITLE})")
