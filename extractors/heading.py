"""The head of a document: what it calls itself, whose it is, for which year.

    === PIANO FAMIGLIA DI BASELGA DI PINE' ANNO 2019 ===
    DISTRETTO FAMILY AUDIT ALTA VALSUGANA / PROGRAMMA DI LAVORO 2024
    COMUNE DI AVELLA / DETERMINAZIONE DEL RESPONSABILE DEL SERVIZIO

A programme hides under no other head, and other reports of the same Agency (`Rapporto di gestione`,
`Stato di attuazione`) are none of these. Blanks to fill in (`COMUNE DI [XXX]`) are unknown, not
values. Number, date and subject of the act are not read here.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from extractors.act.subject import subject_of
from extractors.act.titles import is_cited, kind_of_act, titles_of
from extractors.issuing_bodies import issuing_body, municipal_body
from extractors.text_lines import begun

if TYPE_CHECKING:
    from schemas.act import TipoAtto
    from schemas.dataset import TipoDocumento

HEAD_CHARACTERS = 6000
"""A document says what it is within this many characters of its beginning."""

_END = r"[ =*]*(?=[\n\r]|\Z)"

# What begins a line, behind marks: `begun` compiles them, since most runs need few.
_PLAN_NAMED = (
    r"(?i:(?P<titolo>PIANO\s+FAMIGLIA\s+(?:DELL['’]\s?|(?:DELLA|DEL|DI)\s+)"
    r"(?P<nome>[^\n=]+?)\s+ANNO\s+(?P<anno>\d{4}))" + _END + ")"
)
_PLAN = (
    r"(?i:(?P<titolo>PIAN[OI]\b[^\n\r]{0,99}?[\s\S]{0,160}?"
    r"(?:FAMI[GL]\w+|BENESSERE)\b[^\n]{0,160}))"
)
_PLAN_BARE = (
    r"(?P<titolo>PIANO\s+(?:COMUNALE\s+)?(?:DI|DEGLI)\s+INTERVENT[IO](?:\s+TERRITORIALE)?"
    r"(?:\s+PER\s+(?:IL\s+|L['’ ]\s?)(?:BIENNIO|TRIENNIO|ANNO)\s+[\d/ -]+)?)" + _END
)
_PROGRAMME = (
    r"(?i:(?P<titolo>(?:ACCORDO\s+DI\s+AREA\b[^\n]{0,160}\s)?"
    r"(?:PROGRAMMA\s+(?:DI\s+)?LAVORO|PIANO\s+DI\s+LAVORO)\b[^\n]{0,160}))"
)
_REPORT = (
    r"(?i:(?:RAPPORTO\s+DI\s+GESTIONE|STATO\s+DI\s+ATTUAZIONE"
    r"|RELAZIONE\s+ANNUALE|DISCIPLINARE)\b)"
)
_DISTRICT = r"(?P<nome>DISTRETTO\s+(?:PER\s+LA\s+)?(?:FAM|DELL)[^\n]{2,120})"
_SMALL_DISTRICT = r"(?P<nome>Distretto\s+(?:per\s+la\s+)?[Ff]am[^\n\r,;:.]{2,60})"
_DISTRICT_BELOW = rf"[ *=]*[\n\r][ *=]*{_SMALL_DISTRICT}(?=[\n\r])"
_DISTRICT_ABOVE = rf"(?:\A|(?<=[\n\r]))[ *=]*{_SMALL_DISTRICT}[\n\r\s*=]*\Z"
_DISTRICT_INSIDE = r"(?i)DISTRETTO\s+(?:PER\s+LA\s+)?(?:FAM|DELL)[^\n\d*]+"
_OPERATIVE = r"(?P<tipo>DETERMINA|DELIBERA|DECRETA|ORDINA)" + r"[ :*]*(?=[\n\r]|\Z)"
_NO_ACT = (
    r"(?:AVVISO|BANDO|REGOLAMENTO|CAPITOLATO|DISCIPLINARE|RELAZIONE|CONVENZIONE|CONTRATTO"
    r"|VERBALE\s+DI\s+(?:GARA|SOMMA|SOPRALL|SELEZ)|RAPPORTO|STATUTO|DOCUMENTO\s+UNICO|MANIFESTO"
    r"|MODULO|DOMANDA|ISTANZA|SCHEMA\s+DI|NOTA\s+(?:DI|INTEGR)|LETTERA|COMUNICATO|INTERROGAZIONE"
    r"|MOZIONE|GUIDA|CARTA\s+DEI|PROGETTO|PROTOCOLLO\s+D['’]INTESA|ELENCO)\b[^a-z\n]*(?=\n|\Z)"
)
"""Titles of papers that at most name an act under them."""

_YEAR = r"\b(20[0-4]\d)(?:\s*[-/–]\s*(?:20)?\d\d)?\b"
_YEAR_LINES = 3
_TITLE_CHARACTERS = 120
"""A title that is not in capitals is no longer than this."""


class Heading(Struct, frozen=True, gc=False):
    """What a document's head says; slices are into the text it was read from."""

    tipo: TipoDocumento
    titolo: tuple[slice, ...] = ()
    anno: int | None = None
    nome: slice | None = None
    atto: TipoAtto | None = None


