"""Recognised words become the lines of a page, as if a PDF had printed them.

Engines box a word by its ink: `sono` is lower than `degli`. The layout compares lines by their
height, so each line gets the size of its type, as its letters tell, and stands on its base line.
"""

from __future__ import annotations

import re
from array import array
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from statistics import median

from msgspec import Struct
from msgspec.structs import replace

from pipeline.read.paged import WIDE_GAP
from pipeline.read.pdf_glyphs import ASCENT, DESCENT
from pipeline.read.recognise.engine import Seen
from pipeline.read.recognise.mended import Bar
from schemas.page import Lines, LooseLine

_TALL = frozenset("bdfhkltiABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789ÀÈÉÌÒÙàèéìòùäöüß()[]/|!?\"'’“”«%&€")
_DEEP = frozenset("gjpqyQçÇ()[]/|,;")
_TALL_SIZES, _LOW_SIZES, _DEEP_SIZES = 0.72, 0.53, 0.2
"""Of the type's size: how high capitals and small letters stand, how deep tails hang."""

_LETTERS = 3
"""A shorter word tells its size badly."""

_SAME_SIZE = 1.12
"""Sizes this near are one: what parts them is the noise of the scan."""

_MANY, _SPECKLED = 4, 1.2
"""Where so many words of a line are this much higher than a third, specks are in their boxes."""

_LEVEL = 0.3
"""Base lines no farther apart than this many sizes are one."""

_FAINT = 0.25
"""A mark that an engine is less sure of is dropped if it has no letter or digit."""

_SPECK = 0.12
"""So is one alone that is no larger than this share of the page's type, whatever it was read as."""


class Run(Struct):
    """Words on one base line that no wide gap and no rule parts."""

    words: list[Seen]
    base: float
    size: float

    @property
    def x0(self) -> float:
        """Where it begins, in pixels."""
        return self.words[0].x0

    @property
    def x1(self) -> float:
        """Where it ends."""
        return self.words[-1].x1


class Recognised(Struct, frozen=True):
    """The text of a page with its lines, and how sure the engine is of each word."""

    text: str
    lines: Lines
    confidences: array[float]
    dropped: int


def recognised(seen: Sequence[Seen], down: Sequence[Bar], scale: float) -> Recognised:
    """The lines of a page, from its top; `down` are its ruled lines, `scale` is pixels a point."""
    speck = _SPECK * type_size(seen)
    words = [word for word in seen if _is_word(word, speck)]
    runs = list(_cleared(_level(_runs(words, down), down)))
    _smooth(runs)
    parts, lines, sure, at = [], [], array("d"), 0
    for run in _in_order(runs):
        parts.append(" ".join(word.text for word in run.words))
        lines.append(_line(run, at, scale))
        sure.extend(word.confidence for word in run.words)
        at += len(parts[-1]) + 1
    return Recognised("\n".join(parts), Lines(lines), sure, len(seen) - len(sure))


def type_size(seen: Iterable[Seen]) -> float:
    """The size of most words, in pixels; 0 where there are none."""
    return median([_size(word) for word in seen if len(word.text) >= _LETTERS] or [0.0])


def _is_word(word: Seen, speck: float) -> bool:
    if any(map(str.isalnum, word.text)):
        return True
    return word.confidence >= _FAINT and max(word.x1 - word.x0, word.bottom - word.top) > speck


def _cleared(runs: Iterable[Run]) -> Iterator[Run]:
    """Runs without what is left of rules at their ends: `| TERRITORIALE`, `_Titolo.`, `. Azioni`.

    A bar before small letters is the article `I`, misread; a run of nothing else stays as it is.
    """
    for run in runs:
        words = run.words
        first, past = 0, len(words)
        while first < past - 1 and words[first].text in _LEFTOVERS and _opens(words[first + 1]):
            first += 1
        while first < past - 1 and words[past - 1].text in _LEFTOVERS_BEHIND:
            past -= 1
        kept = _unquoted([_bare(word) for word in words[first:past]])
        yield run if kept == words else Run(kept, *_set(kept))


def _opens(word: Seen) -> bool:
    return not word.text[:1].islower()


def _bare(word: Seen) -> Seen:
    bare = re.sub(_GLUED, "", word.text)
    return replace(word, text=bare) if bare != word.text and any(map(str.isalpha, bare)) else word


def _unquoted(words: list[Seen]) -> list[Seen]:
    """The words without a single quote before the first, if none closes it: `‘Obiettivo`."""
    first = words[0].text
    if first[:1] not in _QUOTES or not first[1:2].isupper():
        return words
    if any(word.text.rstrip(".,;:)")[-1:] in _QUOTES for word in words):
        return words
    return [replace(words[0], text=first[1:]), *words[1:]]


_QUOTES = ("'", "‘", "’", "`")

