"""Entries of the taxonomy: `A0301 Incontri di progettazione e programmazione`, or a bare label.

Programmes print codes of edition 3, several in one cell with nothing between a label and the next
code; labels hold commas, colons and slashes, so only a code can part them. Plans print the label
alone, of edition 2. The letters change meaning between editions: a code is known by its shape.
Looking labels up in the editions' tables is not done here (`extractors/taxonomy_labels.py`).
"""

from __future__ import annotations

import re

from schemas.records import Classificazione

_CODE = re.compile(r"\b(?:(?P<edizione_3>[A-G]\d{4})|(?P<edizione_2>[A-E]\d{2}-\d{4}))\b")
_DIGITS = re.compile(r"\d\d\d\d")
"""No code is without four digits on end; most labels have none."""

_AROUND = " .:;,/–-()\n"
"""What may part a label from the codes before and after it."""


def entries(value: str, shapes: re.Pattern[str] | None = None) -> tuple[Classificazione, ...]:
    """The entries of one printed value, in order.

    `shapes` finds the codes of editions that a user added, and leaves the edition open; without it
    the codes are those of editions 2 and 3.
    """
    if shapes:
        codes = list(shapes.finditer(value))
    else:
        codes = list(_CODE.finditer(value)) if _DIGITS.search(value) else []
    if not codes:
        return (_labelled(value),) if value else ()
    found = []
    head = value[: codes[0].start()].strip()
    if any(letter.isalpha() for letter in head):
        found.append(_labelled(head))
    ends = [code.start() for code in codes[1:]] + [len(value)]
    for code, end in zip(codes, ends, strict=True):
        found.append(
            Classificazione(
                testo=value[code.start() : end].strip(),
                codice=code[0],
                etichetta=value[code.end() : end].strip(_AROUND) or None,
                edizione=None if shapes else "3" if code["edizione_3"] else "2",
                metodo="codice",
            )
        )
    return tuple(found)


def _labelled(label: str) -> Classificazione:
    return Classificazione(testo=label, etichetta=label, metodo="etichetta")
