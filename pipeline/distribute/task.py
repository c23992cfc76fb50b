"""A task, as a worker of the cluster does it: it starts a process that reads the part.

A worker of the cluster has threads, and a process with threads must not fork; it may also hold
several tasks. A process of its own can be watched, killed and forked from as on one machine.
"""

from __future__ import annotations

import gc
import os
import subprocess
import sys
from typing import Literal

import msgspec
from msgspec import Struct

from pipeline.distribute.parts import Part, Receipt, differences, versions_here
from pipeline.errors import OutputError, UsageError

_ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))


class Failed(Struct, frozen=True, gc=False, tag="failed"):
    """A part that could not be written: how it failed, and what to do."""

    kind: Literal["usage", "output"]
    message: str


class Finished(Struct, frozen=True, gc=False, tag="finished"):
    """A part that is there."""

    receipt: Receipt


Answer = Finished | Failed

ENCODER = msgspec.msgpack.Encoder()
_PARTS = msgspec.msgpack.Decoder(Part)
ANSWERS: msgspec.msgpack.Decoder[Answer] = msgspec.msgpack.Decoder(Answer)


class ReaderDied(Exception):  # noqa: N818  it is raised for one of the files, which is looked for
    """The process that read the part was killed, or could not begin. The message says how."""


def do_part(part: bytes) -> bytes:
    """Reads and writes a part, in a process of its own: an encoded `Part` gives a `Receipt`.

    Raises:
        OutputError: the part cannot be written.
        UsageError: this worker would make other records than the others.
        ReaderDied: the process was killed.
    """
    environment = {**os.environ, "PYTHONPATH": _path()}
    command = [sys.executable, "-P", "-m", "pipeline.distribute.task"]
    done = subprocess.run(command, input=part, capture_output=True, env=environment, check=False)
    try:
        answer = ANSWERS.decode(done.stdout)
    except msgspec.DecodeError as error:
        told = done.stderr.decode("utf-8", "replace").strip()[-500:]
        raise ReaderDied(f"it ended with {done.returncode}: {told}") from error
    if isinstance(answer, Finished):
        return ENCODER.encode(answer.receipt)
    raise (UsageError if answer.kind == "usage" else OutputError)(answer.message)


def versions_of_worker(part: bytes) -> tuple[dict[str, str], bool]:
    """What this worker reads with, and whether it finds the first of the files, if on a disk."""
    first = _PARTS.decode(part)
    versions = versions_here(first.terms.options, first.terms.form)
    from pipeline.remote import is_remote

    file = first.jobs[0].file
    return versions, is_remote(file) or os.path.exists(file)


def _path() -> str:
    """Where the process finds this package first, wherever the worker found it."""
    return os.pathsep.join(filter(None, (_ROOT, os.environ.get("PYTHONPATH"))))


def answered(part: Part) -> Answer:
    """What comes of a part, in the process that reads it."""
    from pipeline.distribute.read_part import read_part

    terms = part.terms
    try:
        if other := differences(terms.versions, versions_here(terms.options, terms.form)):
            told = f"a worker of the cluster has {other}. Install the same everywhere."
            return Failed("usage", told)
        return Finished(read_part(part))
    except UsageError as error:
        return Failed("usage", str(error))
    except OutputError as error:
        return Failed("output", str(error))


def main() -> None:
    """One part, from standard input to standard output."""
    from pipeline import GC_THRESHOLD
    from pipeline.worker import die_with

    die_with(os.getppid())
    gc.set_threshold(GC_THRESHOLD)
    answer = answered(_PARTS.decode(sys.stdin.buffer.read()))
    sys.stdout.buffer.write(ENCODER.encode(answer))
    sys.stdout.buffer.flush()
    os._exit(0)


if __name__ == "__main__":
    main()
