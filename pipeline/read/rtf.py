r"""Rich Text Format (.rtf): decoded by striprtf, its tables marked for it beforehand.

    \trowd … \intbl Titolo.\cell\pard\intbl CONVENZIONI\cell\row

striprtf sets a bar for the end of a cell and a line feed for that of a paragraph, in a table or
not: so before it reads them these control words give way to signs of our own, by which rows and
cells are told afterwards. Not read: running heads and feet, notes, text boxes, pictures.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from pipeline.errors import DocumentError
from pipeline.read import Reading
from pipeline.read.flowing import PAGE_BREAK, Block, Cell, Table, damaged, reading

MAX_RTF_BYTES = 8 * 1024 * 1024
"""Without its pictures, a larger file is refused: some two thousand pages."""

_MAX_FONTS = 1_000
"""Fonts that a file may list: striprtf looks for each in all of the list."""

_MAX_FONT_TABLE = 100_000
"""Characters of the list of fonts."""

_CELL, _ROW, _PARAGRAPH, _PAGE, _COVERED = "\ufdd0", "\ufdd1", "\ufdd2", "\ufdd3", "\ufdd4"
"""Characters that Unicode keeps for a program's own use, in place of control words."""

_CODES = {
    sign: rf"{{\uc1\u{ord(sign) - 0x10000}?}}"
    for sign in (_CELL, _ROW, _PARAGRAPH, _PAGE, _COVERED)
}


def read_rtf(data: bytes, media_type: str) -> Reading:
    """Pages of an RTF file; one, unless its author breaks them.

    Raises:
        DocumentError: `too_large`, `damaged_document`, `no_text_layer`.
    """
    source = _pictures().sub("", _without_binary(data.decode("latin-1")))
    if len(source) > MAX_RTF_BYTES:
        raise DocumentError(
            "too_large",
            f"the RTF file has {len(source)} bytes of text; the limit is {MAX_RTF_BYTES}",
            "Open it, save it as PDF, in parts if need be, and extract those.",
        )
    _check_fonts(source)
    from striprtf.striprtf import rtf_to_text

    try:
        marked = _controls().sub(_Marker(), source)
        text: str = rtf_to_text(marked, errors="replace")  # type: ignore[no-untyped-call]
    except Exception as error:  # a library may raise anything at a broken file
        raise damaged("RTF file", error) from error
    text = text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    return reading(media_type, _blocks(text))


def _check_fonts(source: str) -> None:
    """Refuses a list of fonts that striprtf would go through again and again."""
    start = source.find(r"\fonttbl")
    if start < 0:
        return
    depth = 1
    for brace in re.finditer("[{}]", source[start : start + _MAX_FONT_TABLE]):
        depth += 1 if brace[0] == "{" else -1
        if not depth:
            fonts = re.findall(r"\\f\d", source[start : start + brace.start()])
            if len(fonts) <= _MAX_FONTS:
                return
            break
    raise damaged("RTF file", f"its list of fonts is endless, or holds more than {_MAX_FONTS}")


@cache
def _pictures() -> re.Pattern[str]:
    """Pictures in hexadecimal, which no text looks like."""
    return re.compile(r"(?:[0-9a-fA-F]{32,}+[\r\n ]*+){4,}+[0-9a-fA-F]*+")


@cache
def _controls() -> re.Pattern[str]:
    return re.compile(
        r"\\(?:[\\{}]|(?P<word>pard|intbl|par|cell|nestcell|row|nestrow|page|sect|fldinst|deleted|v"
        r"|pagebb|trowd|clvmrg|cellx-?\d{1,9}"
        r"|line|u(?P<code>-?\d{1,10}))(?P<off>0)?(?![a-zA-Z0-9])[ ]?)"
    )


@cache
def _binary() -> re.Pattern[str]:
    return re.compile(r"\\bin(\d{1,9}) ?")


