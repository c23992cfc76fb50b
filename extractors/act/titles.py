"""The lines that name an act, and the organ that they say adopts it.

    DETERMINAZIONE DEL DIRIGENTE N. 7522 DI DATA 16 LUGLIO 2024
    VERBALE DI DELIBERAZIONE N. 64 / DEL CONSIGLIO COMUNALE
    Determinazione del Dirigente n. 230 di data 8 luglio 2019
    Verbale di deliberazione n. 15 della Giunta comunale
    determinazione dirigenziale 23.02.2018 n. 45      under a blank line, or over the subject

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

_NO_MORE = (
    r"(?:O\s?G\s?G\s?E\s?T\s?T\s?O\b|OGG\.|(?:COMUNE|PROVINCIA|CITT[AÀ]|UNIONE)['’]?\s+DI\b|L['’]\s?ANNO\s"
    r"|VIST[OAIE]\b|PREMESSO\b|IL\s+GIORNO\s|(?:DETERMINAZION|DELIBERAZION)E\b)"
)
"""What a printed line begins with that is none of the title over it."""

PROTOCOL = r"PROT(?:OCOLLO)?[ .:]{0,4}+(?:N[.°º: ]{0,4}+)?[\w./-]{1,30}+"
_FILED = (
    rf"(?:{PROTOCOL}\s+(?:(?:DEL|IN\s+DATA)\s+)?[\d./-]{{6,10}}[ ]+"
    r"|(?:BESCHLUSS|ENTSCHEIDUNG|DEKRET|VERORDNUNG)[ ](?:DE[RS][ ])?[^\W\d_]{4,30}[ ])?"
)
"""What is on the left of the title's row: a protocol's number and date, the title in German."""

_BY = r"(?:ATTO\s+(?P<by>DEL\s+(?:DIRIGENTE|RESPONSABILE|DIRETTORE))\s+)?"
"""`Atto del Dirigente DETERMINAZIONE`: the organ before the kind."""

_TITLE = (
    rf"{_BY}(?:(?:COPIA|ORIGINALE|ESTRATTO|ATTO|REGISTRO|VERBALE)\s+(?:CONFORME\s+)?"
    r"(?:DI\s+|DELLA\s+|DEL\s+|DELLE\s+|D['’]\s?|-\s+)?)*"
    rf"{KIND}\b(?![.;,!?])(?P<rest>(?:[^\n\r\t\v]|\r(?![ *]*{_NO_MORE})){{0,200}})"
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
    stop = min(end, start + HEAD_CHARACTERS)
    for wide in title_lines().finditer(text, start, stop):
        found = wide if _is_title(text, wide) else _printed_line(text, wide)
        if not _is_title(text, found) or is_cited(text, found.start()):
            continue
        kind = kind_of_act(found["kind"].upper())
        is_verb = found["kind"].endswith("A") and not re.search(r"\w", found["rest"])
        if kind is None or (is_verb and found["kind"].upper() != "ORDINANZA"):
            continue
        below = _below(text, found.end("title"), end)
        stamp = _stamp().match(text, found.start("title"), found.end("title"))
        place = trimmed(text, stamp.end() if stamp else found.start("title"), found.end("title"))
        organ = _organ((found["by"] or found["rest"]).upper()) or _organ_behind(found["rest"])
        yield Title(place, kind, organ or _organ_alone(text[below].upper()))


def _is_title(text: str, found: re.Match[str]) -> bool:
    line = found["title"].strip(" *=")
    return (
        _is_capitals(line)
        or bool(found["by"] and not found["rest"].strip(" *"))
        or _is_short_title(found, line)
        or _is_small_title(text, found)
    )


def _is_capitals(line: str) -> bool:
    """Whether a line is in capitals but for what is in brackets: `(con firma digitale)`."""
    return line.isupper() or ("(" in line and re.sub(r"\([^()]*\)?", "", line).isupper())


def _printed_line(text: str, found: re.Match[str]) -> re.Match[str]:
    """A title's first printed line, where it is numbered and a capital is under it.

    One in small letters has to be dated, too.
    """
    first = found["title"].split("\r", 1)[0]
    stop = found.start("title") + len(first)
    if stop == found.end("title") or not text[stop + 1 : stop + 40].lstrip(" *")[:1].isupper():
        return found
    is_named = number_pattern().search(first) and (first.isupper() or find_dates(first))
    return (is_named and title_lines().match(text, found.start(), stop)) or found


def _is_short_title(found: re.Match[str], line: str) -> bool:
    """Whether a line in small letters is a title: `Determinazione del Dirigente n. 230 …`."""
    is_sentence = len(line) > _TITLE_CHARACTERS or line.endswith((";", ",", ":"))
    if is_sentence or not line[:1].isupper():
        return False
    number = number_pattern().search(line)
    if not number:
        rest = " ".join(found["rest"].upper().split()).rstrip(" .-–*")
        return bool(rest) and _organ(rest) is not None and re.fullmatch(_OF_ORGAN, rest) is not None
    tail = _undated(re.sub(rf"(?i)\b{PROTOCOL}", " ", line[number.end() :]))
    tail = re.sub(_OF_BODY, " ", re.sub(_OF_OFFICE, " ", tail.upper()))
    left = re.findall(r"[^\W\d_]+", tail.lower())
    return all(word in _DATING for word in left)


def _is_small_title(text: str, found: re.Match[str]) -> bool:
    """Whether a line without a capital is a title: organ, number and date and nothing else."""
    rest = found["rest"].rstrip(" .*")
    number = number_pattern().search(rest)
    is_small = found["title"][:1].islower() and "\r" not in rest
    if not is_small or not number or not find_dates(rest):
        return False
    undated = _undated(rest[: number.start()] + rest[number.end() :])
    said = re.sub(r"[^\W\d_]+", _undating, re.sub(r"\bdel(?:\s{2,}|\s*\Z)", " ", undated))
    organ = " ".join(said.upper().split()).strip(" ,.-–")
    if not re.fullmatch(_OF_ORGAN_ONLY, organ) or not _organ(organ):
        return False
    above, below = text[: found.start("title")].rstrip(" *"), text[found.end("title") :][:80]
    is_apart = not above or above.endswith("\n\n")
    return is_apart or re.match(r"(?i)\s*o\s?g\s?g(?:\s?e\s?t\s?t\s?o|\.)", below) is not None


def _undated(words: str) -> str:
    """Words without the dates among them."""
    at, kept = 0, []
    for date in find_dates(words):
        kept.append(words[at : date.start])
        at = date.end
    return " ".join([*kept, words[at:]])


def _undating(word: re.Match[str]) -> str:
    is_dating = word[0].lower() in _DATING and word[0].lower() not in ("del", "d")
    return "" if is_dating else word[0]


_OF_ORGAN = (
    r"(?:(?:DI\s+)?[A-Z]+[AI]LE|(?:DELLA|DELLO|DEL|DEI|DI|DELL['’])\s*[A-ZÀ-Ý'’ .&-]+)"
    r"(?:\s+(?:IN\s+SEDUTA|SEDUTA)\s.*)?"
)
_BODIES = (
    r"(?:GIUNTA|CONSIGLIO|SINDACO|DIRIGENTE|RESPONSABILE|COMMISSARIO|PRESIDENTE|DIRETTORE|ASSEMBLEA"
    r"|SEGRETARIO|COMITATO)(?:\s+(?:[A-ZÀ-Ý]+[AI]LE\b|STRAORDINARIO|ESECUTIVO"
    r"|(?:DEL(?:LA|LE|LO)?|DE[IL]|DI|D['’]|DELL['’])\s*[A-ZÀ-Ý'’]+)){0,4}"
)
_OF_BODY = rf"\A[\s,–-]*D(?:ELLA|ELLO|EL|ELL['’])\s*(?P<organ>{_BODIES})(?=\W*\Z)"
"""The organ behind the number and its date, at the title's end."""

