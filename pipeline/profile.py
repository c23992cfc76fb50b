"""Profile: the district of a programme, its members, what its manager must do, how last year went.

What a programme holds beside its interventi. Other documents have none of it.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from extractors.declared import announced_members, declared_result
from extractors.folding import folded
from extractors.measures.percentages import rules as percentages
from extractors.programme.district import DistrictData, read_district
from extractors.programme.district_names import DistrictName, named_in
from extractors.programme.members import Member, read_members
from extractors.programme.people import Person
from extractors.programme.rows import rules as drawn_rules
from extractors.programme.sections import Section, find_sections
from extractors.programme.vamt import Pointer, VamtAction, VamtArea, read_vamt
from schemas.block import Block, Segments
from schemas.flow import Flow
from schemas.records import (
    Area,
    Attore,
    AzioneVamt,
    Contatti,
    Distretto,
    Furniture,
    Intervento,
    Issue,
    Marchi,
    OrganizzazioneAderente,
    Rinvio,
)
from schemas.rules import issue

_SUBJECT = r"\bOGGETTO\b\s*:?\s*(?P<oggetto>[\s\S]{1,1200}?)(?:\.\s*\n|\n[ \t\r]*\n|\Z)"
_PROSE = ("progettualita",)
"""Sections that only end another one here: their text is of the interventi."""

_DISTRICT_FIELDS = ("delibera_approvazione", "sottoscrizione_accordo", "capofila")
_MIN_TITLE_CHARACTERS = 6
"""A shorter beginning of a title names no intervento."""


class Profile(Struct, frozen=True, gc=False):
    """The programme's own fields by contract key, and what of the flow they were read from."""

    fields: dict[str, Any]
    read: tuple[slice, ...] = ()
    ignored: tuple[slice, ...] = ()
    issues: tuple[Issue, ...] = ()


def profile(
    flow: Flow,
    segments: Segments,
    described: Mapping[str, Any],
    furniture: Sequence[Furniture],
    interventi: Sequence[Intervento],
) -> Profile:
    """The fields of a programme that are not its interventi; none of any other document.

    `described` are the document's fields so far: the title names the district, `dichiarati` is
    completed, and a chapter of the introduction that is one of these sections is taken from it.
    """
    if described["tipo"] != "programma_di_lavoro":
        return Profile({})
    text = flow.text
    sections = list(_outside(find_sections(text), segments.blocks))
    data = read_district(text, sections)
    vamt, members = read_vamt(text, sections), read_members(text, sections)
    areas = tuple(map(_area, vamt.areas))
    end = min((section.heading.start for section in sections), default=len(text))
    head = text[: min([end, *(block.extent.start for block in segments.blocks[:1])])]
    named = _named(text, head, data, described, furniture, members.members)
    fields = {
        "distretto": _district(data, named),
        "aree_vamt": areas,
        "azioni_vamt": tuple(_action(action, areas, interventi) for action in vamt.actions),
        "organizzazioni": tuple(map(_member, members.members)),
        "organizzazioni_al": members.al,
        "dichiarati": replace(
            described["dichiarati"],
            organizzazioni=announced_members(head),
            realizzazione=declared_result(head),
        ),
    }
    read = (*data.read, *vamt.read, *members.read)
    bodies = [section.body for section in sections if section.kind not in _PROSE]
    drawn = tuple(rule for body in bodies for rule in drawn_rules(text, body))
    doubts = (issue("ENT003", named.dubbio, "$.distretto.nome"),) if named and named.dubbio else ()
    return Profile(fields, read, drawn, doubts)


def _outside(sections: Sequence[Section], blocks: Sequence[Block]) -> Iterator[Section]:
    """The sections that begin in no intervento, each cut short where one begins."""
    starts = [block.extent.start for block in blocks]
    for section in sections:
        nearest = bisect_right(starts, section.heading.start) - 1
        if nearest >= 0 and section.heading.start < blocks[nearest].extent.stop:
            continue
        after = starts[nearest + 1 : nearest + 2]
        stop = min(section.body.stop, *after) if after else section.body.stop
        yield replace(section, body=slice(section.body.start, stop))


