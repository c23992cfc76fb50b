"""Acts and older programmes in plain text, read whole."""

from __future__ import annotations

import pytest

from pipeline.run import run
from schemas.records import Atto, Documento

_OLDER = """Provincia autonoma di Trento

Programma di lavoro
Distretto Famiglia Val Fiorita
anno 2021

Determinazione del Dirigente n. 66 di data 12 marzo 2021

1. PREMESSA
Il Distretto è nato nel 2010 e promuove il benessere delle famiglie.

2. AZIONI
AZIONE N. 1
Obiettivo. Favorire la conciliazione.
"""


def _read(text: str) -> Documento:
    (record,) = run(text.encode(), "atto.txt")
    assert isinstance(record, Documento)
    return record


def _act(text: str) -> Atto:
    act = _read(text).atto
    assert act is not None
    return act


def test_an_older_programme_names_its_act_under_its_title() -> None:
    record = _read(_OLDER)
    assert record.tipo == "programma_di_lavoro"
    assert record.ente is not None
    assert record.ente.nome == "Distretto Famiglia Val Fiorita"
    assert record.atto is not None
    assert (record.atto.numero, record.atto.data) == ("66", "2021-03-12")
    assert record.atto.intestazione == ("Provincia autonoma di Trento", "anno 2021")
    assert [chapter.titolo for chapter in record.premessa] == ["1. PREMESSA"]
    assert "ACT001" not in {each.rule for each in record.issues}


@pytest.mark.parametrize("line", ["AZIONE N. 7", "SCHEDA N. 7", "TAVOLA N. 7", "Allegato n. 7"])
def test_the_number_of_another_thing_is_none_of_the_act(line: str) -> None:
    act = _act(
        f"COMUNE DI VALFIORITA\nDETERMINAZIONE N. 4 DEL 03/02/2025\n{line}\nOGGETTO: Spesa\n"
    )
    assert act.numero == "4"


def test_the_number_of_a_title_stays_one() -> None:
    assert _act("COMUNE DI VALFIORITA\nDELIBERAZIONE N. 7\nOGGETTO: Spesa\n").numero == "7"


_HEAD = "COMUNE DI VALFIORITA\n"


def test_a_blank_subject_is_printed_but_empty() -> None:
    act = _act(f"{_HEAD}DETERMINAZIONE N. 4 DEL 3/2/2025\nOGGETTO: ________\n\nIL DIRIGENTE\n")
    assert act.oggetto == ""
    act = _act(f"{_HEAD}DETERMINAZIONE N. 4 DEL 3/2/2025\nOGGETTO: Lotto ____\n\nIL DIRIGENTE\n")
    assert act.oggetto == "Lotto ____"


def test_a_stamp_over_the_title_is_none_of_it() -> None:
    text = f"{_HEAD}COPIA\nDELIBERAZIONE DEL CONSIGLIO COMUNALE\nN. 49 del 09/04/2026\n"
    assert _read(text).titolo == "DELIBERAZIONE DEL CONSIGLIO COMUNALE"
    text = f"{_HEAD}COPIA DI DELIBERAZIONE DEL CONSIGLIO COMUNALE\nN. 49 del 09/04/2026\n"
    assert _read(text).titolo == "COPIA DI DELIBERAZIONE DEL CONSIGLIO COMUNALE"


def test_another_organ_over_the_recitals_is_no_premise_and_points_have_no_bullet() -> None:
    act = _act(
        f"{_HEAD}ORDINANZA DIRIGENZIALE N. 4 DEL 3/2/2025\nOGGETTO: Sosta\nIL COMANDANTE\n"
        "VISTO il codice;\nORDINA\n- di vietare la sosta:\n  - ai camion;\n- di avvisare.\n"
    )
    assert act.premesse == ()
    assert act.intestazione[-1] == "IL COMANDANTE"
    assert act.dispositivo[-1].testo == "di avvisare."


@pytest.mark.parametrize(
    ("line", "number", "office"),
    [
        ("Reg. Gen. n. 312 del 07.11.2022 - N. 45 del Servizio", "312", "45"),
        ("Reg. Gen. n. 312 del 07.11.2022 - N. 45 del bilancio", "312", None),
    ],
)
def test_the_number_of_the_office(line: str, number: str, office: str | None) -> None:
    act = _act(f"{_HEAD}DETERMINAZIONE DEL RESPONSABILE\n{line}\nOGGETTO: Mensa\n")
    assert (act.numero, act.numero_settore) == (number, office)


def test_a_rule_under_the_introduction_is_none_of_it() -> None:
    title = "=== PIANO FAMIGLIA DI VALFIORITA ANNO 2023 ==="
    text = f"{title}\n\nPREMESSA\nSi approva - come sempre -\n-----\n"
    record = _read(f"{text}\n=== AZIONI ===\n\nTITOLO: Merenda\n\nOBIETTIVO: Comunità.\n\n-----\n")
    assert record.premessa[0].testo == "Si approva - come sempre -"


def test_the_roll_under_the_body_that_met() -> None:
    act = _act(
        "PROVINCIA DI VALFIORITA\nDELIBERAZIONE DELLA GIUNTA N. 7\nOGGETTO:\nCriteri.\n\n"
        "Il giorno 5 maggio 2017 si è riunita\n\nLA GIUNTA PROVINCIALE\n\n"
        "Presenti: VICEPRESIDENTE ALDO NERI\nASSESSORI CARLO VERDI\nAssenti: ASSESSORE ADA LANA\n"
        "\nIl Relatore comunica:\nla legge promuove il benessere.\n"
        "LA GIUNTA PROVINCIALE\n- vista la legge;\ndelibera\n1. di approvare i criteri.\n"
    )
    found = [(each.nome, each.presente) for each in act.presenze]
    assert found == [("ALDO NERI", True), ("CARLO VERDI", True), ("ADA LANA", False)]
    assert act.premesse[0].startswith("Il Relatore comunica:")
    assert len(act.dispositivo) == 1
