"""Memory a page: one worker reads a file of 5,000 pages in less than 250 MB."""

import tracemalloc
from pathlib import Path

import pytest

from benchmarks.invented import write
from pipeline.batch import process
from pipeline.options import Options
from pipeline.outcome import Job
from pipeline.read import read

PAGES = 200
READ_BYTES, PEAK_BYTES = 20_000, 70_000
"""A page as read, and at most while the file goes through the stages: 16,100 and 57,400, measured
on pages of 350 words and 90 rules. Objects for every line and rule took 54,000 and 98,000."""


@pytest.fixture(scope="module")
def long_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A programme of many pages, read once: what is loaded and kept for all files has been."""
    file = tmp_path_factory.mktemp("long") / "long.pdf"
    write(file, PAGES, seed=1)
    process(Job("long.pdf", str(file)), Options())
    return file


def test_pages_as_read_are_small(long_file: Path) -> None:
    data = long_file.read_bytes()
    tracemalloc.start()
    reading = read(data, ".pdf")
    held, _ = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert len(reading.pages) == PAGES
    assert held < READ_BYTES * PAGES


def test_no_stage_holds_many_times_the_pages(long_file: Path) -> None:
    tracemalloc.start()
    outcome = process(Job("long.pdf", str(long_file)), Options())
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert outcome.pages == PAGES
    assert peak < PEAK_BYTES * PAGES
