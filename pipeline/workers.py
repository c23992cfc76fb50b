"""Worker processes under supervision: what hangs, grows or dies in one costs its own job only.

One process a worker, two pipes each and nothing shared. The parent never reads a document: it waits
for results with an eye on the clock and on each worker's memory, and kills from outside what passes
a limit, wherever in native code that is.

Workers are forked, not started anew: the parent has imported what they need and no more, has one
thread and no PDFium, so a fork is safe and takes a millisecond where a start takes a hundred. The
limit of memory is the resident memory as the system counts it (Linux; elsewhere there is none), and
not RLIMIT_AS: PDFium takes an allocation that is refused as the end of the process, and reserves
more addresses than it uses.
"""

from __future__ import annotations

import gc
import os
import select
import signal
import sys
from collections import Counter, deque
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from time import monotonic
from typing import Literal, Protocol

from msgspec import Struct

from pipeline import GC_THRESHOLD

Work = Callable[[int], bytes]
"""What to do with the job of a number. It must not raise."""

LIFE_JOBS = 2000
"""A worker is replaced after so many jobs, whatever a library may have kept of them."""

_TRIES = 3
"""A job whose process dies is done again in another one: the death need not be its doing."""

_WATCH_SECONDS = 0.1
"""How often the memory of the workers is looked at."""

_READ_BYTES = 1 << 20
_NUMBER_BYTES = 8

_PARENTS_CASE = (signal.SIGINT, signal.SIGTERM)
"""Signals that come to the whole group of processes. The parent decides what they mean."""


class Limits(Struct, frozen=True, gc=False):
    """What one job may take; 0 is no limit."""

    seconds: float = 0
    memory_bytes: int = 0


class Lost(Struct, frozen=True, gc=False):
    """A job that gave no result: its process was killed at a limit, or died each time."""

    code: Literal["timeout", "memory", "crashed"]


Done = tuple[int, bytes | Lost]


class Crew(Protocol):
    """Whoever does the jobs."""

    @property
    def has_room(self) -> bool:
        """Whether another job can be taken now."""

    @property
    def is_idle(self) -> bool:
        """Whether no job is in hand."""

    def take(self, number: int) -> None:
        """Begin a job."""

    def wait(self, seconds: float | None) -> Sequence[Done]:
        """What has been done, once there is something or the time is over; None is for ever."""

    def close(self) -> None:
        """End it all at once."""


class Alone:
    """This process does the jobs itself, without limits: one that kills it ends the run."""

    def __init__(self, work: Work) -> None:
        self._work = work
        self._number: int | None = None

    @property
    def has_room(self) -> bool:
        """As of any crew."""
        return self._number is None

    @property
    def is_idle(self) -> bool:
        """As of any crew."""
        return self._number is None

    def take(self, number: int) -> None:
        """Keeps the job for `wait`."""
        self._number = number

    def wait(self, _seconds: float | None) -> Sequence[Done]:
        """Does the job in hand, however long it takes."""
        if self._number is None:
            return ()
        number, self._number = self._number, None
        return ((number, self._work(number)),)

    def close(self) -> None:
        """There is nothing to end."""


class Workers:
    """Processes that do jobs side by side, started when there is something for them to do."""

    def __init__(self, work: Work, count: int, limits: Limits) -> None:
        self._work = work
        self._count = count
        self._limits = limits
        self._idle: list[_Worker] = []
        self._busy: dict[int, _Worker] = {}
        """By the descriptor that the result comes from."""
        self._again: deque[int] = deque()
        self._deaths: Counter[int] = Counter()
        self._poll = select.poll()
        self._watched = monotonic()

    @property
    def has_room(self) -> bool:
        """As of any crew."""
        return len(self._busy) + len(self._again) < self._count

    @property
    def is_idle(self) -> bool:
        """As of any crew."""
        return not self._busy and not self._again

    def take(self, number: int) -> None:
        """Hands the job to a process. One that is dead already is found out by `wait`."""
        worker = self._idle.pop() if self._idle else _Worker(self._work)
        self._busy[worker.results] = worker
        self._poll.register(worker.results, select.POLLIN)
        worker.take(number)

    def wait(self, seconds: float | None) -> Sequence[Done]:
        """As of any crew. Jobs whose process died are begun again in here."""
        end = None if seconds is None else monotonic() + seconds
        while self._busy or self._again:
            while self._again and len(self._busy) < self._count:
                self.take(self._again.popleft())
            pause = self._pause() if end is None else min(self._pause(), end - monotonic())
            ready = self._poll.poll(max(0.0, pause) * 1000)
            found = [done for each, _ in ready for done in self._read(self._busy[each])]
            found += self._over_limits()
            if found or (end is not None and monotonic() >= end):
                return found
        return ()

    def close(self) -> None:
        """Kills all the processes."""
        for worker in (*self._idle, *self._busy.values()):
            worker.kill()
        self._idle, self._busy = [], {}

    def _pause(self) -> float:
        """Seconds until a limit may be passed; a minute is as good as for ever."""
        pause = _WATCH_SECONDS if self._limits.memory_bytes else 60.0
        if self._limits.seconds:
            first = min(worker.began for worker in self._busy.values())
            pause = min(pause, first + self._limits.seconds - monotonic())
        return pause

    def _read(self, worker: _Worker) -> Iterator[Done]:
        number = worker.number
        if worker.read():
            yield number, worker.result()
            self._released(worker)
            if worker.jobs < LIFE_JOBS and not self._is_large(worker, share=0.5):
                self._idle.append(worker)
            else:
                worker.kill()
        elif not worker.lives:
            self._released(worker)
            worker.kill()
            self._deaths[number] += 1
            if self._deaths[number] < _TRIES:
                self._again.append(number)
            else:
                yield number, Lost("crashed")

    def _over_limits(self) -> Iterator[Done]:
        """Kills the workers that are past a limit."""
        now = monotonic()
        is_time_to_weigh = now >= self._watched + _WATCH_SECONDS
        if is_time_to_weigh:
            self._watched = now
        for worker in list(self._busy.values()):
            lost: Lost | None = None
            if self._limits.seconds and now >= worker.began + self._limits.seconds:
                lost = Lost("timeout")
            elif is_time_to_weigh and self._is_large(worker):
                lost = Lost("memory")
            if lost:
                self._released(worker)
                worker.kill()
                yield worker.number, lost

    def _is_large(self, worker: _Worker, share: float = 1) -> bool:
        limit = self._limits.memory_bytes
        return bool(limit) and resident_bytes(worker.pid) > limit * share

    def _released(self, worker: _Worker) -> None:
        self._poll.unregister(worker.results)
        del self._busy[worker.results]


