"""A batch: which files, in which order, and each of them through the pipeline.

No one file stops a batch. The order of the records is that of the paths, whatever the order of the
arguments and the number of workers.
"""

from __future__ import annotations

import os
import stat
from collections import Counter, deque
from collections.abc import Generator, Iterator, Mapping, Sequence
from contextlib import closing, suppress
from functools import partial
from hashlib import sha256
from typing import TYPE_CHECKING
from unicodedata import normalize

from msgspec import Struct
from msgspec.structs import replace

from pipeline.errors import DocumentError, UsageError
from pipeline.freed import give_back
from pipeline.read import MAX_FILE_BYTES, SUFFIXES
from pipeline.run import Options, failed, run
from pipeline.write import check, encode
from schemas.records import AnyDocumento, DocumentoFallito, Source

if TYPE_CHECKING:
    from pipeline.debug_pages import Undrawn


class Job(Struct, frozen=True, gc=False, order=True):
    """One file to read: its path in the output, and where it is."""

    name: str
    file: str


class Batch(Struct, frozen=True, gc=False):
    """The files of a run, in order of their paths in the output, and how many were passed over."""

    jobs: tuple[Job, ...]
    skipped: Mapping[str, int]
    """Files of a folder that no reader is for, by file name ending: count."""


class Outcome(Struct, frozen=True, gc=False):
    """What became of one file: its records as JSON, and what the summary says of it."""

    name: str
    bodies: tuple[bytes, ...]
    """One for each document of the file."""
    pages: int
    interventi: int
    rules: Mapping[str, int]
    errors: int
    """Issues of severity error."""
    failure: tuple[str, str] | None = None
    """Message and remedy, where the file could not be read."""
    trace: str | None = None
    """The traceback, where the failure is a bug of ours."""
    undrawn: tuple[Undrawn, ...] = ()


def find_files(inputs: Sequence[str]) -> Batch:
    """The files named, and those in the folders named, at any depth, links to folders left out.

    A path in the output is relative to the folder given, or to the one that holds all the inputs
    where there are several.

    Raises:
        UsageError: a path is not there, or there is nothing to read.
    """
    for path in inputs:
        if not os.path.exists(path):
            raise UsageError(f"{path} is not there. Check the path.")
    tops = [os.path.abspath(p if os.path.isdir(p) else os.path.dirname(p) or ".") for p in inputs]
    root = os.path.commonpath(tops)
    files: dict[str, None] = {}
    skipped: set[str] = set()
    for path in map(os.path.abspath, inputs):
        for file in _walk(path) if os.path.isdir(path) else (path,):
            is_wanted = file == path or os.path.splitext(file)[1].lower() in SUFFIXES
            files.setdefault(file) if is_wanted else skipped.add(file)
    if not files:
        endings = ", ".join(SUFFIXES)
        raise UsageError(f"nothing to read in {', '.join(inputs)}: no file ends in {endings}.")
    jobs = sorted(Job(_name(os.path.relpath(file, root)), file) for file in files)
    kinds = Counter(os.path.splitext(file)[1].lower() or "no ending" for file in skipped)
    return Batch(tuple(jobs), kinds)


def run_batch(
    jobs: Sequence[Job], options: Options, workers: int, debug_pages: str | None = None
) -> Generator[Outcome, None, None]:
    """What became of each file, in the order of the jobs.

    `debug_pages` is the folder for pictures of the pages, if they are wanted.
    """
    work = partial(process, options=options, debug_pages=debug_pages)
    if workers == 1 or len(jobs) == 1:
        yield from map(work, jobs)
        return
    from pipeline.workers import in_workers

    with closing(in_workers(work, jobs, min(workers, len(jobs)))) as outcomes:
        for job, outcome in zip(jobs, outcomes, strict=True):
            yield outcome or _crashed(job)


def _crashed(job: Job) -> Outcome:
    """The outcome of a file that killed the process that read it."""
    error = DocumentError(
        "crashed",
        "reading the file killed the process",
        "Mend it, e.g. `qpdf IN.pdf OUT.pdf`, or read it on a machine with more memory.",
    )
    return _outcome(job.name, [failed(_source(job, b""), error)])


