"""The decision of an act, point by point.

    DETERMINA / 1. DI LIQUIDARE …; / 2. DI DARE ATTO che: / - il CIG è …;
    DELIBERA / - 1) di approvare …; / 4) di dare atto …
    ORDINA / LA CHIUSURA … / DISPONE / la pubblicazione …; / la trasmissione …: / • al Prefetto

The first mark of a list says how points are marked, else the words `di liquidare`, `che`; other
marks under it, tables and unmarked lines belong to the point above. Without any, each paragraph is
a point. A word that decides anew
(`DISPONE`, `AVVERTE`) begins a list of its own and stands in its first point. What follows the last
point of a numbered list (`Avverso il presente provvedimento …`) is no part of it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache
from typing import Literal

from msgspec import Struct

from extractors.act.marks import BULLETS, is_decision, is_premise
from extractors.text_lines import ending, is_unfinished, paragraphs, trimmed

_CLAUSE = (
    r"(?:(?:il|la|lo|del|della|avverso|contro|si|questo|copia|in\s+relazione|a\s+norma|ai\s+sensi"
    r"|visto|successivamente|inoltre|infine|con\s+separata|stante)\b[^.;]{0,160}?"
    r"\b(?:presente|provvediment|att[oi]\b|determinazione|deliberazione|ordinanza|decreto|ricors"
    r"|attest|comunica|urgenza|votazion)|avverso|e['’]\s+fatta\s+salva|è\s+fatta\s+salva)"
)


class Point(Struct, frozen=True, gc=False):
    """One point; `numero` as printed without its stop, None where points are not numbered."""

    numero: str | None
    text: slice


class Decision(Struct, frozen=True, gc=False):
    """The points, and what stands behind the last one: where to appeal, who is told."""

    points: tuple[Point, ...]
    clauses: tuple[slice, ...]


def decision(text: str, start: int, end: int) -> Decision:
    """The points of the decision in `text[start:end]`, in order."""
    points: list[Point] = []
    clauses: list[slice] = []
    for head, body in _lists(text, start, end):
        found, rest = _points(text, body)
        if head and found:
            found[0] = Point(found[0].numero, slice(head.start, found[0].text.stop))
        points += found
        clauses += rest
    return Decision(tuple(points), tuple(clauses))


def _lists(text: str, start: int, end: int) -> Iterator[tuple[slice | None, list[slice]]]:
    """The paragraphs under each word that decides; the first stands before `start`."""
    head: slice | None = None
    body: list[slice] = []
    for paragraph in _pieces(text, start, end):
        if is_premise(text[paragraph]):
            continue
        if is_decision(text[paragraph]):
            if body:
                yield head, body
                body = []
            head = paragraph
        else:
            body.append(paragraph)
    yield head, body


def _points(text: str, body: Sequence[slice]) -> tuple[list[Point], list[slice]]:
    marks = [_mark(text, paragraph) for paragraph in body]
    style = _style(marks, text)
    glyph = next((mark.glyph for mark in marks if mark.style == style), "")
    points: list[Point] = []
    clauses: list[slice] = []
    last = next((mark.number for mark in marks if mark.style == "number"), 1) - 1
    is_led = bool(marks) and marks[0].style != style
    for paragraph, mark in zip(body, marks, strict=True):
        is_marked = mark.style == style != "none" and (style != "bullet" or mark.glyph == glyph)
        is_next = is_marked and (style != "number" or mark.number in (last, last + 1))
        is_next = is_next or (bool(points) and _is_added(text, points[-1], mark, paragraph))
        is_next = is_next or (style == "none" and not _goes_on(text, points, mark, paragraph))
        if bool(points) and mark.style == "none" and _is_clause(text, points[-1], paragraph):
            clauses.append(paragraph)
        elif is_marked and is_led and len(points) == 1 and _leads(text, points[0]):
            last, is_led = mark.number or last, False
            points[0] = Point(mark.numero, slice(points[0].text.start, paragraph.stop))
        elif is_next or not (points or clauses):
            last = mark.number or last
            points.append(Point(mark.numero, slice(mark.at, paragraph.stop)))
        elif clauses:
            clauses[-1] = slice(clauses[-1].start, paragraph.stop)
        else:
            points[-1] = Point(points[-1].numero, slice(points[-1].text.start, paragraph.stop))
    return points, clauses


def _leads(text: str, point: Point) -> bool:
    """Whether words only lead to the list: `Per le motivazioni espresse in narrativa, di:`."""
    if point.numero is not None:
        return False
    is_open = ending(text, point.text).endswith((":", " di", " DI"))
    return is_open or bool(_reasons().match(text, point.text.start, point.text.stop))


def _is_added(text: str, point: Point, mark: _Mark, paragraph: slice) -> bool:
    """Whether a paragraph without the list's mark is a point of its own: `Di dichiarare …`."""
    words = text[paragraph]
    is_new = mark.style == "words" and words[:2].lower() == "di" and words[0].isupper()
    return is_new and ending(text, point.text).endswith((".", ";"))


