"""No Cyrillic letter is left in any value of the real documents, and their amounts carry `€`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from msgspec import to_builtins

from pipeline.run import run
from tests.places import ACTS, PLANS

SOURCES = sorted((*PLANS.glob("*.txt"), *ACTS.glob("*.pdf")))
DAMAGED = [path for path in SOURCES if path.suffix == ".txt" and "Ђ" in path.read_text("utf-8")]
_DAMAGE = re.compile("[\u0400-\u04ff\u0500-\u052f\x80-\x9f\xad\ufffd]|Ã.|â‚¬|â€")
"""Cyrillic, control characters, soft hyphens, broken bytes, bytes of UTF-8."""

_AMOUNT = re.compile(r"Ђ\.?\s{0,2}\d[\d.,]*(?<=\d)|\d[\d.,]*\s?Ђ")


@cache
def _values(path: Path) -> tuple[str, ...]:
    """Every text of a file's record, but what stands for the source as it is."""
    (record,) = run(path.read_bytes(), path.name)
    return tuple(_texts(to_builtins(record)))


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for key, part in value.items():
            yield key
            if key not in ("evidence", "source"):
                yield from _texts(part)
    elif isinstance(value, list | tuple):
        for part in value:
            yield from _texts(part)


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: path.stem)
def test_no_value_holds_a_damaged_letter(path: Path) -> None:
    found = [text for text in _values(path) if _DAMAGE.search(text)]
    assert not found


@pytest.mark.parametrize("path", DAMAGED, ids=lambda path: path.stem)
def test_every_amount_carries_the_euro(path: Path) -> None:
    source = path.read_text("utf-8")
    values = ["".join(text.split()) for text in _values(path)]
    assert sum(text.count("€") for text in values) >= source.count("Ђ")
    for amount in _AMOUNT.findall(source):
        whole = "".join(amount.replace("Ђ", "€").split())
        assert any(whole in text for text in values), amount


def test_amounts_are_there_to_be_looked_at() -> None:
    assert len(SOURCES) == 97
    amounts = [x for path in DAMAGED for x in _AMOUNT.findall(path.read_text("utf-8"))]
    assert len(amounts) >= 45
