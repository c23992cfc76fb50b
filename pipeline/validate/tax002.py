"""TAX002: a code whose label is not the one printed behind it."""

from __future__ import annotations

from collections.abc import Iterator

from extractors.taxonomy_labels import agreement
from pipeline.validate.case import Case
from schemas.records import Issue
from schemas.rules import issue
from schemas.taxonomy import matching, taxonomies


def check(case: Case) -> Iterator[Issue]:
    """Holds the label printed behind a code against the label of that code in its edition.

    Why: one of the two is wrong, and only a reader can say which; the code is taken, unless the
    label is printed whole and its own code is a letter away. Example:
    `D0104 GAS territoriali` in a programme of 2024, where D0104 is about health and F0101 is `GAS
    territoriali`. Not flagged: a label with a slip, without its examples in brackets, or cut short;
    a code by itself; a code that the edition does not list, which is TAX001.
    """
    for order, intervento in enumerate(case.interventi):
        for entry in intervento.classificazioni:
            edition = taxonomies(case.taxonomy).editions.get(entry.edizione or "")
            code = edition.printed_code(entry.testo) if edition else None
            concept = edition.by_code.get(code or "") if edition else None
            if concept is None or not entry.etichetta:
                continue
            if agreement(entry.etichetta, concept) < matching()["threshold"]:
                message = (
                    f"{concept.code} stands before «{entry.etichetta}»; "
                    f"edition {entry.edizione} calls it «{concept.name}»"
                )
                if concept.code != entry.codice:
                    message += f"; {entry.codice}, whose label it is, is taken"
                path = f"$.interventi[{order}].classificazioni"
                yield issue("TAX002", message, path, case.place_of(order))
