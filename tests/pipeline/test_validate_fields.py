"""Fields that are missing, late, or that do not add up: FLD001, TMP001, PCT001, CLS001."""

from typing import Any

import pytest

from pipeline.validate import Case
from schemas.records import (
    AzioneVamt,
    Classificazione,
    Indicatori,
    Organizzazioni,
    Percentuali,
    Regola,
    Tempi,
)
from tests.pipeline.cases import case, intervento, messages, paths
from tests.pipeline.plain import document

FULL: dict[str, Any] = {
    "obiettivo_generale": "Rete",
    "titolo": "T",
    "azioni": "Incontri",
    "organizzazione_referente": Organizzazioni(testo="ASIF"),
    "tempi": Tempi(testo="2024"),
    "indicatori": Indicatori(testo="n. 2 incontri"),
    "classificazioni": (Classificazione(testo="A0301 X", codice="A0301", metodo="codice"),),
}


def programme(*changes: dict[str, Any], others: int = 4) -> Case:
    """Progettualità that print all fields, so many and one for each change, which comes first."""
    given = [FULL | change for change in changes] + [FULL] * others
    return case(interventi=tuple(intervento(n, **fields) for n, fields in enumerate(given, 1)))


@pytest.mark.parametrize("field", list(FULL))
def test_fld001_tells_each_field_that_the_form_demands(field: str) -> None:
    absent = () if field == "classificazioni" else None
    assert paths("FLD001", programme({field: absent})) == [f"$.interventi[0].{field}"]
    assert paths("FLD001", programme({})) == []


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"tempi": None}, "«T»: `tempi` is not there; 4 of the 4 others have it"),
        (
            {"tempi": Tempi(testo=" ")},
            "«T»: `tempi` is printed with nothing behind it; 4 of the 4 others have it",
        ),
        ({"titolo": ""}, "`titolo` is printed with nothing behind it; 4 of the 4 others have it"),
    ],
)
def test_fld001_tells_what_is_not_there_from_what_is_empty(
    change: dict[str, Any], message: str
) -> None:
    assert messages("FLD001", programme(change)) == [message]


@pytest.mark.parametrize("field", ["percentuali", "obiettivo_specifico", "ambito"])
def test_fld001_lets_what_is_facultative_be_missing(field: str) -> None:
    there = {"percentuali": Percentuali(testo="100% relazione")}.get(field, "S")
    given = [FULL] + [FULL | {field: there}] * 6
    interventi = tuple(intervento(n, **fields) for n, fields in enumerate(given, 1))
    assert messages("FLD001", case(interventi=interventi)) == []


@pytest.mark.parametrize(
    ("lacking", "others", "count"),
    [(1, 4, 1), (1, 3, 1), (1, 2, 0), (2, 3, 0), (2, 9, 2), (3, 7, 0), (5, 0, 0)],
)
def test_fld001_needs_four_in_five_of_the_others(lacking: int, others: int, count: int) -> None:
    given = programme(*[{"tempi": None}] * lacking, others=others)
    assert len(messages("FLD001", given)) == count


@pytest.mark.parametrize(
    ("action", "count"),
    [
        ("TITOLO: Uno\n\nTASSONOMIA: X", 1),
        ("TITOLO: Uno\n\nTASSONOMIA: X\n\nDESCRIZIONE: ", 1),
        ("TITOLO: Uno\n\nTASSONOMIA: X\n\nOBIETTIVO: O", 0),
        ("TITOLO: T\n\nTASSONOMIA: Y", 0),
        ("TITOLO: Uno\n\nTASSONOMIA: X\n\nDESCRIZIONE: D", 0),
        ("TITOLO: Uno\n\nDESCRIZIONE: D", 1),
    ],
)
def test_fld001_wants_an_azione_to_say_what_it_is(action: str, count: int) -> None:
    whole = "TITOLO: T\n\nTASSONOMIA: X\n\nDESCRIZIONE: D\n\n-----\n\n"
    found = document(f"=== AZIONI ===\n\n{whole * 4}{action}\n\n-----\n\n{whole}")
    assert len(found.interventi) == 6
    assert sum(issue.rule == "FLD001" for issue in found.issues) == count


def test_fld001_lets_the_blank_form_pass() -> None:
    text = "".join(f"AZIONE 1.{n}\nDescrizione: \nObiettivo: \nTempi: \n\n" for n in range(1, 6))
    found = document(text)
    assert len(found.interventi) == 5
    assert not [issue for issue in found.issues if issue.rule == "FLD001"]


def timed(tempi: Tempi | None, **fields: Any) -> Case:
    """A document with one intervento of this time; a programme of 2024, if nothing else is said."""
    given: dict[str, Any] = {"tipo": "programma_di_lavoro", "anno": 2024, "titolo": "P 2024"}
    given |= fields
    return case(interventi=(intervento(1, tempi=tempi),), **given)


