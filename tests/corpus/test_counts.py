"""Recitals and points of twelve real acts, counted by hand on their pages.

A recital is an entry that a word like `VISTO`, `PREMESSO` opens, and each item of a list that such
a word heads alone; a vote (`Con voti unanimi`) is one. A point is a numbered item of the decision,
one that begins with `di` or `che`, or a paragraph where nothing marks them; a list under it is its
own. Where an order mixes addressee, sentence and letters, the points are not counted.
"""

from __future__ import annotations

import pytest

from pipeline.run import run
from schemas.records import Documento
from tests.places import ACTS

COUNTS: dict[str, tuple[int, int, int | None]] = {
    "atto_04": (2, 3, 8),
    "atto_06": (3, 2, 2),
    "atto_19": (3, 8, 4),
    "atto_21": (2, 3, 5),
    "atto_22": (5, 8, 4),
    "atto_26": (4, 9, 4),
    "atto_33": (4, 3, 4),
    "atto_34": (5, 7, None),
    "atto_35": (5, 4, 5),
    "atto_36": (3, 5, 6),
    "atto_37": (4, 3, None),
    "atto_39": (6, 4, None),
}
"""Recitals (`premesse`), grounds (`visti`), points of the decision."""


@pytest.mark.parametrize(("name", "counts"), COUNTS.items())
def test_recitals_and_points_are_as_many_as_counted(
    name: str, counts: tuple[int, int, int | None]
) -> None:
    path = ACTS / f"{name}.pdf"
    (record,) = run(path.read_bytes(), path.name)
    assert isinstance(record, Documento)
    act = record.atto
    assert act is not None
    assert (len(act.premesse), len(act.visti)) == counts[:2]
    if counts[2] is not None:
        assert len(act.dispositivo) == counts[2]
