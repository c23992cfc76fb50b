"""The act checked against itself: for each rule what it finds, and what comes near."""

from pathlib import Path

import pytest

from pipeline.validate import CHECKS, Case, validate
from schemas.block import Block, LabelledValue
from schemas.flow import Flow, Piece
from schemas.packed import Packed
from schemas.page import Page
from schemas.records import Dichiarati, Issue
from schemas.rules import rules
from tests.pipeline.cases import flow_of
from tests.pipeline.plain import document

HEAD = "=== PIANO FAMIGLIA DI ALA ANNO 2023 ===\n\n{}\n\n=== AZIONI ===\n\n"


def _issues(text: str, rule: str) -> list[Issue]:
    """The issues of one rule."""
    return [issue for issue in document(text).issues if issue.rule == rule]


def _plan(*actions: str, preamble: str = "Testo.") -> str:
    return HEAD.format(preamble) + "".join(f"{action}\n-----\n\n" for action in actions)


@pytest.mark.parametrize(
    ("preamble", "actions", "message"),
    [
        ("Il piano si articola in 9 azioni.", 2, "the act announces 9 interventi; found 2"),
        ("Il piano comprende tre azioni.", 2, "the act announces 3 interventi; found 2"),
        ("Il piano si articola in 2 azioni.", 3, "the act announces 2 interventi; found 3"),
        ("Il piano si articola in 2 azioni.", 2, None),
        ("Il piano prevede 4 macro azioni.", 2, None),
        ("Il piano prevede 3 azioni. Esso comprende 4 azioni.", 2, None),
        ("Il Comune ha 9 azioni.", 2, None),
        ("Il piano prevede incontri.", 2, None),
    ],
)
def test_cnt001_compares_what_is_announced_with_what_is_there(
    preamble: str, actions: int, message: str | None
) -> None:
    text = _plan(*[f"TITOLO: {n}\nDESCRIZIONE: D" for n in range(actions)], preamble=preamble)
    found = _issues(text, "CNT001")
    assert [issue.message for issue in found] == ([message] if message else [])
    assert all(issue.path == "$.dichiarati.azioni" for issue in found)


def test_cnt001_needs_no_interventi_to_count() -> None:
    text = HEAD.format("Il piano si articola in 9 azioni.")
    assert _issues(text, "CNT001") == []


PROGRAMME = "PROGETTUALITÀ n.1 WELFARE\t\nTitolo.\tUno\nTempi.\t{}\nIndicatore.\tX\n"


@pytest.mark.parametrize(
    ("tempi", "shown"),
    [
        ("entro il 29 febbraio 2023", ["29 febbraio 2023"]),
        ("31/11/2024", ["31/11/2024"]),
        ("dal 30 febbraio 2024 al 31 aprile 2024", ["30 febbraio 2024", "31 aprile 2024"]),
        ("entro il 29 febbraio 2024", []),
        ("entro il 31 dicembre 2024", []),
        ("anno 2024", []),
        ("tutto l'anno", []),
        ("", []),
    ],
)
def test_dat001_tells_days_that_no_calendar_has(tempi: str, shown: list[str]) -> None:
    text = PROGRAMME.format(tempi)
    found = _issues(text, "DAT001")
    assert [issue.message.split("«")[1].split("»")[0] for issue in found] == shown
    assert all(issue.path == "$.interventi[0].tempi" for issue in found)
    assert all(text[issue.start : issue.end] == tempi for issue in found)


@pytest.mark.parametrize(
    ("second", "unread"),
    [
        ("TITOLO: Due\n-----\n\nUna nota sciolta.", ["Una nota sciolta."]),
        ("TITOLO: Due\n-----\n\nUna.\n-----\n\nDue.", ["Una.", "Due."]),
        ("TITOLO: Due\nUna nota di seguito.", []),
        ("TITOLO: Due\n\n\n\n-----\n\n\xa0\n\t ", []),
        ("TITOLO: Due\nDESCRIZIONE: \n", []),
    ],
)
def test_cov001_tells_text_that_is_in_no_field(second: str, unread: list[str]) -> None:
    text = _plan("TITOLO: Uno\nDESCRIZIONE: D", second)
    found = _issues(text, "COV001")
    assert [text[issue.start : issue.end] for issue in found] == unread
    assert all(issue.page == 1 and issue.path == "$" for issue in found)


def test_cov001_shows_the_beginning_of_a_long_run() -> None:
    (issue,) = _issues(_plan("TITOLO: Uno\n-----\n\n" + "Una nota\n" * 90), "COV001")
    assert issue.message.startswith("630 characters are in no field, from «Una nota Una nota")
    assert len(issue.message) < 120


def test_cov001_tells_each_page_by_itself() -> None:
    pages = (Page(1, "Uno resto"), Page(2, "altro"))
    flow = Flow("Uno resto\naltro", Packed(Piece, (0, 10), (0, 1), (0, 0), (9, 5), (9, 5)), pages)
    case = Case(flow, (), (), Dichiarati(), (slice(4, 15),))
    places = [(issue.page, issue.start, issue.end) for issue in validate(case)]
    assert places == [(1, 4, 9), (2, 0, 5)]


