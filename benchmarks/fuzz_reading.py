"""The process of `benchmarks.fuzz` that reads: breaks files, reads them, keeps what failed."""

from __future__ import annotations

import gc
import json
import mmap
import os
import random
import resource
import struct
import sys
import time
import traceback
from collections.abc import Callable
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import Any, NamedTuple

from tests.fuzz.mutate import members, mutated

MOST_BYTES = 200_000
"""No file is made larger, unless a seed is."""

SLOW_SECONDS = 2.0

PEAK_MIB = 300
"""A file that takes so much more than all before it is kept, too."""

_THEIRS = 0.4
"""How often atheris breaks a file; not one whose parts or lengths it would put out of order."""

INSTRUMENTED = [
    "pipeline.read",
    "striprtf",
    "docx",
    "odfdo",
    "asn1crypto",
    "pdfminer",
    "pdfplumber",
]
INSTRUMENTED += ["email", "zipfile", "pipeline.errors"]
"""Packages whose lines are told apart."""

_HEAD = struct.Struct("<QQQ")
"""Executions, of which typed failures, and the length of the file at hand, which follows."""

_ROOM_BYTES = 4 << 20


class Slate:
    """What the reading process leaves to be seen, whatever becomes of it."""

    def __init__(self, path: Path) -> None:
        path.touch()
        os.truncate(path, _ROOM_BYTES)
        with path.open("r+b") as file:
            self._room = mmap.mmap(file.fileno(), _ROOM_BYTES)

    def write(self, executions: int, refused: int, data: bytes) -> None:
        """Before a file is read."""
        data = data[: _ROOM_BYTES - _HEAD.size]
        self._room[_HEAD.size : _HEAD.size + len(data)] = data
        self._room[: _HEAD.size] = _HEAD.pack(executions, refused, len(data))

    def counts(self) -> tuple[int, int]:
        """Files that were begun, and those of them that were refused by a typed failure."""
        executions, refused, _ = _HEAD.unpack(self._room[: _HEAD.size])
        return executions, refused

    def file(self) -> bytes:
        """The file at hand."""
        length = _HEAD.unpack(self._room[: _HEAD.size])[2]
        return self._room[_HEAD.size : _HEAD.size + length]


class Usage(NamedTuple):
    """What a process has taken."""

    seconds: float
    mib: float


def usage(pid: int) -> Usage | None:
    """As Linux counts it; None of a process that is no more."""
    try:
        parts = Path(f"/proc/{pid}/stat").read_text(encoding="ascii").rpartition(")")[2].split()
    except (OSError, ValueError):
        return None
    ticks = os.sysconf("SC_CLK_TCK")
    page = os.sysconf("SC_PAGE_SIZE")
    return Usage((int(parts[11]) + int(parts[12])) / ticks, int(parts[21]) * page / 2**20)


class Reader:
    """Calls a reader, counts, and keeps what it must not do: each kind once."""

    def __init__(self, name: str, out: Path) -> None:
        from tests.fuzz.targets import TARGETS, TYPED, words_for

        self.words = words_for(TARGETS[name])
        self.target = TARGETS[name]
        self._typed = TYPED
        self._slate = Slate(out / "slate")
        self._executions, self._refused = self._slate.counts()
        self._findings = out / "findings"
        self._known = {path.stem for path in self._findings.iterdir()}
        self._slowest = SLOW_SECONDS
        self._peak = _peak_mib()

    def __call__(self, data: bytes) -> None:
        """Read one file."""
        self._executions += 1
        self._slate.write(self._executions, self._refused, data)
        began = time.process_time()
        try:
            self.target.read(data)
        except self._typed:
            self._refused += 1
        except Exception as error:  # noqa: BLE001  all others are what is looked for
            self._keep(signature(error), data, "".join(traceback.format_exception(error)))
        if (took := time.process_time() - began) > self._slowest:
            self._slowest = 1.5 * took
            self._keep(f"slow-{took:.1f}", data, f"{took:.1f} s for {len(data)} bytes")
        if (peak := _peak_mib()) > self._peak + PEAK_MIB:
            self._keep(f"peak-{peak:.0f}", data, f"{peak:.0f} MiB for {len(data)} bytes")
        self._peak = max(self._peak, peak)

    def _keep(self, name: str, data: bytes, told: str) -> None:
        if name not in self._known:
            self._known.add(name)
            keep(self._findings, name, data, told)


