"""Both PDF engines read real acts, and real plans in every layout, alike."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.corpus.plans import some_plans
from tests.engines import WHITE, Difference, differences, in_order, values
from tests.places import ACTS
from tests.render.layouts import VARIANTS, looks

SOURCES = sorted(ACTS.glob("*.pdf"))[::4]

DIFFERENCES = {"atto_01": [Difference(4, (), ("H",), WHITE)]}
"""By act; no other has any."""

VARIANT_NAMES = (
    "wide-horizontal",
    "columns-ruled",
    "form-colon",
    "modulo-mixed",
    "programma-double",
)


@pytest.mark.parametrize("source", SOURCES, ids=lambda path: path.stem)
def test_acts_are_read_alike(source: Path) -> None:
    data, expected = source.read_bytes(), DIFFERENCES.get(source.stem, [])
    assert differences(data) == [each._replace(why="") for each in expected]
    one, other = in_order(data, "pdfium"), in_order(data, "pdfplumber")
    assert len(one) > 1000
    assert len(other) - len(one) == sum(len("".join(each.pdfplumber)) for each in expected)
    if not expected:
        assert one == other


def test_a_quarter_of_the_acts_is_read() -> None:
    assert len(SOURCES) >= 10


@pytest.mark.parametrize("name", VARIANT_NAMES)
def test_plans_are_read_alike(name: str) -> None:
    variant = next(variant for variant in VARIANTS if variant.name == name)
    plan = min(some_plans(6), key=lambda plan: len(plan.azioni))
    data = variant.render(plan, looks(variant)[0])
    assert not differences(data)
    found = values(data, "pdfium")
    assert found == values(data, "pdfplumber")
    assert len(found) == len(plan.azioni)
