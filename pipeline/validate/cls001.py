"""CLS001: one document classifies in two ways: a code with two labels, a label with two codes."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from pipeline.validate.case import Case
from schemas.records import Classificazione, Issue
from schemas.rules import issue

_ONE_SPELLING = 0.85
"""Labels as alike as this are one, printed with a slip or with other punctuation."""

_REMEMBERED = 1024
"""Labels whose words are kept: a taxonomy has fewer."""


def check(case: Case) -> Iterator[Issue]:
    """Compares the codes and labels of the taxonomy that one document prints.

    Why: one of the two is wrong, and what is counted by code goes to the wrong field. Example:
    `D0104 Incontri formativi e informativi: Salute e stili di vita` in a programme that prints
    D0104 before `F0101 GAS territoriali` elsewhere. Not flagged: labels that differ by a slip, or
    that one of the two cuts short; labels of one word (`Altro`); entries without a code; codes of
    two editions.
    """
    labels: dict[str, str] = {}
    codes: dict[tuple[str | None, str], str] = {}
    for order, intervento in enumerate(case.interventi):
        for entry in intervento.classificazioni:
            if not (entry.codice and entry.etichetta):
                continue
            label = _bare(entry.etichetta)
            known = labels.setdefault(entry.codice, label)
            other = codes.setdefault((entry.edizione, label), entry.codice)
            if message := _disagreement(entry, label, known, other):
                path = f"$.interventi[{order}].classificazioni"
                yield issue("CLS001", message, path, case.place_of(order))


def _disagreement(entry: Classificazione, label: str, known: str, other: str) -> str | None:
    if not _is_one_label(label, known):
        return f"{entry.codice} stands before «{entry.etichetta}»; before, it stood for «{known}»"
    if other != entry.codice and " " in label:
        return f"«{entry.etichetta}» has the code {entry.codice}; before, it had {other}"
    return None


def _is_one_label(one: str, other: str) -> bool:
    if one.startswith(other) or other.startswith(one):
        return True
    from difflib import SequenceMatcher

    return SequenceMatcher(None, one, other, autojunk=False).ratio() >= _ONE_SPELLING


@lru_cache(_REMEMBERED)
def _bare(label: str) -> str:
    return " ".join(re.findall(r"\w+", label.casefold()))
