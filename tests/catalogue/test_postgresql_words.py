"""The words of an intervento as PostgreSQL reads them."""

import sqlite3

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.catalogue.postgresql.words import excerpt, query, vector, words


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Comunità educante", ["comunita", "educante"]),
        ("COMUNITA\u0300", ["comunita"]),
        ("l'orto socio-educativo", ["l", "orto", "socio", "educativo"]),
        ("famiglie.La rete_a", ["famiglie", "la", "rete", "a"]),
        ("n. 7522/2024", ["n", "7522", "2024"]),
        ("größe Łódź", ["große", "łodz"]),
        ("— ’ “”", []),
        ("a" * 150, ["a" * 100]),
    ],
)
def test_words(text: str, found: list[str]) -> None:
    assert words(text) == found


# µ is Greek to SQLite, a null ends its text: neither is in a word that anyone looks for.
LETTERS = st.text(
    st.one_of(
        st.characters(codec="latin-1", exclude_characters="\0µ"),
        st.sampled_from("\u0300\u0301’“”–…·ŁłŠš'"),
    )
)


@given(LETTERS)
def test_words_are_those_of_the_other_database(text: str) -> None:
    """SQLite's own list of the words that it indexed."""
    connection = sqlite3.connect(":memory:")
    connection.executescript(
        "CREATE VIRTUAL TABLE t USING fts5(x, tokenize='unicode61 remove_diacritics 2');"
        "CREATE VIRTUAL TABLE v USING fts5vocab(t, row)"
    )
    connection.execute("INSERT INTO t VALUES (?)", (text,))
    listed = {word for (word,) in connection.execute("SELECT term FROM v")}
    connection.close()
    assert set(words(text)) == listed


def test_a_vector_has_places_and_a_gap_between_fields() -> None:
    assert vector(["Nido, nido", None, "", "bosco"]) == "nido:1,2 bosco:8"
    assert vector([None]) == ""


def test_a_vector_is_bounded() -> None:
    found = vector([" ".join(map(str, range(50_000))), "fine"])
    assert len(found.split()) == 12_000
    long = vector([" ".join(f"{number:099}" for number in range(9_000))])
    assert len(long) < 250_000


@pytest.mark.parametrize(
    ("typed", "wanted"),
    [
        ("Comunità educante", "(comunita) & (educante)"),
        ('"comunità educante" nido', "(comunita<->educante) & (nido)"),
        ("l'orto", "(l<->orto)"),
        ("& | ! <-> :*", ""),
        ('"', ""),
    ],
)
def test_query(typed: str, wanted: str) -> None:
    assert query(typed) == wanted


@pytest.mark.parametrize(
    ("texts", "sought", "shown"),
    [
        (["La Comunità educante"], "comunita", "La [Comunità] educante"),
        ([None, "x", "Nido: nido"], "nido", "[Nido]: [nido]"),
        (["a b c d e f g h i l m n o p q"], "i", "…c d e f g h [i] l m n o p q"),
        (["i, b c d e f g h i."], "i", "[i], b c d e f g…"),
        (["COMUNITA\u0300 unita"], "comunita", "[COMUNITA\u0300] unita"),
        (["x"], "y", ""),
    ],
)
def test_excerpt(texts: list[str | None], sought: str, shown: str) -> None:
    assert excerpt(texts, sought) == shown


@given(LETTERS, LETTERS)
def test_an_excerpt_is_of_the_text(text: str, sought: str) -> None:
    plain = text.replace("[", "").replace("]", "").replace("…", "")
    shown = excerpt([plain], sought)
    assert shown.translate({ord(sign): None for sign in "[]…"}) in plain
