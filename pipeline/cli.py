"""The command `extract`. What is heavy is imported when the work begins, so that help is quick."""

from __future__ import annotations

import gc
import os
import signal
import sys
from collections import Counter
from contextlib import closing, suppress
from typing import TYPE_CHECKING, NoReturn, TypedDict, Unpack

import click

from pipeline import GC_THRESHOLD
from pipeline.errors import ExitCode, OutputError, UsageError
from schemas.version import __version__

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from pipeline.batch import Batch, Outcome
    from pipeline.read import PdfEngine

_EPILOG = """
\b
Exit codes
  0    the run finished; files that could not be read are in the output as `failed`
  1    with --strict: a document failed or has an issue of severity error
  2    the call cannot be carried out: nothing to read, a path that is not there
  3    the output could not be written; what was there before is untouched
  130  interrupted (SIGINT), 143 terminated; what was there before is untouched
"""


class _Content(TypedDict):
    """The options that change what is written of a document."""

    no_evidence: bool
    repairs: str
    pdf_engine: PdfEngine


def _print_schema(context: click.Context, _parameter: click.Parameter, wanted: bool) -> None:
    """Prints the JSON Schema of the output, and ends."""
    if wanted and not context.resilient_parsing:
        from pipeline.write import JSON_SCHEMA

        with open(JSON_SCHEMA, encoding="utf-8") as schema:
            click.echo(schema.read(), nl=False)
        context.exit()


@click.command(epilog=_EPILOG, context_settings={"help_option_names": ["-h", "--help"]})
@click.argument("inputs", metavar="INPUT...", nargs=-1, required=True, type=click.Path())
@click.option(
    "-o",
    "--output",
    required=True,
    metavar="OUT",
    help="File to write: .json, or .jsonl for one document a line; - for standard output.",
)
@click.option(
    "-j",
    "--jobs",
    default=1,
    show_default=True,
    type=click.IntRange(1, 256),
    help="Worker processes. The output is the same for any number.",
)
@click.option(
    "--pdf-engine",
    type=click.Choice(["pdfium", "pdfplumber"]),
    default="pdfium",
    show_default=True,
    help="What reads PDFs; pdfplumber is the reference, some forty times slower.",
)
@click.option("--strict", is_flag=True, help="Exit 1 on a failed document or an error-level issue.")
@click.option("--no-evidence", is_flag=True, help="Leave out where each value stands.")
@click.option(
    "--repairs",
    type=click.Choice(["counts", "full"]),
    default="counts",
    show_default=True,
    help="Repairs to the text: how many by rule, or each one.",
)
@click.option(
    "--debug-pages",
    metavar="DIR",
    help="Draw what was found on each page of the PDFs: one PNG a page in this folder.",
)
@click.option("-q", "--quiet", is_flag=True, help="Say nothing unless the run fails.")
@click.option("-v", "--verbose", is_flag=True, help="Name each document as it is done.")
@click.option(
    "--schema",
    is_flag=True,
    is_eager=True,
    expose_value=False,
    callback=_print_schema,
    help="Print the JSON Schema of the output and exit.",
)
@click.version_option(__version__, prog_name="attidati")
def extract(
    inputs: tuple[str, ...],
    output: str,
    jobs: int,
    strict: bool,
    quiet: bool,
    verbose: bool,
    debug_pages: str | None,
    **content: Unpack[_Content],
) -> None:
    """Read Italian official acts (.pdf, .txt, .md; files or folders) into validated JSON."""
    from pipeline.batch import find_files, run_batch
    from pipeline.run import Options
    from pipeline.write import open_output

    signal.signal(signal.SIGTERM, _terminate)
    options = Options(
        evidence=not content["no_evidence"],
        full_repairs=content["repairs"] == "full",
        pdf_engine=content["pdf_engine"],
    )
    summary = _Summary()
    try:
        _check_output(output)
        batch = find_files(inputs)
        _spare_inputs(output, batch)
        if debug_pages is not None:
            _check_folder(debug_pages)
        outcomes = run_batch(batch.jobs, options, jobs, debug_pages)
        with open_output(output) as writer, closing(outcomes):
            for outcome in _shown(outcomes, len(batch.jobs), quiet, verbose):
                for body in outcome.bodies:
                    writer.add(body)
                summary.add(outcome)
    except UsageError as error:
        raise _Stop(str(error), ExitCode.USAGE) from error
    except OutputError as error:
        raise _Stop(str(error), ExitCode.OUTPUT) from error
    except KeyboardInterrupt as error:
        raise _Stop("Interrupted; nothing was written.", ExitCode.INTERRUPTED) from error
    if not quiet:
        _say(summary.text(batch, verbose))
    if strict and summary.has_errors:
        sys.exit(ExitCode.STRICT)


