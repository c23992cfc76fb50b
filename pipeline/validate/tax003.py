"""TAX003: a label that no edition has."""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.validate.case import Case
from schemas.records import Issue
from schemas.rules import issue


def check(case: Case) -> Iterator[Issue]:
    """Looks for labels of the taxonomy that no edition has, nor any that is like them.

    Why: without a code the intervento is counted in no field. Example: `TASSONOMIA: Gas
    territorialità e altro`, which is like nothing in any edition. Not flagged: labels with a slip,
    or without their examples in brackets, which have `metodo: approssimata`.
    """
    for order, intervento in enumerate(case.interventi):
        for entry in intervento.classificazioni:
            if entry.codice is None and entry.testo.strip():
                message = f"no edition of the taxonomy has «{entry.testo}»"
                path = f"$.interventi[{order}].classificazioni"
                yield issue("TAX003", message, path, case.place_of(order))
