r"""RTF's control words for tables, pages and fonts, made into what striprtf lets through.

    \trowd … \intbl Titolo.\cell\pard\intbl CONVENZIONI\cell\row

striprtf sets a bar for the end of a cell and a line feed for that of a paragraph, in a table or
not, and knows of no table in another. So before it reads them these words give way to signs of our
own. Its list of fonts gives way to one that it reads in a time that can be told.
"""

from __future__ import annotations

import re
from functools import cache

CELL, ROW, PARAGRAPH, PAGE, COVERED = "\ufdd0", "\ufdd1", "\ufdd2", "\ufdd3", "\ufdd4"
"""Characters that Unicode keeps for a program's own use, in place of control words."""

INNER_CELL, INNER_ROW, INNER_PARAGRAPH = "\ufdd5", "\ufdd6", "\ufdd7"
"""The same of a table in a table; how deep it is stands behind."""

LEVEL, DEEPEST = 0xFDD8, 20
"""What stands behind is this character and so many more; tables deeper than that are one."""

_MAX_FONTS, _MAX_FONT_TABLE = 1_000, 100_000
"""Fonts that are looked at, and characters of their list."""

_MAX_CELLS = 1_000
"""Cells of a row that are told apart."""


def marked(source: str) -> str:
    """The file with signs in place of control words, and with a list of fonts that is harmless."""
    fonts = _fonts(source)
    source = source.replace(r"\fonttbl", r"\colortbl").replace(
        r"{\*\nesttableprops", r"{\nesttableprops"
    )
    head = _head().match(source)
    at = head.end() if head else 0
    return source[:at] + fonts + _controls().sub(_Marker(), source[at:])


@cache
def _head() -> re.Pattern[str]:
    return re.compile(r"\s*+\{\\rtf\d{0,9}")


def _fonts(source: str) -> str:
    r"""The list of fonts, each with nothing but its number and its character set.

    striprtf goes through the original for each font that is in it, and through what follows for
    each `\fcharset`: of five kilobytes of those it makes no end.
    """
    start = source.find(r"\fonttbl")
    if start < 0:
        return ""
    depth, end = 1, min(len(source), start + _MAX_FONT_TABLE)
    for brace in re.finditer("[{}]", source[start:end]):
        depth += 1 if brace[0] == "{" else -1
        if not depth:
            end = start + brace.start()
            break
    found: dict[str, str] = {}
    font = ""
    for word in re.finditer(r"\\f(charset)?(\d{1,5})", source[start:end]):
        if not word[1]:
            font = word[2]
        elif font and len(found) < _MAX_FONTS:
            found.setdefault(font, word[2])
    listed = "".join(rf"{{\f{font}\fcharset{number} x;}}" for font, number in found.items())
    return rf"{{\fonttbl{listed}}}"


@cache
def _controls() -> re.Pattern[str]:
    return re.compile(
        r"\\(?:(?P<path>\\(?=bin))|[\\{}]|(?P<word>bin[a-z]{0,20}(?:-?\d{1,9})?|pard|intbl|par|cell|nestcell|row|nestrow|page|sect|fldinst|deleted|v"
        r"|pagebb|trowd|clvmrg|cellx-?\d{1,9}|itap(?P<depth>\d{1,9})|nesttableprops"
        r"|line|u(?P<code>-?\d{1,10}))(?P<off>0)?(?![a-zA-Z0-9])[ ]?)"
    )


def _code(sign: str) -> str:
    return rf"{{\uc1\u{ord(sign) - 0x10000}?}}"


class _Marker:
    r"""Replaces control words for tables and pages by characters, from the file's beginning on.

    What is hidden (`\v`) or deleted becomes an ignored group; the instructions of a field change
    their name, for striprtf would look through all of the file for links. It must not meet `\bin`
    either, of a printer's or in a path: it would leave out pictures that it cannot tell the end of.
    """

    def __init__(self) -> None:
        self._depth = 0
        """How many tables are around the paragraph at hand."""
        self._covered: list[bool] = []
        """Of the row at hand, which of its cells one above reaches down over."""
        self._is_next_covered = False
        self._is_inner_row = False
        """Whether what is said of cells is of a table in a table: it comes behind them."""
        self._cell = 0

    def __call__(self, control: re.Match[str]) -> str:
        """What stands in place of a control word."""
        word = control["word"]
        if word is None:
            return r"\'5c" if control["path"] else control[0]
        if control["code"]:
            is_letter = -0x8000 <= int(control["code"]) < 0x10000
            return control[0] if is_letter else r"\u-3?"
        if word in ("deleted", "v"):
            return control[0] if control["off"] else r"\*"
        if word in ("pard", "intbl", "cell", "nestcell") or control["depth"]:
            self._place(word, control["depth"])
        self._define(word)
        if word.startswith("bin"):
            return "{}"
        return self._sign(word) or _ALWAYS.get(word, control[0])

    def _sign(self, word: str) -> str:
        """The sign for an end of a cell, a row, a paragraph or a page; nothing for other words."""
        if word == "cell":
            self._cell += 1
            is_covered = self._covered[self._cell - 1 : self._cell] == [True]
            return (_code(COVERED) if is_covered else "") + _code(CELL)
        if word in _INNER:
            return _code(_INNER[word]) + self._level()
        if word not in _BREAKS or not self._depth:
            return _BREAKS.get(word, "")
        return _code(INNER_PARAGRAPH) + self._level() if self._depth > 1 else _code(PARAGRAPH)

    def _place(self, word: str, depth: str | None) -> None:
        """Take in how deep the paragraph stands."""
        if depth:
            self._depth = min(int(depth), DEEPEST)
        elif word == "nestcell":
            self._depth = max(2, self._depth)
        else:
            self._depth = 0 if word == "pard" else max(1, self._depth)

    def _level(self) -> str:
        return _code(chr(LEVEL + max(2, self._depth)))

    def _define(self, word: str) -> None:
        """Take in what is said of a row's cells before they come."""
        if word in ("nesttableprops", "nestrow"):
            self._is_inner_row = word == "nesttableprops"
        elif self._is_inner_row:
            return
        elif word == "trowd":
            self._covered, self._is_next_covered = [], False
        elif word == "clvmrg":
            self._is_next_covered = True
        elif word == "row":
            self._cell = 0
        elif word.startswith("cellx") and len(self._covered) < _MAX_CELLS:
            self._covered.append(self._is_next_covered)
            self._is_next_covered = False


_ALWAYS = {
    "pagebb": _code(PAGE),
    "row": _code(ROW),
    "nesttableprops": "{}",
    "fldinst": r"\fldtype ",
}
_INNER = {"nestcell": INNER_CELL, "nestrow": INNER_ROW}
_BREAKS = {"par": "", "line": "", "page": _code(PAGE), "sect": _code(PAGE)}
"""What ends a paragraph in a table; outside one a page, or nothing else than the word says."""
