"""Reporting issues: what linters print, for readers, programs, GitHub and SARIF viewers.

A file is named by its path from the working folder, so that it can be opened as printed. The same
files give the same lines for any number of workers; nothing is kept but the files that failed.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, BinaryIO, Literal, Protocol

import msgspec

from pipeline.errors import OutputError
from pipeline.findings import findings
from pipeline.summary import legible
from pipeline.write import explained

if TYPE_CHECKING:
    from pipeline.findings import Finding
    from pipeline.outcome import Job, Outcome

Format = Literal["text", "json", "github", "sarif"]

_NAME = "standard output"


class Form(Protocol):
    """How findings are set: what stands before all, between two, and behind all."""

    @property
    def opening(self) -> str: ...  # noqa: D102
    @property
    def between(self) -> str: ...  # noqa: D102
    @property
    def closing(self) -> str: ...  # noqa: D102

    def line(self, finding: Finding) -> str:
        """One finding; nothing where `closing` tells it."""


class TextReport:
    """Lines `path:page: RULE severity message`; those of no page leave it out."""

    opening = between = closing = ""

    def line(self, finding: Finding) -> str:
        """A line that no message can break or colour."""
        page = f":{finding.page}" if finding.page else ""
        told = f"{finding.file}{page}: {finding.rule} {finding.severity} {finding.message}"
        return legible(told) + "\n"


class JsonReport:
    """A list of objects, one a line; keys as in `Finding`, null where there is no place."""

    opening, between, closing = "[\n", ",\n", "\n]\n"

    def line(self, finding: Finding) -> str:
        """An object."""
        return msgspec.json.encode(finding).decode()


class GithubReport:
    """Workflow commands, which GitHub shows as annotations of a run.

    `::warning file=acts/a.pdf,title=CNT001 on page 3::message`; what would end a property or the
    line is escaped as the runner expects (`%25`, `%0D`, `%0A`; in properties `%3A`, `%2C` too).
    """

    opening = between = closing = ""
    _commands = {"error": "error", "warning": "warning", "info": "notice"}  # noqa: RUF012

    def line(self, finding: Finding) -> str:
        """A command."""
        page = f" on page {finding.page}" if finding.page else ""
        file, title = map(_escaped_property, (finding.file, f"{finding.rule}{page}"))
        command = self._commands[finding.severity]
        return f"::{command} file={file},title={title}::{_escaped(finding.message)}\n"


def _escaped(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _escaped_property(text: str) -> str:
    return _escaped(text).replace(":", "%3A").replace(",", "%2C")


def _form(name: Format) -> Form:
    if name == "sarif":
        from pipeline.report_sarif import SarifReport

        return SarifReport()
    forms: dict[str, type[Form]] = {
        "text": TextReport,
        "json": JsonReport,
        "github": GithubReport,
    }
    return forms[name]()


class Report:
    """Prints the findings of file after file."""

    def __init__(self, name: Format, jobs: Iterable[Job], stream: BinaryIO) -> None:
        self._form = _form(name)
        self._files = {job.name: job.file for job in jobs}
        self._stream = stream
        self._count = 0
        self._write(self._form.opening)

    def take(self, outcome: Outcome) -> None:
        """Print what was found in one file."""
        for finding in findings(outcome, self._files[outcome.name]):
            if line := self._form.line(finding):
                self._write((self._form.between if self._count else "") + line)
                self._count += 1

    def close(self) -> None:
        """Print what ends the report."""
        self._write(self._form.closing)
        with explained(_NAME):
            self._stream.flush()

    def _write(self, text: str) -> None:
        with explained(_NAME):
            self._stream.write(text.encode())


@contextmanager
def open_report(name: Format, jobs: Iterable[Job]) -> Iterator[Report]:
    """A report on standard output, of the files of these jobs.

    Raises:
        OutputError: standard output is closed, or cannot be written to.
    """
    if sys.stdout is None:
        raise OutputError("standard output is closed. Open it, or leave --check out.")
    report = Report(name, jobs, sys.stdout.buffer)
    yield report
    report.close()
