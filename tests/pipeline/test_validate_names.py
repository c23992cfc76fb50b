"""Names that are spelt in two ways or left over: ORG001, PLC001."""

import time
from time import perf_counter
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from schemas.records import Distretto, Ente, OrganizzazioneAderente
from tests.pipeline.cases import case, found, messages


@pytest.mark.parametrize(
    ("text", "slips"),
    [
        ("Alta Valsugana e Bersntol. " * 2 + "Alta Valsugana e Bernstol.", ["Bernstol"]),
        ("ALTA VALSUGANA E BERSNTOL. " * 2 + "Alta\nValsugana e\tBernstol.", ["Bernstol"]),
        ("Buoni PLUXEE Italia. " * 2 + "Buoni Pluxxe Italia.", ["Pluxxe"]),
        ("Val di Cembra. " * 2 + "Val di Cemba.", []),
        ("Valle di Cembra. " * 2 + "Valle di Cemrba.", ["Cemrba"]),
        ("Dial Funghi. " * 2 + "Dial Fungghi.", ["Fungghi"]),
        ("Alta Valsugana. " * 2 + "Alta Valsgana.", ["Valsgana"]),
        ("Alta Valsugana. " * 2 + "Alta Valsugena.", ["Valsugena"]),
    ],
)
def test_org001_tells_the_rarer_spelling(text: str, slips: list[str]) -> None:
    issues = found("ORG001", case(text))
    assert [text[issue.start : issue.end] for issue in issues] == slips


@pytest.mark.parametrize(
    "text",
    [
        "Alta Valsugana e Bersntol. Alta Valsugana e Bernstol.",
        "Comune di Carzano. " * 3 + "Comune di Carano.",
        "Comuni di Carzano e Carano. " * 3,
        "Val Rendena Comunale. " * 3 + "Val Rendena Comunali.",
        "Rotaliana Königsberg. " * 3 + "Rotaliana Konigsberg. Rotaliana Koenigsberg.",
        "Comunità Famiglia. " * 3 + "Comunità Famigla. ",
        "Pergine Valsugana. " * 3 + "PERGINE VALSUGANA.",
        "Città di Merano. " * 3 + "Città di Milano.",
        "Rete Interna. " * 3 + "Rete Intera. Una giornata intera.",
        "Sole Andalo. " * 3 + "Sole Andlo.",
        "Alta Valsugana. " * 3 + "Bassa Valsugena.",
        "Alta Valsugana. " * 3 + "Alta\n\n\n\n\n\n\n\n\n\nValsugena.",
        "alta valsugana. " * 3 + "alta valsugena.",
        "",
    ],
)
def test_org001_lets_other_words_and_other_spellings_of_accents_pass(text: str) -> None:
    assert messages("ORG001", case(text)) == []


def test_org001_counts_and_says_each_slip_once() -> None:
    text = "Alta Valsugana e Bersntol. " * 4 + "Alta Valsugana e Bernstol. " * 2
    assert messages("ORG001", case(text)) == [
        "«Bernstol» (2 times) is spelt «Bersntol» elsewhere (4 times)"
    ]
    text = text.replace("Bernstol", "Bersntol", 1)
    assert messages("ORG001", case(text)) == [
        "«Bernstol» (once) is spelt «Bersntol» elsewhere (5 times)"
    ]


def test_org001_takes_its_time_from_the_text_not_from_its_square() -> None:
    words = [f"Alta {chr(65 + n % 26)}{'abcdefghij'[n % 10] * (6 + n % 40)}o" for n in range(40000)]
    began = time.process_time()
    messages("ORG001", case(" ".join(words)))
    assert time.process_time() - began < 5


@given(st.text("ABab èÀ\n\t'-", max_size=200))
def test_org001_stands_any_text(text: str) -> None:
    for issue in found("ORG001", case(text)):
        assert issue.start is not None


AIM = "L'obiettivo generale dell'Accordo è sostenere le realtà della {}, mettendole in rete. "
HOME = "Il Comune di Pergine Valsugana è capofila. " * 2


@pytest.mark.parametrize(
    ("text", "places"),
    [
        (HOME + AIM.format("città di Rovereto"), ["città di Rovereto"]),
        (HOME + AIM.format("rete del Comune di Tione di Trento"), ["Comune di Tione di Trento"]),
        (HOME + "La finalità del Distretto è, nel territorio di Cles, 1.", ["territorio di Cles"]),
        (HOME + AIM.format("città di Rovereto") + "A Rovereto.", []),
        (HOME + AIM.format("città di Pergine Valsugana"), []),
        (AIM.format("città di Rovereto"), []),
        (HOME + "Un incontro nella città di Rovereto.", []),
        (HOME + "L'obiettivo dell'Accordo è la rete. Si va nella città di Rovereto.", []),
        (HOME + "L'obiettivo dell'azione è un viaggio nella città di Rovereto.", []),
        (HOME + AIM.format("città di tutti"), []),
    ],
)  # fmt: skip
def test_plc001_tells_a_town_left_in_the_aim(text: str, places: list[str]) -> None:
    assert [text[issue.start : issue.end] for issue in found("PLC001", case(text))] == places


def test_plc001_knows_the_names_of_body_district_and_members() -> None:
    text = HOME + AIM.format("città di Rovereto")
    told = "the aim speaks of «città di Rovereto», which stands nowhere else"
    (issue,) = found("PLC001", case(text))
    assert issue.message == f"{told}; the document is about «Pergine Valsugana»"
    own: list[dict[str, Any]] = [
        {"ente": Ente(nome="COMUNE DI ROVERETO", tipo="comune")},
        {"distretto": Distretto(nome="Family Audit Rovereto")},
        {"organizzazioni": (OrganizzazioneAderente(nome="Comune di Rovereto"),)},
    ]
    for fields in own:
        assert messages("PLC001", case(text, **fields)) == []


def test_plc001_looks_once_for_every_place() -> None:
    aims = "".join(f"Obiettivo del piano nella città di Luogo{n} oggi.\n" for n in range(20_000))
    start = perf_counter()
    assert found("PLC001", case(aims)) == []
    assert len(found("PLC001", case(HOME + HOME + aims[:500]))) >= 1
    assert perf_counter() - start < 5
