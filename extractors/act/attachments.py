"""What an act carries with it: the attachments that it lists, the papers annexed behind it.

    Elenco degli allegati parte integrante / 001 PROGRAMMA DI LAVORO 2024 …        listed
    PARERE DI REGOLARITÀ TECNICA / … Esito: Favorevole / Avella, 29/04/2026        annexed
    ATTESTAZIONE DI PUBBLICAZIONE … / Determina n. 144 del 27/02/2026;             names its act

A paper is tied to an act where it names one alone on a line, or in a certificate's own sentence.
What an opinion decides is read where a word says so, never from the fact that it is there.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from msgspec import Struct

from extractors.act.naming import named_acts
from extractors.act.readings import Reading
from extractors.text_lines import printed_lines

if TYPE_CHECKING:
    from schemas.act import TipoAllegato, TipoAtto

_LIST = (
    r"(?i)(?:elenco\s+(?:degli\s+)?allegati\b[^\n]{0,60}|allegati\s*(?:parte\s+integrante)?\s*:)"
)
_LISTED = r"(?P<numero>\d{1,3}|[A-Z])(?:\s*[).–-]+\s*|\s+)(?P<titolo>\S[^\n\r]{3,200})"
_TYPES: tuple[tuple[str, TipoAllegato], ...] = (
    (r"PROPOSTA", "proposta"),
    (r"VISTO|ATTESTAZIONE\s+(?:DI\s+)?(?:COPERTURA|FINANZ)", "visto"),
    (r"PARER|REGOLARIT", "parere"),
    (r"(?:ATTESTAZION|CERTIFICA|REFERTO|RELA)\w*\W.*PUBBLICAZION|PUBBLICAZION", "pubblicazione"),
    (r".*ESECUTIVIT", "esecutivita"),
    (r".*CONFORM", "conformita"),
    (r"RELA|.*NOTIFIC", "notifica"),
)
_OUTCOME = (
    r"(?i)\b(?:esito\s*:\s*|(?:parere|visto)\s+(?:è\s+)?)(?P<esito>(?:non\s+)?favorevole"
    r"|contrario|negativo|positivo|sfavorevole)"
)


class Listed(Struct, frozen=True, gc=False):
    """An entry of the list of attachments, and the line that it is."""

    numero: str | None
    titolo: slice
    place: slice


class Annexed(Struct, frozen=True, gc=False):
    """A paper behind the act: its kind by its title, what it decides, the act it names."""

    tipo: TipoAllegato
    esito: str | None
    atto: tuple[TipoAtto, Reading] | None


def listed_attachments(text: str, start: int, end: int) -> tuple[slice | None, list[Listed]]:
    """The head of the list of attachments in `text[start:end]`, and its entries."""
    head = re.compile(_LIST).search(text, start, end)
    if not head:
        return None, []
    found = []
    for line in printed_lines(text, head.end(), end):
        entry = re.compile(_LISTED).match(text, line.start, line.stop)
        if not entry:
            break
        found.append(Listed(entry["numero"], slice(*entry.span("titolo")), line))
    return slice(*head.span()), found


def annexed(text: str, title: slice, body: slice) -> Annexed:
    """What the paper with this title says."""
    name = text[title].upper()
    tipo: TipoAllegato = next((kind for words, kind in _TYPES if re.match(words, name)), "altro")
    outcome = re.compile(_OUTCOME).search(text, body.start, body.stop)
    named = next(iter(_named(text, body)), None)
    return Annexed(tipo, outcome["esito"].lower() if outcome else None, named)


def _named(text: str, body: slice) -> Iterator[tuple[TipoAtto, Reading]]:
    return named_acts(text, body.start, body.stop)
