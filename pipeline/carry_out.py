"""Carrying a call of `extract` out: what is asked for is checked, then read, written and told."""

from __future__ import annotations

import os
import signal
from collections.abc import Generator, Iterator
from contextlib import ExitStack, closing, contextmanager, suppress
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from pipeline.batch import WHOLE, Batch, Shard, find_files
from pipeline.errors import OutputError, UsageError
from pipeline.journal import open_journal
from pipeline.options import Options
from pipeline.outcome import Outcome
from pipeline.remote import is_remote, legible_url, located
from pipeline.report_issues import Format, open_report
from pipeline.resume import Kept
from pipeline.summary import Summary, say, shown
from pipeline.supervise import Course, Stop, run_batch
from pipeline.write import STDOUT, explained, open_output

if TYPE_CHECKING:
    from pipeline.distribute.run import Cluster, ClusterRun

_SIGNALS = (signal.SIGINT, signal.SIGTERM)


class Call(Struct, frozen=True, gc=False):
    """What the user asked for."""

    inputs: tuple[str, ...]
    output: str | None
    form: Format | None
    """How to print the issues, if they are asked for."""
    is_resumed: bool
    shard: Shard | None
    options: Options
    course: Course
    is_quiet: bool
    is_verbose: bool
    cluster: Cluster | None = None
    """What reads the files, if not this machine."""


def carry_out(call: Call, summary: Summary, stop: Stop) -> None:
    """Reads the inputs and writes the output; `summary` has then counted what was read.

    SIGINT and SIGTERM are requests to `stop` meanwhile.

    Raises:
        UsageError: the call makes no sense; nothing was read.
        OutputError: the output cannot be written; what was there before is untouched.
        KeyboardInterrupt: it was told to stop; the message says what was written.
    """
    call = replace(call, output=call.output and located(call.output))
    _check_output(call)
    _check_taxonomy(call.options.taxonomy)
    _check_organisations(call.options.organisations)
    _check_model(call.options.suggest, call.options.taxonomy)
    run = _cluster_run(call)
    batch = find_files(call.inputs, call.shard or WHOLE)
    _spare_inputs(call.output, batch)
    if call.course.debug_pages is not None:
        _check_folder(call.course.debug_pages)
    with _kept(call) as kept, _heard(stop):
        if run:
            _count(call, batch, run.outcomes(batch, stop), summary, stop)
        else:
            _read_and_write(call, batch, kept, summary, stop)
        if not call.is_quiet:
            say(summary.line(batch) if call.form else summary.text(batch, call.is_verbose))
            if found := run.kept if run else kept.found if kept else 0:
                say(f"kept        {found:>8}   of the files were not read again")
        if stop.signal:
            raise KeyboardInterrupt(_left(call, summary, batch))


def _read_and_write(
    call: Call, batch: Batch, kept: Kept | None, summary: Summary, stop: Stop
) -> None:
    output, form = call.output, call.form
    outcomes = run_batch(batch.jobs, call.options, call.course, kept, stop)
    with ExitStack() as stack:
        writer = None
        if output is not None:
            writer = stack.enter_context(open_output(output, call.is_resumed))
        report = stack.enter_context(open_report(form, batch.jobs)) if form else None
        stack.enter_context(closing(outcomes))
        for outcome in shown(outcomes, len(batch.jobs), call.is_quiet, call.is_verbose):
            if writer:
                writer.add_all(outcome.bodies)
            if report:
                report.take(outcome)
            summary.add(outcome)
        if stop.signal and not summary.files:
            raise KeyboardInterrupt


def _count(
    call: Call,
    batch: Batch,
    outcomes: Generator[Outcome, None, None],
    summary: Summary,
    stop: Stop,
) -> None:
    """Counts what others write."""
    with closing(outcomes):
        for outcome in shown(outcomes, len(batch.jobs), call.is_quiet, call.is_verbose):
            summary.add(outcome)
    if stop.signal and not summary.files:
        raise KeyboardInterrupt


