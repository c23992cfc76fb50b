"""A batch: which files, in which order, and what becomes of each.

No one file stops a batch. The order of the records is that of the paths, whatever the order of the
arguments and the number of workers.
"""

from __future__ import annotations

import os
from collections import Counter, deque
from collections.abc import Iterator, Mapping, Sequence
from hashlib import sha256
from typing import TYPE_CHECKING
from unicodedata import normalize

from msgspec import Struct
from msgspec.structs import replace

from pipeline.errors import DocumentError, UsageError
from pipeline.freed import give_back
from pipeline.load import content_of, load
from pipeline.options import Options
from pipeline.outcome import Job, Outcome
from pipeline.read import SUFFIXES
from pipeline.remote import is_remote, legible_url, located
from pipeline.run import failed, run
from pipeline.write import check, encode, indented
from schemas.records import AnyDocumento, DocumentoFallito, Source

if TYPE_CHECKING:
    from pipeline.outcome import Undrawn

_MENDED = frozenset(("missing_extra",))
"""Failures that are the installation's, not the file's."""


class Shard(Struct, frozen=True, gc=False):
    """One of so many parts of the files, for jobs of a cluster; the first is 1.

    Which part a file is in follows from its path alone: other files come and go without it.
    """

    number: int
    count: int

    def has(self, name: str) -> bool:
        """Whether the file of a path in the output is in this part."""
        digest = sha256(name.encode()).digest()
        return int.from_bytes(digest[:8]) % self.count == self.number - 1


WHOLE = Shard(1, 1)


class Batch(Struct, frozen=True, gc=False):
    """The files of a run, in order of their paths in the output, and how many were passed over."""

    jobs: tuple[Job, ...]
    skipped: Mapping[str, int]
    """Files of a folder that no reader is for, by file name ending: count."""


def find_files(inputs: Sequence[str], shard: Shard = WHOLE) -> Batch:
    """The files named, and those in the folders named, at any depth, links to folders left out.

    A path in the output is relative to the folder given, or to the one that holds all the inputs
    where there are several. A shard of few files may have none. Inputs are paths, or URLs of one
    store.

    Raises:
        UsageError: a path is not there, or there is nothing to read.
    """
    places = [located(path) for path in inputs]
    if len(set(map(is_remote, places))) > 1:
        raise UsageError("inputs of this machine and of a store. Read each in its own run.")
    found = _listed(places) if is_remote(places[0]) else _walked(places)
    files: dict[str, str] = {}
    skipped: set[str] = set()
    for name, file, is_named in found:
        is_wanted = is_named or os.path.splitext(name)[1].lower() in SUFFIXES
        if is_wanted:
            files[file] = name
        else:
            skipped.add(name)
    if not files:
        endings, named = ", ".join(SUFFIXES), ", ".join(map(legible_url, inputs))
        raise UsageError(f"nothing to read in {named}: no file ends in {endings}.")
    jobs = sorted(Job(name, file) for file, name in files.items())
    passed_over = filter(shard.has, skipped)
    kinds = Counter(os.path.splitext(name)[1].lower() or "no ending" for name in passed_over)
    return Batch(tuple(job for job in jobs if shard.has(job.name)), kinds)


def _walked(inputs: Sequence[str]) -> Iterator[tuple[str, str, bool]]:
    """Of each file its path in the output, where it is, and whether it was named itself."""
    for path in inputs:
        if not os.path.exists(path):
            raise UsageError(f"{path} is not there. Check the path.")
    tops = [os.path.abspath(p if os.path.isdir(p) else os.path.dirname(p) or ".") for p in inputs]
    root = os.path.commonpath(tops)
    for path in map(os.path.abspath, inputs):
        for file in _walk(path) if os.path.isdir(path) else (path,):
            yield _name(os.path.relpath(file, root)), file, file == path


def _listed(urls: list[str]) -> Iterator[tuple[str, str, bool]]:
    """As `_walked`, of a store."""
    from pipeline.remote.aside import asked_aside
    from pipeline.remote.listing import list_files

    for each in asked_aside(list_files, urls):
        yield normalize("NFC", each.name), each.url, each.is_named


def process(
    job: Job, options: Options, debug_pages: str | None = None, is_indented: bool = False
) -> Outcome:
    """One file from the disk to its record. Never raises: what goes wrong is in the outcome.

    `is_indented` sets the records out over lines, as `.json` has them.
    """
    try:
        if debug_pages is not None:
            return _drawn(load(job.file), job.name, options, debug_pages, is_indented)
        held = [load(job.file)]
        digest = sha256(held[0]).hexdigest()
        return _outcome(job.name, run(held.pop(), job.name, options), is_indented, digest)
    except DocumentError as error:
        return _outcome(job.name, [failed(_source(job, b""), error)], is_indented)
    except MemoryError:
        return lost(job, out_of_memory("this system"), is_indented)
    except Exception as bug:  # noqa: BLE001  an archive must not stop at our bug; it is recorded
        import traceback

        internal = DocumentError(
            "internal_error",
            _writable(f"a bug of attidati: {type(bug).__name__}: {bug}"),
            "Please report it with the file and the output of `extract --verbose`.",
        )
        trace = _writable(traceback.format_exc())
        return replace(lost(job, internal, is_indented), trace=trace)


def _writable(text: str) -> str:
    """A text as UTF-8 has it: bytes of a path that are none are spelt out."""
    return text.encode("utf-8", "backslashreplace").decode()


def lost(job: Job, error: DocumentError, is_indented: bool, is_lasting: bool = False) -> Outcome:
    """The outcome of a file whose reading was cut short; lasting if it would be so again."""
    source, found = _source(job, b""), content_of(job.file)
    if found:
        source = replace(source, bytes=found.size_bytes, sha256=found.sha256)
    digest = found.sha256 if found and is_lasting else ""
    return _outcome(job.name, [failed(source, error)], is_indented, digest)


def out_of_memory(limit: str) -> DocumentError:
    """The failure of a file that takes more memory than there is."""
    return DocumentError(
        "memory",
        f"reading it took more memory than {limit} allows",
        "Raise --max-memory, or split the file, e.g. `qpdf --split-pages=100 IN.pdf OUT.pdf`.",
    )


def _drawn(data: bytes, name: str, options: Options, folder: str, is_indented: bool) -> Outcome:
    """One file as always, and its pages drawn on the way."""
    from pipeline.debug_pages import draw_pages

    undrawn: list[Undrawn] = []
    records = run(
        data,
        name,
        options,
        lambda stages: undrawn.extend(draw_pages(stages.content, stages.path, stages, folder)),
    )
    outcome = _outcome(name, records, is_indented, sha256(data).hexdigest())
    return replace(outcome, undrawn=tuple(undrawn))


def _source(job: Job, data: bytes) -> Source:
    return Source(path=job.name, bytes=len(data), sha256=sha256(data).hexdigest())


def _outcome(
    name: str, records: Sequence[AnyDocumento], is_indented: bool, digest: str = ""
) -> Outcome:
    """Counts what the records hold, then encodes them: each is let go before it is checked.

    `digest` is that of the file, if the records follow from its content.
    """
    counted = _counted(name, records)
    if any(isinstance(x, DocumentoFallito) and x.error.code in _MENDED for x in records):
        digest = ""
    left, bodies = deque(records), []
    del records
    while left:
        give_back(counted.pages)
        body = encode(left.popleft())
        check(body)
        bodies.append(indented(body) if is_indented else body)
    return replace(counted, bodies=tuple(bodies), sha256=digest)


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
