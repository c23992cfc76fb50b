"""Gold: the records that a rendered act must give, invented here or those of the real plans.

None is a field that the act does not print, `""` a label with nothing behind it. A line end in a
value is the end of a paragraph; white space never counts when values are compared.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import msgspec
from msgspec import Struct
from msgspec.structs import asdict, replace

from tests.render.prose import Prose

_AREE = 5
"""How many areas the Agency's form of 2018 has."""


_UNTOLD = {"ente": "VALCHIARA", "anno": 2021}
"""What the cover of a plan says where the corpus does not."""


class Azione(Struct, frozen=True, kw_only=True):
    """An action of a plan, as the platform exports them."""

    titolo: str
    tassonomia: str | None = None
    macro_ambito: str | None = None
    obiettivo: str | None = None
    descrizione: str | None = None


class AzioneModulo(Struct, frozen=True, kw_only=True):
    """An action of the Agency's form of 2018: a number, and no title."""

    numero: str
    descrizione: str
    obiettivo: str
    organizzazioni_coinvolte: str
    referente_politico: str
    referente_amministrativo: str
    tempi: str
    modalita_valutazione: str


class Progettualita(Struct, frozen=True, kw_only=True):
    """A project of a district's programme: a heading with number and field, and ten labels."""

    numero: str
    ambito: str
    obiettivo_generale: str
    obiettivo_specifico: str
    titolo: str
    azioni: str
    organizzazione_referente: str
    altre_organizzazioni_coinvolte: str
    tempi: str
    indicatori: str
    percentuali: str | None = None
    classificazione: str


Record = Azione | AzioneModulo | Progettualita

LABELS: dict[type[Record], dict[str, str]] = {
    Azione: {
        "titolo": "Titolo",
        "tassonomia": "Tassonomia",
        "macro_ambito": "Macro-ambito",
        "obiettivo": "Obiettivo",
        "descrizione": "Descrizione",
    },
    AzioneModulo: {
        "descrizione": "Descrizione",
        "obiettivo": "Obiettivo",
        "organizzazioni_coinvolte": "Organizzazioni coinvolte",
        "referente_politico": "Referente politico",
        "referente_amministrativo": "Referente amministrativo",
        "tempi": "Tempi",
        "modalita_valutazione": "Modalità di valutazione",
    },
    Progettualita: {
        "obiettivo_generale": "Obiettivo generale.",
        "obiettivo_specifico": "Obiettivo specifico.",
        "titolo": "Titolo.",
        "azioni": "Azioni.",
        "organizzazione_referente": "Organizzazione referente.",
        "altre_organizzazioni_coinvolte": "Altre organizzazioni coinvolte.",
        "tempi": "Tempi.",
        "indicatori": "Indicatore/i di valutazione.",
        "percentuali": "AZIONE V.A.M.T. Percentuale/i di valutazione.",
        "classificazione": "Classificazione.",
    },
}
"""What each form prints before a value, in the order of printing."""


class Plan(Struct, frozen=True):
    """A plan: what its cover and introduction say, and its actions."""

    doc: str
    ente: str
    anno: int
    premessa: str
    azioni: tuple[Azione, ...]


def printed(record: Record) -> Iterator[tuple[str, str]]:
    """Label and value of what the record's form prints, in order; what is absent is left out."""
    values = asdict(record)
    for field, label in LABELS[type(record)].items():
        if values[field] is not None:
            yield label, values[field]


def load_plans(lines: Iterable[str]) -> Iterator[Plan]:
    """Plans from JSON, one a line; a list in one paragraph gets its lines back."""
    for line in lines:
        told = {key: value for key, value in msgspec.json.decode(line).items() if value is not None}
        plan = msgspec.convert({**_UNTOLD, **told}, Plan)
        yield replace(plan, azioni=tuple(map(_with_list_lines, plan.azioni)))


def _with_list_lines(azione: Azione) -> Azione:
    text = azione.descrizione
    return replace(azione, descrizione=text and text.replace(" • ", "\n• "))


def synthetic_plan(seed: int, actions: int = 9) -> Plan:
    """An invented plan. The third action is longer than two pages, the fifth has an empty value."""
    prose = Prose(f"piano {seed}")
    anno = prose.number(2019, 2024)
    azioni = [_azione(prose, number, has_macro_ambito=seed % 2 == 0) for number in range(actions)]
    if actions > 4:
        azioni[4] = replace(azioni[4], obiettivo="")
        azioni[3] = replace(azioni[3], titolo=azioni[0].titolo)
    ente = ("VALCHIARA", "BORGO SERENO", "ALTA ROCCA SUL CÒVOLO")[seed % 3]
    return Plan(f"piano_{seed}", ente, anno, prose.paragraphs(3, 2), tuple(azioni))


def _azione(prose: Prose, number: int, *, has_macro_ambito: bool) -> Azione:
    descrizione = (
        prose.text(prose.number(1, 3)),
        prose.paragraphs(2, 1, 3),
        "\n".join([prose.listing(24, "-"), prose.text(9), prose.listing(14, "•"), prose.text(6)]),
        prose.listing(4, "-"),
        prose.text(4),
        prose.listing(3, "•"),
        prose.text(12),
        prose.titolo(),
        "",
    )[number % 9]
    return Azione(
        titolo=prose.titolo(),
        tassonomia=prose.tassonomia(),
        macro_ambito=prose.macro_ambito() if has_macro_ambito else None,
        obiettivo=None if number % 9 == 5 else prose.text(prose.number(1, 2)),
        descrizione=descrizione or None,
    )


def moduli(plan: Plan) -> tuple[AzioneModulo, ...]:
    """The plan's actions as the form of 2018 has them, numbered by area; some cells stay empty."""
    prose, anno = Prose(f"modulo {plan.doc}"), plan.anno
    share = -(-len(plan.azioni) // _AREE)
    return tuple(
        AzioneModulo(
            numero=f"{n // share + 1}.{n % share + 1}",
            descrizione="\n".join(filter(None, (azione.titolo, azione.descrizione))),
            obiettivo=azione.obiettivo or "",
            organizzazioni_coinvolte=prose.organizzazioni(4),
            referente_politico=prose.persona("Assessore") if prose.chance() < 0.8 else "",
            referente_amministrativo=prose.persona("dott.ssa"),
            tempi=prose.tempi(anno) if prose.chance() < 0.8 else "",
            modalita_valutazione=prose.indicatore(prose.number(1, 9)),
        )
        for n, azione in enumerate(plan.azioni)
    )


def progettualita(plan: Plan) -> tuple[Progettualita, ...]:
    """The plan's actions as a district's programme has them; some lack the V.A.M.T. row."""
    prose, anno = Prose(f"programma {plan.doc}"), plan.anno
    return tuple(
        Progettualita(
            numero=str(number),
            ambito=prose.ambito(),
            obiettivo_generale=azione.obiettivo or prose.text(1),
            obiettivo_specifico=azione.tassonomia or prose.text(1),
            titolo=azione.titolo.upper(),
            azioni=azione.descrizione or azione.titolo,
            organizzazione_referente=prose.organizzazioni(1),
            altre_organizzazioni_coinvolte=prose.organizzazioni(3),
            tempi=prose.tempi(anno),
            indicatori=prose.indicatore(prose.number(1, 9)),
            percentuali=prose.percentuale() if prose.chance() < 0.8 else None,
            classificazione=prose.codici(),
        )
        for number, azione in enumerate(plan.azioni, 1)
    )