def read_heading(text: str) -> Heading:
    """What the document is, by its head alone; `altro` where the head says nothing known."""
    head = text[:HEAD_CHARACTERS]
    if (named := next(begun(_PLAN_NAMED, head), None)) and not _is_of_subject(head, named):
        titolo, nome = slice(*named.span("titolo")), slice(*named.span("nome"))
        return Heading("piano_famiglia", (titolo,), int(named["anno"]), nome)
    act = _act(head)
    for read in (_programme, _plan):
        if (found := read(head)) and not _is_report(head, found.titolo[0]):
            is_plan = found.tipo == "piano_famiglia"
            is_own = act and not (is_plan and _is_behind(act, found.titolo[0]))
            return replace(found, atto=act.atto if act and is_own else None)
    return act or Heading("altro")


def named_district(line: str) -> str | None:
    """The district that a running head or foot names, None where it names none."""
    found = re.search(_DISTRICT_INSIDE, line)
    return found[0].strip(" -–") if found else None


def programme_title(text: str, start: int, end: int) -> int | None:
    """Where the last title of a programme begins in `text[start:end]`; it may stand twice."""
    found = [match.start("titolo") for match in begun(_PROGRAMME, text, start, end)]
    return found[-1] if found else None


def _programme(head: str) -> Heading | None:
    title = _title(_PROGRAMME, head)
    if not title:
        return None
    line = slice(*title.span("titolo"))
    inside = re.compile(_DISTRICT_INSIDE).search(head, line.start, line.stop)
    below = re.compile(_DISTRICT_BELOW).match(head, line.stop)
    above = re.compile(_DISTRICT_ABOVE).search(
        head, max(0, line.start - _TITLE_CHARACTERS), line.start
    )
    beside = inside or next(begun(_DISTRICT, head), None) or below or above
    year = _year(head, line)
    if beside is None:
        return Heading("programma_di_lavoro", (line,), year)
    from extractors.programme.district_lines import whole_name

    named = slice(*(beside.span("nome") if beside is not inside else beside.span()))
    nome = whole_name(head, named)
    more = [slice(named.stop, nome.stop)] if nome.stop > named.stop else []
    parts = sorted([line, *more] if inside else [line, nome], key=lambda part: part.start)
    return Heading("programma_di_lavoro", tuple(parts), year, nome)


def _is_report(head: str, title: slice) -> bool:
    """Whether a title of another kind stands before: a report on programmes is none of them."""
    return any(begun(_REPORT, head, 0, title.start))


def _plan(head: str) -> Heading | None:
    title = _title(_PLAN, head) or _title(_PLAN_BARE, head)
    if not title:
        return None
    line = slice(*title.span("titolo"))
    return Heading(
        "piano_famiglia", (line, *_more_title(head, line)), _year(head, line), municipal_body(head)
    )


def _title(pattern: str, head: str) -> re.Match[str] | None:
    """The first title: a line of capitals, or a short one that is no sentence (`Piano 2012`)."""
    for found in begun(pattern, head):
        title = found["titolo"].strip(" *=")
        is_line = len(title) <= _TITLE_CHARACTERS and not title.endswith((".", ";", ",", ":"))
        is_title = title.isupper() or (is_line and title[:1].isupper())
        if is_title and not _is_of_subject(head, found):
            return found
    return None


def _is_of_subject(head: str, found: re.Match[str]) -> bool:
    """Whether a title is words of an act's subject: `OGGETTO: / PROGRAMMA DI LAVORO 2024`.

    A line of the act's own text that the page's width broke is none, either.
    """
    start, stop = found.span("titolo")
    act = next(titles_of(head, 0, start), None)
    if not act:
        return False
    _, subject = subject_of(head, act.place.start, stop)
    is_inside = subject is not None and subject.start <= start < subject.stop
    return is_inside or is_cited(head, start)


def _more_title(head: str, title: slice) -> list[slice]:
    """The lines in capitals right under a title, on a cover: `MATERIA DI POLITICHE / ANNO 2018`."""
    lines, at = [], title.stop
    while at < len(head):
        end = head.find("\n", at + 1)
        line = head[at : end if end >= 0 else len(head)]
        if not line.strip().isupper() or "\t" in line:
            break
        lines.append(slice(at, at + len(line)))
        at += len(line)
    return lines


def _act(head: str) -> Heading | None:
    """An act, by its title; without one, by the word that decides."""
    title = next(titles_of(head, 0, len(head)), None)
    operative = None if title else next(begun(_OPERATIVE, head), None)
    if title is None and operative is None:
        return None
    start = title.place.start if title else len(head)
    if any(begun(_NO_ACT, head, 0, start)):
        return None
    tipo = title.tipo if title else kind_of_act(operative["tipo"]) if operative else None
    return Heading("atto", (title.place,) if title else (), None, issuing_body(head), tipo)


def _is_behind(act: Heading, title: slice) -> bool:
    """Whether an act is first named under the title of a plan: it is one that the plan recites."""
    return not act.titolo or act.titolo[0].start > title.start


def _year(head: str, title: slice) -> int | None:
    """The year in the title, or in the lines under it; of two years, the first."""
    below = head[title.stop :].split("\n", _YEAR_LINES + 1)[: _YEAR_LINES + 1]
    for line in (head[title], *below):
        if year := re.search(_YEAR, line):
            return int(year[1])
    return None
