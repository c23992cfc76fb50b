"""Collections: one PDF with several documents gives one record each, with its pages."""

import io
from typing import Any

import pytest
from reportlab.pdfgen.canvas import Canvas

from pipeline.run import run
from schemas.records import Documento

Sheet = tuple[str, ...]

COVER: Sheet = ("COMUNI AMICI DELLA FAMIGLIA", "PIANI ANNUALI 2018 (PRIMA PARTE)")
INDEX: Sheet = (
    "INDICE",
    "N.1 Comune di Valchiara pag. 3",
    "N.2 Comune di Alta Rocca pag. 5",
    "N.3 Comune di Borgo Sereno pag. 6",
)


LONG = "Il Distretto famiglia riunisce Comuni, associazioni e imprese del territorio della valle."


def plan(name: str) -> list[Sheet]:
    """A plan of two pages: a cover and an action."""
    title = (
        f"Comune di {name}",
        "PIANO DEGLI INTERVENTI IN MATERIA DI POLITICHE FAMILIARI",
        "ANNO 2018",
    )
    return [title, (f"TITOLO: Azione di {name}", "OBIETTIVO: Aprire le sale la sera")]


def programme(district: str, pages: int = 2) -> list[Sheet]:
    """A programme that names its district on its first page and in the head of all others."""
    head = f"Programma di lavoro Distretto famiglia {district}"
    rows = ("Titolo. Biblioteca aperta", "Azioni. Aprire la sera", "Tempi. Entro maggio 2018")
    first = (
        f"DISTRETTO FAMIGLIA {district.upper()}",
        "PROGRAMMA DI LAVORO 2018",
        "PREMESSA",
        LONG,
    )
    return [first, *((head, f"PROGETTUALITÀ n.{n} GOVERNANCE", *rows) for n in range(1, pages))]


def act(number: int, *more: str) -> list[Sheet]:
    """A determination of one page."""
    title = "DETERMINAZIONE DEL RESPONSABILE DEL SERVIZIO", f"N. {number} DEL 19/02/2026"
    return [("COMUNE DI VALCHIARA", *title, "OGGETTO: acquisto di libri", *more)]


def pdf(*sheets: Sheet) -> bytes:
    """The sheets as pages, a line every 20 points."""
    stream = io.BytesIO()
    canvas = Canvas(stream)
    for sheet in sheets:
        for n, line in enumerate(sheet):
            canvas.drawString(72, 770 - 20 * n, line)
        canvas.showPage()
    canvas.save()
    return stream.getvalue()


def documents(*sheets: Sheet) -> list[Documento]:
    """The records of the file, none of them failed."""
    found = run(pdf(*sheets), "x.pdf")
    assert all(isinstance(record, Documento) for record in found)
    return [record for record in found if isinstance(record, Documento)]


def ranges(found: list[Documento]) -> list[tuple[int | None, int | None]]:
    return [(record.source.first_page, record.source.last_page) for record in found]


NAMES = ("Valchiara", "Alta Rocca", "Borgo Sereno")


def test_booklet_of_plans_is_cut_at_the_names_of_its_index() -> None:
    plans = [sheet for name in NAMES for sheet in plan(name)]
    found = documents(COVER, INDEX, *plans)
    assert ranges(found) == [(1, 2), (3, 4), (5, 6), (7, 8)]
    assert [record.titolo is not None for record in found[1:]] == [True] * 3
    assert [len(record.interventi) for record in found] == [0, 1, 1, 1]
    assert [entry.titolo for entry in found[0].source.indice] == [f"Comune di {n}" for n in NAMES]
    assert [entry.pagina for entry in found[0].source.indice] == [3, 5, 6]


def test_records_of_one_file_have_ids_of_their_own() -> None:
    found = documents(*(sheet for name in NAMES for sheet in plan(name)))
    sha = found[0].source.sha256
    assert [record.id for record in found] == [f"{sha}-p{n}-{n + 1}" for n in (1, 3, 5)]
    ids = [intervento.id for record in found for intervento in record.interventi]
    assert ids == [f"{sha[:12]}-{n}" for n in (1, 2, 3)]
    assert {record.source.pages for record in found} == {6}


