"""Each canned question against the same figure counted from the records, or by hand."""

import sqlite3
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from extractors.folding import folded
from pipeline.catalogue.ask import Value, ask, search
from pipeline.catalogue.changes import Titled, compare
from pipeline.catalogue.intervento_rows import last_day
from pipeline.catalogue.questions import questions
from pipeline.catalogue.store import open_to_read
from schemas.records import Documento
from schemas.taxonomy import taxonomies
from tests.catalogue.made_up import SOME, azione, built, plan

READ = [each for each in SOME if isinstance(each, Documento)]


def answer(connection: sqlite3.Connection, name: str, **values: Any) -> list[dict[str, Any]]:
    """The rows of an answer, by column."""
    given = {key.replace("_", "-"): value for key, value in values.items()}
    found = ask(connection, questions()[name], given)
    return [dict(zip(found.columns, row, strict=True)) for row in found.rows]


@pytest.mark.parametrize("name", questions())
def test_columns_are_as_declared(connection: sqlite3.Connection, name: str) -> None:
    shown = connection.execute(f'SELECT * FROM "{name}"').description  # noqa: S608
    assert [each[0] for each in shown] == [each.name for each in questions()[name].columns]
    assert answer(connection, name)


@pytest.mark.parametrize(
    ("name", "parameter"),
    [(name, each) for name, asked in questions().items() for each in asked.parameters],
    ids=lambda value: getattr(value, "name", value),
)
def test_every_parameter_narrows(connection: sqlite3.Connection, name: str, parameter: Any) -> None:
    value: Value = -1 if parameter.type == "integer" else "nessuno"
    if parameter.operator == ">=":
        value = "9999" if parameter.type == "text" else 10**9
    if parameter.operator == "<=" and parameter.type == "text":
        value = "0000"
    assert ask(connection, questions()[name], {parameter.name: value}).rows == []


def test_interventi_by_body_and_year(connection: sqlite3.Connection) -> None:
    counted: Counter[tuple[str, int | None]] = Counter()
    for document in READ:
        assert document.ente
        counted[folded(document.ente.nome), document.anno] += len(document.interventi)
    found = answer(connection, "interventi_per_territorio")
    assert {
        (row["territorio_chiave"], row["anno"]): row["n_interventi"] for row in found
    } == counted
    of_a_year = answer(connection, "interventi_per_territorio", anno=2022)
    assert [row["n_interventi"] for row in of_a_year] == [3, 2]


def test_a_body_is_one_whatever_its_capitals(connection: sqlite3.Connection) -> None:
    found = answer(connection, "interventi_per_territorio", territorio="àLFA")
    assert {row["territorio"] for row in found} == {"COMUNE DI ALFA"}
    assert [row["anno"] for row in found] == [2021, 2022]


def test_taxonomy_by_body(connection: sqlite3.Connection) -> None:
    counted = Counter(
        (document.ente.nome.casefold(), document.anno, entry.codice)
        for document in READ
        if document.ente
        for each in document.interventi
        for entry in each.classificazioni
    )
    found = answer(connection, "voci_per_territorio")
    assert {
        (row["territorio"].casefold(), row["anno"], row["voce"]): row["n_interventi"]
        for row in found
    } == counted


def test_least_used_entries_are_those_never_used_first(connection: sqlite3.Connection) -> None:
    counted = Counter(
        entry.codice
        for document in READ
        for each in document.interventi
        for entry in each.classificazioni
    )
    found = answer(connection, "voci_meno_usate", edizione="2")
    listed = {entry.code for entry in taxonomies().editions["2"].entries}
    assert {row["voce"] for row in found} == listed | set(counted)
    assert {row["voce"]: row["n_interventi"] for row in found if row["n_interventi"]} == counted
    assert [row["n_interventi"] for row in found] == sorted(row["n_interventi"] for row in found)


def test_series_of_an_entry(connection: sqlite3.Connection) -> None:
    found = answer(connection, "serie_storica", voce="B04-0401")
    assert [(row["anno"], row["n_interventi"], row["n_territori"]) for row in found] == [
        (2021, 1, 1),
        (2022, 3, 2),
    ]


