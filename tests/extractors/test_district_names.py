"""Which district a title, a foot line or a subject names."""

import re
import tomllib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractors.folding import folded
from extractors.municipalities import municipality
from extractors.programme.district_names import named_in
from extractors.programme.district_register import places
from schemas import PACKAGE


@pytest.mark.parametrize(
    ("text", "name", "kind"),
    [
        ("DISTRETTO FAMILY AUDIT ALTA VALSUGANA", "Family Audit Alta Valsugana", "family_audit"),
        ("Distretto Famiglia Alta Valsugana", "Famiglia Alta Valsugana e Bersntol", "territoriale"),
        (
            "Distretto famiglia Alta Valsugana - Bernstol",
            "Famiglia Alta Valsugana e Bersntol",
            "territoriale",
        ),
        (
            "Distretto famiglia Alta Valsugana e B e r s n t o l",
            "Famiglia Alta Valsugana e Bersntol",
            "territoriale",
        ),
        (
            "PROGRAMMA DI LAVORO DISTRETTO FAMIGLIA VALSUGANA E TESINO 2019",
            "Famiglia Valsugana e Tesino",
            "territoriale",
        ),
        ("Distretto Famiglia Valle di Non", "Famiglia Val di Non", "territoriale"),
        ("DISTRETTO FAMIGLIA DI FIEMME", "Famiglia Val di Fiemme", "territoriale"),
        ("DISTRETTO FAMIGLIA FAMILY GREEN PRIMIERO 2021", "Famiglia Primiero", "territoriale"),
        (
            "ACCORDO DI AREA PER LO SVILUPPO DEL DISTRETTO FAMIGLIA NELLA ROTALIANA KÖNIGSBERG",
            "Famiglia Rotaliana Königsberg",
            "territoriale",
        ),
        ("Distretto famiglia Rotaliana Koenigsberg", "Famiglia Rotaliana Königsberg", None),
        (
            "Distretto Famiglia delle Giudicarie Esteriori -Terme di Comano",
            "Famiglia Giudicarie Esteriori - Terme di Comano",
            None,
        ),
        ("Distretto Famiglia negli Altipiani cimbri", "Famiglia Altipiani Cimbri", None),
        ("Distretto Family Valle del Chiese", "Famiglia Valle del Chiese", "territoriale"),
        ("Distretto famiglia dell'educazione", "Famiglia dell'Educazione", "tematico"),
        ("Distretto Family Audit Le Palazzine", "Family Audit Le Palazzine", "family_audit"),
        ("Programma di lavoro Distretto Famiglia Val di Sole 1", "Famiglia Val di Sole", None),
        (
            (
                'Trentino "Distretto per la famiglia". Accordo di area per lo sviluppo del " '
                'Distretto Family Audit Alta Valsugana". Approvazione del Programma di lavoro'
            ),
            "Family Audit Alta Valsugana",
            "family_audit",
        ),
    ],
)
def test_known_district_has_its_name(text: str, name: str, kind: str | None) -> None:
    found = named_in([text])
    assert found is not None
    assert found.nome == f"Distretto {name}"
    assert kind in (None, found.tipo)


@pytest.mark.parametrize(
    ("text", "name", "kind"),
    [
        ("DISTRETTO FAMIGLIA VALSUGANA", "DISTRETTO FAMIGLIA VALSUGANA", "territoriale"),
        ("Distretto Famiglia Lago Azzurro 2031", "Distretto Famiglia Lago Azzurro", "territoriale"),
        (
            "Distretto Family Audit Lago Azzurro",
            "Distretto Family Audit Lago Azzurro",
            "family_audit",
        ),
        ("Distretto famiglia dell'arte", "Distretto famiglia dell'arte", "tematico"),
    ],
)
def test_unknown_district_keeps_its_name(text: str, name: str, kind: str) -> None:
    found = named_in([text])
    assert found is not None
    assert (found.nome, found.tipo) == (name, kind)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Trentino Distretto per la famiglia",
        'Trentino "Distretto per la famiglia" Accordo di area',
        "I Distretti famiglia tematici e territoriali",
        "Distretto Family Audit",
        "Habitech Distretto Tecnologico Trentino",
        "Distretto dell'Economia Solidale dell'Alta Valsugana",
        "distretto sanitario della Vallagarina",
        "Comune di Alta Valsugana",
        "16 Distretti famiglia territoriali",
    ],
)
def test_other_districts_are_none(text: str) -> None:
    assert named_in([text]) is None


