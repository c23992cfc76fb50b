"""Draws names of organisations that share a key, and merges proposed, to be read by hand.

    python -m benchmarks.organisations_sample FOLDER... [--count 100] [--seed 7]

The names are those that stand in running text, a kind of body and what follows it in capitals
(`Scuola dell'infanzia di Vattaro`): the acts' own fields hold too few to measure on. Cut short or
run on as they are, they are harder than the fields'.
"""

from __future__ import annotations

import argparse
import random
import re
from collections import defaultdict
from collections.abc import Iterator
from typing import TypeVar

from extractors.organisation_keys.keys import is_kind, kind_of, organisation_key
from extractors.organisation_keys.spelling import without_small, words
from extractors.organisation_keys.table import table
from pipeline.batch import find_files
from pipeline.errors import DocumentError
from pipeline.layout import lay_out
from pipeline.normalise.proposals import Cited, proposals
from pipeline.read import read
from pipeline.repair import repair

T = TypeVar("T")

_SMALL = (
    r"(?:di|del|dello|della|dei|degli|delle|dell['’]|d['’]|e|ed|per|la|il|le|i|in|al|alla|all['’])"
)
_LARGE = r"(?:[A-ZÀ-ÖØ-Þ][\w.'’]*|\d{1,2}\b)"
_FOLLOWING = rf"(?:[ \r]+(?:{_SMALL}[ \r]*){{0,2}}[\"“«]?(?:{_LARGE}|[a-z]{{5,}}\b)[\"”»]?)"
_NAME = re.compile(rf"{_LARGE}{_FOLLOWING}{{1,7}}")


def main() -> None:
    """Prints both samples and how large what they were drawn from is."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("folders", nargs="+")
    parser.add_argument("--count", type=int, default=100)
    parser.add_argument("--seed", type=int, default=7)
    given = parser.parse_args()
    cited = list(_cited(given.folders))
    names: defaultdict[str, set[str]] = defaultdict(set)
    for each in cited:
        names[each.chiave].add(" ".join(each.nome.split()))
    several = sorted(key for key in names if len({_plain(name) for name in names[key]}) > 1)
    merges = [row for row in proposals(cited) if row.decision == "merge?"]
    print(f"{len(cited)} mentions, {len(names)} keys, {len(several)} of several names")
    print(f"{len(merges)} merges proposed\n")
    chance = random.Random(given.seed)
    for n, key in enumerate(_drawn(several, given.count, chance), 1):
        forms = {_plain(name): name for name in sorted(names[key])}
        print(f"{n}. {key}: {' | '.join(forms.values())}")
    print()
    for n, row in enumerate(_drawn(merges, given.count, chance), 1):
        print(f"{n}. {row.score} {row.key} -> {row.to_key} ({row.reason})")


def _plain(name: str) -> str:
    return " ".join(without_small(words(name), table().small))


def _drawn(items: list[T], count: int, chance: random.Random) -> list[T]:
    return chance.sample(items, min(count, len(items)))


def _cited(folders: list[str]) -> Iterator[Cited]:
    for job in find_files(folders).jobs:
        with open(job.file, "rb") as stream:
            try:
                reading = read(stream.read(), job.file[job.file.rfind(".") :])
            except DocumentError:
                continue
        text = repair(lay_out(reading.pages).flow).flow.text
        for found in _NAME.finditer(text):
            name = found[0].strip(" .,\r")
            key = organisation_key(name, "TN")
            if key and not is_kind(key.chiave) and kind_of(key.chiave.split()):
                yield Cited(name, key.chiave, job.name)


if __name__ == "__main__":
    main()
