"""Real plans, set as offices set them: every action is found, and next to every field exact."""

from __future__ import annotations

from functools import reduce
from operator import add

import pytest

from tests.corpus.plans import some_plans
from tests.render.layouts import VARIANTS, Variant, looks
from tests.render.scoring import Score, compare, interventi

LAYOUTS = ("wide", "columns", "form", "modulo", "programma", "sheet", "odd")
PLANS = 6
PLANS_OF_VARIANT = 2
MIN_EXACT = 0.995


@pytest.fixture(scope="module")
def scores() -> dict[str, Score]:
    """How plans were read in each layout: all of them, and some in each of its variants."""
    found = dict.fromkeys(LAYOUTS, Score())
    for n, variant in enumerate(VARIANTS):
        layout = variant.name.split("-")[0]
        count = PLANS if variant.name == layout else PLANS_OF_VARIANT
        for number in range(n, n + count):
            found[layout] += score(variant, number % PLANS)
    return found


def score(variant: Variant, number: int) -> Score:
    """How one plan was read in one variant."""
    plan = some_plans(PLANS)[number]
    data = variant.render(plan, looks(variant)[number % 2])
    return compare(variant.records(plan), interventi(data, f"{plan.doc}.pdf"))


@pytest.mark.parametrize("layout", LAYOUTS)
def test_every_action_is_found_and_no_other(layout: str, scores: dict[str, Score]) -> None:
    found = scores[layout]
    assert (found.precision, found.recall, found.invented) == (1, 1, 0), str(found)
    assert found.gold >= PLANS


def test_fields_are_exact(scores: dict[str, Score]) -> None:
    total = reduce(add, scores.values())
    assert total.exact >= MIN_EXACT, str(total)
