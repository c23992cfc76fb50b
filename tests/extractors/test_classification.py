"""Entries of the taxonomy: codes of two editions, bare labels, digits that are no codes."""

import pytest

from extractors.classification import entries
from schemas.taxonomy import taxonomies


@pytest.mark.parametrize(
    ("value", "code", "label", "edition"),
    [
        (
            "A0301 Incontri di progettazione e programmazione",
            "A0301",
            "Incontri di progettazione e programmazione",
            "3",
        ),
        (
            "D0104 Incontri formativi e informativi: Salute e stili di vita, Emozioni",
            "D0104",
            "Incontri formativi e informativi: Salute e stili di vita, Emozioni",
            "3",
        ),
        ("G0101 Servizi/progetti: nidi", "G0101", "Servizi/progetti: nidi", "3"),
        ("A0301. Incontri", "A0301", "Incontri", "3"),
        ("A0301 - Incontri", "A0301", "Incontri", "3"),
        ("A0301 – Incontri", "A0301", "Incontri", "3"),
        ("A0301: Incontri", "A0301", "Incontri", "3"),
        ("A0301 Incontri.", "A0301", "Incontri", "3"),
        ("A0301\nIncontri", "A0301", "Incontri", "3"),
        ("A0301", "A0301", None, "3"),
        ("A0301.", "A0301", None, "3"),
        ("A01-0203 Adesione ai marchi", "A01-0203", "Adesione ai marchi", "2"),
        ("E12-0101", "E12-0101", None, "2"),
        ("B0203 Piano 2022-2024", "B0203", "Piano 2022-2024", "3"),
    ],
)
def test_one_code(value: str, code: str, label: str | None, edition: str) -> None:
    (entry,) = entries(value)
    assert (entry.codice, entry.etichetta, entry.edizione) == (code, label, edition)
    assert entry.metodo == "codice"
    assert entry.testo == value


@pytest.mark.parametrize(
    ("value", "found"),
    [
        (
            "A0305 Co-progettazione attività del progetto strategico E0310 Pari: A, b/c",
            [
                ("A0305", "Co-progettazione attività del progetto strategico"),
                ("E0310", "Pari: A, b/c"),
            ],
        ),
        ("A0301 Incontri\nE0310 Pari", [("A0301", "Incontri"), ("E0310", "Pari")]),
        ("A0301 E0310 Pari", [("A0301", None), ("E0310", "Pari")]),
        ("A01-0203 Uno B02-0101 Due", [("A01-0203", "Uno"), ("B02-0101", "Due")]),
        (
            "A0101 Uno B0101 Due C0101 Tre",
            [("A0101", "Uno"), ("B0101", "Due"), ("C0101", "Tre")],
        ),
        ("A01-0203 Uno A0301 Due", [("A01-0203", "Uno"), ("A0301", "Due")]),
    ],
)
def test_codes_part_the_entries_of_one_cell(
    value: str, found: list[tuple[str, str | None]]
) -> None:
    assert [(entry.codice, entry.etichetta) for entry in entries(value)] == found


def test_printed_text_of_the_entries_is_the_whole_cell() -> None:
    value = "A0305 Co-progettazione attività E0310 Pari opportunità"
    assert " ".join(entry.testo for entry in entries(value)) == value


def test_text_before_the_first_code_is_an_entry_of_its_own() -> None:
    before, coded = entries("Adesione ai marchi A0301 Incontri")
    assert (before.codice, before.etichetta, before.metodo) == (
        None,
        "Adesione ai marchi",
        "etichetta",
    )
    assert (coded.codice, coded.etichetta, coded.metodo) == ("A0301", "Incontri", "codice")


@pytest.mark.parametrize(
    "label",
    [
        "Adesione ai marchi familiari",
        "Adesione  ai marchi familiari",
        "Incontri, mostre, eventi: cultura/sport",
        "Tempo libero, sport e cultura",
        "Servizi per bambini 0-3 anni",
        "A",
    ],
)
def test_bare_label_is_one_entry_as_printed(label: str) -> None:
    (entry,) = entries(label)
    assert (entry.testo, entry.etichetta) == (label, label)
    assert entry.codice is None
    assert entry.edizione is None
    assert entry.metodo == "etichetta"


@pytest.mark.parametrize(
    "value",
    [
        "20220101",
        "protocollo 12345678",
        "Piano 2024",
        "Anni 2022/2023",
        "€ 1.200,00",
        "€ 1200 nel 2022",
        "tel. 0461 494110",
        "A03012 Incontri",
        "XA0301 Incontri",
        "A0301Incontri",
        "A030 Incontri",
        "a0301 incontri",
        "H0301 Incontri",
        "AO301 Incontri",
        "A1-0203 Marchi",
        "F01-0203 Marchi",
        "A01-02034 Marchi",
    ],
)
def test_digits_that_are_no_code_stay_in_the_label(value: str) -> None:
    (entry,) = entries(value)
    assert entry.codice is None
    assert entry.etichetta == value


def test_empty_value_has_no_entry() -> None:
    assert entries("") == ()


def test_codes_are_those_of_the_editions_tables() -> None:
    printed = "A0301 Uno A01-0108 Due G0101 Tre E20-2028 Quattro 12345678 A13 H0301"
    shapes = taxonomies().shapes
    assert [each.codice for each in entries(printed)] == shapes.findall(printed)