AV = "Distretto Famiglia Alta Valsugana e Bersntol"
VT = "Distretto Famiglia Valsugana e Tesino"
FAAV = "Distretto Family Audit Alta Valsugana"
VARIANTS = [
    # Every variant that was seen, by district.
    ("Distretto Famiglia Val Rendena", "Distretto Famiglia Val Rendena"),
    ("Distretto famiglia Alta Val Rendena", "Distretto Famiglia Val Rendena"),
    ("Distretto famiglia alta Val rendena", "Distretto Famiglia Val Rendena"),
    ("DISTRETTO FAMIGLIA VAL RENDENA", "Distretto Famiglia Val Rendena"),
    ("Distretto famiglia Rotaliana", "Distretto Famiglia Rotaliana Königsberg"),
    ("Distretto famiglia Rotaliana-Königsberg", "Distretto Famiglia Rotaliana Königsberg"),
    ("Distretto famiglia Rotaliana Koenigsberg", "Distretto Famiglia Rotaliana Königsberg"),
    ("Distretto famiglia Rotaliana Konigsberg", "Distretto Famiglia Rotaliana Königsberg"),
    (
        "Distretto famiglia della Comunità Rotaliana Königsberg",
        "Distretto Famiglia Rotaliana Königsberg",
    ),
    ("Distretto famiglia Piana Rotaliana Königsberg", "Distretto Famiglia Rotaliana Königsberg"),
    (
        "Distretto famiglia delle Giudicarie Esteriori -Terme di Comano",
        "Distretto Famiglia Giudicarie Esteriori - Terme di Comano",
    ),
    (
        "Distretto famiglia Giudicarie Esteriori",
        "Distretto Famiglia Giudicarie Esteriori - Terme di Comano",
    ),
    ("Distretto famiglia in Valsugana e Tesino", VT),
    ("Distretto famiglia nella Valsugana e Tesino", VT),
    ("Distretto famiglia Bassa Valsugana e Tesino", VT),
    ("Distretto famiglia Valsugana e tesino", VT),
    ("Distretto famiglia Valsugana e Testino", VT),
    ("Distretto famiglia Alta Valsugana", AV),
    ("Distretto famiglia dell'Alta Valsugana e Bersntol", AV),
    ("Distretto famiglia Alta Valsugana e Bernstol", AV),
    ("Distretto famiglia Alta Valsugana - Bersntol", AV),
    ("Distretto famiglia Alta Valsugana Bersntol", AV),
    ("Distretto Famiglia Alta Valsugana e B e r s n t o l", AV),
    ("Distretto Family Green Primiero", "Distretto Famiglia Primiero"),
    ("Distretto Family Green di Primiero", "Distretto Famiglia Primiero"),
    ("Distretto Family e Green", "Distretto Famiglia Primiero"),
    ("Distretto famiglia della Vallagarina", "Distretto Famiglia Vallagarina"),
    ("Distretto famiglia della Destra Adige", "Distretto Famiglia Vallagarina"),
    ("Distretto Audit della Vallagarina", "Distretto Famiglia Vallagarina"),
    ("Distretto Family Valle del Chiese", "Distretto Famiglia Valle del Chiese"),
    ("Distretto famiglia della Valle del Chiese", "Distretto Famiglia Valle del Chiese"),
    ("Distretto famiglia della Paganella", "Distretto Famiglia Paganella"),
    ("Distretto famiglia dell'altopiano della Paganella", "Distretto Famiglia Paganella"),
    ("DISTRETTO FAMIGLIA PAGANELA", "Distretto Famiglia Paganella"),
    ("Distretto famiglia Alto Garda e Ledro", "Distretto Famiglia Alto Garda"),
    ("Distretto famiglia dell'Alto Garda", "Distretto Famiglia Alto Garda"),
    ("Distretto famiglia nell’Alto Garda", "Distretto Famiglia Alto Garda"),
    ("Distretto famiglia degli Altipiani Cimbri", "Distretto Famiglia Altipiani Cimbri"),
    ("Distretto famiglia negli Altipiani cimbri", "Distretto Famiglia Altipiani Cimbri"),
    ("Distretto famiglia Della Valle di Cembra", "Distretto Famiglia Valle di Cembra"),
    ("Distretto famiglia della vale di Cembra", "Distretto Famiglia Valle di Cembra"),
    ("Distretto dell'educazione nel Comune di Trento", "Distretto Famiglia dell'Educazione"),
    ("Distretto famiglia dell'educazione", "Distretto Famiglia dell'Educazione"),
    ("Distretto dello Sport", "Distretto dello Sport"),
    ("Distretto Family Audit Le Palazzine", "Distretto Family Audit Le Palazzine"),
    ("Distretto Family Audit di Trento", "Distretto Family Audit di Trento"),
    ("Distretto Family Audit Circoscrizione di Povo", "Distretto Family Audit di Trento"),
    ("Distretto Family Audit Trento Collina Est", "Distretto Family Audit di Trento"),
    (
        "Distretto Family Audit Città della Quercia (Rovereto)",
        "Distretto Family Audit Città della Quercia",
    ),
    ("Distretto Family Audit Alta Valsugana", FAAV),
    ("Distretto del Family Audit Alta Valsugana", FAAV),
    ("Distretto Family Audit APSP", "Distretto Family Audit APSP"),
    # Val and Valle, articles, Family, plural, `per la Famiglia`.
    ("Distretto per la Famiglia in Valle di Non", "Distretto Famiglia Val di Non"),
    ("Distretto famiglie della Val di Sole", "Distretto Famiglia Val di Sole"),
    ("Distretto Family nella Valle di Sole", "Distretto Famiglia Val di Sole"),
    ("Distretto della Valle di Non", "Distretto Famiglia Val di Non"),
    ("Distretto Famiglia di Fiemme", "Distretto Famiglia Val di Fiemme"),
    ("Distretto Famiglia Val diFiemme", "Distretto Famiglia Val di Fiemme"),
    (
        "____Programma di lavoro Distretto Famiglia Val di Fiemme",
        "Distretto Famiglia Val di Fiemme",
    ),
    (
        "PROGRAMMA DI LAVORO DISTRETTO FAMIGLIA VALLE DEI LAGHI 2019-2020",
        "Distretto Famiglia Valle dei Laghi",
    ),
    ("Distretto famiglia “Val di Non” 2021", "Distretto Famiglia Val di Non"),
    ('Distretto Family Audit "Alta Valsugana"', FAAV),
    (
        "Distretto famiglia territoriale dei Comuni della Val di Sole",
        "Distretto Famiglia Val di Sole",
    ),
    # Cut short in lists of annexes and names of files.
    ("001 PROGRAMMA DI LAVORO 2024 DFA ALTA VALSUGANA", FAAV),
    ("PROGRAMMA DI LAVORO 2022 DF ALTA VALSUGANA", AV),
]


