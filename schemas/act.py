"""The act that carries a programme or a plan, or that stands alone."""

from typing import Literal

from pydantic import Field

from schemas.base import Record
from schemas.reference import Riferimento

TipoAtto = Literal["determinazione", "deliberazione", "decreto", "ordinanza", "accordo"]
TipoAllegato = Literal[
    "proposta", "parere", "visto", "pubblicazione", "esecutivita", "conformita", "notifica", "altro"
]
TipoEnte = Literal["comune", "consorzio", "comunita", "distretto", "provincia", "altro"]


class Ente(Record):
    """The body that a document belongs to."""

    nome: str = Field(description="Name as printed, e.g. `BASELGA DI PINE'`")
    chiave: str | None = Field(default=None, description="Key of the name, as of organisations")
    tipo: TipoEnte = Field(description="Kind of body, read off its name")
    codice_istat: str | None = Field(default=None, description="ISTAT code of a municipality")
    provincia: str | None = Field(default=None, description="Two-letter province, e.g. `TN`")


class Importo(Record):
    """A sum of money named by the act."""

    testo: str = Field(description="The sum as printed")
    centesimi: int | None = Field(default=None, description="The sum in cents of its currency")
    valuta: str | None = Field(default=None, description="ISO 4217 currency, e.g. `EUR`")


class Presenza(Record):
    """One line of a collegial body's roll."""

    nome: str = Field(description="Name as printed")
    ruolo: str | None = Field(default=None, description="Office, e.g. `Sindaco`")
    presente: bool | None = Field(default=None, description="Present; null where not legible")


class Visto(Record):
    """One of the grounds that an act recites."""

    testo: str = Field(description="The recital as printed")
    riferimenti: tuple[Riferimento, ...] = Field(default=(), description="What it cites")


class Punto(Record):
    """One point of the operative part."""

    numero: str | None = Field(default=None, description="Number as printed")
    testo: str = Field(description="The point as printed")


class AttoRichiamato(Record):
    """The act that a paper says it belongs to."""

    tipo: TipoAtto = Field(description="Kind of act")
    numero: str | None = Field(default=None, description="Its number")
    data: str | None = Field(default=None, description="Its date, ISO")


class Allegato(Record):
    """An attachment that the act lists, or a paper annexed behind it (opinion, certificate)."""

    numero: str | None = Field(default=None, description="Number as printed, e.g. `001`")
    titolo: str = Field(description="Title as printed")
    tipo: TipoAllegato | None = Field(
        default=None, description="Kind of a paper that is annexed; null for one only listed"
    )
    esito: str | None = Field(default=None, description="What an opinion decides: `favorevole`")
    atto: AttoRichiamato | None = Field(default=None, description="The act it names as its own")
    testo: str | None = Field(default=None, description="Its text, where it is annexed")


class Firmatario(Record):
    """Who signs."""

    nome: str = Field(description="Name as printed")
    qualifica: str | None = Field(default=None, description="Office, e.g. `Il Dirigente generale`")


class Atto(Record):
    """The act itself: its head, its grounds, its decision."""

    tipo: TipoAtto | None = Field(default=None, description="Kind of act")
    organo: str | None = Field(default=None, description="Organ that decides, e.g. `Dirigente`")
    ente: str | None = Field(default=None, description="Body the organ belongs to, as printed")
    struttura: str | None = Field(default=None, description="Office of the body, as printed")
    numero: str | None = Field(default=None, description="Number in the general register")
    numero_settore: str | None = Field(default=None, description="Number in the office's register")
    data: str | None = Field(default=None, description="Date of the act, ISO `YYYY-MM-DD`")
    data_settore: str | None = Field(default=None, description="Date in the office's register")
    oggetto: str | None = Field(default=None, description="Subject as printed")
    cup: tuple[str, ...] = Field(default=(), description="Public investment project codes")
    cig: tuple[str, ...] = Field(default=(), description="Tender codes")
    importi: tuple[Importo, ...] = Field(default=(), description="Sums of money named")
    presenze: tuple[Presenza, ...] = Field(default=(), description="Roll of a collegial body")
    collana: str | None = Field(default=None, description="Series, e.g. `TRENTINO FAMIGLIA N.7.65`")
    intestazione: tuple[str, ...] = Field(
        default=(), description="The rest of the head: letterhead, address, how the body sat"
    )
    premesse: tuple[str, ...] = Field(default=(), description="Recitals before the grounds")
    visti: tuple[Visto, ...] = Field(default=(), description="Grounds: visto, vista, richiamato")
    dispositivo: tuple[Punto, ...] = Field(default=(), description="Operative part, by point")
    chiusura: tuple[str, ...] = Field(
        default=(), description="What follows the decision: remedies, notes, place and signatures"
    )
    allegati: tuple[Allegato, ...] = Field(
        default=(), description="Attachments listed, then the papers annexed"
    )
    firmatario: Firmatario | None = Field(default=None, description="Who signs")
    proponente: str | None = Field(default=None, description="Who proposes the act, as printed")
