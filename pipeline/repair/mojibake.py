"""Italian text whose accents came out Cyrillic: Windows-1252 bytes that were read as Windows-1251.

`comunitа`, `nonchй`, `mercoledм`, `И previsto`, `Ђ 80,00` for comunità, nonché, mercoledì,
È previsto, € 80,00. Each letter goes back through the two code pages; no letter becomes two.

What is damage is decided by the document. A Cyrillic letter in a Latin word is damage. Where no
letter of the document could only be damage (all have a Latin double, `сomune` with a Cyrillic с),
they are look-alikes, and the Latin double is meant. A letter by itself is damage unless it stands
in a Cyrillic sentence. Words of Cyrillic letters are left alone: they are somebody's language.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

ACCENT, LONE, LOOK_ALIKE = "MOJ001", "MOJ002", "MOJ003"

_CYRILLIC = re.compile("[\u0400-\u04ff]+")
_LOOK_ALIKES = dict(zip("аеіорсухјѕАВЕЅІЈКМНОРСТХУ", "aeiopcyxjsABESIJKMHOPCTXY", strict=True))
_MIXED_RUN_LETTERS = 2
"""Damage in a Latin word is one letter, seldom two side by side; three are a word."""


def _undamaged(letter: str) -> str:
    """The letter whose Windows-1252 byte reads as this one in Windows-1251; itself if none."""
    try:
        return letter.encode("cp1251").decode("cp1252")
    except UnicodeError:
        return letter


_ORIGINAL = {c: _undamaged(c) for c in map(chr, range(0x400, 0x500)) if _undamaged(c) != c}


class _Run(NamedTuple):
    """Neighbouring Cyrillic letters, and whether a Latin letter touches them."""

    start: int
    letters: str
    is_mixed: bool
    ends_word: bool


def mend_mojibake(text: str) -> tuple[str, list[tuple[str, int, str, str]]]:
    """The text put right, of the same length, and each edit as rule, offset, before, after."""
    runs = [_run(text, match) for match in _CYRILLIC.finditer(text)]
    if not runs:
        return text, []
    foreign = [run for run in runs if not run.is_mixed and len(run.letters) > 1]
    is_damaged = any(_is_proof(run) for run in runs)
    edits: list[tuple[str, int, str, str]] = []
    for run in runs:
        edits += _edits(text, run, is_damaged, bool(foreign))
    parts, at = [], 0
    for _, start, before, after in edits:
        parts += (text[at:start], after)
        at = start + len(before)
    return "".join((*parts, text[at:])), edits


def _run(text: str, match: re.Match[str]) -> _Run:
    start, end = match.span()
    letters = match[0]
    ends_word = not text[end : end + 1].isalpha()
    touches = not ends_word or (start > 0 and text[start - 1].isalpha())
    return _Run(start, letters, touches and len(letters) <= _MIXED_RUN_LETTERS, ends_word)


def _is_proof(run: _Run) -> bool:
    """In a Latin word: a letter without a Latin double, or an accent at the end (`comunitа`)."""
    return run.is_mixed and any(
        letter in _ORIGINAL and (letter not in _LOOK_ALIKES or run.ends_word)
        for letter in run.letters
    )


def _edits(
    text: str, run: _Run, is_damaged: bool, has_foreign: bool
) -> Iterator[tuple[str, int, str, str]]:
    if run.is_mixed:
        rule, table = (ACCENT, _ORIGINAL) if is_damaged else (LOOK_ALIKE, _LOOK_ALIKES)
    elif len(run.letters) == 1 and not (has_foreign and _in_cyrillic(text, run.start)):
        rule, table = LONE, _ORIGINAL
    else:
        return
    for offset, letter in enumerate(run.letters, run.start):
        if letter in table:
            yield rule, offset, letter, table[letter]


_WORD_BEFORE = re.compile(r"(\w+)\W*\Z")
_WORD_AFTER = re.compile(r"\W*(\w+)")
_NEIGHBOUR_CHARACTERS = 40


def _in_cyrillic(text: str, at: int) -> bool:
    """Whether the word before or after a lone letter is Cyrillic."""
    before = _WORD_BEFORE.search(text[max(0, at - _NEIGHBOUR_CHARACTERS) : at])
    after = _WORD_AFTER.match(text[at + 1 : at + 1 + _NEIGHBOUR_CHARACTERS])
    return any(m is not None and bool(_CYRILLIC.match(m[1])) for m in (before, after))