def test_titles_that_are_alike_with_other_entries(connection: sqlite3.Connection) -> None:
    found = answer(connection, "titoli_simili")
    assert [{row["titolo_1"], row["titolo_2"]} for row in found] == [
        {"Bonus trasporti", "Bonus trasporto"}
    ]
    assert {found[0]["codici_1"], found[0]["codici_2"]} == {"B02-0211", "B04-0401"}


def test_deadlines_of_a_period(connection: sqlite3.Connection) -> None:
    found = answer(connection, "scadenze", dal="2021-02-28", al="2021-06-30")
    assert [(row["scadenza"], row["titolo"]) for row in found] == [
        ("2021-02-28", "Comunità educante"),
        ("2021-06-30", "Bonus trasporti"),
    ]
    assert len(answer(connection, "scadenze")) == 3


@pytest.mark.parametrize(
    ("period", "day"),
    [
        ("2024", "2024-12-31"),
        ("2024-02", "2024-02-29"),
        ("2023-02", "2023-02-28"),
        ("2024-02-10", "2024-02-10"),
        ("2024-13", "2024-13"),
        ("0000-01", "0000-01"),
    ],
)
def test_last_day_of_a_period(period: str, day: str) -> None:
    assert last_day(period) == day


def test_busiest_organisations(connection: sqlite3.Connection) -> None:
    counted: Counter[str] = Counter()
    leads: Counter[str] = Counter()
    for document in READ:
        for each in document.interventi:
            names = [
                folded(one.nome)
                for field in (each.organizzazione_referente, each.organizzazioni_coinvolte)
                if field
                for one in field.organizzazioni
            ]
            counted.update(set(names))
            leads.update(names[:1])
    found = answer(connection, "organizzazioni_attive")
    assert {row["chiave"]: row["n_interventi"] for row in found} == counted
    assert {row["chiave"]: row["n_referente"] for row in found if row["n_referente"]} == leads
    assert [row["n_interventi"] for row in found] == sorted(counted.values(), reverse=True)
    assert {row["nome"] for row in found} == {"Cooperativa Uno", "Coop. Due", "Ente Tre"}


def test_who_works_with_whom(connection: sqlite3.Connection) -> None:
    found = answer(connection, "chi_lavora_con_chi", organizzazione="ENTE")
    assert [(row["organizzazione"], row["altra"], row["n_interventi"]) for row in found] == [
        ("Ente Tre", "Coop. Due", 2),
        ("Ente Tre", "Cooperativa Uno", 1),
    ]
    assert len(answer(connection, "chi_lavora_con_chi")) == 6


def test_legal_basis(connection: sqlite3.Connection) -> None:
    found = answer(connection, "basi_giuridiche")
    assert [(row["norma"], row["n_citazioni"], row["n_documenti"]) for row in found] == [
        ("urn:nir:stato:legge:1990;241", 3, 2),
        ("regolamento interno", 1, 1),
    ]


def test_issues_by_rule_and_body(connection: sqlite3.Connection) -> None:
    counted = Counter((each.rule, document.anno) for document in READ for each in document.issues)
    found = answer(connection, "segnalazioni")
    assert {(row["rule"], row["anno"]): row["n_issues"] for row in found} == counted
    rows = connection.execute("SELECT intervento_id FROM issues WHERE rule = 'TMP001'").fetchall()
    assert rows == [(READ[0].interventi[1].id,)]


def test_what_changed_between_two_years(connection: sqlite3.Connection) -> None:
    found = answer(connection, "cambiamenti", territorio="alfa", da=2021, a=2022)
    assert {(row["stato"], row["titolo_da"], row["titolo_a"]) for row in found} == {
        ("aggiunto", None, "Orto sociale"),
        ("riscritto", "Nido comunale", "Nido Comunale"),
        ("riscritto", "Comunità educante", "Comunità educanti"),
        ("tolto", "Bonus trasporti", None),
    }
    assert answer(connection, "cambiamenti", territorio="beta") == []


