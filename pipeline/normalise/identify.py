"""Identifying: each organisation gets its key, the canonical name that all documents share.

    Cooperativa CS4                        cooperativa cs4
    Comunità Alta Valsugana e Bernstol     comunita alta valsugana bersntol, as listed
    Comune di Baselga di Pine'             comune baselga di pine, by the table

A key is a function of the document and the options alone: of the name, of the act's own lists (its
members, its body, its district), against which a misspelt or shortened name is held, and of the
reviewed file. Whether two documents misspell one body is told across them by
`python -m pipeline.normalise.organisations`, and settled in that file.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from functools import cached_property
from typing import TYPE_CHECKING, Any

from msgspec.structs import replace

from extractors.organisation_keys.municipal import municipality_key
from schemas.organisation_fields import ORGANISATION_FIELDS
from schemas.records import (
    Distretto,
    Ente,
    Intervento,
    OrganizzazioneAderente,
    OrganizzazioneCitata,
    Organizzazioni,
)

if TYPE_CHECKING:
    from extractors.organisation_keys.likeness import Nearest
    from extractors.organisation_keys.municipal import Key
    from pipeline.normalise.reviewed import Reviewed
    from schemas.intervento import MetodoChiave

_REVIEWED: MetodoChiave = "rivista"
_MEMBER: MetodoChiave = "membro"
_NO_NAME = "a kind of body, not which one: no key that other documents could share"


class _Keys:
    """The keys of one document: what it lists, and the names met so far."""

    def __init__(self, fields: Mapping[str, Any], file: str | None) -> None:
        ente: Ente | None = fields["ente"]
        self._province = ente.provincia if ente else None
        self._fields = fields
        self._reviewed = _reviewed(file) if file is not None else None
        self._met: dict[str, OrganizzazioneCitata] = {}
        self._body: str | None = None
        """Its key, once told; its own correction holds in all acts."""
        if ente and self._reviewed:
            self._body = self.of_body(ente)

    @cached_property
    def _listed(self) -> Mapping[str, str]:
        """The names that the document lists, by key."""
        found: dict[str, str] = {}
        for name in _listed(self._fields):
            if key := _key(name, self._province):
                found.setdefault(key.chiave, name)
        return found

    @cached_property
    def _short(self) -> Mapping[str, str]:
        """The listed keys by that of the acronym which their name alone gives of itself."""
        found: defaultdict[str, list[str]] = defaultdict(list)
        for key, name in self._listed.items():
            short = _acronym(name)
            if short and (own := _key(short, self._province)):
                found[own.chiave].append(key)
        return {short: keys[0] for short, keys in found.items() if len(keys) == 1}

    def cited(self, name: str) -> OrganizzazioneCitata:
        """An organisation that a field names."""
        if name not in self._met:
            self._met[name] = self._corrected(self._own(name))
        return self._met[name]

    def of_body(self, ente: Ente) -> str | None:
        """The key of the document's body; a plan leaves a municipality's title out, `SAMONE`."""
        found = municipality_key(ente.nome, self._province) if ente.tipo == "comune" else None
        found = found or _key(titled(ente.nome, ente.tipo), self._province)
        if found is None or _is_of_several(found):
            return None
        return self._corrected(OrganizzazioneCitata(nome=ente.nome, chiave=found.chiave)).chiave

    def listed(self, name: str) -> OrganizzazioneCitata:
        """An organisation that the document lists, whose spelling is the document's own."""
        return self._corrected(_by_itself(name, _key(name, self._province)))

    def _own(self, name: str) -> OrganizzazioneCitata:
        found = _key(name, self._province)
        member = None
        if found and found.metodo == "normalizzata" and found.chiave not in self._listed:
            member = self._member(name, found)
        return member or _by_itself(name, found)

    def _member(self, name: str, found: Key) -> OrganizzazioneCitata | None:
        """The listed organisation that a name is another spelling of."""
        if not self._listed:
            return None
        from extractors.organisation_keys.likeness import (
            Likeness,
            Nearest,
            nearest,
            nearest_of_kind,
        )

        near: Nearest | None
        if found.chiave in self._short:
            near = Nearest(self._short[found.chiave], Likeness(1.0, "its acronym"))
        else:
            sought = nearest_of_kind if _is_kind(found) else nearest
            near = sought(found.chiave, self._listed)
        if near is None:
            return None
        return OrganizzazioneCitata(
            nome=name,
            chiave=near.key,
            metodo=_MEMBER,
            punteggio=near.likeness.score,
            motivo=f"{near.likeness.reason}; listed as {self._listed[near.key]}",
        )

    def _corrected(self, cited: OrganizzazioneCitata) -> OrganizzazioneCitata:
        if self._reviewed is None or cited.chiave is None:
            return cited
        correction = self._reviewed.correction(cited.nome, cited.chiave, self._body)
        if correction is None:
            return cited
        return replace(
            cited,
            chiave=correction.key,
            metodo=_REVIEWED,
            punteggio=correction.score,
            motivo=correction.reason,
        )


