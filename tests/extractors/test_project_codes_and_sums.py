"""Sums of money and codes of projects: what is printed, and what only looks like one."""

import pytest

from extractors.act.amounts import amounts
from extractors.act.project_codes import cigs, cups


@pytest.mark.parametrize(
    ("text", "cents"),
    [
        ("euro 10mila", 1_000_000),
        ("€ 5 mila", 500_000),
        ("€ 1,5 milioni", 150_000_000),
        ("€ 2 mln", 200_000_000),
        ("3 miliardi di euro", 300_000_000_000),
        ("2 mld €", 200_000_000_000),
        ("1.000.000 di euro", 100_000_000),
        ("euro 10 milady", 1_000),
    ],
)
def test_sum_has_its_scale(text: str, cents: int) -> None:
    assert [each.cents for each in amounts(text, 0, len(text))] == [cents]


@pytest.mark.parametrize("text", ["10mila abitanti", "3 miliardi", "n. 5 di Europa"])
def test_number_without_a_sign_is_no_sum(text: str) -> None:
    assert not list(amounts(text, 0, len(text)))


@pytest.mark.parametrize(
    "text",
    ["il CUP è\nB11B22000010004.", "CUP:\n  B11B22000010004", "CUP B11B22000010004"],
)
def test_code_is_read_over_a_line_broken_by_hand(text: str) -> None:
    assert cups(text, 0, len(text)) == ["B11B22000010004"]


def test_code_of_another_line_is_none() -> None:
    text = "il CIG non è richiesto\n0461123456 per informazioni"
    assert cigs(text, 0, len(text)) == []
