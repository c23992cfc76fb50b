"""The lexicon of a district's programme, `schemas/programme.toml`, ready for comparing."""

from __future__ import annotations

import os
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from typing import Any

from extractors.folding import folded
from schemas import PACKAGE

_LABEL_CHARACTERS = 200
"""What is longer is no label."""


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
    return next(all_named_by_words(table, label), None)


def all_named_by_words(table: str, label: str) -> Iterator[str]:
    """The names that have such a phrase, in the file's order; once for each of its phrases."""
    if len(label) > _LABEL_CHARACTERS:
        return
    parts, sizes = _parts(table)
    found = {word[:size] for word in folded(label).split() for size in sizes} & parts
    if found:
        yield from (name for name, phrase in _phrases(table) if found.issuperset(phrase))


@cache
def _parts(table: str) -> tuple[frozenset[str], frozenset[int]]:
    """Every word of a table's phrases, and how long they are."""
    parts = frozenset(part for _, phrase in _phrases(table) for part in phrase)
    return parts, frozenset(map(len, parts))


def named_exactly(table: str, head: str) -> str | None:
    """The name that lists these very words."""
    return (
        _exact(table).get(tuple(folded(head).split())) if len(head) <= _LABEL_CHARACTERS else None
    )


@cache
def _exact(table: str) -> Mapping[tuple[str, ...], str]:
    return {phrase: name for name, phrase in reversed(_phrases(table))}


def is_row_label(text: str) -> bool:
    """Whether words in capitals label a row of a district's data: `COORDINATRICE ISTITUZIONALE`.

    `PAGINA FACEBOOK` and `TAVOLO FAMIGLIA` may, and they may be titles of actions.
    """
    name = named_row(text)
    is_open = name in CONTACTS or name == "group"
    return name is not None and (not is_open or "distretto" in folded(text).split())


def named_row(text: str) -> str | None:
    """What a row of a district's data holds whose label words in capitals may be."""
    words = folded(text).split() if text.isupper() else []
    if not 1 < len(words) <= _MAX_LABEL_WORDS or any(map(str.isdigit, text)):
        return None
    starts = words[0] in word_set("label_starts", "words") or _names(words[0]) is not None
    return _names(text) if starts else None


def _names(words: str) -> str | None:
    return named_by_words("roles", words) or named_by_words("labels", words)


CONTACTS = ("email", "sito_web", "facebook", "telefono", "indirizzo")


_MAX_LABEL_WORDS = 9


def is_unknown(value: str) -> bool:
    """Whether a value says that there is none yet: `TBD`, `da definire`, `-`, `____`."""
    is_short = len(value) <= _LABEL_CHARACTERS
    return is_short and folded(value) in word_set("unknown", "values")
