"""Labels: the words that a form prints before a value, `TITOLO:`, `Obiettivo generale.`, `Tempi`.

Looked up in `schemas/labels.toml`. One slip of an OCR (`TITULO`, `Cassificazione`) is forgiven, in
labels of many words one in a word, and any number of digits for the letters that they look like,
`0` for O, and of l for I. Another word of the same stem is not: `OBIETTIVI`, `Titoli` head chapters
and lists, and differ in the last vowel, which OCR leaves alone.
"""

from __future__ import annotations

import os
import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from functools import cache, lru_cache
from typing import Any
from unicodedata import combining, normalize

from msgspec import Struct

from schemas import PACKAGE
from schemas.block import BlockKind

LEXICON = os.path.join(PACKAGE, "labels.toml")

MIN_FUZZY_LETTERS = 5
"""Shorter labels must be printed right: one slip makes another word of them."""

_LABELS_REMEMBERED = 1024

_MOST_SECONDS = 1.0
"""Of one comparison with a slip allowed: both sides are a label long, it takes microseconds."""
_MAX_LABEL_CHARACTERS = 100
"""More than any label has, however many blanks stand between its words."""

_VOWELS = frozenset("aeiou")


class Template(Struct, frozen=True, gc=False):
    """One family of forms: its labels by canonical wording, and what opens an intervento."""

    name: str
    kind: BlockKind
    heads: frozenset[str]
    printed_heads: tuple[str, ...]
    opener: str | None
    labels: Mapping[str, str]
    printed: tuple[str, ...]
    sections: tuple[str, ...]
    is_form: bool
    """Whether its headings count only right above a label."""
    is_table: bool = False
    """Whether its labels stand in the header rows of wide tables, and nowhere else."""
    columns: Mapping[str, str] = {}
    """Labels that count in the header row of a wide table only, in prose they are words."""

    def field(self, label: str) -> str | None:
        """The contract's field for a printed label, None where the template has no such label."""
        return _field(self.name, label)

    def label_within(self, cell: str) -> str | None:
        """The label that a cell begins with, the value beside it: `Descrizione Attivare …`."""
        found = _leading(self.name).match(cell)
        return found[0] if found else None


@cache
def templates() -> Mapping[str, Template]:
    """The lexicon's templates, by name."""
    tables = _lexicon()["template"]
    return {name: _template(name, table) for name, table in tables.items()}


@cache
def _other_words() -> frozenset[str]:
    """Words that are one slip from a label, and mean something else."""
    return frozenset(map(canonical, _lexicon()["other_words"]))


@cache
def _lexicon() -> Mapping[str, Any]:
    with open(LEXICON, "rb") as file:
        return tomllib.load(file)


def known_field(label: str) -> str | None:
    """The field of a label in whichever template has it, those of wide tables left out."""
    return next((field for t in written_templates() if (field := t.field(label))), None)


def is_head(label: str) -> bool:
    """Whether an intervento of some template is headed so: `Azione 1.1`."""
    return any(canonical(label) in template.heads for template in written_templates())


def column_field(label: str) -> str | None:
    """The field of a label in the header row of a table of one row an action."""
    return templates()["tabella"].labels.get(canonical(label))


def is_column_label(label: str) -> bool:
    """Whether a cell of a header row is a label."""
    return len(label) <= _MAX_LABEL_CHARACTERS and canonical(label) in _column_labels()


@cache
def _column_labels() -> frozenset[str]:
    known = templates().values()
    return frozenset(label for t in known for label in (*t.labels, *t.columns))


@cache
def written_labels() -> list[str]:
    """The labels that stand before their values, as they are printed, longest first."""
    known = {x for t in written_templates() for x in t.printed}
    return sorted(known, key=lambda label: (-len(label), label))


def labels_alone() -> list[str]:
    """The labels of plans and forms, as they are printed, longest first."""
    known = {x for t in written_templates() if t.kind == "azione" for x in t.printed}
    return sorted(known, key=lambda label: (-len(label), label))


@cache
def written_templates() -> tuple[Template, ...]:
    """The templates whose labels stand before their values."""
    return tuple(template for template in templates().values() if not template.is_table)


def dotted_labels() -> list[str]:
    """The labels that forms print with a full stop, longest first, as they are printed."""
    return sorted(templates()["programma"].printed, key=len, reverse=True)


def section_words() -> list[str]:
    """The headings under which the interventi of a document follow, as they are printed."""
    return [word for template in templates().values() for word in template.sections]


@lru_cache(_LABELS_REMEMBERED)
def canonical(label: str) -> str:
    """A label as it is compared: small letters without accents, single blanks, no final stop.

    A narrow column breaks it behind its hyphen: `Macro-⏎ambito`. A note in brackets behind it is
    none of it: `Descrizione (max 10 righe)`.
    """
    letters = " ".join(label.split()).rstrip(" .:").casefold()
    if not letters.isascii():
        letters = "".join(c for c in normalize("NFKD", letters) if not combining(c))
    if letters[1:2] == letters[3:4] == letters[5:6] == letters[7:8] == " ":
        letters = _without_blanks().get(letters.replace(" ", ""), letters)
    letters = letters.replace("- ", "-")
    if letters[-1:] == ")":
        letters = letters[: max(letters.rfind("("), 0)].rstrip(" .:") or letters
    return letters.translate(_NO_APOSTROPHES)


