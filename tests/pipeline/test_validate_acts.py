"""The act and its district against themselves: ACT001, SWP001, VAM001, VAM002."""

import pytest

from pipeline.validate import Case
from schemas.act_reading import ActReading
from schemas.page import Span
from schemas.records import AzioneVamt, Distretto, Percentuali, Rinvio
from tests.pipeline.cases import case, found, intervento, messages
from tests.pipeline.plain import document, rules
from tests.places import SAMPLES

COVER = ActReading("cover", "7522", "2024-07-16", "generale", Span(1, 0, 9))
OFFICE = ActReading("head", "85", "2024-07-01", "settore")


@pytest.mark.parametrize(
    ("other", "paths"),
    [
        (ActReading("body", "7523", "2024-07-16"), ["$.atto.numero"]),
        (ActReading("body", "7522", "2024-07-15"), ["$.atto.data"]),
        (ActReading("body", "75", "2023"), ["$.atto.numero", "$.atto.data"]),
        (ActReading("body", "7522", "2024-07-16"), []),
        (ActReading("body", "07522", "2024-07"), []),
        (ActReading("body", "7522/2024", None), []),
        (ActReading("body", " 75 22", "2024"), []),
        (ActReading("body", None, None), []),
        (ActReading("body", "7523", None, "generale"), ["$.atto.numero"]),
        (OFFICE, []),
    ],
)
def test_act001_compares_number_and_date(other: ActReading, paths: list[str]) -> None:
    issues = found("ACT001", case(atto_letture=(COVER, other)))
    assert [issue.path for issue in issues] == paths


def test_act001_says_where_each_stands() -> None:
    body = ActReading("body", "7523", None, at=Span(4, 10, 20))
    (issue,) = found("ACT001", case(atto_letture=(COVER, body)))
    assert issue.message == "`numero` is 7523 in the body; 7522 in the cover"
    assert (issue.severity, issue.page, issue.start, issue.end) == ("warning", 4, 10, 20)


@pytest.mark.parametrize(
    ("paper", "paths"),
    [
        (ActReading("paper", "85", "2024-07-01"), []),
        (ActReading("paper", "7522", "2024-07-16"), []),
        (ActReading("sitting", None, "2024-07-01"), []),
        (ActReading("sitting", None, "2024-07-02"), ["$.atto.data"]),
        (ActReading("paper", "86", "2024-07-01"), ["$.atto.numero"]),
    ],
)
def test_act001_lets_a_paper_name_either_register(paper: ActReading, paths: list[str]) -> None:
    for readings in ((COVER, OFFICE, paper), (paper, COVER, OFFICE)):
        issues = found("ACT001", case(atto_letture=readings))
        assert [issue.path for issue in issues] == paths


@pytest.mark.parametrize("readings", [(), (COVER,), (ActReading("cover"), COVER, COVER)])
def test_act001_needs_two_readings(readings: tuple[ActReading, ...]) -> None:
    assert found("ACT001", case(atto_letture=readings)) == []


MUNICIPAL = "Deliberazione Giunta Comunale n. 70 dd. 24.05.2022"
PROVINCIAL = "Deliberazione della Giunta provinciale n. 1273 dd. 15.07.2022"


@pytest.mark.parametrize(
    ("approval", "signature", "count"),
    [
        (MUNICIPAL, PROVINCIAL, 1),
        ("28 ottobre 2022", PROVINCIAL, 1),
        (MUNICIPAL, "Delibera G.P. n. 1273 del 2022", 1),
        (PROVINCIAL, "28 ottobre 2022", 0),
        (PROVINCIAL, MUNICIPAL, 0),
        (PROVINCIAL, PROVINCIAL, 0),
        (MUNICIPAL, "28 ottobre 2022", 0),
        (MUNICIPAL, "28 ottobre 2022, sala della Provincia", 0),
        ("", PROVINCIAL, 0),
        (None, PROVINCIAL, 0),
        (MUNICIPAL, None, 0),
    ],
)
def test_swp001_looks_for_the_provinces_resolution(
    approval: str | None, signature: str | None, count: int
) -> None:
    district = Distretto(nome="D", delibera_approvazione=approval, sottoscrizione_accordo=signature)
    assert len(messages("SWP001", case(distretto=district))) == count


