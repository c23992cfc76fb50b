"""What an act announces of itself, beside numbers of `azioni` that mean something else."""

import pytest

from extractors.declared import announced_interventi


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("Il programma individua complessivamente 10 azioni.", 10),
        ("obiettivi declinati in 9 azioni puntuali", 9),
        ("un piano declinato in 9 azioni puntuali", 9),
        ("Il piano si articola in 24 azioni", 24),
        ("suddiviso in 4 macro aree e articolato in 24 azioni", 24),
        ("Sono individuate 7 azioni", 7),
        ("Il piano è composto da 22 azioni", 22),
        ("L'accordo prevede 4 macro azioni e 7 azioni", 7),
        ("Il piano prevede n. 12 azioni", 12),
        ("Il piano comprende dieci azioni", 10),
        ("Il piano comprende Dieci AZIONI", 10),
        ("Il programma contiene 10 progettualità", 10),
        ("IL PROGRAMMA CONTIENE 10 PROGETTUALITÀ", 10),
        ("per un totale di 32 azioni puntuali", 32),
        ("articolato in 32\nazioni puntuali", 32),
        ("articolato in 32\razioni puntuali", 32),
        ("individua 10 azioni e, più sotto, propone 10 azioni", 10),
        ("Prevede 3 incontri. Comprende 11 azioni.", 11),
        ("Il piano propone 105 azioni", 105),
    ],
)
def test_announced_number_is_read(text: str, number: int) -> None:
    assert announced_interventi(text) == number


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Il piano prevede azioni",
        "4 macro azioni",
        "L'accordo prevede 4 macro azioni",
        "due azioni di un progetto",
        "Nel 2022 si sono svolte 3 azioni",
        "Il Comune conta 5302 abitanti. 3 azioni",
        "Il totale è di 100 euro; 3 azioni",
        "Il piano prevede 10 azionisti",
        "Il piano prevede 2024 azioni",
        "Il piano prevede 10 incontri",
        "Il piano prevede" + 8 * " servizi, incontri," + " e cita le 9 azioni",
        "mai prevedere 9 azioni",
    ],
)
def test_other_numbers_are_not_announced(text: str) -> None:
    assert announced_interventi(text) is None


@pytest.mark.parametrize(
    "text",
    [
        "Il piano prevede 12 azioni. Il totale è di 13 azioni.",
        "individua complessivamente 10 azioni; comprende 11 progettualità",
    ],
)
def test_two_different_numbers_announce_nothing(text: str) -> None:
    assert announced_interventi(text) is None
