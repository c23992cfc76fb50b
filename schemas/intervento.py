"""The heart of the output: one record for a district's progettualità and for a plan's azione."""

from typing import Literal

from pydantic import Field

from schemas.base import Record

EVIDENCE = "Where each field above stands in the source; left out on request"
"""Of the field that a run may leave out."""

SUGGESTED = (
    "The likeliest codes for an azione without one, best first, by `metodo` `suggerita`; only on "
    "request, never among the printed ones"
)
"""Of the field that is there only where suggestions were asked for and made."""

CONFIDENCE = "How sure recognition is of the words, on average; left out where none was needed"

ISO_PARTIAL = r"^\d{4}(-\d{2}(-\d{2})?)?$"


class Evidence(Record):
    """Where a value stands in the source; several where it crosses a page or a column."""

    page: int = Field(ge=1, description="Page, 1-based")
    bbox: tuple[float, float, float, float] | None = Field(
        description="Box x0, top, x1, bottom in points, origin top left; null for plain text"
    )
    start: int = Field(ge=0, description="First code point in the page's text as read, 0-based")
    end: int = Field(ge=0, description="One past the last code point in the page's text")
    raw: str = Field(description="The characters from start to end, before any repair")
    confidence: float | None = Field(default=None, ge=0, le=1, description=CONFIDENCE)


class Area(Record):
    """The numbered section that an intervento stands under."""

    numero: str | None = Field(default=None, description="Number as printed, e.g. `1`")
    titolo: str = Field(description="Title as printed")
    testo: str | None = Field(default=None, description="Explanation printed under the title")


MetodoChiave = Literal["normalizzata", "tabella", "membro", "rivista"]

METODO_CHIAVE = (
    "How the key was found: `normalizzata` from the name, `tabella` a municipality, district or "
    "body of our tables, `membro` the name that the act lists, misspelt or shortened here, "
    "`rivista` a reviewed correction"
)
MOTIVO_CHIAVE = "Why the key is not simply that of the name: the entry, the likeness, the reviewer"


class OrganizzazioneCitata(Record):
    """One organisation named in a field."""

    nome: str = Field(description="Name as printed")
    chiave: str | None = Field(default=None, description="Canonical name, shared across documents")
    metodo: MetodoChiave | None = Field(default=None, description=METODO_CHIAVE)
    punteggio: float | None = Field(
        default=None, ge=0, le=1, description="How like the listed name it is; null if exact"
    )
    motivo: str | None = Field(default=None, description=MOTIVO_CHIAVE)


class Organizzazioni(Record):
    """A field that names organisations."""

    testo: str = Field(description="The field as printed")
    organizzazioni: tuple[OrganizzazioneCitata, ...] = Field(
        default=(), description="The organisations it names, in order"
    )
    altre: str | None = Field(
        default=None,
        description="Phrases for several whom it does not name, as printed, parted by semicolons:"
        " Tutte le Organizzazioni aderenti al Distretto",
    )


class Tempi(Record):
    """When an intervento takes place."""

    testo: str = Field(description="The field as printed")
    dal: str | None = Field(
        default=None,
        pattern=ISO_PARTIAL,
        description="First day, ISO, no more precise than printed",
    )
    entro: str | None = Field(
        default=None, pattern=ISO_PARTIAL, description="Last day, ISO, no more precise than printed"
    )


class Indicatore(Record):
    """One thing that will be counted."""

    testo: str = Field(description="The indicator as printed")
    comparatore: Literal[">=", "<=", ">", "<", "="] | None = Field(
        default=None,
        description=(
            "`>=` for `almeno`, `minimo`; `<=` for `massimo`, `entro`; `>` for `oltre`, `più di`; "
            "`<` for `meno di`; `=` for `pari a`; null where only the number is printed"
        ),
    )
    quantita: float | None = Field(
        default=None, description="How many, in units of `oggetto`; null for a bare `un`"
    )
    quantita_massima: float | None = Field(
        default=None, description="Upper end of a printed range, e.g. 3 of `2-3 eventi`"
    )
    oggetto: str | None = Field(
        default=None,
        description="What is counted, as printed up to the next stop; `% …` for a share",
    )


class Indicatori(Record):
    """How an intervento will be judged."""

    testo: str = Field(description="The field as printed")
    voci: tuple[Indicatore, ...] = Field(default=(), description="Its items, in order")


