"""Who signs an act and who proposes it.

    IL DIRIGENTE GENERALE / MIRIANA DETTI
    Avella (AV), 29/04/2026 IL RESPONSABILE DELL'UFFICIO TECNICO / f.to dott. Pasquale Maiella
    SINDACO SEGRETARIO COMUNALE / f.to Dott. V. Bianchi f.to Avv. S. Rossi      two side by side
    … la proposta presentata dal Referente per l'attività, dott.ssa Debora Nicoletto;

Of several signatures the first is the act's: the organ signs before its secretary. A name alone,
without the office over it or `f.to` before it, is none.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator
from functools import cache

from msgspec import Struct

from extractors.act.signature_blocks import block_in, is_secretary
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
    """The first signature in `text[start:end]`, the organ's before its secretary's."""
    found = list(itertools.islice(_signatures(text, start, end), _MAX_SIGNATURES))
    if not found or not found[0].qualifica or not is_secretary(text[found[0].qualifica]):
        return found[0] if found else None
    heads = (s for s in found if s.qualifica and re.search(_HEADS, text[s.qualifica]))
    return next(heads, found[0])


_MAX_SIGNATURES = 4
_HEADS = r"(?i)\A(?:(?:il|la)\s)?\s*(?:sindac|president|commissari)"
"""The organs that a secretary assists."""


def _signatures(text: str, start: int, end: int) -> Iterator[Signature]:
    role: slice | None = None
    taken = start
    for line in printed_lines(text, start, end):
        if line.start < taken:
            continue
        words = text[line]
        if (block := block_in(text, line, end)) and block.nome:
            taken = text.find("\n", block.nome.stop, end)
            taken = block.nome.stop if taken < 0 else taken
            yield Signature(block.nome, _bare(text, block.qualifica))
            role = None
            continue
        signed = re.search(_SIGNED, words)
        if signed and (name := _name(text, line.start + signed.end(), line.stop)):
            before = _role(text, slice(line.start, line.start + signed.start()))
            yield Signature(name, before or role)
            continue
        if role and text[role.stop : line.start] == "\r" and f"{text[role]}{words}".isupper():
            role = slice(role.start, line.stop)
        elif here := _role(text, line):
            role = here
        elif role and role.stop <= line.start and re.fullmatch(_NAME, words):
            yield Signature(line, role)
        elif role and not re.fullmatch(r"\W*", words):
            role = None


def _bare(text: str, office: slice) -> slice:
    """An office without its article."""
    article = re.compile(r"(?:[IL][LlAaOo]\s+|L['’]\s*)").match(text, office.start, office.stop)
    stop = office.start + len(text[office].rstrip(" :.,-–"))
    return slice(article.end() if article else office.start, stop)


def proposer(text: str, start: int, end: int) -> slice | None:
    """Who proposed the act, where the recitals name a person."""
    if "propost" not in text and "PROPOST" not in text and "Propost" not in text:
        return None
    for found in re.compile(_PERSON).finditer(text, start, end):
        before = text[max(start, found.start() - _PROPOSED_REACH) : found.start()]
        if re.search(_PROPOSED, before):
            return slice(*found.span())
    return None


def named_proposer(text: str, start: int, end: int) -> slice | None:
    """Who proposes the act by a label of its head: `Proponente: Ass. Luisa Gori`."""
    found = _proposer_line().search(text, start, end)
    return slice(*found.span("name")) if found and "\t" not in found["name"] else None


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
def _proposer_line() -> re.Pattern[str]:
    return re.compile(
        r"(?:\A|(?<=[\n\r\t\v]))[ *]*(?i:(?:assessor[ea]|consiglier[ea])?\s*proponente)\s*[:\t]\s*"
        rf"(?P<name>(?:(?i:assessor[ea]|ass\.)\s*)?{_NAME})[ *]*(?=[\n\r\t\v]|\Z)"
    )


@cache
def _secretary() -> re.Pattern[str]:
    return re.compile(r"\s(?:IL\s+)?(?:VICE\s*)?SEGRETARI[OA]\b", re.IGNORECASE)