@pytest.mark.parametrize(
    ("action", "fields"),
    [
        ("TITOLO: Uno\nDESCRIZIONE: A\nDESCRIZIONE: B", ["descrizione"]),
        ("TITOLO: Uno\nDESCRIZIONE: A\nOBIETTIVO: O\nDESCRIZIONE: B", ["descrizione"]),
        (
            "TITOLO: Uno\nOBIETTIVO: A\nDESCRIZIONE: B\nOBIETTIVO: C\nDESCRIZIONE: D",
            ["descrizione", "obiettivo"],
        ),
        ("TITOLO: Uno\nDESCRIZIONE: A\nDescrizione: B", []),
        ("TITOLO: Uno\nDESCRIZIONE: A, DESCRIZIONE: B", []),
        ("TITOLO: Uno\nOBIETTIVO: A\nDESCRIZIONE: B", []),
    ],
)
def test_int001_tells_a_label_that_stands_twice(action: str, fields: list[str]) -> None:
    text = _plan("TITOLO: Zero\nDESCRIZIONE: D", action)
    found = _issues(text, "INT001")
    assert [issue.path for issue in found] == [f"$.interventi[1].{field}" for field in fields]
    assert all(issue.start == text.index("TITOLO: Uno") for issue in found)


def test_int001_counts_the_labels() -> None:
    (issue,) = _issues(_plan("TITOLO: Uno" + "\nDESCRIZIONE: A" * 3), "INT001")
    assert issue.message == "the label of `descrizione` stands 3 times; expected once"


def test_int001_lets_a_row_go_on_after_a_page_break() -> None:
    text = "PROGETTUALITÀ n.1 RETE\t\nAzioni.\tUno\n\f\tdue\nTempi.\t2024\n"
    assert _issues(text, "INT001") == []


@pytest.mark.parametrize(
    ("actions", "untitled"),
    [
        (["TITOLO: Uno", "TASSONOMIA: T\nDESCRIZIONE: D", "TITOLO: Tre"], [1]),
        (["TITOLO: Uno", "TITOLO: \nDESCRIZIONE: D"], [1]),
        (["TITOLO: Uno", "TITOLO: Due"], []),
        (["TITOLO: Uno"], []),
    ],
)
def test_int002_tells_an_action_without_a_title(actions: list[str], untitled: list[int]) -> None:
    text = _plan(*actions)
    found = _issues(text, "INT002")
    assert [issue.path for issue in found] == [f"$.interventi[{n}].titolo" for n in untitled]
    assert [issue.start for issue in found] == [text.index(actions[n]) for n in untitled]


def test_int002_lets_a_form_without_titles_pass() -> None:
    text = "AZIONE 1.1\nDescrizione: D\n\nAZIONE 1.2\nDescrizione: D\n"
    assert len(document(text).interventi) == 2
    assert _issues(text, "INT002") == []


def test_issues_come_in_order_of_place_those_of_none_first() -> None:
    actions = ("TITOLO: Uno\nDESCRIZIONE: A\nDESCRIZIONE: B\n-----\n\nNota.", "DESCRIZIONE: C")
    found = document(_plan(*actions, preamble="Il piano si articola in 9 azioni.")).issues
    assert [issue.rule for issue in found] == ["CNT001", "INT001", "COV001", "INT002"]


def test_every_module_of_a_rule_is_a_check_in_the_list_and_in_the_rules() -> None:
    codes = [check.__module__.rpartition(".")[2].upper() for check in CHECKS]
    folder = Path(validate.__code__.co_filename).parent
    modules = [path.stem.upper() for path in folder.glob("*[0-9][0-9][0-9].py")]
    assert sorted(codes) == sorted(modules)
    assert all(rules()[code].severity for code in codes)


def test_line_that_looks_like_a_label_is_told_and_left_in_its_value() -> None:
    text = "TITOLO: Uno\nDESCRIZIONE: per\nDESTINATARI: famiglie\n-----\n\nTITOLO: Due\n"
    found = _issues(text, "INT003")
    assert [issue.path for issue in found] == ["$.interventi[0]"]
    assert "«DESTINATARI»" in found[0].message
    assert not _issues(text.replace("DESTINATARI", "Destinatari"), "INT003")
    assert not _issues(text.replace("DESTINATARI", "2. SERATA"), "INT003")


@pytest.mark.parametrize(
    ("above", "count"),
    [("per tutti.\r", 1), ("per tutti\n", 1), ("PERCORSO SULLE\r", 0), ("•\r", 0), ("per:\r", 1)],
)
def test_int003_lets_a_printed_line_go_on_the_one_above(above: str, count: int) -> None:
    text = f"TITOLO: Uno\nDESCRIZIONE: {above}TRACCE DELL'ACQUA: una passeggiata"
    start = text.index("TRACCE")
    block = Block(
        "azione", None, None, None, (LabelledValue("TITOLO", 0, "titolo", (slice(8, len(text)),)),)
    )
    label = slice(start, text.rindex(":"))
    case = Case(flow_of(text), (block,), (), Dichiarati(), (), (label,))
    assert len([issue for issue in validate(case) if issue.rule == "INT003"]) == count


@pytest.mark.parametrize(
    ("text", "count"),
    [
        (HEAD.format("Testo."), 1),
        ("PROGRAMMA DI LAVORO DISTRETTO FAMIGLIA PRIMIERO 2021\n\nTesto.\n", 1),
        (_plan("TITOLO: Biblioteca\nDESCRIZIONE: Aprire la sera"), 0),
        ("DETERMINAZIONE DEL DIRIGENTE N. 12 DEL 3 MAGGIO 2024\n\nOGGETTO: libri\n", 0),
        ("Un testo qualsiasi.\n", 0),
    ],
)
def test_int004_finds_plans_and_programmes_without_interventi(text: str, count: int) -> None:
    assert len(_issues(text, "INT004")) == count
