"""Supervising a batch: jobs go to the workers, outcomes come back in the order of the jobs.

The parent is small and stays so: what was found waits for its turn on the disk, in the journal of
the output; where there is none, in memory, and jobs wait once that is much.
"""

from __future__ import annotations

import os
from collections.abc import Generator, Sequence
from contextlib import closing

import msgspec
from msgspec import Struct

from pipeline.batch import lost, out_of_memory, process
from pipeline.errors import DocumentError
from pipeline.load import expect
from pipeline.options import Options
from pipeline.outcome import Job, Outcome
from pipeline.resume import Kept
from pipeline.worker import Work
from pipeline.workers import Alone, Crew, Limits, Lost, Workers

_HELD_BYTES = 64 << 20
"""Without a journal: no job is begun while outcomes of so many bytes wait for their turn."""

_AHEAD = 32
"""Files: while the content of one is looked at, the disk fetches the one so far behind it."""

_LASTING = ("timeout", "memory")
"""What another run under the same limits would find again."""

_MIB = 1 << 20
_ENCODER = msgspec.msgpack.Encoder()
_DECODER = msgspec.msgpack.Decoder(Outcome)


class Course(Struct, frozen=True, gc=False):
    """How a run goes about its files. A record that can be made is the same by any course."""

    workers: int = 1
    limits: Limits = Limits()
    is_indented: bool = False
    """Whether records are set out over lines, as `.json` has them."""
    debug_pages: str | None = None
    """The folder for pictures of the pages, if they are wanted."""


class Stop:
    """Whether a run has been asked to end, and by which signal."""

    signal = 0

    def ask(self, number: int, _frame: object) -> None:
        """Handles a signal: the first is a request, the second is obeyed at once."""
        if self.signal:
            raise KeyboardInterrupt
        self.signal = number


def run_batch(
    jobs: Sequence[Job],
    options: Options,
    course: Course = Course(),  # noqa: B008  frozen
    kept: Kept | None = None,
    stop: Stop | None = None,
) -> Generator[Outcome, None, None]:
    """What became of each file, in the order of the jobs.

    Once `stop` is asked for, the files in hand are finished, and the outcomes end with theirs.
    `kept` gives what an earlier run found, and takes what this one finds.
    """

    def work(number: int) -> bytes:
        job = jobs[number]
        return _ENCODER.encode(process(job, options, course.debug_pages, course.is_indented))

    with closing(_crew(work, course, len(jobs))) as crew:
        yield from _Run(jobs, course, crew, kept, stop or Stop()).outcomes()


def _crew(work: Work, course: Course, jobs: int) -> Crew:
    """Processes, or only this one where no limit and no second worker asks for another."""
    count = min(course.workers, jobs)
    if not hasattr(os, "fork") or (count <= 1 and course.limits == Limits()):
        return Alone(work)
    return Workers(work, count, course.limits)


class _Run:
    """Jobs begun in order, done in any, and given in order."""

    def __init__(
        self, jobs: Sequence[Job], course: Course, crew: Crew, kept: Kept | None, stop: Stop
    ) -> None:
        self._jobs = jobs
        self._course = course
        self._crew = crew
        self._kept = kept
        self._stop = stop
        self._next = 0
        self._done: dict[int, bytes | int] = {}
        """By job, the outcome or its place in the journal."""
        self._held_bytes = 0

    def outcomes(self) -> Generator[Outcome, None, None]:
        """As `run_batch`."""
        for wanted in range(len(self._jobs)):
            self._begin(wanted)
            self._collect(0)
            while wanted not in self._done:
                if self._crew.is_idle:
                    return
                self._collect(None)
                self._begin(wanted)
            yield self._taken(wanted)

    def _begin(self, wanted: int) -> None:
        """Begins jobs while there is room; what was found before needs none, one at a time."""
        while self._crew.has_room and self._next < len(self._jobs) and not self._stop.signal:
            if self._held_bytes > _HELD_BYTES:
                return
            number, self._next = self._next, self._next + 1
            place = self._found(number)
            if place is not None:
                self._done[number] = place
                if wanted in self._done:
                    return
            else:
                self._crew.take(number)

    def _found(self, number: int) -> int | None:
        if not self._kept or self._course.debug_pages is not None:
            return None
        if self._kept.journal.has_earlier:
            for job in self._jobs[number + _AHEAD : number + _AHEAD + 1]:
                expect(job.file)
        return self._kept.find(self._jobs[number])

    def _collect(self, seconds: float | None) -> None:
        for number, found in self._crew.wait(seconds):
            if isinstance(found, Lost):
                payload = _ENCODER.encode(self._lost(self._jobs[number], found))
                self._put(number, payload, is_limited=True)
            else:
                self._put(number, found, is_limited=False)

    def _put(self, number: int, payload: bytes, is_limited: bool) -> None:
        """Has an outcome wait for its turn."""
        if self._kept:
            content = _DECODER.decode(payload).sha256
            key = self._kept.key(self._jobs[number], content, is_limited)
            self._done[number] = self._kept.journal.add(key, payload)
        else:
            self._done[number] = payload
            self._held_bytes += len(payload)

    def _taken(self, wanted: int) -> Outcome:
        found = self._done.pop(wanted)
        if isinstance(found, int):
            assert self._kept
            return _DECODER.decode(self._kept.journal.payload(found))
        self._held_bytes -= len(found)
        return _DECODER.decode(found)

    def _lost(self, job: Job, how: Lost) -> Outcome:
        """The outcome of a file that no worker could finish."""
        limits = self._course.limits
        if how.code == "timeout":
            error = DocumentError(
                "timeout",
                f"reading it took longer than {limits.seconds:g} s and was stopped",
                "Raise --timeout, or split the file, e.g. `qpdf --split-pages=100 IN.pdf OUT.pdf`.",
            )
        elif how.code == "memory":
            error = out_of_memory(f"the limit of {limits.memory_bytes // _MIB} MiB")
        elif how.code == "killed":
            error = DocumentError(
                "crashed",
                "the process that read the file was killed from outside, each time",
                "See what kills it, e.g. a lack of memory (`dmesg`), and ask for fewer --jobs.",
            )
        else:
            error = DocumentError(
                "crashed",
                "reading the file killed the process, each time",
                "Mend it, e.g. `qpdf IN.pdf OUT.pdf`, or read it on a machine with more memory.",
            )
        return lost(job, error, self._course.is_indented, is_lasting=how.code in _LASTING)
