"""Files that say, or hold, far more than is there: read in seconds, or given up with a reason."""

import json
import os
from pathlib import Path

import pytest

from pipeline.batch import find_files
from pipeline.options import Options
from pipeline.outcome import Outcome
from pipeline.supervise import Course, run_batch
from pipeline.worker import resident_bytes
from pipeline.workers import Limits
from tests.nasty.endless import claimed_pages, forms_in_forms, shared_pages, slow_pages

MEMORY_BYTES = 400 << 20
"""Above what this process holds: its children begin with that."""


def outcome(folder: Path, data: bytes) -> Outcome:
    """What becomes of a file under limits."""
    (folder / "a.pdf").write_bytes(data)
    limits = Limits(2, resident_bytes(os.getpid()) + MEMORY_BYTES)
    (found,) = run_batch(find_files([str(folder)]).jobs, Options(), Course(limits=limits))
    return found


@pytest.mark.parametrize("data", [claimed_pages(10**6), shared_pages(6)], ids=["said", "shared"])
def test_a_million_pages_are_refused(tmp_path: Path, data: bytes) -> None:
    record = json.loads(outcome(tmp_path, data).bodies[0])
    assert record["error"]["code"] == "too_many_pages"


def test_pages_that_stand_in_the_tree_many_times_are_read_so_often(tmp_path: Path) -> None:
    assert outcome(tmp_path, shared_pages(2)).pages == 100


def test_forms_in_forms_are_read(tmp_path: Path) -> None:
    assert outcome(tmp_path, forms_in_forms(2)).failure is None


def test_forms_that_multiply_without_end_are_given_up(tmp_path: Path) -> None:
    record = json.loads(outcome(tmp_path, forms_in_forms(9)).bodies[0])
    assert record["error"]["code"] in ("timeout", "memory")
    assert record["source"]["bytes"] == (tmp_path / "a.pdf").stat().st_size


def test_pages_that_are_slow_are_given_up(tmp_path: Path) -> None:
    record = json.loads(outcome(tmp_path, slow_pages()).bodies[0])
    assert record["error"]["code"] == "timeout"
    assert record["error"]["remedy"].startswith("Raise --timeout")
