"""The head of a document: plans, programmes, acts, and the reports that are none of these."""

import pytest

from extractors.heading import HEAD_CHARACTERS, read_heading
from extractors.issuing_bodies import kind_of_body

FORM = "PIANO DEGLI INTERVENTI IN MATERIA DI POLITICHE FAMILIARI"


def _name(text: str) -> str | None:
    """The body's name as the head prints it."""
    nome = read_heading(text).nome
    return text[nome].strip() if nome else None


@pytest.mark.parametrize(
    ("head", "name", "year"),
    [
        ("=== PIANO FAMIGLIA DI CAVALESE ANNO 2022 ===", "CAVALESE", 2022),
        ("=== PIANO FAMIGLIA DI BASELGA DI PINE' ANNO 2019 ===", "BASELGA DI PINE'", 2019),
        ("=== PIANO FAMIGLIA DI SANT'ORSOLA TERME ANNO 2022 ===", "SANT'ORSOLA TERME", 2022),
        (
            "=== PIANO FAMIGLIA DI CONSORZIO INTERCOMUNALE DI SERVIZI (C.I.DIS.) ANNO 2022 ===",
            "CONSORZIO INTERCOMUNALE DI SERVIZI (C.I.DIS.)",
            2022,
        ),
        ("PIANO FAMIGLIA DI ALA ANNO 2023", "ALA", 2023),
        ("**PIANO FAMIGLIA DI ALA ANNO 2023**", "ALA", 2023),
    ],
)
def test_platform_head_names_body_and_year(head: str, name: str, year: int) -> None:
    text = f"{head}\n\nTesto del 2031.\n"
    heading = read_heading(text)
    assert (heading.tipo, heading.anno) == ("piano_famiglia", year)
    assert _name(text) == name
    assert [text[part] for part in heading.titolo] == [head.strip("=* ")]


@pytest.mark.parametrize(
    ("head", "year"),
    [
        (f"{FORM} DEL COMUNE DI CAVALESE PER L ANNO 2016", 2016),
        (f"{FORM}\nANNO 2018", 2018),
        ("PIANO DI INTERVENTI", None),
        ("PIANO DI INTERVENTO TERRITORIALE", None),
        ("PIANO COMUNALE DEGLI INTERVENTI PER IL BIENNIO 2022-2023", 2022),
        ("PIANO DELLE POLITICHE VOLTE AL BENESSERE FAMIGLIARE PER L'ANNO 2015", 2015),
        ("PIANO DI AZIONI IN MATERIA DI POLITICHE FAMILIARI", None),
        ("PIANO FAMIGLIA COMUNALE", None),
    ],
)
def test_title_of_a_plan_in_capitals(head: str, year: int | None) -> None:
    text = f"{head}\n\nPremessa\n"
    heading = read_heading(text)
    assert (heading.tipo, heading.anno) == ("piano_famiglia", year)
    assert text[heading.titolo[0]] == head.partition("\n")[0]


@pytest.mark.parametrize(
    ("head", "name", "year"),
    [
        (
            "PROGRAMMA DI LAVORO DISTRETTO FAMIGLIA VALSUGANA E TESINO 2019",
            "DISTRETTO FAMIGLIA VALSUGANA E TESINO",
            2019,
        ),
        (
            "PROGRAMMA DI LAVORO DISTRETTO FAMIGLIA ALTIPIANI CIMBRI 2019 -2020",
            "DISTRETTO FAMIGLIA ALTIPIANI CIMBRI",
            2019,
        ),
        (
            "PROGRAMMA DI LAVORO DISTRETTO FAMIGLIA VALLE DEI LAGHI 2019-2020",
            "DISTRETTO FAMIGLIA VALLE DEI LAGHI",
            2019,
        ),
        (
            "PROGRAMMA DI LAVORO DISTRETTO FAMIGLIA FAMILY GREEN PRIMIERO 2021",
            "DISTRETTO FAMIGLIA FAMILY GREEN PRIMIERO",
            2021,
        ),
        (
            "DISTRETTO FAMILY AUDIT ALTA VALSUGANA\nPROGRAMMA DI LAVORO 2024",
            "DISTRETTO FAMILY AUDIT ALTA VALSUGANA",
            2024,
        ),
        (
            "DISTRETTO PER LA FAMIGLIA CONCA VERDE\nProgramma di lavoro anno 2025",
            "DISTRETTO PER LA FAMIGLIA CONCA VERDE",
            2025,
        ),
        (
            "Allegato 1\nDistretto famiglia Conca Verde\nProgramma di lavoro 2025",
            "Distretto famiglia Conca Verde",
            2025,
        ),
        ("PROGRAMMA LAVORO 2022", None, 2022),
        ("PIANO DI LAVORO 2014", None, 2014),
        ("PROGRAMMA DI LAVORO", None, None),
        ("PROGRAMMA DI LAVORO\nANNO 2019", None, 2019),
    ],
)
def test_title_of_a_programme(head: str, name: str | None, year: int | None) -> None:
    text = f"{head}\n\nTesto.\n"
    heading = read_heading(text)
    assert (heading.tipo, heading.anno, _name(text)) == ("programma_di_lavoro", year, name)


