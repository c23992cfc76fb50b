"""Municipalities by name, hits and traps; Trentino's codes are those of the Province's list."""

import csv
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractors.municipalities import candidates, key, municipality
from extractors.provinces import (
    FOLDER,
    letterhead_province,
    province_of_body,
    province_of_name,
    provinces,
    provinces_told_of,
)

TABLE = tuple(
    csv.DictReader((Path(FOLDER) / "municipalities.csv").read_text(encoding="utf-8").splitlines())
)


@pytest.mark.parametrize(
    ("name", "year", "province", "istat"),
    [
        ("BASELGA DI PINE'", 2022, None, "022009"),
        ("Baselga di Pine’", 2022, None, "022009"),
        ("Baselga di Pinè", 2022, None, "022009"),
        ("COMUNE DI BASELGA DI PINÈ", 2022, None, "022009"),
        ("CODOGNE'", 2022, None, "026019"),
        ("FIAVE'", 2022, None, "022083"),
        ("MALE'", 2022, None, "022110"),
        ("Male", 2022, None, "022110"),
        ("CONTA'", 2022, None, "022242"),
        ("ROVERE' DELLA LUNA", 2022, None, "022160"),
        ("Rovere della Luna", 2022, None, "022160"),
        ("RUFFRE'-MENDOLA", 2022, None, "022162"),
        ("Ruffrè - Mendola", 2022, None, "022162"),
        ("PANCHIA'", 2022, None, "022134"),
        ("Palù del Fersina", 2022, None, "022133"),
        ("Palù del Fersina - Palai en Bersntol", 2022, None, "022133"),
        ("SANT'ORSOLA TERME", 2022, None, "022168"),
        ("S. ORSOLA TERME", 2022, None, "022168"),
        ("S.Orsola Terme", 2022, None, "022168"),
        ("SAN MICHELE ALL'ADIGE", 2022, None, "022167"),
        ("S. Michele all’Adige", 2022, None, "022167"),
        ("San Michele all'Adi ge", 2022, None, "022167"),
        ("PRIMIERO S.MARTINO DI CASTROZZA", 2022, None, "022245"),
        ("Primiero S. Martino di C.zza", 2022, None, "022245"),
        ("Comune di Primiero San Martino di Castrozza", 2022, None, "022245"),
        ("TERRE D'ADIGE", 2022, None, "022251"),
        ("Terre d’ Adige", 2022, None, "022251"),
        ("ALTAVALLE", 2022, None, "022235"),
        ("Alta Valle", 2022, None, "022235"),
        ("Comune di Alta Valle", 2022, None, "022235"),
        ("Altopiano della Vigolana", 2022, None, "022236"),
        ("COMUNE ALTOPIANO DELLA VIGOLANA", 2022, None, "022236"),
        ("Castello - Molina di Fiemme", 2022, None, "022047"),
        ("Castello – Molina di Fiemme", 2022, None, "022047"),
        ("Castello Molina di Fiemme", 2022, None, "022047"),
        ("Castel Ivano", 2022, None, "022240"),
        ("Castelivano", 2022, None, "022240"),
        ("CASTEL  CONDINO", 2022, None, "022045"),
        ("Castello Tesino", 2022, None, "022048"),
        ("Pieve Tesino", 2022, None, "022142"),
        ("Cinte Tesino", 2022, None, "022059"),
        ("Castelnuovo", 2022, "TN", "022049"),
        ("Telve", 2022, None, "022188"),
        ("Telve di Sopra", 2022, None, "022189"),
        ("Trento", 2022, None, "022205"),
        ("Tione di Trento", 2022, None, "022199"),
        ("COMUNE DI TRENTO - PROVINCIA AUTONOMA DI TRENTO", 2022, None, "022205"),
        ("Città di Rovereto", 2022, None, "022161"),
        ("CITTA' DI PERGINE VALSUGANA", 2022, None, "022139"),
        ("B.go Valsugana", 2022, None, "022022"),
        ("Borgo Valsugana", 2022, None, "022022"),
        ("Levico T.me", 2022, None, "022104"),
        ("Pergine V.na", 2022, None, "022139"),
        ("Bleggio Sup.", 2022, None, "022017"),
        ("Canazei/Cianacei", 2022, None, "022039"),
        ("Canazei-Cianacei", 2022, None, "022039"),
        ("Moena", 2022, None, "022118"),
        ("Mazzin - Mazin", 2022, None, "022113"),
        ("Campitello di Fassa / Ciampedel", 2022, None, "022036"),
        ("San Giovanni di Fassa - Sèn Jan", 2022, None, "022250"),
        ("SÈN JAN DI FASSA", 2022, None, "022250"),
        ("Luserna/Lusérn", 2022, None, "022109"),
        ("Soraga di Fassa", 2022, None, "022176"),
        ("Nago - Torbole", 2022, None, "022124"),
        ("NAGO TORBOLE", 2022, None, "022124"),
        ("LONA-LASES", 2022, None, "022108"),
        ("Samone", 2022, "TN", "022165"),
        ("Samone", 2022, "TO", "001235"),
        ("Samone (TN)", 2022, None, "022165"),
        ("SAMONE (TO)", 2022, None, "001235"),
        ("Samone - TN", 2022, None, "022165"),
        ("Livo", 2022, "TN", "022106"),
        ("Livo", 2022, "CO", "013130"),
        ("Calliano", 2023, None, "022035"),
        ("Calliano", 2019, "TN", "022035"),
        ("Castro", 2022, "LE", "075096"),
        ("Peglio", 2022, "PU", "041041"),
        ("S. Teodoro", 2022, "SS", "090092"),
        ("TRE VILLE", 2022, None, "022247"),
        ("Treville", 2022, None, "006175"),
        ("PATERNO'", 2022, None, "087033"),
        ("Paterno", 2022, "PZ", "076100"),
        ("Corvara in Badia", 2022, None, "021026"),
        ("Corvara", 2022, "PE", "068016"),
        ("Predaia", 2023, None, "022230"),
        ("Lissone", 2005, None, "015123"),
        ("Lissone", 2022, None, "108028"),
        ("Roma Capitale", 2022, None, "058091"),
        ("Comune dell'Aquila", 2022, None, "066049"),
        ("Comune della Spezia", 2022, None, "011015"),
        ("CITTA' DI CASTELLO", 2022, None, "054013"),
        ("Comune di Città di Castello", 2022, None, "054013"),
        ("Città Sant'Angelo", 2022, None, "068012"),
        ("Reggio Emilia", 2022, None, "035033"),
        ("REGGIO CALABRIA", 2022, None, "080063"),
        ("Comune di Avella (Provincia di Avellino)", 2022, None, "064007"),
        ("Bolzano/Bozen", 2022, None, "021008"),
        ("Appiano sulla Strada del Vino", 2022, None, "021004"),
        ("Forli'", 2022, None, "040012"),
        ("SS. Cosma e Damiano", 2022, None, "059026"),
        ("Val di Zoldo", 2018, None, "025073"),
    ],
)
def test_a_name_has_its_code(name: str, year: int, province: str | None, istat: str) -> None:
    found = municipality(name, year, province)
    assert found is not None
    assert found.istat == istat
    assert province in (None, found.province)


