"""The marks of Markdown: tables become cells, emphasis goes, and plain text keeps its signs."""

import pytest

from pipeline.layout.markdown import is_markdown, weave_markdown
from pipeline.layout.weave import Weaver
from schemas.page import Page
from tests.pipeline.plain import document, interventi


def plain(text: str) -> str:
    """The text without its marks."""
    weaver = Weaver([Page(1, text)])
    weave_markdown(weaver, 0, text, 0, len(text))
    return weaver.flow().text


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("**Uno** e **due**\n__Tre__, ***e***", "Uno e **due**\nTre, ***e***"),
        ("- **Uno**: 1\n2. **Due**", "- Uno: 1\n2. Due"),
        ("# Piano\n## Azioni ##\n", "Piano\nAzioni ##\n"),
        ("*Titolo*: Uno\n_Titolo:_ Due", "Titolo: Uno\nTitolo: Due"),
        (r"l\'anno \- 2\. a\|b C:\dati", "l'anno - 2. a|b C:\\dati"),
        ("a\\\nb", "a\nb"),
        ("| a | b |\n|---|---|\n| c | d |\n", "a\tb\nc\td\n"),
        ("a | b\n---|---\nc | d\n\ne | f\n", "a\tb\nc\td\n\ne | f\n"),
        ("| a \\| b | c<br>d |\n", "a | b\tc\vd\n"),
        ("| **a** |\n|---|\n", "a\t\n"),
        ("|   |  |\n|---|---|\n|  | b |\n", "\tb\n"),
        (
            "+---+----+\n| a | b  |\n|   | c  |\n+===+====+\n| d | e  |\n+---+----+\n",
            "a\tb c\nd\te\n",
        ),
        ("+--+\n| a | b |\n+--+\n| c | d |\n| e | f |\n+--+\n", "a\tb\nc\td\ne\tf\n"),
        ("+--+\n| a | b |\n'--'\nc\n", "a\tb\n'--'\nc\n"),
        ("2 * 3 * 4 e snake_case_name", "2 * 3 * 4 e snake_case_name"),
        ("Firma ________ data ____", "Firma ________ data ____"),
        ("* voce\n* altra voce\n", "* voce\n* altra voce\n"),
    ],
)
def test_marks_go_and_words_stay(text: str, wanted: str) -> None:
    assert plain(text) == wanted


@pytest.mark.parametrize(
    "text",
    [
        "TITOLO: Uno\n-----\n=== AZIONI ===\n",
        "Firma ________ e ________\n",
        "* voce\n* altra\n",
        "a | b\n",
        "E' #famiglia, n. 3 # 4\n",
        "C:\\dati e \\\\ altro\n",
        "(**) nota, ** nota\n",
    ],
)
def test_plain_text_is_no_markdown(text: str) -> None:
    assert not is_markdown(text)


def test_every_character_is_accounted_for() -> None:
    text = "# Piano famiglia\n\n| **Titolo** | Uno |\n|---|---|\n| Descrizione | l\\'ora |\n"
    assert interventi(text) == [{"titolo": "Uno", "descrizione": "l'ora"}]
    told = document(text).coverage
    assert told.characters == sum(not letter.isspace() for letter in text)
    assert told.characters == told.read + told.ignored + told.unread
    assert told.unread == 0


def test_evidence_points_into_the_file_as_it_is() -> None:
    text = "**Titolo:** Una *sera*\n\n**Descrizione**: Le sale **restano** aperte\n"
    (found,) = document(text).interventi
    assert found.evidence
    (piece,) = found.evidence["descrizione"]
    assert text[piece.start : piece.end] == piece.raw == "Le sale **restano** aperte"
