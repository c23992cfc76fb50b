"""PLC001: a place in the document's own aim that it has nothing to do with."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from functools import cache

from pipeline.validate.case import Case
from schemas.records import Issue
from schemas.rules import issue

_NAME = r"[A-ZÀ-Þ][\w'’]+(?:(?:\s+|-|\s+(?:di|del|della|sul|in)\s+)[A-ZÀ-Þ][\w'’]+){0,3}"
_FEWEST_TIMES_AT_HOME = 2


_AIMS = ("biettivo", "biettivi", "inalità", "copo", "copi")
"""`Obiettivo`, `finalità`, `scopo`, whatever their first letter."""


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
    for sentence in _aims(case.flow.text):
        for place in _place().finditer(case.flow.text, *sentence.span()):
            name = " ".join(place["name"].split())
            if _is_stranger(name, case) and (home := _home(case, name)):
                message = (
                    f"the aim speaks of «{place[0].strip()}», which stands nowhere else; "
                    f"the document is about «{home}»"
                )
                yield issue("PLC001", message, "$", case.place(slice(*place.span())))


def _aims(text: str) -> Iterator[re.Match[str]]:
    """The sentences that tell an aim of the act, from behind its first word."""
    for word in _AIMS:
        start = text.find(word)
        while start >= 0:
            start += len(word)
            if sentence := _aim().match(text, start):
                yield sentence
            start = text.find(word, start)


def _is_stranger(name: str, case: Case) -> bool:
    """Whether the name's first word stands once in the document, and in no name of its own."""
    word = name.split(maxsplit=1)[0].casefold()
    own = [member.nome for member in case.organizzazioni]
    own += [named.nome for named in (case.ente, case.distretto) if named]
    if any(word in each.casefold() for each in own):
        return False
    return len(re.findall(rf"\b{re.escape(word)}\b", case.flow.text.casefold())) == 1


def _home(case: Case, stranger: str) -> str | None:
    """The town that the document names most, if it does so more than once."""
    found = _place().finditer(case.flow.text)
    counts = Counter(" ".join(place["name"].split()) for place in found)
    counts.pop(stranger, None)
    (home, times) = max(counts.items(), key=lambda each: (each[1], each[0]), default=("", 0))
    return home if times >= _FEWEST_TIMES_AT_HOME else None
