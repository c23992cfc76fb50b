"""Layout: where printed lines go on and where a paragraph ends, in one flow in reading order."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from pipeline.layout import lay_out
from schemas.flow import CELL, LINE, WRAP
from schemas.page import Lines, Page, Word, line_of
from tests.pipeline.pages import HEIGHT, Printed, page_of, prose, set_page, table, text_of

FULL = "Una riga del testo di una pagina che arriva proprio fino al margine destro della"


@pytest.mark.parametrize(
    ("following", "gap"),
    [
        pytest.param((112, {50: "pagina."}), WRAP, id="next line"),
        pytest.param((150, {50: "pagina."}), LINE, id="after a space"),
    ],
)
def test_full_line_goes_on_in_the_next(following: Printed, gap: str) -> None:
    page = set_page([(100, {50: FULL}), following, (following[0] + 12, {50: "Corta."})])
    assert text_of(page) == f"{FULL}{gap}pagina.\nCorta."


def test_short_line_ends_its_paragraph() -> None:
    page = set_page(
        [(100, {50: "Corta."}), (112, {50: FULL}), (124, {50: "Corta."}), (136, {50: "X"})]
    )
    assert text_of(page) == f"Corta.\n{FULL}{WRAP}Corta.\nX"


def test_line_of_another_size_is_another_paragraph() -> None:
    lines = set_page([(100, {50: FULL}), (112, {50: "Testo."})]).lines
    large = tuple(
        Word(w.start, w.end, w.x0, w.top, w.x1, w.top + 1.3 * HEIGHT) for w in lines[0].words
    )
    page = Page(1, f"{FULL}\nTesto.\n", Lines((line_of(large), line_of(lines[1].words))))
    assert text_of(page) == f"{FULL}\nTesto."


@pytest.mark.parametrize(
    ("end", "start", "gap"),
    [
        pytest.param(FULL, "pagina.", WRAP, id="an open sentence"),
        pytest.param("Riga corta ma aperta", "che prosegue", WRAP, id="a small letter"),
        pytest.param(f"{FULL[:-1]}.", "Pagina.", LINE, id="a sentence that is over"),
        pytest.param("Riga corta", "Titolo", LINE, id="a short line and a capital"),
    ],
)
def test_paragraph_over_a_page(end: str, start: str, gap: str) -> None:
    first = set_page([(88, {50: FULL}), (100, {50: end})], 1)
    second = set_page([(60, {50: start}), (72, {50: "Corta."}), (84, {50: "Altra riga."})], 2)
    text = lay_out([first, second]).flow.text
    assert f"{end}{gap}{start}" in text


def test_page_in_another_direction_keeps_all_its_words() -> None:
    page = set_page([(100, {50: "Prima riga del testo."}), (112, {50: "Altra riga."})])
    turned = line_of([Word(len(page.text), len(page.text) + 5, 20, 300, 30, 340)], is_upright=False)
    lines = Lines((*(line_of(line.words) for line in page.lines), turned))
    stamped = Page(1, f"{page.text}COPIA", lines, width=595, height=842)
    assert text_of(stamped).split("\n")[-1] == "COPIA"
    assert text_of(stamped).startswith("Prima riga del testo.")


def test_heading_under_a_line_that_is_full_begins_a_paragraph() -> None:
    full = "Le azioni che seguono sono quelle che l'Amministrazione si impegna a fare dal 2018."
    page = page_of(1, prose(full, full, "AZIONE 5.1"))
    assert text_of(page) == f"{full}{WRAP}{full}{LINE}AZIONE 5.1"


def test_label_under_a_heading_that_is_full_begins_a_paragraph() -> None:
    heading = "PROGETTUALITÀ n. 3 SVILUPPO ECONOMIA SOSTENIBILE E SOLIDALE - WELFARE TERRITORIALE"
    page = page_of(1, prose(heading, "TITOLO: La spesa giusta"))
    assert text_of(page) == f"{heading}{LINE}TITOLO: La spesa giusta"


def test_bold_heading_under_a_full_line_of_text_begins_a_paragraph() -> None:
    full = "Strumenti e sistemi informativi e promozionale online e cartaceo e altri e online"
    page = page_of(1, prose(full, "PROGETTUALITÀ n.2 PARI OPPORTUNITÀ"))
    text, heading = page.lines
    bold = replace(
        page,
        lines=Lines([line_of(text.words, HEIGHT), line_of(heading.words, HEIGHT, is_bold=True)]),
    )
    assert text_of(page).count(WRAP) == 1
    assert text_of(bold) == f"{full}{LINE}PROGETTUALITÀ n.2 PARI OPPORTUNITÀ"


def test_label_of_a_narrow_column_may_be_turned() -> None:
    rows = ["Titolo", "", "Descrizione"], ["Nido", "Uno", "Aprire."]
    page = page_of(1, table(*rows, xs=(50.0, 150.0, 200.0, 400.0)))
    start = len(page.text)
    label = line_of([Word(start, start + 6, 165, 101, 175, 114)], is_upright=False)
    lines = Lines((*(line_of(line.words) for line in page.lines), label))
    turned = replace(page, text=f"{page.text}Ambito\n", lines=lines)
    found = [line.split(CELL) for line in text_of(turned).split(LINE)]
    assert found == [["Titolo", "Ambito", "Descrizione"], ["Nido", "Uno", "Aprire."]]
