"""An office with its name closes an act; an office in a point or in its table does not."""

from __future__ import annotations

import pytest

from extractors.act.parts import act_parts
from extractors.act.signatures import signature

_HEAD = "DETERMINAZIONE N. 4 DEL 03/02/2025\nOGGETTO: Spesa\nVISTO il TUEL;\nDETERMINA\n"


@pytest.mark.parametrize(
    ("ending", "name", "office"),
    [
        (
            "1. di spendere;\n\nIl Responsabile del Settore\ndott.ssa Ada Bruni\n",
            "dott.ssa Ada Bruni",
            "Responsabile del Settore",
        ),
        ("1. di spendere;\rIL SINDACO\rMario Rossi", "Mario Rossi", "SINDACO"),
        ("1. di pubblicare l'atto. IL SINDACO\nMario Rossi\n", "Mario Rossi", "SINDACO"),
        (
            "1. di dare\n   Il Segretario comunale   Il Presidente\n   Ugo Neri     Aldo Verdi\n",
            "Aldo Verdi",
            "Presidente",
        ),
        ("1. di dare.\nIL SINDACO IL SEGRETARIO\nAldo Verdi Ugo Neri\n", "Aldo Verdi", "SINDACO"),
        (
            "1. di dare.\nIL SINDACO\tIL SEGRETARIO\nAldo Verdi\tdott. Ugo Neri\n",
            "Aldo Verdi",
            "SINDACO",
        ),
        (
            (
                "1. di dare.\nLA SINDACA   L'ASSESSORE ANZIANO   IL SEGRETARIO\n"
                "f.to Margherita La Rocca   f.to Ivo Bassi   f.to Ugo Neri\n"
            ),
            "Margherita La Rocca",
            "SINDACA",
        ),
        ("1. di dare.\nIl Direttore - dott. Ivo Bassi -\n", "dott. Ivo Bassi", "Direttore"),
        ("1. di dare.\nIL DIRIGENTE (dott. Ivo Bassi)\n", "dott. Ivo Bassi", "DIRIGENTE"),
        (
            "1. di dare.\nIl Responsabile del servizio finanziario\nf.to Ivo Bassi\n",
            "Ivo Bassi",
            "Responsabile del servizio finanziario",
        ),
        (
            "1. di dare.\nIL DIRIGENTE\nAda Lana\n\nAllegati: 1) Programma\n",
            "Ada Lana",
            "DIRIGENTE",
        ),
    ],
)
def test_an_office_with_a_name_closes(ending: str, name: str, office: str) -> None:
    text = _HEAD + ending
    parts = act_parts(text, 0, len(text))
    assert [part.kind for part in parts][-2:] == ["decision", "closing"]
    assert office not in text[parts[-2].body]
    found = signature(text, parts[-1].title.start, parts[-1].body.stop)
    assert found is not None
    assert found.qualifica is not None
    assert (text[found.nome], text[found.qualifica]) == (name, office)


@pytest.mark.parametrize(
    "ending",
    [
        "1. di trasmettere l'atto al Responsabile del Settore\nMario Rossi per quanto dovuto;\n",
        "1. di nominare la commissione:\nIl Presidente\nMario Rossi\nIl Segretario\nUgo Neri\n",
        "1. di nominare:\nNome\tCarica\nMario Rossi\tIl Presidente\nUgo Neri\tIl Segretario\n",
        "1. di incaricare chi segue.\nIl Direttore\nMario Rossi\n2. di dare atto.\n",
        "1. di dare.\nIl Sindaco informa che la seduta è pubblica\nMario Rossi\n",
        "1. di dare.\nIL RESPONSABILE DEL SETTORE\nLAVORI PUBBLICI\n",
    ],
)
def test_an_office_in_a_point_closes_nothing(ending: str) -> None:
    text = _HEAD + ending
    assert [part.kind for part in act_parts(text, 0, len(text))][-1] == "decision"
