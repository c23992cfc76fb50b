"""The numbers under which an act is registered.

    N. 85 DEL 19/02/2026 / Registro Generale N. 140 DEL 27/02/2026
    Reg. delib. n. 704 Prot. n.        N. 51 Reg. Delib.        N. Reg. Gen. 310 del 20/11/2024
    N. 123 del 12/03/2024 del Registro delle Determinazioni           N. DetGen 00221/2022
    m_abc.REGISTRO DECRETI.R.0000123.12-03-2024                       a ministry's stamp

Numbers of the protocol, of the notice board, of a proposal and of cited acts are none of the act's.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache

from msgspec import Struct

from extractors.act.numbers import (
    DIGITS,
    NUMBER_SIGN,
    REACH_CHARACTERS,
    bare_number,
    date_beside,
    year_of,
)
from extractors.act.readings import Reading, Where
from extractors.act.titles import KIND, title_lines
from extractors.dates import find_dates

_REG = r"REG(?:ISTRO|\.)?\s*(?:(?:UNICO\s+)?(?:DI|DEL|DELL['’]|DELLE|DEI|DEGLI)\s*)?"
_ACTS = r"(?:DELIB|DETERM|ORDIN|DECRET|DEL\.|DET\.|ATTI)[A-Z]*\.?"
_NAMES: tuple[tuple[Where, str], ...] = (
    (
        "registro generale",
        (
            rf"{_REG}GEN(?:ERALE|\.)?(?:\s*(?:DELLE\s+|DEGLI\s+)?{_ACTS})?|R\.\s?G\.|\bRG\b"
            r"|NUM(?:ERO|\.)?\s+GENERALE|RACCOLTA\s+GENERALE|GENERALE"
            rf"|\bGEN\.|{_REG}UNICO|DET\.?\s?GEN\b"
        ),
    ),
    (
        "registro di settore",
        (
            rf"{_REG}(?:SETT(?:ORE|ORIALE)?|SERV(?:IZIO)?|AREA|INT(?:ERNO)?|UFF(?:ICIO)?|DIP"
            r"(?:ARTIMENTO)?|DIREZIONE)\b\.?|R\.\s?(?:S|I)\.|NUM(?:ERO|\.)?\s+(?:DI\s+)?(?:SETTORE"
            r"|SETTORIALE|SERVIZIO|INTERNO)|DETERMINAZIONE\s+(?:DI|DEL)\s+(?:SETTORE|SERVIZIO)"
            r"|SETTORIALE|INTERN[OA]|\bSETT\.|DET\.?\s?(?:SET|INT|SERV)\b"
        ),
    ),
    (
        "titolo",
        (
            rf"{_REG}{_ACTS}|(?:^|(?<=[\n\r\t\v]))[ *]*"
            r"(?:(?:ATTO|PROVVEDIMENTO)\b(?:\s+(?:DIRIGENZIALE|(?:DEL|DELLA)\s+[A-Z]{4,20}"
            r"(?:\s[A-Z]{4,20}){0,2}+))?|D\.\s?R\.|D\.\s?D\.(?:\s?[GSRC]\.)?|D\.\s?P\.(?=\s?N))"
        ),
    ),
)
"""The registers that number an act; the last numbers it as its title does."""

_WORD = r"(?:DETERMINA|DELIBERA|DETERMINAZIONE|DELIBERAZIONE|ORDINANZA|DECRETO|ATTO)"

_OTHERS = (
    r"(?:PROT(?:OCOLLO)?|ALBO|REP(?:ERTORIO)?|PUBBLICAZION[EI]|PROGR(?:ESSIV[OA])?|LEGGE|L\.?R"
    r"|D\.?\s?LGS|DECRETO\s+LEGISLATIVO|D\.?P\.?R|ART|PAG(?:INA)?|FAMIGLIA|TEL|FAX|CAP"
    r"|PROPOSTA(?:\s+(?:DI\s+)?\w+)?|ORDINE\s+DEL\s+GIORNO|VIA|PIAZZA|CORSO|MUNICIPIO|FASCICOLO"
    r"|O\.?D\.?G|PRATICA|C\.?C\.?P|P\.?\s?IVA|ALLEGAT[OI]|(?<![^\W_])(?:AZION[EI]|PROGETTUALIT[AÀ]"
    r"['’]?|SCHED[AE]|TAVOL[AE]|PUNT[OI]|CAPITOL[OI]|INTERVENT[OI]|MISUR[AE]|LOTT[OI]))[\s.:,]*(?:GEN(?:ERALE|\.)?[\s.:]*)?\Z"
)


class Registered(Struct, frozen=True, gc=False):
    """A reading, the words it was read from, and whether a register's name tells it."""

    reading: Reading
    place: slice
    is_named: bool


