"""The introduction: chapter heads, placeholders, the municipality and year it speaks of."""

import pytest

from extractors.introduction import is_placeholder, named_municipality, named_year, sections


def _chapters(text: str) -> list[tuple[str | None, str]]:
    """Each chapter's head and text."""
    found = sections(text, 0, len(text))
    return [(text[part.titolo] if part.titolo else None, text[part.testo]) for part in found]


@pytest.mark.parametrize(
    "head",
    [
        "PREMESSA",
        "Premessa",
        "PREMESSO CHE:",
        "PRESENTAZIONE DEL PIANO",
        "ATTIVITA' PROGRAMMATORIA",
        "ATTIVITÀ PROGRAMMATORIA",
        "INQUADRAMENTO DEMOGRAFICO",
        "LE SFIDE",
        "OBIETTIVO",
        "OBBIETTIVI",
        "1. PREMESSA",
        "LINEE DI SVILUPPO DEL 2024",
        "**PREMESSA**",
        "IL COMUNE E’ AMICO DELLA FAMIGLIA.",
    ],
)
def test_capitals_on_a_line_head_a_chapter(head: str) -> None:
    assert _chapters(f"Prima.\n\n{head}\n\nUno.\nDue.\n") == [
        (None, "Prima."),
        (head, "Uno.\nDue."),
    ]


@pytest.mark.parametrize(
    "line",
    [
        "Obiettivo",
        "Obiettivi:",
        "La PREMESSA",
        "ABC",
        "2022",
        "L. 1/2011",
        "€ 1.200,00",
        "-----",
        "COLONNA\tALTRA",
        "A" * 91,
    ],
)
def test_other_lines_stay_in_the_text(line: str) -> None:
    text = f"Prima.\n{line}\nDopo."
    assert _chapters(text) == [(None, text)]


@pytest.mark.parametrize(
    ("text", "chapters"),
    [
        ("", []),
        ("\n \n", []),
        ("PREMESSA", []),
        ("PREMESSA\n\nLE SFIDE\nDue.", [("LE SFIDE", "Due.")]),
        ("PREMESSA\nUno.\nLE SFIDE\nDue.", [("PREMESSA", "Uno."), ("LE SFIDE", "Due.")]),
        ("Prima.\r\nPREMESSA\r\nUno.\r\n", [(None, "Prima."), ("PREMESSA", "Uno.")]),
        ("  PREMESSA  \n  Uno.  ", [("PREMESSA", "Uno.")]),
    ],
)
def test_chapters_hold_text(text: str, chapters: list[tuple[str | None, str]]) -> None:
    assert _chapters(text) == chapters


def test_chapters_are_cut_to_the_part_asked_for() -> None:
    text = "FUORI\nprima\nPREMESSA\nUno.\nDOPO\nfuori"
    start, end = text.index("PREMESSA"), text.index("DOPO")
    (only,) = sections(text, start, end)
    assert only.titolo is not None
    assert (text[only.titolo], text[only.testo]) == ("PREMESSA", "Uno.")


@pytest.mark.parametrize("text", ["nan", "NaN", " nan \n", "\\", "\\\\"])
def test_platform_placeholder_is_none(text: str) -> None:
    assert is_placeholder(text)


@pytest.mark.parametrize("text", ["", "nana", "nan nan", "Il piano", "\\n", "-", "/"])
def test_text_is_no_placeholder(text: str) -> None:
    assert not is_placeholder(text)


@pytest.mark.parametrize(
    "name",
    [
        "Segonzano",
        "Riva del Garda",
        "Cinte Tesino",
        "San Michele all'Adige",
        "San Michele all’Adige",
        "Sant'Orsola Terme",
        "Baselga di Piné",
        "Castello-Molina di Fiemme",
        "Terre d’Adige",
    ],
)
def test_municipality_named_twice_is_meant(name: str) -> None:
    text = f"Il Comune di {name} ha aderito. Oggi il Comune di {name} propone il piano."
    assert named_municipality(text) == name


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Comune di Ala, poi Comune di Avio, poi ancora Comune di Ala.", "Ala"),
        ("Comune di Ala. Comune\r di Ala.", "Ala"),
        ("Comune di Ala.", None),
        ("Comune di Ala, Comune di Avio, Comune di Ala, Comune di Avio.", None),
        ("comune di residenza, comune di residenza", None),
        ("Comune di residenza, Comune di residenza", None),
        ("Ala e ancora Ala", None),
        ("", None),
    ],
)
def test_municipality_must_be_named_most(text: str, name: str | None) -> None:
    assert named_municipality(text) == name


@pytest.mark.parametrize(
    ("text", "year"),
    [
        ("per l'anno 2021", 2021),
        ("nell’anno 2019 il Comune; per l’anno 2021 il piano", 2021),
        ("per l'anno 2021; dell'anno 2019", 2021),
        ("per l' anno\n2022", 2022),
        ("nell'anno 1999", None),
        ("per l'anno 20211", None),
        ("dell’anno scolastico 2021", None),
        ("legge provinciale n. 1 del 2 marzo 2011", None),
        ("anno 2021", None),
        ("", None),
    ],
)
def test_latest_year_planned_for(text: str, year: int | None) -> None:
    assert named_year(text) == year
