"""The words of an intervento, as PostgreSQL keeps and looks for them.

Parted and folded here, not by the server: what is found is then what SQLite's FTS5 finds, whatever
the server's language, and no extension is needed. A word is a run of letters and digits;
`Comunità`, `COMUNITA` and `comunita` are one.

    Comunità educante      comunita:1 educante:2
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import cache
from unicodedata import normalize

_LONGEST = 100
"""Characters of a word that are kept: a lexeme has 2,046 bytes at most."""

_MOST_WORDS = 12_000
_MOST_CHARACTERS = 200_000
"""Of an intervento that are kept: a tsvector counts places up to 16,383, and has a mebibyte."""

_GAP = 5
"""Places between two fields, so that no phrase runs from one into the other."""

_AROUND = 6
"""Words shown on each side of the first that is found."""


def vector(texts: Iterable[str | None]) -> str:
    """The words of some fields with their places, as PostgreSQL reads a `tsvector`."""
    places: defaultdict[str, list[str]] = defaultdict(list)
    place, characters = 0, 0
    for text in filter(None, texts):
        for word in words(text):
            place += 1
            characters += len(word)
            if place > _MOST_WORDS or characters > _MOST_CHARACTERS:
                break
            places[word].append(str(place))
        place += _GAP
    return " ".join(f"{word}:{','.join(found)}" for word, found in places.items())


def words(text: str) -> list[str]:
    """The words of a text."""
    return [word[:_LONGEST] for word in _word().findall(_plain(text))]


def query(text: str) -> str:
    """What a user typed, as PostgreSQL reads a `tsquery`; empty where it holds no word.

    All words are wanted; those between quotation marks in their order.
    """
    phrases = [
        "<->".join(words(quoted or word))
        for quoted, word in re.findall(r'"([^"]+)"|([^\s"]+)', text)
    ]
    return " & ".join(f"({phrase})" for phrase in phrases if phrase)


def excerpt(texts: Iterable[str | None], sought: str) -> str:
    """A few words around the first that was sought, those sought in brackets."""
    wanted = frozenset(words(sought))
    for text in filter(None, texts):
        found = list(_spans(text))
        hit = next((i for i, (word, _, _) in enumerate(found) if word in wanted), None)
        if hit is not None:
            first, last = max(hit - _AROUND, 0), min(hit + _AROUND, len(found) - 1)
            head = "…" if first else ""
            tail = "…" if last < len(found) - 1 else ""
            start = found[first][1] if first else 0
            end = found[last][2] if tail else len(text)
            return f"{head}{_marked(text, start, end, found[first : last + 1], wanted)}{tail}"
    return ""


def _marked(
    text: str,
    start: int,
    end: int,
    spans: Iterable[tuple[str, int, int]],
    wanted: frozenset[str],
) -> str:
    parts, at = [], start
    for word, begin, stop in spans:
        if word in wanted:
            parts += [text[at:begin], "[", text[begin:stop], "]"]
            at = stop
    return "".join((*parts, text[at:end]))


def _spans(text: str) -> Iterator[tuple[str, int, int]]:
    """Words with the places that they have in the text as it is written."""
    for match in _printed_word().finditer(text):
        for word in words(match[0])[:1]:
            yield word, match.start(), match.end()


def _plain(text: str) -> str:
    if text.isascii():
        return text.lower()
    return _accents().sub("", normalize("NFD", text)).lower()


@cache
def _accents() -> re.Pattern[str]:
    return re.compile("[\\u0300-\\u036f]++")


@cache
def _word() -> re.Pattern[str]:
    return re.compile(r"[^\W_]+")


@cache
def _printed_word() -> re.Pattern[str]:
    return re.compile("[^\\W_](?:[^\\W_]|[\\u0300-\\u036f])*+")