@pytest.mark.parametrize(("text", "name"), VARIANTS)
def test_variant_is_the_district(text: str, name: str) -> None:
    found = named_in([text])
    assert found is not None
    assert found.nome == name
    assert (found.prova, found.dubbio) == (None, None)
    is_own = folded(found.stampato) == folded(name)
    assert found.metodo == ("nome" if is_own else "variante")
    assert found.stampato in re.sub('[“”"]', "", text)


@pytest.mark.parametrize("district", {district for _, district in VARIANTS})
def test_canonical_name_is_its_own(district: str) -> None:
    found = named_in([district])
    assert found is not None
    assert (found.nome, found.stampato, found.metodo) == (district, district, "nome")


def test_every_district_is_in_the_tests() -> None:
    assert {place.district.nome for place in places()} == {name for _, name in VARIANTS}


@pytest.mark.parametrize(
    ("text", "printed"),
    [
        ("Programma di lavoro Distretto Famiglia Val di Sole 1", "Distretto Famiglia Val di Sole"),
        ("DISTRETTO FAMIGLIA VALLE DI NON - PROGRAMMA", "DISTRETTO FAMIGLIA VALLE DI NON"),
        (
            "Distretto famiglia delle Giudicarie Esteriori -Terme di Comano anno 2021",
            "Distretto famiglia delle Giudicarie Esteriori -Terme di Comano",
        ),
        (
            'l\'accordo del "Distretto Famiglia in Valle di Sole"',
            "Distretto Famiglia in Valle di Sole",
        ),
        ("2024 DFA ALTA VALSUGANA", "DFA ALTA VALSUGANA"),
    ],
)
def test_printed_name_stays(text: str, printed: str) -> None:
    found = named_in([text])
    assert found is not None
    assert found.stampato == printed