def _without_binary(source: str) -> str:
    r"""The file without the bytes that follow `\bin`, which may look like anything."""
    kept: list[str] = []
    at = 0
    while found := _binary().search(source, at):
        kept.append(source[at : found.start()])
        at = found.end() + int(found[1])
    return "".join(kept) + source[at:]


class _Marker:
    r"""Replaces control words for tables and pages by characters, from the file's beginning on.

    What is hidden (`\v`) or deleted becomes an ignored group; the instructions of a field change
    their name, for striprtf would look through all of the file for links.
    """

    def __init__(self) -> None:
        self._in_table = False
        self._covered: list[bool] = []
        """Of the row at hand, which of its cells one above reaches down over."""
        self._is_next_covered = False
        self._cell = 0

    def __call__(self, control: re.Match[str]) -> str:
        """What stands in place of a control word."""
        word = control["word"]
        if word is None:
            return control[0]
        if control["code"]:
            is_letter = -0x8000 <= int(control["code"]) < 0x10000
            return control[0] if is_letter else r"\u-3?"
        if word in ("trowd", "clvmrg", "row") or word.startswith("cellx"):
            self._define(word)
        if word in ("pard", "intbl", "cell", "nestcell"):
            self._in_table = word != "pard"
        if word == "cell":
            self._cell += 1
            is_covered = self._covered[self._cell - 1 : self._cell] == [True]
            return (_CODES[_COVERED] if is_covered else "") + _CODES[_CELL]
        if word in _BY_PLACE:
            return _BY_PLACE[word][self._in_table] or control[0]
        if word in ("deleted", "v"):
            return control[0] if control["off"] else r"\*"
        return _ALWAYS.get(word, control[0])

    def _define(self, word: str) -> None:
        """Take in what is said of a row's cells before they come."""
        if word == "trowd":
            self._covered, self._is_next_covered = [], False
        elif word == "clvmrg":
            self._is_next_covered = True
        elif word == "row":
            self._cell = 0
        elif len(self._covered) < _MAX_CELLS:
            self._covered.append(self._is_next_covered)
            self._is_next_covered = False


_MAX_CELLS = 1_000
"""Cells of a row that are told apart."""

_ALWAYS = {
    "pagebb": _CODES[_PAGE],
    "nestcell": _CODES[_CELL],
    "row": _CODES[_ROW],
    "nestrow": _CODES[_ROW],
    "fldinst": r"\fldtype ",
}
_BY_PLACE = {
    "par": ("", _CODES[_PARAGRAPH]),
    "line": ("", _CODES[_PARAGRAPH]),
    "page": (_CODES[_PAGE], _CODES[_PARAGRAPH]),
    "sect": (_CODES[_PAGE], _CODES[_PARAGRAPH]),
}
"""Outside a table and in one; nothing where the control word stays."""


def _blocks(text: str) -> Iterator[Block]:
    """Paragraphs, and tables of the rows that follow each other."""
    rows: list[tuple[Cell, ...]] = []
    for part in _parts(text):
        if isinstance(part, tuple):
            rows.append(part)
            continue
        if rows and part.strip():
            yield Table(tuple(rows))
            rows = []
        if part == PAGE_BREAK or not rows:
            yield part
    if rows:
        yield Table(tuple(rows))


def _parts(text: str) -> Iterator[str | tuple[Cell, ...]]:
    """Paragraphs, page breaks and rows, in order.

    The text before the first cell of a row, back to the last end of a paragraph outside tables, is
    that cell's.
    """
    for number, page in enumerate(text.split(_PAGE)):
        if number:
            yield PAGE_BREAK
        *rows, rest = page.split(_ROW)
        for row in rows:
            first, *cells = row.split(_CELL)
            *before, first = first.split("\n")
            yield from before
            if cells:
                texts = [first, *cells[:-1]]
                yield tuple(_cell(each) for each in texts)
        yield from rest.replace(_CELL, "\n").replace(_PARAGRAPH, "\n").split("\n")


def _cell(text: str) -> Cell:
    return Cell((text.replace(_PARAGRAPH, "\n").replace(_COVERED, ""),), _COVERED in text)