def test_two_lines_of_a_title_keep_their_order() -> None:
    text = "DISTRETTO FAMILY AUDIT ALTA VALSUGANA\nPROGRAMMA DI LAVORO 2024\n"
    parts = [text[part] for part in read_heading(text).titolo]
    assert parts == ["DISTRETTO FAMILY AUDIT ALTA VALSUGANA", "PROGRAMMA DI LAVORO 2024"]


def test_programme_under_a_determination_is_a_programme() -> None:
    text = (
        "DISTRETTO FAMILY AUDIT ALTA VALSUGANA\nPROGRAMMA DI LAVORO 2024\n"
        "DETERMINAZIONE DEL DIRIGENTE N. 7522 DEL 16 LUGLIO 2024\n"
    )
    heading = read_heading(text)
    assert (heading.tipo, heading.anno) == ("programma_di_lavoro", 2024)


@pytest.mark.parametrize(
    ("head", "kind"),
    [
        ("DETERMINAZIONE DEL RESPONSABILE DEL SERVIZIO", "determinazione"),
        ("DETERMINAZIONE DEL DIRIGENTE N. 7522 DI DATA 16 LUGLIO 2024", "determinazione"),
        (
            "VERBALE DELLA DELIBERAZIONE DELLA GIUNTA MUNICIPALE\nN° 4 DEL 18.01.2018",
            "deliberazione",
        ),
        ("VERBALE DI DELIBERAZIONE N. 64\nDEL CONSIGLIO COMUNALE", "deliberazione"),
        ("DELIBERAZIONE DELLA GIUNTA COMUNALE", "deliberazione"),
        ("DECRETO SINDACALE N. 3", "decreto"),
        ("ORDINANZA N. 5", "ordinanza"),
        ("IL RESPONSABILE DEL SERVIZIO\nDETERMINA\n1. di impegnare", "determinazione"),
        ("LA GIUNTA COMUNALE\nDELIBERA:\n1. di approvare", "deliberazione"),
        ("IL SINDACO\nDECRETA:\n1. di nominare", "decreto"),
        ("IL SINDACO\nORDINA\n1. il divieto", "ordinanza"),
    ],
)
def test_kind_of_an_act(head: str, kind: str) -> None:
    heading = read_heading(f"COMUNE DI AVELLA\n{head}\n")
    assert (heading.tipo, heading.atto) == ("atto", kind)


@pytest.mark.parametrize(
    ("line", "name"),
    [
        ("COMUNE DI AVELLA", "COMUNE DI AVELLA"),
        ("CITTÀ DI ROVERETO", "CITTÀ DI ROVERETO"),
        ("CITTA' DI ROVERETO", "CITTA' DI ROVERETO"),
        ("PROVINCIA AUTONOMA DI TRENTO", "PROVINCIA AUTONOMA DI TRENTO"),
        ("COMUNITÀ ALTA VALSUGANA E BERSNTOL", "COMUNITÀ ALTA VALSUGANA E BERSNTOL"),
        ("CONSORZIO INTERCOMUNALE DI SERVIZI", "CONSORZIO INTERCOMUNALE DI SERVIZI"),
        ("UNIONE DEI COMUNI", "UNIONE DEI COMUNI"),
        ("COMUNE DI [XXX]", None),
        ("COMUNE DI XXXX", None),
        ("COMUNE DI ________", None),
        ("Comune di Avella, lì 3 maggio", None),
        ("nel COMUNE DI AVELLA", None),
        ("IL RESPONSABILE", None),
    ],
)
@pytest.mark.parametrize("title", [FORM, "DELIBERAZIONE DELLA GIUNTA COMUNALE"])
def test_body_stands_on_a_line_of_its_own(line: str, name: str | None, title: str) -> None:
    assert _name(f"{line}\n{title}\n\nTesto.\n") == name


def test_body_after_one_left_blank_is_read() -> None:
    assert _name(f"COMUNE DI [XXX]\nCOMUNE DI AVELLA\n{FORM}\n") == "COMUNE DI AVELLA"


