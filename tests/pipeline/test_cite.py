"""Whose laws are meant: the letterhead tells the province, a sentence does not."""

import pytest

from tests.pipeline.plain import document

_ACT = """{head}
DETERMINAZIONE N. 12 DEL 4 MAGGIO 2021
OGGETTO: {subject}
IL RESPONSABILE
Vista la L.P. 2 marzo 2011, n. 1;
DETERMINA
di fare.
"""


@pytest.mark.parametrize(
    "head",
    [
        "COMUNE DI VALFINTA\nProvincia di Trento",
        "COMUNE DI VALFINTA\n(PROVINCIA DI TRENTO)",
        "COMUNE DI VALFINTA\n(Prov. di Trento)",
        "COMUNE DI VALFINTA - Provincia di Trento",
        "COMUNE DI VALFINTA (Provincia Autonoma di Trento)",
        "COMUNE DI VALFINTA\tProvincia di Trento",
    ],
)
def test_letterhead_names_the_province_of_an_unqualified_law(head: str) -> None:
    found = document(_ACT.format(head=head, subject="Acquisto."))
    urns = [reference.urn for reference in found.riferimenti if reference.numero == "1"]
    assert urns == ["urn:nir:provincia.autonoma.trento:legge:2011-03-02;1"]


@pytest.mark.parametrize(
    "subject",
    [
        "Convenzione con la Provincia autonoma di Bolzano per il trasporto.",
        "Accordo tra il Comune e la Provincia di Trento sui trasporti.",
    ],
)
def test_province_in_a_sentence_is_not_the_body_s(subject: str) -> None:
    found = document(_ACT.format(head="COMUNE DI VALFINTA", subject=subject))
    assert [r.urn for r in found.riferimenti if r.numero == "1"] == [None]


def test_references_of_a_visto_are_its_own() -> None:
    head = "COMUNE DI VALFINTA\nProvincia di Trento"
    text = _ACT.format(head=head, subject="Acquisto ai sensi della L. 241/1990.")
    atto = document(text).atto
    assert atto is not None
    assert [[r.numero for r in visto.riferimenti or ()] for visto in atto.visti] == [["1"]]


def test_plan_tells_its_province_in_its_prose() -> None:
    text = (
        "=== PIANO FAMIGLIA DI VALFINTA ANNO 2023 ===\n\nLa provincia di Trento ha promulgato la "
        "legge provinciale n. 1/2011.\n\n=== AZIONI ===\n\nTITOLO: Uno\n\nDESCRIZIONE: Due.\n"
    )
    (reference,) = document(text).riferimenti
    assert (reference.urn or "").startswith("urn:nir:provincia.autonoma.trento:legge:2011")
