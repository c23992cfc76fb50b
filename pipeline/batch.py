"""A batch: which files, in which order, and each of them through the pipeline.

No one file stops a batch. The order of the records is that of the paths, whatever the order of the
arguments and the number of workers.
"""

from __future__ import annotations

import gc
import os
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from msgspec import Struct
from msgspec.structs import replace

from pipeline.errors import DocumentError, UsageError
from pipeline.read import MAX_FILE_BYTES, SUFFIXES
from pipeline.run import Options, failed, run
from pipeline.write import encode
from schemas.records import AnyDocumento, DocumentoFallito, Source

_GC_THRESHOLD = 50_000
"""Records hold no cycles; looking for some after every 700 of them costs a tenth of the time."""

_NO_BYTES_SHA256 = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"


class Job(Struct, frozen=True, gc=False):
    """One file to read: where it is, and its path in the output."""

    file: str
    name: str


class Batch(Struct, frozen=True, gc=False):
    """The files of a run, in order of their paths in the output, and how many were passed over."""

    jobs: tuple[Job, ...]
    skipped: Mapping[str, int]
    """Files of a folder that no reader is for, by file name ending: count."""


class Outcome(Struct, frozen=True, gc=False):
    """What became of one file: its record as JSON, and what the summary says of it."""

    name: str
    body: bytes
    pages: int
    interventi: int
    rules: Mapping[str, int]
    errors: int
    """Issues of severity error."""
    failure: tuple[str, str] | None = None
    """Message and remedy, where the file could not be read."""
    trace: str | None = None
    """The traceback, where the failure is a bug of ours."""


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
    skipped: Counter[str] = Counter()
    found: dict[str, str] = {}
    for path in inputs:
        for file in _walk(path, skipped) if os.path.isdir(path) else (path,):
            found[_name(os.path.relpath(os.path.abspath(file), root))] = file
    if not found:
        endings = ", ".join(SUFFIXES)
        raise UsageError(f"nothing to read in {', '.join(inputs)}: no file ends in {endings}.")
    return Batch(tuple(Job(found[name], name) for name in sorted(found)), skipped)


def run_batch(jobs: Sequence[Job], options: Options, workers: int) -> Iterator[Outcome]:
    """What became of each file, in the order of the jobs."""
    gc.set_threshold(_GC_THRESHOLD)
    if workers == 1 or len(jobs) == 1:
        yield from (process(job, options) for job in jobs)
        return
    from concurrent.futures import ProcessPoolExecutor
    from itertools import repeat
    from multiprocessing import get_context

    with ProcessPoolExecutor(min(workers, len(jobs)), mp_context=get_context("spawn")) as pool:
        yield from pool.map(process, jobs, repeat(options))


def process(job: Job, options: Options) -> Outcome:
    """One file from the disk to its record. Never raises: what goes wrong is in the outcome."""
    source = Source(path=job.name, bytes=0, sha256=_NO_BYTES_SHA256)
    try:
        return _outcome(job.name, run(_bytes(job.file), job.name, options))
    except DocumentError as error:
        return _outcome(job.name, failed(source, error))
    except Exception as bug:  # noqa: BLE001  an archive must not stop at our bug; it is recorded
        internal = DocumentError(
            "internal_error",
            f"a bug of attidati: {type(bug).__name__}: {bug}",
            "Please report it with the file and the output of `extract --verbose`.",
        )

        import traceback

        return replace(_outcome(job.name, failed(source, internal)), trace=traceback.format_exc())


def _bytes(file: str) -> bytes:
    try:
        size = os.stat(file).st_size
        if size > MAX_FILE_BYTES:
            raise DocumentError(
                "too_large",
                f"the file has {size} bytes; the limit is {MAX_FILE_BYTES}",
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


def _outcome(name: str, record: AnyDocumento) -> Outcome:
    body = encode(record)
    if isinstance(record, DocumentoFallito):
        return Outcome(name, body, 0, 0, {}, 0, (record.error.message, record.error.remedy))
    return Outcome(
        name,
        body,
        record.source.pages or 0,
        len(record.interventi),
        Counter(issue.rule for issue in record.issues),
        sum(issue.severity == "error" for issue in record.issues),
    )


def _walk(folder: str, skipped: Counter[str]) -> Iterator[str]:
    for where, folders, files in os.walk(folder):
        folders[:] = [name for name in folders if not name.startswith(".")]
        for name in files:
            if name.startswith("."):
                continue
            ending = os.path.splitext(name)[1].lower()
            if ending in SUFFIXES:
                yield os.path.join(where, name)
            else:
                skipped[ending or "no ending"] += 1


def _name(path: str) -> str:
    """A path as it can be written: `/` between folders, bytes that are no UTF-8 spelt out."""
    return os.fsencode(path).decode("utf-8", "backslashreplace").replace(os.sep, "/")
