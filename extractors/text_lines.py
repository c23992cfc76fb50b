r"""The lines and paragraphs of a flow, as slices, blanks and bold marks around them left out.

A printed line ends at any of the flow's breaks; a paragraph at `\n`, or in plain text, where lines
are broken by hand, where the next line does not go on with it.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator

_LINE = re.compile(r"[^\n\r\t\v\f *#\xa0][^\n\r\t\v\f]*")
_PARAGRAPH = re.compile(r"[^\n\r\t\v\f *#\xa0][^\n]*")
"""From the first character that is no blank and no mark."""
_MARKS = " \t\r\v\f*#\xa0"
_STOPS = ".;:!?"


def printed_lines(text: str, start: int = 0, end: int | None = None) -> Iterator[slice]:
    """The lines of `text[start:end]` that hold anything, those of a table's cells too."""
    for found in _LINE.finditer(text, start, len(text) if end is None else end):
        start = found.start()
        yield slice(start, start + len(found[0].rstrip(_MARKS)))


def occurrences(text: str, word: str, start: int, end: int) -> Iterator[int]:
    """Where in `text[start:end]` a word or a part of one begins."""
    at = text.find(word, start, end)
    while at >= 0:
        yield at
        at = text.find(word, at + len(word), end)


def paragraphs(text: str, start: int = 0, end: int | None = None) -> Iterator[slice]:
    """The paragraphs of `text[start:end]`; a table's row is one."""
    before: slice | None = None
    for found in _PARAGRAPH.finditer(text, start, len(text) if end is None else end):
        start = found.start()
        here = slice(start, start + len(found[0].rstrip(_MARKS)))
        if before and goes_on(text, before, here):
            before = slice(before.start, here.stop)
            continue
        if before:
            yield before
        before = here
    if before:
        yield before


def goes_on(text: str, before: slice, here: slice) -> bool:
    """Whether a line is the rest of the one before: small letters after no stop, and no table."""
    last = max(before.start, text.rfind("\n", before.start, before.stop))
    return (
        text[here.start].islower()
        and text[before.stop - 1] not in _STOPS
        and text[here.start : here.start + 2] != "- "
        and "\t" not in text[last : here.stop]
    )


def ending(text: str, part: slice) -> str:
    """The last words of a stretch, without the blanks behind them."""
    return text[max(part.start, part.stop - _ENDING_CHARACTERS) : part.stop].rstrip()


_ENDING_CHARACTERS = 200


def begun(
    pattern: str, text: str, start: int = 0, end: int = sys.maxsize, breaks: str = r"\n\r"
) -> Iterator[re.Match[str]]:
    """What begins a line behind blanks and marks, in order.

    The first line is asked apart, since breaks alone are quick to find.
    """
    if start == 0 and (first := re.compile(rf"[ =*#]*{pattern}").match(text, 0, end)):
        yield first
        start = first.end()
    yield from re.compile(rf"[{breaks}][ =*#]*{pattern}").finditer(text, start, end)


def trimmed(text: str, start: int, end: int) -> slice:
    """A stretch without the blanks and bold marks at its ends."""
    part = text[start:end]
    bare = part.lstrip(_MARKS)
    start += len(part) - len(bare)
    return slice(start, start + len(bare.rstrip(_MARKS)))


def is_unfinished(words: str) -> bool:
    """Whether a sentence is broken off: without a stop, or with one that shortens a word (`P.`)."""
    bare = words.rstrip(' "”»)…')
    return bare[-1:] not in _STOPS or bool(_SHORTENED.search(bare))


_SHORTENED = re.compile(r"(?:^|[\s('’])(?:[A-Za-z]|art|artt|co|lett|sig|dott|prot|nn?|pag)\.$")
