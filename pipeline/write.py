"""Writing: records become JSON, are checked against the contract, and reach the disk whole."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import BinaryIO

import msgspec

from pipeline.errors import OutputError
from schemas import PACKAGE
from schemas.records import SCHEMA_VERSION, AnyDocumento
from schemas.version import __version__

GENERATOR = f"attidati {__version__}"
JSON_SCHEMA = os.path.join(PACKAGE, "json", f"attidati-{SCHEMA_VERSION}.schema.json")
STDOUT = "-"


def encode(record: AnyDocumento) -> bytes:
    """One record as one line of JSON, UTF-8.

    Raises:
        msgspec.ValidationError: the record does not follow the contract, which is a bug of ours.
    """
    body = _ENCODER.encode(record)
    _DECODER.decode(body)
    return body


_ENCODER = msgspec.json.Encoder()
_DECODER = msgspec.json.Decoder(AnyDocumento)


class Writer:
    """Takes records one by one and writes them as `.json` or `.jsonl`."""

    def __init__(self, stream: BinaryIO, lines: bool) -> None:
        self._stream = stream
        self._lines = lines
        self._count = 0

    def add(self, body: bytes) -> None:
        """Write one record, as `encode` gave it."""
        if self._lines:
            self._stream.write(body + b"\n")
        else:
            self._stream.write(b",\n" if self._count else _HEAD)
            self._stream.write(msgspec.json.format(body, indent=1))
        self._count += 1

    def close(self) -> None:
        """Write what ends the file."""
        if not self._lines:
            self._stream.write((b"" if self._count else _HEAD) + b"\n ]\n}\n")
        self._stream.flush()


_HEAD = (
    f'{{\n "schema_version": "{SCHEMA_VERSION}",\n "generator": "{GENERATOR}",\n "documents": [\n'
).encode()


@contextmanager
def open_output(path: str) -> Iterator[Writer]:
    """A writer for a path, or for standard output (`-`).

    A file takes its place under its name only when all is written: a run that dies leaves the one
    that was there before.

    Raises:
        OutputError: the file cannot be written.
    """
    if path == STDOUT:
        yield from _to_stdout()
        return
    path = os.path.realpath(path)
    part = f"{path}.{os.getpid()}.part"
    try:
        with open(part, "wb") as stream:
            writer = Writer(stream, lines=path.endswith(".jsonl"))
            yield writer
            writer.close()
        os.replace(part, path)
    except OSError as error:
        raise OutputError(
            f"{path} cannot be written: {error.strerror}. Nothing was changed; "
            f"check the folder, its rights and the space left, and run again."
        ) from error
    finally:
        with suppress(FileNotFoundError):
            os.unlink(part)


def _to_stdout() -> Iterator[Writer]:
    try:
        writer = Writer(sys.stdout.buffer, lines=False)
        yield writer
        writer.close()
    except BrokenPipeError:
        raise
    except OSError as error:
        raise OutputError(f"standard output cannot be written: {error.strerror}.") from error
