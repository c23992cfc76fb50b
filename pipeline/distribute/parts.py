"""Parts: what is sent to a worker of the cluster, what comes back, and how parts are named."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping, Sequence
from hashlib import sha256
from importlib.metadata import PackageNotFoundError, version
from typing import Literal

import msgspec
from msgspec import Struct

from pipeline.distribute.names import MADE
from pipeline.options import Options
from pipeline.outcome import Job, Outcome
from pipeline.resume import files_of, libraries
from pipeline.workers import Limits
from pipeline.write import GENERATOR
from schemas.records import SCHEMA_VERSION

Form = Literal["jsonl", "parquet"]


class Terms(Struct, frozen=True, gc=False):
    """What all the parts of a run have in common."""

    output: str
    """The folder of the parts, a path or a URL."""
    form: Form
    options: Options
    limits: Limits
    is_resumed: bool
    versions: Mapping[str, str]
    """What the records depend on besides the files, where the run was called."""


class Part(Struct, frozen=True, gc=False):
    """Files to read and the part of the output to write them to."""

    number: int
    jobs: tuple[Job, ...]
    terms: Terms
    killers: frozenset[str] = frozenset()
    """Names of files that are not read again: each has killed worker after worker."""
    is_trial: bool = False
    """Whether the files are only read, to see which of them kills its worker."""

    @property
    def name(self) -> str:
        """The file in the folder of the output."""
        return part_name(self.number, self.terms.form)

    @property
    def made(self) -> str:
        """The file that says what the part was made of."""
        return f"{MADE}/{part_name(self.number, 'json')}"


class Receipt(Struct, frozen=True, gc=False):
    """What became of a part."""

    number: int
    outcomes: tuple[Outcome, ...]
    """Of its files, in order, their records left out: as many empty ones."""
    documents: int
    size_bytes: int
    sha256: str
    kept: int = 0
    """Files that were not read again, since the part was there."""


class Made(Struct, frozen=True, gc=False):
    """What a part was made of, and what came of it."""

    key: str
    receipt: Receipt


def part_name(number: int, ending: str) -> str:
    """Sorted by name, parts are in order."""
    return f"part-{number:06}.{ending}"


def is_ours(name: str) -> bool:
    """Whether a file in the folder of an output is a part of this or of an earlier run."""
    stem, _, ending = name.removeprefix(f"{MADE}/").partition(".")
    is_numbered = stem.startswith("part-") and stem[5:].isdecimal()
    return name.startswith(".attidati-") or (is_numbered and ending in ("jsonl", "parquet", "json"))


def in_parts(jobs: Sequence[Job], size: int, terms: Terms) -> Iterator[Part]:
    """The files in order, so many a part."""
    for number, start in enumerate(range(0, len(jobs), size)):
        yield Part(number, tuple(jobs[start : start + size]), terms)


def versions_here(options: Options, form: Form) -> dict[str, str]:
    """What the records depend on besides the files, as it stands in this process, by name."""
    found = {
        "attidati": f"{GENERATOR} ({SCHEMA_VERSION})",
        "python": f"{sys.version_info.major}.{sys.version_info.minor}",
    }
    for each in libraries():
        name, _, release = each.removesuffix(".dist-info").partition("-")
        found[name] = release
    for name in ("dask", "distributed", *(("pyarrow",) if form == "parquet" else ())):
        found[name] = _release(name)
    if options.ocr != "never":
        from pipeline.read.recognise.engine import find_engine

        engine = find_engine()
        found["recognition"] = engine.name if engine else "none"
    for name in ("taxonomy", "organisations", "suggest"):
        if (path := getattr(options, name)) is not None:
            found[f"--{name}"] = _content(path)
    return found


def differences(ours: Mapping[str, str], theirs: Mapping[str, str]) -> str:
    """What is another version there than here; empty if nothing is."""
    names = sorted(name for name in {*ours, *theirs} if ours.get(name) != theirs.get(name))
    pairs = (f"{n} {theirs.get(n, 'none')} (here {ours.get(n, 'none')})" for n in names)
    return ", ".join(pairs)


def digest(versions: Mapping[str, str], *others: object) -> str:
    """What stands for all of it in the key of a part."""
    told = msgspec.json.encode((sorted(versions.items()), *others), order="deterministic")
    return sha256(told).hexdigest()


def _release(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return "none"


def _content(path: str) -> str:
    """What stands for a file, or for all that is in a folder; as it is named, if it is neither."""
    whole, is_there = sha256(), False
    for name, file in files_of(path):
        is_there = True
        with open(file, "rb") as stream:
            whole.update(sha256(name.encode() + b"\0" + stream.read()).digest())
    return whole.hexdigest()[:12] if is_there else "not there" if path != "labels" else "labels"
