"""Parts of acts, acts of the Union, acts known by name, and what is looked up."""

import pytest

from extractors.references import Found, Issuer, find_references
from schemas.records import Riferimento

CLES = Issuer("comune", "Cles", "TN")


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("art. 49 comma 1 e 147 bis del D.lgs. 267/2000", ["art49-com1", "art147bis"]),
        ("art. 147 bis, comma IV dell'art. 151 del D.lgs. 267/2000", ["art147bis", "art151-com4"]),
        (
            "comma I dell’art. 147 bis e comma IV dell’art. 151 del D.lgs. 267/2000",
            ["art147bis-com1", "art151-com4"],
        ),
        (
            "artt. 107, commi 2 e 3, e 109, comma 2, del D.Lgs. 267/2000",
            ["art107-com2", "art107-com3", "art109-com2"],
        ),
        ("art. 1, commi da 583 a 587, della L. n. 234/2021", ["art1-com583", "art1-com587"]),
        ("D.Lgs. 18.08.2000 n° 267 art. 192;\nD E T E R M I N A", ["art192"]),
        ("art. 183 comma 7 e dell’art. 147-bis d.lgs. 267/2000", ["art183-com7", "art147bis"]),
        ("comma 2 dell’art. 17 del D.Lgs. 36/2023", ["art17-com2"]),
        ("commi 1 e 2 dell’art. 36 del d.lgs. 50/2016", ["art36-com1", "art36-com2"]),
        (
            "lett. a) e b) del comma 2 dell'art. 50 D.Lgs. 36/2023",
            ["art50-com2-leta", "art50-com2-letb"],
        ),
        ("art. 1 co. 9 lett. e) della L. n. 190/2012", ["art1-com9-lete"]),
        ("art. 18, comma 1, secondo periodo, del D.\rlgs. n. 36/2023", ["art18-com1"]),
        ("articoli 5 e 7 bis della legge 7 agosto 1990, n. 241", ["art5", "art7bis"]),
        ("art.16, comma 9°, del D.P.R. n°380/2001", ["art16-com9"]),
        ("D.Lgs. 36/2023 art. 3, comma 1, lettera d)", ["art3-com1-letd"]),
        ("D. Lgs 36/2023 ed in particolare gli artt. 49 e 50", ["art49", "art50"]),
        ("L. 241/1990 e ss.mm.ii., art. 6", ["art6"]),
        ("art. 16 della sopra citata legge n. 241 del 1990", ["art16"]),
        ('legge 7 agosto 1990, n. 241 "Nuove norme", art. 16', ["art16"]),
        ("all. 4/2 al D.lgs. 118/2011", ["allegato;4-2"]),
        ("art. 2043 del codice civile", ["art2043"]),
        ("artt. 2, 3 e 32 della Costituzione", ["art2", "art3", "art32"]),
        ("art. 1341 c.c.", ["art1341"]),
        ("(art. 183, comma 7, TUEL)", ["art183-com7"]),
    ],
)
def test_articles_are_told(text: str, parts: list[str]) -> None:
    found = find_references(f"visto l’{text}; altro", None, 2024)
    assert [part for one in found for part in one.articoli] == parts
    assert len(found) == len(parts)


@pytest.mark.parametrize(
    ("text", "celex"),
    [
        ("Regolamento UE 2016/679", ["32016R0679"]),
        ("Regolamento (UE) n. 2016/679", ["32016R0679"]),
        ("Regolamento (CE) n. 1370/2007", ["32007R1370"]),
        ("Regolamento (CEE) n. 1408/71", ["31971R1408"]),
        ("regolamento europeo U.E. 2016/679", ["32016R0679"]),
        ("regolamento delegato (UE) 2019/2088", ["32019R2088"]),
        ("regolamenti (UE) n. 1303/2013 e n. 1304/2013", ["32013R1303", "32013R1304"]),
        ("direttiva 95/46/CE", ["31995L0046"]),
        ("direttiva 2014/24/UE", ["32014L0024"]),
        ("Direttive 2004/17/CE e 2004/18/CE", ["32004L0017", "32004L0018"]),
        ("Direttiva 2024/1265", ["32024L1265"]),
        ("GDPR", ["32016R0679"]),
        ("Reg. (UE) 679/16", ["32016R0679"]),
        (
            "Regolamento UE del Parlamento europeo e del Consiglio n. 679 del 27 aprile 2016",
            ["32016R0679"],
        ),
        ("Regolamento 12/2016", []),
        ("direttiva n. 3/2018", []),
    ],
)
def test_acts_of_the_union_have_a_celex_number(text: str, celex: list[str]) -> None:
    assert [one.celex for one in find_references(f"il {text} e poi", None, 2024)] == celex


def test_the_day_of_a_union_act_is_read() -> None:
    text = "“Regolamento (UE) 2016/679 del Parlamento europeo e del Consiglio, del 27 aprile 2016”"
    (found,) = find_references(text, None, 2024)
    assert (found.numero, found.data) == ("679", "2016-04-27")
    assert found.eli == "http://data.europa.eu/eli/reg/2016/679/oj"


@pytest.mark.parametrize(
    "text",
    [
        "TUEL d.lgs. 267/2000",
        "T.U.E.L. - D.lgs. n. 267/2000",
        "T.U.E.L. approvato con il D.lgs. n. 267/2000",
        "D.Lgs. 267/2000 (TUEL)",
        "D.lgs. 267/2000 – Testo unico delle leggi sull’ordinamento degli enti locali",
    ],
)
def test_a_name_beside_the_number_is_one_citation(text: str) -> None:
    (found,) = find_references(f"visto il {text};", None, 2024)
    assert found.urn == "urn:nir:stato:decreto.legislativo:2000;267"


@pytest.mark.parametrize(
    ("year", "urn"),
    [
        (2024, "urn:nir:stato:decreto.legislativo:2023-03-31;36"),
        (2019, "urn:nir:stato:decreto.legislativo:2016-04-18;50"),
        (2023, None),
        (None, None),
    ],
)
def test_a_name_of_several_acts_means_one_by_the_year(year: int | None, urn: str | None) -> None:
    (found,) = find_references("il Codice dei contratti pubblici", None, year)
    assert (found.urn, found.alias) == (urn, "Codice dei contratti pubblici")


def test_what_is_looked_up_is_kept_apart() -> None:
    (law,) = find_references("visto il D.Lgs. 196/2003", None, 2024)
    assert law.data == "2003"
    assert law.alias_urn == ("urn:nir:stato:decreto.legislativo:2003-06-30;196",)
    (decree,) = find_references("visto l’art. 3 del D.P.R. 16 aprile 2013, n. 62", None, 2024)
    assert decree.alias_urn == (
        "urn:nir:stato:decreto.del.presidente.della.repubblica:2013-04-16;62",
    )
    assert decree.authority_scheme == "nir"
    (own,) = find_references("vista la L.P. 1/2011", CLES, 2024)
    assert (own.authority_scheme, own.urn_risolvibile) == ("project", None)


def test_the_resolvable_urn_ends_with_the_article() -> None:
    (found,) = find_references("art. 50, comma 1, lett. b) del D.Lgs. 36/2023", None, 2024)
    assert found.urn == "urn:nir:stato:decreto.legislativo:2023;36~art50-com1-letb"
    assert found.urn_risolvibile == "urn:nir:stato:decreto.legislativo:2023;36~art50"


def test_a_citation_has_the_names_of_the_contract() -> None:
    assert set(Found.__struct_fields__) <= set(Riferimento.__struct_fields__)
