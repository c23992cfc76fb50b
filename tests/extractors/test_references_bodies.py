"""Whose act it is: bodies at line ends, bodies with their kind in the name, provinces nearby."""

import pytest

from extractors.references import Issuer, find_references

GIUNTA = "deliberazione della Giunta n. 4 del 3.2.2020"
LAW = "L.P. 2 marzo 2011, n. 1"
TRENTO = "provincia.autonoma.trento"


def _bodies(text: str, issuer: Issuer | None = None) -> list[str | None]:
    return [found.autorita for found in find_references(text, issuer, 2021)]


@pytest.mark.parametrize(
    ("name", "body"),
    [
        ("COMUNE DI VALFINTA\nPARERE DI REGOLARITÀ\nsulla", "valfinta"),
        ("Comune di Valfinta\nProvincia di Trento\nVerbale della", "valfinta"),
        ("Comune di Valfinta\rProvincia di Trento\rVerbale della", "valfinta"),
        ("COMUNE DI VALFINTA\rORIGINALE\rsulla", "valfinta"),
        ("Comune di Valfinta\tPresente la", "valfinta"),
        ("Comune di Valfinta - Ufficio Tecnico, la", "valfinta"),
        ("COMUNE DI BORGO FINTO, con", "borgo.finto"),
        ("Comune di Borgo\rFinto, con", "borgo.finto"),
        ("Comune di Castel di\rFinto, con", "castel.di.finto"),
        ("Comune di Borgo-\rFinto, con", "borgo.finto"),
        ("Comune di Borgo - Finto, con", "borgo.finto"),
    ],
)
def test_a_name_ends_with_its_line_unless_the_line_wraps(name: str, body: str) -> None:
    assert _bodies(f"{name} {GIUNTA}") == [f"comune.{body};giunta"]


@pytest.mark.parametrize(
    ("issuer", "body"),
    [
        (Issuer("comune", "CITTA' DI VALFINTA"), "comune.valfinta"),
        (Issuer("comune", "Città di Valfinta"), "comune.valfinta"),
        (Issuer("comune", "Cittafinta"), "comune.cittafinta"),
        (Issuer("consorzio", "CONSORZIO DEI COMUNI DI VALFINTA"), "consorzio.comuni.valfinta"),
        (Issuer("consorzio", "Consorzio Valfinta"), "consorzio.valfinta"),
        (Issuer("consorzio", "C.F.diV."), "consorzio.c.f.div"),
        (Issuer("comunita", "Comunità della Valle Finta"), "comunita.valle.finta"),
        (Issuer("comunita", "Alta Valfinta"), "comunita.alta.valfinta"),
    ],
)
def test_a_body_is_not_named_by_its_kind_twice(issuer: Issuer, body: str) -> None:
    assert _bodies("determinazione n. 4 del 3.2.2020", issuer) == [body]


@pytest.mark.parametrize(
    ("text", "body"),
    [
        ("delibera della Giunta provinciale di Trento n. 4 del 3.2.2020", f"{TRENTO};giunta"),
        ("delibera della Giunta provinciale di Verona n. 4/2020", "provincia.verona;giunta"),
        ("delibera della Giunta comunale di Trento n. 4/2020", "comune.trento;giunta"),
        ("delibera della Giunta di Valfinta n. 4/2020", "comune.valfinta;giunta"),
    ],
)
def test_the_place_behind_an_organ_is_what_the_organ_governs(text: str, body: str) -> None:
    assert _bodies(text) == [body]


@pytest.mark.parametrize(
    ("text", "issuer", "body"),
    [
        (LAW, Issuer("comune", "Valfinta", "Verona"), None),
        (LAW, Issuer("comune", "Valfinta", "TN"), TRENTO),
        ("D.P.P. 4 maggio 2020, n. 2", Issuer("comune", "Valfinta", "Verona"), "provincia.verona"),
        (f"OGGETTO: Fondi della Provincia di Bolzano\nIL RESPONSABILE\nVista la {LAW}", None, None),
        (f"Fondi della Provincia di Bolzano\nVISTA la {LAW}", Issuer("comune", "X", "TN"), TRENTO),
        (f"la Provincia di\nBolzano con la {LAW}", None, "provincia.autonoma.bolzano"),
    ],
)
def test_only_two_provinces_make_laws(text: str, issuer: Issuer | None, body: str | None) -> None:
    (found,) = _bodies(text, issuer)
    assert (found or "").partition(";")[0] == (body or "")


@pytest.mark.parametrize(
    ("office", "body"),
    [
        ("AGENZIA PROVINCIALE PER LA FAMIGLIA, LA NATALITÀ E LE POLITICHE GIOVANILI", TRENTO),
        ("Agenzia per la coesione sociale", TRENTO),
        ("Agenzia delle entrate", None),
        ("Agenzia finta", None),
    ],
)
def test_an_agency_tells_whose_it_is(office: str, body: str | None) -> None:
    issuer = Issuer("agenzia", office)
    assert _bodies(LAW, issuer) == [body]
    named = _bodies("l'art. 16 della legge provinciale sul benessere familiare", issuer)
    assert named == ([body] if body else [])


@pytest.mark.parametrize(
    ("text", "tipo"),
    [
        ("la legge provinciale sul benessere familiare", "legge provinciale"),
        ("lo statuto speciale di autonomia", "decreto del Presidente della Repubblica"),
        ("il TUEL", "decreto legislativo"),
        ("la Costituzione della Repubblica", "costituzione"),
    ],
)
def test_an_act_by_name_has_the_kind_it_has_by_number(text: str, tipo: str) -> None:
    (found,) = find_references(text, Issuer("provincia", "Trento"), 2021)
    assert found.tipo == tipo


@pytest.mark.parametrize(
    ("text", "urn"),
    [
        ("la L. 11/8/91 n. 266", "legge:1991-08-11;266"),
        ("la legge 5.2.92, n. 104", "legge:1992-02-05;104"),
        ("la L. 266/91", "legge:1991;266"),
        ("l'ar-\nticolo 12 della legge 266/91", "legge:1991;266~art12"),
        ("gli arti-\rcoli 12, com-\rma 2, della legge 266/91", "legge:1991;266~art12-com2"),
        ("la legge 266/91, ar-\rticolo 3", "legge:1991;266~art3"),
        ("il bar- ticolo 12 della legge 266/91", "legge:1991;266"),
    ],
)
def test_short_dates_and_words_parted_at_a_line_end(text: str, urn: str) -> None:
    assert [one.urn for one in find_references(text, None, 2021)] == [f"urn:nir:stato:{urn}"]


def test_a_section_number_is_no_date() -> None:
    assert find_references("il punto 11.8.91 e il piano 3/8/91", None, 2021) == []
