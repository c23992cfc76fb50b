"""Readers given broken files for hours: `python -m benchmarks.fuzz READER --minutes 30`.

Files are broken by `tests.fuzz.mutate`, and by atheris where it is installed (`pip install
'attidati[fuzz]'`), which keeps those that reach lines no other did. The reader runs in a process of
its own, watched from outside: what hangs, dies in native code or fills the memory is told with the
file that did it. All findings are in `OUT/READER/findings`; each kind once.

Minutes are of the reading process's processor time: on a busy machine they take longer.
"""

from __future__ import annotations

import argparse
import gc
import hashlib
import json
import mmap
import os
import random
import resource
import signal
import struct
import subprocess
import sys
import time
import traceback
from collections.abc import Callable
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import Any, NamedTuple

from tests.fuzz.mutate import members, mutated, packed

MOST_BYTES = 200_000
"""No file is made larger, unless a seed is."""

HANG_SECONDS = 20
"""Of processor time; what is instrumented is some five times as slow as it would be."""

STUCK_SECONDS = 600
"""Of any time, in which it does nothing."""

SLOW_SECONDS = 2.0

MEMORY_MIB = 2048

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


# --- the process that reads ---


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


# --- the process that watches ---


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


class Watch:
    """Starts the reading process, and again where it ends."""

    def __init__(self, name: str, out: Path, *, plain: bool) -> None:
        self.name, self.out, self._plain = name, out, plain
        self._slate = Slate(out / "slate")
        self._spent = 0.0
        self.restarts = 0
        self.curve: list[tuple[float, int, float]] = []
        """Minutes, executions, MiB."""

    def run(self, minutes: float, seed: int) -> None:
        """Until so many minutes of processor time are spent."""
        while self._spent < minutes * 60:
            before = self._slate.counts()[0]
            self._one(minutes * 60, seed + self.restarts)
            self.restarts += 1
            if self._slate.counts()[0] == before:
                raise SystemExit(f"{self.name} does not start: see {self.out / 'log'}")

    def counts(self) -> tuple[int, int]:
        """Files begun, and refused by a typed failure."""
        return self._slate.counts()

    @property
    def minutes(self) -> float:
        """Spent, of processor time."""
        return self._spent / 60

    def _one(self, limit: float, seed: int) -> None:
        command = [sys.executable, "-m", "benchmarks.fuzz", self.name, "--read", str(seed)]
        command += ["--out", str(self.out.parent), *(["--plain"] if self._plain else [])]
        with (self.out / "log").open("ab") as log:
            child = subprocess.Popen(command, stdout=log, stderr=log)
            try:
                self._watch(child, limit)
            finally:
                child.kill()
                child.wait()

    def _watch(self, child: subprocess.Popen[bytes], limit: float) -> None:
        before, at, since, moved, told = -1, 0.0, 0.0, time.monotonic(), 0.0
        used = Usage(0.0, 0.0)
        while child.poll() is None:
            time.sleep(0.2)
            used = usage(child.pid) or used
            executions, _ = self._slate.counts()
            if executions != before:
                before, at, moved = executions, used.seconds, time.monotonic()
            if self._spent + used.seconds >= limit:
                self._spent += used.seconds
                return self._point(executions, 0, used.mib)
            since = used.seconds - at
            stuck = time.monotonic() - moved > STUCK_SECONDS
            if executions and (since > HANG_SECONDS or stuck):
                self._keep(f"hang-{executions}", f"{since:.0f} s, and not done")
                break
            if used.mib > MEMORY_MIB:
                self._keep(f"memory-{executions}", f"{used.mib:.0f} MiB")
                break
            if used.seconds - told >= 30:
                told = used.seconds
                self._point(executions, told, used.mib)
        else:
            self._keep(f"died-{self._slate.counts()[0]}", f"it ended with {child.returncode}")
        self._spent += used.seconds
        return None

    def _point(self, executions: int, seconds: float, mib: float) -> None:
        self.curve.append(((self._spent + seconds) / 60, executions, mib))
        minutes = self.curve[-1][0]
        print(f"  {minutes:6.1f} min {executions:10,} files {mib:7.0f} MiB", flush=True)

    def _keep(self, name: str, told: str) -> None:
        keep(self.out / "findings", name, self._slate.file(), told)


