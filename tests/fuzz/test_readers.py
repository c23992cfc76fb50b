"""A short and always the same part of what `python -m benchmarks.fuzz` does for hours.

What that found is in `found/`: files that once raised what no reader may raise, or took for ever.
"""

from pathlib import Path
from random import Random

import pytest

from tests.fuzz.mutate import elements, encoded, members, mutated, packed
from tests.fuzz.targets import TARGETS, Target, holds, words_for
from tests.inputs.crafted import signed

FOUND = sorted((Path(__file__).parent / "found").glob("*.bin"))
FILES = 400
"""That each reader is given."""

MOST_BYTES = 30_000


@pytest.mark.parametrize("target", TARGETS.values(), ids=TARGETS)
@pytest.mark.filterwarnings("ignore")
def test_broken_files_raise_nothing_but_typed_failures(target: Target) -> None:
    chance = Random(target.name)
    seeds = [each for each in target.seeds() if len(each) <= MOST_BYTES]
    for _ in range(FILES):
        data = chance.choice(seeds)
        for _ in range(chance.choice((1, 1, 2))):
            data = mutated(data, chance, words_for(target), chance.choice(seeds), MOST_BYTES)
        holds(target, data)


@pytest.mark.timeout(60)
@pytest.mark.parametrize("path", FOUND, ids=lambda path: path.stem)
def test_what_was_found_is_mended(path: Path) -> None:
    holds(TARGETS[path.stem.partition("-")[0]], path.read_bytes())


@pytest.mark.parametrize("target", TARGETS.values(), ids=TARGETS)
def test_seeds_are_files_that_are_read(target: Target) -> None:
    refused = 0
    for data in target.seeds():
        try:
            target.read(data)
        except Exception:  # noqa: BLE001  it is counted
            refused += 1
    assert refused <= len(target.seeds()) // 4


def test_a_file_is_broken_the_same_way_from_the_same_chance() -> None:
    for target in TARGETS.values():
        data = target.seeds()[0]
        one, other = (mutated(data, Random(4), words_for(target), data) for _ in range(2))
        assert one == other


def test_what_is_taken_apart_is_put_together_again() -> None:
    envelope = signed(b"TITOLO: x", 2)
    assert encoded(elements(envelope)) == envelope
    parts = {"a.txt": b"x", "b.txt": b"y" * 100}
    assert members(packed(parts)) == parts