def registered(
    text: str, head: slice, titles: Sequence[slice], subject: slice | None
) -> list[Registered]:
    """The numbers of the act with their dates, those in its subject left out.

    Before its first title and behind its subject, only those of a title or a named register; one
    that is alone with its date on a line there counts where no other does.
    """
    first = titles[0].start if titles else head.stop
    sure: list[Registered] = []
    lone: list[Registered] = []
    for found in (
        *_tabled(text, head),
        *_columns(text, head),
        *_stamped(text, head),
        *_numbers(text, head, subject),
    ):
        at = found.reading.start
        is_outside = at < first or bool(subject and at >= subject.stop)
        is_outside = is_outside and not any(each.start <= at < each.stop for each in titles)
        if not is_outside or found.is_named:
            sure.append(found)
        elif not lone and _is_line(text, found.place) and len(found.reading.data or "") > _YEAR:
            lone.append(found)
    return sure or lone


_YEAR = 4


def _tabled(text: str, head: slice) -> Iterator[Registered]:
    """A number and a date under their names in a table: `Numero ⇥ Data / 105 ⇥ 12/02/2024`."""
    for found in _table().finditer(text, head.start, head.stop):
        for date in find_dates(text, found.start("data"), found.end("data"))[:1]:
            at = found.start("numero")
            reading = Reading("titolo", at, bare_number(found["numero"]), date.iso)
            yield Registered(reading, slice(found.start(), date.end), True)


def _columns(text: str, head: slice) -> Iterator[Registered]:
    """Registers side by side: `Numero Registro Generale ⇥ Data … ⇥ Numero Registro Settore ⇥ …`."""
    for row in _headed().finditer(text, head.start, head.stop):
        names, at = row["names"].split("\t"), row.start("values")
        values = row["values"].split("\t")
        for n, (name, value) in enumerate(zip(names, values, strict=False)):
            where = next((w for w, words in _NAMES[:2] if re.search(words, name.upper())), None)
            if where and name[:1] in "nN" and re.fullmatch(r" ?\d{1,6} ?", value):
                beside = values[n + 1 : n + 2] if names[n + 1 : n + 2] else []
                date = next((date for cell in beside for date in find_dates(cell)), None)
                reading = Reading(where, at, bare_number(value.strip()), date.iso if date else None)
                yield Registered(reading, slice(row.start("values"), row.end()), True)
            at += len(value) + 1


def _stamped(text: str, head: slice) -> Iterator[Registered]:
    """The stamp of a ministry's protocol: `m_abc.REGISTRO DECRETI.R.0000123.12-03-2024`."""
    for found in _stamp().finditer(text, head.start, head.stop):
        for date in find_dates(found["data"]):
            reading = Reading("titolo", found.start("numero"), found["numero"], date.iso)
            yield Registered(reading, slice(*found.span()), True)


def _numbers(text: str, head: slice, subject: slice | None) -> Iterator[Registered]:
    """The numbers that may be the act's, each with its date."""
    taken = at = head.start
    while found := _entries().search(text, at, head.stop):
        start, stop = found.span()
        at = taken if start < taken else stop
        if start < taken or (subject and subject.start <= start < subject.stop):
            continue
        where, label = _register(text, found, head.start, taken)
        office = _of_office().match(text, stop, head.stop)
        if office and (label < start or not (where or _follows_register(text, start))):
            office = None
        if office:
            stop, where = office.end(), "registro di settore"
        if where is None:
            continue
        if not office and label == start and (name := _behind().match(text, stop, head.stop)):
            stop, where = name.end(), _named(name["name"]) or where
        is_named = label < start or found["name"] is not None or stop > found.end()
        date = date_beside(text, start, stop, head.stop)
        taken = max(stop, date.end) if date else stop
        if not is_named and (name := _behind_date().match(text, taken, head.stop)):
            taken, is_named, where = name.end(), True, _named(name["name"]) or where
        begin = min(label, date.start) if date else label
        iso = date.iso if date else year_of(found["numero"])
        reading = Reading(where, start, bare_number(found["numero"]), iso)
        yield Registered(reading, slice(begin, taken), is_named)


def _follows_register(text: str, at: int) -> bool:
    """Whether a register is named before in the same line: `Reg. Gen. n. 312 … - N. 45 del …`."""
    line = text[max(0, at - 2 * REACH_CHARACTERS) : at].upper()
    line = re.split(r"[\n\r\t\v]", line)[-1].strip(" *")
    return any(re.match(rf"(?:{name})", line) for _, name in _NAMES[:2])


def _register(text: str, found: re.Match[str], first: int, taken: int) -> tuple[Where | None, int]:
    """What numbers an act here, and where its name begins; None for a number of another thing.

    Words up to `taken` belong to the number before.
    """
    at = found.start()
    before = text[max(taken, at - REACH_CHARACTERS) : at].upper()
    if re.search(_OTHERS, before):
        return None, at
    if found["name"]:
        return _named(found["name"]), at
    if found["kind"]:
        return "titolo", at
    for where, name in _NAMES:
        label = re.search(rf"(?:{name})\W{{0,12}}\Z", before)
        if label and not re.search(_OTHERS, before[: label.start()]):
            return where, at - len(before) + label.start()
    return ("titolo" if _is_of_title(text, at, first) else None), at


