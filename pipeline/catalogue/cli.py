"""The command `catalogue`: build, ask, search, export, report, serve."""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import click

from pipeline.errors import ExitCode, OutputError, UsageError
from schemas.version import __version__

if TYPE_CHECKING:
    from pipeline.catalogue.ask import Answer
    from pipeline.catalogue.build import Built
    from pipeline.catalogue.export import Target
    from pipeline.catalogue.questions import Question
    from pipeline.catalogue.show import Form

_DATABASE = "catalogue.db"
_SHOWN = 100

_EPILOG = """
\b
Exit codes
  0    done
  2    the call cannot be carried out: no such file, or not one of ours
  3    the output could not be written; what was there before is untouched
  130  interrupted (SIGINT), 143 terminated; what was there before is untouched
"""


class _Stop(click.ClickException):
    """Ends the run with a message on standard error and an exit code."""

    def __init__(self, message: str, code: ExitCode) -> None:
        super().__init__(message)
        vars(self)["exit_code"] = code


@contextmanager
def _explained() -> Iterator[None]:
    try:
        yield
    except UsageError as error:
        raise _Stop(str(error), ExitCode.USAGE) from error
    except OutputError as error:
        raise _Stop(str(error), ExitCode.OUTPUT) from error
    except KeyboardInterrupt as error:
        raise _Stop("Interrupted; nothing was written.", ExitCode.INTERRUPTED) from error


@click.group(epilog=_EPILOG, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="attidati")
def catalogue() -> None:
    """Put what `extract` wrote into one SQLite file, ask it, and export it."""
    signal.signal(signal.SIGTERM, _terminate)


def _terminate(_signal: int, _frame: object) -> None:
    sys.exit(ExitCode.TERMINATED)


def main() -> None:
    """The console script."""
    catalogue(prog_name="catalogue")


@catalogue.command()
@click.argument("inputs", metavar="OUT...", nargs=-1, required=True, type=click.Path())
@click.option(
    "-o", "--output", metavar="DB", help=f"The file to make or to add to.  [default: {_DATABASE}]"
)
@click.option("--db", metavar="URL", help="A PostgreSQL server to write to, instead of a file.")
@click.option("--prune", is_flag=True, help="Take out the documents that no input holds.")
@click.option("-q", "--quiet", is_flag=True, help="Say nothing unless the run fails.")
def build(
    inputs: tuple[str, ...], output: str | None, db: str | None, prune: bool, quiet: bool
) -> None:
    """Put the documents of OUT (what `extract` wrote, or a folder of such files) into DB.

    A document that is there already is replaced; DB is made if it is not there. With --db
    postgresql://user@host/database, into the tables of a server (the password in PGPASSWORD).
    """
    from pipeline.catalogue.engine import run_alone

    run_alone()
    with _explained():
        built = _built(inputs, output, db, prune)
    if not quiet:
        click.echo(
            f"documents: {built.added} added, {built.replaced} replaced, "
            f"{built.unchanged} unchanged, {built.pruned} pruned, {built.repeated} repeated; "
            f"interventi: {built.interventi}",
            err=True,
        )


def _built(inputs: tuple[str, ...], output: str | None, db: str | None, prune: bool) -> Built:
    from pipeline.catalogue.inputs import as_json

    if db is None:
        from pipeline.catalogue.build import build as fill

        path = output or _DATABASE
        if any(os.path.realpath(each) == os.path.realpath(path) for each in inputs):
            raise UsageError(f"{path} is one of the inputs. Name another output.")
        with as_json(inputs) as files:
            return fill(files, path, prune)
    from pipeline.catalogue.postgresql.address import check_installed, is_address

    if output:
        raise UsageError("-o names a file and --db a server. Give one of them.")
    if not is_address(db):
        raise UsageError(f"{db} is no address of a server. For a file: -o {db}")
    check_installed()
    from pipeline.catalogue.postgresql.build import build as send

    with as_json(inputs) as files:
        return send(files, db, prune)


class _Questions(click.Group):
    """The canned questions as commands, read when one is asked."""

    def list_commands(self, _context: click.Context) -> list[str]:
        """Their names, as they are declared."""
        from pipeline.catalogue.questions import questions

        return list(questions())

    def get_command(self, _context: click.Context, name: str) -> click.Command | None:
        """A question, with its parameters for options."""
        from pipeline.catalogue.questions import questions

        question = questions().get(name)
        return _command(question) if question else None


_database_option = click.option(
    "--db",
    metavar="DB",
    default=_DATABASE,
    show_default=True,
    help="The catalogue: a file, or postgresql://…",
)


