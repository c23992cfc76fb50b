"""The command `extract`. What is heavy is imported when the work begins, so that help is quick."""

from __future__ import annotations

import gc
import os
import signal
import sys
from contextlib import suppress
from typing import TYPE_CHECKING, NoReturn, TypedDict, Unpack

import click

from pipeline import GC_THRESHOLD
from pipeline.errors import ExitCode, OutputError, UsageError
from pipeline.summary import Summary
from schemas.version import __version__

if TYPE_CHECKING:
    from pipeline.batch import Shard
    from pipeline.distribute.run import Cluster
    from pipeline.options import Options
    from pipeline.read import Ocr, PdfEngine
    from pipeline.report_issues import Format
    from pipeline.supervise import Course

_EPILOG = """
\b
Exit codes
  0    the run finished; files that could not be read are in the output as `failed`
  1    with --strict or --check: a document failed or has an issue of severity error;
       with both, of severity warning
  2    the call cannot be carried out: nothing to read, a path that is not there
  3    the output could not be written; what was there before is untouched
  130  interrupted (SIGINT), 143 terminated: the files in hand are finished, what was read is
       written, and --resume goes on from it; a second signal ends the run at once
"""


class _Asked(TypedDict):
    """The options that change the records, and those that change how they are made."""

    jobs: int
    timeout: float
    max_memory: int
    resume: bool
    shard: Shard | None
    dask: str | None
    part: int
    debug_pages: str | None
    no_evidence: bool
    repairs: str
    no_repair: tuple[str, ...]
    pdf_engine: PdfEngine
    ocr: Ocr
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


def _shard(_context: click.Context, _parameter: click.Parameter, given: str | None) -> Shard | None:
    """The part of the files that is asked for."""
    if given is None:
        return None
    from pipeline.batch import Shard

    number, slash, count = given.partition("/")
    is_told = slash and number.isdecimal() and count.isdecimal()
    if not is_told or not 1 <= int(number) <= int(count):
        raise click.BadParameter(f"{given!r} is not one of 1/N to N/N, e.g. 1/8.")
    return Shard(int(number), int(count))


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
    "--timeout",
    metavar="SECONDS",
    default=120,
    show_default=True,
    type=click.FloatRange(min=0),
    help="Give a file up that takes longer, counted anew at each page that is recognised; 0 for "
    "no limit.",
)
@click.option(
    "--max-memory",
    metavar="MIB",
    default=2048,
    show_default=True,
    type=click.IntRange(min=0),
    help="Give a file up that takes more memory; 0 for no limit. Without either limit, one job "
    "is done by the command's own process.",
)
@click.option(
    "--resume",
    is_flag=True,
    help="Go on from what the last run read, and keep what this one reads in OUT.resume: only "
    "files that are new or have changed are read.",
)
@click.option(
    "--shard",
    metavar="I/N",
    callback=_shard,
    help="Read the I-th of N parts of the files, by their paths; the first is 1/N.",
)
@click.option(
    "--dask",
    metavar="ADDRESS",
    help="Have a Dask cluster read: -o is then a folder of parts, .jsonl or .parquet.",
)
@click.option(
    "--part",
    metavar="FILES",
    default=100,
    show_default=True,
    type=click.IntRange(min=1),
    help="With --dask: how many files a part holds.",
)
@click.option(
    "--pdf-engine",
    type=click.Choice(["pdfium", "pdfplumber"]),
    default="pdfium",
    show_default=True,
    help="What reads PDFs; pdfplumber is the reference, some forty times slower.",
)
@click.option(
    "--ocr",
    type=click.Choice(["auto", "never", "always"]),
    default="auto",
    show_default=True,
    envvar="ATTIDATI_OCR",
    show_envvar=True,
    help="Recognise the pages of PDFs that hold no text that can be read, none, or all.",
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
    strict: bool,
    quiet: bool,
    verbose: bool,
    **asked: Unpack[_Asked],
) -> None:
    """Read Italian official acts into validated JSON.

    Files or folders: .pdf .txt .md .docx .odt .html .rtf, scans as .tif .jpg .png, signed .p7m
    .tsd, .zip and .eml with all that is in them. Paths, or URLs such as s3://bucket/acts.
    """
    from pipeline.carry_out import Call, carry_out
    from pipeline.supervise import Stop

    if output is None and not check:
        told = "Name the file to write with -o, or ask for the issues with --check."
        raise click.UsageError(told, click.get_current_context())
    signal.signal(signal.SIGTERM, _terminate)
    call = Call(
        inputs=inputs,
        output=output,
        form=asked["check_format"] if check else None,
        is_resumed=asked["resume"],
        shard=asked["shard"],
        options=_options(asked),
        course=_course(asked, output),
        is_quiet=quiet,
        is_verbose=verbose,
        cluster=_cluster(asked),
    )
    summary, stop = Summary(), Stop()
    try:
        carry_out(call, summary, stop)
    except UsageError as error:
        raise _Stop(str(error), ExitCode.USAGE) from error
    except OutputError as error:
        raise _Stop(str(error), ExitCode.OUTPUT) from error
    except KeyboardInterrupt as error:
        code = ExitCode.TERMINATED if stop.signal == signal.SIGTERM else ExitCode.INTERRUPTED
        raise _Stop(str(error) or "Interrupted; nothing was written.", code) from error
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


def _options(asked: _Asked) -> Options:
    """What changes the records."""
    from pipeline.options import Options

    return Options(
        evidence=not asked["no_evidence"],
        full_repairs=asked["repairs"] == "full",
        pdf_engine=asked["pdf_engine"],
        ocr=asked["ocr"],
        taxonomy=asked["taxonomy"],
        no_repair=_known_repairs(asked["no_repair"]),
        organisations=asked["organisations"],
        suggest=asked["suggest"],
    )


def _course(asked: _Asked, output: str | None) -> Course:
    """What changes how they are made."""
    from pipeline.supervise import Course
    from pipeline.workers import Limits

    limits = Limits(asked["timeout"], asked["max_memory"] << 20)
    is_indented = output is not None and not output.endswith(".jsonl")
    return Course(asked["jobs"], limits, is_indented, asked["debug_pages"])


def _cluster(asked: _Asked) -> Cluster | None:
    """What reads, if not this machine."""
    if asked["dask"] is None:
        return None
    from pipeline.distribute.run import Cluster

    return Cluster(asked["dask"], asked["part"])


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
