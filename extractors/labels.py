"""Labels: the words that a form prints before a value, `TITOLO:`, `Obiettivo generale.`, `Tempi`.

Looked up in `schemas/labels.toml`. One slip of an OCR (`TIT0LO`, `OBlETTIVO`, `Cassificazione`) is
forgiven; another word of the same stem is not: `OBIETTIVI`, `Titoli` head chapters and lists, and
differ in the last vowel, which OCR leaves alone.
"""

from __future__ import annotations

import os
import tomllib
from collections.abc import Mapping
from functools import cache, lru_cache
from typing import Any

from msgspec import Struct

from schemas import PACKAGE
from schemas.block import BlockKind

LEXICON = os.path.join(PACKAGE, "labels.toml")

MIN_FUZZY_LETTERS = 5
"""Shorter labels must be printed right: one slip makes another word of them."""

_LABELS_REMEMBERED = 4096

_VOWELS = frozenset("aeiouàèéìòù")


class Template(Struct, frozen=True, gc=False):
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
        return _field(self.name, label)


@cache
def templates() -> Mapping[str, Template]:
    """The lexicon, by template name."""
    with open(LEXICON, "rb") as file:
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


@lru_cache(_LABELS_REMEMBERED)
def _field(template: str, label: str) -> str | None:
    """The field of the template's label that is printed here, or that is one slip away."""
    labels, wanted = templates()[template].labels, canonical(label)
    if wanted in labels:
        return labels[wanted]
    sizes = range(max(len(wanted) - 1, MIN_FUZZY_LETTERS), len(wanted) + 2)
    near = (label for label in labels if len(label) in sizes and is_slip(wanted, label))
    return labels.get(next(near, ""))


def is_slip(printed: str, label: str) -> bool:
    """Whether one wrong, lost or added character parts the two, and it is not the last vowel.

    One slip leaves one half of the label whole, which few other words share.
    """
    half = len(label) // 2
    if printed[:half] != label[:half] and printed[-half:] != label[-half:]:
        return False
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
    return Template(
        name, table["intervento"], heads, table.get("opener"), labels, printed, sections
    )
