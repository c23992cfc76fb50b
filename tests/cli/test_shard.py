"""`--shard I/N`: parts of the files, told by their paths, that make the whole."""

import json
import re
from pathlib import Path

import pytest

from pipeline.batch import Shard
from tests.cli.calls import PLAN, call, documents, folder_of, written

FILES = 30


@pytest.fixture
def acts(tmp_path: Path) -> Path:
    """A folder of thirty plans, and some files that no reader is for."""
    others = {f"{n}_docm": "" for n in range(9)}
    plans = {f"{n:02}_txt": PLAN.replace("2022", f"{2000 + n}") for n in range(FILES)}
    return folder_of(tmp_path / "acts", **plans, **others)


def part(acts: Path, shard: str) -> dict[str, bytes]:
    """The lines of a part, by path."""
    result = call(acts, "-o", acts.parent / "part.jsonl", "--shard", shard)
    assert result.exit_code == 0, result.stderr
    lines = (acts.parent / "part.jsonl").read_bytes().splitlines()
    return {json.loads(line)["source"]["path"]: line for line in lines}


@pytest.mark.parametrize("count", [1, 2, 7])
def test_the_parts_are_the_whole(acts: Path, count: int) -> None:
    parts = [part(acts, f"{number}/{count}") for number in range(1, count + 1)]
    together = {path: line for each in parts for path, line in each.items()}
    assert sum(map(len, parts)) == len(together) == FILES
    call(acts, "-o", acts.parent / "whole.jsonl")
    whole = (acts.parent / "whole.jsonl").read_bytes().splitlines()
    assert [together[path] for path in sorted(together)] == whole


def test_other_files_change_no_part(acts: Path) -> None:
    before = part(acts, "2/3")
    folder_of(acts / "more", **{f"{n}_txt": PLAN for n in range(9)})
    after = part(acts, "2/3")
    assert {path: line for path, line in after.items() if "/" not in path} == before
    assert 0 < len(after) - len(before) < 9


def test_what_is_passed_over_is_counted_in_one_part(acts: Path) -> None:
    told = [call(acts, "-o", "-", "--shard", f"{n}/4").stderr for n in range(1, 5)]
    found = [re.search(r"^passed over +(\d+)", each, re.MULTILINE) for each in told]
    assert sum(int(each[1]) for each in found if each) == 9


def test_a_part_may_have_no_files(acts: Path) -> None:
    sizes = []
    for number in range(1, 9):
        output = json.loads(written(acts / "00.txt", options=("--shard", f"{number}/8")))
        sizes.append(len(output["documents"]))
    assert sorted(sizes) == [0] * 7 + [1]


def test_parts_are_of_about_one_size() -> None:
    names = [f"deep/{n}.pdf" for n in range(10_000)]
    sizes = [sum(map(Shard(number, 10).has, names)) for number in range(1, 11)]
    assert sum(sizes) == 10_000
    assert 900 < min(sizes) <= max(sizes) < 1100


def test_a_part_is_the_same_for_two_workers(acts: Path) -> None:
    shard = ("--shard", "1/2")
    assert documents(acts, options=shard) == documents(acts, options=(*shard, "--jobs", "2"))


@pytest.mark.parametrize(
    "shard", ["0/4", "5/4", "4", "1/", "/4", "1/0", "a/b", "-1/4", "1/4/2", ""]
)
def test_what_is_no_part_is_refused(acts: Path, shard: str) -> None:
    result = call(acts, "-o", "-", "--shard", shard)
    assert result.exit_code == 2
    assert "is not one of 1/N to N/N" in result.stderr
