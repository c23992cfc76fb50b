"""Description: what a document is, whose, for which year, and its introduction."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from extractors.act.naming import approval
from extractors.act.parts import begins_with_paper
from extractors.act.titles import titles_of
from extractors.declared import announced_interventi
from extractors.heading import (
    Heading,
    named_district,
    programme_title,
    read_heading,
)
from extractors.introduction import (
    Section,
    is_placeholder,
    named_municipality,
    named_year,
    sections,
)
from extractors.issuing_bodies import issuing_body, kind_of_body
from extractors.printed import printed
from extractors.programme.sections import find_sections
from pipeline.describe_act import ActDescription, act_readings, describe_act
from schemas.act_reading import ActReading
from schemas.block import Segments
from schemas.flow import CELL, LINE, Flow
from schemas.records import Atto, Dichiarati, Ente, Furniture, Issue, Sezione
from schemas.rules import issue

_PREMESSA = r"[\n\r][ *]*(?:\d{1,2} ?[.)]?\s+)?PREMESSA[ .:*]*(?=\n)"
_MEASURE = r"[\n\r][ *]*(?:AZIONE|PROGETTUALIT[AÀ]['’]?|SCHEDA)\s+(?:N\s?[.°]?\s*)?\d{1,3}\b"
"""A measure's own line, in a layout that is not read into measures."""
_RULED = r"\n[-_=]{3,}\Z"
"""The rule that ends the introduction."""
_ROW = rf"{LINE}[^{LINE}{CELL}]*{CELL}"


class Description(Struct, frozen=True, gc=False):
    """The document's own fields by contract key, and what of the flow they were read from."""

    fields: dict[str, Any]
    read: tuple[slice, ...]
    ignored: tuple[slice, ...]
    issues: tuple[Issue, ...]
    readings: tuple[ActReading, ...] = ()
    grounds: tuple[slice, ...] = ()
    """Where each of the act's `visti` stands."""
    """Every place that numbers or dates the act."""


def describe(flow: Flow, segments: Segments, furniture: Sequence[Furniture]) -> Description:
    """Everything about the document that is not an intervento."""
    text = flow.text
    heading = _settle(text, read_heading(text), segments)
    starts = [block.begin for block in segments.blocks[:1]]
    end = min((*starts, *(head.start for head in segments.headers[:1])), default=len(text))
    chapters, nothing = _introduction(text, heading, segments, end)
    told = " ".join(text[chapter.testo] for chapter in chapters)
    fields, issues = _identity(text, heading, told)
    if heading.tipo == "programma_di_lavoro" and not heading.nome:
        lines = (named_district(line.testo) for line in furniture)
        if district := next(filter(None, lines), None):
            fields["ente"] = Ente(nome=district, tipo="distretto")
    if not fields["titolo"]:
        _add_running_title(fields, furniture)
    fields["premessa"] = tuple(_section(text, chapter) for chapter in chapters)
    announced = announced_interventi(text[:end]) if segments.blocks else None
    fields["dichiarati"] = Dichiarati(azioni=announced)
    act = _act(flow, heading, chapters, end)
    fields["atto"] = act.atto
    read = [*heading.titolo, *([heading.nome] if heading.nome else []), *act.read]
    read += [part for chapter in chapters for part in (chapter.titolo, chapter.testo) if part]
    ignored = (*segments.separators, *nothing)
    readings = act_readings(flow, act.readings)
    return Description(fields, tuple(read), ignored, tuple(issues), readings, act.grounds)


def _act(flow: Flow, heading: Heading, chapters: Sequence[Section], end: int) -> ActDescription:
    """The act that the document is, or that stands before its programme or plan.

    A plan's own approval is taken where the plan says so, never from the acts that it recites. An
    older programme names its act under its own title, over the introduction.
    """
    text = flow.text
    if heading.atto is None and heading.tipo == "piano_famiglia":
        return _approval(text, heading, chapters)
    stop = end
    if heading.tipo == "programma_di_lavoro" and chapters:
        stop = (chapters[0].titolo or chapters[0].testo).start
    elif heading.tipo == "piano_famiglia" and heading.titolo:
        stop = heading.titolo[0].start
    elif heading.tipo == "programma_di_lavoro":
        measure = re.compile(_MEASURE).search(text, 0, end)
        stop = measure.start() if measure else end
    is_alone = heading.tipo == "atto"
    title = None if is_alone else programme_title(text, max(0, stop - _TITLE_REACH), stop)
    if title and heading.nome and not text[heading.nome.stop : title].strip(_BETWEEN_TITLES):
        title = min(title, heading.nome.start)
    title = title or stop
    named: Sequence[slice] = ()
    if not next(titles_of(text, 0, title), None) and next(titles_of(text, title, stop), None):
        title, named = stop, (*heading.titolo, *filter(None, (heading.nome,)))
    body = issuing_body(text[:title])
    ente = printed(text[body]) if body else None
    act = describe_act(flow, title, heading.atto, ente, named)
    return replace(act, read=(*act.read, slice(title, stop)) if act.read else ())


