"""The report: its figures against the records, what it leaves out, and that texts stay texts."""

from __future__ import annotations

import re
import sqlite3
from collections import Counter, defaultdict
from itertools import pairwise
from pathlib import Path

import pytest
from click.testing import CliRunner

from extractors.folding import folded
from pipeline.catalogue.cli import catalogue
from pipeline.catalogue.report import coverage, findings, network, years
from pipeline.catalogue.report.italian import clean, listed, number, percent, rule_title, share
from pipeline.catalogue.report.page import TEMPLATES, page
from pipeline.catalogue.store import open_to_read
from pipeline.errors import ExitCode
from schemas.records import AnyDocumento, Documento
from schemas.rules import rules
from schemas.taxonomy import taxonomies
from tests.catalogue.made_up import SOME, azione, built, issue, plan, unreadable
from tests.catalogue.report_page import HOSTILE, ReportPage

READ = [each for each in SOME if isinstance(each, Documento)]
FIELDS = {
    entry.code: field.name
    for entry in taxonomies().editions["2"].entries
    if (field := taxonomies().editions["2"].above(entry.code, "campo"))
}


def report_of(folder: Path, *documents: AnyDocumento) -> str:
    """The page on a catalogue of these documents."""
    with open_to_read(str(built(folder, *documents)[0])) as connection:
        return page(connection)


@pytest.fixture
def shown(connection: sqlite3.Connection) -> ReportPage:
    """The report on the made-up documents."""
    return ReportPage(page(connection))


def test_coverage_is_that_of_the_records(shown: ReportPage) -> None:
    used: dict[str, set[str]] = defaultdict(set)
    for document in READ:
        assert document.ente
        for intervento in document.interventi:
            used[folded(document.ente.nome)] |= {
                each.codice for each in intervento.classificazioni if each.codice in FIELDS
            }
    table = shown.table("Voci usate per territorio e campo, edizione 2")
    assert {folded(name) for name in table.rows} == {name for name, codes in used.items() if codes}
    printed = {
        each.codice
        for document in READ
        for intervento in document.interventi
        for each in intervento.classificazioni
    }
    told = f"Non sono contati i codici che l'edizione non elenca: {len(printed - FIELDS.keys())}."
    assert told in shown.text
    users = Counter[str]()
    for name, cells in table.rows.items():
        codes = used[folded(name)]
        by_field = Counter(FIELDS[code] for code in codes)
        users.update(by_field.keys())
        in_table = {
            re.sub(r" \(su \d+\)$", "", head): int(cell)
            for head, cell in zip(table.heads[2:-2], cells[1:-2], strict=True)
        }
        assert {field: count for field, count in in_table.items() if count} == by_field
        assert cells[-2:] == [str(len(codes)), percent(len(codes), len(FIELDS))]
    assert [int(cell) for cell in table.foot[2:-2]] == [
        users[re.sub(r" \(su \d+\)$", "", head)] for head in table.heads[2:-2]
    ]


def test_the_heat_map_shows_the_figures_of_its_table(shown: ReportPage) -> None:
    table = shown.table("Voci usate per territorio e campo, edizione 2")
    cells = [cell for row in table.rows.values() for cell in row[1:-2]]
    assert shown.texts(0, "figure") == ["" if cell == "0" else cell for cell in cells]
    fields = [re.fullmatch(r"(.*) \(su (\d+)\)", head) for head in table.heads[2:-2]]
    told = [
        f"{name}, {field[1]}: {cell} su {field[2]} {'voce' if field[2] == '1' else 'voci'}"
        for name, row in table.rows.items()
        for field, cell in zip(fields, row[1:-2], strict=True)
        if field
    ]
    assert [tip for tip in shown.tips(0) if " su " in tip] == told


def test_years_are_those_of_the_records(shown: ReportPage) -> None:
    counted: dict[str, list[int]] = {}
    for year in (2021, 2022):
        of_year = [each for each in READ if each.anno == year]
        bodies = {folded(each.ente.nome) for each in of_year if each.ente}
        interventi = sum(len(each.interventi) for each in of_year)
        counted[str(year)] = [len(of_year), interventi, len(bodies)]
    table = shown.table("Interventi per anno")
    assert {year: list(map(int, cells)) for year, cells in table.rows.items()} == counted
    assert shown.texts(1, "strong") == [str(cells[1]) for cells in counted.values()]


