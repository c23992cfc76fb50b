"""Files that say, or hold, far more than is there: read in seconds, or given up with a reason."""

import json
import os
import re
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from pipeline.batch import find_files, process
from pipeline.options import Options
from pipeline.outcome import Job, Outcome
from pipeline.run import run
from pipeline.supervise import Course, run_batch
from pipeline.worker import resident_bytes
from pipeline.workers import Limits
from schemas.records import Documento
from tests.nasty import endless
from tests.nasty.endless import claimed_pages, forms_in_forms, shared_pages, slow_pages

MEMORY_BYTES = 400 << 20
"""Above what this process holds: its children begin with that."""


def outcome(folder: Path, data: bytes) -> Outcome:
    """What becomes of a file under limits."""
    (folder / "a.pdf").write_bytes(data)
    limits = Limits(2, resident_bytes(os.getpid()) + MEMORY_BYTES)
    (found,) = run_batch(find_files([str(folder)]).jobs, Options(), Course(limits=limits))
    return found


CPU_SECONDS = 10
"""Some ten times what the slowest takes: processor time, for others may be busy."""


def told(folder: Path, data: bytes) -> str:
    """The code of a file's failure, or `ok`; within the time, and without a limit's help."""
    (folder / "a.pdf").write_bytes(data)
    began = time.process_time()
    outcome = process(Job("a.pdf", str(folder / "a.pdf")), Options(ocr="never"))
    assert time.process_time() - began < CPU_SECONDS
    record = json.loads(outcome.bodies[0])
    if record["status"] == "ok":
        assert outcome.pages == 1
        assert record["coverage"]["characters"] == len("Bibliotecaaperta")
        return "ok"
    return str(record["error"]["code"])


@pytest.mark.parametrize(
    ("make", "code"),
    [
        (endless.ring_of_pages, "no_text_layer"),
        (lambda: shared_pages(4, forms=4), "too_many_pages"),
        (lambda: endless.many_objects(10**6), "ok"),
        (lambda: endless.lost_objects(10**6), "damaged_pdf"),
        (lambda: endless.endless_streams(2_000), "damaged_pdf"),
        (lambda: endless.endless_streams(10**5), "damaged_pdf"),
        (lambda: endless.huge_dictionary(200_000), "ok"),
        (lambda: endless.deep("[", "]", 10**6), "ok"),
        (lambda: endless.deep("<</A", ">>", 10**5), "ok"),
        (endless.scripts_and_files, "ok"),
    ],
    ids=[
        "ring of pages",
        "repeated pages",
        "a million objects",
        "a million objects and no table",
        "streams without an end",
        "a hundred thousand of them",
        "a dictionary of 200,000 keys",
        "arrays in arrays",
        "dictionaries in dictionaries",
        "scripts and files",
    ],
)
def test_it_is_told_in_seconds(tmp_path: Path, make: Callable[[], bytes], code: str) -> None:
    assert told(tmp_path, make()) == code


@pytest.mark.parametrize(
    "data",
    [endless.wide_gaps(60_000), endless.unknown_letters(30_000)],
    ids=["wide gaps", "letters without a value"],
)
def test_a_crowded_page_takes_no_longer_for_each_word(tmp_path: Path, data: bytes) -> None:
    (tmp_path / "a.pdf").write_bytes(data)
    began = time.process_time()
    outcome = process(Job("a.pdf", str(tmp_path / "a.pdf")), Options(ocr="never"))
    assert time.process_time() - began < CPU_SECONDS
    assert b"from \xc2\xabBiblioteca aperta" in outcome.bodies[0]


def test_a_page_that_inflates_without_end_is_given_up(tmp_path: Path) -> None:
    record = json.loads(outcome(tmp_path, endless.inflating(1024)).bodies[0])
    assert record["error"]["code"] in ("timeout", "memory")


@pytest.mark.parametrize("data", [claimed_pages(10**6), shared_pages(6)], ids=["said", "shared"])
def test_a_million_pages_are_refused(tmp_path: Path, data: bytes) -> None:
    record = json.loads(outcome(tmp_path, data).bodies[0])
    assert record["error"]["code"] == "too_many_pages"


def test_pages_that_stand_in_the_tree_many_times_are_read_so_often(tmp_path: Path) -> None:
    assert outcome(tmp_path, shared_pages(2)).pages == 100


def test_page_of_more_than_a_million_letters_is_left_out() -> None:
    assert left_out(endless.crowded(10_001)) == (1, "letters, over 1000000")


@pytest.mark.parametrize("levels", [6, 9])
def test_page_whose_forms_multiply_is_left_out(levels: int) -> None:
    data = endless.forms_behind_a_page(levels)
    assert left_out(data) == (2, "forms that draw forms")


@pytest.mark.parametrize("times", [1, 60, 300])
def test_logos_and_stamps_are_no_such_forms(times: int) -> None:
    (record,) = run(endless.logos(times), "a.pdf", Options(ocr="never"))
    assert isinstance(record, Documento)
    assert record.coverage.characters == len("Bibliotecaaperta")
    assert "PDF006" not in {issue.rule for issue in record.issues}


def left_out(data: bytes) -> tuple[int | None, str]:
    """The page of a file of two that was left out, and words of the reason."""
    began = time.process_time()
    (record,) = run(data, "a.pdf", Options(ocr="never"))
    assert time.process_time() - began < CPU_SECONDS
    assert isinstance(record, Documento)
    assert record.coverage.characters == len("Bibliotecaaperta")
    (issue,) = (issue for issue in record.issues if issue.rule == "PDF006")
    (why,) = re.findall("letters, over 1000000|forms that draw forms", issue.message)
    return issue.page, why


@pytest.mark.parametrize(
    "data",
    [
        forms_in_forms(9),
        endless.form_of_the_page(),
        endless.stamp_without_end(),
        forms_in_forms(9).replace(b"xref", b"zref"),
        forms_in_forms(9).replace(b"/Type/Page/", b"/TypePage/"),
        endless.forms_in_a_ring_of_pages(),
    ],
    ids=["many", "itself", "stamp", "without a table", "a page that is not called so", "a ring"],
)
def test_forms_that_multiply_without_end_are_not_drawn(tmp_path: Path, data: bytes) -> None:
    record = json.loads(outcome(tmp_path, data).bodies[0])
    assert record["error"]["code"] == "no_text_layer"
    assert "forms that draw forms" in record["error"]["message"]


def test_forms_in_forms_are_read(tmp_path: Path) -> None:
    assert outcome(tmp_path, forms_in_forms(2)).failure is None


def test_pages_that_are_slow_are_given_up(tmp_path: Path) -> None:
    record = json.loads(outcome(tmp_path, slow_pages()).bodies[0])
    assert record["error"]["code"] == "timeout"
    assert record["error"]["remedy"].startswith("Raise --timeout")
