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
