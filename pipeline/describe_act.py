"""The act that a document is, or that carries it: its head, its grounds, its decision."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

from msgspec import Struct

from extractors.act.amounts import amounts
from extractors.act.attachments import annexed, listed_attachments
from extractors.act.attendance import attendance
from extractors.act.days import dated_lines, placed_days
from extractors.act.dispositions import decision
from extractors.act.header import act_head, is_dated
from extractors.act.marks import BULLETS, is_sitting
from extractors.act.parts import Part, PartKind, act_parts, begins_with_paper
from extractors.act.project_codes import cigs, cups
from extractors.act.readings import Reading, settled_act
from extractors.act.recitals import Recital, recitals
from extractors.act.signatures import named_proposer, proposer, signature
from extractors.printed import printed
from extractors.text_lines import paragraphs, printed_lines
from schemas.act_reading import ActReading, Register
from schemas.flow import Flow
from schemas.records import (
    Allegato,
    Atto,
    AttoRichiamato,
    Firmatario,
    Importo,
    Presenza,
    Punto,
    Visto,
)

if TYPE_CHECKING:
    from schemas.act import TipoAtto

_MIN_PROSE_CHARACTERS = 150
"""A paragraph of the head as long as this, behind the subject, is no longer its letterhead."""


_REPORTS = r"\n[ *]*(?i:(?:il|la)\s+relat(?:or[ei]|rice)\s+(?:comunica|riferisce|espone))\b"
"""What opens the grounds of a body's decision, behind its roll."""


class ActDescription(Struct, frozen=True, gc=False):
    """The act, what of the flow it was read from, and every place that numbers or dates it."""

    atto: Atto | None = None
    read: tuple[slice, ...] = ()
    readings: tuple[Reading, ...] = ()
    grounds: tuple[slice, ...] = ()
    """Where each of the act's `visti` stands."""


def describe_act(
    flow: Flow, end: int, tipo: TipoAtto | None, ente: str | None, named: Sequence[slice] = ()
) -> ActDescription:
    """The act in the flow up to `end`; `tipo` and `ente` are what the document's head says.

    What is `named` is in the document's own fields and no words of the act's head.

    Without a `tipo` there may still be a paper that belongs to an act, and is recognised as such.
    """
    text = flow.text
    if not tipo and not begins_with_paper(text):
        return ActDescription()
    parts = act_parts(text, 0, end, is_paper=not tipo)
    if tipo:
        act = _Act(text, parts, tipo, named)
        return ActDescription(act.record(ente), (slice(0, end),), act.readings, act.grounds())
    papers = [part for part in parts if part.kind == "annex"]
    if not papers:
        return ActDescription()
    read = tuple(slice(part.title.start, part.body.stop) for part in papers)
    return ActDescription(Atto(allegati=tuple(_paper(text, part) for part in papers)), read)


