"""SKOS: the editions of the taxonomy and their crosswalk, in Turtle."""

from __future__ import annotations

from pipeline.catalogue.database import Readable
from pipeline.catalogue.export.sheets import whole_file
from pipeline.normalise.skos import skos, turtle
from schemas.taxonomy import taxonomies


def to_skos(connection: Readable, path: str) -> list[str]:
    """The editions that the catalogue's interventi use, as a file of Turtle; all, if they use none.

    What they match in another edition is a link, whether that edition is in the file or not.
    """
    known = taxonomies()
    found = connection.execute(
        "SELECT DISTINCT edizione FROM voci WHERE n_interventi > 0 ORDER BY edizione"
    )
    used = [edition for (edition,) in found if edition in known.editions]
    with whole_file(path) as part, open(part, "w", encoding="utf-8", newline="\n") as stream:
        stream.write(turtle(skos(known, used or known.editions)))
    return [path]
