"""Hyphens at line ends: gone where only the line's end set them, kept where the word has them."""

from __future__ import annotations

import pytest

from extractors.printed import printed
from pipeline.layout import lay_out
from pipeline.layout.hyphens import Hyphens
from schemas.flow import BREAK, CELL, WRAP
from tests.pipeline.pages import Drawn, page_of, prose, table, text_of

ATTESTED = "Il laboratorio, la biblioteca e il territorio."
"""A document that prints three words whole."""

HYPHENATES = f"{ATTESTED}\nun labora-\ntorio, una biblio-\nteca, un territo-\nrio"
"""And parts them elsewhere."""

SYLLABLES = "le escur-\nsioni differen-\nziate, la collabora-\nzione"
"""Parts words that it prints nowhere else, where only a line's end does."""

OTHERS = ("vita", "casa", "scuola", "gioco", "sport", "rete", "studio", "spazio", "corso", "campo")
KEPT = "".join(f"\n{word}-\nlavoro" for word in OTHERS)
"""Hyphens at line ends that are the words' own."""


def is_soft(document: str, line: str, following: str) -> bool:
    """Whether a document of this text joins the two lines' word; it prints them, too."""
    return Hyphens(lambda: [f"{document}\n{line}\n{following}"]).is_soft(line, following)


@pytest.mark.parametrize(
    ("document", "line", "following"),
    [
        pytest.param("La collaborazione.", "una collabora-", "zione", id="printed whole"),
        pytest.param("COLLABORAZIONE", "una collabora-", "zione attiva", id="in capitals"),
        pytest.param("La collaborazione.", "una Collabora-", "zione", id="with a capital"),
        pytest.param("La collaborazione.", "l’“collabora-", "zione”", id="in quotes"),
        pytest.param("La collaborazione.", "e/o collabora-", "zione, poi", id="behind a slash"),
        pytest.param("la (collaborazione)", "una collabora-", "zione", id="in brackets"),
        pytest.param("La società.", "una socie-", "tà", id="with an accent"),
        pytest.param(HYPHENATES, "una collabora-", "zione", id="hyphenates throughout"),
        pytest.param(HYPHENATES, "un percorso co-", "struito", id="a combining first part there"),
        pytest.param(f"{HYPHENATES} la via", "la via-", "bilità", id="a word and no word there"),
        pytest.param("La collaborazione.", "COLLABORA-", "ZIONE", id="capitals"),
        pytest.param(f"{HYPHENATES} la vista", "come pre-", "vista", id="a prefix before a word"),
        pytest.param(f"{HYPHENATES} la scuola", "il dopo-", "scuola", id="written both ways"),
        pytest.param("", "una collabora\u2010", "zione", id="a browser's hyphen"),
        pytest.param(SYLLABLES, "una parte-", "cipazione", id="syllables that are no words"),
        pytest.param(f"{HYPHENATES} attiva, la mente", "attiva-", "mente", id="an adverb"),
        pytest.param(f"{HYPHENATES} antico, ca.", "l’anti-", "ca strada", id="another ending"),
        pytest.param(
            f"{HYPHENATES} la partita", "la contro-", "partita", id="a prefix that is no word there"
        ),
        pytest.param(HYPHENATES, "un istituto mete-", "orologico", id="two vowels of one word"),
        pytest.param(HYPHENATES, "la ghia-", "ia", id="a vowel that is a consonant"),
        pytest.param(HYPHENATES, "in modo partico-", "lare", id="an ending like an adjective's"),
        pytest.param(HYPHENATES, "nel territo-", "riale", id="half an adjective"),
        pytest.param(f"{HYPHENATES} il loro", "per co-", "loro", id="a short word behind a prefix"),
    ],
)
def test_hyphen_that_the_line_end_set_is_soft(document: str, line: str, following: str) -> None:
    assert is_soft(document, line, following)