@cache
def _without_blanks() -> Mapping[str, str]:
    """The labels by their letters alone: `O B I E T T I V O`, `M A C R O - AMBITO`."""
    printed = {canonical(label) for t in _lexicon()["template"].values() for label in _all(t)}
    return {label.replace(" ", ""): label for label in printed}


def _all(table: Mapping[str, Any]) -> Iterator[str]:
    for variants in (*table["labels"].values(), *table.get("columns", {}).values()):
        yield from variants


_NO_APOSTROPHES = str.maketrans("", "", "'’`")


@lru_cache(_LABELS_REMEMBERED)
def _field(template: str, label: str) -> str | None:
    """The field of the template's label that is printed here, or that is one slip away."""
    labels, wanted = templates()[template].labels, canonical(label)
    if wanted in labels:
        return labels[wanted]
    if wanted in _other_words():
        return None
    if found := _by_shape(template).get(_shape(wanted)):
        return found
    near = next((label for label in _as_long(template, len(wanted)) if is_slip(wanted, label)), "")
    if near:
        return labels[near]
    words = wanted.split()
    worn = _of_words(template, len(words)) if len(words) >= _MANY_WORDS else ()
    return next((field for label, field in worn if _is_worn(words, label)), None)


_MANY_WORDS = 3

_SHAPES = str.maketrans("1l|!05", "iiiios")


def _shape(label: str) -> str:
    """A label with letters that recognition takes for each other as one: `TIT0L0`, `Ternpi`."""
    return label.translate(_SHAPES).replace("rn", "m").replace("ni", "m").replace("in", "m")


@cache
def _by_shape(template: str) -> Mapping[str, str]:
    """The fields of the labels that are long enough to be misread."""
    labels = templates()[template].labels.items()
    return {_shape(x): field for x, field in labels if len(x) >= MIN_FUZZY_LETTERS}


@lru_cache(_LABELS_REMEMBERED)
def _as_long(template: str, letters: int) -> tuple[str, ...]:
    """The labels that a slip parts from words of so many letters."""
    sizes = range(max(letters - 1, MIN_FUZZY_LETTERS), letters + 2)
    return tuple(label for label in templates()[template].labels if len(label) in sizes)


@lru_cache(_LABELS_REMEMBERED)
def _of_words(template: str, count: int) -> tuple[tuple[tuple[str, ...], str], ...]:
    """The labels of so many words, and their fields."""
    labels = templates()[template].labels.items()
    parts = ((tuple(label.split()), field) for label, field in labels)
    return tuple((words, field) for words, field in parts if len(words) == count)


def _is_worn(printed: Sequence[str], label: Sequence[str]) -> bool:
    """Whether half of a long label's words are right, and no other has more than one slip.

    `AZIONE V.A.M.T Percentualefi di valutazione`
    """
    slips = [pair for pair in zip(printed, label, strict=True) if pair[0] != pair[1]]
    if 2 * len(slips) > len(label):
        return False
    return all(len(word) >= MIN_FUZZY_LETTERS and is_slip(one, word) for one, word in slips)


@cache
def _leading(template: str) -> re.Pattern[str]:
    printed = sorted(templates()[template].printed, key=len, reverse=True)
    note = r"(?:[ ]?\([^()\n\t]{1,60}\)(?=[ ]*(?:[:\s\v]|\Z)))?"
    labels = "|".join(map(re.escape, printed))
    return re.compile(rf"(?:{labels}){note}(?=[\s:])", re.IGNORECASE)


def is_slip(printed: str, label: str) -> bool:
    """Whether one wrong, lost or added character parts the two, and it is not the last vowel.

    One slip leaves one half of the label whole, which few other words share.
    """
    half = len(label) // 2
    if printed[:half] != label[:half] and printed[-half:] != label[-half:]:
        return False
    ends = printed[-1:], label[-1:]
    if len(printed) == len(label) and ends[0] != ends[1] and _VOWELS.issuperset(ends):
        return False
    import regex

    slip = f"(?:{regex.escape(label)}){{e<=1}}"
    return bool(regex.fullmatch(slip, printed, timeout=_MOST_SECONDS))


def _template(name: str, table: Mapping[str, Any]) -> Template:
    labels, columns = (
        {canonical(p): field for field, variants in of.items() for p in variants}
        for of in (table["labels"], table.get("columns", {}))
    )
    heads = frozenset(canonical(head) for head in table.get("head", ()))
    printed = tuple(label for variants in table["labels"].values() for label in variants)
    sections = tuple(table.get("sections", ()))
    return Template(
        name,
        table["intervento"],
        heads,
        tuple(table.get("head", ())),
        table.get("opener"),
        labels,
        printed,
        sections,
        table.get("is_form", False),
        table.get("is_table", False),
        columns,
    )