def test_programmes_are_cut_where_another_district_is_named() -> None:
    districts = ("Val Rendena", "Primiero")
    found = documents(*(sheet for each in districts for sheet in programme(each, 4)))
    assert ranges(found) == [(1, 4), (5, 8)]
    assert [record.ente.nome if record.ente else None for record in found] == [
        "DISTRETTO FAMIGLIA VAL RENDENA",
        "DISTRETTO FAMIGLIA PRIMIERO",
    ]
    assert [len(record.interventi) for record in found] == [3, 3]


def test_places_of_a_later_document_name_the_pages_of_the_file() -> None:
    found = documents(*programme("Val Rendena"), *programme("Primiero"))
    evidence: dict[str, Any] = found[1].interventi[0].evidence  # type: ignore[assignment]
    assert {place.page for places in evidence.values() for place in places} == {4}


def test_two_acts_in_one_file_are_two() -> None:
    found = documents(*act(85), ("segue il testo",), *act(86))
    assert ranges(found) == [(1, 2), (3, 3)]
    assert [record.tipo for record in found] == ["atto", "atto"]


@pytest.mark.parametrize(
    "sheets",
    [
        pytest.param(programme("Primiero", 6), id="a programme"),
        pytest.param([*programme("Primiero"), *act(7522)], id="a programme and its act"),
        pytest.param([*act(85), *act(85)], id="an act whose head every page repeats"),
        pytest.param(
            [*act(85), ("Allegato alla DETERMINAZIONE N. 85 DEL 19/02/2026",)], id="annex"
        ),
        pytest.param([*act(85), ("VISTA la DELIBERAZIONE N. 12 DEL 3/4/2025",)], id="a mention"),
        pytest.param(
            [
                (
                    "SOMMARIO",
                    "1. PREMESSA ....... 2",
                    "2. OBIETTIVI ....... 3",
                    "3. AZIONI ..... 4",
                ),
                ("PREMESSA", LONG),
                ("OBIETTIVI", "Testo."),
                ("AZIONI", "TITOLO: Biblioteca", "OBIETTIVO: Aprire"),
            ],
            id="the chapters of a plan",
        ),
        pytest.param(
            [
                (
                    "INDICE",
                    "Biblioteca aperta ....... 2",
                    "Piedibus ....... 2",
                    "Bonus bebè ..... 3",
                ),
                ("TITOLO:", "Biblioteca aperta", "OBIETTIVO: Aprire"),
                ("TITOLO:", "Piedibus", "OBIETTIVO: Camminare"),
                ("TITOLO:", "Bonus bebè", "OBIETTIVO: Sostenere"),
            ],
            id="the actions of a plan",
        ),
        pytest.param(
            [
                (
                    "SOMMARIO",
                    "1. Servizi alle famiglie ... 2",
                    "2. Ambiente ... 3",
                    "3. Politiche tariffarie ... 4",
                ),
                (
                    "Piano famiglia 2022",
                    "1. SERVIZI ALLE FAMIGLIE",
                    "TITOLO: Nido",
                    "OBIETTIVO: Sì",
                ),
                ("Piano famiglia 2022", "2. AMBIENTE", "TITOLO: Parchi", "OBIETTIVO: Aprire"),
                ("Piano famiglia 2022", "3. POLITICHE TARIFFARIE", "TITOLO: Mensa", "OBIETTIVO: A"),
            ],
            id="the areas of a plan",
        ),
        pytest.param(
            [*plan("Valchiara"), ("Il Comune di Alta Rocca collabora.",)], id="a neighbour"
        ),
        pytest.param(
            [
                (
                    "Piano famiglia di Consorzio Servizi Valchiara",
                    "PIANO FAMIGLIA DI CONSORZIO SERVIZI VALCHIARA ANNO 2022",
                    "TITOLO: Nido",
                    "OBIETTIVO: Aprire",
                ),
                (
                    "Piano famiglia di Consorzio Servizi Valchiara",
                    "TASSONOMIA: Integrazione delle politiche per la famiglia e per i giovani",
                    "OBIETTIVO: Favorire azioni comuni e di co-progettazione a favore delle",
                    "famiglie e della comunità.",
                    "DESCRIZIONE: Realizzare incontri e intese, anche in collaborazione con",
                    "ASL e Amministrazioni Comunali consorziate",
                ),
            ],
            id="a body in the text below a running head",
        ),
    ],
)
def test_one_document_stays_one(sheets: list[Sheet]) -> None:
    (found,) = documents(*sheets)
    assert found.id == found.source.sha256
    assert ranges([found]) == [(1, len(sheets))]


