"""Locating: which municipality a document's body is, and why one has no code."""

from typing import Any

import pytest

from pipeline.normalise.locate import locate
from schemas.records import Atto, Ente

Tipo = Any


def _located(
    text: str, name: str, year: int | None = 2022, *, tipo: str = "atto", kind: Tipo = "comune"
) -> tuple[str | None, str | None, list[str]]:
    fields = {"ente": Ente(nome=name, tipo=kind), "anno": year, "atto": None, "tipo": tipo}
    located, issues = locate(text, fields)
    ente = located["ente"]
    assert ente.nome == name
    assert {each.rule for each in issues} <= {"ENT002"}
    return ente.codice_istat, ente.provincia, [each.message for each in issues]


@pytest.mark.parametrize("name", ["COMANO", "SAN LORENZO", "PALU'"])
def test_a_namesake_in_another_province_than_the_letterhead_is_not_meant(name: str) -> None:
    code, province, (message,) = _located(f"COMUNE DI {name}\nProvincia di Trento\n", name)
    assert (code, province) == (None, "TN")
    assert "the document means another one" in message


@pytest.mark.parametrize(
    ("text", "name", "tipo", "code", "province"),
    [
        ("", "BASELGA DI PINE'", "atto", "022009", "TN"),
        ("COMUNE DI SAMONE\nProvincia di Trento\n", "SAMONE", "atto", "022165", "TN"),
        ("COMUNE DI SAMONE\n(Provincia di Torino)\n", "SAMONE", "atto", "001235", "TO"),
        ("Via Roma 1, 38059 Samone (TN)\n", "SAMONE", "atto", "022165", "TN"),
        ("La Provincia autonoma di Trento ha\n", "SAMONE", "piano_famiglia", "022165", "TN"),
        ("COMUNE DI SAMONE\nProvincia di Trento\n", "COMUNE DI SAMONE", "atto", "022165", "TN"),
    ],
)
def test_a_municipality_is_where_the_document_says(
    text: str, name: str, tipo: str, code: str, province: str
) -> None:
    assert _located(text, name, tipo=tipo) == (code, province, [])


@pytest.mark.parametrize(
    ("text", "tipo"),
    [
        ("", "atto"),
        ("Visti gli accordi con la Provincia di Trento per la scuola\n", "atto"),
        ("La Regione Piemonte segue lo standard di Trento\n", "piano_famiglia"),
        ("Samone (TN) e Samone (TO) sono gemellati\n", "piano_famiglia"),
        ("Nessuna provincia\n", "piano_famiglia"),
    ],
)
def test_a_name_that_the_document_does_not_settle_has_no_code(text: str, tipo: str) -> None:
    code, province, (reason,) = _located(text, "SAMONE", tipo=tipo)
    assert (code, province) == (None, None)
    assert "Samone (TN)" in reason
    assert "Samone (TO)" in reason


def test_an_unknown_name_keeps_the_letterheads_province() -> None:
    text = "COMUNE DI VATTELAPESCA\nProvincia di Avellino\n"
    code, province, (reason,) = _located(text, "COMUNE DI VATTELAPESCA")
    assert (code, province) == (None, "AV")
    assert "VATTELAPESCA" in reason


@pytest.mark.parametrize(
    ("name", "year", "code", "said"),
    [
        ("Taio", 2016, "022186", "until 2014-12-31, then Predaia"),
        ("Predaia", 2013, "022230", "since 2015-01-01 only"),
        ("Bazzano", 2012, None, "no ISTAT code for Bazzano, which ended on 2013-12-31"),
        ("Castegnero Nanto", 2026, None, "no ISTAT code for Castegnero Nanto"),
    ],
)
def test_a_municipality_of_another_time_is_remarked(
    name: str, year: int, code: str | None, said: str
) -> None:
    found, _, (reason,) = _located("", name, year)
    assert found == code
    assert said in reason


@pytest.mark.parametrize(("name", "year"), [("Taio", 2014), ("Predaia", 2015), ("Taio", None)])
def test_a_municipality_of_its_time_is_not(name: str, year: int | None) -> None:
    assert _located("", name, year)[2] == []


def test_a_consortium_has_no_code_and_a_plan_says_so() -> None:
    code, _, reasons = _located("", "CONSORZIO X", tipo="piano_famiglia", kind="consorzio")
    assert code is None
    assert len(reasons) == 1
    assert _located("", "DISTRETTO X", tipo="programma_di_lavoro", kind="distretto")[2] == []


def test_a_district_is_in_the_province_that_approves_its_programme() -> None:
    act = Atto(tipo="determinazione", ente="PROVINCIA AUTONOMA DI TRENTO", data="2024-07-16")
    ente = Ente(nome="DISTRETTO FAMILY AUDIT ALTA VALSUGANA", tipo="distretto")
    fields = {"ente": ente, "anno": None, "atto": act, "tipo": "programma_di_lavoro"}
    located, issues = locate("", fields)
    assert (located["ente"].codice_istat, located["ente"].provincia) == (None, "TN")
    assert issues == ()


def test_a_document_without_a_body_has_none() -> None:
    assert locate("", {"ente": None, "anno": None, "atto": None, "tipo": "altro"}) == ({}, ())