def test_entries_by_year_are_those_of_the_records(shown: ReportPage) -> None:
    counted: dict[str, Counter[str]] = defaultdict(Counter)
    for document in READ:
        for intervento in document.interventi:
            for code in {each.codice for each in intervento.classificazioni if each.codice}:
                counted[code][str(document.anno)] += 1
    table = shown.table("Interventi che usano ogni voce")
    assert {name.split()[0]: list(map(int, cells)) for name, cells in table.rows.items()} == {
        code: [of_code["2021"], of_code["2022"], of_code.total()]
        for code, of_code in counted.items()
    }
    in_chart = [tip for tip in shown.tips(2) if not tip.endswith(": 0 interventi")]
    assert len(in_chart) == sum(len(of_code) for of_code in counted.values())
    assert all(
        re.search(rf"{tip.split()[0]}.*", name) is None
        or table.rows[name][int(tip.rsplit(", ", 1)[1].startswith("2022"))]
        == re.findall(r"(\d+) intervent[oi]$", tip)[0]
        for tip in in_chart
        for name in table.rows
    )


def test_organisations_are_those_of_the_records(shown: ReportPage) -> None:
    named: dict[str, set[str]] = defaultdict(set)
    for document in READ:
        for intervento in document.interventi:
            for field in (intervento.organizzazione_referente, intervento.organizzazioni_coinvolte):
                for each in field.organizzazioni if field else ():
                    named[folded(each.nome)].add(intervento.id)
    table = shown.table("Organizzazioni più attive")
    assert {folded(name): int(cells[0]) for name, cells in table.rows.items()} == {
        name: len(found) for name, found in named.items()
    }
    pairs = {
        tuple(sorted((one, other))): len(named[one] & named[other])
        for one in named
        for other in named
        if one < other and named[one] & named[other]
    }
    arcs = [re.fullmatch(r"(.*) e (.*): (\d+) interventi?o?", tip) for tip in shown.tips(3)]
    drawn = {tuple(sorted((folded(a[1]), folded(a[2])))): int(a[3]) for a in arcs if a}
    assert drawn == pairs
    rows = shown.tree.css("table")[4].css("tbody tr")
    assert len(rows) == len(pairs)
    for row in rows:
        one, other, count = (cell.text() for cell in row.css("th, td"))
        assert pairs[tuple(sorted((folded(one), folded(other))))] == int(count)


def test_findings_are_those_of_the_records(shown: ReportPage) -> None:
    counted = Counter(each.rule for document in READ for each in document.issues)
    table = shown.table("Segnalazioni per regola")
    assert {cells[0]: int(cells[2]) for cells in table.rows.values()} == counted
    assert sorted(shown.texts(5, "strong")) == sorted(map(str, counted.values()))
    by_body = shown.table("Segnalazioni per territorio")
    assert sum(int(cells[-1]) for cells in by_body.rows.values()) == counted.total()
    assert by_body.foot[-1] == str(counted.total())
    cells = [cell for row in by_body.rows.values() for cell in row[:-1]]
    assert shown.texts(6, "figure") == ["" if cell == "0" else cell for cell in cells]


def test_files_that_could_not_be_read_are_told(shown: ReportPage) -> None:
    assert shown.table("Documenti per modo di lettura").rows["Non letto"][0] == "2"
    assert shown.table("Documenti non letti").rows["c/rotto.pdf"] == ["non letto (unreadable)"]
    assert "2 documenti non si sono potuti leggere" in shown.text


