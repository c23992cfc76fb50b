"""The parts of an act: head, recitals, decision, closing, and the papers annexed to it.

    DETERMINAZIONE DEL RESPONSABILE DEL SERVIZIO …    head
    IL RESPONSABILE DEL SERVIZIO / Visto il TUEL …    recitals
    D E T E R M I N A / 1. DI LIQUIDARE …             decision
    Avella (AV), 29/04/2026 IL RESPONSABILE           closing
    Il Responsabile del Settore / dott.ssa Ada Bruni  closing
    PARERE DI REGOLARITÀ TECNICA …                    an annexed opinion

The words that part them stand alone on a printed line, in capitals, at times letter by letter. An
opinion may stand before the recitals, and a proposal has recitals and a decision of its own: those
are its text, not the act's.
"""

from __future__ import annotations

import re
from functools import cache
from typing import Literal

from msgspec import Struct

from extractors.act.marks import (
    DECISIONS,
    MAX_MARK_CHARACTERS,
    decides,
    decides_small,
    is_formula,
    opens_recital,
    squeezed,
)
from extractors.act.signature_blocks import block_in
from extractors.act.subject import begins_subject
from extractors.act.titles import HEAD_CHARACTERS, title_lines, titles_of
from extractors.text_lines import printed_lines

PartKind = Literal["head", "formula", "recitals", "decision", "closing", "annex"]

_ANNEX = (
    r"(?:PARER[EI]|VISTO\s+(?:DI|CONTABILE|ATTESTANTE|PER\s+LA|FAVOREVOLE)|ATTESTAZION[EI]"
    r"|CERTIFICAT[OI]|CERTIFICAZIONE|REFERTO|RELAT[AI]\s+DI|RELAZIONE\s+DI\s+(?:NOTIFICA|PUBBL)"
    r"|PROPOSTA\s+(?:N\b|DI\s+(?:DELIBERA|DETERMINA|DECRETO|ORDINANZA|ATTO|PROVVEDIMENTO))"
    r"|DICHIARAZIONE\s+DI|ESECUTIVIT|COPIA\s+CONFORME|PUBBLICAZIONE|REGOLARIT"
    r"|AUTENTICA|ANNOTAZION)"
)
_LAST = (
    r"(?:(?:verbale\s+)?letto,?\s*(?:,?\s*confermato,?|approvato)|(?:il\s+|del\s+)?(?:che|presente)\b[^.]{0,40}"
    r"\b(?:verbale|letto)\b|fatto,\s*letto)"
)
"""The words over the signatures of a record, which stand behind the opinions at times."""

_GATHERED = r"(?i)\b(?:riunit|convocat|adunat)[ao]s?i?[\s,:*]*\Z"
"""Before the body's name where that only says who met: `si è riunita / LA GIUNTA PROVINCIALE`."""

_CLOSES = (
    r"(?:(?:verbale\s+)?letto,?\s*(?:,?\s*confermato,?|approvato)"
    r"|(?:adunanza|seduta|riunione)\s+(?:è\s+)?(?:chiusa|tolta|sciolta)\b"
    r"|(?:il|del)\s+(?:presente|che)\b[^.]{0,40}"
    r"(?:verbale|letto)|elenco\s+degli\s+allegati|questo\s+atto,?\s+se\s+trasmesso"
    r"|(?:f\.?\s?to|firmato|sottoscritt[oa]\s+dal(?:la)?)\b|documento\s+(?:informatico\s+)?firmato|copia\s+conforme)"
)
_PLACE_DATE = (
    r"(?:[A-ZÀ-Ý][\w'’.]*\s+|d[eai]l?l?[ae]?\s+|d['’]){0,6}[A-ZÀ-Ý][\w'’]+\s*(?:\([A-Z]{2}\))?\s*,?\s*"
    r"(?:l[iì]['’]?|add[iì]|il|data)?[\s,]*\d{1,2}(?:\s*[./-]\s*\d{1,2}\s*[./-]|\s+[a-z]{3,9}\s+)"
    r"\s*\d{2,4}\b"
)


class Part(Struct, frozen=True, gc=False):
    """A stretch of the act; the line that opens it is `title`, empty where nothing does."""

    kind: PartKind
    title: slice
    body: slice


def act_parts(text: str, start: int, end: int, is_paper: bool = False) -> list[Part]:
    """The parts of the act in `text[start:end]`, in order, without gaps.

    Words that part an act mean nothing before its title and subject, unless all is a paper.
    """
    cuts: list[tuple[PartKind, slice]] = [("head", slice(start, start))]
    state = _State(start if is_paper else _named_until(text, start, end), end)
    for line in printed_lines(text, start, end):
        if kind := state.next_part(text, line):
            if kind == "closing":
                cuts.append((kind, _signing(text, line, end)))
                continue
            opens = kind == "recitals" and not is_formula(text[line])
            cuts.append((kind, slice(line.start, line.start) if opens else _mark(text, kind, line)))
    ends = [line.start for _, line in cuts[1:]] + [end]
    return [
        Part(kind, line, slice(line.stop, stop))
        for (kind, line), stop in zip(cuts, ends, strict=True)
    ]


