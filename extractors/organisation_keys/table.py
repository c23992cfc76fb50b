"""The table of `schemas/organisation_keys.toml`, and names as the words it is looked up by.

    C.S.4. SOCIETA' COOPERATIVA SOCIALE     cs4 societa cooperativa sociale
    Azienda per il Turismo d'Ambito         azienda turismo ambito
    Corpo VV. F. volontari                  corpo vv f volontari

Letters alone are joined where three or more follow one another (`B e r s n t o l`), or where dots
part them (`V. V. F.`).
"""

from __future__ import annotations

import os
import re
import tomllib
from collections.abc import Container, Mapping, Sequence
from functools import cache
from itertools import groupby
from typing import Any
from unicodedata import combining, normalize

from msgspec import Struct

from schemas import PACKAGE

TABLE = os.path.join(PACKAGE, "organisation_keys.toml")
DISTRICTS = os.path.join(PACKAGE, "districts.toml")

_LETTER_SPACED = 3
_DOTTED = re.compile(
    r"(?<![^\W_])(?:(?:[^\W_]{1,3}\.){2,}+(?:[^\W_]{1,3}(?!\w)\.?)?"
    r"|[^\W_](?:\.\s*+[^\W_](?![^\W_]))++\.?)"
)
"""An acronym with dots, `C.I.diS.`, or letters alone with dots and blanks, `S. r. l.`."""
_WORD = re.compile(r"[^\W_]++")


class Form(Struct, frozen=True, gc=False):
    """What stands for a legal form in front of a name, and where the form counts."""

    front: str
    where: str


class Same(Struct, frozen=True, gc=False):
    """The words that stand for a phrase, and where it counts."""

    words: tuple[str, ...]
    where: str


class Matching(Struct, frozen=True, gc=False):
    """The numbers by which two keys are held against each other."""

    threshold: float
    margin: float
    slip_letters: int
    block: int


Phrase = tuple[str, ...]


class Table(Struct, frozen=True, gc=False):
    """What is looked up, each phrase as its words without the small ones."""

    small: frozenset[str]
    unique: frozenset[Phrase]
    common: frozenset[str]
    titles: tuple[Phrase, ...]
    """Before a municipality, with their small words; the longest first."""
    forms: Mapping[Phrase, Form]
    same: Mapping[Phrase, Same]
    words: Mapping[str, str]
    bodies: Sequence[tuple[Sequence[Phrase], str]]
    """The names of each body, the first of which the key has, and why they are its names."""
    longest: int
    """Words of the longest phrase, count."""


@cache
def table() -> Table:
    """The table, read when first asked for."""
    data = _data()
    small = frozenset(data["small"].split())

    def phrase(text: str) -> Phrase:
        return without_small(words(text), small)

    forms = {
        phrase(text): Form(form.get("as", ""), form["where"])
        for form in data["forms"]
        for text in form["text"]
    }
    same = {
        phrase(text): Same(phrase(each["text"][0]), each["where"])
        for each in data["same"]
        for text in each["text"]
    }
    bodies = [(tuple(map(phrase, body["names"])), body["reason"]) for body in data["bodies"]]
    return Table(
        small=small,
        unique=frozenset(phrase(line) for line in data["unique"].split("\n") if line),
        common=frozenset(data["common"].split()),
        titles=tuple(sorted((tuple(words(t)) for t in data["municipal_titles"]), key=_long)),
        forms=forms,
        same=same,
        words={word: entry["as"] for word, entry in data["words"].items()},
        bodies=bodies,
        longest=max(map(len, (*forms, *same))),
    )


def district(found: Sequence[str]) -> str | None:
    """The canonical name of the family district whose place, and no other, is among some words."""
    place, is_audit = _place_words(found), "audit" in found
    named = _districts().get((place, is_audit)) if place else None
    return named if named and ("famigli" in named.casefold()) <= _is_of_families(found) else None


def _is_of_families(found: Sequence[str]) -> bool:
    """`Distretto della Valle di Non` alone may be the one of health."""
    return any(word.startswith(("famigli", "family")) for word in found)


@cache
def _districts() -> Mapping[tuple[Phrase, bool], str]:
    listed = _registry()["district"]
    return {
        (_place_words(words(place)), each["tipo"] == "family_audit"): each["nome"]
        for each in listed
        for place in each["luoghi"]
    }


def _place_words(found: Sequence[str]) -> Phrase:
    data = _registry()
    others = {*data["small"].split(), *data["generic"].split()}
    plain = [table().words.get(word, word) for word in found if word not in others]
    return tuple("val" if word in ("valle", "valli", "vale") else word for word in plain)


@cache
def _registry() -> Mapping[str, Any]:
    with open(DISTRICTS, "rb") as file:
        return tomllib.load(file)


@cache
def matching() -> Matching:
    """The numbers of the comparison."""
    return Matching(**{name: entry["value"] for name, entry in _data()["matching"].items()})


def words(text: str) -> list[str]:
    """The words of a name: small letters without accents, acronyms without dots."""
    plain = text.casefold()
    if not plain.isascii():
        plain = "".join([c for c in normalize("NFKD", plain) if not combining(c)]).casefold()
    if "." in plain:
        plain = _DOTTED.sub(lambda found: f" {_without_dots(found[0])} ", plain)
    found = _WORD.findall(plain)
    if sum(map(_is_letter, found)) < _LETTER_SPACED:
        return found
    joined: list[str] = []
    for is_letter, run in groupby(found, key=_is_letter):
        letters = list(run)
        joined += ["".join(letters)] if is_letter and len(letters) >= _LETTER_SPACED else letters
    return joined


def spelt(text: str) -> str:
    """The words of a name with single blanks: what two spellings of it share."""
    return " ".join(words(text))


def without_small(found: Sequence[str], small: Container[str]) -> Phrase:
    """Words without the small ones, but for the last: `Sezione E` is not `Sezione`."""
    last = len(found) - 1
    return tuple(
        word
        for n, word in enumerate(found)
        if n == last or not (word in small or (word == "i" and n and found[n - 1] in small))
    )


def _without_dots(text: str) -> str:
    return "".join(text.replace(".", " ").split())


def _is_letter(word: str) -> bool:
    return len(word) == 1 and word.isalpha()


def _long(phrase: Phrase) -> tuple[int, Phrase]:
    return -len(phrase), phrase


@cache
def _data() -> Mapping[str, Any]:
    with open(TABLE, "rb") as file:
        return tomllib.load(file)