@pytest.mark.parametrize(
    "text",
    [
        "",
        "= PIANO =",
        "Rapporto di gestione anno 2019",
        "RAPPORTO DI GESTIONE ANNO 2019",
        "STATO DI ATTUAZIONE DEI DISTRETTI FAMIGLIA",
        "RELAZIONE ANNUALE 2020",
        "DISCIPLINARE DEL MARCHIO FAMILY IN TRENTINO",
        "PROGRAMMA 2015\nOBIETTIVO SPECIFICO N° 1",
        "PROGRAMMAZIONE E RENDICONTAZIONE",
        "PIANO REGOLATORE GENERALE",
        "Il programma di lavoro del distretto famiglia 2019 prevede incontri.",
        "Il Comune ha approvato il PROGRAMMA DI LAVORO 2019 del distretto.",
        "Visto il PIANO FAMIGLIA DI ALA ANNO 2023 e la DELIBERAZIONE n. 3",
        "Con la determinazione n. 3 il Comune determina",
        "COMUNE DI AVELLA\nAvviso pubblico",
    ],
)
def test_other_texts_are_none_of_these(text: str) -> None:
    heading = read_heading(text)
    assert (heading.tipo, heading.anno, heading.atto) == ("altro", None, None)


@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"])
def test_any_line_end_parts_the_lines_of_a_head(line_end: str) -> None:
    lines = ("COMUNE DI AVELLA", "DETERMINAZIONE DEL RESPONSABILE", "Testo")
    assert read_heading(line_end.join(lines)).atto == "determinazione"


@pytest.mark.parametrize(
    ("head", "name"),
    [
        (
            "**PROGRAMMA DI LAVORO\nDISTRETTO FAMILY AUDIT\nALTA VALSUGANA\n2024**\n",
            "DISTRETTO FAMILY AUDIT\nALTA VALSUGANA",
        ),
        (
            "PROGRAMMA DI LAVORO\nDISTRETTO FAMIGLIA\nVALLE DEI LAGHI\n2019-2020\n",
            "DISTRETTO FAMIGLIA\nVALLE DEI LAGHI",
        ),
        (
            "PROGRAMMA DI LAVORO DISTRETTO FAMIGLIA\nVal di Non\n2021\n",
            "DISTRETTO FAMIGLIA\nVal di Non",
        ),
        ("PROGRAMMA DI LAVORO 2021\nDISTRETTO FAMIGLIA\nPREMESSA\n", "DISTRETTO FAMIGLIA"),
        ("PROGRAMMA DI LAVORO 2021\nDISTRETTO FAMIGLIA\n\nVAL DI NON\n", "DISTRETTO FAMIGLIA"),
        (
            "PROGRAMMA DI LAVORO 2021\nDISTRETTO FAMIGLIA\nLa famiglia al centro\n",
            "DISTRETTO FAMIGLIA",
        ),
        (
            "PROGRAMMA DI LAVORO\nDISTRETTO FAMIGLIA VAL DI SOLE\nVAL DI PEJO\n",
            "DISTRETTO FAMIGLIA VAL DI SOLE",
        ),
        (
            "Piano di Lavoro Distretto Famiglia Alto Garda anno 2021\n",
            "Distretto Famiglia Alto Garda",
        ),
        (
            "PROGRAMMA DI LAVORO DISTRETTO FAMIGLIA NELLA ROTALIANA KÖNIGSBERG ANNI 2014/2015\n",
            "DISTRETTO FAMIGLIA NELLA ROTALIANA KÖNIGSBERG",
        ),
    ],
)
def test_name_of_a_district_is_whole(head: str, name: str) -> None:
    assert _name(head) == name


def test_title_far_into_a_document_is_no_head() -> None:
    far = "Testo. " * (HEAD_CHARACTERS // 7 + 1)
    assert read_heading(f"{far}\nPROGRAMMA DI LAVORO 2019\n").tipo == "altro"


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("CAVALESE", "comune"),
        ("COMUNE DI AVELLA", "comune"),
        ("Città di Rovereto", "comune"),
        ("CITTA’ DI ROVERETO", "comune"),
        ("CONSORZIO INTERCOMUNALE DI SERVIZI (C.I.DIS.)", "consorzio"),
        ("Comunità della Val di Non", "comunita"),
        ("COMUNITA' ROTALIANA KÖNIGSBERG", "comunita"),
        ("UNIONE DEI COMUNI", "altro"),
        ("DISTRETTO FAMIGLIA PRIMIERO", "distretto"),
        ("Provincia autonoma di Trento", "provincia"),
        ("PROVINCIALE", "comune"),
        ("", "comune"),
    ],
)
def test_kind_of_body_by_its_first_word(name: str, kind: str) -> None:
    assert kind_of_body(name) == kind