def _named(
    text: str,
    head: str,
    data: DistrictData,
    described: Mapping[str, Any],
    furniture: Sequence[Furniture],
    members: Sequence[Member],
) -> DistrictName | None:
    """The district that title, foot or subject names; who belongs to it may settle which it is."""
    bodies = (data.fields.get("capofila") or "", *(member.nome for member in members))
    named = named_in(tuple(_titles(text, described, furniture)), bodies, head)
    name = data.fields.get("nome")
    if named or not name:
        return named
    labelled = named_in((f"Distretto famiglia {name}",), bodies, head)
    return replace(labelled, stampato=name) if labelled else None


def _district(data: DistrictData, named: DistrictName | None) -> Distretto | None:
    fields = {key: data.fields.get(key) for key in _DISTRICT_FIELDS}
    if not (named or data.attori or data.contatti or data.others or any(fields.values())):
        return None
    return Distretto(
        nome=named.nome if named else None,
        nome_stampato=named.stampato if named else None,
        metodo=named.metodo if named else None,
        prova=named.prova if named else None,
        tipo=named.tipo if named else None,
        anno_nascita=data.anno_nascita,
        attori=tuple(_actor(actor.ruolo, actor.person) for actor in data.attori),
        contatti=Contatti(**data.contatti) if data.contatti else None,
        altri_campi=dict(data.others),
        **fields,
    )


def _actor(role: str, person: Person) -> Attore:
    return Attore(
        ruolo=role,
        nome=person.nome,
        qualifica=person.qualifica,
        email=person.email,
        telefono=person.telefono,
    )


def _titles(
    text: str, described: Mapping[str, Any], furniture: Sequence[Furniture]
) -> Iterator[str]:
    """Where a district's name counts: body, title, running lines, the subject of the act."""
    if described["ente"] and described["ente"].tipo == "distretto":
        yield described["ente"].nome
    yield described["titolo"] or ""
    yield from (line.testo for line in furniture)
    if subject := re.search(_SUBJECT, text):
        yield " ".join(subject["oggetto"].split())


def _area(area: VamtArea) -> Area:
    return Area(numero=area.numero, titolo=area.titolo, testo=area.testo)


def _action(
    action: VamtAction, areas: Sequence[Area], interventi: Sequence[Intervento]
) -> AzioneVamt:
    pointer = action.rinvio
    return AzioneVamt(
        area=areas[action.area] if action.area is not None else None,
        azione=action.azione,
        testo=action.testo,
        regole=percentages(action.testo),
        rinvio=_resolved(pointer, interventi) if pointer else None,
    )


def _resolved(pointer: Pointer, interventi: Sequence[Intervento]) -> Rinvio:
    """The pointer with the id of the one intervento that agrees with it in all it says."""
    agreeing = [each for each in interventi if _agrees(pointer, each)]
    exact = [each for each in agreeing if _same(pointer.titolo, each.titolo)]
    found = exact if len(exact) == 1 else agreeing
    return Rinvio(
        ambito=pointer.ambito,
        titolo=pointer.titolo,
        intervento=found[0].id if len(found) == 1 else None,
    )


def _agrees(pointer: Pointer, intervento: Intervento) -> bool:
    """Whether number, ambito and title are the intervento's: a title, or ambito, may be cut."""
    if pointer.numero and pointer.numero != intervento.numero:
        return False
    if pointer.ambito and not _begins(pointer.ambito, intervento.ambito):
        return False
    return not pointer.titolo or _begins(pointer.titolo, intervento.titolo)


def _begins(one: str, other: str | None) -> bool:
    """Whether one of two texts begins with the whole words of the other."""
    short, long = sorted((folded(one), folded(other or "")), key=len)
    is_long_enough = short == long or len(short) >= _MIN_TITLE_CHARACTERS
    return is_long_enough and f"{long} ".startswith(f"{short} ")


def _same(one: str | None, other: str | None) -> bool:
    return folded(one or "") == folded(other or "")


def _member(member: Member) -> OrganizzazioneAderente:
    return OrganizzazioneAderente(
        numero=member.numero,
        nome=member.nome,
        data_adesione=member.data_adesione,
        marchi=Marchi(
            family_in_trentino=member.family_in_trentino, family_audit=member.family_audit
        ),
    )