def _named(name: str) -> Where | None:
    return next((where for where, words in _NAMES if re.match(words, name.strip().upper())), None)


def _is_of_title(text: str, at: int, first: int) -> bool:
    """Whether a number stands in the line of a title or begins its own line or cell.

    One in a sentence is that of another act.
    """
    start = max(text.rfind(mark, first, at) for mark in "\n\t\v\r")
    line = _own_words(text[start + 1 : at])
    return not line or line.isupper() or bool(title_lines().match(line))


def _is_line(text: str, place: slice) -> bool:
    """Whether a number with its date is all that its line or cell holds."""
    start = max(text.rfind(mark, 0, place.start) for mark in "\n\t\v\r") + 1
    stop = min(
        (at for mark in "\n\t\v\r" if (at := text.find(mark, place.stop)) >= 0), default=len(text)
    )
    before = _own_words(text[start : place.start])
    return not any(map(str.isalnum, before + text[place.stop : stop]))


def _own_words(line: str) -> str:
    """A line before a number without a letterhead on its left and the sign's German: `Nr./N. 3`."""
    bare = re.sub(r"(?i)(?:\A|\s)n(?:r|um)?[.°]?/\Z", "", line.strip(" *=\r"))
    return re.sub(_LETTERHEAD, "", bare)


_LETTERHEAD = (
    r"(?i)\A(?:provincia|comune|citt[aà]['’]?|regione)\s+(?:autonoma\s+)?"
    r"(?:di|del|della)\s[^\d,;:.]{2,40}\Z"
)


@cache
def _entries() -> re.Pattern[str]:
    """A number behind its sign, the name of a register, or a title's first word."""
    names = "|".join(name for _, name in _NAMES[:2])
    return re.compile(
        rf"(?i)(?:(?<![^\W_])(?P<name>{names})[\s:,–-]{{0,4}}(?:{NUMBER_SIGN})?"
        rf"|{NUMBER_SIGN}(?:(?:(?!GEN\b|SET\b|INT\b)[A-Z]{{2,3}}|{_WORD})\s*[.:]?\s*(?=\d))?"
        rf"|(?:(?<=[\n\r\t\v])|\A)[ *]*{KIND}\s+"
        r"(?=\d+(?:\s+(?:DEL|IN\s+DATA)\s|/\s?(?:19|20)\d\d\b)))"
        rf"{DIGITS}"
    )


@cache
def _behind() -> re.Pattern[str]:
    """A register's name behind the number, and no other number behind the name."""
    names = "|".join(name for _, name in _NAMES[:2])
    return re.compile(
        rf"(?i)[ ,/]*(?P<of>(?:DEL|DI)\s+)?(?P<name>{names}|{_REG}{_ACTS})"
        rf"(?(of)|(?!\s*{NUMBER_SIGN}?\s*\d+(?![./-])))"
    )


@cache
def _behind_date() -> re.Pattern[str]:
    """The register behind number and date: `N. 123 del 12/03/2024 del Registro delle …`."""
    names = "|".join(name for _, name in _NAMES[:2])
    return re.compile(rf"(?i)[ ,]*(?:DEL|DI|NEL)\s+(?P<name>{names}|{_REG}{_ACTS})")


@cache
def _of_office() -> re.Pattern[str]:
    """`N. 45 del Servizio`: the office's own register, and nothing behind."""
    return re.compile(r"(?i) del(?:l['’]| )(?:servizio|settore|area|ufficio)[ .]*(?=[\n\r\t\v]|\Z)")


@cache
def _table() -> re.Pattern[str]:
    return re.compile(
        r"(?:\bn(?:\.|°|umero))[ ]*[|\t][ |\t]*data(?:\s+\w+)?[ |\t]*[\n\v][ |\t]*"
        r"(?P<numero>\d{1,6})[ ]*[|\t][ |\t]*(?P<data>[^\n\t|]{6,20})",
        re.IGNORECASE,
    )


@cache
def _stamp() -> re.Pattern[str]:
    return re.compile(
        r"(?i)\bREGISTRO[ _.](?:DEI[ _])?(?:DECRETI|DETERMINE|DETERMINAZIONI)[^\n\r\t\v\d]{0,30}"
        r"\.0*(?P<numero>[1-9]\d{0,6})\.(?P<data>\d\d-\d\d-\d{4})\b"
    )


@cache
def _headed() -> re.Pattern[str]:
    return re.compile(
        r"(?i)(?:\A|(?<=\n))[ *]*(?P<names>n(?:\.|°|um)[^\n\t]{0,40}\t *data[^\n\t]{0,40}"
        r"\t[^\n]{3,120})"
        r"\n(?P<values>[ \d][^\n]{5,80})"
    )
