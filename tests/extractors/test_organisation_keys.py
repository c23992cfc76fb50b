"""Keys of organisations: names that are one, and names that only look like it."""

import csv
from collections import defaultdict
from unicodedata import normalize

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractors.organisation_keys.keys import acronym, is_kind, organisation_key
from extractors.provinces import FOLDER

ONE = (
    ("Comune di Baselga di Pinè", "COMUNE DI BASELGA DI PINE'"),
    ("Comune di Cles", "Amministrazione comunale di Cles"),
    ("Comune di Cles", "l'amministrazione del Comune di Cles"),
    ("Comune di Levico Terme", "Municipio di Levico Terme"),
    ("Comune di Trento", "Città di Trento"),
    ("Comune Altopiano della Vigolana", "COMUNE DI ALTOPIANO VIGOLANA"),
    ("Comune di Primiero San Martino di Castrozza", "Comune di Primiero S. Martino di C.zza"),
    ("Comune di Canazei", "Comune di Canazei/Cianacei"),
    ("Comune de L'Aquila", "Comune dell'Aquila"),
    ("Comune di Pinè", "Il Comune di Pinè"),
    ("Comune di Primiero S. Martino di C.zza", "nel Comune di Primiero San Martino di Castrozza"),
    ("Comune di San Michele all'Adige", "COMUNE DI S. MICHELE ALL’ADIGE"),
    ("Cooperativa CS4", "C.S.4. SOCIETA' COOPERATIVA SOCIALE O.N.L.U.S."),
    ("Kaleidoscopio cooperativa sociale", "Coop. Soc. Kaleidoscopio"),
    ("Kaleidoscopio soc. coop. sociale", "Cooperativa Kaleidoscopio s.c.s."),
    ("Famiglia Cooperativa di Povo", "Famiglia Cooperativa Povo Soc. Coop."),
    ("Soste srl", "SOSTE SOCIETA' A RESPONSABILITA' LIMITATA"),
    ("Dial Funghi S.r.l.", "DIAL FUNGHI s. r. l."),
    ("Trentino Trasporti S.p.A.", "Trentino trasporti"),
    ("Associazione Carpe Diem ODV", "Associazione di volontariato “Carpe Diem”"),
    ("Associazione Carpe Diem APS", "Ass. Carpe Diem"),
    ("Associazione Carpe Diem ETS - ONLUS", "CARPE DIEM associazione di promozione sociale"),
    ("A.S.D. Polisportiva Oltrefersina", "Polisportiva Oltrefersina ASD"),
    ("ASD Pergine", "Pergine Associazione Sportiva Dilettantistica"),
    ("U.S. Levico Terme", "Unione Sportiva Levico Terme"),
    ("A.P.T. Valsugana", "Azienda per il Turismo Valsugana"),
    ("APT Val di Non", "Azienda per il Turismo d'ambito Valle di Non"),
    ('A.P.S.P. "S. Spirito"', "Azienda Pubblica di Servizi alla Persona Santo Spirito"),
    ("APSS", "Azienda Provinciale per i Servizi Sanitari"),
    ("I.C. Trento 5", "Istituto Comprensivo Trento 5"),
    ("I.C. Trento n. 5", "Istituto Comprensivo Trento 5"),
    ("Ditta Audax Energia", "AUDAX ENERGIA s.r.l."),
    ("Ist. comprensivo di Vigolo", "ISTITUTO COMPRENSIVO VIGOLO"),
    ("Scuola elementare di Vattaro", "Scuola Primaria Vattaro"),
    ("Asilo nido di Mori", "Nido d'infanzia di Mori"),
    ("Pro-Loco di Bieno", "Associazione Proloco Bieno"),
    ("Corpo VV.F. volontari di Mori", "Corpo dei Vigili del Fuoco Volontari di Mori"),
    ("Camera di Commercio di Trento", "C.C.I.A.A. di Trento"),
    ("C.C.I.A.A. Trento", "Camera di Commercio Industria, Artigianato e Agricoltura di Trento"),
    ("Biblioteca di Ala", "Biblioteca comunale di Ala"),
    ("SAT di Pinzolo", "Società degli Alpinisti Tridentini - Sezione di Pinzolo"),
    ("Gruppo Alpini di Roncegno", "A.N.A. gruppo di Roncegno"),
    ("Croce Rossa Italiana", "C.R.I."),
    ("PAT", "Provincia Autonoma di Trento"),
    (
        "Agenzia per la famiglia, la natalità e le politiche giovanili",
        "Agenzia per la coesione sociale",
    ),
    ("ASIF Chimelli", "Azienda Speciale Servizi Infanzia e Famiglia – G.B. Chimelli"),
    ("Comunità Alta Valsugana e Bersntol", "Comunità Alta Valsugana e Bernstol"),
    ("COMUNITÀ ALTA VALSUGANA", "Comunità di Valle Alta Valsugana - B e r s n t o l"),
    ("Comunità Valsugana e Tesino", "COMUNITA' VALSUGANA E TESINO"),
    ("Comunità della Valle dei Laghi", "Comunità di Valle della Valle dei Laghi"),
    ("Comunità Rotaliana-Königsberg", "Comunità Rotaliana Koenigsberg"),
    ("Distretto famiglia Val di Non", "Distretto per la Famiglia nella Valle di Non"),
    ("Distretto Famiglia Alta Valsugana", "Distretto Family Alta Valsugana e Bersntol"),
    ("Parrocchia di S. Pietro", "Parrocchia San Pietro"),
    ("Associazione provinciale per i minori", "Associazione Provinciale per i  Minori"),
    ("Consorzio Lavoro Ambiente (CLA)", "Consorzio Lavoro Ambiente"),
)
APART = (
    ("Comune di Carano", "Comune di Carzano"),
    ("Comune di Taio", "Comune di Predaia"),
    ("Comune di Telve", "Comune di Telve di Sopra"),
    ("Comune di Castello Tesino", "Comune di Pieve Tesino"),
    ("Comune di Tre Ville", "Comune di Treville"),
    ("Comune di Trento", "Comune di Tione di Trento"),
    ("Comune di Trento", "Provincia autonoma di Trento"),
    ("Comune di Rovereto", "Comunità della Vallagarina"),
    ("Comune di Pergine", "Comune di Pergine Valsugana"),
    ("Comune di Livo (CO)", "Comune di Livo (TN)"),
    ("Comune di Cagno (CO)", "Comune di Cagnò"),
    ("Comune di Paterno (PZ)", "Comune di Paternò"),
    ("Città Futura", "Comune di Futura"),
    ("Città di Castello", "Comune di Castello Tesino"),
    ("Scuola dell'infanzia di Vattaro", "Scuola dell'infanzia di Bosentino"),
    ("Scuola dell'infanzia (Vattaro)", "Scuola dell'infanzia (Bosentino)"),
    ("Scuola dell'infanzia di Carano", "Scuola primaria di Carano"),
    ("Scuola dell'infanzia di Carano", "Scuola dell'infanzia di Carzano"),
    ("Istituto comprensivo Trento 5", "Istituto comprensivo Trento 6"),
    ("Istituto comprensivo Trento I", "Istituto comprensivo Trento II"),
    ("Istituto comprensivo Trento 5", "Istituto comprensivo Trento"),
    ("Sezione E", "Sezione"),
    ("Gruppo A", "Gruppo E"),
    ("Soste srl", "Sosta srl"),
    ("Trento S.p.A.", "Trento"),
    ("Pergine S.r.l.", "Pergine Valsugana"),
    ("Cooperativa Trento", "Trento"),
    ("Cooperativa Arcobaleno", "Associazione Arcobaleno"),
    ("Cooperativa Arcobaleno", "Arcobaleno"),
    ("Cooperativa Noi", "Circolo Noi"),
    ("Famiglia Cooperativa di Povo", "Cooperativa di Povo"),
    ("ASD Pergine", "SSD Pergine"),
    ("A.S.D. Pergine", "U.S. Pergine"),
    ("Polisportiva Levico", "Unione Sportiva Levico"),
    ("A.P.S.P. Santo Spirito", "A.P.S.P. San Valentino"),
    ("APSS Trento", "APSP Trento"),
    ("APT Val di Fiemme", "APT Val di Fassa"),
    ("Vigili del fuoco di Trento", "Vigili del fuoco volontari di Trento"),
    ("Vigili del fuoco volontari di Mori", "Vigili del fuoco volontari di Ala"),
    ("Magnifica Comunità di Fiemme", "Comunità territoriale della Val di Fiemme"),
    ("Comunità della Val di Non", "Comunità della Valle di Sole"),
    ("Comunità Alta Valsugana e Bersntol", "Comunità Valsugana e Tesino"),
    ("Comunità Murialdo", "Comunità Handicap"),
    ("Distretto Family Audit Alta Valsugana", "Distretto Famiglia Alta Valsugana"),
    ("Distretto famiglia Val di Non", "Distretto famiglia Val di Sole"),
    ("Distretto della Valle di Non", "Distretto famiglia Valle di Non"),
    ("Distretto famiglia Valli di Cembra e Fiemme", "Distretto famiglia Valle di Cembra"),
    ("Distretto dell'Economia Solidale", "Distretto dell'Educazione"),
    ("Camera di commercio di Trento", "Camera di commercio di Bolzano"),
    ("Pro Loco Caldonazzo", "Pro Loco Calceranica"),
    ("Croce Rossa Italiana", "Croce Bianca"),
    ("Polizia locale Alta Valsugana", "Polizia locale Alto Garda"),
    ("Consorzio BIM Adige", "Consorzio BIM Chiese"),
    ("Parrocchia San Pietro", "Parrocchia San Paolo"),
)