_OF_OFFICE = r"\s[–-]\s+(?:SETTORE|AREA|SERVIZIO|UFFICIO)\s[^.;:]{3,60}\Z"
"""The office behind the number: `Determinazione n. 112/2024 - Settore Lavori Pubblici`."""

_OF_ORGAN_ONLY = rf"(?:[A-Z]+[AI]LE(?:\s+[A-Z]+[AI]LE)?|D(?:ELLA|ELLO|EL|ELL['’])\s*{_BODIES})"
_DATING = frozenset(
    (
        *("del", "dal", "delle", "di", "data", "in", "dd", "d", "il", "giorno", "anno", "seduta"),
        *("reg", "gen", "registro", "generale", "delib", "determ"),
    )
)
"""The words that may stand behind the number of a title."""


def is_cited(text: str, at: int) -> bool:
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


def _organ_behind(rest: str) -> str | None:
    """The organ that a title names behind its number: `N. 15 DELLA GIUNTA COMUNALE`."""
    number = number_pattern().search(rest)
    found = re.search(_OF_BODY, _undated(rest[number.end() :]).upper()) if number else None
    return " ".join(found["organ"].split()) if found else None


def _organ_alone(line: str) -> str | None:
    """The organ that the line under a title is: `DEL CONSIGLIO COMUNALE`."""
    found = re.match(rf"D(?:EL|ELLA|EI|ELLO|ELL['’])\s*{_ORGAN}\W*\Z", line)
    return " ".join(found["organ"].split()).rstrip(" ,.-") if found else None


@cache
def title_lines() -> re.Pattern[str]:
    """Lines that begin as a title does; whether they are one is asked of the whole line."""
    return re.compile(
        rf"(?i)(?:\A|(?<=[\n\r\t\v])|(?<=\S[ ]{{3}}))[ *=#]*{_FILED}(?P<title>{_TITLE})"
    )


@cache
def _stamp() -> re.Pattern[str]:
    """`COPIA`, `ORIGINALE` on a line of its own over the title."""
    return re.compile(r"(?i)(?:COPIA|ORIGINALE|ESTRATTO)(?:\s+CONFORME)?[ *]*[\n\r]")
