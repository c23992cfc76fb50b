"""Which district a programme is for, by its title, its foot line, the subject of its act.

    DISTRETTO FAMILY AUDIT ALTA VALSUGANA
    Programma di lavoro Distretto Famiglia Val di Fiemme
    Accordo di area per lo sviluppo del "Distretto Famiglia nella Rotaliana Königsberg"

Looked up in `schemas/districts.toml`, the longest place first, among the districts of the kind that
the words name. Prose is not for reading here: it speaks of other districts too.
"""

from __future__ import annotations

import os
import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from typing import Any, Literal

from msgspec import Struct

from extractors.folding import folded
from schemas import PACKAGE

DistrictKind = Literal["territoriale", "tematico", "family_audit"]

_NAME = r"(?i)\bdistretto\s+(?:del(?:la)?\s+|per\s+la\s+)?(?:fam|dell|audit)[^\n\t\"“”«»;*]{0,120}"
_END = r"(?i)[.,:]\s|\s[-–(]*\s*(?:approvazione|programma|per\s+l['’]\s*anno|anno|20\d\d)\b"


class DistrictName(Struct, frozen=True, gc=False):
    """A district: its name, canonical where it is known, and its kind."""

    nome: str
    tipo: DistrictKind | None


def named_in(texts: Sequence[str]) -> DistrictName | None:
    """The district that the texts name, those that count most first; None where none is named."""
    phrases = [phrase for text in texts for phrase in _phrases(text)]
    known = next((found for phrase in phrases if (found := _known(phrase))), None)
    if known or not phrases:
        return known
    return DistrictName(phrases[0], _kind(folded(phrases[0])))


def _phrases(text: str) -> Iterator[str]:
    """Each `Distretto famiglia …` of a text with what follows, blanks single, the year cut off."""
    if "istretto" not in text and "ISTRETTO" not in text:
        return
    for found in re.finditer(_NAME, text):
        phrase = " ".join(found[0].split())
        if end := re.search(_END, phrase):
            phrase = phrase[: end.start()]
        phrase = phrase.strip(" -–.,:")
        words = folded(phrase)
        if set(words.split()) - _words("generic") - _words("small") and not words.startswith(
            _others()
        ):
            yield phrase


def _known(phrase: str) -> DistrictName | None:
    words = _place_words(phrase)
    is_audit = "audit" in words
    found = [
        (len(place), name)
        for place, name in _places()
        if (name.tipo == "family_audit") == is_audit and _holds(words, place)
    ]
    return max(found, key=lambda each: each[0])[1] if found else None


def _kind(words: str) -> DistrictKind | None:
    """The kind that a name of no known district says by itself."""
    if "audit" in words.split():
        return "family_audit"
    if re.search(r"\bdistretto (?:famiglia |della )?dell\w* |\btematico\b", words):
        return "tematico"
    return "territoriale" if re.match(r"distretto (?:per la )?fami", words) else None


@cache
def _places() -> Sequence[tuple[tuple[str, ...], DistrictName]]:
    """Every place with the district it tells."""
    return [
        (tuple(_place_words(place)), DistrictName(district["nome"], district["tipo"]))
        for district in _registry()["district"]
        for place in district["luoghi"]
    ]


@cache
def _others() -> tuple[str, ...]:
    """What is called a district and is none of families."""
    return tuple(map(folded, _registry()["others"]))


@cache
def _words(name: str) -> frozenset[str]:
    return frozenset(_registry()[name].split())


@cache
def _registry() -> Mapping[str, Any]:
    with open(os.path.join(PACKAGE, "districts.toml"), "rb") as file:
        return tomllib.load(file)


def _place_words(text: str) -> list[str]:
    words = [word for word in folded(text).split() if word not in _words("small")]
    return ["val" if word in ("valle", "valli", "vale") else word for word in words]


def _holds(words: Sequence[str], place: tuple[str, ...]) -> bool:
    size = len(place)
    return any(tuple(words[n : n + size]) == place for n in range(len(words) - size + 1))
