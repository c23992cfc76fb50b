"""People as cells name them; all are invented."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractors.programme.people import Person, people, whole_addresses

ANNA, MARIO = Person("Anna Rossi"), Person("Mario Bianchi")


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("Anna Rossi", [ANNA]),
        ("Anna Rossi anna@x.it", [Person("Anna Rossi", None, "anna@x.it")]),
        ("Anna Rossi\ranna@x.it", [Person("Anna Rossi", None, "anna@x.it")]),
        (
            (
                "Anna Rossi Assessora alle Politiche giovanili,\rIstruzione primaria, rapporti con"
                " APT\rdel Comune di Ala\ranna@x.it"
            ),
            [
                Person(
                    "Anna Rossi",
                    "Assessora alle Politiche giovanili, Istruzione primaria, rapporti con APT "
                    "del Comune di Ala",
                    "anna@x.it",
                )
            ],
        ),
        ("Anna Rossi, Sindaca", [Person("Anna Rossi", "Sindaca")]),
        ("Anna Rossi (Comune di Ala)", [Person("Anna Rossi", "Comune di Ala")]),
        ("Anna Rossi - Comune di Ala", [Person("Anna Rossi", "Comune di Ala")]),
        ("Comune di Ala - Anna Rossi", [Person("Anna Rossi", "Comune di Ala")]),
        ("Comune di Ala", [Person("Comune di Ala")]),
        ("ASIF Chimelli", [Person("ASIF Chimelli")]),
        ("Assessora Anna Rossi", [Person("Anna Rossi", "Assessora")]),
        ("Assessora alla famiglia Anna Rossi", [Person("Anna Rossi", "Assessora alla famiglia")]),
        (
            "Sindaca Anna Rossi del Comune di Ala",
            [Person("Anna Rossi", "Sindaca del Comune di Ala")],
        ),
        ("Assessora del Comune di Ala Nuova", [Person(None, "Assessora del Comune di Ala Nuova")]),
        ("Manager Territoriale Anna Rossi", [Person("Anna Rossi", "Manager Territoriale")]),
        ("dott.ssa Anna Maria De Rossi", [Person("dott.ssa Anna Maria De Rossi")]),
        ("ROSSI ANNA\vASSESSORA", [Person("ROSSI ANNA", "ASSESSORA")]),
        ("Anna Rossi e Mario Bianchi", [ANNA, MARIO]),
        ("Anna Rossi; Mario Bianchi", [ANNA, MARIO]),
        ("Anna Rossi, Mario Bianchi", [ANNA, MARIO]),
        ("Anna Rossi\vMario Bianchi", [ANNA, MARIO]),
        (
            "Anna Rossi a@x.it Mario Bianchi m@x.it",
            [Person("Anna Rossi", None, "a@x.it"), Person("Mario Bianchi", None, "m@x.it")],
        ),
        (
            "Anna Rossi, Mario Bianchi\va@x.it, m@x.it",
            [Person("Anna Rossi", None, "a@x.it"), Person("Mario Bianchi", None, "m@x.it")],
        ),
        ("Anna Rossi a@x.it, a@y.it", [Person("Anna Rossi", None, "a@x.it, a@y.it")]),
        (
            "Anna Rossi a@x.it tel. 0461 123456",
            [Person("Anna Rossi", None, "a@x.it", "0461 123456")],
        ),
        ("Anna Rossi tel. 0461/123456", [Person("Anna Rossi", None, None, "0461/123456")]),
        ("a@x.it", [Person(None, None, "a@x.it")]),
        (
            "Anna Rossi\ranna.rossi@comune.\rala.tn.it",
            [Person("Anna Rossi", None, "anna.rossi@comune.ala.tn.it")],
        ),
    ],
)
def test_names_offices_and_addresses(cell: str, expected: list[Person]) -> None:
    assert people(cell) == expected


@pytest.mark.parametrize(
    "cell", ["", "-", "TBD", "da definire", "Da individuare", "____", "n.d.", "…", "/"]
)
def test_nobody_is_known(cell: str) -> None:
    assert people(cell) == []


@pytest.mark.parametrize(
    "cell",
    [
        "Anna Rossi, Istruzione e cultura",
        "Comune di Ala, Comune di Mori",
        "Anna Rossi Assessora a Cultura, Politiche Sociali, Turismo",
        "Servizio Politiche Familiari e Sociali",
        "Anna Rossi, ASIF Chimelli",
    ],
)
def test_a_comma_does_not_always_part_people(cell: str) -> None:
    assert len(people(cell)) == 1


@pytest.mark.parametrize(
    ("cell", "whole"),
    [
        ("anna@comune.\rala.tn.it", "anna@comune.ala.tn.it"),
        ("anna.rossi\r@ala.it", "anna.rossi@ala.it"),
        ("https://www.facebook.com/\rprova", "https://www.facebook.com/prova"),
        ("anna@ala.it\rmario@ala.it", "anna@ala.it\rmario@ala.it"),
        ("anna@ala.it\rSindaca", "anna@ala.it\rSindaca"),
        ("anna@ala.it\rtel. 12", "anna@ala.it\rtel. 12"),
        ("uno. \rdue", "uno. \rdue"),
        ("Instagram\r@ala", "Instagram\r@ala"),
    ],
)
def test_an_address_that_a_line_cuts_is_whole(cell: str, whole: str) -> None:
    assert whole_addresses(cell) == whole


@given(st.text(alphabet="AaBb @.,;-–/()\r\v\n\t1e", max_size=80))
def test_any_cell_is_read(cell: str) -> None:
    for person in people(cell):
        assert person.nome is None or person.nome.strip()
