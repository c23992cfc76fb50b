"""Worker processes: results in order, a death costs one job, stopping leaves no process behind."""

import multiprocessing
import os
import signal
import time
from contextlib import closing

from pipeline.workers import in_workers


def echo(job: int) -> int:
    """Gives the job back, the early ones later than the others."""
    time.sleep(0.05 if job < 3 else 0)
    return job


def die_at_multiples_of_four(job: int) -> int:
    if job % 4 == 0:
        os.kill(os.getpid(), signal.SIGKILL)
    return job


def interrupt(job: int) -> int:
    """A signal for the whole group arrives while a job is done."""
    for each in (signal.SIGINT, signal.SIGTERM):
        os.kill(os.getpid(), each)
    return job


def test_results_come_in_order_of_the_jobs() -> None:
    assert list(in_workers(echo, range(300), 3)) == list(range(300))


def test_dead_process_costs_its_own_job_only() -> None:
    expected = [None if job % 4 == 0 else job for job in range(12)]
    assert list(in_workers(die_at_multiples_of_four, range(12), 2)) == expected


def test_signals_are_the_parents_case() -> None:
    assert list(in_workers(interrupt, range(4), 2)) == list(range(4))


def test_closing_kills_the_workers() -> None:
    with closing(in_workers(echo, range(10), 2)) as results:
        assert next(results) == 0
        assert multiprocessing.active_children()
    assert not multiprocessing.active_children()