def _cluster_run(call: Call) -> ClusterRun | None:
    """The run on a cluster, if one is asked for; what does not go with it is refused."""
    if call.cluster is None:
        return None
    from pipeline.distribute.run import ENDINGS, ClusterRun

    output = (call.output or "").rstrip("/")
    if call.form or not output.endswith(tuple(ENDINGS)):
        told = f"--dask writes a folder of parts: name it with -o, ending in {' or '.join(ENDINGS)}"
        raise UsageError(f"{told}. --check reads on this machine.")
    if call.course.workers > 1 or call.course.debug_pages is not None:
        raise UsageError("--jobs and --debug-pages are of this machine, and do not go with --dask.")
    return ClusterRun(call.cluster, output, call.options, call.course.limits, call.is_resumed)


def _left(call: Call, summary: Summary, batch: Batch) -> str:
    """What an interrupted run leaves behind."""
    told = f"Interrupted: {summary.files} of {len(batch.jobs)} files were read"
    if call.output is None or call.output == STDOUT:
        return f"{told}."
    output = legible_url(call.output)
    if is_remote(call.output) and not call.cluster:
        return f"{told}, and are in {output}."
    return f"{told}, and are in {output}; with --resume, the same call reads the others."


@contextmanager
def _kept(call: Call) -> Iterator[Kept | None]:
    """What earlier runs found, beside an output that is a file."""
    if call.output is None or call.output == STDOUT or call.cluster or is_remote(call.output):
        yield None
        return
    with open_journal(call.output, call.is_resumed) as journal:
        try:
            yield Kept(journal, call.options, call.course.limits, call.course.is_indented)
        except OutputError as error:
            if journal.is_empty:
                raise
            told = f"{error} With --resume, that goes on from what was read."
            raise OutputError(told) from error


@contextmanager
def _heard(stop: Stop) -> Iterator[None]:
    """SIGINT and SIGTERM are requests until the block is over."""
    before = [signal.signal(each, stop.ask) for each in _SIGNALS]
    try:
        yield
    finally:
        for each, handler in zip(_SIGNALS, before, strict=True):
            signal.signal(each, handler)


def _check_output(call: Call) -> None:
    output = call.output
    if output == STDOUT and call.form:
        raise UsageError("--check prints on standard output. Name a file with -o.")
    if output is None or output == STDOUT:
        if call.is_resumed:
            raise UsageError("--resume goes on from what is beside a file. Name one with -o.")
    elif call.cluster:
        return
    elif is_remote(output) and call.is_resumed:
        told = "--resume goes on from what is beside a file of this machine. Name one with -o,"
        raise UsageError(f"{told} or have a cluster read (--dask).")
    elif not output.endswith((".json", ".jsonl")):
        raise UsageError(f"{output}: the output must end in .json or .jsonl, or be `-`.")


def _check_taxonomy(folder: str | None) -> None:
    """Reads the user's editions before any document, so that a mistake in them ends the run."""
    if folder is None:
        return
    from schemas.taxonomy import TaxonomyError, taxonomies

    try:
        taxonomies(folder)
    except TaxonomyError as error:
        raise UsageError(str(error)) from error


def _check_organisations(file: str | None) -> None:
    """Reads the reviewed keys before any document, so that a mistake in them ends the run."""
    if file is not None:
        from pipeline.normalise.reviewed import reviewed

        reviewed.cache_clear()  # another run of this process may have read it before a correction
        reviewed(file)


def _check_model(model: str | None, folder: str | None) -> None:
    """Loads the model for suggestions before any document, so that a wrong one ends the run."""
    if model is None:
        return
    from pipeline.normalise.suggest import ModelError, check_model

    try:
        check_model(model, folder)
    except ModelError as error:
        raise UsageError(str(error)) from error


def _check_folder(folder: str) -> None:
    """Makes the folder for pictures, and sees that it can be written to."""
    from tempfile import TemporaryFile

    with explained(folder):
        os.makedirs(folder, exist_ok=True)
        TemporaryFile(dir=folder).close()


def _spare_inputs(output: str | None, batch: Batch) -> None:
    if output and is_remote(output) and any(job.file == output for job in batch.jobs):
        raise UsageError(f"{output} is one of the inputs. Name another output.")
    if output is None or not os.path.exists(output):
        return
    ours = os.stat(output)
    for job in batch.jobs:
        with suppress(OSError):  # what cannot be looked at is told in its record
            if os.path.samestat(ours, os.stat(job.file)):
                raise UsageError(f"{output} is one of the inputs. Name another output.")