@pytest.mark.parametrize(
    ("name", "year", "istat", "successor"),
    [
        ("Taio", 2013, "022186", "Predaia"),
        ("Taio", 2016, "022186", "Predaia"),
        ("Varena", 2018, "022211", "Ville di Fiemme"),
        ("Cagnò", 2019, "022030", "Novella"),
        ("CAGNO'", 2021, "022030", "Novella"),
        ("Vezzano", 2015, "022215", "Vallelaghi"),
        ("Fondo", 2019, "022088", "Borgo d'Anaunia"),
        ("Faedo", 2018, "022080", "San Michele all'Adige"),
        ("Zambana", 2018, "022225", "Terre d'Adige"),
        ("Nave San Rocco", 2018, "022126", "Terre d'Adige"),
        ("Ivano-Fracena", 2016, "022099", "Castel Ivano"),
        ("Pozza di Fassa", 2017, "022145", "San Giovanni di Fassa"),
        ("Caderzone", 2000, "022029", "Caderzone Terme"),
        ("Calavino", 2014, "022031", "Madruzzo"),
        ("Lasino", 2014, "022101", "Madruzzo"),
        ("Padergnone", 2014, "022132", "Vallelaghi"),
        ("Daiano", 2015, "022070", "Ville di Fiemme"),
        ("REVO'", 2015, "022152", "Novella"),
        ("Vervò", 2012, "022214", "Predaia"),
        ("Vigo Rendena", 2012, "022220", "Porte di Rendena"),
    ],
)
def test_one_that_was_merged_keeps_its_code_and_has_a_successor(
    name: str, year: int, istat: str, successor: str
) -> None:
    found = municipality(name, year)
    assert found is not None
    assert (found.istat, found.province, found.successor) == (istat, "TN", successor)
    assert found.valid_to
    assert municipality(successor) is not None


@pytest.mark.parametrize(
    ("name", "year", "provinces"),
    [
        ("Samone", 2022, {"TN", "TO"}),
        ("Livo", 2022, {"TN", "CO"}),
        ("Calliano", 2019, {"TN", "AT"}),
        ("Castro", 2022, {"BG", "LE"}),
        ("COMUNE DI PEGLIO", 2022, {"CO", "PU"}),
        ("San Teodoro", 2022, {"ME", "SS"}),
        ("PATERNO", 2022, {"CT", "PZ"}),
    ],
)
def test_of_several_with_one_name_none_is_taken(name: str, year: int, provinces: set[str]) -> None:
    assert municipality(name, year) is None
    assert {each.province for each in candidates(name, year)} == provinces