def test_the_same_catalogue_gives_the_same_bytes(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    (tmp_path / "b").mkdir()
    assert report_of(tmp_path / "a", *SOME) == report_of(tmp_path / "b", *reversed(SOME))


def test_an_empty_catalogue_says_so(tmp_path: Path) -> None:
    shown = ReportPage(report_of(tmp_path))
    assert "Il catalogo è vuoto" in shown.text
    assert not shown.tree.css("svg, table, nav")


def test_a_catalogue_of_failures_says_what_is_missing(tmp_path: Path) -> None:
    shown = ReportPage(report_of(tmp_path, unreadable("a.pdf")))
    for told in (
        "Nessun intervento riporta voci che un'edizione della tassonomia elenca.",
        "Nessun documento contiene interventi.",
        "Nessun intervento nomina un'organizzazione.",
        "0 documenti letti su 1. Nessuna segnalazione.",
    ):
        assert told in shown.text
    assert len(shown.tree.css("svg")) == 1


def test_one_document_without_year_or_codes(tmp_path: Path) -> None:
    shown = ReportPage(report_of(tmp_path, plan("a.txt", "Comune di Alfa", None, azione("Nido"))))
    assert shown.table("Interventi per anno").rows == {"senza anno": ["1", "1", "1"]}
    assert "Interventi senza anno: 1, in 1 documento di 1 territorio." in shown.text


def test_documents_of_no_body_are_counted(tmp_path: Path) -> None:
    from msgspec.structs import replace

    made = replace(plan("a.txt", "-", 2022, azione("Nido", "B04-0404")), ente=None)
    shown = ReportPage(report_of(tmp_path, made))
    assert shown.table("Interventi per anno").rows == {"2022": ["1", "1", "0"]}
    assert "Territorio non indicato" in shown.table("Voci usate per territorio").rows


def test_what_is_left_out_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for module, name, most in (
        (coverage, "MOST_BODIES", 2),
        (coverage, "MOST_ROWS", 3),
        (years, "MOST_ENTRIES", 1),
        (years, "MOST_YEARS", 3),
        (network, "MOST_ORGANISATIONS", 3),
        (network, "MOST_PAIRS", 1),
        (findings, "MOST_BODIES", 2),
    ):
        monkeypatch.setattr(module, name, most)
    documents = [
        plan(
            f"{place}.txt",
            f"Comune {place}",
            2018 + place,
            azione("Nido", "B04-0404", by=["A", "B", "C", "D"]),
            azione("Orto", "D08-0824"),
            issues=(issue("CNT001"),),
        )
        for place in range(4)
    ]
    shown = ReportPage(report_of(tmp_path, *documents))
    for told in (
        "Sono mostrati i 2 territori con più interventi, su 4.",
        "Le prime 3 righe di 4.",
        "Sono mostrate le 1 voci più usate, su 2.",
        "Sono mostrati gli anni dal 2019; gli altri nella tabella.",
        "Sono mostrate le 3 organizzazioni nominate da più interventi, su 4.",
        "Sono disegnati i 1 legami più forti, su 3 tra queste organizzazioni.",
        "Sono mostrati i 2 territori con più segnalazioni, su 4.",
    ):
        assert told in shown.text
    assert len(shown.table("Voci usate per territorio").rows) == 3
    assert len(shown.table("Interventi per anno").rows) == 4
    assert shown.table("Voci usate per territorio").foot[-2] == "4"


def test_what_acts_print_is_text(tmp_path: Path) -> None:
    documents = [
        plan(text, text, 2022, azione(text, "B04-0404", by=[text, f"{text} due"]))
        for text in HOSTILE
    ]
    html = report_of(tmp_path, *documents, unreadable("<script>.pdf"))
    shown = ReportPage(html)
    assert not shown.tree.css("script, img, [onload], [onerror], iframe, object, embed, link")
    assert html.count("<svg ") == len(shown.tree.css("svg"))
    names = shown.table("Voci usate per territorio").rows
    assert {clean(text) for text in HOSTILE} == set(names)
    assert not re.search(r"[\x00-\x08\x0e-\x1f\u202e]", html)


def test_the_page_asks_for_nothing(connection: sqlite3.Connection) -> None:
    html = page(connection)
    assert "default-src 'none'" in html
    assert not re.findall(r"(?:src|href)=\"(?!#)[^\"]*\"|url\(|@import|style=\"", html)
    addresses = set(re.findall(r"https?://[^\s\"<]+", html))
    assert addresses == {"http://www.w3.org/2000/svg"}


def test_headings_are_in_order(shown: ReportPage) -> None:
    levels = [int(each.tag[1]) for each in shown.tree.css("h1, h2, h3, h4") if each.tag]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))
    ids = [each.attributes["id"] for each in shown.tree.css("[id]")]
    assert len(ids) == len(set(ids))


