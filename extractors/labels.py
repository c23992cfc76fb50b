"""Labels: the words that a form prints before a value, `TITOLO:`, `Obiettivo generale.`, `Tempi`.

Looked up in `schemas/labels.toml`. One slip of an OCR (`TIT0LO`, `OBlETTIVO`, `Cassificazione`) is
forgiven; another word of the same stem is not: `OBIETTIVI`, `Titoli` head chapters and lists, and
differ in the last vowel, which OCR leaves alone.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

import schemas
from schemas.block import BlockKind

LEXICON = Path(schemas.__file__).with_name("labels.toml")

MIN_FUZZY_LETTERS = 5
"""Shorter labels must be printed right: one slip makes another word of them."""

_VOWELS = frozenset("aeiouàèéìòù")


class Template(NamedTuple):
    """One family of forms: its labels by canonical wording, and what opens an intervento."""

    name: str
    kind: BlockKind
    heads: frozenset[str]
    opener: str | None
    labels: Mapping[str, str]
    printed: tuple[str, ...]
    sections: tuple[str, ...]

    def field(self, label: str) -> str | None:
        """The contract's field for a printed label, None where the template has no such label."""
        wanted = canonical(label)
        return self.labels.get(wanted) or _nearest_field(self.name, wanted)


@cache
def templates() -> Mapping[str, Template]:
    """The lexicon, by template name."""
    with LEXICON.open("rb") as file:
        return {name: _template(name, table) for name, table in tomllib.load(file).items()}


def known_field(label: str) -> str | None:
    """The field of a label in whichever template has it."""
    return next((field for t in templates().values() if (field := t.field(label))), None)


def dotted_labels() -> list[str]:
    """The labels that forms print with a full stop, longest first, as they are printed."""
    return sorted(templates()["programma"].printed, key=len, reverse=True)


def section_words() -> list[str]:
    """The headings under which the interventi of a document follow, as they are printed."""
    return [word for template in templates().values() for word in template.sections]


def canonical(label: str) -> str:
    """A label as it is compared: lower case, single blanks, no final full stop or colon."""
    return " ".join(label.split()).rstrip(" .:").casefold()


@cache
def _nearest_field(template: str, wanted: str) -> str | None:
    """The field of the template's label that is one slip away, None if there is none."""
    sizes = range(max(len(wanted) - 1, MIN_FUZZY_LETTERS), len(wanted) + 2)
    labels = templates()[template].labels.items()
    return next((f for label, f in labels if len(label) in sizes and is_slip(wanted, label)), None)


def is_slip(printed: str, label: str) -> bool:
    """Whether one wrong, lost or added character parts the two, and it is not the last vowel."""
    if printed[-1:] != label[-1:] and printed[-1:] in _VOWELS and label[-1:] in _VOWELS:
        return False
    import regex

    return bool(regex.fullmatch(f"(?:{regex.escape(label)}){{e<=1}}", printed))


def _template(name: str, table: Mapping[str, Any]) -> Template:
    labels = {
        canonical(printed): field
        for field, variants in table["labels"].items()
        for printed in variants
    }
    heads = frozenset(canonical(head) for head in table.get("head", ()))
    printed = tuple(label for variants in table["labels"].values() for label in variants)
    sections = tuple(table.get("sections", ()))
    return Template(name, table["intervento"], heads, table.get("opener"), labels, printed, sections)
