"""Every evidence box of the samples, cropped from the page and read again by another program.

What is read is the value, and at most the label on its first line: a value that wraps under its
label has it in its box.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pdfplumber
import pytest

from tests.golden.test_samples import extracted
from tests.places import SAMPLES

SOURCES = sorted(SAMPLES.glob("*/source.pdf"))

BOXES = {
    "modulo_piano_2018": (40, 0),
    "piano_cidis_2022": (36, 17),
    "programma_7522_2024": (120, 1),
}
"""How many boxes each sample has, and in how many a label stands beside the value's first line."""

GLUED = 2
"""Characters that may stand in one word with a value, on either side: `n.1`, `1.`."""

NEAR = 2.5
"""Points that two programs may differ by in how high the letters of a font reach."""

Read = dict[str, Any]
"""A word as pdfplumber gives it."""


def places(source: Path) -> Iterator[tuple[str, dict[str, Any]]]:
    """The evidence of a sample that has a box, with its field's name."""
    for intervento in extracted(source)["interventi"]:
        for field, found in intervento["evidence"].items():
            for place in found:
                if place["bbox"]:
                    yield f"{intervento['ordine']}.{field}", place
                else:
                    assert place["raw"] == ""


def words_in(words: list[Read], box: list[float]) -> list[Read]:
    """The words whose middle lies in a box, row by row."""
    x0, top, x1, bottom = box
    return [
        word
        for word in words
        if x0 <= (word["x0"] + word["x1"]) / 2 <= x1
        and top <= (word["top"] + word["bottom"]) / 2 <= bottom
    ]


def box_around(words: list[Read]) -> list[float]:
    """The smallest box that holds the words."""
    edges = [(min, "x0"), (min, "top"), (max, "x1"), (max, "bottom")]
    return [pick(word[edge] for word in words) for pick, edge in edges]


def flat(text: str) -> str:
    """A text without white space."""
    return re.sub(r"\s", "", text)


@pytest.mark.parametrize("source", SOURCES, ids=lambda path: path.parent.name)
def test_every_box_holds_its_value_and_no_neighbour(source: Path) -> None:
    count = labelled = 0
    with pdfplumber.open(io.BytesIO(source.read_bytes())) as pdf:
        words = [page.extract_words(x_tolerance_ratio=0.15) for page in pdf.pages]
    for name, place in places(source):
        count += 1
        inside = words_in(words[place["page"] - 1], place["bbox"])
        read, value = flat(" ".join(word["text"] for word in inside)), flat(place["raw"])
        before, found, after = read.partition(value)
        assert found, f"{name}: {value!r} is not in {read!r}"
        assert len(after) <= GLUED, f"{name}: {after!r} stands behind it"
        if not (before or after):
            assert place["bbox"] == pytest.approx(box_around(inside), abs=NEAR), name
        if len(before) > GLUED:
            labelled += 1
            line = _line_before(words[place["page"] - 1], place)
            assert line.endswith(before), f"{name}: {before!r} is no label on its first line"
    assert (count, labelled) == BOXES[source.parent.name]


def _line_before(words: list[Read], place: dict[str, Any]) -> str:
    """What stands before the value's first word on the line where the value begins."""
    first = place["raw"].split()[0]
    top = place["bbox"][1]
    row = [word for word in words if word["top"] <= top + (word["bottom"] - word["top"]) / 2]
    row = [word for word in row if word["bottom"] > top + 1]
    return flat(" ".join(word["text"] for word in row)).partition(first)[0]