@catalogue.command(cls=_Questions)
@_database_option
@click.pass_context
def ask(context: click.Context, db: str) -> None:
    """Ask a canned question."""
    context.obj = db


def _form_options(command: Callable[..., Any]) -> Callable[..., Any]:
    command = click.option(
        "--limit",
        default=_SHOWN,
        show_default=True,
        type=click.IntRange(0),
        help="Rows at most; 0 for all.",
    )(command)
    return click.option(
        "--format",
        "form",
        type=click.Choice(["table", "csv", "json", "jsonl"]),
        default="table",
        show_default=True,
    )(command)


def _command(question: Question) -> click.Command:
    from pipeline.catalogue.database import open_database

    @click.pass_obj
    def asked(db: str, /, form: Form, limit: int, **values: Any) -> None:
        given = {
            name.replace("_", "-"): value for name, value in values.items() if value is not None
        }
        with _explained(), open_database(db) as database:
            _print(database.ask(question, given, limit or None), form)

    columns = "\n".join(f"  {each.name}  {each.description}" for each in question.columns)
    command = click.command(
        question.name,
        help=f"{question.title}. {question.description}\n\n\b\nColumns\n{columns}",
        short_help=question.title,
    )(_form_options(asked))
    types = {"integer": click.INT, "real": click.FLOAT}
    command.params[:0] = [
        click.Option(
            [f"--{each.name}", each.name.replace("-", "_")],
            type=types.get(each.type, click.STRING),
            help=each.description,
        )
        for each in question.parameters
    ]
    return command


@catalogue.command()
@click.argument("text")
@_database_option
@_form_options
def search(text: str, db: str, form: Form, limit: int) -> None:
    """Find the interventi that hold all words of TEXT, capitals and accents put aside."""
    from pipeline.catalogue.database import open_database

    with _explained(), open_database(db) as database:
        _print(database.search(text, limit or sys.maxsize - 1), form)


@catalogue.command()
@click.option(
    "--to",
    "target",
    required=True,
    type=click.Choice(["csv", "parquet", "xlsx", "datapackage", "skos", "jsonl"]),
    help="xlsx and skos are a file, the others a folder of a file a table.",
)
@click.option("-o", "--output", metavar="PATH", required=True, help="The file or folder to write.")
@_database_option
@click.option("-q", "--quiet", is_flag=True, help="Say nothing unless the run fails.")
def export(target: Target, output: str, db: str, quiet: bool) -> None:
    """Write the catalogue in a form that other tools read."""
    from pipeline.catalogue.database import open_database
    from pipeline.catalogue.export import export as write

    with _explained(), open_database(db) as database:
        paths = write(database, target, output)
    if not quiet:
        click.echo(f"files: {len(paths)}, in {output}", err=True)


@catalogue.command()
@click.argument("db", metavar="[DB]", default=_DATABASE)
@click.option("-o", "--output", metavar="HTML", required=True, help="The page to write.")
def report(db: str, output: str) -> None:
    """Write charts of the catalogue, and the figures behind them, as one page that prints.

    The page is Italian, needs no network and runs no script. DB is catalogue.db if not given.
    """
    from pipeline.catalogue.report import report as write
    from pipeline.catalogue.store import open_to_read

    with _explained(), open_to_read(db) as connection:
        if os.path.realpath(output) == os.path.realpath(db):
            raise UsageError(f"{output} is the catalogue. Name another output.")
        write(connection, output)


@catalogue.command()
@click.argument("db", metavar="[DB]", default=_DATABASE)
@click.option("--sources", metavar="DIR", help="The folder that `extract` read, for the pictures.")
@click.option("--port", default=8001, show_default=True, type=click.IntRange(0, 65535))
@click.option("--host", default="127.0.0.1", show_default=True, help="Whom to listen to.")
@click.option("--open", "opens", is_flag=True, help="Open a browser.")
def serve(db: str, sources: str | None, port: int, host: str, opens: bool) -> None:
    """Show DB in a browser: search, tables, questions, and the pages behind each intervento.

    Nothing is written, and only this machine can ask, unless --host says otherwise.
    """
    from pipeline.catalogue.serve.server import serve as run

    def ready(address: str) -> None:
        click.echo(f"{db}: {address} (Ctrl+C stops)", err=True)
        if opens:
            click.launch(address)

    with _explained():
        run(db, sources, host, port, ready)


def _print(answer: Answer, form: Form) -> None:
    from pipeline.catalogue.show import shown

    click.echo(shown(answer, form), nl=False)
    if answer.is_cut:
        click.echo(f"Only the first {len(answer.rows)} rows; --limit 0 for all.", err=True)
