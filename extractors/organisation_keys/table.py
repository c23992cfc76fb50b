"""The table of `schemas/organisation_keys.toml`, and the family districts by their places.

Read when first asked for; every phrase is its words without the small ones, `azienda turismo`.
"""

from __future__ import annotations

import os
import tomllib
from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any

from msgspec import Struct

from extractors.organisation_keys.spelling import Phrase, without_small, words
from schemas import PACKAGE

TABLE = os.path.join(PACKAGE, "organisation_keys.toml")
DISTRICTS = os.path.join(PACKAGE, "districts.toml")


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


class Table(Struct, frozen=True, gc=False):
    """What is looked up, each phrase as its words without the small ones."""

    small: frozenset[str]
    unique: frozenset[Phrase]
    left_out: frozenset[Phrase]
    local: frozenset[Phrase]
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
        left_out=frozenset(phrase(line) for line in data["left_out"].split("\n") if line),
        local=frozenset(phrase(line) for line in data["local"].split("\n") if line),
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


def is_valley(found: Sequence[str]) -> bool:
    """Whether words are the place of a family district and nothing else: `alta valsugana`."""
    place = _place_words(found)
    return any((place, is_audit) in _districts() for is_audit in (False, True))


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


def _long(phrase: Phrase) -> tuple[int, Phrase]:
    return -len(phrase), phrase


@cache
def _data() -> Mapping[str, Any]:
    with open(TABLE, "rb") as file:
        return tomllib.load(file)
