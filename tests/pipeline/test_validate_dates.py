"""DAT001 beyond `tempi`: the act, its references, the district and its members."""

import pytest

from extractors.dates import impossible_dates
from schemas.records import Distretto
from tests.pipeline.cases import case, found
from tests.pipeline.plain import document

ACT = (
    "COMUNE DI VALFINTA\nDETERMINAZIONE N. 33 {}\nOGGETTO: Carta.\nIL DIRIGENTE\n{}\nDETERMINA\nx\n"
)
MEMBERS = (
    "PROGRAMMA DI LAVORO DISTRETTO FAMIGLIA VAL FINTA 2020\n\nPREMESSA\nTesto.\n\n"
    "ORGANIZZAZIONI ADERENTI AL 30 APRILE 2019\n"
    "\t\tData adesione\tMarchio Family in Trentino\tMarchio Family Audit\n"
    "1\tCOMUNE DI ALTOFINTO\t15-lug-12\tX\t\n2\tPRO LOCO BASSOFINTO\t{}\t\t\n"
)


def _told(text: str) -> list[tuple[str, str]]:
    """Path and printed date of each issue."""
    issues = [issue for issue in document(text).issues if issue.rule == "DAT001"]
    return [(issue.path, issue.message.split("«")[1].split("»")[0]) for issue in issues]


@pytest.mark.parametrize(
    ("text", "dates"),
    [
        ("31 aprile 2022", ["31 aprile 2022"]),
        ("del 12/13/2024", ["12/13/2024"]),
        ("in data 45.03.2024", ["45.03.2024"]),
        ("Rossi\t12/13/2024\t", ["12/13/2024"]),
        ("addì trentuno aprile duemilaventidue", ["addì trentuno aprile duemilaventidue"]),
        ("circolare n. 45 maggio 2010", []),
        ("fascicolo 12.13.2019", []),
        ("versione 2.13.2019.4, rete 10.45.2010.1", []),
        ("alle 14.30 del 3/4/2024, 7/13 del totale", []),
        ("dal 29 febbraio 2024", []),
    ],
)
def test_a_day_too_many_is_told_from_numbers_of_other_things(text: str, dates: list[str]) -> None:
    assert [text[one.start : one.end] for one in impossible_dates(text)] == dates


@pytest.mark.parametrize(
    ("title", "ground", "told"),
    [
        ("DEL 31 APRILE 2022", "", [("$.atto.data", "31 APRILE 2022")]),
        ("DEL 12/13/2024", "", [("$.atto.data", "12/13/2024")]),
        ("DEL 30 APRILE 2022", "", []),
        ("", "", []),
        (
            "DEL 30/04/2022",
            "Vista la legge 32 maggio 2010, n. 4;",
            [("$.riferimenti[0]", "32 maggio 2010")],
        ),
        (
            "DEL 30/04/2022",
            "Vista la determinazione n. 7 del 12/13/2021;",
            [("$.riferimenti[0]", "12/13/2021")],
        ),
        (
            "DEL 30/04/2022",
            "Visti gli artt. 2 e 3 della legge 30 febbraio 2010, n. 4;",
            [("$.riferimenti[0]", "30 febbraio 2010")],
        ),
        ("DEL 30/04/2022", "Vista la determinazione n. 7 del 12/12/2021, ore 12.13.2021;", []),
        ("DEL 30/04/2022", "Considerato che il 31 aprile 2022 non si fa nulla;", []),
    ],
)
def test_dat001_reads_the_act_and_what_it_cites(
    title: str, ground: str, told: list[tuple[str, str]]
) -> None:
    assert _told(ACT.format(title, ground)) == told


@pytest.mark.parametrize(
    ("day", "told"),
    [
        ("31-feb-14", [("$.organizzazioni[1].data_adesione", "31-feb-14")]),
        ("12/13/2014", [("$.organizzazioni[1].data_adesione", "12/13/2014")]),
        ("28-feb-14", []),
        ("", []),
    ],
)
def test_dat001_reads_the_members(day: str, told: list[tuple[str, str]]) -> None:
    assert _told(MEMBERS.format(day)) == told


def test_dat001_reads_the_district() -> None:
    text = "SOTTOSCRIZIONE\t31 giugno 2012"
    district = Distretto(sottoscrizione_accordo="31 giugno 2012", delibera_approvazione="2012")
    (issue,) = found("DAT001", case(text, distretto=district))
    assert issue.path == "$.distretto.sottoscrizione_accordo"
    assert text[issue.start : issue.end] == "31 giugno 2012"
