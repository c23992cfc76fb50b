"""Texts that must fit, and names that are put in order."""

from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.catalogue.report.arcs import arranged
from pipeline.catalogue.report.drawing import fitted, fitted_name, width_of, wrapped

NAME = "CONSORZIO INTERCOMUNALE DI SERVIZI (C.I.DIS.)"


@pytest.mark.parametrize("room", [40, 100, 204, 300, 1000])
def test_a_name_keeps_its_beginning_and_its_end(room: float) -> None:
    shown = fitted_name(NAME, room, 12)
    assert shown.startswith(NAME[:2])
    assert shown == NAME or "…" in shown
    assert shown.endswith("(C.I.DIS.)") or room < 200
    assert width_of(shown, 12) <= room + 12


@given(st.text(max_size=80), st.floats(30, 500))
def test_what_is_fitted_fits(text: str, room: float) -> None:
    for shown in (fitted(text, room, 12), fitted_name(text, room, 12), *wrapped(text, room, 12, 2)):
        assert width_of(shown, 12) <= room + 12
        assert shown == " ".join(shown.split())
    assert len(wrapped(text, room, 12, 2)) <= 2


def test_wrapping_loses_no_word_while_there_is_room() -> None:
    text = "Attività di educazione ambientale (laboratori, giornate ecologiche)"
    assert " ".join(wrapped(text, 200, 11, 9)) == text
    assert wrapped(text, 120, 11, 2)[-1].endswith("…")
    assert wrapped("", 200, 11, 2) == [""]


def test_those_that_work_together_are_put_near_each_other() -> None:
    ties = {("a", "d"): 9, ("b", "e"): 5, ("c", "d"): 1}

    def length(order: tuple[str, ...]) -> int:
        return sum(
            abs(order.index(one) - order.index(other)) * value
            for (one, other), value in ties.items()
        )

    found = tuple(arranged("abcde", ties))
    assert sorted(found) == list("abcde")
    assert length(found) == min(map(length, permutations("abcde")))
    assert arranged("abcde", ties) == list(found)
