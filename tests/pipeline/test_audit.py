"""The audit: every character of the source is read, ignored or unread; the unread is told."""

from itertools import chain

import pytest

from pipeline.audit import audit, count_characters
from pipeline.layout import lay_out
from schemas.flow import Flow
from schemas.page import Lines, Page, Word, line_of
from tests.pipeline.plain import document

PLAN = (
    "=== PIANO FAMIGLIA DI ALA ANNO 2023 ===\n\nPREMESSA\nLa comunitа cresce.\n\n=== AZIONI ===\n\n"
    "TITOLO: Uno\nTASSONOMIA: T1\nDESCRIZIONE: D1\n-----\n\nTITOLO: Due\nOBIETTIVO: \n-----\n"
)


def _flow(*pages: str) -> Flow:
    return lay_out([Page(number, text) for number, text in enumerate(pages, 1)]).flow


def _part(flow: Flow, text: str) -> slice:
    """Where a text stands first in the flow."""
    start = flow.text.index(text)
    return slice(start, start + len(text))


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("", 0),
        (" \t\n\r\v\f\xa0\x1c", 0),
        ("a b\tc\n", 3),
        ("è", 1),
        ("€ 80,00", 6),
        ("👪", 1),
        ("a\xadb", 3),
        ("\ud800", 1),
    ],
)
def test_white_space_is_not_counted(text: str, count: int) -> None:
    assert count_characters(text) == count


@pytest.mark.parametrize(
    ("read", "ignored", "numbers", "unread"),
    [
        ([], [], (9, 0, 0, 9), ["uno due tre"]),
        (["uno due tre"], [], (9, 9, 0, 0), []),
        ([], ["uno due tre"], (9, 0, 9, 0), []),
        (["uno"], [], (9, 3, 0, 6), ["due tre"]),
        (["due"], [], (9, 3, 0, 6), ["uno", "tre"]),
        (["tre", "uno"], ["due"], (9, 6, 3, 0), []),
        (["uno"], ["due"], (9, 3, 3, 3), ["tre"]),
        (["uno due"], ["due tre"], (9, 6, 3, 0), []),
        (["uno", "uno due"], [], (9, 6, 0, 3), ["tre"]),
        (["due"], ["uno due tre"], (9, 3, 6, 0), []),
        ([], ["u", "tre"], (9, 0, 4, 5), ["no due"]),
        (["uno "], [" due"], (9, 3, 3, 3), ["tre"]),
    ],
)
def test_every_character_is_accounted_for_once(
    read: list[str], ignored: list[str], numbers: tuple[int, ...], unread: list[str]
) -> None:
    flow = _flow("  uno due tre \n")
    found = audit(flow, [_part(flow, text) for text in read], [_part(flow, t) for t in ignored])
    account = found.coverage
    assert (account.characters, account.read, account.ignored, account.unread) == numbers
    assert account.read + account.ignored + account.unread == account.characters
    assert account.ratio == pytest.approx(1 - numbers[3] / numbers[0], abs=1e-6)
    assert [flow.text[run] for run in found.unread] == unread


def test_empty_source_is_covered() -> None:
    found = audit(_flow(" \n "), [], [])
    assert (found.coverage.characters, found.coverage.ratio, found.unread) == (0, 1.0, ())


def test_page_furniture_was_ignored_by_the_layout() -> None:
    pages = []
    for number, body in enumerate(("Uno", "Due"), 1):
        words = [(0, 5, 20.0), (6, 9, 60.0), (10, 11, 90.0)]
        lines = Lines(line_of([Word(a, b, 50, top, 90, top + 10)]) for a, b, top in words)
        pages.append(Page(number, f"COPIA\n{body}\n{number}", lines))
    flow = lay_out(pages).flow
    account = audit(flow, [_part(flow, "Uno")], []).coverage
    assert (account.characters, account.read, account.ignored, account.unread) == (18, 3, 12, 3)


@pytest.mark.parametrize(
    "text",
    [
        PLAN,
        PLAN.replace("\n", "\r\n"),
        f"Testo sciolto.\n{PLAN}",
        PLAN.replace("-----\n\nTITOLO", "-----\n\nNota sciolta.\n\nTITOLO"),
        "Una lettera qualunque.\n",
        "PROGETTUALITÀ n.1 RETE\t\nTitolo.\tUno\n\nNota.\n\nTempi.\t2024\n1\tASIF\t15-lug-22\n",
        "COMUNE DI AVELLA\nDETERMINAZIONE DEL RESPONSABILE\nVISTO\f\fDETERMINA\n",
    ],
)
def test_counts_of_a_document_add_up(text: str) -> None:
    found = document(text)
    account = found.coverage
    assert account.characters == count_characters(text)
    assert account.read + account.ignored + account.unread == account.characters
    told = [issue for issue in found.issues if issue.rule == "COV001"]
    pages = text.split("\f")
    runs = [pages[(issue.page or 0) - 1][issue.start : issue.end] for issue in told]
    assert sum(map(count_characters, runs)) == account.unread
    assert (account.ratio == 1) is (not told)


def test_plan_of_the_platform_is_covered() -> None:
    found = document(PLAN)
    assert found.coverage.unread == 0
    assert found.coverage.ignored == count_characters("=== AZIONI ===" + "======" + "-----" * 2)


@pytest.mark.parametrize("prefix", ["", "Altra pagina.\f", "\n\n\n"])
def test_unread_text_is_told_where_it_stands(prefix: str) -> None:
    text = prefix + PLAN.replace("-----\n\nTITOLO", "-----\n\nNota comunitа.\n\nTITOLO")
    issues = [issue for issue in document(text).issues if issue.rule == "COV001"]
    page = text.split("\f")[-1]
    places = [(issue.page, issue.start, issue.end) for issue in issues]
    start = page.index("Nota")
    assert places[-1] == (prefix.count("\f") + 1, start, start + len("Nota comunitа."))
    assert issues[-1].message == "13 characters are in no field, from «Nota comunitа.»"
    assert issues[-1].path == "$"


def test_unread_runs_are_in_order_and_do_not_touch() -> None:
    flow = _flow("uno due tre quattro", "cinque sei")
    found = audit(flow, [_part(flow, "quattro"), _part(flow, "due")], [])
    bounds = list(chain.from_iterable((run.start, run.stop) for run in found.unread))
    assert bounds == sorted(bounds)
    assert [flow.text[run] for run in found.unread] == ["uno", "tre", "cinque sei"]
