"""The taxonomy's editions and their crosswalk, from `schemas/taxonomies/` and a folder of the user.

An edition is a CSV, one row a concept: a macro area, a field below it, an entry below that. The
letters and numbers mean other things in each edition, so a code is nothing without its edition.
What a source does not say is empty; a macro area or field without a name is called by its code.
"""

from __future__ import annotations

import os
import re
from collections.abc import Mapping, Sequence
from functools import cache, cached_property
from typing import Any, Literal

from msgspec import Struct

from schemas import PACKAGE

FOLDER = os.path.join(PACKAGE, "taxonomies")

Level = Literal["macro_ambito", "campo", "voce"]
Relation = Literal["exactMatch", "closeMatch", "broadMatch"]


class TaxonomyError(Exception):
    """A folder of taxonomies that cannot be used: where, what is wrong, what to do."""


class Concept(Struct, frozen=True, gc=False):
    """A row of an edition."""

    level: Level
    code: str
    """Empty where the edition has no codes."""
    label: str
    """Empty where no source gives one."""
    variants: tuple[str, ...]
    """Other spellings of the label that acts print."""
    broader: str
    """The code of the concept above; empty for a macro area."""
    valid_from: int | None
    valid_to: int | None
    source: str

    @property
    def name(self) -> str:
        """What it is called: its label, or its code."""
        return self.label or self.code


class Edition(Struct, frozen=True, dict=True):
    """One edition: what it is called, who uses it when, and its concepts."""

    name: str
    title: str
    used_by: str | None
    """The kind of document, as in `Documento.tipo`; None where any may."""
    years: tuple[int, int | None] | None
    """First and last year its use is evidenced for; the last is open where it is None."""
    shape: str
    """A regular expression that its codes match; empty where it has none."""
    with_label: bool
    """Whether a code counts only with its label behind it, since other things look like it."""
    concepts: tuple[Concept, ...]

    @cached_property
    def by_code(self) -> Mapping[str, Concept]:
        """Its concepts that have a code."""
        return {concept.code: concept for concept in self.concepts if concept.code}

    @cached_property
    def entries(self) -> Sequence[Concept]:
        """What a document can be classified as."""
        return [concept for concept in self.concepts if concept.level == "voce"]

    def above(self, code: str, level: Level) -> Concept | None:
        """The field or macro area of a code; for one it does not list, by how the code begins."""
        concept = self.by_code.get(code)
        while concept and concept.level != level:
            concept = self.by_code.get(concept.broader)
        if concept or code in self.by_code:
            return concept
        return next((each for each in self.concepts if _is_under(code, each, level)), None)

    def printed_code(self, text: str) -> str | None:
        """The code of its shape that a printed entry begins with, without blanks."""
        found = re.match(rf"(?:{self.shape})(?![\w-])", text) if self.shape else None
        return found[0].replace(" ", "") if found else None


def _is_under(code: str, concept: Concept, level: Level) -> bool:
    return concept.level == level and bool(concept.code) and code.startswith(concept.code)


class Match(Struct, frozen=True, gc=False):
    """A row of the crosswalk, seen from one of its ends."""

    relation: Relation
    edition: str
    code: str


class Taxonomies(Struct, frozen=True, dict=True):
    """All editions, and what of one is what in another."""

    editions: Mapping[str, Edition]
    crosswalk: Mapping[tuple[str, str], tuple[Match, ...]]
    """By edition and code."""

    @cached_property
    def shapes(self) -> re.Pattern[str]:
        """The codes that part the entries of a cell, one group an edition, longest shapes first."""
        shapes = sorted(
            {each.shape for each in self.editions.values() if each.shape and not each.with_label},
            key=lambda shape: (-len(shape), shape),
        )
        return re.compile(rf"\b(?:{'|'.join(shapes) or '(?!)'})\b")


@cache
def taxonomies(folder: str | None = None) -> Taxonomies:
    """The project's editions, with those of a folder of the user added or put in their place.

    Raises:
        TaxonomyError: a file of the folder is not what it should be.
    """
    from schemas.taxonomy_files import read_crosswalk, read_editions

    editions = read_editions(FOLDER, {})
    rows = read_crosswalk(FOLDER, editions)
    if folder is not None:
        editions = read_editions(folder, editions)
        added = read_crosswalk(folder, editions)
        again = {(row[0], row[3]) for row in added}
        rows = [row for row in rows if (row[0], row[3]) not in again] + added
    return Taxonomies(editions, _both_ways(rows, editions))


def _both_ways(
    rows: Sequence[tuple[str, str, Relation, str, str]], editions: Mapping[str, Edition]
) -> dict[tuple[str, str], tuple[Match, ...]]:
    """The crosswalk by each of its ends: what is exact or close is so both ways."""
    found: dict[tuple[str, str], dict[tuple[str, str], Match]] = {}
    for edition, code, relation, other, other_code in rows:
        if code not in editions[edition].by_code or other_code not in editions[other].by_code:
            continue
        match = Match(relation, other, other_code)
        found.setdefault((edition, code), {})[other, other_code] = match
        if relation != "broadMatch":
            back = Match(relation, edition, code)
            found.setdefault((other, other_code), {}).setdefault((edition, code), back)
    return {end: tuple(matches.values()) for end, matches in found.items()}


@cache
def matching() -> Mapping[str, float]:
    """The numbers of `matching.toml`, by name."""
    import tomllib

    with open(os.path.join(FOLDER, "matching.toml"), "rb") as file:
        tables: Mapping[str, Mapping[str, Any]] = tomllib.load(file)
    return {name: float(table["value"]) for name, table in tables.items()}
