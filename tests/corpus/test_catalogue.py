"""The catalogue of the real acts: each answer against a figure counted from the JSON."""

import json
import sqlite3
from collections import Counter
from collections.abc import Iterator
from itertools import combinations
from pathlib import Path
from typing import Any

import pytest

from extractors.folding import folded
from pipeline.batch import find_files
from pipeline.catalogue.ask import ask
from pipeline.catalogue.build import build
from pipeline.catalogue.postgresql.build import build as build_on_server
from pipeline.catalogue.questions import questions
from pipeline.catalogue.report.italian import number
from pipeline.catalogue.report.page import page
from pipeline.catalogue.store import open_to_read
from pipeline.options import Options
from pipeline.supervise import Course, run_batch
from pipeline.write import open_output
from tests.catalogue.agreement import assert_agree, assert_answers_agree
from tests.catalogue.report_page import ReportPage
from tests.catalogue.server import started
from tests.catalogue.test_docs import ANSWERS
from tests.places import ACTS, PLANS, SAMPLES


@pytest.fixture(scope="module")
def out(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What `extract` writes of the plans, the acts and the samples."""
    path = tmp_path_factory.mktemp("catalogue") / "out.json"
    inputs = [str(PLANS), str(ACTS), str(SAMPLES)]
    with open_output(str(path)) as writer:
        for outcome in run_batch(find_files(inputs).jobs, Options(), Course(is_indented=True)):
            writer.add_all(outcome.bodies)
    return path


@pytest.fixture(scope="module")
def documents(out: Path) -> list[dict[str, Any]]:
    """The documents that were read, one for each id."""
    written = json.loads(out.read_text(encoding="utf-8"))["documents"]
    by_id = {each["id"]: each for each in written}
    return [each for each in by_id.values() if each["status"] == "ok"]


@pytest.fixture(scope="module")
def database(out: Path) -> Path:
    """The catalogue of them."""
    path = out.with_name("catalogue.db")
    build([str(out)], str(path))
    return path


@pytest.fixture
def connection(database: Path) -> Iterator[sqlite3.Connection]:
    """The catalogue, open for reading."""
    with open_to_read(str(database)) as opened:
        yield opened


def answer(connection: sqlite3.Connection, name: str, **values: Any) -> list[dict[str, Any]]:
    """The rows of an answer, by column."""
    found = ask(connection, questions()[name], values)
    return [dict(zip(found.columns, row, strict=True)) for row in found.rows]


def body(document: dict[str, Any]) -> str | None:
    """Whose document it is."""
    if (document.get("distretto") or {}).get("nome"):
        return folded(document["distretto"]["nome"])
    ente = document.get("ente")
    if not ente:
        return None
    return f"istat {ente['codice_istat']}" if ente["codice_istat"] else folded(ente["nome"])


def names(intervento: dict[str, Any]) -> list[str]:
    """Whom an intervento names, the leaders first."""
    fields = (
        *("organizzazione_referente", "altre_organizzazioni_coinvolte"),
        "organizzazioni_coinvolte",
    )
    return [
        one["chiave"] or folded(one["nome"])
        for field in fields
        if intervento.get(field)
        for one in intervento[field]["organizzazioni"]
    ]


def test_interventi_by_body_and_year(
    connection: sqlite3.Connection, documents: list[dict[str, Any]]
) -> None:
    counted: Counter[tuple[str | None, int | None]] = Counter()
    for each in documents:
        if each["interventi"] and body(each):
            counted[body(each), each["anno"]] += len(each["interventi"])
    found = answer(connection, "interventi_per_territorio")
    assert {
        (row["territorio_chiave"], row["anno"]): row["n_interventi"] for row in found
    } == counted
    assert sum(counted.values()) > 1_700


def test_entries_by_body_in_all_and_by_year(
    connection: sqlite3.Connection, documents: list[dict[str, Any]]
) -> None:
    counted: Counter[tuple[Any, ...]] = Counter()
    for each in documents:
        for intervento in each["interventi"]:
            used = {
                (entry["edizione"], entry["codice"] or entry["etichetta"])
                for entry in intervento["classificazioni"]
                if entry["edizione"] and entry["metodo"] != "suggerita"
            }
            counted.update((body(each), each["anno"], *entry) for entry in used)
    found = answer(connection, "voci_per_territorio")
    by_body = {
        (row["territorio_chiave"], row["anno"], row["edizione"], row["voce"]): row["n_interventi"]
        for row in found
    }
    assert by_body == counted
    in_all: Counter[tuple[Any, ...]] = Counter()
    by_year: Counter[tuple[Any, ...]] = Counter()
    for (_, year, *entry), often in counted.items():
        in_all[*entry,] += often
        by_year[*entry, year] += often
    least = answer(connection, "voci_meno_usate")
    assert {
        (row["edizione"], row["voce"]): row["n_interventi"] for row in least if row["n_interventi"]
    } == in_all
    series = answer(connection, "serie_storica")
    assert {
        (row["edizione"], row["voce"], row["anno"]): row["n_interventi"] for row in series
    } == by_year


def test_deadlines(connection: sqlite3.Connection, documents: list[dict[str, Any]]) -> None:
    counted = [
        each["id"]
        for document in documents
        for each in document["interventi"]
        if each["tempi"] and (each["tempi"]["entro"] or "")[:4] == "2024"
    ]
    found = answer(connection, "scadenze", dal="2024-01-01", al="2024-12-31")
    assert sorted(row["id"] for row in found) == sorted(counted)
    assert counted


def test_organisations_and_who_works_with_whom(
    connection: sqlite3.Connection, documents: list[dict[str, Any]]
) -> None:
    named: Counter[str] = Counter()
    together: Counter[tuple[str, str]] = Counter()
    for document in documents:
        for each in document["interventi"]:
            found = sorted(set(names(each)))
            named.update(found)
            together.update(combinations(found, 2))
    busiest = answer(connection, "organizzazioni_attive", almeno=1)
    assert {row["chiave"]: row["n_interventi"] for row in busiest} == named
    pairs = answer(connection, "chi_lavora_con_chi")
    assert {
        (row["organizzazione_chiave"], row["altra_chiave"]): row["n_interventi"]
        for row in pairs
        if row["organizzazione_chiave"] < row["altra_chiave"]
    } == together
    assert together


def test_laws_and_issues(connection: sqlite3.Connection, documents: list[dict[str, Any]]) -> None:
    cited = [each for document in documents for each in document["riferimenti"]]
    found = answer(connection, "basi_giuridiche")
    assert sum(row["n_citazioni"] for row in found) == len(cited)
    tuel = {
        document["id"]
        for document in documents
        for each in document["riferimenti"]
        if (each["urn"] or "").startswith("urn:nir:stato:decreto.legislativo:2000")
        and each["numero"] == "267"
    }
    (row,) = answer(connection, "basi_giuridiche", norma="decreto.legislativo:2000;267")
    assert row["n_documenti"] == len(tuel) > 30
    counted = Counter(
        (issue["rule"], issue["severity"], body(each), each["anno"])
        for each in documents
        for issue in each["issues"]
    )
    assert {
        (row["rule"], row["severity"], row["territorio_chiave"], row["anno"]): row["n_issues"]
        for row in answer(connection, "segnalazioni")
    } == counted


def test_changes_add_up(connection: sqlite3.Connection, documents: list[dict[str, Any]]) -> None:
    """What a year has is what the year before had, less what was dropped, and what was added."""
    titled: Counter[tuple[Any, ...]] = Counter()
    for each in documents:
        if body(each) and each["anno"]:
            titled[body(each), each["anno"]] += sum(
                bool(one["titolo"] or one["ambito"]) for one in each["interventi"]
            )
    found = answer(connection, "cambiamenti")
    seen = {(row["territorio_chiave"], row["anno_da"], row["anno_a"]) for row in found}
    for key, before, after in seen:
        states = Counter(
            row["stato"]
            for row in found
            if (row["territorio_chiave"], row["anno_da"], row["anno_a"]) == (key, before, after)
        )
        grown = states["aggiunto"] - states["tolto"]
        assert titled[key, after] == titled[key, before] + grown
    assert len(seen) > 5


def test_similar_titles_are_alike_and_classified_otherwise(
    connection: sqlite3.Connection, documents: list[dict[str, Any]]
) -> None:
    found = answer(connection, "titoli_simili")
    assert found
    entries = {
        each["id"]: "; ".join(sorted({one["codice"] for one in each["classificazioni"]}))
        for document in documents
        for each in document["interventi"]
        if all(one["codice"] for one in each["classificazioni"])
    }
    for row in found:
        assert row["codici_1"] != row["codici_2"]
        assert entries[row["esempio_1"]] == row["codici_1"]
        assert entries[row["esempio_2"]] == row["codici_2"]
    same: dict[str, set[str]] = {}
    for document in documents:
        for each in document["interventi"]:
            if entries.get(each["id"]) and each["classificazioni"][0]["edizione"] == "2":
                same.setdefault(folded(each["titolo"] or ""), set()).add(entries[each["id"]])
    twofold = {title for title, codes in same.items() if len(codes) > 1 and title}
    shown = {folded(row["titolo_1"]) for row in found if row["somiglianza"] == 100}
    assert twofold <= shown


def test_the_report_shows_what_the_json_holds(
    connection: sqlite3.Connection, documents: list[dict[str, Any]]
) -> None:
    shown = ReportPage(page(connection))
    years, uses, rules = Counter[str](), Counter[str](), Counter[str]()
    used: dict[str, set[str]] = {}
    for document in documents:
        body = document["ente"] or {"codice_istat": None, "nome": ""}
        of_body = used.setdefault(body["codice_istat"] or folded(body["nome"]), set())
        rules.update(each["rule"] for each in document["issues"])
        years[str(document["anno"])] += len(document["interventi"])
        for intervento in document["interventi"]:
            codes = {
                one["codice"] for one in intervento["classificazioni"] if one["edizione"] == "2"
            }
            uses.update(codes)
            of_body |= codes
    by_year = shown.table("Interventi per anno").rows
    assert {year: cells[1] for year, cells in by_year.items()} == {
        year: number(count) for year, count in years.items() if count
    }
    by_entry = shown.table("Interventi che usano ogni voce").rows
    assert {name.split()[0]: cells[-1] for name, cells in by_entry.items()} == {
        code: number(count) for code, count in uses.items()
    }
    by_rule = shown.table("Segnalazioni per regola").rows
    assert {cells[0]: cells[2] for cells in by_rule.values()} == {
        rule: number(count) for rule, count in rules.items()
    }
    coverage = shown.table("Voci usate per territorio e campo, edizione 2").rows
    assert sorted(int(cells[-2]) for cells in coverage.values()) == sorted(
        len(codes) for codes in used.values() if codes
    )


def test_a_server_has_the_same_rows_and_answers(out: Path, database: Path) -> None:
    with started() as server:
        address = server.new_database()
        report = build_on_server([str(out)], address)
        assert report.interventi > 1_700
        assert_agree(database, address)
        assert_answers_agree(database, address)


def test_the_answers_of_the_page_are_those_counted(
    connection: sqlite3.Connection, documents: list[dict[str, Any]]
) -> None:
    """The five questions that `docs/catalogue.md` asks of who is new to the catalogue."""
    by_year, partners, kept, citing, new = (connection.execute(each).fetchall() for each in ANSWERS)
    counted: Counter[int | None] = Counter()
    without: Counter[int | None] = Counter()
    bodies: dict[str, set[str | None]] = {}
    for each in documents:
        counted[each["anno"]] += len(each["interventi"])
        without[each["anno"]] += sum(
            not any(entry["edizione"] for entry in one["classificazioni"])
            for one in each["interventi"]
        )
        for one in each["interventi"]:
            for name in names({**one, "organizzazione_referente": None}):
                bodies.setdefault(name, set()).add(body(each))
    assert {year: (often, lacking) for year, often, lacking in by_year} == {
        year: (often, without[year]) for year, often in counted.items() if often
    }
    assert len(partners) == sum(len(each - {None}) > 1 for each in bodies.values())
    titles = {(each["anno"], one["titolo"]) for each in documents for one in each["interventi"]}
    assert {(row[1], row[3]) for row in kept} | {(row[2], row[4]) for row in kept} <= titles
    assert len(kept) > 50
    pages: dict[str, int] = {}
    for each in documents:
        for cited in each["riferimenti"]:
            urn = cited["urn"] or ""
            if urn.startswith("urn:nir:stato:legge:1990") and cited["numero"] == "241":
                first = pages.get(each["source"]["path"], cited["page"])
                pages[each["source"]["path"]] = min(first, cited["page"])
    assert dict(citing) == pages
    assert len(pages) > 5
    years: dict[str | None, set[int | None]] = {}
    for each in documents:
        years.setdefault(body(each), set()).add(each["anno"])
    assert len(new) == sum(2022 in each and 2021 not in each for each in years.values())
