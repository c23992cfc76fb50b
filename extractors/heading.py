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

if TYPE_CHECKING:
    from schemas.act import TipoAtto, TipoEnte
    from schemas.dataset import TipoDocumento

HEAD_CHARACTERS = 6000
"""A document says what it is within this many characters of its beginning."""

_START = r"(?:\A|[\n\r])[ =*#]*"
_END = r"[ =*]*(?=[\n\r]|\Z)"

# Compiled where they are used: most runs need few of them, and `re` remembers.
_PLAN_NAMED = (
    r"(?i)" + _START + r"(?P<titolo>PIANO\s+FAMIGLIA\s+(?:DELL['’]\s?|(?:DELLA|DEL|DI)\s+)"
    r"(?P<nome>[^\n=]+?)\s+ANNO\s+(?P<anno>\d{4}))" + _END
)
_PLAN = (
    r"(?i)" + _START + r"(?P<titolo>PIAN[OI]\b[^\n\r]{0,99}?[\s\S]{0,160}?"
    r"(?:FAMI[GL]\w+|BENESSERE)\b[^\n]{0,160})"
)
_PLAN_BARE = (
    _START + r"(?P<titolo>PIANO\s+(?:COMUNALE\s+)?(?:DI|DEGLI)\s+INTERVENT[IO](?:\s+TERRITORIALE)?"
    r"(?:\s+PER\s+(?:IL\s+|L['’ ]\s?)(?:BIENNIO|TRIENNIO|ANNO)\s+[\d/ -]+)?)" + _END
)
_PROGRAMME = (
    r"(?i)" + _START + r"(?P<titolo>(?:ACCORDO\s+DI\s+AREA\b[^\n]{0,160}\s)?"
    r"(?:PROGRAMMA\s+(?:DI\s+)?LAVORO|PIANO\s+DI\s+LAVORO)\b[^\n]{0,160})"
)
_REPORT = (
    r"(?i)" + _START + r"(?:RAPPORTO\s+DI\s+GESTIONE|STATO\s+DI\s+ATTUAZIONE"
    r"|RELAZIONE\s+ANNUALE|DISCIPLINARE)\b"
)
_DISTRICT = _START + (r"(?P<nome>DISTRETTO\s+(?:FAM|DELL)[^\n]{2,120})")
_DISTRICT_INSIDE = r"(?i)DISTRETTO\s+(?:FAM|DELL)[^\n\d*]+"
_ACT = (
    r"(?i)" + _START + r"(?P<titolo>(?:VERBALE\s+(?:DELLA\s+|DI\s+)?)?"
    r"(?P<tipo>DETERMINAZIONE|DELIBERAZIONE|DECRETO|ORDINANZA|(?:DETERMINA|DELIBERA)(?=[ ]+\w))"
    r"\b[^\n]{0,160})"
)
_OPERATIVE = _START + r"(?P<tipo>DETERMINA|DELIBERA|DECRETA|ORDINA)" + r"[ :*]*(?=[\n\r]|\Z)"
_BODY = (
    _START + r"(?P<nome>(?:COMUNE|CITT[AÀ]|CONSORZIO|COMUNIT[AÀ]|UNIONE|PROVINCIA)['’]?\s+"
    r"(?:DI|DEL|DELLA|DELL['’]|AUTONOMA|DEI|INTERCOMUNALE|ALT[AO]|VAL)\b[^\n\d]{2,80})"
)
_YEAR = r"\b(20[0-4]\d)(?:\s*[-/–]\s*(?:20)?\d\d)?\b"
_BLANK = r"\[[^\]]*\]|_{3,}|\bX{3,}\b"
_YEAR_LINES = 3
_TITLE_CHARACTERS = 120
"""A title that is not in capitals is no longer than this."""

