"""What a run says of itself on standard error: each document, progress, the table at the end."""

from __future__ import annotations

import sys
from collections import Counter
from contextlib import suppress
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from pipeline.batch import Batch
    from pipeline.outcome import Outcome
    from schemas.rules import RuleText

SEVERITIES = ("error", "warning", "info")
"""Of issues, the worst first."""


def shown(outcomes: Iterable[Outcome], total: int, quiet: bool, verbose: bool) -> Iterator[Outcome]:
    """The outcomes, with progress on standard error while they come, if that is a terminal."""
    if verbose and not quiet:
        for outcome in outcomes:
            say(f"{legible(outcome.name)}: {told(outcome)}")
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


def say(text: str) -> None:
    """Prints on standard error. Losing what is said must not lose what was read."""
    with suppress(OSError):
        click.echo(text, err=True)


def legible(name: str) -> str:
    """A file name that cannot steer a terminal."""
    return "".join(c if c.isprintable() else ascii(c)[1:-1] for c in name)


def told(outcome: Outcome) -> str:
    """A line on one document: what was found in it, or why it failed."""
    if outcome.failure:
        return f"failed: {outcome.failure[0]}"
    return f"{outcome.pages} pages, {outcome.interventi} interventi"


class Summary:
    """Adds the outcomes up, for the table at the end."""

    def __init__(self) -> None:
        self.files = 0
        self._documents = self._pages = self._interventi = self._errors = 0
        self._rules: Counter[str] = Counter()
        self._failed: list[Outcome] = []
        self._undrawn: list[str] = []

    def add(self, outcome: Outcome) -> None:
        """Count one file."""
        self.files += 1
        self._documents += len(outcome.bodies)
        self._pages += outcome.pages
        self._interventi += outcome.interventi
        self._errors += outcome.errors
        self._rules.update(outcome.rules)
        if outcome.failure:
            from msgspec.structs import replace

            self._failed.append(replace(outcome, bodies=()))
        for each in outcome.undrawn:
            page = f", page {each.page}" if each.page else ""
            told = f"{legible(outcome.name)}{page}: {each.message}\n        {each.remedy}"
            self._undrawn.append(f"not drawn: {told}")

    @property
    def has_errors(self) -> bool:
        """Whether a file failed or an issue is an error."""
        return bool(self._failed or self._errors)

    @property
    def has_warnings(self) -> bool:
        """Whether an issue is a warning."""
        return any(rule.severity == "warning" for rule, _ in self._counted())

    def _counted(self) -> list[tuple[RuleText, int]]:
        """How many issues there are of each rule, by code."""
        from schemas.rules import rules

        return [(rules()[code], count) for code, count in sorted(self._rules.items())]

    def line(self, batch: Batch) -> str:
        """How many issues there are of each severity, for who has read them one by one."""
        counts = Counter[str]()
        for rule, count in self._counted():
            counts[rule.severity or ""] += count
        parts = ", ".join(f"{counts[severity]} {severity}" for severity in SEVERITIES)
        text = f"documents: {self._documents}; issues: {counts.total()} ({parts})"
        if self._failed:
            text += f"; failed: {len(self._failed)}"
        if batch.skipped:
            text += f"; passed over: {sum(batch.skipped.values())}"
        return text

    def text(self, batch: Batch, verbose: bool) -> str:
        """The table: documents, interventi, issues by rule, failures with their remedy."""
        lines = [
            f"documents   {self._documents:>8}   {len(self._failed)} failed",
            f"pages       {self._pages:>8}",
            f"interventi  {self._interventi:>8}",
        ]
        for rule, count in self._counted():
            lines.append(f"{rule.code:<12}{count:>8}   {rule.severity}: {rule.title}")
        if batch.skipped:
            kinds = ", ".join(f"{n} {ending}" for ending, n in sorted(batch.skipped.items()))
            lines.append(f"passed over {sum(batch.skipped.values()):>8}   {kinds}")
        for outcome in self._failed:
            message, remedy = outcome.failure or ("", "")
            lines.append(f"failed: {legible(outcome.name)}: {message}\n        {remedy}")
            if verbose and outcome.trace:
                lines.append(outcome.trace)
        lines += self._undrawn
        return "\n".join(lines)