def _peak_mib() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def signature(error: BaseException) -> str:
    """What tells one fault from another: its type, and the last place of ours and of all."""
    frames = traceback.extract_tb(error.__traceback__)
    ours = [f for f in frames if "/pipeline/" in f.filename]
    last = [f"{Path(f.filename).stem}-{f.lineno}" for f in (*ours[-1:], *frames[-1:])]
    return "-".join(dict.fromkeys([type(error).__name__, *last]))


def keep(findings: Path, name: str, data: bytes, told: str) -> None:
    """Write a file and what it did."""
    (findings / f"{name}.bin").write_bytes(data)
    (findings / f"{name}.txt").write_text(told, encoding="utf-8", errors="backslashreplace")
    print(f"found {name}, {len(data)} bytes", flush=True)


def read_on(name: str, out: Path, seed: int, *, plain: bool) -> None:
    """Break and read files until somebody ends it."""
    corpus = out / "corpus"
    if plain or not find_spec("atheris"):
        reader = Reader(name, out)
        _read_mutations(reader, [path.read_bytes() for path in sorted(corpus.iterdir())], seed)
        return
    atheris = import_module("atheris")
    with atheris.instrument_imports(include=INSTRUMENTED):
        from tests.fuzz import targets

        for each in targets.TARGETS[name].seeds()[:2]:
            try:  # what is imported late is imported here
                targets.TARGETS[name].read(each)
            except targets.TYPED:
                continue
    reader = Reader(name, out)
    seeds = reader.target.seeds()

    def broken(data: bytes, most: int, number: int) -> bytes:
        chance = random.Random(number)
        if chance.random() < _THEIRS and not data.startswith((b"PK", b"0")):
            return bytes(atheris.Mutate(data, most))
        if data.startswith(b"PK") and not members(data) and chance.random() < _THEIRS:
            data = chance.choice(seeds)
        return mutated(data, chance, reader.words, chance.choice(seeds), most)[:most]

    largest = max(MOST_BYTES, *map(len, seeds))
    call = [sys.argv[0], str(corpus), f"-seed={seed}", f"-max_len={largest}", "-timeout=999999"]
    call += ["-rss_limit_mb=0", "-detect_leaks=0", "-len_control=0", "-handle_segv=0"]
    call += ["-handle_abrt=0", "-handle_bus=0", "-handle_fpe=0", "-handle_ill=0", "-reload=0"]
    atheris.Setup(call, reader, custom_mutator=broken)
    atheris.Fuzz()


def _read_mutations(reader: Reader, seeds: list[bytes], seed: int) -> None:
    chance = random.Random(seed)
    while True:
        data = chance.choice(seeds)
        for _ in range(chance.choice((1, 1, 2, 4))):
            data = mutated(data, chance, reader.words, chance.choice(seeds), MOST_BYTES)
        reader(data)


REPLAYED = 400
"""Files that are read again to see whether the process grows."""


def replay(name: str, out: Path, rounds: int) -> None:
    """Read what was kept again and again; print the MiB after each round."""
    from tests.fuzz.targets import TARGETS, holds

    paths = sorted((out / "corpus").iterdir())
    random.Random(1).shuffle(paths)
    found = []
    for _ in range(rounds):
        for path in paths[:REPLAYED]:
            _quietly(lambda data: holds(TARGETS[name], data), path.read_bytes())
        gc.collect()
        used = usage(os.getpid())
        found.append(round(used.mib, 1) if used else 0.0)
    print(json.dumps(found))


def _quietly(call: Callable[[bytes], Any], data: bytes) -> None:
    try:
        call(data)
    except Exception:  # noqa: BLE001  it was told when it was found
        return
