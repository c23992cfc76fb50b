"""Citations and their URNs, beside numbers and words that cite nothing."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractors.references import Found, Issuer, find_references

PROVINCE = Issuer("provincia", "Trento")
AGENCY = Issuer("agenzia", "Agenzia per la famiglia", "Trento")
CLES = Issuer("comune", "Cles", "TN")
AVELLA = Issuer("comune", "Avella", "Avellino", "Campania")
BARI = Issuer("comune", "Bari", "Bari", "Puglia")
CONSORTIUM = Issuer("consorzio", "C.I.diS.", "Torino", "Piemonte")
PAT = "provincia.autonoma.trento"
PREFIX = "urn:nir:"
LONG_NAME = "dell’Agenzia provinciale per la famiglia, la natalità e le politiche giovanili"
SENT = (
    "Il Comune di Pergine Valsugana, ente capofila, ha trasmesso all'Agenzia per la coesione"
    " sociale in data 30 aprile 2024 prot. 327940 la delibera di giunta n.77 del 29 aprile 2024"
)


def names(found: list[Found]) -> list[str]:
    return [(one.urn or one.celex or "").removeprefix(PREFIX) for one in found]


@pytest.mark.parametrize(
    ("text", "issuer", "urns"),
    [
        ("legge provinciale 2 marzo 2011, n. 1", PROVINCE, [f"{PAT}:legge:2011-03-02;1"]),
        ("L.P. 03.04.1997, n. 7", PROVINCE, [f"{PAT}:legge:1997-04-03;7"]),
        (
            "deliberazione della Giunta provinciale n. 1898 di data 12 ottobre 2018",
            PROVINCE,
            [f"{PAT};giunta:deliberazione:2018-10-12;1898"],
        ),
        ("D.Lgs. n. 196/2003", PROVINCE, ["stato:decreto.legislativo:2003;196"]),
        ("Regolamento (UE) 2016/679", PROVINCE, ["32016R0679"]),
        (
            "D.P.G.P. 26 marzo 1998, n. 6-78/Leg",
            PROVINCE,
            [f"{PAT};presidente.giunta:decreto:1998-03-26;6-78-leg"],
        ),
        (
            "artt. 3 bis, c. 4 bis, e 71 D.Lgs. 82/2005",
            PROVINCE,
            [
                "stato:decreto.legislativo:2005;82~art3bis-com4bis",
                "stato:decreto.legislativo:2005;82~art71",
            ],
        ),
        (
            "art. 56 e Allegato 4/2 del D.Lgs. 118/2011",
            PROVINCE,
            [
                "stato:decreto.legislativo:2011;118~art56",
                "stato:decreto.legislativo:2011;118:allegato;4-2",
            ],
        ),
        (
            "art. 15, comma 1, lett. b), l.p. 19 luglio 1990, n. 23",
            PROVINCE,
            [f"{PAT}:legge:1990-07-19;23~art15-com1-letb"],
        ),
        (
            "artt. 36 ter 1 e 36 ter 2 l.p. 23/1990",
            PROVINCE,
            [f"{PAT}:legge:1990;23~art36ter.1", f"{PAT}:legge:1990;23~art36ter.2"],
        ),
        ("DPR 31 agosto 1972, n. 670", PROVINCE, ["presidente.repubblica:decreto:1972-08-31;670"]),
        (
            "legge regionale 3 maggio 2018, n. 2",
            PROVINCE,
            ["regione.trentino.alto.adige:legge:2018-05-03;2"],
        ),
        (
            "deliberazione del Consiglio comunale n. 12 dd. 28.02.2019",
            CLES,
            ["comune.cles;consiglio:deliberazione:2019-02-28;12"],
        ),
        (
            "determinazione del Dirigente n. 123 di data 5 maggio 2021",
            AGENCY,
            [f"{PAT};agenzia.famiglia;dirigente:determinazione:2021-05-05;123"],
        ),
        (
            "D.P.C.M. 3 dicembre 2013",
            PROVINCE,
            ["presidente.consiglio.ministri:decreto:2013-12-03"],
        ),
        (
            "deliberazioni G.P. n. 219 del 10 febbraio 2006 e n. 2903 del 2007",
            PROVINCE,
            [
                f"{PAT};giunta:deliberazione:2006-02-10;219",
                f"{PAT};giunta:deliberazione:2007;2903",
            ],
        ),
        ("legge provinciale sul benessere familiare", PROVINCE, [f"{PAT}:legge:2011-03-02;1"]),
        ("L. 241/90", PROVINCE, ["stato:legge:1990;241"]),
    ],
)
def test_the_table_of_references_md_holds(text: str, issuer: Issuer, urns: list[str]) -> None:
    assert names(find_references(text, issuer, 2024)) == urns
    inside = f"Vista la {text}, e in altro"
    found = find_references(inside, issuer, 2024)
    assert names(found) == urns
    assert inside[found[0].start : found[-1].end] == text


@pytest.mark.parametrize(
    ("text", "issuer", "urns"),
    [
        ("Legge provinciale n. 1 del 2 marzo 2011", CLES, [f"{PAT}:legge:2011-03-02;1"]),
        ("LP 1/2011 del 2/3/2011", CLES, [f"{PAT}:legge:2011-03-02;1"]),
        ("Legge Provinciale 2 marzo 2011 recante", CLES, [f"{PAT}:legge:2011-03-02"]),
        ("Legge pro-\nvinciale n. 8 del 2015", CLES, [f"{PAT}:legge:2015;8"]),
        (
            "Il 2 marzo 2011 è stata approvata la legge provinciale n. 1",
            CLES,
            [f"{PAT}:legge:2011-03-02;1"],
        ),
        (
            "Il 2 marzo 2011 è stata approvata la legge provinciale n. 1/2011",
            CLES,
            [f"{PAT}:legge:2011-03-02;1"],
        ),
        (
            "L.P. 1/2011 della Provincia autonoma di Bolzano",
            CLES,
            ["provincia.autonoma.bolzano:legge:2011;1"],
        ),
        (
            "legge provinciale di Bolzano 17 maggio 2013, n. 8",
            None,
            ["provincia.autonoma.bolzano:legge:2013-05-17;8"],
        ),
        (
            "La Giunta provinciale, con provvedimento n. 960 di data 10 luglio 2020 ha approvato",
            AGENCY,
            [f"{PAT};giunta:deliberazione:2020-07-10;960"],
        ),
        (
            "con deliberazione n. 1273 del 15 luglio 2022 la Giunta provinciale ha approvato",
            AGENCY,
            [f"{PAT};giunta:deliberazione:2022-07-15;1273"],
        ),
        (
            "l’Allegato B della deliberazione GP n. 54/2019 stessa",
            AGENCY,
            [f"{PAT};giunta:deliberazione:2019;54:allegato;b"],
        ),
        (
            SENT,
            AGENCY,
            ["comune.pergine.valsugana;giunta:deliberazione:2024-04-29;77"],
        ),
        (
            f"determinazione n. 152 di data 30.05.2013 del Dirigente {LONG_NAME}",
            CLES,
            [f"{PAT};agenzia.famiglia;dirigente:determinazione:2013-05-30;152"],
        ),
        (
            "determinazione dirigenziale provinciale 23.02.2018 n. 45",
            CLES,
            [f"{PAT};dirigente:determinazione:2018-02-23;45"],
        ),
        (
            "determinazione provinciale numero 263 d.d. 24.08.2016",
            CLES,
            [f"{PAT}:determinazione:2016-08-24;263"],
        ),
        (
            "determinazione dirigenziale n. 1487 dd febbraio 2022",
            CLES,
            ["comune.cles;dirigente:determinazione:2022;1487"],
        ),
        (
            "determina del dirigente dell’Agenzia per la famiglia\ndel 14 maggio 2019",
            CLES,
            [f"{PAT};agenzia.famiglia;dirigente:determinazione:2019-05-14"],
        ),
        (
            "Delibera Provinciale n° 107 del 15.04.2019",
            CLES,
            [f"{PAT};giunta:deliberazione:2019-04-15;107"],
        ),
        (
            "Delibera\rdi Giunta\rprovinciale n. 157 del\r9 febbraio 2024",
            AGENCY,
            [f"{PAT};giunta:deliberazione:2024-02-09;157"],
        ),
        ("Del.G.R n. 220/2020", BARI, ["regione.puglia;giunta:deliberazione:2020;220"]),
        (
            "DGR 16 ottobre 2018 n. 1815",
            BARI,
            ["regione.puglia;giunta:deliberazione:2018-10-16;1815"],
        ),
        ("DGR Veneto n. 1609/2021", None, ["regione.veneto;giunta:deliberazione:2021;1609"]),
        (
            "deliberazione giuntale n. 191/2014 dd. 15.07.2014",
            CLES,
            ["comune.cles;giunta:deliberazione:2014-07-15;191"],
        ),
        (
            "deliberazione di Giunta comunale n. 09/2022",
            CLES,
            ["comune.cles;giunta:deliberazione:2022;9"],
        ),
        (
            "deliberazione consiliare n. 37 / 2021",
            CLES,
            ["comune.cles;consiglio:deliberazione:2021;37"],
        ),
        (
            "Deliberazione del Consiglio comunale n°17/2002",
            CLES,
            ["comune.cles;consiglio:deliberazione:2002;17"],
        ),
        (
            "delibera di Giunta n .34 del 27.03.2017",
            CLES,
            ["comune.cles;giunta:deliberazione:2017-03-27;34"],
        ),
        (
            "delibera di giunta comunale n 13 del 27-01-2022",
            CLES,
            ["comune.cles;giunta:deliberazione:2022-01-27;13"],
        ),
        (
            "delibera della Giunta comunale n. 34 di data12 maggio 2021",
            CLES,
            ["comune.cles;giunta:deliberazione:2021-05-12;34"],
        ),
        (
            "delibera di Giunta n. 11O del 1O luglio 2009",
            CLES,
            ["comune.cles;giunta:deliberazione:2009-07-10;110"],
        ),
        (
            "delibera 18 del consiglio comunale di data 22 luglio 2021",
            CLES,
            ["comune.cles;consiglio:deliberazione:2021-07-22;18"],
        ),
        (
            "deliberazione del Commissario straordinario n. 3/C di data 7.3.2019",
            CLES,
            ["comune.cles;commissario.straordinario:deliberazione:2019-03-07;3-c"],
        ),
        (
            "Deliberazione dell’Assemblea Consortile n. 16, in data 16.11.2020",
            CONSORTIUM,
            ["consorzio.c.i.dis;assemblea:deliberazione:2020-11-16;16"],
        ),
        (
            "deliberazione della Giunta comunale di Cles 28 febbraio 2019, n. 12",
            None,
            ["comune.cles;giunta:deliberazione:2019-02-28;12"],
        ),
        ("Decreto Sindacale n. 14/2025", AVELLA, ["comune.avella;sindaco:decreto:2025;14"]),
        (
            "decreto del Sindaco di Avella n. 13 del 23/04/2026",
            None,
            ["comune.avella;sindaco:decreto:2026-04-23;13"],
        ),
        (
            "ordinanza sindacale n. 14 del 13/04/2026",
            AVELLA,
            ["comune.avella;sindaco:ordinanza:2026-04-13;14"],
        ),
        (
            "Determina n. 293 del 29/04/2026;",
            AVELLA,
            ["comune.avella:determinazione:2026-04-29;293"],
        ),
        ("L.R. Campania n. 20/2013, art. 6", None, ["regione.campania:legge:2013;20~art6"]),
        (
            "deliberazioni di Giunta comunale n. 5, n. 6 e n. 7 del 12.3.2020",
            AVELLA,
            [f"comune.avella;giunta:deliberazione:2020-03-12;{n}" for n in (5, 6, 7)],
        ),
        (
            "D.Lgs. 50/2016 e 56/2017",
            None,
            ["stato:decreto.legislativo:2016;50", "stato:decreto.legislativo:2017;56"],
        ),
        (
            "leggi provinciali 3 aprile 1997, n. 7 e 16 giugno 2006, n. 3",
            CLES,
            [f"{PAT}:legge:1997-04-03;7", f"{PAT}:legge:2006-06-16;3"],
        ),
        (
            "DPP n. 8-10/Leg. di data 12 maggio 2017",
            CLES,
            [f"{PAT};presidente:decreto:2017-05-12;8-10-leg"],
        ),
        ("Regolamento regionale n. 4/2007", BARI, ["regione.puglia:regolamento:2007;4"]),
        (
            "l'Agenzia delle entrate, ai sensi della L.P. 14/2014",
            CLES,
            [f"{PAT}:legge:2014;14"],
        ),
        ("Legge n.ro 241 del 1990", None, ["stato:legge:1990;241"]),
        ("L n. 241/1990", None, ["stato:legge:1990;241"]),
        ("Legge190/2012", None, ["stato:legge:2012;190"]),
        ("legge n. 205 del 3 dicembre 2021", None, ["stato:legge:2021-12-03;205"]),
        (
            "Legge sul procedimento amministrativo n. 241/1990",
            None,
            ["stato:legge:1990;241"],
        ),
        ("D.L. 6/7/2012 n.95", None, ["stato:decreto.legge:2012-07-06;95"]),
        (
            "legge costituzionale 18 ottobre 2001, n. 3",
            None,
            ["stato:legge.costituzionale:2001-10-18;3"],
        ),
        ("R.D. 16 marzo 1942, n. 262", None, ["stato:regio.decreto:1942-03-16;262"]),
        (
            "decreto del Ministro dell’interno 4 dicembre 2020",
            None,
            ["ministero.interno:decreto:2020-12-04"],
        ),
        ("D.M. Interno 10 febbraio 2014", None, ["ministero.interno:decreto:2014-02-10"]),
        (
            "Delibera ANAC n. 582/2023",
            AVELLA,
            ["autorita.nazionale.anticorruzione:deliberazione:2023;582"],
        ),
    ],
)
def test_acts_are_named(text: str, issuer: Issuer | None, urns: list[str]) -> None:
    assert names(find_references(f"con {text} e poi", issuer, 2024)) == urns


KINDS = {
    "legge": ("stato:legge", ("legge", "Legge", "L.", "LEGGE")),
    "decreto": (
        "stato:decreto.legislativo",
        ("D.Lgs.", "D. Lgs.", "d.lgs.", "decreto legislativo", "Decreto\rLegislativo", "DLgs"),
    ),
    "dpr": ("presidente.repubblica:decreto", ("D.P.R.", "DPR", "d.P.R.")),
    "giunta": (
        "comune.cles;giunta:deliberazione",
        (
            "deliberazione della Giunta comunale",
            "delibera di Giunta",
            "DGC",
            "deliberazione G.C.",
            "deliberazione\rgiuntale",
        ),
    ),
    "consiglio": (
        "comune.cles;consiglio:deliberazione",
        ("deliberazione del Consiglio Comunale", "Delibera C.C.", "deliberazione consiliare"),
    ),
}
MONTHS = ["gennaio", "febbraio", "marzo", "aprile", "maggio", "giugno"]


@given(
    st.sampled_from(sorted(KINDS)),
    st.integers(0, 5),
    st.integers(1, 2999),
    st.integers(1, 28),
    st.integers(1, 6),
    st.integers(1950, 2029),
    st.integers(0, 5),
)
def test_what_is_printed_is_read_back(
    kind: str, form: int, number: int, day: int, month: int, year: int, order: int
) -> None:
    act, forms = KINDS[kind]
    word = f"{day} {MONTHS[month - 1]} {year}"
    tail, has_day = (
        (f"{word}, n. {number}", True),
        (f"n. {number} del {word}", True),
        (f"n. {number} dd. {day:02}.{month:02}.{year}", True),
        (f"n.\r{number} di data\r{day}/{month}/{year}", True),
        (f"n. {number}/{year}", False),
        (f"n.{number} del {year}", False),
    )[order]
    text = f"Visto {forms[form % len(forms)]} {tail}, e altro"
    (found,) = find_references(text, CLES, 2029)
    data = f"{year}-{month:02}-{day:02}" if has_day else str(year)
    assert found.urn == f"urn:nir:{act}:{data};{number}"
    assert text[found.end - 1] == tail[-1]


@given(
    st.text(
        alphabet=st.sampled_from(list("LDPRGlgsn.,/ 0129'’()\n\rabcdeùİ§“”")),
        max_size=60,
    ).map(lambda text: f"art. 5 {text} D.Lgs. 36/2023 {text} delibera n. 3 {text}")
)
def test_places_lie_in_the_text(text: str) -> None:
    for found in find_references(text, CLES, 2024):
        assert 0 <= found.start < found.end <= len(text)
        assert text[found.start : found.end].strip()