def test_rows_of_an_index_are_in_no_field() -> None:
    sheets = [
        ("SOMMARIO", "1. PREMESSA ....... 2", "2. PROGETTUALITÀ ....... 3", "3. ALLEGATI ..... 4"),
        *programme("Primiero", 3),
    ]
    (found,) = documents(*sheets)
    assert [entry.titolo for entry in found.source.indice] == [
        "PREMESSA",
        "PROGETTUALITÀ",
        "ALLEGATI",
    ]
    assert len(found.interventi) == 2
    assert found.coverage.unread == 0 or "SOMMARIO" not in str(found.issues)


def test_plans_of_one_body_are_told_by_their_year() -> None:
    rows = (
        "TITOLO: Biblioteca",
        "OBIETTIVO: Aprire la sera",
        "DESCRIZIONE: Le sale restano aperte.",
    )
    years = (2021, 2022, 2023)
    found = documents(*((f"PIANO FAMIGLIA DEL COMUNE DI ARCO ANNO {y}", *rows) for y in years))
    assert [record.anno for record in found] == list(years)
    assert [len(record.interventi) for record in found] == [1, 1, 1]


def test_foot_of_a_booklet_is_in_no_value() -> None:
    def page(name: str, number: int) -> Sheet:
        rows = ("TITOLO: Biblioteca", "DESCRIZIONE: Aperta la sera.", *[""] * 25)
        foot = f"Comuni Amici della famiglia - Piani annuali 2018 {number}"
        return (f"PIANO FAMIGLIA DEL COMUNE DI {name} ANNO 2018", *rows, foot)

    found = documents(*(page(name.upper(), n) for n, name in enumerate(NAMES, 1)))
    values = [intervento.descrizione for record in found for intervento in record.interventi]
    assert values == ["Aperta la sera."] * 3


def test_title_that_every_page_repeats_is_the_title() -> None:
    head = "PIANO FAMIGLIA DEL COMUNE DI ARCO ANNO 2023"
    sheets = [(head, f"TITOLO: Azione {n}", f"OBIETTIVO: {LONG}", "DESCRIZIONE: Sì") for n in "abc"]
    (found,) = documents(*sheets)
    assert (found.titolo, found.anno) == (head, 2023)
    assert found.ente is not None
    assert found.ente.nome == "COMUNE DI ARCO"


def test_names_that_head_the_plans_in_capitals_are_those_of_the_index() -> None:
    names = ("Comune di Ala", "Comune di Arco", "Comune di Tenno")
    entries = [f"{name} ......... {n}" for n, name in enumerate(names, 2)]
    rows = ("TITOLO: Biblioteca", "OBIETTIVO: Aprire la sera", "DESCRIZIONE: Sì.")
    found = documents(("INDICE", *entries), *((name.upper(), *rows) for name in names))
    assert ranges(found) == [(n, n) for n in range(1, 5)]


def test_running_head_that_names_the_body_in_full_begins_no_document() -> None:
    head = ("COMUNE DI VALCHIARA", "Piano famiglia 2023")
    title = ("PIANO FAMIGLIA DI VALCHIARA ANNO 2023", LONG)
    rows = ("TITOLO: Biblioteca aperta", "OBIETTIVO: Aprire le sale la sera")
    assert ranges(documents((*head, *title, *rows), (*head, *rows), (*head, *rows))) == [(1, 3)]


def test_running_heads_of_two_bodies_part_their_documents() -> None:
    rows = ("TITOLO: Biblioteca aperta", "OBIETTIVO: Aprire le sale la sera")
    heads = [(f"COMUNE DI {name.upper()}", "Piano famiglia 2023") for name in NAMES[:2]]
    sheets = [(*head, *rows) for head in heads for _ in range(2)]
    assert ranges(documents(*sheets)) == [(1, 2), (3, 4)]


def test_running_head_behind_a_cover_names_the_body_before_its_dash() -> None:
    cover, *_ = plan("Valchiara")
    head = "Comune di Valchiara – Piano Famiglia 2018"
    rows = ("TITOLO: Famiglia al centro nel 2018", "OBIETTIVO: Piano degli spazi del comune")
    assert ranges(documents(cover, (head, *rows), (head, *rows))) == [(1, 3)]
