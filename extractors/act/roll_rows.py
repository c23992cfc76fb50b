"""The rows of a collegial body's roll: of a table, of columns set with blanks, and of sentences.

ROSSI MARIO ⇥ SINDACO ⇥ Presente              cells
VERDI LUIGI   Consigliere          X          columns
… Sono presenti i signori: Rossi Mario, …     a list, which goes on over printed lines
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache

from extractors.text_lines import trimmed

_LIST = (
    r"(?i)(?:sono\s+|risulta(?:no)?\s+)?(?P<stato>present|assent)[ei](?:\s+(?:in)?giustificat[oi]"
    r"|\s+(?:i\s+)?(?:sig(?:nori|g\.?(?:ri)?|g?\.)|consiglieri|assessori|membri|componenti)\.?)*\s*:"
)
_LIST_ENDS = (
    r"\.\s+(?=(?:Assist|Partecip|Presied|Riconosc|Constat|Accertat|Verificat|Assum|Fung|Svolg|Redig"
    r"|Verbalizz|Il|La|L['’]|Con|Sono|Risult|È|E['’])\w*\s)"
)
_FEW = 8


def rows(text: str, start: int, end: int) -> Iterator[tuple[slice, list[slice]]]:
    """Rows and their cells; in plain text, columns are parted by blanks."""
    for match in re.compile(r"[^\n]+").finditer(text, start, end):
        if "\t" in match[0]:
            yield slice(*match.span()), list(parts(text, match.start(), match[0].split("\t")))
            continue
        for paragraph in re.compile(r"[^\v]+").finditer(text, *match.span()):
            begin, listed = paragraph.end(), list(_lists(text, *paragraph.span()))
            if listed:
                begin = listed[0].start
            for line in re.compile(r"[^\r]+").finditer(text, paragraph.start(), begin):
                columns = _columns().finditer(text, *line.span())
                cells = [trimmed(text, *column.span()) for column in columns]
                yield slice(*line.span()), cells or [slice(*line.span())]
            for part in listed:
                yield part, [part]


def _lists(text: str, start: int, end: int) -> Iterator[slice]:
    """The lists that stand in a paragraph's sentences, or go on over its printed lines."""
    heads = [head for head in list_head().finditer(text, start, end) if _begins(text, head)]
    if not heads or (heads[0].start() == start and len(heads) == 1 and "\r" not in text[start:end]):
        return
    if not text[heads[0].end() : end].strip(" ") or text[heads[0].end()] == "\r":
        return
    for head, stop in zip(heads, [*(each.start() for each in heads[1:]), end], strict=True):
        ends = re.compile(_LIST_ENDS).search(text, head.end(), stop)
        yield trimmed(text, head.start(), ends.start() if ends else stop)


def _begins(text: str, head: re.Match[str]) -> bool:
    """Whether the head of a list begins its paragraph or a sentence."""
    before = text[max(0, head.start() - _FEW) : head.start()]
    return before.rstrip(" \r")[-1:] in ("", "\n", "\v", ".", ";", ":", ",")


def parts(text: str, at: int, parts: Sequence[str]) -> Iterator[slice]:
    """Where the parts of a string stand that one character parts."""
    for part in parts:
        yield trimmed(text, at, at + len(part))
        at += len(part) + 1


@cache
def _columns() -> re.Pattern[str]:
    """Words that no wide blank parts."""
    return re.compile(r"\S+(?: \S+)*")


@cache
def list_head() -> re.Pattern[str]:
    """What begins a list of those present, or absent."""
    return re.compile(_LIST)
