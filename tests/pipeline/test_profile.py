"""A programme beside its interventi, from the text to the record, and the same from paper."""

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.run import run
from pipeline.write import encode
from tests.pipeline.plain import document, rules
from tests.pipeline.programmes import LINES, TABLES, as_pdf

KEYS = (
    "tipo",
    "titolo",
    "premessa",
    "dichiarati",
    "distretto",
    "aree_vamt",
    "azioni_vamt",
    "organizzazioni",
    "organizzazioni_al",
)


def _record(data: bytes, name: str) -> dict[str, Any]:
    """The record of a file; an intervento that is pointed to is given by its order."""
    (found,) = run(data, name)
    record: dict[str, Any] = json.loads(encode(found))
    orders = {each["id"]: each["ordine"] for each in record["interventi"]}
    for action in record["azioni_vamt"]:
        if action["rinvio"]:
            action["rinvio"]["intervento"] = orders.get(action["rinvio"]["intervento"])
    return record


def _programme(body: str, title: str = "DISTRETTO FAMIGLIA VAL DI SOLE") -> str:
    return f"PROGRAMMA DI LAVORO {title} 2021\n\n{body}"


@pytest.mark.parametrize("text", [LINES, TABLES], ids=["lines", "tables"])
def test_paper_gives_what_the_text_gives(text: str) -> None:
    plain, paper = _record(text.encode(), "x.txt"), _record(as_pdf(text), "x.pdf")
    for key in KEYS:
        assert plain[key] == paper[key], key


def test_programme_of_lines() -> None:
    record = _record(LINES.encode(), "x.txt")
    district = record["distretto"]
    assert (district["nome"], district["tipo"]) == ("Distretto Famiglia Val di Non", "territoriale")
    assert (district["anno_nascita"], district["capofila"]) == (2011, "Comune di Cles")
    assert [(each["ruolo"], each["nome"]) for each in district["attori"]] == [
        ("REFERENTE ISTITUZIONALE", "Mario Rossi"),
        ("MANAGER TERRITORIALE", "Anna Bianchi"),
        ("GRUPPO DI LAVORO", "Comune di Cles"),
        ("GRUPPO DI LAVORO", "APT Val di Non"),
        ("GRUPPO DI LAVORO", "Cooperativa Il Melo"),
    ]
    assert district["contatti"]["sito_web"] is None
    assert district["contatti"]["facebook"] == "https://www.facebook.com/prova"
    assert [each["titolo"] for each in record["premessa"]] == ["PREMESSA"]
    declared = record["dichiarati"]
    assert declared["organizzazioni"] == 45
    assert declared["realizzazione"] == {"anno": 2020, "percentuale": 92.5}
    assert [each["titolo"] for each in record["aree_vamt"]] == [
        "NETWORKING",
        "COMUNICAZIONE",
        "FORMAZIONE OBBLIGATORIA",
    ]
    assert [rule["percentuale"] for rule in record["azioni_vamt"][0]["regole"]] == [100.0]
    pointer = {"ambito": None, "titolo": "Passeggiate in famiglia", "intervento": 1}
    assert record["azioni_vamt"][2]["rinvio"] == pointer
    assert [each["nome"] for each in record["organizzazioni"]] == [
        "Comune di Cles",
        "APT Val di Non",
        "Cooperativa Il Melo S.C.S.",
    ]
    assert record["organizzazioni_al"] == "2020-12-31"
    assert [each["titolo"] for each in record["interventi"]] == [
        "PASSEGGIATE IN FAMIGLIA",
        "LETTURE",
    ]