def test_any_two_years_of_a_body_can_be_compared(tmp_path: Path) -> None:
    years = [
        plan("a", "Alfa", 2020, azione("Nido"), azione("Orto")),
        plan("b", "Alfa", 2021, azione("Nido")),
        plan("c", "Alfa", 2022, azione("Nido"), azione("Bosco"), azione("'; DROP")),
        plan("d", "Beta", 2020, azione("Nido")),
        plan("e", "Beta", 2022, azione("Prato")),
    ]
    with open_to_read(str(built(tmp_path, *years)[0])) as connection:
        asked = {"da": 2020, "a": 2022}
        found = answer(connection, "cambiamenti", territorio="alfa", **asked)
        assert {(row["stato"], row["titolo_da"] or row["titolo_a"]) for row in found} == {
            ("tolto", "Orto"),
            ("aggiunto", "Bosco"),
            ("aggiunto", "'; DROP"),
        }
        assert {row["territorio"] for row in found} == {"Alfa"}
        added = answer(connection, "cambiamenti", territorio="alfa", stato="aggiunto", **asked)
        assert len(added) == 2
        assert len(answer(connection, "cambiamenti", territorio="beta", **asked)) == 2
        assert len(answer(connection, "cambiamenti", **asked)) == 2
        assert len(answer(connection, "cambiamenti", territorio="alfa", da=2021, a=2022)) == 2


def titled(identifier: str, title: str, fingerprint: str = "x") -> Titled:
    """An intervento to compare."""
    return Titled(identifier, folded(title), fingerprint, title)


@pytest.mark.parametrize(
    ("before", "after", "states"),
    [
        ([], [titled("1", "Nido")], ["aggiunto"]),
        ([titled("1", "Nido")], [], ["tolto"]),
        ([titled("1", "Nido")], [titled("2", "Nido")], []),
        ([titled("1", "Nido")], [titled("2", "Nido", "y")], ["riscritto"]),
        ([titled("1", "Nido comunale")], [titled("2", "Nidi comunali")], ["riscritto"]),
        ([titled("1", "Nido")], [titled("2", "Orto")], ["aggiunto", "tolto"]),
        (
            [titled("1", "Nido", "x"), titled("2", "Nido", "y")],
            [titled("3", "Nido", "y"), titled("4", "Nido", "x")],
            [],
        ),
        (
            [titled("1", "Festa della famiglia")],
            [titled("2", "Festa delle famiglie"), titled("3", "Festa della famiglia 2")],
            ["aggiunto", "riscritto"],
        ),
    ],
)
def test_states_of_a_comparison(
    before: list[Titled], after: list[Titled], states: list[str]
) -> None:
    assert [change.state for change in compare(before, after)] == states


def test_values_are_never_part_of_a_statement(connection: sqlite3.Connection) -> None:
    hostile = "x' OR 1=1; DROP TABLE documenti; --"
    for name, question in questions().items():
        for each in question.parameters:
            if each.type == "text" and each.operator not in (">=", "<="):
                assert ask(connection, question, {each.name: hostile}).rows == []
        assert answer(connection, name)
    assert search(connection, hostile, 10).rows == []


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("comunita educante", 1),
        ("educante comunita", 1),
        ('"educante comunita"', 0),
        ('"comunita educante"', 1),
        ("BONUS", 2),
        ("bonus AND nido", 0),
        ("NEAR(bonus", 0),
        ("titolo:bonus", 0),
        ("* ^ -", 0),
        ('"', 0),
        ("", 0),
    ],
)
def test_search(connection: sqlite3.Connection, text: str, count: int) -> None:
    assert len(search(connection, text, 10).rows) == count


def test_an_answer_cut_at_the_limit_says_so(connection: sqlite3.Connection) -> None:
    question = questions()["interventi_per_territorio"]
    cut = ask(connection, question, {}, 2)
    assert (len(cut.rows), cut.is_cut) == (2, True)
    assert not ask(connection, question, {}, 3).is_cut


def test_a_title_of_one_edition_is_not_held_against_another(tmp_path: Path) -> None:
    one = azione("Nido comunale", "B04-0401")
    other = azione("Nido comunale")
    documents = (plan("a", "A", 2022, one), plan("b", "B", 2022, other))
    with open_to_read(str(built(tmp_path, *documents)[0])) as connection:
        assert answer(connection, "titoli_simili") == []