class _Worker:
    """A process, the near ends of its pipes, and the job in its hand."""

    def __init__(self, work: Work) -> None:
        orders, self._orders = os.pipe()
        self.results, results = os.pipe()
        parent = os.getpid()
        with _signals_held():
            self.pid = os.fork()
            if not self.pid:
                _live(parent, orders, results, work)
        os.close(orders)
        os.close(results)
        os.set_blocking(self.results, False)
        self._received = bytearray()
        self.lives = True
        self.jobs = 0
        self.number = -1
        self.began = 0.0

    def take(self, number: int) -> None:
        """Hands over the number of a job."""
        self.number, self.began = number, monotonic()
        self.jobs += 1
        with suppress(BrokenPipeError):  # it has died: reading tells
            os.write(self._orders, number.to_bytes(_NUMBER_BYTES))

    def read(self) -> bool:
        """Takes what has come, and tells whether the result is whole; `lives` may be no more."""
        try:
            while part := os.read(self.results, _READ_BYTES):
                self._received += part
                if self._is_whole():
                    return True
        except BlockingIOError:
            return False
        self.lives = False
        return False

    def _is_whole(self) -> bool:
        size = int.from_bytes(self._received[:_NUMBER_BYTES])
        return len(self._received) >= _NUMBER_BYTES and len(self._received) == _NUMBER_BYTES + size

    def result(self) -> bytes:
        """The result, once it is whole."""
        found = bytes(memoryview(self._received)[_NUMBER_BYTES:])
        self._received = bytearray()
        return found

    def kill(self) -> None:
        """Ends the process at once, whatever it does."""
        self.lives = False
        os.kill(self.pid, signal.SIGKILL)
        os.close(self._orders)
        os.close(self.results)
        os.waitpid(self.pid, 0)


def resident_bytes(pid: int) -> int:
    """The memory that a process holds; 0 where the system does not tell, or it is gone."""
    try:
        with open(f"/proc/{pid}/statm", "rb") as stream:
            return int(stream.read().split()[1]) * os.sysconf("SC_PAGE_SIZE")
    except (OSError, IndexError):
        return 0


def _live(parent: int, orders: int, results: int, work: Work) -> None:
    """A worker's whole life, from the fork to its end: a number in, its result out."""
    try:
        _close_all_but(orders, results)
        _die_with(parent)
        gc.freeze()  # what was there before the fork is never looked through, so stays shared
        gc.set_threshold(GC_THRESHOLD)
        while order := os.read(orders, _NUMBER_BYTES):
            found = work(int.from_bytes(order))
            _write(results, len(found).to_bytes(_NUMBER_BYTES))
            _write(results, found)
    finally:
        os._exit(1)  # nothing of the parent's is flushed or taken away in here


def _write(pipe: int, data: bytes) -> None:
    left = memoryview(data)
    while left:
        left = left[os.write(pipe, left) :]


def _close_all_but(*kept: int) -> None:
    """Closes the parent's files: its locks and the ends of other workers' pipes are its own."""
    start = 3
    for each in sorted(kept):
        os.closerange(start, each)
        start = each + 1
    os.closerange(start, os.sysconf("SC_OPEN_MAX"))


def _die_with(parent: int) -> None:
    """Has the system kill this process when its parent is gone, and first when memory is short."""
    if sys.platform != "linux":
        return
    import ctypes

    set_signal_of_parents_death = 1
    ctypes.CDLL(None).prctl(set_signal_of_parents_death, signal.SIGKILL)
    with suppress(OSError), open("/proc/self/oom_score_adj", "w", encoding="ascii") as stream:
        stream.write("500")
    if os.getppid() != parent:
        os._exit(1)


@contextmanager
def _signals_held() -> Iterator[None]:
    """Signals for the group wait until the block is over; a process begun in it never gets any."""
    before = signal.pthread_sigmask(signal.SIG_BLOCK, _PARENTS_CASE)
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)
