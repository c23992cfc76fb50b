"""The district that a programme belongs to, its people, its members, its V.A.M.T. actions."""

from typing import Literal

from pydantic import Field

from schemas.base import Record
from schemas.intervento import METODO_CHIAVE, MOTIVO_CHIAVE, Area, MetodoChiave, Regola


class Attore(Record):
    """A person or body with a part in the district."""

    ruolo: str = Field(description="Part played, as printed")
    nome: str | None = Field(default=None, description="Name as printed")
    qualifica: str | None = Field(default=None, description="Office held elsewhere")
    email: str | None = Field(default=None, description="E-mail address")
    telefono: str | None = Field(default=None, description="Telephone number as printed")


class Contatti(Record):
    """How to reach the district."""

    email: str | None = Field(default=None, description="E-mail address")
    sito_web: str | None = Field(default=None, description="Web address")
    facebook: str | None = Field(default=None, description="Facebook page")
    telefono: str | None = Field(default=None, description="Telephone number as printed")
    indirizzo: str | None = Field(default=None, description="Postal address as printed")


class Distretto(Record):
    """A family district."""

    nome: str | None = Field(
        default=None, description="Canonical name; as printed where the district is not known"
    )
    nome_stampato: str | None = Field(default=None, description="Name as printed")
    metodo: Literal["nome", "variante", "approssimata"] | None = Field(
        default=None,
        description="How the canonical name was found: printed so, by a variant of it, or by a "
        "name that is like it and a proof; null where the district is not known",
    )
    prova: str | None = Field(
        default=None, description="What else tells an approximate name, as printed"
    )
    chiave: str | None = Field(default=None, description="Key of the name, as of organisations")
    tipo: Literal["territoriale", "tematico", "family_audit"] | None = Field(
        default=None, description="Kind of district"
    )
    anno_nascita: int | None = Field(default=None, description="Founding year")
    delibera_approvazione: str | None = Field(default=None, description="Founding act as printed")
    sottoscrizione_accordo: str | None = Field(default=None, description="Agreement as printed")
    capofila: str | None = Field(default=None, description="Leading body as printed")
    attori: tuple[Attore, ...] = Field(default=(), description="People with their parts")
    contatti: Contatti | None = Field(default=None, description="Addresses and channels")
    altri_campi: dict[str, str] = Field(
        default_factory=dict,
        description="Printed labels that the lexicon does not know: their text",
    )


class Rinvio(Record):
    """A V.A.M.T. action that points to a progettualità."""

    ambito: str | None = Field(default=None, description="Ambito named, as printed")
    titolo: str | None = Field(default=None, description="Title named, as printed")
    intervento: str | None = Field(default=None, description="Id of the intervento it names")


class AzioneVamt(Record):
    """One action that the district's territorial manager must take."""

    area: Area | None = Field(default=None, description="V.A.M.T. area it stands under")
    azione: str = Field(description="The action as printed")
    testo: str = Field(description="What it is worth, as printed")
    regole: tuple[Regola, ...] = Field(default=(), description="The same as rules")
    rinvio: Rinvio | None = Field(default=None, description="Progettualità it points to")


class Marchi(Record):
    """Marks a member holds; null where the cell cannot tell (marks are often images)."""

    family_in_trentino: bool | None = Field(
        default=None, description="Holds the mark; null unknown"
    )
    family_audit: bool | None = Field(default=None, description="Holds the mark; null unknown")


class OrganizzazioneAderente(Record):
    """A member of the district."""

    numero: str | None = Field(default=None, description="Number as printed")
    nome: str = Field(description="Name as printed")
    chiave: str | None = Field(default=None, description="Canonical name, shared across documents")
    metodo: MetodoChiave | None = Field(default=None, description=METODO_CHIAVE)
    motivo: str | None = Field(default=None, description=MOTIVO_CHIAVE)
    data_adesione: str | None = Field(default=None, description="Day of joining, ISO")
    marchi: Marchi = Field(default=Marchi(), description="Marks held")
