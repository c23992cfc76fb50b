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

from msgspec import Struct

from pipeline.repair.edit import Edit

ACCENT, LONE, LOOK_ALIKE = "MOJ001", "MOJ002", "MOJ003"

_LOOK_ALIKES = dict(zip("аеіорсухјѕАВЕЅІЈКМНОРСТХУ", "aeiopcyxjsABESIJKMHOPCTXY", strict=True))
_NEIGHBOUR_CHARACTERS = 40
_MIXED_RUN_LETTERS = 2
"""Damage in a Latin word is one letter, seldom two side by side; three are a word."""


def _undamaged(letter: str) -> str:
    """The letter whose Windows-1252 byte reads as this one in Windows-1251; itself if none."""
    try:
        return letter.encode("cp1251").decode("cp1252")
    except UnicodeError:
        return letter


_ORIGINAL = {c: _undamaged(c) for c in map(chr, range(0x400, 0x500)) if _undamaged(c) != c}


class _Run(Struct, frozen=True, gc=False):
    """Neighbouring Cyrillic letters, and whether a Latin letter touches them."""

    start: int
    letters: str
    is_mixed: bool
    ends_word: bool


def mend_mojibake(text: str) -> tuple[str, list[Edit]]:
    """The text put right, of the same length, and each edit."""
    runs = [_run(text, start, end) for start, end in _cyrillic_runs(text)]
    if not runs:
        return text, []
    has_foreign = any(not run.is_mixed and len(run.letters) > 1 for run in runs)
    is_damaged = any(_is_proof(run) for run in runs)
    edits: list[Edit] = []
    for run in runs:
        edits += _edits(text, run, is_damaged, has_foreign)
    parts, at = [], 0
    for edit in edits:
        parts += (text[at : edit.start], edit.after)
        at = edit.start + len(edit.before)
    return "".join((*parts, text[at:])), edits


def _cyrillic_runs(text: str) -> list[tuple[int, int]]:
    """Bounds of the runs of letters U+0400 to U+04FF.

    Found by the high byte of their UTF-16 code: a tenth of the time of a character class.
    """
    data = text.encode("utf-16-be", "surrogatepass")
    if len(data) != 2 * len(text):
        return [match.span() for match in re.finditer("[\u0400-\u04ff]+", text)]
    runs: list[tuple[int, int]] = []
    at = data.find(b"\x04")
    while at >= 0:
        letter = at // 2
        if at % 2 == 0:
            joined = bool(runs) and runs[-1][1] == letter
            runs.append((runs.pop()[0] if joined else letter, letter + 1))
        at = data.find(b"\x04", at + 1)
    return runs


def _run(text: str, start: int, end: int) -> _Run:
    letters = text[start:end]
    ends_word = not text[end : end + 1].isalpha()
    touches = not ends_word or (start > 0 and text[start - 1].isalpha())
    return _Run(start, letters, touches and len(letters) <= _MIXED_RUN_LETTERS, ends_word)


def _is_proof(run: _Run) -> bool:
    """In a Latin word: a letter without a Latin double, or an accent at the end (`comunitа`)."""
    return run.is_mixed and any(
        letter in _ORIGINAL and (letter not in _LOOK_ALIKES or run.ends_word)
        for letter in run.letters
    )


def _edits(text: str, run: _Run, is_damaged: bool, has_foreign: bool) -> list[Edit]:
    if run.is_mixed:
        rule, table = (ACCENT, _ORIGINAL) if is_damaged else (LOOK_ALIKE, _LOOK_ALIKES)
    elif len(run.letters) == 1 and not (has_foreign and _in_cyrillic(text, run.start)):
        rule, table = LONE, _ORIGINAL
    else:
        return []
    return [
        Edit(rule, offset, letter, table[letter])
        for offset, letter in enumerate(run.letters, run.start)
        if letter in table
    ]


def _in_cyrillic(text: str, at: int) -> bool:
    """Whether the word before or after a lone letter is Cyrillic."""
    before = re.search(r"(\w+)\W*\Z", text[max(0, at - _NEIGHBOUR_CHARACTERS) : at])
    after = re.match(r"\W*(\w+)", text[at + 1 : at + 1 + _NEIGHBOUR_CHARACTERS])
    return any(word and "\u0400" <= word[1][0] <= "\u04ff" for word in (before, after))
