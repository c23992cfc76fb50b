"""The recitals of an act: what it goes on (`premesse`) and what it looked at (`visti`).

    Premesso che: / - con deliberazione … è stato approvato il bilancio;       premesse
    VISTO l'art. 107 del D.Lgs. 267/2000;                                      visti
    VISTI: / - il vigente Statuto comunale; / - il regolamento di contabilità; visti, each item
    - vista la legge …; / - l'istruttoria effettuata …;                        visti

An item of a list is of the kind of what heads it. A list under a sentence (`il quale stabilisce:`)
is part of that sentence, and so is a table. `Tutto ciò premesso` and the organ's name are no
recitals.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import Literal

from msgspec import Struct

from extractors.act.marks import BULLETS, OPENER, is_formula, is_premise, opens_recital
from extractors.text_lines import ending, is_unfinished, paragraphs, trimmed

RecitalKind = Literal["premessa", "visto"]

_GROUNDS = r"(?:vist|richiamat|lett|esaminat|acquisit|sentit|preso\s+visione|visionat|udit)"
_HEADS = rf"(?:{OPENER}|altres[iì]'?|inoltre|che|quanto\s+segue|infine|ancora|\s)+[ :;,.…-]*\Z"
_CODES = r"C\.?[UI]\.?[PG]\b[^a-z]{0,60}\Z"
_NUMBERED = r"(?:\d{1,2}|[a-z])\s?[.)]\s"
_SUB = r"(?:(?:[a-z]{1,2}|[ivx]+)\s?\)|o)\s"


class Recital(Struct, frozen=True, gc=False):
    """One recital and the words that head it, where those stand on a line of their own."""

    kind: RecitalKind
    head: slice | None
    text: slice


def recitals(text: str, start: int, end: int) -> list[Recital]:
    """The recitals in `text[start:end]`, in order."""
    reader = _Reader(text)
    for paragraph, is_new in _pieces(text, start, end):
        reader.take(paragraph, is_new)
    return reader.found


class _Reader:
    """Takes paragraphs; what follows a head is of its kind until another begins."""

    def __init__(self, text: str) -> None:
        self.found: list[Recital] = []
        self._text = text
        self._kind: RecitalKind = "premessa"
        self._head: slice | None = None
        self._is_listed = False
        self._mark = ""
        self._bullet: slice | None = None

    def take(self, here: slice, is_new: bool) -> None:
        """Go on with the next paragraph; one that `is_new` opens in small letters."""
        words = self._text[here]
        if is_formula(words) or is_premise(words) or re.match(_CODES, words):
            return
        if not words.strip(BULLETS):
            self._bullet = here
            return
        if self._bullet:
            here, self._bullet = slice(self._bullet.start, here.stop), None
        if is_new or opens_recital(self._text, here.start):
            self._open(here)
        elif self._goes_on(here):
            last = self.found[-1]
            self.found[-1] = Recital(last.kind, last.head, slice(last.text.start, here.stop))
        else:
            self._add(here)

    def _open(self, here: slice) -> None:
        words = self._text[here].lstrip(BULLETS)
        if not words[:4].lower().startswith("che"):
            self._kind = "visto" if re.match(_GROUNDS, words, re.IGNORECASE) else "premessa"
        if re.fullmatch(_HEADS, words, re.IGNORECASE):
            self._head, self._is_listed = here, True
            return
        self._add(here)
        self._is_listed = False

    def _add(self, here: slice) -> None:
        if self._head:
            self._mark = _mark(self._text[here])
        self.found.append(Recital(self._kind, self._head, here))
        self._head = None

    def _goes_on(self, here: slice) -> bool:
        """Whether a paragraph without an opening word belongs to the last recital."""
        if self._head or not self.found:
            return False
        words, before = self._text[here], ending(self._text, self.found[-1].text)
        if "\t" in words or re.match(_SUB, words):
            return True
        is_item = words[0] in BULLETS or bool(re.match(_NUMBERED, words))
        if is_item:
            is_sub = self._is_listed and _mark(words) != self._mark
            return is_sub or not (self._is_listed or self._is_list_of_openers())
        return (
            before.endswith(":")
            or is_unfinished(before)
            or (words[0].islower() and before[-1:] not in ".;")
        )

    def _is_list_of_openers(self) -> bool:
        """Whether the last recital is itself the item of a list: `- vista la legge …;`."""
        last = self.found[-1].text
        if ending(self._text, last).endswith(":"):
            return False
        return self._text[last.start] in BULLETS


def _mark(words: str) -> str:
    """How a list's item is marked: a bullet as it is, `1` for any number or letter."""
    return words[0] if words[0] in BULLETS else "1" if re.match(_NUMBERED, words) else ""


def _pieces(text: str, start: int, end: int) -> Iterator[tuple[slice, bool]]:
    """Paragraphs, and whether each is cut from the one before.

    One that runs on with the next is cut where a recital opens.
    """
    for paragraph in paragraphs(text, start, end):
        at = paragraph.start
        for found in _run_on().finditer(text, paragraph.start, paragraph.stop):
            if opens_recital(text, found.end()) or text[found.end()] in BULLETS:
                yield from _parted(text, trimmed(text, at, found.start("wrap")))
                at = found.end()
        if at < paragraph.stop:
            yield from _parted(text, trimmed(text, at, paragraph.stop))


def _parted(text: str, paragraph: slice) -> Iterator[tuple[slice, bool]]:
    """A paragraph cut before `ritenuto …`, `che …` in small letters that begin a line of their own.

    Behind a head alone, where the flow itself tells wraps from paragraphs, and behind a comma.
    """
    at = paragraph.start
    for found in _small().finditer(text, paragraph.start, paragraph.stop):
        before = text[at : found.start()]
        is_headed = bool(re.fullmatch(_HEADS, before.strip(), re.IGNORECASE))
        is_told = "\r" in before or (found["opener"] and before.rstrip().endswith(","))
        if is_headed or is_told:
            yield trimmed(text, at, found.start()), at > paragraph.start
            at = found.start("word")
    yield trimmed(text, at, paragraph.stop), at > paragraph.start


@cache
def _small() -> re.Pattern[str]:
    return re.compile(
        rf"\n\s*(?P<word>(?P<opener>{OPENER})\s+(?=di\b|dover|che\b|il\b|la\b|l['’])|che\b)"
    )


@cache
def _run_on() -> re.Pattern[str]:
    return re.compile(r"(?P<wrap>[\r\v](?<=[.;:].)[\r\v]*)(?=\S)")