def test_swp001_stands_where_the_row_of_the_approval_stands() -> None:
    text = f"Vista la {PROVINCIAL}\nDELIBERA\tDeliberazione Giunta\nComunale n. 70 dd. 24.05.2022\n"
    district = Distretto(
        nome="D",
        delibera_approvazione=MUNICIPAL,
        sottoscrizione_accordo=PROVINCIAL,
    )
    (issue,) = found("SWP001", case(text, distretto=district))
    assert " ".join(text[issue.start : issue.end].split()) == MUNICIPAL
    assert not messages("SWP001", case(text))


def pointing(rinvio: Rinvio | None, percentages: str | None = "100% report") -> Case:
    """A programme of one progettualità and one V.A.M.T. action, which may point to it."""
    field = None if percentages is None else Percentuali(testo=percentages)
    return case(
        interventi=(intervento(1, titolo="VOLONTARIATO AZIENDALE", percentuali=field),),
        azioni_vamt=(AzioneVamt(azione="Motivazione", testo="Indicatori …", rinvio=rinvio),),
    )


@pytest.mark.parametrize(
    ("rinvio", "count"),
    [
        (Rinvio(ambito="AMBIENTE", titolo="Volontari", intervento=None), 1),
        (Rinvio(titolo="Volontariato aziendale", intervento="x-1"), 0),
        (None, 0),
    ],
)
def test_vam001_tells_a_pointer_to_nothing(rinvio: Rinvio | None, count: int) -> None:
    assert len(messages("VAM001", pointing(rinvio))) == count


def test_vam001_names_action_and_title_and_needs_progettualita() -> None:
    given = pointing(Rinvio(ambito="AMBIENTE", titolo="Volontari"))
    assert messages("VAM001", given) == [
        "«Motivazione» points to «AMBIENTE Volontari»; no progettualità has that title"
    ]
    assert messages("VAM001", case(azioni_vamt=given.azioni_vamt)) == []


@pytest.mark.parametrize(
    ("intervento", "percentages", "count"),
    [
        ("x-1", None, 1),
        ("x-1", " ", 1),
        ("x-1", "100% report", 0),
        (None, None, 0),
        ("x-9", None, 0),
    ],
)
def test_vam002_tells_a_pointer_to_no_percentages(
    intervento: str | None, percentages: str | None, count: int
) -> None:
    given = pointing(Rinvio(titolo="V", intervento=intervento), percentages)
    assert len(messages("VAM002", given)) == count


SAMPLE = (SAMPLES / "programma_7522_2024" / "source.txt").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("before", "after", "rule", "message"),
    [
        (
            "N. 7522 DI DATA",
            "N. 7523 DI DATA",
            "ACT001",
            "`numero` is 7523 in the titolo; 7522 in the titolo",
        ),
        (
            "DI DATA 16 LUGLIO",
            "DI DATA 17 LUGLIO",
            "ACT001",
            "`data` is 2024-07-17 in the titolo; 2024-07-16 in the titolo",
        ),
        (
            "complessivamente 10 azioni",
            "complessivamente 11 azioni",
            "CNT001",
            "the act announces 11 interventi; found 10",
        ),
        ("ALITÀ n.5 ", "ALITÀ n.6 ", "NUM001", "n. 5 is missing before n. 6"),
        ("ALITÀ n.5 ", "ALITÀ n.6 ", "NUM002", "n. 6 is the number of intervento 5 already"),
        (
            "Tempi.\tEntro 31 dicembre 2024\nIndicatore/i di valutazione.\tAmpliamento",
            "Indicatore/i di valutazione.\tAmpliamento",
            "FLD001",
            "«GRUPPO DI ACQUISTO SOLIDALE»: `tempi` is not there; 9 of the 9 others have it",
        ),
        (
            "F0101 GAS territoriali",
            "F0101 Convenzioni aziendali",
            "CLS001",
            "«Convenzioni aziendali» has the code B0208; before, it had F0101",
        ),
    ],
)
def test_sample_with_one_thing_wrong_is_told_so(
    before: str, after: str, rule: str, message: str
) -> None:
    """Each is one edit to a real act, which is without any such issue."""
    assert rule not in rules(document(SAMPLE))
    assert SAMPLE.count(before) == 1
    issues = document(SAMPLE.replace(before, after)).issues
    assert [issue.message for issue in issues if issue.rule == rule] == [message]
