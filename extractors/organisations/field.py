"""A field of free text as words and marks, and what each word of it is.

    e    la       Comunità  Alta Valsugana e Bersntol
         article  kind      place

Case tells a name from what goes on with one, unless the whole field is in capitals.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from msgspec import Struct

from extractors.organisations.lexicon import Word, lexicon
from extractors.organisations.marks import Mark

BEGINS_NAME = frozenset(("known", "name", "kind", "plural", "several", "acronym"))
BEGINS_PIECE = BEGINS_NAME | {"unit", "role", "nobody"}
"""What may begin a name, and what may begin anything that stands between commas."""

_QUOTED = r"“[^“”\n]{1,80}”|«[^«»\n]{1,80}»|\"[^\"\n]{1,80}\"|''[^'\n]{1,80}''"
_MAX_MARK_WORDS = 12
_MAX_SMALL_WORDS = 6
"""No more articles and prepositions stand before a name."""


class Field(Struct, frozen=True, gc=False):
    """A field's text without what stands in brackets, its words and their marks."""

    text: str
    words: Sequence[Word]
    marks: Mapping[int, Mark]
    brackets: Sequence[slice]
    quotes: Sequence[slice]
    is_capitals: bool
    is_list: bool
    """Whether a plural stands before it: `Comuni (Cles e Taio)`."""

    def printed(self, n: int) -> str:
        """A word as the text prints it."""
        return self.text[self.words[n].start : self.words[n].stop]

    def gap(self, n: int) -> str:
        """What stands between a word and the one before."""
        return self.text[self.words[n - 1].stop : self.words[n].start]

    def is_small(self, n: int) -> bool:
        """Whether a word begins with a small letter, or case tells nothing here."""
        return self.is_capitals or self.printed(n)[0].islower()

    def content(self, n: int, stop: int, *, after_preposition: bool = False) -> int:
        """The first word from `n` on that is no article: `e il Comune`, `La Comunità`."""
        skipped = lexicon().articles
        if after_preposition:
            skipped |= lexicon().prepositions
        stop = min(stop, n + _MAX_SMALL_WORDS)
        while n + 1 < stop and self.words[n].folded in skipped and not self.marked(n):
            if not self.printed(n)[0].islower() and self.marked(n + 1) not in BEGINS_PIECE:
                break
            n += 1
        return n

    def marked(self, n: int) -> str:
        """What the lexicon knows the phrase that begins here as, "" where nothing."""
        mark = self.marks.get(n)
        if not mark:
            return ""
        is_small = self.printed(n)[0].islower()
        if is_small and mark.phrase in lexicon().written_large:
            return ""
        if is_small and mark.label == "known" and mark.stop - mark.first == 1:
            return ""
        return mark.label

    def label(self, n: int) -> str:
        """What the word is: a label of the lexicon, `acronym`, `capital` or `lower`."""
        if marked := self.marked(n):
            return marked
        word = self.printed(n)
        start = self.words[n].start
        if word[0].islower() and self.text[start - 1 : start] not in ("“", "«", '"'):
            return "lower"
        is_acronym = len(word) > 1 and word.isupper() and not self.is_capitals
        return "acronym" if is_acronym else "capital"

    def has(self, first: int, stop: int, label: str) -> bool:
        """Whether a mark of this label begins between two words."""
        return any(self.marked(n) == label for n in range(first, stop) if n in self.marks)

    def ends_at(self, stop: int, label: str) -> bool:
        """Whether a mark of this label ends right before word `stop`."""
        return any(mark.stop == stop and mark.label == label for mark in self._before(stop))

    def _before(self, stop: int) -> Iterator[Mark]:
        for n in range(max(stop - _MAX_MARK_WORDS, 0), stop):
            if n in self.marks:
                yield self.marks[n]


def field(
    text: str,
    words: Sequence[Word],
    marks: Sequence[Mark],
    gone: Sequence[slice] = (),
    *,
    is_list: bool = False,
) -> Field:
    """What the pieces are cut from; `gone` are the brackets, blanked out in `text`.

    Behind a plural a place is a list: `Comuni di Folgaria, Lavarone e Luserna`.
    """
    ends = {mark.stop for mark in marks if mark.label == "plural"}
    listed = [
        mark
        for mark in marks
        if mark.label != "place" or not {mark.first, mark.first - 1}.intersection(ends)
    ]
    return Field(
        text=text,
        words=words,
        marks={mark.first: mark for mark in listed},
        brackets=gone,
        quotes=[slice(*found.span()) for found in re.finditer(_QUOTED, text)],
        is_capitals=text.isupper(),
        is_list=is_list,
    )