def _key(name: str, province: str | None = None) -> str:
    found = organisation_key(name, province)
    assert found
    return found.chiave


@pytest.mark.parametrize(("one", "other"), ONE)
def test_names_of_one_body_have_one_key(one: str, other: str) -> None:
    assert _key(one) == _key(other)


@pytest.mark.parametrize(("one", "other"), APART)
def test_names_of_two_bodies_have_two(one: str, other: str) -> None:
    assert _key(one) != _key(other)


@pytest.mark.parametrize(
    ("name", "key", "method"),
    [
        ("Comune di Baselga di Pine'", "comune baselga di pine", "tabella"),
        ("Comune di Pergine", "comune pergine", "normalizzata"),
        ("Comune di Brez", "comune brez", "tabella"),
        ("Museo Casa Andriollo", "museo casa andriollo", "normalizzata"),
        ("Distretto Famiglia nella Valle di Non", "distretto famiglia val non", "tabella"),
        ("Società Cooperativa", "societa cooperativa", "normalizzata"),
        ("Spa Resort Lagorai", "spa resort lagorai", "normalizzata"),
        ("La Coccinella", "coccinella", "normalizzata"),
    ],
)
def test_key_is_a_readable_name(name: str, key: str, method: str) -> None:
    found = organisation_key(name)
    assert found
    assert (found.chiave, found.metodo) == (key, method)
    assert (found.motivo is not None) == (method == "tabella")


