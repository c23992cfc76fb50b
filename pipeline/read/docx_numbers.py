"""The numbers of Word's lists, which are printed and stand nowhere in the text."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from msgspec import Struct

from pipeline.read.numbers import bullet, numeral

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"

_STYLES = {
    "decimal": "1",
    "lowerLetter": "a",
    "upperLetter": "A",
    "lowerRoman": "i",
    "upperRoman": "I",
}
_MAX_STYLES = 20
"""Styles that rest on one another, at most."""

_DEPTH = 9
"""Levels of a list."""


class _Level(Struct, frozen=True, gc=False):
    form: str
    text: str
    start: int


class ListNumbers:
    """Counts the items of all lists while the document is gone through."""

    def __init__(self, numbering: Any, styles: Any) -> None:
        """`numbering` and `styles` are the roots of these parts; None where there are none."""
        self._lists: dict[str, str] = {}
        """The definition that each list follows."""
        self._levels: dict[str, dict[int, _Level]] = {}
        self._starts: dict[tuple[str, int], int] = {}
        self._counts: dict[str, list[int]] = {}
        self._begun: set[str] = set()
        self._by_style: dict[str, tuple[str, int]] = {}
        if numbering is not None:
            self._take_numbering(numbering)
        if styles is not None and self._lists:
            self._take_styles(styles)

    def before(self, paragraph: Any) -> str:
        """What is printed before a paragraph, with a blank; nothing where it is no item."""
        if not self._lists:
            return ""
        found = self._item(paragraph)
        if found is None:
            return ""
        number, depth = found
        definition = self._lists[number]
        level = self._levels.get(definition, {}).get(depth)
        if level is None:
            return ""
        if level.form == "bullet":
            return bullet(level.text) + " "
        counts = self._counted(number, definition, depth)
        if level.form == "none":
            return ""
        printed = re.sub("%([1-9])", lambda m: self._one(definition, counts, int(m[1])), level.text)
        return printed + " " if printed else ""

    def _one(self, definition: str, counts: list[int], place: int) -> str:
        level = self._levels[definition].get(place - 1)
        return numeral(counts[place - 1], _STYLES.get(level.form, "1") if level else "1")

    def _counted(self, number: str, definition: str, depth: int) -> list[int]:
        """The counts of the levels of a list, with this item counted."""
        levels = self._levels[definition]
        counts = self._counts.setdefault(definition, [0] * _DEPTH)
        if number not in self._begun:
            self._begun.add(number)
            for at in range(_DEPTH):
                if (number, at) in self._starts:
                    counts[at] = self._starts[number, at] - 1
        first = levels[depth].start
        counts[depth] = counts[depth] + 1 if counts[depth] else first
        for at in range(depth):
            counts[at] = counts[at] or (levels[at].start if at in levels else 1)
        counts[depth + 1 :] = [0] * (_DEPTH - depth - 1)
        return counts

    def _item(self, paragraph: Any) -> tuple[str, int] | None:
        """The list and the level of a paragraph, by itself or by its style."""
        own = paragraph.find(f"{_W}pPr/{_W}numPr")
        style = paragraph.find(f"{_W}pPr/{_W}pStyle")
        by_style = self._by_style.get(style.get(_W + "val")) if style is not None else None
        if own is None:
            return by_style
        number, depth = _value(own.find(_W + "numId")), _whole(own.find(_W + "ilvl"), 0)
        if number is None and by_style:
            number = by_style[0]
        return (number, depth) if number in self._lists and 0 <= depth < _DEPTH else None

    def _take_numbering(self, root: Any) -> None:
        for definition in root.findall(_W + "abstractNum"):
            levels = {
                _whole(level, -1, "ilvl"): _Level(
                    _value(level.find(_W + "numFmt")) or "decimal",
                    _value(level.find(_W + "lvlText")) or "",
                    _whole(level.find(_W + "start"), 1),
                )
                for level in definition.findall(_W + "lvl")
            }
            self._levels[definition.get(_W + "abstractNumId") or ""] = levels
        for number in root.findall(_W + "num"):
            name = number.get(_W + "numId") or ""
            self._lists[name] = _value(number.find(_W + "abstractNumId")) or ""
            for override in number.findall(_W + "lvlOverride"):
                start = override.find(_W + "startOverride")
                if start is not None:
                    self._starts[name, _whole(override, 0, "ilvl")] = _whole(start, 1)

    def _take_styles(self, root: Any) -> None:
        based: dict[str, str] = {}
        own: dict[str, tuple[str, int]] = {}
        for style in root.findall(_W + "style"):
            name = style.get(_W + "styleId") or ""
            based[name] = _value(style.find(_W + "basedOn")) or ""
            item = style.find(f"{_W}pPr/{_W}numPr")
            number = _value(item.find(_W + "numId")) if item is not None else None
            if number in self._lists:
                own[name] = number or "", _whole(item.find(_W + "ilvl"), 0)
        for name in based:
            if found := _inherited(name, based, own):
                self._by_style[name] = found


def _inherited(
    name: str, based: Mapping[str, str], own: Mapping[str, tuple[str, int]]
) -> tuple[str, int] | None:
    for _ in range(_MAX_STYLES):
        if name in own:
            return own[name] if 0 <= own[name][1] < _DEPTH else None
        name = based.get(name, "")
    return None


def _value(element: Any, name: str = "val") -> str | None:
    found: str | None = element.get(_W + name) if element is not None else None
    return found


def _whole(element: Any, otherwise: int, name: str = "val") -> int:
    """A small whole number; what is printed otherwise where it is none."""
    text = _value(element, name) or ""
    return int(text) if text.isdecimal() and len(text) < 6 else otherwise
