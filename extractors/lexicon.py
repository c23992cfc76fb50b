"""The lexicon of a district's programme, `schemas/programme.toml`, ready for comparing."""

from __future__ import annotations

import os
import tomllib
from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any

from extractors.folding import folded
from schemas import PACKAGE


@cache
def lexicon() -> Mapping[str, Any]:
    """The file's tables."""
    with open(os.path.join(PACKAGE, "programme.toml"), "rb") as file:
        return tomllib.load(file)


@cache
def word_set(table: str, name: str) -> frozenset[str]:
    """Words that the file gives as one text or as a list."""
    words = lexicon()[table][name]
    return frozenset(words.split() if isinstance(words, str) else map(folded, words))


@cache
def _phrases(table: str) -> Sequence[tuple[str, tuple[str, ...]]]:
    """Each phrase of a table with its name, in the file's order: `("telefono", ("tel",))`."""
    return [
        (name, tuple(folded(phrase).split()))
        for name, phrases in lexicon()[table].items()
        for phrase in phrases
    ]


def named_by_words(table: str, label: str) -> str | None:
    """The first name that has a phrase whose words all begin words of the label."""
    words = folded(label).split()
    for name, phrase in _phrases(table):
        if all(any(word.startswith(part) for word in words) for part in phrase):
            return name
    return None


def named_exactly(table: str, head: str) -> str | None:
    """The name that lists these very words."""
    words = tuple(folded(head).split())
    return next((name for name, phrase in _phrases(table) if phrase == words), None)


def is_unknown(value: str) -> bool:
    """Whether a value says that there is none yet: `TBD`, `da definire`, `-`, `____`."""
    return folded(value) in word_set("unknown", "values")
