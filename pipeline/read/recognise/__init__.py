"""Recognition: pages that are pictures become pages of words, each with its box.

The file is only looked at: what was signed stays as it was.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from math import log2

from msgspec.structs import replace

from pipeline.pace import sign
from pipeline.read import Notice
from pipeline.read.legible import is_garbled, is_misread, misread_share
from pipeline.read.paged import PageRead
from pipeline.read.recognise.bullets import held_against
from pipeline.read.recognise.engine import Engine, Seen, Unread
from pipeline.read.recognise.mended import Bar
from pipeline.read.recognise.paper import paper_of
from pipeline.read.recognise.picture import (
    Picture,
    cleared,
    darkened,
    ink_of,
    levelled,
    without_specks,
)
from pipeline.read.recognise.ruled import Ruled, find_rules
from pipeline.read.recognise.straighten import Straight, is_sideways, straightened
from pipeline.read.recognise.words import recognised, type_size
from schemas.page import Page, Recognition, Rule

Show = Callable[[int], Picture | None]
"""Gives a page as a picture, by its index; None where it cannot be shown."""

SECONDS_A_PAGE = 60.0
"""A page that takes longer is left as it is."""

MAX_WORDS = 10_000
"""Of one page: a newspaper's has half as many. More take long to set in lines."""

LOW_CONFIDENCE = 0.75
"""Below this the words of a page are to be looked at (OCR011)."""

_UPRIGHT_CONFIDENCE = 0.65
"""A page read with less may stand on its head."""

_FAINT_CONFIDENCE = 0.6
"""Faint print read with less is left: the back of a sheet shines through from right to left."""

_BLANK = 2e-5
"""A page is blank if less than this share of it is dark: a letter or two."""

_MANY_WORDS = 30
_SMALLEST_TYPE, _USUAL_TYPE, _LARGEST_TYPE = 5.0, 10.5, 17.0
"""Points: where most of so many words are smaller or larger, the page's size is none of paper."""

_LEAST_PIXELS = 24
"""A page that is narrower at 300 dpi, two millimetres, holds no print."""

_KEEPS_PRINTED = 2
"""A page that has some text is read by recognition where that gives this many times as much."""


def recognise(
    show: Show, found: Sequence[PageRead], wanted: frozenset[int], engine: Engine, is_asked: bool
) -> Iterator[PageRead]:
    """All pages, those with the indexes `wanted` as recognised, where that could be done.

    `show` gives the picture of each. `is_asked`: what is recognised stands even where the page has
    text.
    """
    turns = 0
    for index, each in enumerate(found):
        if index not in wanted:
            yield each
            continue
        made = _page(show(index), each, engine, turns)
        sign()
        if made.page.recognition:
            turns = made.page.recognition.turned_degrees // 90
        keeps = each.page.lines and made.page.recognition and not is_asked
        yield each if keeps and not _is_better(made.page.text, each.page.text) else made


def _page(picture: Picture | None, found: PageRead, engine: Engine, turns: int) -> PageRead:
    """One page recognised, as it was where that fails; `turns` are those of the page before."""
    number = found.page.number
    if picture is None:
        return _left(found, "it cannot be shown")
    if not (ready := _ready(picture)):
        return found
    clean, is_faint = ready
    try:
        page, dropped = read_picture(clean, number, engine, turns)
    except Unread as error:
        return _left(found, str(error))
    if not page.lines:
        return found
    assert page.recognition is not None, "it was read here"
    if is_faint and page.recognition.confidence < _FAINT_CONFIDENCE:
        return _left(found, "its print is too faint, or that of its back")
    return PageRead(page, tuple(_notices(page, dropped)), is_recognised=True)


def _ready(picture: Picture) -> tuple[Picture, bool] | None:
    """The paper on a picture, its ground white, and whether its print was faint; None if blank."""
    if min(picture.grey.shape) < _LEAST_PIXELS:
        return None
    paper = paper_of(picture)
    level = levelled(paper.grey)
    dark = darkened(level)
    grey = without_specks(cleared(dark), paper.scale)
    if ink_of(grey).mean() < _BLANK:
        return None
    return replace(paper, grey=grey), dark is not level


