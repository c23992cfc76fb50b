"""Which district a title, a foot line or a subject names."""

import pytest

from extractors.programme.district_names import named_in


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


def test_the_first_text_counts_most_but_a_known_name_more() -> None:
    texts = ["Distretto famiglia Lago Azzurro", "Distretto famiglia Val di Non"]
    found = named_in(texts)
    assert found is not None
    assert found.nome == "Distretto Famiglia Val di Non"
