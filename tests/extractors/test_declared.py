"""What an act announces of itself, beside numbers of `azioni` that mean something else."""

import pytest

from extractors.declared import announced_interventi, announced_members, declared_result
from schemas.records import Realizzazione


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


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("Alla data del 30 aprile 2024 hanno aderito al distretto famiglia 6 Organizzazioni.", 6),
        ("Alla data del 30 aprile 2024 hanno\raderito al distretto famiglia 6\rOrganizzazioni.", 6),
        ("Al Distretto aderiscono 45 organizzazioni.", 45),
        ("Al Distretto aderiscono attualmente n. 45 organizzazioni pubbliche e private.", 45),
        ("Dal 2011 ad oggi hanno aderito al Distretto 45 soggetti.", 45),
        ("hanno aderito al distretto famiglia sei organizzazioni", 6),
        ("hanno aderito al distretto famiglia 6 (sei) organizzazioni", 6),
        ("Le organizzazioni aderenti al Distretto sono 45.", 45),
        ("Le organizzazioni aderenti al Distretto sono attualmente 45.", 45),
        ("Numero di organizzazioni aderenti: 45", 45),
        ("Sono 45 le organizzazioni. Il Distretto conta 12 organizzazioni aderenti.", 12),
        ("Il Distretto conta 12 aderenti.", 12),
        ("Sono 45 organizzazioni che hanno aderito al Distretto.", 45),
        ("Il Distretto vede 45 organizzazioni aderenti.", 45),
        ("Hanno aderito 6 organizzazioni. Le organizzazioni aderenti sono 6.", 6),
        ("Hanno aderito al Distretto 5 Organizzazioni;\nil resto è realizzato all'87%;", 5),
    ],
)
def test_number_of_members_is_read(text: str, number: int) -> None:
    assert announced_members(text) == number


@pytest.mark.parametrize(
    "text",
    [
        "",
        "16 Distretti famiglia territoriali, che coinvolgono oltre 1000 organizzazioni pubbliche",
        "Ai Distretti famiglia hanno aderito 1000 organizzazioni.",
        "Hanno aderito oltre 1000 organizzazioni.",
        "Nel 2023 hanno aderito al Distretto 3 organizzazioni.",
        "Nel corso dell'anno hanno aderito 3 organizzazioni.",
        "Hanno aderito al Distretto 3 nuove organizzazioni.",
        "20% per ogni organizzazione aderente",
        "almeno 5 organizzazioni aderenti",
        "Incontri con 5 organizzazioni",
        "Le organizzazioni aderenti hanno svolto 5 incontri.",
        "Le organizzazioni aderenti al Distretto sono 45 anni che collaborano",
        "Monitoraggio e aggiornamento degli aderenti",
        "L'accordo è stato sottoscritto dagli aderenti il 28 ottobre 2022.",
        "Hanno aderito 6 organizzazioni. Le organizzazioni aderenti sono 7.",
        "All'accordo aderiscono 7 Comuni",
    ],
)
def test_other_numbers_are_not_of_members(text: str) -> None:
    assert announced_members(text) is None


@pytest.mark.parametrize(
    ("text", "year", "share"),
    [
        (
            (
                "sulla base dei risultati del Programma attuato nell'anno 2023, che è stato "
                "realizzato al 100%, come emerge dalla scheda di autovalutazione"
            ),
            2023,
            100.0,
        ),
        (
            (
                "di dare atto che il Programma di lavoro per l’anno 2023 del Distretto è "
                "stato\rrealizzato al 100%, come risulta dalla scheda"
            ),
            2023,
            100.0,
        ),
        ("Il Programma di lavoro 2020 è stato realizzato al 92,5%.", 2020, 92.5),
        ("Il programma 2019 è stato realizzato nella misura del 95 %.", 2019, 95.0),
        ("Il programma 2019 è stato attuato per il 95%.", 2019, 95.0),
        ("Il programma dell'anno 2019 è stato realizzato all'80%.", 2019, 80.0),
        ("Il Programma è stato realizzato al 97%.", None, 97.0),
        ("La percentuale di realizzazione del Programma di lavoro 2021 è pari al 98%.", 2021, 98.0),
        ("Il grado di realizzazione del programma 2021 è del 98%.", 2021, 98.0),
        ("Il Programma 2021 ha raggiunto una percentuale di realizzazione del 98%.", 2021, 98.0),
        ("Il Programma 2021 è stato realizzato al 100 per cento.", 2021, 100.0),
        (
            (
                "Il Programma 2023 è stato realizzato al 100%. Il Programma 2023 è stato "
                "realizzato al 100%."
            ),
            2023,
            100.0,
        ),
    ],
)
def test_result_of_an_earlier_programme_is_read(text: str, year: int | None, share: float) -> None:
    assert declared_result(text) == Realizzazione(anno=year, percentuale=share)


@pytest.mark.parametrize(
    "text",
    [
        "",
        (
            "subordinata alla realizzazione del Programma di lavoro in una percentuale non "
            "inferiore all'80%."
        ),
        "Il Programma di lavoro deve essere realizzato al 100%.",
        "Il Programma di lavoro sarà realizzato al 100%.",
        "Il Programma sia realizzato almeno all'80%.",
        "AZIONE\t% DI REALIZZAZIONE",
        "100% realizzazione di un PED",
        "Il progetto è stato realizzato al 100%.",
        "Il Programma 2023 è finanziato al 50%.",
        "Il Programma 2023 è stato realizzato al 90%. Il Programma 2022 è stato realizzato al 80%.",
        "la percentuale di realizzazione del Programma di lavoro",
        "Il Programma ha coinvolto il 40% delle famiglie",
    ],
)
def test_other_shares_are_no_result(text: str) -> None:
    assert declared_result(text) is None