def read_picture(
    picture: Picture, number: int, engine: Engine, turns_before: int = 0, is_sized: bool = False
) -> tuple[Page, int]:
    """The page on a picture, whichever way it lies, and how many faint marks were left out.

    Of two ways that look alike, the one of `turns_before` is tried first. A page whose print says
    that its points are none is read again, unless it `is_sized`.

    Raises:
        Unread: the engine gave up, or sees words everywhere.
    """
    ink = ink_of(picture.grey)
    likely, others = ((1, 3), (0, 2)) if is_sideways(ink) else ((0, 2), (1, 3))
    turns = *sorted(likely, key=lambda turn: turn != turns_before), *others
    best: tuple[float, Straight, Ruled, list[Seen]] | None = None
    for turn in turns:
        straight = straightened(picture.grey, ink, turn)
        ruled = find_rules(ink_of(straight.grey), picture.scale)
        clean = ruled.rubbed_out(straight.grey)
        words = engine.read(clean, picture.dpi, SECONDS_A_PAGE)
        if len(words) > MAX_WORDS:
            raise Unread(f"{len(words)} words are more than a page holds: noise, most likely")
        seen = list(held_against(ink_of(clean), words))
        sure = _confidence(seen)
        if best is None or sure > best[0]:
            best = sure, straight, ruled, seen
        if sure >= _UPRIGHT_CONFIDENCE:
            break
    assert best is not None, "there are four turns"
    _, straight, ruled, seen = best
    times = 1.0 if is_sized else _times_print(seen, picture.scale)
    if times != 1.0:
        sized = picture.resized(times)
        return read_picture(sized, number, engine, straight.turns, is_sized=True)
    return _made(picture, number, engine, straight, ruled, seen)


def _times_print(seen: Sequence[Seen], scale: float) -> float:
    """How many times as large as print is these words are, where no print is as large.

    In steps that are those of paper, A5 to A4 to A3: the pages of a file go together.
    """
    size = type_size(seen) / scale
    if len(seen) < _MANY_WORDS or not size or _SMALLEST_TYPE <= size <= _LARGEST_TYPE:
        return 1.0
    return float(2 ** (round(2 * log2(size / _USUAL_TYPE)) / 2))


def _made(
    picture: Picture,
    number: int,
    engine: Engine,
    straight: Straight,
    ruled: Ruled,
    seen: Sequence[Seen],
) -> tuple[Page, int]:
    scale = picture.scale
    found = recognised(seen, ruled.down, scale)
    height, width = straight.grey.shape
    a, b, c, d, e, f = straight.back
    points, (left, top) = picture.magnified, picture.origin
    recognition = Recognition(
        engine.name,
        found.confidences,
        (
            a * points,
            b * points,
            c * points,
            d * points,
            (e + left) * points / scale,
            (f + top) * points / scale,
        ),
        *picture.displayed,
        90 * straight.turns,
        straight.skew_degrees,
    )
    rules = (*(_across(bar, scale) for bar in ruled.across), *(_down(b, scale) for b in ruled.down))
    sides = round(width / scale, 2), round(height / scale, 2)
    return Page(number, found.text, found.lines, rules, (), *sides, recognition), found.dropped


def _across(bar: Bar, scale: float) -> Rule:
    y = round((bar.top + bar.bottom) / (2 * scale), 2)
    return Rule(round(bar.x0 / scale, 2), y, round(bar.x1 / scale, 2), y)


def _down(bar: Bar, scale: float) -> Rule:
    x = round((bar.x0 + bar.x1) / (2 * scale), 2)
    return Rule(x, round(bar.top / scale, 2), x, round(bar.bottom / scale, 2))


def _confidence(seen: Sequence[Seen]) -> float:
    """Of all letters, on average."""
    letters = sum(len(word.text) for word in seen)
    return sum(len(word.text) * word.confidence for word in seen) / letters if letters else 0.0


def _is_better(text: str, before: str) -> bool:
    """Whether a page has won by recognition."""
    if is_garbled(before):
        return not is_garbled(text)
    if is_misread(before):
        return misread_share(text) < misread_share(before)
    return len(text.split()) >= _KEEPS_PRINTED * len(before.split())


def _left(found: PageRead, why: str) -> PageRead:
    """The page as it was, and why it could not be recognised."""
    notice = Notice("OCR012", f"the page was not recognised: {why}", found.page.number)
    return replace(found, notices=(*found.notices, notice))


def _notices(page: Page, dropped: int) -> Iterator[Notice]:
    recognition = page.recognition
    assert recognition is not None, "the page was recognised"
    sure = recognition.confidence
    told = f"read by {recognition.engine}, {len(recognition.confidences)} words, sure to {sure:.2f}"
    if recognition.turned_degrees or recognition.skew_degrees:
        told += f", turned by {recognition.turned_degrees + recognition.skew_degrees:g} degrees"
    yield Notice("OCR010", told, page.number)
    if sure < LOW_CONFIDENCE:
        message = f"recognition is sure of its words to {sure:.2f} only: compare them with the page"
        yield Notice("OCR011", message, page.number)
    if dropped:
        yield Notice("OCR013", f"{dropped} faint marks were taken for no text", page.number)