@pytest.mark.parametrize(
    "name",
    [
        "Primiero S. Martino",
        "San Martino",
        "Pine",
        "Castel",
        "Tesino",
        "Baselga",
        "Spini di Gardolo",
        "COMUNE DI [XXX]",
        "Comunità della Val di Non",
        "Bersntol",
        "Alto Adige",
        "CITTA' METROPOLITANA DI TORINO",
        "Borgo Valsuagna",
        "Ville di Non",
        "Trento e Rovereto",
        "Trento/Rovereto",
        "Samone (RM)",
        "Comune di",
        "|",
        "",
        "' \n\"",
        "Trento " * 100,
    ],
)
def test_what_is_only_like_a_name_is_nobodys(name: str) -> None:
    assert municipality(name, 2022) is None
    assert not candidates(name, 2022)


def test_a_name_of_another_time_is_found_when_none_was_of_this_one() -> None:
    early, late = municipality("Predaia", 2013), municipality("Lissone", 1999)
    assert early is not None
    assert (early.istat, early.valid_from) == ("022230", "2015-01-01")
    assert late is not None
    assert (late.istat, late.province) == ("015123", "MI")


def test_the_province_comes_before_the_year() -> None:
    found = municipality("Calliano", 2023, "AT")
    assert found is not None
    assert (found.province, found.valid_to) == ("AT", "2022-08-11")


@given(st.text(max_size=200), st.integers(1900, 2100))
def test_any_text_is_a_question_that_can_be_asked(name: str, year: int) -> None:
    for each in candidates(name, year):
        assert each.province in provinces()


def test_rows_are_looked_up_by_their_own_names() -> None:
    for row in TABLE:
        names = (row["name"], *filter(None, row["other_names"].split("|")))
        assert row["keys"] == f"|{'|'.join(dict.fromkeys(map(key, names)))}|"
        assert row["province"] in provinces()
        assert row["valid_from"] <= (row["valid_to"] or "9999")


def test_one_code_is_one_municipality_at_a_time() -> None:
    alive = [row for row in TABLE if not row["valid_to"]]
    codes = [row["istat"] for row in alive if row["istat"]]
    assert len(codes) == len(set(codes))
    assert len(alive) > 7800
    assert all(code.isdecimal() and len(code) == 6 for code in codes)


def test_all_of_trentino_have_codes_and_those_that_ended_have_successors() -> None:
    trentino = [row for row in TABLE if row["province"] == "TN"]
    assert sum(not row["valid_to"] for row in trentino) == 166
    assert all(row["istat"].startswith("022") for row in trentino)
    assert all(row["successor"] for row in trentino if row["valid_to"])
    ended = {row["catastale"]: row["istat"] for row in trentino}
    assert len(set(ended.values())) == len(ended)


@pytest.mark.parametrize(
    ("name", "sign"),
    [
        ("Trento", "TN"),
        ("BOLZANO", "BZ"),
        ("Bozen", "BZ"),
        ("Reggio Emilia", "RE"),
        ("L’Aquila", "AQ"),
        ("Aosta", "AO"),
        ("Monza e Brianza", "MB"),
        ("Trentino", None),
        ("Rovereto", None),
        ("", None),
    ],
)
def test_a_province_by_its_name(name: str, sign: str | None) -> None:
    assert province_of_name(name) == sign


@pytest.mark.parametrize(
    ("name", "sign"),
    [
        ("PROVINCIA AUTONOMA DI TRENTO", "TN"),
        ("Provincia autonoma di Bolzano", "BZ"),
        ("Città metropolitana di Torino", "TO"),
        ("Provincia dell'Aquila", "AQ"),
        ("Provincia di Reggio Emilia", "RE"),
        ("COMUNE DI TRENTO", None),
        ("Provincia di Rovereto", None),
    ],
)
def test_a_province_by_the_body_that_it_is(name: str, sign: str | None) -> None:
    assert province_of_body(name) == sign


@pytest.mark.parametrize(
    ("text", "sign"),
    [
        ("COMUNE DI AVELLA\n(Provincia di Avellino)\nDETERMINAZIONE\n", "AV"),
        ("Comune di Avella - Provincia di Avellino\n", "AV"),
        ("COMUNE DI SAMONE\tPROVINCIA DI TORINO\n", "TO"),
        ("COMUNE DI SAMONE\nCittà Metropolitana di Torino\n", "TO"),
        ("PROVINCIA AUTONOMA DI TRENTO\n", "TN"),
        ("Provincia di Avellino Nord\n", None),
        ("Visto che la Provincia di Avellino ha disposto\n", None),
        ("\n" * 1600 + "Provincia di Avellino\n", None),
    ],
)
def test_the_province_of_a_letterhead(text: str, sign: str | None) -> None:
    assert letterhead_province(text) == sign


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("la Provincia autonoma di Trento ha promulgato", ["TN"]),
        ("la Regione Piemonte, secondo lo standard di Trento", ["TN", "TO"]),
        ("COMUNITÀ VALSUGANA, TRENTO", ["TN"]),
        ("la Contrada trentorina", []),
    ],
)
def test_the_provinces_that_a_text_tells_of(text: str, told: list[str]) -> None:
    assert provinces_told_of(text, ["TN", "TO"]) == told
