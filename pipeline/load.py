"""Loading a file, of this machine or of a store: all its bytes, or what is said of them."""

from __future__ import annotations

import os
import stat
from contextlib import suppress
from hashlib import file_digest
from typing import BinaryIO

from msgspec import Struct

from pipeline.errors import DocumentError, UsageError
from pipeline.read import MAX_FILE_BYTES
from pipeline.remote import is_remote

_READINGS = 3
"""How often a file is read that changes meanwhile."""


def load(file: str) -> bytes:
    """The content of a file, if it is an ordinary one, not too large, and not being written.

    Raises:
        DocumentError: it is otherwise, or cannot be opened.
    """
    if is_remote(file):
        from pipeline.remote.fetch import fetch

        return fetch(file)
    try:
        _check_readable(os.stat(file))
        with open(file, "rb") as stream:
            return _unchanged(stream)
    except OSError as error:
        raise DocumentError(
            "unreadable",
            f"the file cannot be opened: {error.strerror}",
            "Check that it is still there and that you may read it.",
        ) from error


def _check_readable(found: os.stat_result) -> None:
    if not stat.S_ISREG(found.st_mode):
        raise DocumentError("unreadable", "it is no ordinary file", "Leave it out.")
    if found.st_size > MAX_FILE_BYTES:
        raise DocumentError(
            "too_large",
            f"the file has {found.st_size} bytes; the limit is {MAX_FILE_BYTES}",
            "Split it, e.g. `qpdf --split-pages=100 IN.pdf OUT.pdf`, and extract the parts.",
        )


def _unchanged(stream: BinaryIO) -> bytes:
    """All of a file that nobody wrote to meanwhile: half of an old one would pass for a new one."""
    for _ in range(_READINGS):
        before = os.fstat(stream.fileno())
        stream.seek(0)
        data = stream.read(before.st_size + 1)
        after = os.fstat(stream.fileno())
        if (before.st_size, before.st_mtime_ns) == (after.st_size, after.st_mtime_ns):
            return data
    raise DocumentError(
        "changing",
        "the file is being written: it changed each time it was read",
        "Wait until it is whole, and extract again.",
    )


def expect(file: str) -> None:
    """Tells the system that a file of this machine is read soon: it fetches it meanwhile."""
    if is_remote(file) or not hasattr(os, "posix_fadvise"):
        return
    with suppress(OSError, DocumentError):  # whoever reads it will say what is wrong
        _check_readable(os.stat(file))
        with open(file, "rb", buffering=0) as stream:
            os.posix_fadvise(stream.fileno(), 0, 0, os.POSIX_FADV_WILLNEED)


class Content(Struct, frozen=True, gc=False):
    """What is said of a file's bytes without looking into them."""

    size_bytes: int
    sha256: str


def content_of(file: str) -> Content | None:
    """The content of a file, little of it in memory at a time; None if it cannot be read."""
    try:
        if is_remote(file):
            from pipeline.remote.aside import asked_often
            from pipeline.remote.fetch import measure

            return Content(*asked_often(measure, file))
        _check_readable(os.stat(file))
        with open(file, "rb") as stream:
            return Content(
                sha256=file_digest(stream, "sha256").hexdigest(), size_bytes=stream.tell()
            )
    except (OSError, DocumentError, UsageError):
        return None
