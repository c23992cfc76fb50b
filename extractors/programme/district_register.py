"""The family districts that are known, `schemas/districts.toml`, ready for comparing."""

from __future__ import annotations

import os
import tomllib
from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any, Literal

from msgspec import Struct

from extractors.folding import folded
from schemas import PACKAGE

DistrictKind = Literal["territoriale", "tematico", "family_audit"]
Words = tuple[str, ...]


class District(Struct, frozen=True, gc=False):
    """A district: its canonical name, its kind, the municipalities known to belong to it."""

    nome: str
    tipo: DistrictKind
    comuni: tuple[str, ...]


class Place(Struct, frozen=True, gc=False):
    """A place that tells a district, as its words; `joined` is the same without blanks."""

    words: Words
    joined: tuple[str, ...]
    district: District


@cache
def places() -> Sequence[Place]:
    """Every place with the district that it tells."""
    return [
        Place(content_words(place), _joined(place), _district(table))
        for table in _register()["district"]
        for place in table["luoghi"]
    ]


@cache
def whole_names() -> Mapping[str, District]:
    """Whole names, folded: the canonical ones, and those that no place would tell."""
    return {
        folded(name): _district(table)
        for table in _register()["district"]
        for name in (table["nome"], *table.get("stampe", ()))
    }


def place_of(words: Words, is_audit: bool) -> Place | None:
    """The longest place that some words begin with; what may stand before it is left out."""
    for start in range(len(words)):
        found = [
            place
            for place in places()
            if (place.district.tipo == "family_audit") == is_audit and _begins(words[start:], place)
        ]
        if found:
            return max(found, key=lambda place: len(place.words))
        if words[start] not in words_of("leading"):
            break
    return None


def _begins(words: Words, place: Place) -> bool:
    """Whether words begin with a place, blanks between them or lost: `Val diFiemme`."""
    if words[: len(place.words)] == place.words:
        return True
    whole = "".join(words)
    return any(whole.startswith(joined) for joined in place.joined) and any(
        "".join(words[:n]) in place.joined for n in range(1, len(words) + 1)
    )


def content_words(text: str) -> Words:
    """The words that tell a place, folded: prepositions and what every district is called go."""
    idle = words_of("small") | words_of("generic")
    return tuple(
        "val" if word in ("valle", "valli", "vale") else word
        for word in folded(text).split()
        if word not in idle
    )


@cache
def words_of(name: str) -> frozenset[str]:
    """A list of words of the file."""
    return frozenset(_register()[name].split())


@cache
def other_districts() -> tuple[str, ...]:
    """What is called a district and is none of families, folded."""
    return tuple(map(folded, _register()["others"]["names"]))


def slips_allowed(word: str) -> int:
    """How many letters of a word may be others, by its length."""
    allowed = [slips for length, slips in _slips() if len(word) >= length]
    return max(allowed, default=0)


@cache
def _slips() -> Sequence[tuple[int, int]]:
    return [(int(length), slips) for length, slips in _register()["slips"].items()]


def _district(table: Mapping[str, Any]) -> District:
    return District(table["nome"], table["tipo"], tuple(table["comuni"]))


def _joined(place: str) -> tuple[str, ...]:
    """A place in one word, `valdifiemme`, with each word for a valley."""
    whole = "".join(folded(place).split())
    forms = [whole.replace("valle", "val", 1), whole]
    if "valle" not in whole:
        forms.append(whole.replace("val", "valle", 1))
    return tuple(dict.fromkeys(forms))


@cache
def _register() -> Mapping[str, Any]:
    with open(os.path.join(PACKAGE, "districts.toml"), "rb") as file:
        return tomllib.load(file)