class _Act:
    """An act's text and its parts, read field by field."""

    def __init__(
        self, text: str, parts: Sequence[Part], tipo: TipoAtto, named: Sequence[slice]
    ) -> None:
        self._text = text
        self._parts = parts
        self._named = named
        self._whole = parts[0].body.start, parts[-1].body.stop
        self._head = act_head(text, parts[0].body.start, parts[0].body.stop)
        self._tipo = self._head.titles[0].tipo if self._head.titles else tipo
        self._papers = [_paper(text, part) for part in self._of_kind("annex")]
        self._roll, self._rows = attendance(text, *_ends(parts[0].body))
        read = (*self._head.readings, *self._readings_of_papers())
        self.readings = read if is_dated(read) else (*read, *self._signed_on(read))
        self._premises = self._found_premises()
        grounds = [part.body for part in self._of_kind("recitals")]
        self._recited = [recitals(text, *_ends(part)) for part in (self._premises, *grounds)]
        """The recitals of the premises, then those under each line that names the organ."""
        self._decided = [decision(text, *_ends(part.body)) for part in self._of_kind("decision")]

    def record(self, ente: str | None) -> Atto:
        """The act's fields."""
        text = self._text
        return Atto(
            ente=ente,
            **self._identity(ente),
            **self._grounds_and_decision(),
            **self._end(),
            cup=tuple(cups(text, *self._whole)),
            cig=tuple(cigs(text, *self._whole)),
            importi=tuple(_sums(text, *self._whole)),
            presenze=tuple(
                Presenza(
                    nome=printed(text[person.nome]),
                    ruolo=self._printed(person.ruolo),
                    presente=person.presente,
                )
                for person in self._roll
            ),
        )

    def _of_kind(self, kind: PartKind) -> list[Part]:
        return [part for part in self._parts if part.kind == kind]

    def _printed(self, part: slice | None) -> str | None:
        return printed(self._text[part]) if part else None

    def _line(self, part: slice | None) -> str | None:
        """A value whose printed lines are one."""
        words = self._printed(part)
        return " ".join(words.split()) if words else None

    def _readings_of_papers(self) -> Iterator[Reading]:
        """What the papers behind the act say of it: those that name one of its kind."""
        for part, paper in zip(self._of_kind("annex"), self._papers, strict=True):
            if paper.atto and paper.atto.tipo == self._tipo:
                at = part.title.start
                yield Reading("annesso", at, paper.atto.numero, paper.atto.data)

    def _signed_on(self, read: Sequence[Reading]) -> Iterator[Reading]:
        """The day over the signature, where nothing else dates the act; in the year it is of."""
        year = next((reading.data for reading in read if reading.data), "")
        for part in self._of_kind("closing")[:1]:
            ends = part.title.start, part.body.stop
            days = [*placed_days(self._text, *ends), *dated_lines(self._text, *ends, None)]
            yield from [day for day in days if day.data and day.data.startswith(year)][:1]

    def _identity(self, ente: str | None) -> dict[str, Any]:
        head = self._head
        office = self._line(head.struttura)
        numero, data = settled_act(self.readings)
        own = [r for r in self.readings if r.where in ("titolo", "registro di settore")]
        is_twice = any(r.where == "registro generale" for r in self.readings)
        section = next((r for r in own if r.numero != numero or r.data != data), None)
        section = section or next(iter(own), None) if is_twice else None
        return {
            "tipo": self._tipo,
            "organo": self._organ(),
            "struttura": office if office != ente else None,
            "numero": numero,
            "numero_settore": section.numero if section else None,
            "data": data,
            "data_settore": section.data if section else None,
            "oggetto": self._subject(),
            "collana": self._printed(head.collana),
        }

    def _subject(self) -> str | None:
        """The subject; "" where its line is left blank."""
        words = self._line(self._head.oggetto)
        return "" if words and not words.strip("_.…- ") else words

    def _organ(self) -> str | None:
        """The organ by the title; a line over the decision may name it without, or in full."""
        lines = (printed(self._text[part.title]) for part in self._of_kind("recitals"))
        named = [_without_article(line) for line in lines if line]
        organs = [title.organo for title in self._head.titles if title.organo]
        if not organs:
            return named[0] if named else None
        known = organs[-1]
        fuller = [n for n in named if n.casefold().startswith(known.casefold())]
        best = max(fuller, key=len, default=known)
        return best if len(best) > len(known) else known

    def _grounds_and_decision(self) -> dict[str, Any]:
        text = self._text
        premises, *grounds = self._recited
        said = [(r.kind, self._said(r)) for recited in (premises, *grounds) for r in recited]
        points = (point for decided in self._decided for point in decided.points)
        return {
            "premesse": tuple(words for kind, words in said if kind == "premessa"),
            "visti": tuple(Visto(testo=words) for kind, words in said if kind == "visto"),
            "dispositivo": tuple(
                Punto(numero=point.numero, testo=printed(text[point.text]).lstrip(BULLETS))
                for point in points
            ),
        }

    def _formulas(self) -> Iterator[str]:
        """The lines over the recitals that name another organ than the act's."""
        organ = (self._organ() or "").casefold()
        for part in self._of_kind("recitals"):
            formula = printed(self._text[part.title])
            if _without_article(formula).rstrip(" :,").casefold() not in organ:
                yield formula

    def grounds(self) -> tuple[slice, ...]:
        """Where each of the `visti` stands."""
        found = (recital for recited in self._recited for recital in recited)
        return tuple(recital.text for recital in found if recital.kind == "visto")

    def _said(self, recital: Recital) -> str:
        texts = (self._text[words] for words in (recital.head, recital.text) if words)
        return " ".join(printed(each).lstrip(BULLETS) for each in texts)

    def _found_premises(self) -> slice:
        """The prose between the subject and the organ's name; of a sitting, what is reported."""
        stop = self._parts[0].body.stop
        if self._roll and self._rows:
            told = re.compile(_REPORTS).search(self._text, self._rows[-1].stop, stop)
            return slice(told.start() + 1, stop) if told else slice(stop, stop)
        if self._head.oggetto:
            for paragraph in paragraphs(self._text, self._head.oggetto.stop, stop):
                words = self._text[paragraph]
                if len(words) >= _MIN_PROSE_CHARACTERS and not is_sitting(words):
                    return slice(paragraph.start, stop)
        return slice(stop, stop)

    def _end(self) -> dict[str, Any]:
        text = self._text
        closings = [slice(p.title.start, p.body.stop) for p in self._of_kind("closing")]
        signed = next(filter(None, (signature(text, *_ends(part)) for part in closings)), None)
        grounds = (part.body for part in self._of_kind("recitals"))
        who = next(filter(None, (proposer(text, *_ends(part)) for part in grounds)), None)
        who = who or named_proposer(text, *_ends(self._parts[0].body))
        lists = [listed_attachments(text, *_ends(part)) for part in closings]
        listed = [entry for _, entries in lists for entry in entries]
        aside = [self._premises, *self._named, *self._rows, *self._head.read]
        aside += [title.place for title in self._head.titles]
        aside += filter(None, (self._head.oggetto, self._head.oggetto_label))
        aside += [head for head, _ in lists if head] + [entry.place for entry in listed]
        clauses = [clause for decided in self._decided for clause in decided.clauses]
        return {
            "intestazione": (*self._left([self._parts[0].body], aside), *self._formulas()),
            "chiusura": tuple(self._left([*clauses, *closings], aside)),
            "allegati": (
                *(Allegato(numero=e.numero, titolo=printed(text[e.titolo])) for e in listed),
                *self._papers,
            ),
            "firmatario": Firmatario(
                nome=printed(text[signed.nome]), qualifica=self._printed(signed.qualifica)
            )
            if signed
            else None,
            "proponente": self._printed(who),
        }

    def _left(self, parts: Sequence[slice], aside: Sequence[slice]) -> Iterator[str]:
        """The paragraphs that hold more than what is in other fields."""
        for part in parts:
            for paragraph in paragraphs(self._text, *_ends(part)):
                if any(o.start < paragraph.stop and paragraph.start < o.stop for o in aside):
                    lines = printed_lines(self._text, *_ends(paragraph))
                    kept = [line for line in lines if _holds_more(self._text, line, aside)]
                    yield from (printed(self._text[line]) for line in kept)
                elif _holds_more(self._text, paragraph, aside):
                    yield printed(self._text[paragraph])


