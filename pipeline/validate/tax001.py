"""TAX001: a code that no edition lists."""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.validate.case import Case
from schemas.records import Issue
from schemas.rules import issue
from schemas.taxonomy import taxonomies


def check(case: Case) -> Iterator[Issue]:
    """Looks for codes of the taxonomy that have the shape of an edition and are not in its table.

    Why: the edition has grown, or a digit is wrong; the code is kept, with the field and the macro
    area that it begins with, where the edition has them. Example: `A01-0108`, a number that the
    sheet of edition 2 skips. Not flagged: codes of an edition that `--taxonomy` adds; labels
    without a code, which are TAX003. Where the label behind it is printed whole and its own code is
    a letter away (`A0031 Incontri di progettazione …`), that one is taken.
    """
    for order, intervento in enumerate(case.interventi):
        for entry in intervento.classificazioni:
            edition = taxonomies(case.taxonomy).editions.get(entry.edizione or "")
            code = (edition.printed_code(entry.testo) if edition else None) or entry.codice
            if code and edition and code not in edition.by_code:
                message = f"edition {edition.name} of the taxonomy has no code {code}"
                if code != entry.codice:
                    message += f"; the label behind it is that of {entry.codice}, which is taken"
                path = f"$.interventi[{order}].classificazioni"
                yield issue("TAX001", message, path, case.place_of(order))