def colours() -> list[tuple[str, dict[str, str]]]:
    """The colours of the style sheet in light, in the dark and on paper."""
    with open(f"{TEMPLATES}/style.css", encoding="utf-8") as file:
        blocks = re.findall(r":root \{(.*?)\}", file.read(), flags=re.DOTALL)
    found = [dict(re.findall(r"--(\w+): (#\w{6});", block)) for block in blocks]
    assert [len(each) for each in found] == [len(found[0])] * 3
    return list(zip(("light", "dark", "paper"), found, strict=True))


def luminance(colour: str) -> float:
    """By WCAG 2."""
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    red, green, blue = [
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    ]
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """By WCAG 2."""
    dark, light = sorted(map(luminance, (one, other)))
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize(("scheme", "of"), colours(), ids=lambda value: str(value)[:5])
def test_texts_and_marks_can_be_told_from_what_is_behind(scheme: str, of: dict[str, str]) -> None:
    texts = [(of[text], of[behind]) for text in ("text", "quiet") for behind in ("page", "card")]
    texts += [(of["link"], of["card"]), (of["link"], of["page"])]
    texts += [(of[f"t{level}"], of[f"s{level}"]) for level in range(6)]
    assert min(contrast(*pair) for pair in texts) >= 4.5, scheme
    marks = ("bar", "error", "warning", "info", "accent", "a2", "a3")
    assert min(contrast(of[mark], of["card"]) for mark in marks) >= 3, scheme
    shades = [luminance(of[f"s{level}"]) for level in range(1, 6)]
    assert shades == sorted(shades, reverse=scheme != "dark"), "lightness alone tells the shades"
    assert min(contrast(of[f"s{level}"], of[f"s{level + 1}"]) for level in range(1, 5)) >= 1.25, (
        scheme
    )


def test_every_rule_has_an_italian_title() -> None:
    codes = {code for code, rule in rules().items() if rule.severity}
    assert {code for code in codes if rule_title(code) == code} == set()
    assert rule_title("NEW999") == "NEW999"


@pytest.mark.parametrize(
    ("part", "whole", "told", "in_words"),
    [
        (0, 9, "0%", "il 0%"),
        (1, 1000, "<1%", "meno dell'1%"),
        (1, 2, "50%", "il 50%"),
        (999, 1000, ">99%", "oltre il 99%"),
        (9, 9, "100%", "il 100%"),
        (0, 0, "–", "il –"),
    ],
)
def test_percentages(part: int, whole: int, told: str, in_words: str) -> None:
    assert (percent(part, whole), share(part, whole)) == (told, in_words)


def test_numbers_and_lists_are_italian() -> None:
    assert [number(value) for value in (0, 999, 1000, 1234567)] == [
        "0",
        "999",
        "1.000",
        "1.234.567",
    ]
    assert [listed(words) for words in ([], ["a"], ["a", "b"], ["a", "b", "c"])] == [
        "",
        "a",
        "a e b",
        "a, b e c",
    ]


def test_the_command(database: Path, tmp_path: Path) -> None:
    def call(*arguments: object) -> tuple[int, str]:
        result = CliRunner().invoke(catalogue, ["report", *map(str, arguments)])
        return result.exit_code, result.output

    out = tmp_path / "new" / "report.html"
    assert call(database, "-o", out) == (0, "")
    assert out.read_text(encoding="utf-8").startswith("<!DOCTYPE html>")
    assert [each.name for each in out.parent.iterdir()] == ["report.html"]
    assert call(database, "-o", database)[0] == ExitCode.USAGE
    assert call(tmp_path / "none.db", "-o", out)[0] == ExitCode.USAGE
    assert call(database, "-o", tmp_path)[0] == ExitCode.OUTPUT
