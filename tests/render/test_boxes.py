"""Evidence boxes of rendered acts hold their value, and no word of its neighbours."""

from __future__ import annotations

import json
from typing import Any

import pytest

from pipeline.read import read
from pipeline.run import run
from pipeline.write import encode
from schemas.page import Page, Word
from tests.render.layouts import VARIANTS, Variant, looks
from tests.render.records import synthetic_plan

SAME_LINE = 6.0
"""Words whose tops differ by no more points than this stand on one line."""

CHOSEN = [variant for n, variant in enumerate(VARIANTS) if "-" not in variant.name or n % 4 == 1]


def strangers(page: Page, place: dict[str, Any]) -> list[str]:
    """Words in a box that are not of its value, those before it on its first line left out."""
    x0, top, x1, bottom = place["bbox"]
    words = [word for line in page.lines for word in line.words]
    inside = [
        word
        for word in words
        if x0 <= (word.x0 + word.x1) / 2 <= x1 and top <= (word.top + word.bottom) / 2 <= bottom
    ]
    mine = [word for word in inside if word.start < place["end"] and word.end > place["start"]]
    first = mine[0]

    def is_before(word: Word) -> bool:
        return word.x0 < first.x0 and abs(word.top - first.top) <= SAME_LINE

    return [page.text[w.start : w.end] for w in inside if w not in mine and not is_before(w)]


@pytest.mark.parametrize("variant", CHOSEN, ids=lambda variant: variant.name)
def test_no_box_holds_words_of_a_neighbour(variant: Variant) -> None:
    plan = synthetic_plan(0)
    data = variant.render(plan, looks(variant)[0])
    pages = read(data, ".pdf").pages
    count = 0
    for intervento in json.loads(encode(run(data, "x.pdf")[0]))["interventi"]:
        for field, places in intervento["evidence"].items():
            for place in places:
                if place["bbox"]:
                    count += 1
                    found = strangers(pages[place["page"] - 1], place)
                    assert not found, f"{intervento['ordine']}.{field} {place['bbox']}: {found[:8]}"
    assert count >= 3 * len(plan.azioni)
