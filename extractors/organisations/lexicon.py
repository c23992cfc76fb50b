"""The words of `schemas/organisations.toml`, and the words of a text in the form they are kept in.

A word is looked up without case, accents, apostrophes or the dots of an acronym, so that `A.P.T.`,
`Apt` and `APT`, `SOCIETA'` and `Società` are one.
"""

from __future__ import annotations

import os
import re
import tomllib
from collections.abc import Iterable, Mapping
from functools import cache, lru_cache
from unicodedata import combining, normalize

from msgspec import Struct

from schemas import PACKAGE

LEXICON = os.path.join(PACKAGE, "organisations.toml")

_ACTS_REMEMBERED = 2
_MAX_WORD_CHARACTERS = 40
"""No longer run of letters is a word of a name; spaCy takes quadratic time on one."""


class Word(Struct, frozen=True, gc=False):
    """A word of the text: where it stands, and the form it is looked up in."""

    start: int
    stop: int
    folded: str


class Plural(Struct, frozen=True, gc=False):
    """A plural: the singular that stands for each, None where it names nobody."""

    each: str | None = None
    of_place: bool = False


class Lexicon(Struct, frozen=True, gc=False):
    """Phrases by what they are, each as its folded words with single blanks between."""

    labels: Mapping[str, str]
    """`apt` -> `kind`, `alta valsugana e bersntol` -> `place`, …"""
    plurals: Mapping[str, Plural]
    subjects: frozenset[str]
    qualities: frozenset[str]
    purposed: frozenset[str]
    dependents: frozenset[str]
    articles: frozenset[str]
    prepositions: frozenset[str]
    conjunctions: frozenset[str]
    cuts: frozenset[str]
    written_large: frozenset[str]
    legal_forms: tuple[str, ...]
    cutting: tuple[str, ...]
    """Connectors, roles and `da definire`: what ends a name without any punctuation."""
    joined: tuple[str, ...]
    """Names and places with an `e` of their own, longest first."""


@cache
def lexicon() -> Lexicon:
    """The lexicon, read when first asked for."""
    with open(LEXICON, "rb") as file:
        table = tomllib.load(file)
    labels: dict[str, str] = {}
    for key, label in _LISTS:
        labels.update(dict.fromkeys(_phrases(table[key]), label))
    plurals = {fold(text): Plural(**entry) for text, entry in table["plurals"].items()}
    labels.update(dict.fromkeys(plurals, "plural"))
    for key in ("names", "places"):
        labels.update((fold(entry["text"]), key.removesuffix("s")) for entry in table[key])
    joined = [p for p, label in labels.items() if label in ("name", "place") and " e " in p]
    return Lexicon(
        labels=labels,
        plurals=plurals,
        **{key: frozenset(_phrases(table[key])) for key in _SETS},
        legal_forms=tuple(sorted(_phrases(table["legal_forms"]), key=len, reverse=True)),
        cutting=tuple(p for p, label in labels.items() if label in _CUTTING),
        joined=tuple(sorted(joined, key=len, reverse=True)),
    )


_CUTTING = frozenset(("connector", "role", "nobody"))
_SETS = (
    "subjects",
    "qualities",
    "purposed",
    "dependents",
    "articles",
    "prepositions",
    "conjunctions",
    "cuts",
    "written_large",
)
_LISTS = (
    ("legal_forms", "legal"),
    ("kinds", "kind"),
    ("units", "unit"),
    ("several", "several"),
    ("nobody", "nobody"),
    ("roles", "role"),
    ("connectors", "connector"),
)
"""The lists of phrases and what they are called; a later one has the last word."""


def fold(text: str) -> str:
    """The folded words of a text with single blanks between: `Città d'Alba` is `citta d alba`."""
    return joined_words(words(text))


def joined_words(found: Iterable[Word]) -> str:
    """The folded words with single blanks between."""
    return " ".join([word.folded for word in found])


def words(text: str) -> list[Word]:
    """The words of a text, in order; an acronym with dots is one."""
    return [
        Word(found.start(), found.end(), _folded(found[0]))
        for found in _word().finditer(text)
        if found.end() - found.start() <= _MAX_WORD_CHARACTERS
    ]


@cache
def _word() -> re.Pattern[str]:
    return re.compile(r"(?<!\w)(?:[^\W_]{1,3}\.){2,}+(?:[^\W_]{1,3}(?!\w)\.?)?|[^\W_]++")


def _folded(word: str) -> str:
    word = word.replace(".", "").lower()
    if word.isascii():
        return word
    letters = normalize("NFKD", word)
    plain = "".join(x for x in letters if not (combining(x) or x.isspace()))
    return plain or word


def _phrases(lines: str) -> list[str]:
    return [fold(line) for line in lines.splitlines() if line]


@lru_cache(_ACTS_REMEMBERED)
def names_looked_for(known: tuple[str, ...]) -> tuple[str, ...]:
    """The names of an act's own list as they may stand in a text: whole, and without legal form."""
    found: dict[str, None] = {}
    for name in known:
        whole = fold(name)
        bare = _without_legal_form(whole)
        for form in (whole, bare):
            if len(form) > 1 and form not in lexicon().labels:
                found[form] = None
    return tuple(found)


def _without_legal_form(name: str) -> str:
    framed = f" {name} "
    for form in lexicon().legal_forms:
        framed = framed.replace(f" {form} ", " ")
    return framed.strip()
