"""Invented Italian of the kind that offices write: accents, apostrophes, sums, dates, codes."""

from __future__ import annotations

from random import Random

_VERBS = (
    "promuovere",
    "organizzare",
    "sostenere con continuità",
    "far conoscere",
    "ripensare",
    "avviare in via sperimentale",
    "mettere a disposizione delle famiglie",
    "proseguire anche quest'anno",
    "affidare alle associazioni",
)
_THINGS = (
    "i pomeriggi di gioco nel cortile della scuola",
    "uno sportello d'ascolto per i neo-genitori",
    "la colonia diurna al lago",
    "un'agevolazione sulla retta del nido",
    "il calendario delle attività estive",
    "l'accompagnamento a piedi dei bambini",
    "la rassegna di letture ad alta voce «Tutti giù per terra»",
    "gli orti condivisi dell’ex caserma",
    "il baratto di giochi e libri usati",
    "un percorso formativo sull'educazione digitale",
    "la distribuzione della borsa di benvenuto ai nuovi nati",
)
_PEOPLE = (
    "alle famiglie con tre o più figli",
    "ai ragazzi tra gli 11 e i 14 anni",
    "ai nuclei mono-genitoriali",
    "a chi abita da poco in paese",
    "ai nonni che si prendono cura dei nipoti",
    "alle lavoratrici e ai lavoratori a turni",
)
_MEANS = (
    "in collaborazione con l'Istituto comprensivo",
    "d’intesa con il Tavolo di lavoro",
    "grazie alla disponibilità dei volontari",
    "con una spesa massima di € 1.250,00",
    "a fronte di un contributo pari al 35% dei costi",
    "presso la sala polivalente di via IV Novembre, n. 4",
    "ogni martedì dalle ore 16.00 alle 18.15",
    "secondo quanto previsto dall'art. 16 della L.P. 1/2011",
    "dal 15.03.2024 al 07/06/2024",
    "per l'anno scolastico 2023-2024",
)
_ENDS = (
    "perché nessuno rimanga indietro",
    "così da conciliare meglio i tempi di vita e di lavoro",
    "affinché il territorio sia più accogliente",
    "e ciò senza oneri per il bilancio",
    "anche là dove i servizi mancano",
    "nell'ottica di una comunità educante",
)
_STRAY = (
    "Obiettivo dell'azione è anche quello di coinvolgere i più giovani.",
    "Tempi e modalità saranno comunicati con un'apposita lettera.",
    "Informazioni: tel. 0461/555010 – www.comune.valchiara.example/famiglie-e-servizi/2024.",
    "È prevista un'iscrizione gratuita (max. 25 posti), cfr. Azione 7.5.",
    "Si veda la delibera n. 41 dd. 12.05.2023, punto 3).",
    "Azioni analoghe sono già in corso nei Comuni vicini…",
)
_NAMES = (
    "Mercatino del riuso",
    "Estate ragazzi",
    "100 passi in famiglia",
    "Nonni in biblioteca",
    "La merenda che fa bene",
    "Pedibus",
    "Tariffa amica",
    "Festa di primavera e giornata dell'ambiente",
    "Spazio genitori “Parole che curano”",
    "Dote di benvenuto per i nuovi nati",
    "Corso di autodifesa per ragazze",
    "Parcheggi rosa e percorsi sicuri casa-scuola",
)
_BODIES = (
    "Comune di Valchiara",
    "Cooperativa sociale Il Melograno",
    "Associazione Genitori Insieme OdV",
    "Gruppo Alpini",
    "Biblioteca intercomunale",
    "Comunità di Valle",
    "Pro Loco Borgo Sereno",
    "A.S.D. Polisportiva Alta Rocca",
    "ASIF Girasole",
)
_PERSONS = ("Anna Dallarosa", "Piero Nicolò Monti", "Giulia D'Amato", "Marco Zeni")
_TASSONOMIA = (
    "Incontri informativi e formativi",
    "Politiche tariffarie (agevolazioni, bonus ecc)",
    "Strumenti di conciliazione: anticipo-posticipo, mensa",
    "Reti con il terzo settore",
    "Attività ludiche, ricreative, culturali",
)
_MACRO_AMBITI = ("Governance", "Comunità educante", "Welfare territoriale", "Ambiente e vita")
_CODICI = (
    "A0301 Incontri di progettazione",
    "C0102 Materiale informativo",
    "D0103 Incontri formativi: Educazione, Genitorialità",
    "F0305 Anticipo-posticipo, doposcuola, sostegno ai compiti",
)
_AMBITI = (
    "WELFARE AZIENDALE",
    "GENITORIALITÀ - COMUNITÀ EDUCANTE",
    "ATTIVITÀ INTERDISTRETTUALI - GOVERNANCE",
    "SVILUPPO DI UN'ECONOMIA SOSTENIBILE E SOLIDALE - WELFARE TERRITORIALE E QUALITÀ DELLA VITA",
)
_MESI = ("gennaio", "marzo", "maggio", "giugno", "settembre", "dicembre")


