"""Naming organisations: the fields that name some are split into them.

Comes after extraction, since the names of the act's own lists (its members, its body, its
district) tell where a name begins and ends: without `COMUNITÀ ALTA VALSUGANA E BERSNTOL` among
them, an `e` inside a name is told by general rules alone. `testo` stays what the act prints, and a
field that names nobody has no organisations. Phrases for several are kept apart, in `altre`: beside
them the list of names is not all there is.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from msgspec.structs import replace

from schemas.organisation_fields import ORGANISATION_FIELDS
from schemas.records import Intervento, OrganizzazioneCitata, Organizzazioni

FIELDS = ORGANISATION_FIELDS


def name_organisations(
    interventi: Sequence[Intervento], known: Sequence[str]
) -> tuple[Intervento, ...]:
    """The interventi with the organisations of these fields; `known` are names the act lists."""
    return tuple(_named(intervento, known) for intervento in interventi)


def _named(intervento: Intervento, known: Sequence[str]) -> Intervento:
    fields: Mapping[str, Organizzazioni | None] = {
        name: getattr(intervento, name) for name in FIELDS
    }
    split = {name: _split(field, known) for name, field in fields.items() if field and field.testo}
    return replace(intervento, **split) if split else intervento


def _split(field: Organizzazioni, known: Sequence[str]) -> Organizzazioni:
    from extractors.organisations import mentions

    found = mentions(field.testo, known)
    several = [each.nome for each in found if each.is_several]
    return replace(
        field,
        organizzazioni=tuple(
            OrganizzazioneCitata(nome=each.nome) for each in found if not each.is_several
        ),
        altre="; ".join(several) or None,
    )
