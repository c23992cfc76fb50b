"""PLC001: a place in the document's own aim that it has nothing to do with."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from functools import cache
from heapq import nlargest

from extractors.text_lines import occurrences
from pipeline.validate.case import Case
from schemas.records import Issue
from schemas.rules import issue

_NAME = r"[A-ZÀ-Þ][\w'’]+(?:(?:\s+|-|\s+(?:di|del|della|sul|in)\s+)[A-ZÀ-Þ][\w'’]+){0,3}"
_FEWEST_TIMES_AT_HOME = 2


_AIM_STEMS = ("biettivo", "biettivi", "inalità", "copo", "copi")
"""Of `Obiettivo`, `finalità`, `scopo`, whatever their first letter."""


@cache
def _aim() -> re.Pattern[str]:
    """Behind one of these: `generale dell'Accordo`, and the rest of the sentence."""
    return re.compile(
        r"\s+(?:\w+\s+){0,3}(?:del|della|dell['’]|di\s+quest['’o])\s*(?:presente\s+)?"
        r"(?:accordo|distretto|programma|piano)\b[^.;\n]{0,800}",
        re.IGNORECASE,
    )


@cache
def _place() -> re.Pattern[str]:
    return re.compile(
        r"\b(?P<kind>(?:[Cc]ittà|[Cc]omun[ei]|[Tt]erritorio(?:\s+comunale)?)\s+d(?:i|ella|el)\s+)"
        rf"(?P<name>{_NAME})"
    )


def check(case: Case) -> Iterator[Issue]:
    """Reports a town that the sentence of the act's aim names and nothing else in it does.

    Why: the sentence was left over from the act that this one was copied from. Example:
    "L'obiettivo generale dell'Accordo è quello di sostenere sinergie tra diverse realtà […] della
    città di Rovereto", in an act of the Alta Valsugana whose town is Pergine Valsugana throughout.
    Not flagged: a town that is named a second time, or in the name of the body, the district or a
    member; documents that name no other town as their own; sentences that tell of anything else.
    """
    text = case.flow.text
    named = [place for aim in _aims(text) for place in _place().finditer(text, aim.start, aim.stop)]
    if not named:
        return
    own, times = set(_words(_own_names(case))), Counter(_words(text))
    places = Counter(_name(place) for place in _place().finditer(text))
    homes = nlargest(2, places.items(), key=lambda each: (each[1], each[0]))
    for place in named:
        name = _name(place)
        word = max(_words(name.split()[0]), key=len)
        home = next((each for each in homes if each[0] != name), ("", 0))
        if word not in own and times[word] == 1 and home[1] >= _FEWEST_TIMES_AT_HOME:
            message = (
                f"the aim speaks of «{place[0].strip()}», which stands nowhere else; "
                f"the document is about «{home[0]}»"
            )
            yield issue("PLC001", message, "$", case.place(slice(*place.span())))


def _aims(text: str) -> Iterator[slice]:
    """The sentences that tell an aim of the act, from behind its first word; none twice."""
    told, length = 0, len(text)
    ends = (at + len(stem) for stem in _AIM_STEMS for at in occurrences(text, stem, 0, length))
    for end in sorted(ends):
        if sentence := _aim().match(text, end):
            yield slice(max(sentence.start(), told), sentence.end())
            told = sentence.end()


def _own_names(case: Case) -> str:
    """The names of the body, the district and the members."""
    named = (case.ente, case.distretto, *case.organizzazioni)
    return " ".join(each.nome for each in named if each and each.nome)


def _name(place: re.Match[str]) -> str:
    return " ".join(place["name"].split())


def _words(text: str) -> list[str]:
    return re.findall(r"\w+", text.casefold())