def _holds_more(text: str, paragraph: slice, aside: Sequence[slice]) -> bool:
    """Whether letters or figures of a paragraph lie in none of the slices."""
    at = paragraph.start
    for other in sorted(aside, key=lambda part: part.start):
        if other.start < paragraph.stop and at < other.stop:
            if any(map(str.isalnum, text[at : other.start])):
                return True
            at = other.stop
    return any(map(str.isalnum, text[at : paragraph.stop]))


def act_readings(flow: Flow, readings: Sequence[Reading]) -> tuple[ActReading, ...]:
    """The readings for the check that they agree, each with its register and its place.

    Where there is a general register, the number in the title is the office's own.
    """
    is_twice = any(reading.where == "registro generale" for reading in readings)
    registers: dict[str, Register] = {
        "titolo": "settore" if is_twice else "generale",
        "registro generale": "generale",
        "registro di settore": "settore",
    }
    return tuple(
        ActReading(
            each.where,
            each.numero,
            each.data,
            registers.get(each.where),
            next(iter(flow.spans(slice(each.start, each.start + 1))), None),
        )
        for each in readings
    )


def _paper(text: str, part: Part) -> Allegato:
    found = annexed(text, part.title, part.body)
    named = found.atto
    return Allegato(
        titolo=printed(text[part.title]),
        tipo=found.tipo,
        esito=found.esito,
        atto=AttoRichiamato(tipo=named[0], numero=named[1].numero, data=named[1].data)
        if named
        else None,
        testo=printed(text[part.body]) or None,
    )


def _sums(text: str, start: int, end: int) -> Iterator[Importo]:
    """Each sum once, as first printed."""
    seen: set[int] = set()
    for found in amounts(text, start, end):
        if found.cents not in seen:
            seen.add(found.cents)
            yield Importo(testo=printed(text[found.text]), centesimi=found.cents, valuta="EUR")


def _without_article(organ: str) -> str:
    return re.sub(r"^(?:(?:IL|LA|LO|I|LE)\s|L['’])\s*", "", organ, flags=re.IGNORECASE)


def _ends(part: slice) -> tuple[int, int]:
    return part.start, part.stop