@pytest.mark.parametrize(
    "name",
    [
        *("APT", "Biblioteca comunale", "Comune", "Ufficio tecnico", "Associazione culturale"),
        *(
            "Servizio politiche sociali",
            "Scuola dell'infanzia",
            "la Pro Loco",
            "Istituto comprensivo",
        ),
        *("Comunità di Valle", "Consorzio Intercomunale di Servizi", "Assessorato alla cultura"),
    ],
)
def test_kind_alone_is_no_name(name: str) -> None:
    found = organisation_key(name)
    assert found
    assert is_kind(found.chiave)


@pytest.mark.parametrize(
    "name",
    [
        *("Caritas", "MUSE", "Agenzia del lavoro", "Biblioteca di Ala", "Pro Loco Bieno"),
        *("Consorzio Intercomunale di Servizi (C.I.diS.)", "Associazione culturale Libra"),
        *("Consorzio Lavoro Ambiente", "Agenzia delle Entrate", "Cooperativa Città Futura"),
    ],
)
def test_name_is_more_than_a_kind(name: str) -> None:
    found = organisation_key(name)
    assert found
    assert not is_kind(found.chiave)


@pytest.mark.parametrize("name", ["", " ", "…", "- . -", "()"])
def test_name_without_a_letter_has_no_key(name: str) -> None:
    assert organisation_key(name) is None