def grown(name: str, out: Path, rounds: int = 6) -> tuple[float, ...]:
    """MiB of a process without instruments that reads all that was kept, after each round of it."""
    code = (
        "import sys; from pathlib import Path; from benchmarks.fuzz import replay;"
        "replay(sys.argv[1], Path(sys.argv[2]), int(sys.argv[3]))"
    )
    call = [sys.executable, "-c", code, name, str(out), str(rounds)]
    done = subprocess.run(call, capture_output=True, check=False)
    try:
        return tuple(json.loads(done.stdout.splitlines()[-1]))
    except (IndexError, ValueError):
        print(done.stderr.decode()[-500:])
        return ()


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


def minimised(name: str, data: bytes, seconds: float = 60.0) -> bytes:
    """The smallest file that can be made of this one that does the same."""
    from tests.fuzz.targets import TARGETS, TYPED

    def does(candidate: bytes) -> str:
        try:
            TARGETS[name].read(candidate)
        except TYPED:
            return ""
        except Exception as error:  # noqa: BLE001  this is what is looked for
            return signature(error)
        return ""

    wanted = does(data)
    if not wanted:
        return data
    until = time.monotonic() + seconds
    if (
        data.startswith(b"PK\x03\x04")
        and (parts := members(data))
        and does(packed(parts)) == wanted
    ):
        for part in [*parts]:
            others = {key: value for key, value in parts.items() if key != part}
            if does(packed(others)) == wanted:
                parts = others
        for part in parts:

            def still(text: bytes, part: str = part) -> bool:
                return does(packed({**parts, part: text})) == wanted

            parts[part] = _shortened(parts[part], still, until)
        return packed(parts)
    return _shortened(data, lambda candidate: does(candidate) == wanted, until)


def _shortened(data: bytes, still: Callable[[bytes], bool], until: float) -> bytes:
    """As much left out of the bytes as can be."""
    step = max(1, len(data) // 2)
    while True:
        at = 0
        while at < len(data):
            shorter = data[:at] + data[at + step :]
            if still(shorter):
                data = shorter
            else:
                at += step
            if time.monotonic() > until:
                return data
        if step == 1:
            return data
        step //= 2


def fuzz(name: str, out: Path, minutes: float, seed: int, *, plain: bool) -> None:
    """One reader, for so long; what was found and how much it grew is printed."""
    from tests.fuzz.targets import TARGETS

    for folder in ("corpus", "findings"):
        (out / folder).mkdir(parents=True, exist_ok=True)
    for each in TARGETS[name].seeds():
        (out / "corpus" / hashlib.sha1(each).hexdigest()).write_bytes(each)  # noqa: S324
    watch = Watch(name, out, plain=plain)
    before, refused_before = watch.counts()
    print(f"{name}:", flush=True)
    began = time.monotonic()
    try:
        watch.run(minutes, seed)
    except KeyboardInterrupt:
        print("  stopped")
    executions, refused = watch.counts()
    found = sorted(path.stem for path in (out / "findings").glob("*.bin"))
    told = {
        "reader": name,
        "minutes": round(watch.minutes, 2),
        "wall_minutes": round((time.monotonic() - began) / 60, 2),
        "executions": executions - before,
        "refused": refused - refused_before,
        "kept": sum(1 for _ in (out / "corpus").iterdir()),
        "restarts": watch.restarts - 1,
        "mib": [round(mib) for _, _, mib in watch.curve],
        "rounds_mib": grown(name, out),
        "findings": found,
    }
    print(json.dumps(told), flush=True)
    with (out.parent / "runs.jsonl").open("a", encoding="utf-8") as file:
        file.write(json.dumps(told) + "\n")


def main() -> None:
    """Read the command line."""
    parser = argparse.ArgumentParser(description="Give readers broken files.")
    parser.add_argument("readers", nargs="+", metavar="READER")
    parser.add_argument("--minutes", type=float, default=30.0, help="of processor time, each")
    parser.add_argument("--out", type=Path, default=Path("fuzz-out"))
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--plain", action="store_true", help="without atheris")
    parser.add_argument("--read", type=int, help=argparse.SUPPRESS)
    parser.add_argument("--minimise", type=Path, help="a finding: print how small it can be")
    given = parser.parse_args()
    if given.read is not None:
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        read_on(given.readers[0], given.out / given.readers[0], given.read, plain=given.plain)
    elif given.minimise:
        sys.stdout.buffer.write(minimised(given.readers[0], given.minimise.read_bytes()))
    else:
        from tests.fuzz.targets import TARGETS

        signal.signal(signal.SIGTERM, signal.default_int_handler)
        signal.signal(signal.SIGINT, signal.default_int_handler)
        names = [*TARGETS] if given.readers == ["all"] else given.readers
        for name in names:
            fuzz(name, given.out / name, given.minutes, given.seed, plain=given.plain)


if __name__ == "__main__":
    main()
