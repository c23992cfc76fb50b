"""The words of measures, from `schemas/measures.toml`: nouns of action, comparators, links."""

from __future__ import annotations

import os
import tomllib
from collections.abc import Mapping
from functools import cache
from typing import Any

from schemas import PACKAGE

LEXICON = os.path.join(PACKAGE, "measures.toml")


@cache
def lexicon() -> Mapping[str, Any]:
    """The whole lexicon, as its file has it."""
    with open(LEXICON, "rb") as file:
        return tomllib.load(file)


@cache
def words(table: str, name: str) -> frozenset[str]:
    """One list of single words, in small letters."""
    return frozenset(lexicon()[table][name].split())


def bare(word: str) -> str:
    """A word in small letters, without signs and elided article: `(Realizzazione:`, `l'ufficio`."""
    word = word.strip(" \t\n\"'’‘“”«»()[].,:;!?*•").lower()
    return word.replace("’", "'").rpartition("'")[2]


def is_action(word: str) -> bool:
    """Whether a word is a noun that an indicator may begin with: `Realizzazione`, `Invio`."""
    word = bare(word)
    return word in words("actions", "nouns") or names_doing(word)


def names_doing(word: str) -> bool:
    """Whether a word in small letters has the ending of a noun of action: `costruzione`."""
    if len(word) < 7 or word in words("actions", "others"):
        return False
    return word.endswith(_endings())


@cache
def _endings() -> tuple[str, ...]:
    return tuple(lexicon()["actions"]["endings"].split())
