"""Worker processes under supervision: what hangs, grows or dies in one costs its own job only.

One process a worker, two pipes each and nothing shared. The parent never reads a document: it waits
for results with an eye on the clock and on each worker's memory, and kills from outside what passes
a limit, wherever in native code that is.

The limit of memory is the resident memory as the system counts it (Linux; elsewhere there is none),
and not RLIMIT_AS: PDFium ends the process when it is refused memory, which cannot be told from a
crash, and reserves more addresses than it uses.
"""

from __future__ import annotations

import select
from collections import Counter, deque
from collections.abc import Iterator, Sequence
from time import monotonic
from typing import Literal

from msgspec import Struct

from pipeline.worker import Work, Worker, resident_bytes

LIFE_JOBS = 2000
"""A worker is replaced after so many jobs, whatever a library may have kept of them."""

_CRASHES = 2
"""A job whose process crashes is done again in a new one: what earlier jobs left in the old one may
have been the cause. Where that crashes, too, it is the job."""

_KILLS = 10
"""A job whose process somebody kills is done again, and as often as that, whatever kills it: a job
that the system has no memory for must end somewhere."""

_WATCH_SECONDS = 0.1
"""How often the memory of the workers is looked at."""

_MOST_WAITING = 10
"""Time that a worker waits for a processor, since others have them all, is not its job's;
but a job ends after so many times its limit, whatever the machine does."""

_STOPPED_SECONDS = 2.0
"""If nobody looked for so long, the run was stopped (Ctrl-Z, SIGSTOP), and its workers with it:
that time is not theirs."""


class Limits(Struct, frozen=True, gc=False):
    """What one job may take; 0 is no limit."""

    seconds: float = 0
    memory_bytes: int = 0


class Lost(Struct, frozen=True, gc=False):
    """A job that gave no result: its process passed a limit, or crashed or was killed each time."""

    code: Literal["timeout", "memory", "crashed", "killed"]


Done = tuple[int, bytes | Lost]


class Alone:
    """This process does the jobs itself, without limits: one that kills it ends the run."""

    def __init__(self, work: Work) -> None:
        self._work = work
        self._number: int | None = None

    @property
    def has_room(self) -> bool:
        """Whether another job can be taken now."""
        return self._number is None

    @property
    def is_idle(self) -> bool:
        """Whether no job is in hand."""
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
        self._idle: list[Worker] = []
        self._busy: dict[int, Worker] = {}
        """By the descriptor that the result comes from."""
        self._again: deque[int] = deque()
        self._crashes: Counter[int] = Counter()
        self._kills: Counter[int] = Counter()
        self._poll = select.poll()
        self._looked = self._weighed = monotonic()

    @property
    def has_room(self) -> bool:
        """Whether another job can be taken now."""
        return len(self._busy) + len(self._again) < self._count

    @property
    def is_idle(self) -> bool:
        """Whether no job is in hand."""
        return not self._busy and not self._again

    def take(self, number: int) -> None:
        """Hands the job to a process. One that is dead already is found out by `wait`."""
        self._hand(self._idle.pop() if self._idle else Worker(self._work), number)

    def _hand(self, worker: Worker, number: int) -> None:
        self._busy[worker.results] = worker
        self._poll.register(worker.results, select.POLLIN)
        worker.take(number)

    def wait(self, seconds: float | None) -> Sequence[Done]:
        """What has been done, once there is something or the time is over; None is for ever.

        Jobs whose process died are begun again in here, each in a process that did nothing else.
        """
        end = None if seconds is None else monotonic() + seconds
        while self._busy or self._again:
            while self._again and len(self._busy) < self._count:
                if self._idle:
                    self._idle.pop().kill()
                self._hand(Worker(self._work), self._again.popleft())
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
        """Seconds until a limit may be passed, or somebody should look."""
        pause = _WATCH_SECONDS if self._limits.memory_bytes else _STOPPED_SECONDS / 2
        if self._limits.seconds:
            first = min(worker.began for worker in self._busy.values())
            pause = min(pause, first + self._limits.seconds - monotonic())
        return pause

    def _read(self, worker: Worker) -> Iterator[Done]:
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
            lost = self._died(number, worker.was_killed)
            if lost:
                yield number, lost
            else:
                self._again.append(number)

    def _died(self, number: int, was_killed: bool) -> Lost | None:
        """Whether the job is given up that was in the hand of a process that is dead."""
        if was_killed:
            self._kills[number] += 1
            return Lost("killed") if self._kills[number] >= _KILLS else None
        self._crashes[number] += 1
        return Lost("crashed") if self._crashes[number] >= _CRASHES else None

    def _over_limits(self) -> Iterator[Done]:
        """Kills the workers that are past a limit."""
        now = monotonic()
        self._spare_stopped(now)
        is_time_to_weigh = now >= self._weighed + _WATCH_SECONDS
        if is_time_to_weigh:
            self._weighed = now
        for worker in list(self._busy.values()):
            lost: Lost | None = None
            if self._is_late(worker, now):
                lost = Lost("timeout")
            elif is_time_to_weigh and self._is_large(worker):
                lost = Lost("memory")
            if lost:
                self._released(worker)
                worker.kill()
                yield worker.number, lost

    def _is_late(self, worker: Worker, now: float) -> bool:
        limit = self._limits.seconds
        if not limit or now < worker.began + limit:
            return False
        worker.spare_waiting()
        return now >= min(worker.began + limit, worker.began_at_all + limit * _MOST_WAITING)

    def _spare_stopped(self, now: float) -> None:
        """Has the clocks of the workers stand still for as long as the run stood still."""
        unwatched, self._looked = now - self._looked, now
        if unwatched > _STOPPED_SECONDS:
            for worker in self._busy.values():
                worker.began = min(worker.began + unwatched, now)
                worker.began_at_all = min(worker.began_at_all + unwatched, now)

    def _is_large(self, worker: Worker, share: float = 1) -> bool:
        limit = self._limits.memory_bytes
        return bool(limit) and resident_bytes(worker.pid) > limit * share

    def _released(self, worker: Worker) -> None:
        self._poll.unregister(worker.results)
        del self._busy[worker.results]


Crew = Alone | Workers
"""Whoever does the jobs: each is taken, then waited for."""