@pytest.mark.parametrize(
    ("document", "line", "following"),
    [
        pytest.param("", "una collabora-", "zione", id="not attested"),
        pytest.param("La collaborazioni.", "una collabora-", "zione", id="another word"),
        pytest.param("Le ricollaborazione", "una collabora-", "zione", id="inside another word"),
        pytest.param("la pista ciclo-pedonale", "la ciclo-", "pedonale", id="printed hyphenated"),
        pytest.param(
            "la ciclopedonale, la ciclo-pedonale", "la ciclo-", "pedonale", id="printed both ways"
        ),
        pytest.param("CICLO-PEDONALE", "la ciclo-", "pedonale", id="hyphenated in capitals"),
        pytest.param("orario extrascolastico", "extra-", "scolastico", id="combining first part"),
        pytest.param("orario Extrascolastico", "Extra-", "scolastico", id="combining, capital"),
        pytest.param("la collaborazione", "una collabora-", "Zione", id="a capital follows"),
        pytest.param("il TrentinoAlto", "Trentino-", "Alto Adige", id="two names"),
        pytest.param("la collaborazione", "una collabora", "zione", id="no hyphen"),
        pytest.param("la collaborazione", "una collabora -", "zione", id="a dash"),
        pytest.param("la collaborazione", "una collabora–", "zione", id="an en dash"),
        pytest.param("2024e", "nel 2024-", "e", id="digits"),
        pytest.param("0461495", "tel. 0461-", "495", id="a number"),
        pytest.param("collaborazione", "una collabora-", "(zione)", id="a bracket follows"),
        pytest.param("collaborazione", "-", "collaborazione", id="a bullet alone"),
        pytest.param("collaborazione", "collaborazione-", "", id="nothing follows"),
        pytest.param(
            f"{ATTESTED} La ciclo-pedonale.\n{HYPHENATES}",
            "ciclo-",
            "pedonale",
            id="printed hyphenated, hyphenates throughout",
        ),
        pytest.param(
            f"{HYPHENATES} {2 * 'la madre, il bambino, '}",
            "madre-",
            "bambino",
            id="two words of it",
        ),
        pytest.param(
            f"{HYPHENATES} il lavoro", "co-", "lavoro", id="a combining part before a word of it"
        ),
        pytest.param(
            f"{ATTESTED}\nun labora-\ntorio, una biblio-\nteca",
            "una parte-",
            "cipazione",
            id="two parted words are too few",
        ),
        pytest.param(
            "le escur-\nsioni differen-\nziate", "una parte-", "cipazione", id="two syllables, too"
        ),
        pytest.param(
            "un social-\nnetwork, l’on-\nline e il non-\nprofit",
            "neo-",
            "mamme",
            id="foreign words",
        ),
        pytest.param(
            f"{HYPHENATES}\n{12 * 'il lavoro '}{KEPT}",
            "una ciclo-",
            "via",
            id="few of many hyphens",
        ),
        pytest.param(
            f"{HYPHENATES} un tecnico, un politico", "tecnico-", "politico", id="each once a word"
        ),
        pytest.param(HYPHENATES, "COLLABORA-", "ZIONE", id="capitals that are not attested"),
        pytest.param(f"{HYPHENATES} i mesi", "GENNAIO-", "FEBBRAIO", id="capitals of two words"),
        pytest.param(
            f"{HYPHENATES} l’accoglienza", "la pre-", "accoglienza", id="a prefix before a vowel"
        ),
        pytest.param(
            "Scolastico, extrascolastico, comunale, sovracomunale, genitori, neogenitori.\n"
            "extra-\nscolastico sovra-\ncomunale neo-\ngenitori",
            "una parte-",
            "cipazione",
            id="prefixes say nothing of the document",
        ),
        pytest.param(HYPHENATES, "tavolo tecnico-", "politico", id="two adjectives"),
        pytest.param(HYPHENATES, "spazi ludico-", "ricreativi", id="two adjectives, plural"),
        pytest.param(HYPHENATES, "valore storico-", "ambientale", id="two vowels"),
        pytest.param(HYPHENATES, "un corso family-", "oriented", id="two vowels, foreign"),
        pytest.param(HYPHENATES, "spazio post-", "asilo", id="a vowel behind a consonant"),
        pytest.param(
            f"{HYPHENATES} socio-sanitario",
            "ente socio-",
            "sanitari",
            id="another number, hyphenated",
        ),
        pytest.param(f"{HYPHENATES} le mamme", "per neo-", "mamme", id="a linked first part"),
        pytest.param(f"{HYPHENATES} le famiglie", "famiglie-", "e-servizi", id="no syllable"),
        pytest.param(
            f"{HYPHENATES}\nla parteci\u2010\npazione",
            "parte-",
            "cipe",
            id="typed beside a browser's",
        ),
    ],
)
def test_other_hyphens_are_the_words_own(document: str, line: str, following: str) -> None:
    assert not is_soft(document, line, following)


