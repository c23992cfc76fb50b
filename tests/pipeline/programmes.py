"""Programmes of two districts in other layouts than the sample; what they hold is invented."""

from __future__ import annotations

import io
from collections.abc import Iterator
from itertools import groupby
from typing import Any

from reportlab.lib import colors
from reportlab.lib.styles import getSampleStyleSheet
from reportlab.platypus import Flowable, Paragraph, SimpleDocTemplate, Spacer, Table

LINES = """PROGRAMMA DI LAVORO DISTRETTO FAMIGLIA VALLE DI NON 2021

Alla data del 31 dicembre 2020 aderiscono al Distretto famiglia 45 organizzazioni.

Il Programma di lavoro 2020 è stato realizzato al 92,5%.

PREMESSA

Testo della premessa del programma, che parla anche del Distretto Famiglia Val di Sole.

DATI DEL DISTRETTO

ANNO DI NASCITA: 2011

DELIBERA DI APPROVAZIONE: deliberazione della Giunta provinciale n. 12 del 2011

SOTTOSCRIZIONE DELL'ACCORDO: 12 marzo 2011

ATTORI DEL DISTRETTO

ENTE CAPOFILA: Comune di Cles

REFERENTE ISTITUZIONALE: Mario Rossi, Sindaco del Comune di Cles - mario.rossi@comune.it

MANAGER TERRITORIALE: Anna Bianchi anna.bianchi@comune.it

GRUPPO DI LAVORO: Comune di Cles; APT Val di Non; Cooperativa Il Melo

CANALI SOCIAL

SITO WEB: da definire

PAGINA FACEBOOK: https://www.facebook.com/prova

AZIONI V.A.M.T.

1. NETWORKING

Monitoraggio degli aderenti: 100% restituzione di un verbale

Nuove partnership: 50% per ogni incontro

2. COMUNICAZIONE

Progetto di rete: vedi progettualità n. 1 "Passeggiate in famiglia"

3. FORMAZIONE OBBLIGATORIA

PROGETTUALITÀ

PROGETTUALITÀ n.1 AMBIENTE

Obiettivo generale. Vivere la montagna

Titolo. PASSEGGIATE IN FAMIGLIA

Tempi. Entro 31 dicembre 2021

PROGETTUALITÀ n.2 CULTURA

Obiettivo generale. Leggere

Titolo. LETTURE

Tempi. Entro 31 dicembre 2021

ORGANIZZAZIONI ADERENTI AL 31 DICEMBRE 2020

1. Comune di Cles

2. APT Val di Non

3. Cooperativa Il Melo S.C.S.
"""
"""Everything a paragraph, the label before a colon."""

TABLES = """PROGRAMMA DI LAVORO DISTRETTO FAMIGLIA DELL'EDUCAZIONE NEL COMUNE DI TRENTO 2020

PREMESSA

Testo.

1. DATI GENERALI DEL DISTRETTO

Tipologia di distretto\tTematico
Anno di costituzione\tcostituito nel 2019
Atto di approvazione\tDelibera n. 100 del 2019
Firma dell'accordo\t
Comuni coinvolti\tTrento

2. REFERENTI DEL DISTRETTO

Ruolo\tNome e cognome\tEnte\tE-mail
Ente capofila\tComune di Trento\t\t
Coordinatore istituzionale\tMario Rossi\tComune di Trento\tmario@comune.it
Referente tecnico\tAnna Bianchi\tCooperativa Arianna\tanna@coop.it
\tLuca Verdi\tComune di Trento\tluca@comune.it
Manager territoriale\tda individuare\t\t
Gruppo strategico\tComune di Trento; Muse\t\t

3. CONTATTI

Indirizzo e-mail\tdistretto@comune.it
Telefono\t0461 123456
Sede\tvia Belenzani, 1 - Trento
Sito\t-
Facebook\t@distretto

AZIONI VAMT

AREA\tAZIONE\t% REALIZZAZIONE
Networking\tMonitoraggio\t100% verbale
\tNuove partnership\t50% per ogni incontro
ICT\tSocial media\tProgettualità specifica: AMBIENTE "Uno e due"

PROGETTUALITÀ

PROGETTUALITÀ n.1 AMBIENTE - WELFARE TERRITORIALE\t
Titolo.\tUNO E DUE
Azioni.\tDue
Tempi.\t2020

ALLEGATO N. 1 – ELENCO ORGANIZZAZIONI ADERENTI E CERTIFICAZIONI

N.\tDenominazione\tData di adesione\tFamily in Trentino\tFamily Audit
1\tComune di Trento\t1 marzo 2019\tSÌ\tX
2\tMuse\t02/03/2019\tno\t
"""
"""Everything a row of a table, people with their columns."""

_GRID = [("GRID", (0, 0), (-1, -1), 0.5, colors.black), ("VALIGN", (0, 0), (-1, -1), "TOP")]


def as_pdf(text: str) -> bytes:
    """The text on paper: lines with tabs as ruled tables, the others as paragraphs."""
    stream = io.BytesIO()
    document = SimpleDocTemplate(stream)
    document.build(list(_flowables(text, document.width)))
    return stream.getvalue()


def _flowables(text: str, width: float) -> Iterator[Flowable]:
    style: Any = getSampleStyleSheet()["Normal"]
    for is_table, run in groupby(text.splitlines(), key=lambda line: "\t" in line):
        if not is_table:
            for line in run:
                yield Paragraph(line, style) if line else Spacer(1, 8)
            continue
        rows = [
            line.removesuffix("\t").split("\t") if _is_head(line) else line.split("\t")
            for line in run
        ]
        for is_one, group in groupby(rows, key=lambda row: len(row) == 1):
            table = list(group)
            size = len(table[0])
            cells = [[Paragraph(cell, style) for cell in row] for row in table]
            yield Table(cells, colWidths=[width / size] * size, style=_GRID)
            if not is_one:
                yield Spacer(1, 24)


def _is_head(line: str) -> bool:
    return line.startswith("PROGETTUALITÀ n")