@pytest.mark.parametrize(
    ("text", "not_this"),
    [
        ("Distretto Famiglia Valsugana e Tesino", AV),
        ("Distretto Famiglia Valsugana", AV),
        ("Distretto Famiglia Valsugana", VT),
        ("Distretto Famiglia Alta Valsugana", FAAV),
        ("Distretto Family Audit Alta Valsugana", AV),
        ("Distretto Family Audit Vallagarina", "Distretto Famiglia Vallagarina"),
        ("Distretto Famiglia Trento", "Distretto Family Audit di Trento"),
        (
            "Distretto Famiglia Giudicarie Inferiori",
            "Distretto Famiglia Giudicarie Esteriori - Terme di Comano",
        ),
        (
            "Distretto Famiglia Giudicarie",
            "Distretto Famiglia Giudicarie Esteriori - Terme di Comano",
        ),
        ("Distretto Famiglia Val di Fassa", "Distretto Famiglia Val di Fiemme"),
        ("Distretto Famiglia Val di Ledro", "Distretto Famiglia Alto Garda"),
        ("Distretto Famiglia Alto Adige", "Distretto Famiglia Alto Garda"),
        ("Distretto Famiglia Val di Nonsense", "Distretto Famiglia Val di Non"),
        ("Distretto Famiglia Val di Soletta", "Distretto Famiglia Val di Sole"),
        ("Distretto Famiglia della Presolana", "Distretto Famiglia Paganella"),
        ("Distretto Famiglia Lago Azzurro di Vallagarina", "Distretto Famiglia Vallagarina"),
        ("Distretto Famiglia Altipiani", "Distretto Famiglia Altipiani Cimbri"),
        ("Distretto Famiglia Valle", "Distretto Famiglia Val di Non"),
        ("Distretto Famiglia Rotalian Königsberg", "Distretto Famiglia Rotaliana Königsberg"),
        ("Distretto Famiglia Vallagarna", "Distretto Famiglia Vallagarina"),
        ("Distretto Famiglia delle Valli di Cembra e Fiemme", "Distretto Famiglia Valle di Cembra"),
        ("Distretto Famiglia delle Valli di Cembra e Fiemme", "Distretto Famiglia Val di Fiemme"),
        ("Distretto Famiglia delle Valli di Non e di Sole", "Distretto Famiglia Val di Non"),
        ("Distretto Famiglia Val di Sole e Val di Non", "Distretto Famiglia Val di Sole"),
        ("Distretto Famiglia Valle di Non e della Valle di Sole", "Distretto Famiglia Val di Non"),
        ("Distretto Famiglia Paganella e Vallagarina", "Distretto Famiglia Paganella"),
        ("Distretto Family Audit Pergine", FAAV),
        ("Distretto Famiglia Sportivo", "Distretto dello Sport"),
        ("Distretto dell'educazione alimentare di Bari e Distretto Sport", "Distretto dello Sport"),
    ],
)
def test_near_miss_is_not_the_district(text: str, not_this: str) -> None:
    found = named_in([text])
    assert found is None or found.nome != not_this


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Distretto Famiglia Lago Azzurro", "is the name of no known family district"),
        ("Distretto Famiglia Valsugana", "is only like"),
        ("Distretto Famiglia Vallagarna", "is only like Distretto Famiglia Vallagarina"),
        ("Distretto Famiglia delle Valli di Cembra e Fiemme", "names two districts at once"),
    ],
)
def test_unknown_district_is_kept_as_printed_with_a_reason(text: str, said: str) -> None:
    found = named_in([f"PROGRAMMA DI LAVORO {text} 2024"])
    assert found is not None
    assert (found.nome, found.stampato, found.metodo, found.prova) == (text, text, None, None)
    assert found.dubbio is not None
    assert said in found.dubbio