def test_words_parted_and_printed_with_a_hyphen_as_often_make_no_hyphenating_document() -> None:
    kept = "socio-educativo, ciclo-pedonale, medico-sanitario"
    parted = "socio-\neducativo ciclo-\npedonale medico-\nsanitario"
    assert not is_soft(f"{HYPHENATES}\n{kept}\n{parted}", "una parte-", "cipazione")


FULL = "Una riga che arriva fino al margine e promuove la collabora-"


def joined(*drawn: Drawn) -> str:
    """The flow of pages, one for each drawing."""
    return text_of(*(page_of(n, each) for n, each in enumerate(drawn, 1)))


def test_attested_word_is_joined_in_the_flow() -> None:
    text = joined(prose("La collaborazione.", FULL, "zione di tutti."))
    assert text == f"La collaborazione.\n{FULL[:-1]}zione di tutti."


def test_word_not_attested_keeps_its_hyphen() -> None:
    text = joined(prose("Il lavoro.", FULL, "zione di tutti."))
    assert text == f"Il lavoro.\n{FULL}{WRAP}zione di tutti."
    assert printed(text).endswith("la collabora-zione di tutti.")


def test_short_line_that_a_hyphen_ends_goes_on_too() -> None:
    page = page_of(
        1,
        prose(f"{FULL[:-1]}zione."),
        prose("La collaborazione.", "La collabora-", "zione", top=200),
    )
    assert text_of(page).endswith("\nLa collaborazione.\nLa collaborazione")


def test_bullet_list_is_not_joined() -> None:
    lines = ["La collaborazione nasce da:", "- famiglie", "- comuni"]
    page = page_of(1, prose(f"{FULL[:-1]}zione."), prose(*lines, top=200))
    assert text_of(page).split("\n")[1:] == lines


def test_word_is_joined_over_a_page() -> None:
    text = joined(prose("La collaborazione.", FULL), prose("zione di tutti."))
    assert text == f"La collaborazione.\n{FULL[:-1]}zione di tutti."


def test_word_keeps_its_hyphen_over_a_page() -> None:
    text = joined(prose("Il lavoro.", FULL), prose("zione di tutti."))
    assert text == f"Il lavoro.\n{FULL}{WRAP}zione di tutti."


@pytest.mark.parametrize(
    ("whole", "value"),
    [
        ("La collaborazione.", "La collaborazione di tutti."),
        ("Il lavoro.", f"La collabora-{WRAP}zione di tutti."),
    ],
)
def test_word_in_a_cell_that_a_page_cuts(whole: str, value: str) -> None:
    upper = table(["Titolo.", whole], ["Azioni.", "La collabora-"], is_open_below=True)
    text = joined(upper, table(["", "zione di tutti."], is_open_above=True))
    assert text == f"Titolo.{CELL}{whole}\nAzioni.{CELL}{value}"


def test_word_does_not_go_on_into_the_next_cell() -> None:
    text = joined(table(["La collaborazione", "collabora-"], ["zione", "Uno"]))
    assert text == f"La collaborazione{CELL}collabora-\nzione{CELL}Uno"
    assert BREAK not in text


def test_joined_word_is_traced_to_both_lines_and_the_hyphen_to_none() -> None:
    page = page_of(1, prose("La collaborazione.", FULL, "zione di tutti."))
    flow = lay_out([page]).flow
    at = flow.text.index("collaborazione di")
    spans = flow.spans(slice(at, at + len("collaborazione")))
    assert [flow.raw(span) for span in spans] == ["collabora", "zione"]