_BETWEEN_TITLES = " *=\n\r\t\v"
_TITLE_REACH = 600
"""A programme's title stands at most this many characters before its introduction."""


def _approval(text: str, heading: Heading, chapters: Sequence[Section]) -> ActDescription:
    """The resolution that the plan says approved it."""
    start = max((part.stop for part in heading.titolo), default=0)
    stop = max((chapter.testo.stop for chapter in chapters), default=start + _TITLE_REACH)
    found = approval(text, start, stop)
    if found is None:
        return ActDescription()
    atto = Atto(
        tipo=found.tipo,
        organo=printed(text[found.organo]) if found.organo else None,
        numero=found.reading.numero,
        data=found.reading.data,
    )
    return ActDescription(atto, (found.place,), (found.reading,))


def _add_running_title(fields: dict[str, Any], furniture: Sequence[Furniture]) -> None:
    """Title, year and body of a plan or programme whose title all pages repeat, the first too."""
    text = "".join(f"\n{line.testo}" for line in furniture) + "\n"
    heading = read_heading(text)
    if heading.tipo not in ("piano_famiglia", "programma_di_lavoro") or not heading.titolo:
        return
    told, _ = _identity(text, heading, "")
    for name in ("titolo", "anno", "ente"):
        fields[name] = fields[name] or told[name]


def _settle(text: str, heading: Heading, segments: Segments) -> Heading:
    """The head, unless the rest says otherwise: a document of progettualità is a programme.

    One that begins as an opinion or a certificate is none of the acts that it names.
    """
    if heading.tipo == "atto" and begins_with_paper(text):
        return Heading("altro", heading.titolo, None, heading.nome)
    if not segments.blocks:
        return heading
    if segments.blocks[0].kind == "progettualita":
        return replace(heading, tipo="programma_di_lavoro")
    is_programme = heading.tipo == "programma_di_lavoro"
    return heading if is_programme else replace(heading, tipo="piano_famiglia")


def _introduction(
    text: str, heading: Heading, segments: Segments, end: int
) -> tuple[list[Section], list[slice]]:
    """The chapters before the first intervento, and the placeholders that stand for none.

    A plan's run from its title; a programme has a determination before it, and a part `PREMESSA`.
    """
    is_form = bool(segments.blocks and segments.blocks[0].head)
    if heading.tipo == "piano_famiglia" and not is_form:
        start = max((part.stop for part in heading.titolo), default=0)
        breaks = [s for s in segments.separators if start < s.start < end and s.start > 1]
        start, end = (start, breaks[-1].start) if breaks else (start, end)
        if segments.separators and segments.separators[0].start <= 1:
            start = max(start, segments.separators[0].stop)
        bare = text[start:end].strip()
        if is_placeholder(bare):
            return [], [slice(start, end)]
        return sections(text, start, end), []
    if heading.tipo == "programma_di_lavoro":
        return list(_premessa(text, end)), []
    return [], []


def _premessa(text: str, end: int) -> Iterator[Section]:
    starts = [found.start() + 1 for found in re.finditer(_PREMESSA, text[:end])]
    if starts:
        row = re.compile(_ROW).search(text, starts[-1], end)
        others = (part.heading.start for part in find_sections(text))
        measure = re.compile(_MEASURE).search(text, starts[-1], end)
        ends = (
            row.start() if row else end,
            measure.start() if measure else end,
            *(at for at in others if at > starts[-1]),
        )
        yield from sections(text, starts[-1], min(ends))


def _section(text: str, chapter: Section) -> Sezione:
    title = printed(text[chapter.titolo]).strip("*= .:") if chapter.titolo else None
    return Sezione(titolo=title, testo=re.sub(_RULED, "", printed(text[chapter.testo])))


def _identity(text: str, heading: Heading, told: str) -> tuple[dict[str, Any], list[Issue]]:
    """Kind, title, year, body, act: from the head, else for a plan from its introduction."""
    name = " ".join(printed(text[heading.nome]).strip("*= ").split()) if heading.nome else None
    issues: list[Issue] = []
    year = heading.anno
    if heading.tipo == "piano_famiglia" and not heading.titolo:
        name, year, issues = _told(told, name, year)
    body = Ente(nome=name, tipo=kind_of_body(name)) if name else None
    lines = (printed(text[part]).strip("*= ") for part in heading.titolo)
    title = " ".join(" ".join(lines).split())
    fields = {
        "tipo": heading.tipo,
        "titolo": title or None,
        "anno": year,
        "ente": body,
    }
    return fields, issues


def _told(
    told: str, name: str | None, year: int | None
) -> tuple[str | None, int | None, list[Issue]]:
    """The body and year that the introduction speaks of, each with an issue that says so."""
    issues: list[Issue] = []
    if name is None and (name := named_municipality(told)):
        message = f"the head names no body; the introduction speaks of the Comune di {name}"
        issues.append(issue("ENT001", message, "$.ente"))
    if year is None and (year := named_year(told)):
        message = f"the head names no year; the latest that the introduction plans for is {year}"
        issues.append(issue("ENT001", message, "$.anno"))
    return name, year, issues
