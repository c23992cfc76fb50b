"""Every layout gives back the records it was rendered from."""

import pytest

from tests.render.document import Look
from tests.render.layouts import VARIANTS, Variant, looks
from tests.render.records import synthetic_plan
from tests.render.scoring import compare, interventi

MIN_EXACT = 0.995
CASES = [
    pytest.param(variant, look, seed, id=f"{variant.name}-{look.name}")
    for n, variant in enumerate(VARIANTS)
    for seed, look in enumerate(looks(variant), 2 * n)
]


@pytest.mark.parametrize(("variant", "look", "seed"), CASES)
def test_what_is_printed_is_read(variant: Variant, look: Look, seed: int) -> None:
    plan = synthetic_plan(seed)
    read = interventi(variant.render(plan, look), f"{plan.doc}.pdf")
    score = compare(variant.records(plan), read)
    assert (score.precision, score.recall, score.invented) == (1, 1, 0), str(score)
    assert score.exact >= MIN_EXACT, str(score)
