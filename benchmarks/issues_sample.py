"""Draws issues at random, each with the text around it, to be read by hand: are they right?

    python -m benchmarks.issues_sample FOLDER... [--count 50] [--seed 7] [--without COV001]

The rules take turns, so that a rule with many issues does not hide one with few.
"""

from __future__ import annotations

import argparse
import random
from collections import defaultdict
from collections.abc import Iterator

from pipeline.batch import find_files
from pipeline.errors import DocumentError
from pipeline.read import read
from pipeline.run import run
from schemas.records import Documento, Issue

_AROUND_CHARACTERS = 160


def main() -> None:
    """Prints the sample: rule, file, page, message, and the text where the issue stands."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("folders", nargs="+")
    parser.add_argument("--count", type=int, default=50)
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--without", action="append", default=[], help="a rule to leave out")
    given = parser.parse_args()
    by_rule: defaultdict[str, list[tuple[str, Issue]]] = defaultdict(list)
    for file, issue in _issues(given.folders):
        if issue.rule not in given.without:
            by_rule[issue.rule].append((file, issue))
    for n, (file, issue) in enumerate(_drawn(by_rule, given.count, given.seed), 1):
        print(f"{n}. {issue.rule} {issue.severity} {file}, page {issue.page}, {issue.path}")
        print(f"   {issue.message}\n   … {_context(file, issue)} …\n")


def _issues(folders: list[str]) -> Iterator[tuple[str, Issue]]:
    for job in find_files(folders).jobs:
        with open(job.file, "rb") as stream:
            for record in run(stream.read(), job.name):
                if isinstance(record, Documento):
                    yield from ((job.file, issue) for issue in record.issues)


def _drawn(
    by_rule: dict[str, list[tuple[str, Issue]]], count: int, seed: int
) -> list[tuple[str, Issue]]:
    """So many issues, the rules in turn, each one's at random."""
    chance = random.Random(seed)
    piles = [chance.sample(by_rule[rule], len(by_rule[rule])) for rule in sorted(by_rule)]
    drawn: list[tuple[str, Issue]] = []
    while len(drawn) < count and any(piles):
        drawn += [pile.pop() for pile in piles if pile]
    return drawn[:count]


def _context(file: str, issue: Issue) -> str:
    """The text where an issue stands, before any repair."""
    if issue.page is None or issue.start is None:
        return "(no place)"
    with open(file, "rb") as stream:
        try:
            reading = read(stream.read(), file[file.rfind(".") :])
        except DocumentError as error:
            return str(error)
    text = reading.pages[issue.page - 1].text
    start = max(0, issue.start - _AROUND_CHARACTERS)
    return " ".join(text[start : issue.start + 2 * _AROUND_CHARACTERS].split())


if __name__ == "__main__":
    main()
