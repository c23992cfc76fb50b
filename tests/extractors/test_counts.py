"""Counts of things, beside numbers that count nothing."""

import pytest

from extractors.measures.counts import find_counts

Row = tuple[str, str | None, float, float | None]


def _rows(text: str) -> list[Row]:
    return [(text[c.start : c.end], c.comparator, c.low, c.high) for c in find_counts(text)]


@pytest.mark.parametrize(
    ("text", "row"),
    [
        ("n. 2 incontri", ("n. 2", None, 2, None)),
        ("N° 3 post", ("N° 3", None, 3, None)),
        ("nr. 4 mail", ("nr. 4", None, 4, None)),
        ("n.3 post", ("n.3", None, 3, None)),
        ("nuove 2 convenzioni", ("2", None, 2, None)),
        ("-2 incontri", ("2", None, 2, None)),
        ("due incontri", ("due", None, 2, None)),
        ("Ventidue famiglie", ("Ventidue", None, 22, None)),
        ("1.000 partecipanti", ("1.000", None, 1000, None)),
        ("1,5 ore", ("1,5", None, 1.5, None)),
        ("almeno 3 incontri", ("almeno 3", ">=", 3, None)),
        ("Almeno  n. 3", ("Almeno  n. 3", ">=", 3, None)),
        ("minimo 2", ("minimo 2", ">=", 2, None)),
        ("n. minimo 2 incontri", ("n. minimo 2", ">=", 2, None)),
        ("numero minimo di 2 incontri", ("numero minimo di 2", ">=", 2, None)),
        ("un minimo di 2 incontri", ("un minimo di 2", ">=", 2, None)),
        ("non meno di 5", ("non meno di 5", ">=", 5, None)),
        ("pari o superiore a 10", ("pari o superiore a 10", ">=", 10, None)),
        (">= 2 incontri", (">= 2", ">=", 2, None)),
        ("≥2", ("≥2", ">=", 2, None)),
        ("almeno due", ("almeno due", ">=", 2, None)),
        ("almeno un evento", ("almeno un", ">=", 1, None)),
        ("almeno un'azione", ("almeno un'", ">=", 1, None)),
        ("almeno una", ("almeno una", ">=", 1, None)),
        ("più di un incontro", ("più di un", ">", 1, None)),
        ("una o più azioni", ("una o più", ">=", 1, None)),
        ("2 o più eventi", ("2 o più", ">=", 2, None)),
        ("almeno 2000 partecipanti", ("almeno 2000", ">=", 2000, None)),
        ("massimo 30 partecipanti", ("massimo 30", "<=", 30, None)),
        ("max. 30", ("max. 30", "<=", 30, None)),
        ("fino a 30 posti", ("fino a 30", "<=", 30, None)),
        ("entro 30 giorni", ("entro 30", "<=", 30, None)),
        ("oltre 100 iscritti", ("oltre 100", ">", 100, None)),
        ("più di 5 post", ("più di 5", ">", 5, None)),
        ("meno di 10", ("meno di 10", "<", 10, None)),
        ("pari a 10", ("pari a 10", "=", 10, None)),
        ("2-3 eventi", ("2-3", None, 2, 3)),
        ("2 o 3 incontri", ("2 o 3", None, 2, 3)),
        ("due o tre incontri", ("due o tre", None, 2, 3)),
        ("da 2 a 5 incontri", ("da 2 a 5", None, 2, 5)),
        ("tra 2 e 5 incontri", ("tra 2 e 5", None, 2, 5)),
        ("almeno l'80% dei presenti", ("almeno l'80", ">=", 80, None)),
        ("non inferiore all'80 %", ("non inferiore all'80", ">=", 80, None)),
        ("aumento del 20% degli iscritti", ("20", None, 20, None)),
        ("Incontri: 3", ("3", None, 3, None)),
    ],
)
def test_counts_are_found(text: str, row: Row) -> None:
    assert _rows(text) == [row]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "un verbale",
        "un'azione",
        "una relazione",
        "uno sportello",
        "i due Distretti",
        "i 2 Distretti",
        "dei tre Comuni",
        "le 2 serate",
        "oltre ai 2 incontri",
        "oltre un anno",
        "Goal 5",
        "Agenda 2030",
        "legge n. 328",
        "delibera n. 77",
        "art. 5",
        "Azione 3",
        "entro 31 dicembre 2024",
        "entro il 2024",
        "nel 2024",
        "anno 2024",
        "2024-2025",
        "19-25 aprile 2021",
        "12/05/2024",
        "6-11 anni",
        "fascia 0-6",
        "under 30",
        "bambini 0-6",
        "ore 20.30",
        "ore 18",
        "€ 100",
        "100 €",
        "50 euro",
        "3.3.D",
        "A0301",
        "8^ edizione",
        "3° incontro",
        "Web 2.0",
        "mail/2",
    ],
)
def test_other_numbers_count_nothing(text: str) -> None:
    assert _rows(text) == []
