"""Pages built by hand: lines of words, rules and shades; and what layout makes of them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise, product
from typing import NamedTuple

from msgspec.structs import replace

from pipeline.layout import lay_out
from schemas.page import Lines, LooseLine, Page, Rule, Shade, Word, line_of

LETTER = 5.0
"""Every letter and blank is as wide, in points."""

HEIGHT = 10.0
LEADING = 12.0
PADDING = 4.0
WIDTH_POINTS, HEIGHT_POINTS = 595.0, 842.0

SIDES = (50.0, 200.0, 500.0)
"""The rules down of a table with a column of labels and one of values."""

Printed = tuple[float, dict[float, str]]
"""A printed row: its top in points, and its texts by where they start, in points from the left."""


def set_page(lines: Sequence[Printed], number: int = 1) -> Page:
    """A page of lines, without rules."""
    text, made = "", list[LooseLine]()
    for top, runs in lines:
        for left, run in runs.items():
            words, right = list[Word](), float(left)
            for word in run.split(" "):
                start, x0 = len(text), right
                right = x0 + LETTER * len(word)
                text += f"{word} "
                words.append(Word(start, start + len(word), x0, top, right, top + HEIGHT))
                right += LETTER
            text = f"{text[:-1]}\n"
            made.append(line_of(words, HEIGHT))
    return Page(number, text, Lines(made), width=WIDTH_POINTS, height=HEIGHT_POINTS)


def ruled(page: Page, rules: Sequence[Rule], shades: Sequence[Shade] = ()) -> Page:
    """The page with these rules and shades."""
    return replace(page, rules=tuple(rules), shades=tuple(shades))


def across(top: float, x0: float = 50, x1: float = 500) -> Rule:
    """A horizontal rule."""
    return Rule(x0, top, x1, top)


def down(x: float, top: float, bottom: float) -> Rule:
    """A vertical rule."""
    return Rule(x, top, x, bottom)


def box(x0: float, top: float, x1: float, bottom: float) -> list[Rule]:
    """The four sides of a rectangle."""
    return [
        across(top, x0, x1),
        across(bottom, x0, x1),
        down(x0, top, bottom),
        down(x1, top, bottom),
    ]


def cells(xs: Sequence[float], ys: Sequence[float]) -> list[Rule]:
    """A grid drawn as one rectangle a cell."""
    boxes = (box(x0, y0, x1, y1) for (y0, y1), (x0, x1) in product(pairwise(ys), pairwise(xs)))
    return [rule for each in boxes for rule in each]


class Drawn(NamedTuple):
    """Lines and the rules around them."""

    lines: list[Printed]
    rules: list[Rule]


def prose(*texts: str, top: float = 60, left: float = 50) -> Drawn:
    """Lines over the page's width."""
    return Drawn([(top + LEADING * n, {left: text}) for n, text in enumerate(texts)], [])


def table(
    *rows: Sequence[str],
    xs: Sequence[float] = SIDES,
    top: float = 100,
    is_open_above: bool = False,
    is_open_below: bool = False,
) -> Drawn:
    """A ruled table; a row of one text is one cell across it, a line end begins a line in it."""
    lines: list[Printed] = []
    rules = [] if is_open_above else [across(top, xs[0], xs[-1])]
    for row in rows:
        edges = xs if len(row) > 1 else (xs[0], xs[-1])
        split = [text.split("\n") for text in row]
        height = LEADING * max(map(len, split)) + PADDING
        for n in range(max(map(len, split))):
            found = {x + PADDING: t[n] for x, t in zip(edges, split, strict=False) if t[n : n + 1]}
            found = {x: text for x, text in found.items() if text}
            lines += [(top + PADDING + LEADING * n, found)] if found else []
        rules += [down(x, top, top + height) for x in edges]
        top += height
        rules.append(across(top, xs[0], xs[-1]))
    return Drawn(lines, rules[: -1 if is_open_below else None])


def page_of(number: int, *drawn: Drawn) -> Page:
    """A page with all this on it."""
    lines = [line for each in drawn for line in each.lines]
    return ruled(set_page(lines, number), [rule for each in drawn for rule in each.rules])


def text_of(*pages: Page) -> str:
    """The flow of the pages, one blank line for several and none outside."""
    return re.sub(r"\n{3,}", "\n\n", lay_out(pages).flow.text.strip("\n"))


def lines_of(*pages: Page) -> list[str]:
    """The lines of the flow that hold a word, a wrap taken for a line's end."""
    text = lay_out(pages).flow.text.replace("\r", "\n")
    return [line for line in text.split("\n") if line.strip()]
