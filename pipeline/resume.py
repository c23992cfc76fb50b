"""Resuming: what an earlier run found, told by the content of the file that it found it in.

What is kept of a file is good as long as its content, its path, the options, the version and the
libraries that read are the same; nothing else goes into a record. A file is known by all its bytes:
reading them takes a hundredth of the time of what is spared, and dates and sizes can be the same
where bytes are not.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from hashlib import sha256

import msgspec
from msgspec.structs import replace

from pipeline.journal import NO_KEY, Journal
from pipeline.load import content_of
from pipeline.options import Options
from pipeline.outcome import Job
from pipeline.workers import Limits
from pipeline.write import GENERATOR
from schemas.records import SCHEMA_VERSION

_READERS = (
    "asn1crypto",
    "odfdo",
    "onnxruntime",
    "pdfminer",
    "pdfplumber",
    "pypdfium2",
    "python_docx",
    "rapidocr",
    "rapidfuzz",
    "regex",
    "selectolax",
    "spacy",
    "striprtf",
)
"""Libraries that have a say in what a record holds."""


class Kept:
    """The journal of an output, asked by file."""

    def __init__(
        self, journal: Journal, options: Options, limits: Limits, is_indented: bool
    ) -> None:
        self.journal = journal
        self.found = 0
        """Files that were not read again."""
        self._run = _digest(options, is_indented)
        self._limited_run = sha256(self._run + msgspec.json.encode(limits)).digest()

    def find(self, job: Job) -> int | None:
        """Where stands what was found in a file of this content, if it was read before."""
        content = content_of(job.file) if self.journal.has_earlier else None
        if content is None:
            return None
        for run in (self._run, self._limited_run):
            place = self.journal.find(_key(run, job, content.sha256))
            if place is not None:
                self.found += 1
                return place
        return None

    def key(self, job: Job, content: str, is_limited: bool) -> bytes:
        """What an outcome is kept under; one that a limit cut short is good for that limit only."""
        if not content:
            return NO_KEY
        run = self._limited_run if is_limited else self._run
        return _key(run, job, content)


def _key(run: bytes, job: Job, content: str) -> bytes:
    return sha256(run + bytes.fromhex(content) + job.name.encode()).digest()


def _digest(options: Options, is_indented: bool) -> bytes:
    """What the records depend on besides the file: versions, options, and the files these name."""
    versions = (GENERATOR, SCHEMA_VERSION, *libraries(), *_command())
    bare = replace(options, taxonomy=None, organisations=None, suggest=options.suggest and "")
    digest = sha256(msgspec.json.encode((versions, bare, is_indented), order="deterministic"))
    for path in (options.taxonomy, options.organisations, options.suggest):
        digest.update(b"\0")
        for name, file in files_of(path) if path else ():
            with open(file, "rb") as table:
                digest.update(sha256(name.encode() + b"\0" + table.read()).digest())
    return digest.digest()


def files_of(path: str) -> Iterator[tuple[str, str]]:
    """A file, or those in a folder, each with its path in there; in order."""
    if os.path.isfile(path):
        yield "", path
    for where, folders, names in os.walk(path):
        folders.sort()
        for name in sorted(names):
            file = os.path.join(where, name)
            yield os.path.relpath(file, path), file


def _command() -> tuple[str, ...]:
    """Which tesseract recognises pages: a scan that failed without one is read again with it."""
    command = shutil.which("tesseract")
    return (command, str(os.stat(command).st_mtime_ns)) if command else ()


def libraries() -> list[str]:
    """Names and versions of the libraries, as they stand where ours do."""
    beside = os.path.dirname(os.path.dirname(msgspec.__file__))
    names = [name for name in os.listdir(beside) if name.startswith(_READERS)]
    return sorted(name for name in names if name.endswith(".dist-info"))