@pytest.mark.parametrize(
    ("name", "short"),
    [
        ("CONSORZIO INTERCOMUNALE DI SERVIZI (C.I.DIS.)", "C.I.DIS."),
        ("Università della terza età e del tempo disponibile (UTETD)", "UTETD"),
        ("Scuola dell'infanzia (Vattaro)", None),
        ("Comune di Samone (TN)", None),
        ("Comune di Cles", None),
    ],
)
def test_acronym_in_brackets_is_the_names_own(name: str, short: str | None) -> None:
    assert acronym(name) == short


def test_namesakes_are_told_apart_by_the_province() -> None:
    here, there, nowhere = (_key("Comune di Samone", sign) for sign in ("TN", "TO", None))
    assert (here, there, nowhere) == ("comune samone tn", "comune samone to", "comune samone")
    assert _key("Comune di Samone (TO)", "TN") == there
    assert _key("Comune di Cles", "TO") == _key("Comune di Cles", "TN") == "comune cles"


@pytest.mark.parametrize("name", ["Comune di Livo (CO)", "il COMUNE DI LIVO (CO)"])
def test_the_sign_of_a_province_is_no_acronym(name: str) -> None:
    assert _key(name, "TN") == _key(name) == "comune livo co"
    assert acronym(name) is None


def test_every_municipality_has_its_key_and_shares_it_with_none() -> None:
    with open(f"{FOLDER}/municipalities.csv", encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    found: defaultdict[str, set[tuple[str, str]]] = defaultdict(set)
    for row in rows[::7]:
        key = _key(f"Comune di {row['name']}", row["province"])
        assert _key(key, row["province"]) == key == _key(key)
        found[key].add((row["name"], row["province"]))
    shared = [places for places in found.values() if len({name for name, _ in places}) > 1]
    assert shared == []


NAMES = st.text(
    alphabet=st.sampled_from("abdeilnorst ABDILNOST.'’-àèéìòù0123456789()/&\"«»"), max_size=60
)
WORDS = """
Comune di della Val Valle e S. Coop. sociale A.S.D. ONLUS Pergine Trento 5 I C. Associazione Pro
Loco S.r.l. San (CS4) Distretto Famiglia Non Biblioteca comunale
"""
PIECES = st.lists(st.sampled_from(WORDS.split()), max_size=9).map(" ".join)


@given(st.one_of(NAMES, PIECES, st.text(max_size=40)))
def test_key_is_its_own_key(name: str) -> None:
    found = organisation_key(name)
    if found:
        again = organisation_key(found.chiave)
        assert again
        assert again.chiave == found.chiave


@given(PIECES)
def test_case_and_blanks_do_not_count(name: str) -> None:
    found = organisation_key(name)
    for other in (name.upper(), name.lower(), f"  {name} ".replace(" ", " \r ")):
        again = organisation_key(other)
        assert (again and again.chiave) == (found and found.chiave)


@pytest.mark.parametrize("pair", ONE[10:], ids=lambda pair: pair[0])
def test_accents_do_not_count(pair: tuple[str, str]) -> None:
    for name in pair:
        bare = name.translate(str.maketrans("àèéìòùÀÈÉÌÒÙö", "aeeiouAEEIOUo"))
        decomposed = normalize("NFD", name)
        assert _key(bare) == _key(decomposed) == _key(name)


def test_title_said_many_times_is_one() -> None:
    assert _key("Comune di " * 20 + "Pergine") == "comune pergine"


def test_hostile_length_takes_linear_time() -> None:
    assert organisation_key("a." * 100_000) is not None
    assert organisation_key("Cooperativa " * 50_000) is not None