@pytest.mark.parametrize(
    ("entro", "fields", "message"),
    [
        ("2023-12-31", {}, "the deadline is 2023-12-31; the document is for 2024"),
        ("2025-01-31", {}, "the deadline is 2025-01-31; the document is for 2024"),
        ("2025", {}, "the deadline is 2025; the document is for 2024"),
        ("2024-12-31", {}, None),
        ("2024", {}, None),
        ("2020", {"anno": 2019, "titolo": "ALTIPIANI CIMBRI 2019 -2020"}, None),
        ("2019-06", {"anno": 2020, "titolo": "VALLE DEI LAGHI 2019-2020"}, None),
        ("2015", {"anno": 2014, "titolo": "anni 2014/15"}, None),
        ("2023", {"anno": 2022, "titolo": "Programma per il biennio"}, None),
        ("2024", {"anno": 2022, "titolo": "Programma per il triennio 2022"}, None),
        (
            "2021",
            {"anno": 2019, "titolo": "X 2019-2020"},
            "the deadline is 2021; the document is for 2019-2020",
        ),
        ("2025", {"anno": None}, None),
        ("2025", {"tipo": "piano_famiglia"}, None),
        (
            "2023",
            {"tipo": "piano_famiglia"},
            "the deadline is 2023; the document is for 2024",
        ),
    ],
)
def test_tmp001_compares_the_deadline_with_the_years(
    entro: str, fields: dict[str, Any], message: str | None
) -> None:
    given = timed(Tempi(testo=f"Entro {entro}", entro=entro), **fields)
    assert messages("TMP001", given) == ([message] if message else [])


@pytest.mark.parametrize(
    "tempi",
    [
        None,
        Tempi(testo="mostra a Trento (2024) e a Borgo (2025)"),
        Tempi(testo="settembre 2024 - giugno 2025", dal="2024-09", entro="2025-06"),
        Tempi(testo="anno scolastico 2024/2025", entro="2025-06"),
        Tempi(testo="stagione 2024/2025", entro="2025"),
    ],
)
def test_tmp001_lets_mentions_and_periods_that_go_on_pass(tempi: Tempi | None) -> None:
    assert messages("TMP001", timed(tempi)) == []


def rules_of(*percentages: float, each: bool = False) -> tuple[Regola, ...]:
    """Rules of these percentages."""
    return tuple(Regola(percentuale=percentage, per_ogni=each) for percentage in percentages)


@pytest.mark.parametrize(
    ("testo", "regole", "message"),
    [
        ("50% report 30% mappa", rules_of(50, 30), "add up to 80; 100 cannot be reached"),
        ("50% report", rules_of(50), "add up to 50; 100 cannot be reached"),
        ("12,5% report", rules_of(12.5), "add up to 12.5; 100 cannot be reached"),
        ("99% report", rules_of(99), "add up to 99; 100 cannot be reached"),
        ("100% report", rules_of(100), None),
        ("100% report 100% mappa", rules_of(100, 100), None),
        ("33% a 33% b 33% c", rules_of(33, 33, 33), None),
        ("50% per ogni post", rules_of(50, each=True), None),
        ("50% report 1% per ogni post", rules_of(50) + rules_of(1, each=True), None),
        ("50% report 10% altro", rules_of(50), None),
        ("da definire", (), None),
    ],
)
def test_pct001_adds_up_what_counts_once(
    testo: str, regole: tuple[Regola, ...], message: str | None
) -> None:
    field = Percentuali(testo=testo, regole=regole)
    given = case(
        interventi=(intervento(1, percentuali=field),),
        azioni_vamt=(AzioneVamt(azione="Comunicati", testo=testo, regole=regole),),
    )
    told = messages("PCT001", given)
    assert told == ([f"the percentages {message}"] * 2 if message else [])


def coded(*entries: tuple[str | None, str | None], edition: str = "3") -> Case:
    """One intervento for each entry of code and label."""
    each = [
        Classificazione(testo="x", codice=code, etichetta=label, edizione=edition, metodo="codice")
        for code, label in entries
    ]
    return case(interventi=tuple(intervento(n, classificazioni=(x,)) for n, x in enumerate(each)))


@pytest.mark.parametrize(
    ("entries", "places"),
    [
        ([("F0101", "GAS territoriali"), ("F0101", "Salute e stili di vita")], [1]),
        ([("F0101", "GAS territoriali"), ("F0102", "GAS territoriali")], [1]),
        ([("F0101", "GAS territoriali"), ("F0101", "Gas  territoriali.")], []),
        ([("F0101", "GAS territoriali"), ("F0101", "GAS teritoriali")], []),
        ([("D0104", "Incontri: Salute, Emozioni"), ("D0104", "Incontri: Salute")], []),
        ([("D0103", "Incontri: Educazione"), ("D0104", "Incontri: Salute")], []),
        ([("A0399", "Altro"), ("B0299", "Altro")], []),
        ([(None, "GAS"), (None, "Salute")], []),
        ([("F0101", None), ("F0101", "GAS territoriali")], []),
    ],
)
def test_cls001_compares_codes_and_labels(
    entries: list[tuple[str | None, str | None]], places: list[int]
) -> None:
    assert paths("CLS001", coded(*entries)) == [
        f"$.interventi[{n}].classificazioni" for n in places
    ]
