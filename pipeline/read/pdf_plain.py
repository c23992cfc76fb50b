"""Rows like nearly all, in bulk: upright, from left to right, on the page, every letter known.

The numbers of all words of a page are asked for at once, and what holds for its words is told of a
whole run by their least and their largest number. A row where it does not hold is left to
`CarefulRows`, which goes letter by letter.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from itertools import chain, pairwise, starmap
from operator import add, sub

from pipeline.read.paged import WIDE_GAP
from pipeline.read.pdf_glyphs import Glyphs, Setting
from pipeline.read.pdfium import HYPHEN
from pipeline.read.placing import Placing
from pipeline.read.printed_lines import PrintedLines
from schemas.page import LooseLine

Mapped = dict[bytes, set[str]]
"""The letters of each font, by name, that are known to have a Unicode value: asked once a file."""

WORD = re.compile(rf"[^\s{HYPHEN}]+{HYPHEN}?|(?<=[^\r\n{HYPHEN}]){HYPHEN}")
BULLETS = "·•▪◦‣∙"
_CONTROLS_AND_HALVES = r"\0\x01\x03-\x08\x0e-\x1b\ud800-\udfff\ufffd"
_UNUSUAL = re.compile(f"[{_CONTROLS_AND_HALVES}{BULLETS}]")
_STRANGE = re.compile(f"[{_CONTROLS_AND_HALVES}]|[{BULLETS}]\\w")
"""No letters of the BMP, or a bullet glued to a word: such rows are looked at letter by letter."""

_ODD_BLANK = re.compile(r"[^\S \r\n]")

_CLOSED_GAP = 0.11
"""Sizes; a blank between two A is 0.14 wide where kerning closes it, and letters touch."""

_TIGHT_GAP = 0.14
"""Sizes; no blank between two words is narrower, but letters that are spaced out may be as far."""

_SPACED_GAP = 0.04
"""Sizes; letters of print stand no farther apart, nor does the gap differ more where they do."""

_SLACK = 0.3
"""The middle of a letter on a run's line may stand this many sizes outside the run's box."""

_Run = tuple[Setting, int, int]
"""How the words of a run are set, the first of them, and one past the last."""


class PlainRows:
    """The words of a page by number, and what of each row can be taken at once."""

    def __init__(
        self, text: str, glyphs: Glyphs, placing: Placing, mapped: Mapped, rows: Sequence[slice]
    ) -> None:
        self._text, self._glyphs, self._placing, self._mapped = text, glyphs, placing, mapped
        self._rows = rows
        self._is_usual = not _UNUSUAL.search(text)
        self._is_evenly_set = "  " not in text and not _ODD_BLANK.search(text)
        """Whether one blank, and nothing else, is between two words of a row."""
        self._bounds = list(chain.from_iterable([found.span() for found in WORD.finditer(text)]))
        if cuts := [at for at in _after_first(text) if self._is_closed_blank(at)]:
            self._bounds = sorted((*self._bounds, *cuts, *cuts))
            self._is_evenly_set = False
        starts = self._bounds[::2]
        self._firsts = [bisect_left(starts, row.start) for row in rows]
        """Of each row its first word, past the last of them all."""
        self._firsts.append(len(starts))
        self._unmapped = self._find_unmapped(starts)
        self._measure(starts)
        self._settings = self._find_settings(starts)

    def _is_closed_blank(self, at: int) -> bool:
        """Whether a blank stood before a letter, by the gap there and the one before that.

        Letters that are spaced out stand all as far from each other.
        """
        usual = self._gap(at - 1) if at > 1 and self._text[at - 2].isalpha() else 0.0
        return self._gap(at) - max(0.0, usual) > _CLOSED_GAP * self._glyphs.setting(at).size

    def _gap(self, at: int) -> float:
        """How far a letter is from the one before."""
        _, _, right, _, left, *_ = self._glyphs.edges((at - 1, at))
        return left - right

    def _measure(self, starts: list[int]) -> None:
        """Sides and heights of all words, and the gaps between them."""
        count, dx = len(starts), self._placing.matrix[4]
        edges = self._glyphs.edges(starts + [end - 1 for end in self._bounds[1::2]])
        lefts, rights = edges[: 4 * count : 4], edges[4 * count + 2 :: 4]
        if dx:
            lefts, rights = [x + dx for x in lefts], [x + dx for x in rights]
        self._sides = lefts + rights
        self._sides[::2], self._sides[1::2] = lefts, rights
        self._gaps = list(map(sub, lefts[1:], rights))
        heights = list(map(add, edges[1::4], edges[3::4]))
        self._heights = heights[:count], heights[count:]
        """Of the first and of the last letter of each word: its middle from below, doubled."""

    def _find_unmapped(self, starts: list[int]) -> list[int]:
        """Where the first or the last word of a row begins without a Unicode value, in order.

        Letters are known by the name of the font that a run begins in; fonts may share a name, and
        a run may go on in another.
        """
        edges = {at for one, past in pairwise(self._firsts) if one < past for at in (one, past - 1)}
        return self._glyphs.unmapped([starts[n] for n in sorted(edges)])

    def _is_begun_unmapped(self, row: slice) -> bool:
        found = bisect_left(self._unmapped, row.start)
        return found < len(self._unmapped) and self._unmapped[found] < row.stop

    def _find_settings(self, starts: list[int]) -> dict[int, Setting]:
        """By word, the setting of each row's first word and of those behind a gap that is wide."""
        firsts = [first for first, past in pairwise(self._firsts) if first < past]
        found = dict(zip(firsts, self._glyphs.settings([starts[n] for n in firsts]), strict=True))
        wide = WIDE_GAP * min((setting.size for setting in found.values()), default=0.0)
        behind = [n for n, gap in enumerate(self._gaps, 1) if gap >= wide and n not in found]
        settings = self._glyphs.settings([starts[n] for n in behind])
        return found | dict(zip(behind, settings, strict=True))

    def take(self, number: int, lines: PrintedLines) -> int:
        """Adds the runs of a row to the lines; how many words it has, 0 if it is not plain."""
        row = self._rows[number]
        first, past = self._firsts[number : number + 2]
        if first == past:
            return 0
        runs = self._runs(first, past)
        if not (self._is_usual or not _STRANGE.search(self._text, row.start, row.stop)):
            return 0
        letters = self._text[row.start : row.stop]
        if self._unmapped and self._is_begun_unmapped(row):
            return 0
        if not all(starmap(self._is_plain, runs)):
            return 0
        for font in {run[0].font for run in runs}:
            if not self._is_mapped(font, letters, row.start):
                return 0
        for run in runs:
            self._add(*run, lines)
        return past - first

    def _runs(self, first: int, past: int) -> list[_Run]:
        """The runs of a row: wide gaps part them."""
        runs: list[_Run] = []
        gaps, setting = self._gaps[first : past - 1], self._settings[first]
        wide = WIDE_GAP * setting.size
        if gaps and max(gaps) >= wide:
            for end, gap in enumerate(gaps, first + 1):
                if gap >= wide:
                    runs.append((setting, first, end))
                    first = end
                    setting = self._settings.get(end) or self._glyphs.setting(self._bounds[2 * end])
                    wide = WIDE_GAP * setting.size
        runs.append((setting, first, past))
        return runs

    def _is_plain(self, setting: Setting, first: int, past: int) -> bool:
        """Whether the words of a run follow each other on one line that is on the page."""
        placing, size, sides = self._placing, setting.size, self._sides[2 * first : 2 * past]
        dy, slack = placing.matrix[5], _SLACK * size
        heights = self._heights[0][first:past] + self._heights[1][first:past]
        return (
            setting.is_upright
            and min(heights) >= 2 * (dy - setting.bottom - slack)
            and max(heights) <= 2 * (dy - setting.top + slack)
            and setting.top >= 0
            and setting.bottom <= placing.height
            and sides[0] >= 0
            and sides[-1] <= placing.width
            and (sides == sorted(sides) or self._is_forward(size, first, past))
        )

    def _is_forward(self, size: float, first: int, past: int) -> bool:
        """Whether no word ends before it begins, or begins a letter before the end of another."""
        sides = self._sides[2 * first : 2 * past]
        is_each = all(map(float.__le__, sides[::2], sides[1::2]))
        return is_each and min(self._gaps[first : past - 1], default=0.0) >= -size

    def _is_mapped(self, font: bytes, letters: str, start: int) -> bool:
        """Whether every letter of the row has a Unicode value: asked once for a font's letter."""
        known = self._mapped.get(font)
        if known is None:
            known = self._mapped[font] = set()
        if known.issuperset(letters):
            return True
        for index, letter in enumerate(letters, start):
            if letter not in known:
                if self._glyphs.is_unmapped(index):
                    return False
                known.add(letter)
        return True

    def _add(self, setting: Setting, first: int, past: int, lines: PrintedLines) -> None:
        bounds, sides = self._bounds[2 * first : 2 * past], self._sides[2 * first : 2 * past]
        if past - first > 1 and min(self._gaps[first : past - 1]) < _TIGHT_GAP * setting.size:
            words, sides = self._unspaced(setting.size, bounds, sides)
            text, bounds = " ".join(words), _placed(words, lines.at)
        elif self._is_evenly_set:
            text = self._text[bounds[0] : bounds[-1]]
            if shift := lines.at - bounds[0]:
                bounds = [at + shift for at in bounds]
        else:
            words = [self._text[a:b] for a, b in zip(bounds[::2], bounds[1::2], strict=True)]
            text, bounds = " ".join(words), _placed(words, lines.at)
        edges = sides[0], setting.top, sides[-1], setting.bottom
        lines.add(text, LooseLine(bounds, sides, *edges, setting.size, setting.is_bold))

    def _unspaced(
        self, size: float, bounds: Sequence[int], sides: Sequence[float]
    ) -> tuple[list[str], list[float]]:
        """The words of a run and their sides, put together where letters are spaced out.

        There PDFium takes a gap like all others, hardly wider than they, for one between words.
        """
        words = [self._text[bounds[0] : bounds[1]]]
        ends = list(sides[:2])
        for n in range(2, len(bounds), 2):
            start, end = bounds[n : n + 2]
            word = self._text[start:end]
            if self._is_spaced_out(size, bounds[n - 2 : n + 2], sides[n] - sides[n - 1]):
                words[-1] += word
                ends[-1] = sides[n + 1]
            else:
                words.append(word)
                ends += sides[n : n + 2]
        return words, ends

    def _is_spaced_out(self, size: float, bounds: Sequence[int], gap: float) -> bool:
        """Whether two words stand as far from each other as the letters in them do."""
        if not 0 < gap < _TIGHT_GAP * size:
            return False
        start, end, begin, stop = bounds
        inside = [self._gap(end - 1)] if end - start > 1 else []
        inside += [self._gap(begin + 1)] if stop - begin > 1 else []
        return bool(inside) and min(inside) > max(gap - _SPACED_GAP * size, _SPACED_GAP * size)


def _after_first(text: str) -> list[int]:
    """Where an A stands behind another: kerning draws both over a blank, and PDFium drops that."""
    return [found.end() for found in re.finditer("A(?=A)", text)] if "AA" in text else []


def _placed(words: Sequence[str], at: int) -> list[int]:
    """Start and end of each word, where blanks part them."""
    bounds: list[int] = []
    for word in words:
        bounds += (at, at + len(word))
        at += len(word) + 1
    return bounds