class Regola(Record):
    """What share of the result each achievement is worth."""

    percentuale: float = Field(ge=0, description="Percent, 0 to 100 and over")
    per_ogni: bool = Field(description="True where it counts once for each, not once in all")
    condizione: str | None = Field(default=None, description="What must happen, as printed")
    evidenze: str | None = Field(default=None, description="What proves it, as printed")


class Percentuali(Record):
    """The field that says how completion is computed."""

    testo: str = Field(description="The field as printed")
    regole: tuple[Regola, ...] = Field(default=(), description="Its rules, in order")


class Corrispondenza(Record):
    """The same notion in another edition of the taxonomy."""

    edizione: str = Field(description="Edition, e.g. `2`")
    codice: str = Field(description="Code in that edition")
    relazione: Literal["exactMatch", "closeMatch", "broadMatch"] = Field(
        description="SKOS mapping relation"
    )


class Classificazione(Record):
    """One entry of the taxonomy, as printed and as recognised."""

    testo: str = Field(
        description="Code and label as printed; of a suggestion, as the edition has them"
    )
    codice: str | None = Field(default=None, description="Code, e.g. `A0301`")
    etichetta: str | None = Field(
        default=None,
        description="Label as printed, without the code; of a suggestion, the edition's",
    )
    edizione: str | None = Field(
        default=None, description="Edition of the taxonomy, by the code's shape or the label"
    )
    campo: str | None = Field(
        default=None,
        description="Field of the taxonomy, by the code; its code where no source names it",
    )
    macro_ambito: str | None = Field(
        default=None,
        description="Macro area of the taxonomy, by the code; its letter where no source names it",
    )
    metodo: Literal["codice", "etichetta", "approssimata", "suggerita"] = Field(
        description="What it was recognised by"
    )
    punteggio: float | None = Field(
        default=None,
        ge=0,
        le=1,
        description="How well the label is the entry's, 0 to 1; how likely a suggestion is",
    )
    corrispondenze: tuple[Corrispondenza, ...] = Field(
        default=(), description="Entries of other editions"
    )


class Intervento(Record):
    """A progettualità of a district's programme or an azione of a plan."""

    id: str = Field(description="First 12 hex digits of the document's id, `-`, the ordinal")
    tipo: Literal["progettualita", "azione"] = Field(description="What the act calls it")
    ordine: int = Field(ge=1, description="Position in the document, 1-based")
    numero: str | None = Field(default=None, description="Number as printed, e.g. `3` or `1.1`")
    area: Area | None = Field(default=None, description="Section it stands under")
    ambito: str | None = Field(default=None, description="Heading after the number, as printed")
    titolo: str | None = Field(default=None, description="Title as printed")
    obiettivo_generale: str | None = Field(default=None, description="Programmes: general aim")
    obiettivo_specifico: str | None = Field(default=None, description="Programmes: specific aim")
    obiettivo: str | None = Field(default=None, description="Plans: aim")
    azioni: str | None = Field(default=None, description="Programmes: what will be done")
    descrizione: str | None = Field(default=None, description="Plans: what will be done")
    macro_ambito: str | None = Field(default=None, description="Macro area as printed")
    organizzazione_referente: Organizzazioni | None = Field(default=None, description="Who leads")
    altre_organizzazioni_coinvolte: Organizzazioni | None = Field(
        default=None, description="Programmes: who else takes part"
    )
    organizzazioni_coinvolte: Organizzazioni | None = Field(
        default=None, description="Plans: who takes part"
    )
    referente_politico: str | None = Field(default=None, description="Answerable politician")
    referente_amministrativo: str | None = Field(default=None, description="Answerable official")
    assessorato: str | None = Field(default=None, description="Answerable department")
    modalita_valutazione: str | None = Field(default=None, description="How it will be judged")
    tempi: Tempi | None = Field(default=None, description="When")
    indicatori: Indicatori | None = Field(default=None, description="How it will be judged")
    percentuali: Percentuali | None = Field(default=None, description="How completion is computed")
    classificazioni: tuple[Classificazione, ...] = Field(default=(), description="Taxonomy entries")
    suggerimenti: tuple[Classificazione, ...] = Field(default=(), description=SUGGESTED)
    altri_campi: dict[str, str] = Field(
        default_factory=dict,
        description="Printed labels that the lexicon does not know: their text",
    )
    evidence: dict[str, tuple[Evidence, ...]] = Field(default_factory=dict, description=EVIDENCE)
