"""Fetching a file from a store into memory, no larger than the limit, whole or not at all."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from hashlib import sha256
from typing import TypeVar

from pipeline.errors import DocumentError, UsageError
from pipeline.read import MAX_FILE_BYTES
from pipeline.remote import scheme
from pipeline.remote.stores import refusal, store

T = TypeVar("T")

_TRIES = 3
_PAUSE_SECONDS = 0.5
"""Before a file is tried again; twice as long each time."""

_PASSING = (408, 425, 429)
"""What servers answer that are busy."""

_PIECE_BYTES = 4 << 20


def fetch(url: str) -> bytes:
    """The content of a file.

    Raises:
        DocumentError: it is not there or too large, or the store does not give it.
    """
    return _tried(url, lambda: b"".join(_pieces(url)))


def measure(url: str) -> tuple[int, str]:
    """Size and SHA-256 of a file, of which a piece at a time is in memory.

    Raises:
        DocumentError: as `fetch`.
    """
    return _tried(url, lambda: _measured(url))


def _measured(url: str) -> tuple[int, str]:
    digest, size_bytes = sha256(), 0
    for piece in _pieces(url):
        digest.update(piece)
        size_bytes += len(piece)
    return size_bytes, digest.hexdigest()


def _tried(url: str, task: Callable[[], T]) -> T:
    """What a task gives; networks fail for a moment, so it is tried again."""
    for number in range(1, _TRIES + 1):
        try:
            return task()
        except UsageError as error:
            told, _, remedy = str(error).partition(": ")
            raise DocumentError("missing_extra", told, remedy) from error
        except DocumentError:
            raise
        except Exception as error:  # stores raise what they like; it becomes a record
            if number == _TRIES or _is_settled(error, url):
                raise DocumentError("unreadable", *refusal(error, url)) from error
            time.sleep(_PAUSE_SECONDS * 2 ** (number - 1))
    raise AssertionError


def _is_settled(error: Exception, url: str) -> bool:
    """Whether another try would fail, too. Of the web, fsspec takes any failure for a file gone."""
    if scheme(url) in ("http", "https"):
        status = getattr(error.__cause__, "status", 0)
        return 400 <= status < 500 and status not in _PASSING
    return isinstance(error, FileNotFoundError | PermissionError)


def _pieces(url: str) -> Iterator[bytes]:
    """The content of a file, bit by bit.

    Raises:
        DocumentError: it is too large.
        OSError: it ended early, or anything that the store raises.
    """
    files, path = store(url)
    size = {"block_size": 0} if scheme(url) in ("http", "https") else {}  # one request, no ranges
    with files.open(path, "rb", **size) as stream:
        told, got = getattr(stream, "size", None), 0
        _check_size(told or 0)
        while piece := stream.read(_PIECE_BYTES):
            got += len(piece)
            _check_size(got)
            yield piece
    if told is not None and got != told and not size:
        raise OSError(f"{got} of {told} bytes came")


def _check_size(size_bytes: int) -> None:
    if size_bytes > MAX_FILE_BYTES:
        raise DocumentError(
            "too_large",
            f"the file has {size_bytes} bytes or more; the limit is {MAX_FILE_BYTES}",
            "Split it, e.g. `qpdf --split-pages=100 IN.pdf OUT.pdf`, and extract the parts.",
        )
