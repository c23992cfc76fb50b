"""One worker process: how it begins, what goes to and fro, how it ends.

A worker is forked, not started anew: the parent has imported what it needs and no more, has one
thread and no PDFium, so that a fork is safe, and takes a millisecond where a start takes a hundred.
It is given numbers, which say nothing to it but through what it was forked with, and gives bytes.
"""

from __future__ import annotations

import gc
import os
import signal
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from functools import partial
from time import monotonic

from pipeline import GC_THRESHOLD
from pipeline.errors import UsageError
from pipeline.pace import tell

Work = Callable[[int], bytes]
"""What to do with the job of a number. It must not raise."""

_READ_BYTES = 1 << 20
_NUMBER_BYTES = 8
_SIGN = bytes(_NUMBER_BYTES)

_PARENTS_CASE = (signal.SIGINT, signal.SIGTERM)
"""Signals that come to the whole group of processes. The parent decides what they mean."""


class Worker:
    """A process, the near ends of its pipes, and the job in its hand."""

    def __init__(self, work: Work) -> None:
        """Starts the process.

        Raises:
            UsageError: the system starts no more.
        """
        try:
            orders, self._orders = os.pipe()
            self.results, results = os.pipe()
            self.pid = _forked(orders, results, work)
        except OSError as error:
            told = f"no worker can be started: {error.strerror}. Ask for fewer --jobs."
            raise UsageError(told) from error
        os.close(orders)
        os.close(results)
        os.set_blocking(self.results, False)
        self._received = bytearray()
        self.lives = True
        self.was_killed = False
        """Whether SIGKILL ended it, which no reader sends: somebody else did, or the system."""
        self.jobs = 0
        self.number = -1
        self.began = self.began_at_all = 0.0
        self._waited = 0.0

    def take(self, number: int) -> None:
        """Hands over the number of a job."""
        self.number = number
        self._start_clock()
        self.jobs += 1
        with suppress(BrokenPipeError):  # it has died: reading tells
            os.write(self._orders, number.to_bytes(_NUMBER_BYTES))

    def read(self) -> bool:
        """Takes what has come, and tells whether the result is whole; `lives` may be no more."""
        try:
            while part := os.read(self.results, _READ_BYTES):
                self._received += part
                self._hear_signs()
                if self._is_whole():
                    return True
        except BlockingIOError:
            return False
        self.lives = False
        return False

    def _hear_signs(self) -> None:
        """A result of no bytes is none, but a sign that the work goes on: the clock starts anew."""
        while self._received[:_NUMBER_BYTES] == _SIGN:
            del self._received[:_NUMBER_BYTES]
            self._start_clock()

    def _start_clock(self) -> None:
        self.began = self.began_at_all = monotonic()
        self._waited = waited_seconds(self.pid)

    def spare_waiting(self) -> None:
        """Has the clock stand still for as long as others had the processors all this time."""
        waited = waited_seconds(self.pid)
        self.began = min(self.began + waited - self._waited, monotonic())
        self._waited = waited

    def _is_whole(self) -> bool:
        size = int.from_bytes(self._received[:_NUMBER_BYTES])
        return len(self._received) >= _NUMBER_BYTES and len(self._received) == _NUMBER_BYTES + size

    def result(self) -> bytes:
        """The result, once it is whole."""
        found = bytes(memoryview(self._received)[_NUMBER_BYTES:])
        self._received = bytearray()
        return found

    def kill(self) -> None:
        """Ends the process at once, whatever it does, and what it has started itself."""
        self.lives = False
        with suppress(OSError):  # it has died before it led a group
            os.killpg(self.pid, signal.SIGKILL)
        os.kill(self.pid, signal.SIGKILL)
        os.close(self._orders)
        os.close(self.results)
        _, status = os.waitpid(self.pid, 0)
        self.was_killed = os.waitstatus_to_exitcode(status) == -signal.SIGKILL


def resident_bytes(pid: int) -> int:
    """The memory that a process holds; 0 where the system does not tell, or it is gone."""
    try:
        with open(f"/proc/{pid}/statm", "rb") as stream:
            return int(stream.read().split()[1]) * os.sysconf("SC_PAGE_SIZE")
    except (OSError, IndexError):
        return 0


def waited_seconds(pid: int) -> float:
    """How long in its life a process could have gone on, and others had the processors.

    0 where the system does not tell, or it is gone.
    """
    try:
        with open(f"/proc/{pid}/schedstat", "rb") as stream:
            return int(stream.read().split()[1]) / 1e9
    except (OSError, IndexError):
        return 0


def _forked(orders: int, results: int, work: Work) -> int:
    """The number of a new process, which gets none of the signals that are the parent's case."""
    parent = os.getpid()
    with _signals_held():
        pid = os.fork()
        if not pid:
            _live(parent, orders, results, work)
    with suppress(OSError):  # it has done so itself by now, or has died
        os.setpgid(pid, pid)
    return pid


def _live(parent: int, orders: int, results: int, work: Work) -> None:
    """A worker's whole life, from the fork to its end: a number in, its result out."""
    try:
        os.setpgid(0, 0)
        _close_all_but(orders, results)
        die_with(parent)
        gc.freeze()  # what was there before the fork is never looked through, so stays shared
        gc.set_threshold(GC_THRESHOLD)
        tell(partial(_write, results, _SIGN))
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


def die_with(parent: int) -> None:
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
