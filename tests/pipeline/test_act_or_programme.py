"""An act that approves a programme or a plan is an act; one that carries it is its document."""

from __future__ import annotations

import pytest

from tests.pipeline.plain import document

_ACT = """\
PROVINCIA DI MONTELAGO
DETERMINAZIONE DEL DIRIGENTE N. 34 DI DATA 3 maggio 2024
{subject}
IL DIRIGENTE
Vista la legge 7 agosto 1990, n. 241;
DETERMINA
1. di approvare quanto in premessa.
IL DIRIGENTE
Carla Stenico
{behind}"""
_LISTED = "Elenco degli allegati parte integrante\n001 PROGRAMMA DI LAVORO 2024\n"
_CARRIED = """
PROGRAMMA DI LAVORO 2024
DISTRETTO FAMIGLIA VALLE SERENA

PREMESSA
Il distretto nasce nel 2012 per volontà dei Comuni.
"""


@pytest.mark.parametrize("behind", ["", _LISTED])
@pytest.mark.parametrize(
    ("subject", "oggetto"),
    [
        (
            "OGGETTO:\nPROGRAMMA DI LAVORO 2024 DEL DISTRETTO FAMIGLIA VALLE SERENA. APPROVAZIONE.",
            "PROGRAMMA DI LAVORO 2024 DEL DISTRETTO FAMIGLIA VALLE SERENA. APPROVAZIONE.",
        ),
        (
            "O G G E T T O:\nPiano degli interventi in materia di politiche familiari 2024",
            "Piano degli interventi in materia di politiche familiari 2024",
        ),
        (
            "OGGETTO: Approvazione del\nPROGRAMMA DI LAVORO 2024 DEL DISTRETTO FAMIGLIA SERENA",
            "Approvazione del PROGRAMMA DI LAVORO 2024 DEL DISTRETTO FAMIGLIA SERENA",
        ),
        (
            "OGGETTO: APPROVAZIONE\nPIANO FAMIGLIA DEL COMUNE DI VALDORATA ANNO 2024",
            "APPROVAZIONE PIANO FAMIGLIA DEL COMUNE DI VALDORATA ANNO 2024",
        ),
    ],
)
def test_a_title_in_the_subject_makes_no_programme(subject: str, oggetto: str, behind: str) -> None:
    found = document(_ACT.format(subject=subject, behind=behind))
    assert (found.tipo, found.ente.nome if found.ente else None) == (
        "atto",
        "PROVINCIA DI MONTELAGO",
    )
    assert found.atto is not None
    assert (found.atto.numero, found.atto.data) == ("34", "2024-05-03")
    assert found.atto.oggetto == oggetto


@pytest.mark.parametrize(
    "subject",
    [
        "OGGETTO: Approvazione del programma.",
        "OGGETTO:\nPROGRAMMA DI LAVORO 2024 DEL DISTRETTO FAMIGLIA VALLE SERENA. APPROVAZIONE.",
    ],
)
def test_a_programme_behind_its_act_is_one(subject: str) -> None:
    found = document(_ACT.format(subject=subject, behind=_CARRIED))
    assert found.tipo == "programma_di_lavoro"
    assert found.titolo == "PROGRAMMA DI LAVORO 2024 DISTRETTO FAMIGLIA VALLE SERENA"
    assert found.atto is not None
    assert found.atto.numero == "34"
