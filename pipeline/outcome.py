"""What a batch hands on: the files to read, and what became of each."""

from __future__ import annotations

from collections.abc import Mapping

from msgspec import Struct


class Job(Struct, frozen=True, gc=False, order=True):
    """One file to read: its path in the output, and where it is."""

    name: str
    file: str


class Undrawn(Struct, frozen=True, gc=False):
    """A page without a picture, or a document of which no page has one: why, and the remedy."""

    page: int | None
    message: str
    remedy: str


class Outcome(Struct, frozen=True, gc=False):
    """What became of one file: its records as JSON, and what the summary says of it."""

    name: str
    bodies: tuple[bytes, ...]
    """One for each document of the file."""
    pages: int
    interventi: int
    rules: Mapping[str, int]
    errors: int
    """Issues of severity error."""
    failure: tuple[str, str] | None = None
    """Message and remedy, where the file could not be read."""
    trace: str | None = None
    """The traceback, where the failure is a bug of ours."""
    undrawn: tuple[Undrawn, ...] = ()
    sha256: str = ""
    """Of the file's content, if all of this follows from it and would another time, too."""
