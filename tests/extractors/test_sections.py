"""The headings of a programme's sections, and lines that look like one."""

import pytest

from extractors.programme.sections import find_sections, heading_kind


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("DATI DEL DISTRETTO", "dati"),
        ("Dati del distretto", "dati"),
        ("**DATI DEL DISTRETTO**", "dati"),
        ("1. DATI GENERALI DEL DISTRETTO", "dati"),
        ("ATTORI DEL DISTRETTO\t", "attori"),
        ("ATTORI DEL DISTRETTO FAMIGLIA VAL DI SOLE", "attori"),
        ("3) REFERENTI DEL DISTRETTO:", "attori"),
        ("CANALI SOCIAL", "canali"),
        ("CANALI DI COMUNICAZIONE DEL DISTRETTO", "canali"),
        ("CONTATTI", "canali"),
        ("AZIONI V.A.M.T.", "vamt"),
        ("AZIONI VAMT", "vamt"),
        ("AZIONI V. A. M. T.", "vamt"),
        ("PROGETTUALITÀ", "progettualita"),
        ("PROGETTUALITA'", "progettualita"),
        ("ORGANIZZAZIONI ADERENTI AL 30 APRILE 2024", "aderenti"),
        ("ORGANIZZAZIONI\rADERENTI AL 30 APRILE 2024", "aderenti"),
        ("ORGANIZZAZIONI ADERENTI AL DISTRETTO FAMIGLIA AL 31/12/2019", "aderenti"),
        ("ALLEGATO N. 1 – ELENCO ORGANIZZAZIONI ADERENTI E CERTIFICAZIONI", "aderenti"),
        ("GLI ATTORI DEL DISTRETTO", "attori"),
        ("CANALI SOCIAL E CONTATTI", "canali"),
        ("Le organizzazioni aderenti", "aderenti"),
        ("Elenco delle organizzazioni aderenti", "aderenti"),
    ],
)
def test_heading_is_told_by_its_words(line: str, kind: str) -> None:
    assert heading_kind(line) == kind


@pytest.mark.parametrize(
    "line",
    [
        "",
        "DATI",
        "DATI DEMOGRAFICI",
        "ATTORI DEL DISTRETTO\tComune di Ala",
        "ATTORI DEL DISTRETTO .......... 7",
        "ATTORI DEL DISTRETTO pag. 7",
        "ATTORI DEL DISTRETTO 7",
        "attori del distretto",
        "Organizzazioni aderenti (e non) al Distretto",
        "Organizzazioni aderenti al Distretto, come da elenco.",
        "Organizzazioni non aderenti al Distretto",
        "Le organizzazioni aderenti hanno partecipato",
        "Canali di scolo",
        "AZIONI",
        "AZIONI DEL PIANO",
        "CONTATTI CON LE SCUOLE",
        "Contatti utili per le famiglie.",
        "I dati del distretto mostrano una crescita",
        "x" * 500,
    ],
)
def test_other_lines_head_nothing(line: str) -> None:
    assert heading_kind(line) is None


def test_a_section_goes_on_to_the_next() -> None:
    text = "Testo.\nDATI DEL DISTRETTO\nuno\n\nCANALI SOCIAL\ndue\n"
    found = [(part.kind, text[part.heading], text[part.body]) for part in find_sections(text)]
    assert found == [
        ("dati", "DATI DEL DISTRETTO", "\nuno\n\n"),
        ("canali", "CANALI SOCIAL", "\ndue\n"),
    ]


def test_a_text_without_headings_has_no_sections() -> None:
    assert find_sections("Testo.\n" * 3) == []


def test_a_sentence_broken_by_hand_heads_nothing() -> None:
    """The next line goes on with it in small letters."""
    first = "Le organizzazioni aderenti al Distretto famiglia Val Fiorita sono pubbliche"
    assert find_sections(f"{first}\ne private.\n") == []
