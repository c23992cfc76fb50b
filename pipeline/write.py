"""Writing: records become JSON, are checked against the contract, and reach the disk whole."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from typing import IO, BinaryIO

import msgspec

from pipeline.compared import Compared
from pipeline.errors import OutputError
from pipeline.remote import is_remote
from schemas import PACKAGE
from schemas.records import SCHEMA_VERSION, AnyDocumento
from schemas.version import __version__

GENERATOR = f"attidati {__version__}"
JSON_SCHEMA = os.path.join(PACKAGE, "json", f"attidati-{SCHEMA_VERSION}.schema.json")
STDOUT = "-"


def encode(record: AnyDocumento) -> bytes:
    """One record as one line of JSON, UTF-8."""
    return _ENCODER.encode(record)


def indented(body: bytes) -> bytes:
    """A line of JSON set out over lines, as `.json` has it."""
    return msgspec.json.format(body, indent=1)


def check(body: bytes) -> None:
    """Reads a line of JSON back, which takes as much memory as the record that it was.

    Raises:
        msgspec.ValidationError: it does not follow the contract, which is a bug of ours.
    """
    _DECODER.decode(body)


_ENCODER = msgspec.json.Encoder()
_DECODER = msgspec.json.Decoder(AnyDocumento)


class Writer:
    """Takes records one by one and writes them as `.json` or `.jsonl`."""

    def __init__(self, stream: BinaryIO | IO[bytes] | Compared, name: str) -> None:
        self._stream = stream
        self._name = name
        self._lines = name.endswith(".jsonl")
        self._count = 0

    def add(self, body: bytes) -> None:
        """Write one record: a line in `.jsonl`, `indented` in all else."""
        if self._lines:
            self._write(body)
            self._write(b"\n")
        else:
            self._write(b",\n" if self._count else _HEAD)
            self._write(body)
        self._count += 1

    def add_all(self, bodies: Iterable[bytes]) -> None:
        """Write the records of one file."""
        for body in bodies:
            self.add(body)

    def close(self) -> None:
        """Write what ends the file."""
        if not self._lines:
            self._write((b"" if self._count else _HEAD) + b"\n ]\n}\n")
        with explained(self._name):
            self._stream.flush()

    def _write(self, data: bytes) -> None:
        with explained(self._name):
            self._stream.write(data)


@contextmanager
def explained(name: str) -> Iterator[None]:
    """Turns the system's refusal to write into an error that says the remedy.

    Raises:
        OutputError: something cannot be written.
    """
    try:
        yield
    except BrokenPipeError:
        raise
    except OSError as error:
        raise OutputError(
            f"{name} cannot be written: {error.strerror}. Nothing was changed; "
            f"check the folder, its rights and the space left, and run again."
        ) from error


_HEAD = (
    f'{{\n "schema_version": "{SCHEMA_VERSION}",\n "generator": "{GENERATOR}",\n "documents": [\n'
).encode()


@contextmanager
def open_output(path: str, is_resumed: bool = False) -> Iterator[Writer]:
    """A writer for a path, a URL, or standard output (`-`).

    A file takes its place under its name only when all is written: a run that dies leaves the one
    that was there before. Of two runs with the same output, `open_journal` refuses the second.
    What goes to a URL is in a temporary file until then. A resumed run that finds a file with the
    same bytes leaves it where it is, and dates it anew.

    Raises:
        OutputError: the file cannot be written.
    """
    if path == STDOUT:
        if sys.stdout is None:
            raise OutputError("standard output is closed. Open it, or name a file.")
        writer = Writer(sys.stdout.buffer, "standard output")
        yield writer
        writer.close()
        return
    if is_remote(path):
        with _open_remote(path) as writer:
            yield writer
        return
    path = os.path.realpath(path)
    if os.path.isdir(path):
        raise OutputError(f"{path} cannot be written: it is a folder. Name a file in it.")
    part = f"{path}.part"
    with explained(path):
        stream = _opened(path, part, is_resumed)
    try:
        writer = Writer(stream, path)
        yield writer
        writer.close()
        with explained(path):
            if isinstance(stream, Compared) and stream.is_same():
                with suppress(PermissionError):  # another's file has the date that it has
                    os.utime(path)
                return
            stream.close()
            os.replace(part, path)
    finally:
        with suppress(OSError):
            stream.close()
        with suppress(FileNotFoundError):
            os.unlink(part)


def _opened(path: str, part: str, is_resumed: bool) -> BinaryIO | Compared:
    if is_resumed and os.path.isfile(path):
        with suppress(PermissionError):  # what may not be read can be replaced
            return Compared(path, part)
    return open(part, "wb")


@contextmanager
def _open_remote(url: str) -> Iterator[Writer]:
    """A writer for a URL. The store is asked aside first: workers are forked while this is open."""
    from pipeline.remote.aside import asked_aside
    from pipeline.remote.put import Folder, check_folder, opened_beside

    folder, _, name = url.rpartition("/")
    asked_aside(check_folder, folder)
    with opened_beside(folder, name) as stream:
        writer = Writer(stream, url)
        yield writer
        writer.close()
        Folder(folder).send(stream.name, name)