def _goes_on(text: str, points: Sequence[Point], mark: _Mark, paragraph: slice) -> bool:
    """Whether a paragraph of an unmarked list belongs to the point above."""
    if not points:
        return False
    words, before = text[paragraph], ending(text, points[-1].text)
    is_listed = before.endswith(":") or mark.style in ("letter", "number", "bullet")
    return is_listed or "\t" in words or words[0].islower() or is_unfinished(before)


def _is_clause(text: str, point: Point, paragraph: slice) -> bool:
    """Whether the list is over: its last point has ended, and these words speak of the act."""
    words = text[paragraph]
    is_clause = _clause().match(words) or _appeal().search(words)
    return bool(is_clause) and not ending(text, point.text).endswith((":", ","))


Style = Literal["number", "letter", "bullet", "words", "none"]


class _Mark(Struct, frozen=True, gc=False):
    """How a paragraph is marked, its number if it has one, and where its words begin."""

    style: Style
    at: int
    numero: str | None = None
    glyph: str = ""

    @property
    def number(self) -> int:
        return int(self.numero) if self.style == "number" and self.numero else 0


def _mark(text: str, paragraph: slice) -> _Mark:
    start, stop = paragraph.start, paragraph.stop
    if found := _number().match(text, start, stop):
        return _Mark("number", found.end(), found["numero"])
    if _words().match(text, start, stop):
        return _Mark("words", start)
    if found := _letter().match(text, start, stop):
        return _Mark("letter", found.end(), found["numero"])
    glyph = text[start] if text[start] in BULLETS else ""
    return _Mark("bullet" if glyph else "none", start, glyph=glyph)


def _style(marks: Sequence[_Mark], text: str) -> Style:
    """How points are marked: the first way there is, unless it lists what a phrase announces."""
    styles = [mark.style for mark in marks]
    first: Style = next((style for style in styles if style != "none"), "none")
    if first == "words" and "number" in styles:
        number = next(mark for mark in marks if mark.style == "number")
        return "number" if _words().match(text, number.at) else "words"
    is_late = first in ("letter", "bullet") and styles.index(first) > 1
    return "none" if is_late else first


def _pieces(text: str, start: int, end: int) -> Iterator[slice]:
    """Paragraphs, cut where the page's setting ran an item on with the one before.

    A word that decides stands alone: `AVVERTE / la popolazione …`. A line with `di liquidare` is
    an item where the flow itself tells wraps from paragraphs.
    """
    for paragraph in paragraphs(text, start, end):
        at = paragraph.start
        line = slice(at, at + len(text[paragraph].split("\n", 1)[0]))
        if line.stop < paragraph.stop and is_decision(text[line]):
            yield line
            at = line.stop + 1
        for found in _run_on().finditer(text, at, paragraph.stop):
            if found["small"] and "\r" not in text[at : found.start()]:
                continue
            yield trimmed(text, at, found.start())
            at = found.end()
        yield trimmed(text, at, paragraph.stop)


@cache
def _number() -> re.Pattern[str]:
    return re.compile(
        rf"[{re.escape(BULLETS)}]*(?P<numero>\d{{1,2}}) ?(?:[.)°]+|[-–](?=\s))(?!\d)\s*"
        r"(?=\S)"
    )


@cache
def _words() -> re.Pattern[str]:
    return re.compile(
        rf"[{re.escape(BULLETS)}]*(?:(?:di|d['’]|a|e)\s+)?(?:(?:di|che|dar|dare|darsi)\b"
        r"|(?<=\s)[a-zà]+(?:are|ere|ire|rre|arsi|ersi|irsi)\b)",
        re.IGNORECASE,
    )


@cache
def _letter() -> re.Pattern[str]:
    return re.compile(rf"[{re.escape(BULLETS)}]*(?P<numero>[a-zA-Z])\s?[.)]\s+(?=\S)")


@cache
def _reasons() -> re.Pattern[str]:
    return re.compile(r"(?:per|tutto|in\s+base|sulla\s+base|ai\s+sensi|con)\b", re.IGNORECASE)


@cache
def _clause() -> re.Pattern[str]:
    return re.compile(_CLAUSE, re.IGNORECASE)


@cache
def _appeal() -> re.Pattern[str]:
    return re.compile(
        r"\b(?:ammess[oa]|proponibile|proposto|proporre|esperibile)\s+(?:il\s+)?ricorso"
        r"|\bpuò\s+essere\s+(?:impugnat|propost)[oa]",
        re.IGNORECASE,
    )


@cache
def _run_on() -> re.Pattern[str]:
    marks = re.escape(BULLETS.strip())
    return re.compile(
        rf"(?<=[.;:])[\r\v]+(?=(?:[-–•] ?)?\d{{1,2}} ?[.)]\s*(?:\S)|[{marks}]\s*[^\W\d_])"
        r"|(?P<small>\n)\s*(?=(?:di\s+)?(?:dare\s+atto|(?<=di )[^\W\d_]+(?:re|rsi))\b)"
    )