def main() -> NoReturn:
    """The console script: `extract`, then out without taking the interpreter down.

    Freeing every object of every module takes as long as reading six plans, and frees nothing that
    the system does not. What was written is closed by then; what is buffered is flushed here.
    """
    gc.set_threshold(GC_THRESHOLD)
    code: object = ExitCode.OK
    try:
        extract(prog_name="extract")
    except SystemExit as stop:
        code = stop.code
    for stream in (sys.stdout, sys.stderr):
        with suppress(OSError, AttributeError):
            stream.flush()
    os._exit(code if isinstance(code, int) else int(code is not None))


def _terminate(_signal: int, _frame: object) -> None:
    """Ends the run as an interrupt does: what was being written is taken away."""
    sys.exit(ExitCode.TERMINATED)


class _Stop(click.ClickException):
    """Ends the run with a message on standard error and an exit code."""

    def __init__(self, message: str, code: ExitCode) -> None:
        super().__init__(message)
        vars(self)["exit_code"] = code


def _check_output(output: str) -> None:
    if output != "-" and not output.endswith((".json", ".jsonl")):
        raise UsageError(f"{output}: the output must end in .json or .jsonl, or be `-`.")


def _check_folder(folder: str) -> None:
    """Makes the folder for pictures, and sees that it can be written to."""
    from tempfile import TemporaryFile

    from pipeline.write import explained

    with explained(folder):
        os.makedirs(folder, exist_ok=True)
        TemporaryFile(dir=folder).close()


def _spare_inputs(output: str, batch: Batch) -> None:
    if any(os.path.realpath(output) == os.path.realpath(job.file) for job in batch.jobs):
        raise UsageError(f"{output} is one of the inputs. Name another output.")


def _shown(
    outcomes: Iterable[Outcome], total: int, quiet: bool, verbose: bool
) -> Iterator[Outcome]:
    """The outcomes, with progress on standard error while they come, if that is a terminal."""
    if verbose and not quiet:
        for outcome in outcomes:
            _say(f"{_legible(outcome.name)}: {_told(outcome)}")
            yield outcome
        return
    if quiet or sys.stderr is None or not sys.stderr.isatty():
        yield from outcomes
        return
    from time import monotonic

    began, pages = monotonic(), 0

    def speed(_: object) -> str:
        return f"{pages / max(monotonic() - began, 1e-9):.0f} pages/s"

    with click.progressbar(
        outcomes, length=total, label="documents", show_pos=True, item_show_func=speed,
        file=sys.stderr,
    ) as bar:  # fmt: skip
        for outcome in bar:
            pages += outcome.pages
            yield outcome


def _say(text: str) -> None:
    """Prints on standard error. Losing what is said must not lose what was read."""
    with suppress(OSError):
        click.echo(text, err=True)


def _legible(name: str) -> str:
    """A file name that cannot steer a terminal."""
    return "".join(c if c.isprintable() else ascii(c)[1:-1] for c in name)


def _told(outcome: Outcome) -> str:
    if outcome.failure:
        return f"failed: {outcome.failure[0]}"
    return f"{outcome.pages} pages, {outcome.interventi} interventi"


class _Summary:
    """Adds the outcomes up, for the table at the end."""

    def __init__(self) -> None:
        self._documents = self._pages = self._interventi = self._errors = 0
        self._rules: Counter[str] = Counter()
        self._failed: list[Outcome] = []
        self._undrawn: list[str] = []

    def add(self, outcome: Outcome) -> None:
        self._documents += len(outcome.bodies)
        self._pages += outcome.pages
        self._interventi += outcome.interventi
        self._errors += outcome.errors
        self._rules.update(outcome.rules)
        if outcome.failure:
            self._failed.append(outcome)
        for each in outcome.undrawn:
            page = f", page {each.page}" if each.page else ""
            told = f"{_legible(outcome.name)}{page}: {each.message}\n        {each.remedy}"
            self._undrawn.append(f"not drawn: {told}")

    @property
    def has_errors(self) -> bool:
        return bool(self._failed or self._errors)

    def text(self, batch: Batch, verbose: bool) -> str:
        """The table: documents, interventi, issues by rule, failures with their remedy."""
        from schemas.rules import rules

        lines = [
            f"documents   {self._documents:>8}   {len(self._failed)} failed",
            f"pages       {self._pages:>8}",
            f"interventi  {self._interventi:>8}",
        ]
        for code, count in sorted(self._rules.items()):
            rule = rules()[code]
            lines.append(f"{code:<12}{count:>8}   {rule.severity}: {rule.title}")
        if batch.skipped:
            kinds = ", ".join(f"{n} {ending}" for ending, n in sorted(batch.skipped.items()))
            lines.append(f"passed over {sum(batch.skipped.values()):>8}   {kinds}")
        for outcome in self._failed:
            message, remedy = outcome.failure or ("", "")
            lines.append(f"failed: {_legible(outcome.name)}: {message}\n        {remedy}")
            if verbose and outcome.trace:
                lines.append(outcome.trace)
        lines += self._undrawn
        return "\n".join(lines)