def process(job: Job, options: Options, debug_pages: str | None = None) -> Outcome:
    """One file from the disk to its record. Never raises: what goes wrong is in the outcome."""
    try:
        if debug_pages is not None:
            return _drawn(_bytes(job.file), job.name, options, debug_pages)
        return _outcome(job.name, run(_bytes(job.file), job.name, options))
    except DocumentError as error:
        return _outcome(job.name, [failed(_source(job, b""), error)])
    except Exception as bug:  # noqa: BLE001  an archive must not stop at our bug; it is recorded
        import traceback

        internal = DocumentError(
            "internal_error",
            f"a bug of attidati: {type(bug).__name__}: {bug}",
            "Please report it with the file and the output of `extract --verbose`.",
        )
        data = b""
        with suppress(DocumentError):
            data = _bytes(job.file)
        outcome = _outcome(job.name, [failed(_source(job, data), internal)])
        return replace(outcome, trace=traceback.format_exc())


def _drawn(data: bytes, name: str, options: Options, folder: str) -> Outcome:
    """One file as always, and its pages drawn on the way."""
    from pipeline.debug_pages import draw_pages

    undrawn: list[Undrawn] = []
    records = run(
        data,
        name,
        options,
        lambda stages: undrawn.extend(draw_pages(stages.content, stages.path, stages, folder)),
    )
    return replace(_outcome(name, records), undrawn=tuple(undrawn))


def _source(job: Job, data: bytes) -> Source:
    return Source(path=job.name, bytes=len(data), sha256=sha256(data).hexdigest())


def _bytes(file: str) -> bytes:
    try:
        found = os.stat(file)
        if not stat.S_ISREG(found.st_mode):
            raise DocumentError("unreadable", "it is no ordinary file", "Leave it out.")
        if found.st_size > MAX_FILE_BYTES:
            raise DocumentError(
                "too_large",
                f"the file has {found.st_size} bytes; the limit is {MAX_FILE_BYTES}",
                "Split it, e.g. `qpdf --split-pages=100 IN.pdf OUT.pdf`, and extract the parts.",
            )
        with open(file, "rb") as stream:
            return stream.read()
    except OSError as error:
        raise DocumentError(
            "unreadable",
            f"the file cannot be opened: {error.strerror}",
            "Check that it is still there and that you may read it.",
        ) from error


def _outcome(name: str, records: Sequence[AnyDocumento]) -> Outcome:
    """Counts what the records hold, then encodes them: each is let go before it is checked."""
    counted = _counted(name, records)
    left, bodies = deque(records), []
    del records
    while left:
        give_back(counted.pages)
        bodies.append(encode(left.popleft()))
        check(bodies[-1])
    return replace(counted, bodies=tuple(bodies))


def _counted(name: str, records: Sequence[AnyDocumento]) -> Outcome:
    rules: Counter[str] = Counter()
    interventi, errors = 0, 0
    failures: list[tuple[str, str]] = []
    for record in records:
        if isinstance(record, DocumentoFallito):
            inside = record.source.path.removeprefix(name)
            told = f"{inside}: {record.error.message}" if inside else record.error.message
            failures.append((told, record.error.remedy))
            continue
        interventi += len(record.interventi)
        rules.update(issue.rule for issue in record.issues)
        errors += sum(issue.severity == "error" for issue in record.issues)
    read = {record.source.path: record.source.pages or 0 for record in records}
    return Outcome(name, (), sum(read.values()), interventi, rules, errors, failure=_told(failures))


def _told(failures: Sequence[tuple[str, str]]) -> tuple[str, str] | None:
    """The first failure of a file, and how many more there are in it."""
    if len(failures) < 2:
        return failures[0] if failures else None
    message, remedy = failures[0]
    return f"{message} (and {len(failures) - 1} more in it)", remedy


def _walk(folder: str) -> Iterator[str]:
    """The files below a folder, hidden ones and links to folders left out.

    So are those that Word keeps beside a document that is open, `~$plan.docx`.
    """
    for where, folders, files in os.walk(folder):
        folders[:] = [name for name in folders if not name.startswith(".")]
        yield from (os.path.join(where, x) for x in files if not x.startswith((".", "~$")))


def _name(path: str) -> str:
    """A path as it can be written: `/` between folders, NFC, bytes that are no UTF-8 spelt out."""
    name = os.fsencode(path).decode("utf-8", "backslashreplace").replace(os.sep, "/")
    return normalize("NFC", name)
