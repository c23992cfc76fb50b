"""Who signs an act and who proposes it.

    IL DIRIGENTE GENERALE / MIRIANA DETTI
    Avella (AV), 29/04/2026 IL RESPONSABILE DELL'UFFICIO TECNICO / f.to dott. Pasquale Maiella
    SINDACO SEGRETARIO COMUNALE / f.to Dott. V. Bianchi f.to Avv. S. Rossi      two side by side
    … la proposta presentata dal Referente per l'attività, dott.ssa Debora Nicoletto;

Of several signatures the first is the act's: the organ signs before its secretary. A name alone,
without the office over it or `f.to` before it, is none.
"""

from __future__ import annotations

import re
from functools import cache

from msgspec import Struct

from extractors.text_lines import printed_lines, trimmed

_SIGNED = r"(?:(?i:f\.?\s?to)(?=[\sA-ZÀ-Ý:.])|(?i:firmato(?:\s+digitalmente)?(?:\s+da)?)\b)[\s:.]*"
_ROLE = (
    r"(?:(?:IL|LA|LO|L['’])\s*)?(?P<role>(?:VICE\s*)?(?:DIRIGENT|RESPONSABIL|SINDAC|PRESIDENT"
    r"|DIRETT|SEGRETARI|COMMISSARI|FUNZIONARI|CAPO|COORDINATOR|TITOLAR|COMANDANT|RETTOR"
    r"|ASSESSOR|VICESINDAC)\w*(?:[ '’.,/&()–-]+[\wÀ-ÿ]+)*)"
)
_TITLES = r"(?:dott(?:\.?\s?ssa)?|avv|ing|arch|geom|rag|prof(?:\.?\s?ssa)?|sig(?:\.?\s?ra)?|cap|dr)"
_NAME = rf"(?:(?i:{_TITLES})\.?\s+)*[A-ZÀ-Ý][\w'’.À-ÿ-]+(?:\s+[A-ZÀ-Ý][\w'’.À-ÿ-]*){{1,4}}"
_PERSON = rf"(?i:\b{_TITLES})\.?\s+[A-ZÀ-Ý][\w'’À-ÿ-]+(?:\s+[A-ZÀ-Ý][\w'’À-ÿ-]+){{1,3}}"
_PROPOSED = (
    r"(?i)\bpropost[ao]\b[^.;\n]{0,120}\bd(?:al(?:la|l['’])?|i|el(?:la|l['’])?)\s*"
    r"(?:[^.;\n]{3,100},\s*)?\Z"
)
_PROPOSED_REACH = 240


class Signature(Struct, frozen=True, gc=False):
    """A name and the office over it."""

    nome: slice
    qualifica: slice | None


def signature(text: str, start: int, end: int) -> Signature | None:
    """The first signature in `text[start:end]`."""
    role: slice | None = None
    for line in printed_lines(text, start, end):
        words = text[line]
        signed = re.search(_SIGNED, words)
        if signed and (name := _name(text, line.start + signed.end(), line.stop)):
            before = _role(text, slice(line.start, line.start + signed.start()))
            return Signature(name, before or role)
        if role and text[role.stop : line.start] == "\r" and words.isupper():
            role = slice(role.start, line.stop)
        elif here := _role(text, line):
            role = here
        elif role and role.stop <= line.start and re.fullmatch(_NAME, words):
            return Signature(line, role)
        elif role and not re.fullmatch(r"\W*", words):
            role = None
    return None


def proposer(text: str, start: int, end: int) -> slice | None:
    """Who proposed the act, where the recitals name a person."""
    if "propost" not in text and "PROPOST" not in text and "Propost" not in text:
        return None
    for found in re.compile(_PERSON).finditer(text, start, end):
        before = text[max(start, found.start() - _PROPOSED_REACH) : found.start()]
        if re.search(_PROPOSED, before):
            return slice(*found.span())
    return None


def _name(text: str, start: int, end: int) -> slice | None:
    found = re.compile(rf"\s*({_NAME})").match(text, start, end)
    if not found:
        return None
    stop = found.end(1)
    second = re.search(_SIGNED, text[found.start(1) : stop])
    return trimmed(text, found.start(1), found.start(1) + second.start() if second else stop)


def _role(text: str, line: slice) -> slice | None:
    """The office, with a capital, that a line ends with: `Avella, 29/04/2026 IL SINDACO`."""
    found = re.compile(rf"(?:\A|(?<=[\s.,\d])|\b){_ROLE}[\s:–-]*\Z", re.IGNORECASE).search(
        text[line]
    )
    if not found or not found["role"][0].isupper():
        return None
    role = slice(line.start + found.start("role"), line.start + found.end("role"))
    return _first_of_two(text, role)


def _first_of_two(text: str, role: slice) -> slice:
    """The first of two offices side by side: `SINDACO SEGRETARIO COMUNALE`."""
    second = _secretary().search(text, role.start, role.stop)
    return trimmed(text, role.start, second.start()) if second else role


@cache
def _secretary() -> re.Pattern[str]:
    return re.compile(r"\s(?:IL\s+)?(?:VICE\s*)?SEGRETARI[OA]\b", re.IGNORECASE)