def _signing(text: str, line: slice, end: int) -> slice:
    """Of a line that closes, the words that do: `… all'Albo. IL SINDACO` from the office on."""
    block = None if _closes().match(text[line]) else block_in(text, line, end)
    return slice(block.start, line.stop) if block else line


def _named_until(text: str, start: int, end: int) -> int:
    """Where the head's first title and the first subject after it have been printed.

    The organ's name over them (`IL SINDACO / DECRETO N. 3`) is letterhead.
    """
    at: int = start
    for line in printed_lines(text, start, min(end, start + HEAD_CHARACTERS)):
        words = text[line]
        if squeezed(words) in DECISIONS or opens_recital(text, line.start):
            break
        if begins_subject(words):
            return int(line.start)
        if at == start and title_lines().match(words):
            at = line.start
    return at


def _mark(text: str, kind: PartKind, line: slice) -> slice:
    """The words of a line that open a part: of `DETERMINA di approvare …` the first."""
    if kind != "decision":
        return line
    return slice(line.start, line.start + decides(text[line])) if decides(text[line]) else line


def begins_with_paper(text: str) -> bool:
    """Whether a text is an opinion, a certificate or a proposal alone, and no act behind it."""
    paper: str | None = None
    is_act = False
    for line in printed_lines(text, 0, _BEGINNING_CHARACTERS):
        words = text[line]
        if _annex().match(words) and words.isupper():
            paper = paper or words
        elif not paper and next(titles_of(text, line.start, line.stop), None):
            return False
        is_act = is_act or next(titles_of(text, line.start, line.stop), None) is not None
    if not paper:
        return False
    has_decided = any(decides(text[line]) for line in printed_lines(text) if _is_short(line))
    return not has_decided or (paper.startswith("PROPOSTA") and not is_act)


_BEGINNING_CHARACTERS = 1000


def _is_short(line: slice) -> bool:
    return bool(line.stop - line.start <= MAX_MARK_CHARACTERS)


class _State:
    """Where in the act the reading has come to."""

    def __init__(self, named: int, end: int) -> None:
        self._named = named
        self._end = end
        self._kind: PartKind = "head"
        self._has_decided = False
        self._is_proposal = False

    def next_part(self, text: str, line: slice) -> PartKind | None:
        """The part that a line opens, None where it belongs to the one before."""
        kind = self._opened(text, line)
        if kind:
            self._kind = kind
            self._has_decided |= kind == "decision"
            self._is_proposal = kind == "annex" and text[line].startswith("PROPOSTA")
        return kind

    def _opened(self, text: str, line: slice) -> PartKind | None:
        if self._kind == "head" and line.start < self._named:
            return None
        if _is_short(line) and (kind := self._marked(text, line)):
            return kind
        if self._kind in ("decision", "annex"):
            return self._closing(text, line)
        if self._kind == "head" and line.start and _begins_paragraph(text, line.start):
            return "recitals" if opens_recital(text, line.start) else None
        return None

    def _marked(self, text: str, line: slice) -> PartKind | None:
        """The part that words alone on a line open. A proposal's decision is its own."""
        words = text[line]
        is_of_proposal = self._kind == "annex" and self._is_proposal
        if not self._has_decided and (self._is_decision(words) or decides_small(text, line)):
            return None if is_of_proposal else "decision"
        if self._is_annex(words):
            return "annex"
        is_before = not self._has_decided and not is_of_proposal
        if self._kind == "head" and re.search(
            _GATHERED, text[max(0, line.start - _REACH) : line.start]
        ):
            return None
        return "recitals" if is_before and is_formula(words) else None

    def _is_decision(self, words: str) -> bool:
        """Whether words decide: alone on their line, or before more of it behind recitals."""
        length = decides(words)
        return length == len(words) or (length > 0 and self._kind == "recitals")

    def _closing(self, text: str, line: slice) -> PartKind | None:
        words = text[line]
        if self._kind == "annex":
            is_last = self._has_decided and bool(re.match(_LAST, words, re.IGNORECASE))
            return "closing" if is_last else None
        is_closing = bool(_closes().match(words)) and _ends_sentence(text, line.start)
        return "closing" if is_closing or block_in(text, line, self._end) else None

    def _is_annex(self, words: str) -> bool:
        if not _annex().match(words) or words.upper() != words:
            return False
        return self._has_decided or self._kind != "recitals"


def _begins_paragraph(text: str, at: int) -> bool:
    before = text[max(0, at - 8) : at].rstrip(" -–•·*")
    return not before or before[-1] == "\n"


def _ends_sentence(text: str, at: int) -> bool:
    """Whether a paragraph, a cell or a sentence ends before this place."""
    before = text[max(0, at - _REACH) : at].rstrip(" *_-–")
    return not before or before[-1] in "\n\t\v" or before.rstrip()[-1:] in ".;:!?"


_REACH = 40


@cache
def _annex() -> re.Pattern[str]:
    return re.compile(_ANNEX)


@cache
def _closes() -> re.Pattern[str]:
    return re.compile(rf"(?i:{_CLOSES})|{_PLACE_DATE}")