_KINDS: dict[str, TipoEnte] = {
    "COMUNE": "comune",
    "CITTA": "comune",
    "CONSORZIO": "consorzio",
    "UNIONE": "altro",
    "COMUNITA": "comunita",
    "DISTRETTO": "distretto",
    "PROVINCIA": "provincia",
}
_ACTS: dict[str, TipoAtto] = {
    "DETERMINA": "determinazione",
    "DELIBERA": "deliberazione",
    "DECRET": "decreto",
    "ORDINA": "ordinanza",
}


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
    if named := re.search(_PLAN_NAMED, head):
        titolo, nome = slice(*named.span("titolo")), slice(*named.span("nome"))
        return Heading("piano_famiglia", (titolo,), int(named["anno"]), nome)
    act = _act(head)
    for read in (_programme, _plan):
        if (found := read(head)) and not _is_report(head, found.titolo[0]):
            return replace(found, atto=act.atto if act else None)
    return act or Heading("altro")


def named_district(line: str) -> str | None:
    """The district that a running head or foot names, None where it names none."""
    found = re.search(_DISTRICT_INSIDE, line)
    return found[0].strip(" -–") if found else None


def issuing_body(text: str) -> slice | None:
    """The body that an act comes from: the first named on a line of its own, in capitals."""
    return _body(text[:HEAD_CHARACTERS])


def programme_title(text: str, start: int, end: int) -> int | None:
    """Where the last title of a programme begins in `text[start:end]`; it may stand twice."""
    found = [match.start("titolo") for match in re.compile(_PROGRAMME).finditer(text, start, end)]
    return found[-1] if found else None


def kind_of_body(name: str) -> TipoEnte:
    """The contract's kind for a body's name; a plan's body is a municipality if it says nothing."""
    first = name.upper().replace("À", "A").replace("'", "").replace("’", "").split()
    return _KINDS.get(first[0] if first else "", "comune")


def _programme(head: str) -> Heading | None:
    title = _title(_PROGRAMME, head)
    if not title:
        return None
    line = slice(*title.span("titolo"))
    inside = re.compile(_DISTRICT_INSIDE).search(head, line.start, line.stop)
    beside = inside or re.search(_DISTRICT, head)
    nome = None
    if beside:
        nome = slice(*(beside.span("nome") if beside is not inside else beside.span()))
    parts = [line] if nome is None or inside else sorted([line, nome], key=lambda part: part.start)
    year = _year(head, line)
    return Heading("programma_di_lavoro", tuple(parts), year, nome)


def _is_report(head: str, title: slice) -> bool:
    """Whether a title of another kind stands before: a report on programmes is none of them."""
    return bool(re.search(_REPORT, head[: title.start]))


def _plan(head: str) -> Heading | None:
    title = _title(_PLAN, head) or _title(_PLAN_BARE, head)
    if not title:
        return None
    line = slice(*title.span("titolo"))
    return Heading(
        "piano_famiglia", (line, *_more_title(head, line)), _year(head, line), _body(head)
    )


def _title(pattern: str, head: str) -> re.Match[str] | None:
    """The first title: a line of capitals, or a short one that is no sentence (`Piano 2012`)."""
    for found in re.finditer(pattern, head):
        title = found["titolo"].strip(" *=")
        is_line = len(title) <= _TITLE_CHARACTERS and not title.endswith((".", ";", ",", ":"))
        if title.isupper() or (is_line and title[:1].isupper()):
            return found
    return None


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
    title = _title(_ACT, head)
    found = title or re.search(_OPERATIVE, head)
    if not found:
        return None
    tipo = next(kind for start, kind in _ACTS.items() if found["tipo"].upper().startswith(start))
    lines = (slice(*title.span("titolo")),) if title else ()
    return Heading("atto", lines, None, _body(head), tipo)


def _body(head: str) -> slice | None:
    """The first body named on a line of its own, unless its name is left to be filled in."""
    for found in re.finditer(_BODY, head):
        if not re.search(_BLANK, found["nome"]) and _is_capitals(found["nome"]):
            return slice(*found.span("nome"))
    return None


def _is_capitals(name: str) -> bool:
    return name.split(maxsplit=1)[0].isupper()


def _year(head: str, title: slice) -> int | None:
    """The year in the title, or in the lines under it; of two years, the first."""
    below = head[title.stop :].split("\n", _YEAR_LINES + 1)[: _YEAR_LINES + 1]
    for line in (head[title], *below):
        if year := re.search(_YEAR, line):
            return int(year[1])
    return None