def identify(
    interventi: Sequence[Intervento], fields: Mapping[str, Any], file: str | None = None
) -> tuple[tuple[Intervento, ...], dict[str, Any]]:
    """The interventi and the document's fields with the keys of their organisations.

    Args:
        interventi: With their organisations named.
        fields: The document's: `ente`, `distretto`, `organizzazioni`.
        file: The reviewed corrections, checked before.
    """
    keys = _Keys(fields, file)
    return tuple(_identified(each, keys) for each in interventi), _of_document(fields, keys)


def _key(name: str, province: str | None) -> Key | None:
    """Imported here, for a plan of a municipality needs none of it."""
    from extractors.organisation_keys.keys import organisation_key

    return organisation_key(name, province)


def _is_kind(found: Key) -> bool:
    from extractors.organisation_keys.keys import is_kind

    return found.metodo == "normalizzata" and is_kind(found.chiave)


def _is_of_several(found: Key) -> bool:
    """Whether a body's name is one that others may have too: less is asked of it than of others."""
    from extractors.organisation_keys.keys import is_common

    return found.metodo == "normalizzata" and is_common(found.chiave.split())


def _acronym(name: str) -> str | None:
    from extractors.organisation_keys.keys import acronym

    return acronym(name)


def _reviewed(file: str) -> Reviewed:
    from pipeline.normalise.reviewed import reviewed

    return reviewed(file)


def _by_itself(name: str, found: Key | None) -> OrganizzazioneCitata:
    if found is None:
        return OrganizzazioneCitata(nome=name)
    if _is_kind(found):
        return OrganizzazioneCitata(nome=name, motivo=_NO_NAME)
    return OrganizzazioneCitata(
        nome=name, chiave=found.chiave, metodo=found.metodo, motivo=found.motivo
    )


def _listed(fields: Mapping[str, Any]) -> list[str]:
    """The names that a document lists: members, body, district."""
    ente: Ente | None = fields["ente"]
    distretto: Distretto | None = fields.get("distretto")
    names = [member.nome for member in fields.get("organizzazioni", ())]
    if ente:
        names.append(titled(ente.nome, ente.tipo))
    if distretto and distretto.nome:
        names.append(distretto.nome)
    return names


def titled(name: str, kind: str | None) -> str:
    """A body's name, a municipality's with the title its plan leaves out: `COMUNE DI SAMONE`."""
    return f"Comune di {name}" if kind == "comune" else name


def _identified(intervento: Intervento, keys: _Keys) -> Intervento:
    found = {}
    for name in ORGANISATION_FIELDS:
        field: Organizzazioni | None = getattr(intervento, name)
        if field and field.organizzazioni:
            cited = tuple(keys.cited(each.nome) for each in field.organizzazioni)
            found[name] = replace(field, organizzazioni=cited)
    return replace(intervento, **found) if found else intervento


def _of_document(fields: Mapping[str, Any], keys: _Keys) -> dict[str, Any]:
    found: dict[str, Any] = {}
    ente: Ente | None = fields["ente"]
    distretto: Distretto | None = fields.get("distretto")
    members: Sequence[OrganizzazioneAderente] = fields.get("organizzazioni", ())
    if ente:
        found["ente"] = replace(ente, chiave=keys.of_body(ente))
    if distretto and distretto.nome:
        found["distretto"] = replace(distretto, chiave=keys.listed(distretto.nome).chiave)
    if members:
        found["organizzazioni"] = tuple(_member(each, keys.listed(each.nome)) for each in members)
    return found


def _member(member: OrganizzazioneAderente, cited: OrganizzazioneCitata) -> OrganizzazioneAderente:
    return replace(member, chiave=cited.chiave, metodo=cited.metodo, motivo=cited.motivo)