_GLUED = r"^[|_]{1,2}(?=\w)|(?<=\w)\|\Z"
"""More is a blank to be filled in: `n.______`."""

_LEFTOVERS = frozenset("|_~=.,:;'‘’`")
_LEFTOVERS_BEHIND = frozenset("|_~")
"""Alone before a run's first word, and behind its last one, these are no text."""


def _runs(words: Iterable[Seen], down: Sequence[Bar]) -> list[Run]:
    lines: dict[int, list[Seen]] = {}
    for word in words:
        lines.setdefault(word.line, []).append(word)
    return [
        Run(part, *_set(part))
        for line in lines.values()
        for part in _parted(sorted(line, key=lambda word: word.x0), down)
    ]


def _parted(line: Sequence[Seen], down: Sequence[Bar]) -> Iterator[list[Seen]]:
    """A line in parts, where a wide gap or a rule is between two words."""
    size = _set(line)[1]
    part = [line[0]]
    for before, word in pairwise(line):
        if word.x0 - before.x1 >= WIDE_GAP * size or _is_ruled(before, word, down):
            yield part
            part = []
        part.append(word)
    yield part


def _is_ruled(before: Seen, word: Seen, down: Sequence[Bar]) -> bool:
    left, right = (before.x0 + before.x1) / 2, (word.x0 + word.x1) / 2
    height = (before.top + before.bottom) / 2
    return any(left < bar.x0 and bar.x1 < right and bar.top <= height <= bar.bottom for bar in down)


def _set(words: Sequence[Seen]) -> tuple[float, float]:
    """Base line and size of words, as most of them have it; specks make boxes higher only."""
    telling = [word for word in words if sum(map(str.isalnum, word.text)) >= _LETTERS] or words
    sizes = sorted(_size(word) for word in telling)
    size, low = median(sizes), sizes[(len(sizes) - 1) // 3]
    size = low if len(sizes) >= _MANY and size > _SPECKLED * low else size
    return median(w.bottom - size * _DEEP_SIZES * _is_deep(w.text) for w in telling), size


def _size(word: Seen) -> float:
    height = _TALL_SIZES if not _TALL.isdisjoint(word.text) else _LOW_SIZES
    return (word.bottom - word.top) / (height + _DEEP_SIZES * _is_deep(word.text))


def _is_deep(text: str) -> bool:
    return not _DEEP.isdisjoint(text)


def _level(runs: Sequence[Run], down: Sequence[Bar]) -> list[Run]:
    """Runs that stand on one base line, with no wide gap or rule between, are one."""
    found: list[Run] = []
    for run in sorted(runs, key=lambda run: run.x0):
        for before in found:
            size = max(before.size, run.size)
            if (
                abs(before.base - run.base) <= _LEVEL * min(before.size, run.size)
                and -size < run.x0 - before.x1 < WIDE_GAP * size
                and not _is_ruled(before.words[-1], run.words[0], down)
            ):
                before.words += run.words
                before.words.sort(key=lambda word: word.x0)
                before.base, before.size = _set(before.words)
                break
        else:
            found.append(run)
    return found


def _smooth(runs: Sequence[Run]) -> None:
    """Gives runs of nearly one size the size that most of their letters have."""
    ordered = sorted(runs, key=lambda run: run.size)
    group: list[Run] = []
    for run in [*ordered, None]:
        if group and (run is None or run.size > _SAME_SIZE * _usual(group)):
            size = _usual(group)
            for each in group:
                each.size = size
            group = []
        if run:
            group.append(run)


def _usual(group: Sequence[Run]) -> float:
    """The size in the middle, longer runs counting for more."""
    letters = [(run.size, sum(len(word.text) for word in run.words)) for run in group]
    half, seen = sum(count for _, count in letters) / 2, 0
    for size, count in sorted(letters):
        seen += count
        if seen >= half:
            return size
    return letters[-1][0]


def _in_order(runs: Sequence[Run]) -> Iterator[Run]:
    """From the top, those on one base line from the left."""
    row: list[Run] = []
    for run in sorted(runs, key=lambda run: run.base):
        if row and run.base - row[0].base > _LEVEL * row[0].size:
            yield from sorted(row, key=lambda each: each.x0)
            row = []
        row.append(run)
    yield from sorted(row, key=lambda each: each.x0)


def _line(run: Run, at: int, scale: float) -> LooseLine:
    bounds: list[int] = []
    for word in run.words:
        bounds += (at, at + len(word.text))
        at += len(word.text) + 1
    size, base = run.size / scale, run.base / scale
    return LooseLine(
        bounds,
        [round(x / scale, 2) for word in run.words for x in (word.x0, word.x1)],
        round(run.x0 / scale, 2),
        round(base - ASCENT * size, 2),
        round(run.x1 / scale, 2),
        round(base + DESCENT * size, 2),
        round(size, 2),
    )
