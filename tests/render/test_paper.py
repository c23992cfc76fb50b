"""The rendered acts hold what the layouts promise: cuts in sentences and words, running heads."""

import io
from itertools import pairwise

import pdfplumber
import pytest

from tests.render.document import Look
from tests.render.layouts import VARIANTS, Variant
from tests.render.records import synthetic_plan

LOOK = Look("sans", 10)


def named(name: str) -> Variant:
    """The variant of this name."""
    return next(variant for variant in VARIANTS if variant.name == name)


def bodies(variant: Variant) -> list[list[str]]:
    """The printed lines of each page, without running head and foot."""
    with pdfplumber.open(io.BytesIO(variant.render(synthetic_plan(2), LOOK))) as pdf:
        pages = [page.extract_text().split("\n") for page in pdf.pages]
    return [lines[1:-1] for lines in pages] if variant.foot else pages


@pytest.mark.parametrize("name", ["wide", "programma-open-cuts", "programma-platypus", "modulo"])
def test_pages_cut_sentences(name: str) -> None:
    lasts = [lines[-1] for lines in bodies(named(name))[:-1]]
    assert any(last[-1].islower() for last in lasts), lasts


def test_pages_cut_hyphenated_words() -> None:
    lasts = [lines[-1] for lines in bodies(named("programma-hyphenated"))]
    assert any(last.endswith("-") for last in lasts), lasts


def test_one_value_takes_more_than_two_pages() -> None:
    labels = [lines[0].split(".")[0] for lines in bodies(named("programma-open-cuts"))]
    assert any(not one[0].isupper() and not two[0].isupper() for one, two in pairwise(labels))


def test_the_same_plan_gives_the_same_bytes() -> None:
    first, second = (named("wide").render(synthetic_plan(1), LOOK) for _ in range(2))
    assert first == second


@pytest.mark.parametrize("family", ["wide", "columns", "form", "modulo", "programma"])
def test_half_of_each_layout_has_running_head_and_foot(family: str) -> None:
    variants = [variant for variant in VARIANTS if variant.name.startswith(family)]
    assert 2 * sum(bool(variant.foot) for variant in variants) >= len(variants)
