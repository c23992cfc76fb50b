"""Worker processes, one pipe each and nothing shared, so that the death of one costs its job only.

The pools of the standard library share a queue and its locks among the workers: one that dies or is
interrupted while it holds a lock stops all the others for good.
"""

from __future__ import annotations

import gc
import signal
from collections import deque
from collections.abc import Callable, Generator, Iterator, Sequence
from contextlib import contextmanager
from multiprocessing import get_context
from multiprocessing.connection import Connection, wait
from typing import Any, Generic, TypeVar

from pipeline import GC_THRESHOLD

Job = TypeVar("Job")
Result = TypeVar("Result")

_AHEAD = 64
"""Jobs begun before the oldest one is done, per worker: the results that wait in memory."""

_PARENTS_CASE = (signal.SIGINT, signal.SIGTERM)
"""Signals that come to the whole group of processes. The parent decides what they mean."""


def in_workers(
    work: Callable[[Job], Result], jobs: Sequence[Job], count: int
) -> Generator[Result | None, None, None]:
    """The result of each job, in order of the jobs; None where the job killed its process.

    Closing the generator kills the workers.

    Args:
        work: What to do with a job: something of a module, so that a new process finds it, that
            does not raise.
        jobs: What there is to do.
        count: Processes at work at a time.
    """
    waiting = deque(enumerate(jobs))
    done: dict[int, Result | None] = {}
    idle: list[_Worker[Job, Result]] = []
    busy: dict[Any, _Worker[Job, Result]] = {}
    try:
        for wanted in range(len(jobs)):
            while wanted not in done:
                reach = wanted + _AHEAD * count
                while waiting and waiting[0][0] < reach and len(busy) < count:
                    with _signals_held():
                        worker = idle.pop() if idle else _Worker(work)
                        busy[worker.pipe] = worker
                    worker.take(*waiting.popleft())
                for pipe in wait(list(busy)):
                    worker = busy[pipe]
                    done[worker.job] = worker.result()
                    with _signals_held():
                        del busy[pipe]
                        idle += [worker] if worker.lives else []
            yield done.pop(wanted)
    finally:
        for worker in (*idle, *busy.values()):
            worker.kill()


class _Worker(Generic[Job, Result]):
    """A process, the near end of its pipe, and the number of the job in its hand."""

    def __init__(self, work: Callable[[Job], Result]) -> None:
        """Starts a process; to be called with signals held, for the process inherits that."""
        spawn = get_context("spawn")
        self.pipe, far = spawn.Pipe()
        self.job = -1
        self.lives = True
        self._process = spawn.Process(target=_serve, args=(far, work), daemon=True)
        self._process.start()
        far.close()

    def take(self, number: int, job: Job) -> None:
        """Hands the job over. A process that is dead already is found out by `result`."""
        self.job = number
        try:
            self.pipe.send(job)
        except BrokenPipeError:
            self.kill()

    def result(self) -> Result | None:
        """What came of the job in hand; None, and `lives` no more, if the process has died."""
        try:
            found: Result = self.pipe.recv()
        except (EOFError, OSError):
            self.kill()
            return None
        return found

    def kill(self) -> None:
        """Ends the process at once, whatever it does."""
        self.lives = False
        self._process.kill()
        self._process.join()


def _serve(pipe: Connection, work: Callable[[Job], Result]) -> None:
    """A worker's life: a job in, its result out, until the parent is gone."""
    gc.set_threshold(GC_THRESHOLD)
    try:
        while True:
            pipe.send(work(pipe.recv()))
    except (EOFError, BrokenPipeError):
        return


@contextmanager
def _signals_held() -> Iterator[None]:
    """Signals for the group wait until the block is over; a process begun in it never gets any."""
    before = signal.pthread_sigmask(signal.SIG_BLOCK, _PARENTS_CASE)
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)