class Prose:
    """Writes as much as is asked; the same seed writes the same."""

    def __init__(self, seed: str) -> None:
        self._random = Random(seed)
        self.chance = self._random.random
        self.number = self._random.randint

    def clause(self) -> str:
        """What is to be done, without a stop."""
        pick = self._random.choice
        parts = [pick(_VERBS), pick(_THINGS)]
        parts += [pick(_PEOPLE)] if self.chance() < 0.6 else []
        parts += [pick(_MEANS)] if self.chance() < 0.7 else []
        parts += [pick(_ENDS)] if self.chance() < 0.5 else []
        return " ".join(parts)

    def sentence(self) -> str:
        """One sentence, now and then one that speaks of aims, times or actions."""
        if self.chance() < 0.15:
            return self._random.choice(_STRAY)
        return f"{_capital(self.clause())}."

    def text(self, sentences: int) -> str:
        """One paragraph; some end without a stop."""
        text = " ".join(self.sentence() for _ in range(sentences))
        return text.rstrip(".") if self.chance() < 0.3 else text

    def paragraphs(self, *sentences: int) -> str:
        """Paragraphs of so many sentences each, a line each."""
        return "\n".join(self.text(count) for count in sentences)

    def listing(self, items: int, bullet: str) -> str:
        """A sentence and a list under it."""
        head = f"{_capital(self.clause())}, e in particolare:"
        voci = [f"{bullet} {self.clause()};" for _ in range(items)]
        return "\n".join([head, *voci[:-1], voci[-1][:-1]])

    def titolo(self) -> str:
        """A title: some in capitals, some with a year, a code in front or a stop behind."""
        name, chance = self._random.choice(_NAMES), self.chance()
        if chance < 0.2:
            return name.upper()
        if chance < 0.35:
            return f"{name} {self.number(2019, 2024)}."
        return f"A{self.number(1, 30)} {name}" if chance < 0.45 else name

    def tassonomia(self) -> str:
        """An entry of the plans' taxonomy."""
        return self._random.choice(_TASSONOMIA)

    def macro_ambito(self) -> str:
        """A field of the taxonomy."""
        return self._random.choice(_MACRO_AMBITI)

    def ambito(self) -> str:
        """What a programme's heading names beside the number."""
        return self._random.choice(_AMBITI)

    def codici(self) -> str:
        """One or two codes in one cell."""
        return " ".join(self._random.sample(_CODICI, self.number(1, 2)))

    def organizzazioni(self, most: int) -> str:
        """Up to so many bodies."""
        return ", ".join(self._random.sample(_BODIES, self.number(1, most)))

    def persona(self, role: str) -> str:
        """Who answers for it."""
        return f"{role} {self._random.choice(_PERSONS)}"

    def tempi(self, anno: int) -> str:
        """Until when, as acts print it."""
        day, month = self.number(1, 28), self._random.choice(_MESI)
        return self._random.choice(
            (
                f"Entro il {day} {month} {anno}",
                f"entro {month} {anno}",
                f"{day:02d}.09.{anno} - 31.12.{anno}",
                f"Tutto l'anno {anno}, salvo proroghe.",
            )
        )

    def indicatore(self, count: int) -> str:
        """How it will be judged."""
        return f"Realizzazione di almeno {count} incontri; n. {10 * count} famiglie coinvolte"

    def percentuale(self) -> str:
        """What share of the result each step is worth."""
        return f"{self.number(1, 4) * 25}% per ogni incontro 100% redazione di una relazione"


def _capital(text: str) -> str:
    return text[0].upper() + text[1:]
