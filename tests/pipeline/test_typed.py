"""Text files that other tools have set: on pages with heads and feet, in columns of blanks."""

import textwrap

import pytest
from msgspec import UNSET

from tests.pipeline.plain import document, interventi

ACTIONS = [
    {"titolo": f"Biblioteca {name}", "obiettivo": aim * 3, "descrizione": text * 9}
    for name, aim, text in (
        ("aperta", "Aprire la sera. ", "Le sale restano aperte fino a tardi. "),
        ("diffusa", "Arrivare in paese. ", "Un furgone porta i libri nelle frazioni. "),
        ("dei piccoli", "Leggere da piccoli. ", "Letture ad alta voce il sabato mattina. "),
        ("viva", "Incontrarsi. ", "Autori, musica e giochi per ogni età. "),
        ("sonora", "Ascoltare. ", "Dischi e cuffie in prestito per tutti. "),
    )
]
WANTED = [{field: text.strip() for field, text in action.items()} for action in ACTIONS]
HEAD = "PIANO FAMIGLIA DI ALA ANNO 2023\n\n"


def _on_pages(lines: list[str], length: int) -> str:
    """Pages of so many lines, each with a head and a number at its foot."""
    pages = [lines[n : n + length] for n in range(0, len(lines), length)]
    return "\f".join(
        "\n".join(["Comune di Ala   Prot. 12/2023", "", *page, "", f"{n}/{len(pages)}", ""])
        for n, page in enumerate(pages, 1)
    )


def _in_lines() -> list[str]:
    labelled = (f"{key.upper()}: {text}" for action in ACTIONS for key, text in action.items())
    return [row for line in (HEAD, *labelled) for row in textwrap.wrap(line, 60)]


def _in_columns(gap: int) -> list[str]:
    """A label, a gap, and its value beside it."""
    rows = [HEAD.strip(), ""]
    for action in ACTIONS:
        for label, text in action.items():
            first, *more = textwrap.wrap(text, 50)
            rows.append(f"{label.capitalize():<{11 + gap}}{first}")
            rows += [f"{'':<{11 + gap}}{each}" for each in more]
        rows.append("")
    return rows


def _words(action: dict[str, str]) -> dict[str, list[str]]:
    return {field: text.split() for field, text in action.items()}


@pytest.mark.parametrize("length", [7, 11, 23])
def test_heads_and_feet_of_a_text_are_in_no_value(length: int) -> None:
    text = _on_pages(_in_lines(), length)
    assert [_words(each) for each in interventi(text)] == [_words(each) for each in WANTED]
    record = document(text)
    assert {each.testo for each in record.source.furniture} == {
        "Comune di Ala   Prot. 12/2023",
        f"1/{len(text.split(chr(12)))}",
    }
    assert record.coverage.unread == 0
    assert record.coverage.characters == sum(not letter.isspace() for letter in text)


def test_line_that_one_page_begins_with_is_no_head() -> None:
    text = "\f".join([HEAD + "TITOLO: Uno\nDESCRIZIONE: D1,", "e ancora.", "Fine."])
    assert interventi(text) == [{"titolo": "Uno", "descrizione": "D1, e ancora.\nFine."}]


@pytest.mark.parametrize(
    "last",
    [
        "FINALITÀ: sostenere le famiglie",
        "DESTINATARI: tutte le famiglie",
        "Il servizio è gratuito.",
        "Le sale restano aperte\ne il servizio è per tutti",
    ],
)
def test_pages_that_end_alike_keep_their_values(last: str) -> None:
    text = HEAD + "\f".join(f"TITOLO: {n}\nDESCRIZIONE: D{n}.\n{last}\n" for n in "ABCD")
    record = document(text)
    assert not record.source.furniture
    assert (record.coverage.ignored, record.coverage.unread) == (0, 0)


def test_values_set_off_behind_colons_keep_their_paragraphs() -> None:
    action = "TITOLO:        {0}\nDESCRIZIONE:   Le sale aprono.\n\nIl servizio è gratuito.\n\n"
    for each in interventi(HEAD + action.format("Uno") + action.format("Due")):
        assert each["descrizione"] == "Le sale aprono.\nIl servizio è gratuito."


@pytest.mark.parametrize("end", ["\r", "\r\n"])
@pytest.mark.parametrize("gap", [3, 12])
def test_lines_may_end_otherwise(gap: int, end: str) -> None:
    text = _on_pages(_in_columns(gap), 11).replace("\n", end)
    assert interventi(text) == WANTED
    plain = "TITOLO: Biblioteca   aperta\nOBIETTIVO: O\nDESCRIZIONE: D\n"
    assert len(interventi((HEAD + plain).replace("\n", end))) == 1


@pytest.mark.parametrize("gap", [3, 12])
@pytest.mark.parametrize("length", [9, 500])
def test_columns_of_blanks_are_a_table(gap: int, length: int) -> None:
    text = _on_pages(_in_columns(gap), length)
    assert interventi(text) == WANTED
    for each in document(text).interventi:
        assert each.evidence is not UNSET
        for pieces in each.evidence.values():
            assert all(piece.bbox is None for piece in pieces)
            assert all(piece.raw in text.split("\f")[piece.page - 1] for piece in pieces)


def test_few_wide_gaps_are_no_columns() -> None:
    text = HEAD + "".join(
        f"TITOLO: {n}   e uno\nOBIETTIVO: O\nDESCRIZIONE: D\n" + "E altro.\n" * 30 for n in range(3)
    )
    assert [each["titolo"] for each in interventi(text)] == [f"{n} e uno" for n in range(3)]


def test_headings_of_the_form_may_stand_in_the_middle() -> None:
    fields = (
        "Descrizione\nLe sale restano aperte\n\n\nObiettivo\nAprire la sera\n\n\nTempi\n2018\n\n\n"
    )
    text = "".join(f"{'':>60}AZIONE 1.{n}\n{fields}" for n in (1, 2))
    found = interventi("PIANO DEGLI INTERVENTI\n\n1. PROGRAMMAZIONE\nAttività.\n" + text)
    assert [each["numero"] for each in found] == ["1.1", "1.2"]
