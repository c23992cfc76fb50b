"""What a check of a file found: its issues with what names them, out of its records as written."""

from __future__ import annotations

import os
from collections.abc import Iterator
from typing import TYPE_CHECKING, Literal

import msgspec
from msgspec import Struct

from pipeline.remote import is_remote, legible_url
from schemas.records import Failure, Issue

if TYPE_CHECKING:
    from pipeline.outcome import Outcome


class Finding(Struct, frozen=True, gc=False):
    """One issue, or one file that failed, with what names it."""

    file: str
    """Path from the working folder, `/` between folders; bytes that are no UTF-8 spelt out."""
    page: int | None
    start: int | None
    end: int | None
    rule: str
    """The rule's code; of a file that failed the failure's, e.g. `empty_file`."""
    severity: Literal["error", "warning", "info"]
    path: str
    """JSONPath of the value in its document."""
    message: str


class _Place(Struct, gc=False):
    path: str


class _Record(Struct, gc=False):
    """What of a record is reported; the rest is passed over while it is decoded."""

    source: _Place
    issues: tuple[Issue, ...] = ()
    error: Failure | None = None


_DECODER = msgspec.json.Decoder(_Record)


def findings(outcome: Outcome, file: str) -> Iterator[Finding]:
    """The issues of one file in order of place, those of no place first; its failure if it has one.

    `file` is where it is. What stands inside an archive keeps its path in there.
    """
    shown = _shown(file)
    for record in map(_DECODER.decode, outcome.bodies):
        where = shown + record.source.path.removeprefix(outcome.name)
        if record.error:
            told = f"{record.error.message}. {record.error.remedy}"
            yield Finding(where, None, None, None, record.error.code, "error", "$", told)
        for each in sorted(record.issues, key=_position):
            yield Finding(
                where,
                each.page,
                each.start,
                each.end,
                each.rule,
                each.severity,
                each.path,
                each.message,
            )


def _shown(file: str) -> str:
    """Where a file is, so that it can be opened as printed."""
    if is_remote(file):
        return legible_url(file)
    shown = os.path.relpath(file).replace(os.sep, "/")
    return os.fsencode(shown).decode("utf-8", "backslashreplace")


def _position(issue: Issue) -> tuple[int, int]:
    return issue.page or 0, issue.start or 0
