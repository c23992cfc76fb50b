"""Notes at a page's foot, and heads that one page alone prints: neither is part of a value."""

from __future__ import annotations

import pytest

from pipeline.layout import lay_out
from schemas.page import Lines, LooseLine, Page, Rule, Word, line_of
from tests.pipeline.pages import lines_of, ruled, set_page

NOTES = ("1 Cfr. deliberazione n. 10 del 3 marzo.", "2 Fonte: ufficio anagrafe.")
CUT = ("Descrizione: Le sale restano aperte il sabato e la", "domenica, per chi lavora.")


def page(*below: str, rule: float | None = None, number: int = 1) -> Page:
    """A value that the page's end cuts, and lines below it, with a rule so long above them."""
    lines = [(100.0, {50.0: "Titolo: Biblioteca aperta"}), (114.0, {50.0: f"{CUT[0]} sera e di"})]
    lines += [(700.0 + 14 * n, {50.0: text}) for n, text in enumerate(below)]
    rules = [Rule(50, 694, 50 + rule, 694)] if rule else []
    return ruled(set_page(lines, number), rules)


def after() -> Page:
    return set_page([(60.0, {50.0: CUT[1]}), (90.0, {50.0: "Titolo: Piedibus"})], 2)


@pytest.mark.parametrize("notes", [NOTES, ("* Dato provvisorio.",), ("[1] Fonte: anagrafe.",)])
def test_notes_below_a_short_rule_stand_apart(notes: tuple[str, ...]) -> None:
    found = lay_out([page(*notes, rule=120), after()])
    assert [(note.testo, note.pages) for note in found.note] == [(text, (1,)) for text in notes]
    assert not any(text in found.flow.text for text in notes)


def test_note_of_two_lines_is_one() -> None:
    (note,) = lay_out([page("1 Fonte: ufficio anagrafe,", "dati di maggio.", rule=120)]).note
    assert note.testo == "1 Fonte: ufficio anagrafe, dati di maggio."


def test_small_numbered_lines_at_the_foot_are_notes() -> None:
    text, made = "", list[LooseLine]()
    for n, (line, size) in enumerate([(CUT[0], 11.0), (CUT[1], 11.0), *((x, 8.0) for x in NOTES)]):
        start, top = len(text), 100.0 + 14 * n
        text += f"{line}\n"
        word = Word(start, start + len(line), 50, top, 50 + 5 * len(line), top + size)
        made.append(line_of([word], size))
    found = lay_out([Page(1, text, Lines(made), width=595, height=842)])
    assert [note.testo for note in found.note] == list(NOTES)


@pytest.mark.parametrize(
    ("below", "rule"),
    [
        (NOTES, None),
        (NOTES, 400.0),
        (("1. Bonus bebè", "2. Piedibus"), 120.0),
        (("Tassonomia: Sport", "Obiettivo: Giocare"), 120.0),
        (("1 Bonus bebè", "Tassonomia: Sport"), 120.0),
        (("2 Fonte: anagrafe.", "1 Cfr. deliberazione."), 120.0),
    ],
    ids=["no rule", "long rule", "points", "labels", "a label below", "numbers that go down"],
)
def test_what_is_no_note_stays(below: tuple[str, ...], rule: float | None) -> None:
    drawn = page(*below, rule=rule)
    assert lay_out([drawn]).note == ()
    assert all(text in "\n".join(lines_of(drawn)) for text in below)


TITLE = "Piano famiglia 2022 del Comune di Ossana"
BODY = tuple(f"Riga {word} del testo" for word in ("prima", "altra", "terza", "dopo"))


@pytest.mark.parametrize(
    ("head", "foot"),
    [
        ("Comune di Ossana – Piano famiglia 2022", ""),
        ("Comune di Ossana", ""),
        ("", "Pagina 2 di 2"),
        ("", "2"),
        ("", "- 2 -"),
        ("", "Piano famiglia – 2"),
        ("", "2 | Pagina"),
    ],
)
def test_head_or_number_of_one_page_is_furniture(head: str, foot: str) -> None:
    first = set_page([(80.0, {50.0: TITLE}), (120.0, {50.0: BODY[0]})])
    lines = [(40.0, {50.0: head}), *((80.0 + 20 * n, {50.0: x}) for n, x in enumerate(BODY))]
    lines.append((790.0, {50.0: foot}))
    second = set_page([line for line in lines if "" not in line[1].values()], 2)
    found = lay_out([first, second])
    assert [(each.testo, each.pages) for each in found.furniture] == [(head or foot, (2,))]
    assert f"\n{head or foot}\n" not in found.flow.text


@pytest.mark.parametrize(
    ("head", "foot", "gap"),
    [
        ("Comune di Ossana – Piano famiglia 2022", "", 11.0),
        ("Piano famiglia", "", 40.0),
        ("Comune di Vermiglio – Piano famiglia 2022", "", 40.0),
        ("Titolo: Piano famiglia del Comune di Ossana", "", 40.0),
        ("", "3", 40.0),
        ("", "Pagina 2 di 9", 40.0),
        ("", "Entro il 2", 40.0),
    ],
    ids=["no space", "a heading", "another body", "a label", "another number", "of nine", "words"],
)
def test_what_one_page_prints_is_no_furniture_by_itself(head: str, foot: str, gap: float) -> None:
    first = set_page([(80.0, {50.0: TITLE}), (120.0, {50.0: BODY[0]})])
    lines = [(40.0 + gap + 20 * n, {50.0: x}) for n, x in enumerate(BODY)]
    lines = [(40.0, {50.0: head}), *lines, (790.0, {50.0: foot})]
    second = set_page([line for line in lines if "" not in line[1].values()], 2)
    assert lay_out([first, second]).furniture == ()