def test_programme_of_tables_is_read_to_the_last_character() -> None:
    record = _record(TABLES.encode(), "x.txt")
    district = record["distretto"]
    assert (district["nome"], district["tipo"]) == (
        "Distretto Famiglia dell'Educazione",
        "tematico",
    )
    assert (district["anno_nascita"], district["sottoscrizione_accordo"]) == (2019, "")
    assert district["altri_campi"] == {"Comuni coinvolti": "Trento"}
    people = [(each["nome"], each["qualifica"], each["email"]) for each in district["attori"]]
    assert people == [
        ("Mario Rossi", "Comune di Trento", "mario@comune.it"),
        ("Anna Bianchi", "Cooperativa Arianna", "anna@coop.it"),
        ("Luca Verdi", "Comune di Trento", "luca@comune.it"),
        (None, None, None),
        ("Comune di Trento", None, None),
        ("Muse", None, None),
    ]
    assert district["contatti"] == {
        "email": "distretto@comune.it",
        "sito_web": None,
        "facebook": "@distretto",
        "telefono": "0461 123456",
        "indirizzo": "via Belenzani, 1 - Trento",
    }
    areas = [action["area"]["titolo"] for action in record["azioni_vamt"]]
    assert areas == ["Networking", "Networking", "ICT"]
    assert record["azioni_vamt"][2]["rinvio"]["intervento"] == 1
    marks = [each["marchi"] for each in record["organizzazioni"]]
    assert marks == [
        {"family_in_trentino": True, "family_audit": True},
        {"family_in_trentino": False, "family_audit": None},
    ]
    assert record["coverage"]["unread"] == 0


@pytest.mark.parametrize(
    ("pointer", "order"),
    [
        ('AMBIENTE - RETE "Orti di quartiere"', 1),
        ('Ambiente - rete "ORTI DI QUARTIERE."', 1),
        ('AMBIENTE "Orti di quartiere"', 1),
        ('AMBIENTE - RETE "Orti di"', 1),
        ('Ambiente, in tutte le sedi, e non solo: si veda il testo di "Orti di quartiere"', None),
        ("ATTIVITA' SPORTIVE \"Corsa e' bello\"", 2),
        ('ATTIVITA’ SPORTIVE - MACRO "Corsa è bello, di sera"', 2),
        ('CULTURA "Orti di quartiere"', None),
        ('AMBIENTE "Orti scolastici"', None),
        ('"Orti di quartiere"', 1),
        ("n. 2", 2),
        ('n. 2 "Orti di quartiere"', None),
        ("AMBIENTE", 1),
        ("CULTURA", None),
        ('"Orti"', None),
    ],
)
def test_a_pointer_is_resolved_where_all_it_says_agrees(pointer: str, order: int | None) -> None:
    body = (
        f"AZIONI V.A.M.T.\n\n1. RETE\n\nUno\tvedi progettualità specifica: {pointer}\n\n"
        "PROGETTUALITÀ n.1 AMBIENTE - RETE\t\nTitolo.\tORTI DI QUARTIERE\nTempi.\t2021\n\n"
        "PROGETTUALITÀ n.2 ATTIVITÀ SPORTIVE\t\nTitolo.\tCorsa è bello\nTempi.\t2021\n\n"
        "PROGETTUALITÀ n.3 CULTURA\t\nTitolo.\tOrti\nTempi.\t2021\n\n"
        "PROGETTUALITÀ n.4 CULTURA\t\nTitolo.\tOrti\nTempi.\t2021\n"
    )
    record = _record(_programme(body).encode(), "x.txt")
    found = record["azioni_vamt"][0]["rinvio"]
    assert (found and found["intervento"]) == order


def test_the_district_is_never_one_that_prose_speaks_of() -> None:
    body = "OGGETTO:\n\nApprovazione.\n\nIl Distretto Famiglia Val di Non è un altro.\n"
    assert document(_programme(body, "2021")).distretto is None


def test_the_subject_of_the_act_names_the_district() -> None:
    body = 'OGGETTO:\n\nSviluppo del "Distretto Famiglia Val di Non". Approvazione.\n\nTesto.\n'
    district = document(_programme(body, "2021")).distretto
    assert district is not None
    assert district.nome == "Distretto Famiglia Val di Non"


