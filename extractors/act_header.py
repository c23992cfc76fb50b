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
from collections.abc import Iterator, Sequence
from functools import cache
from typing import TYPE_CHECKING, Literal

from msgspec import Struct

from extractors.act_parts import is_formula, opens_recital
from extractors.dates import PrintedDate, dates_in_words, find_dates
from extractors.text_lines import goes_on, printed_lines, trimmed

if TYPE_CHECKING:
    from schemas.act import TipoAtto

Where = Literal["titolo", "registro generale", "registro di settore", "seduta", "annesso"]

HEAD_CHARACTERS = 6000
"""The titles of an act stand within this many characters of its beginning."""

_KIND = (
    r"(?P<kind>DETERMINAZION[EI]|DELIBERAZION[EI]|DECRETO|ORDINANZA|DETERMINA|DELIBERA"
    r"|DISPOSIZIONE|ACCORDO)"
)
_TITLE = (
    r"(?:(?:COPIA|ORIGINALE|ESTRATTO|ATTO|REGISTRO|VERBALE)\s+(?:DI\s+|DELLA\s+|DEL\s+|DELLE\s+)?)*"
    rf"{_KIND}\b(?![.;,!?])(?P<rest>[^\n\t\v]{{0,200}})"
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
_NUMBER = (
    r"(?<![^\W_])(?:N(?:UM(?:ERO)?|R)?(?![^\W_])|N(?=\d))(?:\s?[.:°º]+)*+\s{0,3}"
    r"(?P<numero>\d{1,6}(?:\s?/\s?[A-Z]{1,4}(?![^\W_])|\s?[-/]\s?(?:19|20)\d\d(?!\d))?)(?![\d/])"
)
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

_OFFICE = (
    r"(?:AGENZIA|SETTORE|SERVIZI[OI]?|AREA|UFFICIO|DIPARTIMENTO|DIREZIONE|RIPARTIZIONE|UNITÀ"
    r"|POLIZIA|CORPO|SEGRETERIA)\b[^\n\t\r\v]{3,140}"
)
_SERIES = r"TRENTINO\s?FAMIGLIA\s+N\.?\s?\d+(?:\.\d+)*"


class Reading(Struct, frozen=True, gc=False):
    """One place where an act gives its number, its date, or both."""

    where: Where
    start: int
    numero: str | None
    data: str | None
    """ISO, as precise as printed."""


class Title(Struct, frozen=True, gc=False):
    """A line that names the act, and what it says of it."""

    place: slice
    tipo: TipoAtto
    organo: str | None


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
    label, subject = _subject(text, start, end)
    titles = tuple(
        title
        for title in _titles(text, start, end)
        if not subject or not subject.start <= title.place.start < subject.stop
    )
    first = titles[0].place.start if titles else end
    office = _first(_office(), text, start, subject.start if subject else end)
    found = list(_registered(text, slice(start, end), first, subject))
    return ActHead(
        titles,
        (*(reading for reading, _ in found), *_sitting(text, start, end)),
        tuple(place for _, place in found),
        subject,
        label,
        office,
        _first(_series(), text, start, end),
    )


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
    for found in _approved().finditer(text, start, end):
        number = _number().search(text, found.end(), min(end, found.end() + _REACH))
        date = _date_beside(text, number, end) if number else None
        kind = _kind(found["kind"].upper())
        if number and date and kind:
            organ = slice(*found.span("organ")) if found["organ"] else None
            reading = Reading("titolo", number.start(), _bare(number["numero"]), date.iso)
            return Approval(slice(found.start(), max(number.end(), date.end)), kind, organ, reading)
    return None


def settled(values: Sequence[str]) -> str | None:
    """What most readings say, the last of them where several are as many: the nearest to the text.

    A less precise date counts for one that it begins.
    """
    best, most = None, 0
    for value in values:
        count = sum(other.startswith(value) or value.startswith(other) for other in values)
        if count > most or (count == most and best is not None and len(value) >= len(best)):
            best, most = value, count
    return best


def named_acts(text: str, start: int, end: int) -> Iterator[tuple[TipoAtto, Reading]]:
    """The acts that a certificate names alone on a line: `Determina n. 144 del 27/02/2026;`."""
    for line in printed_lines(text, start, end):
        found = _named().match(text, line.start, line.stop)
        if found and (date := next(iter(find_dates(text, found.end("numero"), line.stop)), None)):
            kind = _kind(found["kind"].upper())
            if kind and not text[date.end : line.stop].strip(" .;,"):
                reading = Reading("annesso", line.start, _bare(found["numero"]), date.iso)
                yield kind, reading


def _titles(text: str, start: int, end: int) -> Iterator[Title]:
    for found in _title_lines().finditer(text, start, min(end, start + HEAD_CHARACTERS)):
        line = found["title"].strip(" *=")
        if not (line.isupper() or _is_short_title(found["kind"], line)):
            continue
        kind = _kind(found["kind"].upper())
        if kind is None:
            continue
        below = _below(text, found.end("title"), end)
        place = trimmed(text, found.start("title"), found.end("title"))
        yield Title(place, kind, _organ(found["rest"].upper()) or _organ_alone(text[below].upper()))


def _is_short_title(kind: str, line: str) -> bool:
    """Whether a line in small letters is a title: `Determinazione del Dirigente n. 230 …`."""
    is_line = len(line) <= _TITLE_CHARACTERS and not line.endswith((";", ",", ":"))
    return is_line and kind[:1].isupper() and bool(_number().search(line))


_TITLE_CHARACTERS = 120


def _below(text: str, at: int, end: int) -> slice:
    """The printed line under a title."""
    return next(iter(printed_lines(text, at, min(end, at + _TITLE_CHARACTERS))), slice(at, at))


def _kind(word: str) -> TipoAtto | None:
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


def _registered(
    text: str, head: slice, first: int, subject: slice | None
) -> Iterator[tuple[Reading, slice]]:
    """The numbers of the act with their dates, those in its subject left out.

    Before its first title and behind its subject, only those that a register's name tells.
    """
    taken = head.start
    for found in _number().finditer(text, head.start, head.stop):
        at = found.start()
        if at < taken or (subject and subject.start <= at < subject.stop):
            continue
        where, label = _register(text, at, head.start)
        is_outside = at < first or bool(subject and at >= subject.stop)
        if where is None or (is_outside and label == at):
            continue
        date = _date_beside(text, found, head.stop)
        taken = max(found.end(), date.end) if date else found.end()
        begin = min(label, date.start) if date else label
        iso = date.iso if date else _year_of(found)
        yield Reading(where, at, _bare(found["numero"]), iso), slice(begin, taken)


def _register(text: str, at: int, first: int) -> tuple[Where | None, int]:
    """What numbers an act here, and where its name begins; None for a number of another thing."""
    before = text[max(first, at - _REACH) : at].upper()
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


_REACH = 48


def _is_of_title(text: str, at: int, first: int) -> bool:
    """Whether a number stands in the line of a title or begins its own line or cell.

    One in a sentence is that of another act.
    """
    start = max(text.rfind(mark, first, at) for mark in "\n\t\v\r")
    line = text[start + 1 : at].strip(" *=\r")
    return not line or line.isupper() or bool(_title_lines().match(line))


def _date_beside(text: str, number: re.Match[str], end: int) -> PrintedDate | None:
    """The date behind a number (`N. 85 DEL 19/02/2026`), else right before it."""
    behind = text[number.end() : min(end, number.end() + _REACH)]
    for date in find_dates(text, number.end(), min(end, number.end() + _REACH))[:1]:
        between = behind[: date.start - number.end()]
        if re.fullmatch(_BETWEEN, between, re.IGNORECASE):
            return date
    for date in find_dates(text, max(0, number.start() - _REACH), number.start())[-1:]:
        if not text[date.end : number.start()].strip(" ,\r"):
            return date
    return None


_BETWEEN = (
    r"[\s,:;*)–-]*(?:(?:del(?:\s+giorno)?|di\s+data|dd?\.?|d\.\s?d\.|in\s+data|data"
    r"|adottat[ao]\s+(?:il|in\s+data))?[\s:.,]*)"
)


def _year_of(number: re.Match[str]) -> str | None:
    """The year behind the stroke of `n. 191/2014`, as a date: no more is printed."""
    found = re.search(r"[-/]\s?((?:19|20)\d\d)\Z", number["numero"])
    return found[1] if found else None


def _bare(numero: str) -> str:
    """`0012` is 12, `09/2022` is 9, `3 / C` is 3/C."""
    bare = re.sub(r"\s?[-/]\s?(?:19|20)\d\d\Z", "", numero)
    return bare.replace(" ", "").lstrip("0") or "0"


def _sitting(text: str, start: int, end: int) -> Iterator[Reading]:
    for date in dates_in_words(text, start, end)[:1]:
        yield Reading("seduta", date.start, None, date.iso)


def _subject(text: str, start: int, end: int) -> tuple[slice | None, slice | None]:
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


def _first(pattern: re.Pattern[str], text: str, start: int, end: int) -> slice | None:
    found = pattern.search(text, start, end)
    return trimmed(text, *found.span(1)) if found else None


@cache
def _title_lines() -> re.Pattern[str]:
    return re.compile(rf"(?i)(?:\A|(?<=[\n\r\t\v]))[ *=#]*(?P<title>{_TITLE})")


@cache
def _number() -> re.Pattern[str]:
    return re.compile(_NUMBER, re.IGNORECASE)


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
    return re.compile(rf"(?:{_KIND})[^\n\d]{{0,60}}?{_NUMBER}", re.IGNORECASE)


@cache
def _labels() -> re.Pattern[str]:
    return re.compile(_SUBJECT)


@cache
def _ends() -> re.Pattern[str]:
    return re.compile(_SUBJECT_ENDS, re.IGNORECASE)


@cache
def _office() -> re.Pattern[str]:
    return re.compile(rf"(?:\A|[\n\r\t\v])[ *]*({_OFFICE})")


@cache
def _series() -> re.Pattern[str]:
    return re.compile(rf"(?i)({_SERIES})")
