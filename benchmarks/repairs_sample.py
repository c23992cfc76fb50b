"""Draws repairs at random, each with the text around it, to be read by hand: are they right?

    python -m benchmarks.repairs_sample FOLDER... [--count 300] [--seed 7] [--without MOJ001]

The rules take turns, so that one with thousands of edits does not hide one with few.
"""

from __future__ import annotations

import argparse
import random
from collections import defaultdict
from collections.abc import Iterator
from typing import NamedTuple

from pipeline.batch import find_files
from pipeline.errors import DocumentError
from pipeline.layout import lay_out
from pipeline.read import read
from pipeline.repair import repair

_AROUND_CHARACTERS = 45


class Drawn(NamedTuple):
    """One edit, with the text of its step before and behind it."""

    rule: str
    file: str
    before: str
    edit: str
    after: str


def main() -> None:
    """Prints the sample, a line an edit, and how many each rule made in all."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("folders", nargs="+")
    parser.add_argument("--count", type=int, default=300)
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--without", action="append", default=[], help="a rule to leave out")
    given = parser.parse_args()
    by_rule: defaultdict[str, list[Drawn]] = defaultdict(list)
    for drawn in _edits(given.folders):
        if drawn.rule not in given.without:
            by_rule[drawn.rule].append(drawn)
    for n, (rule, file, before, edit, after) in enumerate(
        _sample(by_rule, given.count, given.seed), 1
    ):
        print(f"{n}. {rule} {file}: {before}{edit}{after}")
    print(", ".join(f"{rule} {len(found)}" for rule, found in sorted(by_rule.items())))


def _edits(folders: list[str]) -> Iterator[Drawn]:
    for job in find_files(folders).jobs:
        with open(job.file, "rb") as stream:
            try:
                reading = read(stream.read(), job.file[job.file.rfind(".") :])
            except DocumentError:
                continue
        for flow, edits in repair(lay_out(reading.pages).flow).steps:
            for edit in edits:
                before = flow.text[max(0, edit.start - _AROUND_CHARACTERS) : edit.start]
                after = flow.text[edit.end : edit.end + _AROUND_CHARACTERS]
                told = f"⟦{_shown(edit.before)}→{_shown(edit.after)}⟧"
                yield Drawn(edit.rule, job.name, _shown(before), told, _shown(after))


def _sample(by_rule: dict[str, list[Drawn]], count: int, seed: int) -> list[Drawn]:
    """So many edits, the rules in turn, each one's at random."""
    chance = random.Random(seed)
    piles = [chance.sample(by_rule[rule], len(by_rule[rule])) for rule in sorted(by_rule)]
    drawn: list[Drawn] = []
    while len(drawn) < count and any(piles):
        drawn += [pile.pop() for pile in piles if pile]
    return drawn[:count]


def _shown(text: str) -> str:
    """The text on one line, soft hyphens to be seen."""
    return text.replace("\xad", "¬").replace("\n", "⏎").replace("\r", "↩").replace("\t", "⇥")


if __name__ == "__main__":
    main()