def test_district_named_on_two_lines_of_a_cover_is_whole() -> None:
    cover = "**PROGRAMMA DI LAVORO\nDISTRETTO FAMILY AUDIT\nALTA VALSUGANA\n2024**"
    found = document(f"{cover}\n\nPREMESSA\n\nTesto.\n\nPROGETTUALITÀ n.1 RETE\t\nTitolo.\tUno\n")
    assert found.titolo == "PROGRAMMA DI LAVORO DISTRETTO FAMILY AUDIT ALTA VALSUGANA"
    assert (found.anno, found.ente and found.ente.nome) == (
        2024,
        "DISTRETTO FAMILY AUDIT ALTA VALSUGANA",
    )
    assert found.distretto is not None
    assert found.distretto.nome == "Distretto Family Audit Alta Valsugana"


MENTIONS = """
OGGETTO:

Approvazione del programma di lavoro.

Vista la deliberazione sul Distretto Famiglia Val di Non e sul Distretto Famiglia Vallagarina;

PREMESSA

Nel 2020 è nato il Distretto Famiglia Alta Valsugana e Bersntol, con il Comune di {town}.
"""


@pytest.mark.parametrize(
    ("title", "town", "name", "method", "proof"),
    [
        (
            "DISTRETTO FAMIGLIA VALSUGANA E TESINO",
            "Levico Terme",
            "Distretto Famiglia Valsugana e Tesino",
            "nome",
            None,
        ),
        (
            "DISTRETTO FAMIGLIA VALLE DI SOLE",
            "Levico Terme",
            "Distretto Famiglia Val di Sole",
            "variante",
            None,
        ),
        (
            "DISTRETTO FAMIGLIA VALSUGANA",
            "Levico Terme",
            "Distretto Famiglia Alta Valsugana e Bersntol",
            "approssimata",
            "Comune di Levico Terme",
        ),
        ("DISTRETTO FAMIGLIA VALSUGANA", "Ala", "DISTRETTO FAMIGLIA VALSUGANA", None, None),
        (
            "DISTRETTO FAMIGLIA PRESOLANA",
            "Levico Terme",
            "DISTRETTO FAMIGLIA PRESOLANA",
            None,
            None,
        ),
    ],
)
def test_a_district_of_the_recitals_never_wins(
    title: str, town: str, name: str, method: str | None, proof: str | None
) -> None:
    found = document(_programme(MENTIONS.replace("{town}", town), title))
    district = found.distretto
    assert district is not None
    assert (district.nome, district.nome_stampato) == (name, title)
    assert (district.metodo, district.prova) == (method, proof)
    told = [each for each in found.issues if each.rule == "ENT003"]
    assert [each.path for each in told] == ["$.distretto.nome"] * (method in (None, "approssimata"))


def test_other_documents_have_none_of_it() -> None:
    text = "=== PIANO FAMIGLIA DI ALA ANNO 2023 ===\n\nCONTATTI\n\nTel. 0461 123456\n"
    found = document(f"{text}\n=== AZIONI ===\n\nTITOLO: Uno\nDESCRIZIONE: Due\n")
    assert (found.distretto, found.azioni_vamt, found.organizzazioni) == (None, (), ())


PIECES = (
    "DATI DEL DISTRETTO",
    "ATTORI DEL DISTRETTO",
    "CANALI SOCIAL",
    "AZIONI V.A.M.T.",
    "PROGETTUALITÀ n.1 RETE\t",
    "Titolo.\tUno",
    "ORGANIZZAZIONI ADERENTI AL 31/12/2020",
    "1\tComune di Ala\t15-lug-22\t\t",
    "\t\tData adesione\tFamily Audit",
    "Ruolo\tNome\tE-mail",
    "MANAGER TERRITORIALE\tAnna Rossi",
    "1. RETE",
    "Post: 1% per ogni post",
    "\tEvidenze: elenco",
    "---\t--",
    "anna@x.it",
    "",
)


@given(st.lists(st.sampled_from(PIECES) | st.text("aA1.:@%-\t", max_size=9), max_size=14))
def test_any_order_of_lines_is_accounted_for(lines: list[str]) -> None:
    coverage = document(_programme("\n".join(lines))).coverage
    assert coverage.read + coverage.ignored + coverage.unread == coverage.characters


def test_what_no_section_can_read_is_reported() -> None:
    body = "CANALI SOCIAL\n\nUna frase che non è un canale, e resta dove sta.\n"
    assert "COV001" in rules(document(_programme(body)))