@pytest.mark.parametrize(
    ("text", "bodies", "prose", "name", "proof"),
    [
        (
            "Distretto Famiglia Valsugana",
            ["Comune di Levico Terme"],
            "",
            AV,
            "Comune di Levico Terme",
        ),
        ("Distretto Famiglia Valsugana", ["LEVICO TERME"], "", AV, "LEVICO TERME"),
        ("Distretto Famiglia Valsugana", ["Comune di Novaledo"], "", VT, "Comune di Novaledo"),
        (
            "Distretto Famiglia Valsugana e Bersntol",
            [],
            "Il Comune di\nSant’Orsola Terme aderisce.",
            AV,
            "Comune di Sant’Orsola Terme",
        ),
        (
            "Distretto Famiglia Vallagarna",
            ["Comunità della Vallagarina"],
            "",
            "Distretto Famiglia Vallagarina",
            "Comunità della Vallagarina",
        ),
        (
            "Distretto Famiglia Rotalian Könisberg",
            [],
            "la COMUNITA’ ROTALIANA KÖNIGSBERG ha deliberato",
            "Distretto Famiglia Rotaliana Königsberg",
            "COMUNITA’ ROTALIANA",
        ),
    ],
)
def test_name_that_is_like_one_needs_a_proof(
    text: str, bodies: list[str], prose: str, name: str, proof: str
) -> None:
    found = named_in([text], bodies, prose)
    assert found is not None
    assert (found.nome, found.stampato, found.metodo) == (name, text, "approssimata")
    assert found.prova == proof
    assert found.dubbio


@pytest.mark.parametrize(
    ("text", "bodies"),
    [
        ("Distretto Famiglia Valsugana", ["Comune di Levico Terme", "Comune di Novaledo"]),
        ("Distretto Famiglia Valsugana", ["Comune di Trento", "Comunità della Val di Non"]),
        ("Distretto Famiglia Lago Azzurro", ["Comune di Levico Terme"]),
        ("Distretto Famiglia Giudicarie Inferiori", ["Comune di Bleggio Superiore"]),
        ("Distretto Famiglia Val di Fassa", ["Comunità della Val di Fiemme"]),
        ("Distretto Famiglia Val", ["Comunità della Val di Fiemme"]),
        ("Distretto Family Audit Valsugana", ["Comune di Levico Terme"]),
    ],
)
def test_proof_of_two_or_of_another_is_none(text: str, bodies: list[str]) -> None:
    found = named_in([text], bodies)
    assert found is not None
    assert (found.nome, found.metodo, found.prova) == (text, None, None)


def test_another_title_proves_a_name_that_is_like_it_only() -> None:
    foot = "Programma di lavoro Distretto Famiglia Alta Valsugana 3"
    found = named_in(["DISTRETTO FAMIGLIA VALSUGANA", foot])
    assert found is not None
    assert (found.nome, found.prova) == (AV, "Distretto Famiglia Alta Valsugana")
    other = named_in(["Distretto famiglia Lago Azzurro", foot])
    assert other is not None
    assert other.nome == "Distretto famiglia Lago Azzurro"


def test_the_name_that_stands_first_counts() -> None:
    for text in (
        "Distretto Famiglia Val di Non con il Distretto Famiglia Valsugana e Tesino",
        "Distretto Famiglia Val di Non in collaborazione con la Vallagarina",
        "Distretto Famiglia, poi Distretto Famiglia Val di Non",
        "Distretto famiglia ha aderito al Distretto Famiglia Val di Non",
    ):
        found = named_in([text])
        assert found is not None
        assert found.nome == "Distretto Famiglia Val di Non"


@given(st.text(max_size=300))
def test_any_text_is_read(text: str) -> None:
    found = named_in([f"Distretto famiglia {text}"], [text], text)
    assert found is None or found.stampato


def test_hostile_text_is_read_in_time() -> None:
    for text in ("distretto famiglia " * 50_000, "Distretto dell" * 50_000, "DF " * 200_000):
        named_in([text], [text], text)


def test_the_table_says_where_each_name_was_read_and_its_municipalities_are_some() -> None:
    table = tomllib.loads((Path(PACKAGE) / "districts.toml").read_text(encoding="utf-8"))
    names = [district["nome"] for district in table["district"]]
    assert len(names) == len(set(names)) == 23
    assert sum(district["tipo"] == "territoriale" for district in table["district"]) == 16
    for district in table["district"]:
        assert district["fonte"]
        assert district["luoghi"]
        for name in district["comuni"]:
            found = municipality(name, 2024, district["provincia"])
            assert found is not None, name
            assert found.province == district["provincia"]
