"""The command `extract`. What is heavy is imported when the work begins, so that help is quick."""

from __future__ import annotations

import gc
import os
import signal
import sys
from contextlib import ExitStack, closing, suppress
from typing import TYPE_CHECKING, NoReturn, TypedDict, Unpack

import click

from pipeline import GC_THRESHOLD
from pipeline.errors import ExitCode, OutputError, UsageError
from pipeline.summary import Summary, say, shown
from schemas.version import __version__

if TYPE_CHECKING:
    from pipeline.batch import Batch
    from pipeline.read import PdfEngine
    from pipeline.report_issues import Format

_EPILOG = """
\b
Exit codes
  0    the run finished; files that could not be read are in the output as `failed`
  1    with --strict or --check: a document failed or has an issue of severity error;
       with both, of severity warning
  2    the call cannot be carried out: nothing to read, a path that is not there
  3    the output could not be written; what was there before is untouched
  130  interrupted (SIGINT), 143 terminated; what was there before is untouched
"""


class _Content(TypedDict):
    """The options that change what is written of a document, and how."""

    no_evidence: bool
    repairs: str
    no_repair: tuple[str, ...]
    pdf_engine: PdfEngine
    check_format: Format
    taxonomy: str | None
    organisations: str | None
    suggest: str | None


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
    metavar="OUT",
    help="File to write: .json, or .jsonl for one document a line; - for standard output. "
    "Required, unless with --check.",
)
@click.option("--check", is_flag=True, help="Print the issues on standard output, as linters do.")
@click.option(
    "--format",
    "check_format",
    type=click.Choice(["text", "json", "github", "sarif"]),
    default="text",
    show_default=True,
    help="With --check: lines, a JSON list, annotations of GitHub, or SARIF 2.1.0.",
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
@click.option(
    "--strict",
    is_flag=True,
    help="Exit 1 on a failed document or an error-level issue, which --check does by itself; "
    "with --check, on a warning too.",
)
@click.option("--no-evidence", is_flag=True, help="Leave out where each value stands.")
@click.option(
    "--repairs",
    type=click.Choice(["counts", "full"]),
    default="counts",
    show_default=True,
    help="Repairs to the text: how many by rule, or each one.",
)
@click.option(
    "--taxonomy",
    metavar="DIR",
    help="Editions of the taxonomy to add, or to put in place of ours: a CSV each.",
)
@click.option(
    "--organisations",
    metavar="FILE",
    help="Reviewed keys of organisations, merged and split: a CSV.",
)
@click.option(
    "--suggest",
    metavar="MODEL",
    help="Suggest codes for azioni without one: the folder of a trained model, or `labels`, "
    "which goes by the taxonomy's labels alone.",
)
@click.option(
    "--no-repair",
    metavar="CODE",
    multiple=True,
    help="Switch off a rule of repairs, or a family: MOJ, ENC, SPC, HYP, OCR. May be repeated.",
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
    output: str | None,
    check: bool,
    jobs: int,
    strict: bool,
    quiet: bool,
    verbose: bool,
    debug_pages: str | None,
    **content: Unpack[_Content],
) -> None:
    """Read Italian official acts into validated JSON.

    Files or folders: .pdf .txt .md .docx .odt .html .rtf, signed .p7m .tsd, .zip and .eml with all
    that is in them.
    """
    from pipeline.batch import find_files, run_batch
    from pipeline.report_issues import open_report
    from pipeline.run import Options
    from pipeline.write import open_output

    signal.signal(signal.SIGTERM, _terminate)
    options = Options(
        evidence=not content["no_evidence"],
        full_repairs=content["repairs"] == "full",
        pdf_engine=content["pdf_engine"],
        taxonomy=content["taxonomy"],
        no_repair=_known_repairs(content["no_repair"]),
        organisations=content["organisations"],
        suggest=content["suggest"],
    )
    form = content["check_format"] if check else None
    summary = Summary()
    try:
        _check_output(output, check)
        _check_taxonomy(options.taxonomy)
        _check_organisations(options.organisations)
        _check_model(options.suggest, options.taxonomy)
        batch = find_files(inputs)
        _spare_inputs(output, batch)
        if debug_pages is not None:
            _check_folder(debug_pages)
        outcomes = run_batch(batch.jobs, options, jobs, debug_pages)
        with ExitStack() as stack:
            writer = stack.enter_context(open_output(output)) if output is not None else None
            report = stack.enter_context(open_report(form, batch.jobs)) if form else None
            stack.enter_context(closing(outcomes))
            for outcome in shown(outcomes, len(batch.jobs), quiet, verbose):
                if writer:
                    writer.add_all(outcome.bodies)
                if report:
                    report.take(outcome)
                summary.add(outcome)
    except UsageError as error:
        raise _Stop(str(error), ExitCode.USAGE) from error
    except OutputError as error:
        raise _Stop(str(error), ExitCode.OUTPUT) from error
    except KeyboardInterrupt as error:
        raise _Stop("Interrupted; nothing was written.", ExitCode.INTERRUPTED) from error
    if not quiet:
        say(summary.line(batch) if check else summary.text(batch, verbose))
    is_bad = summary.has_errors or (check and strict and summary.has_warnings)
    if (strict or check) and is_bad:
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


def _check_output(output: str | None, check: bool) -> None:
    if output is None and not check:
        told = "Name the file to write with -o, or ask for the issues with --check."
        raise click.UsageError(told, click.get_current_context())
    if output == "-" and check:
        raise UsageError("--check prints on standard output. Name a file with -o.")
    if output not in (None, "-") and not output.endswith((".json", ".jsonl")):
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


def _known_repairs(codes: tuple[str, ...]) -> frozenset[str]:
    """The families and rules to switch off, in capitals."""
    if not codes:
        return frozenset()
    from schemas.rules import repairs

    named, known = [code.upper() for code in codes], repairs()
    for code in named:
        if code not in known:
            told = f"--no-repair {code}: there is no such repair. Known: {', '.join(known)}."
            raise click.UsageError(told, click.get_current_context())
    return frozenset(named)


def _check_folder(folder: str) -> None:
    """Makes the folder for pictures, and sees that it can be written to."""
    from tempfile import TemporaryFile

    from pipeline.write import explained

    with explained(folder):
        os.makedirs(folder, exist_ok=True)
        TemporaryFile(dir=folder).close()


def _spare_inputs(output: str | None, batch: Batch) -> None:
    if output is not None and any(
        os.path.realpath(output) == os.path.realpath(job.file) for job in batch.jobs
    ):
        raise UsageError(f"{output} is one of the inputs. Name another output.")
