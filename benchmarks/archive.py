"""An archive with hostile files, read unattended: `python -m benchmarks.archive`.

Real plans and acts, copied with changes until there are enough, are read once as they are and once
with hostile files strewn in; then again unchanged; then by runs that are killed, and by one whose
workers are killed, at random. Prints a table: how many were read and how the others failed,
throughput, the parent's memory, the second run's share of the time, and whether the bytes are the
same each time; exits with 1 when a target is missed. `--documents 10000` is the whole of it.
"""

from __future__ import annotations

import argparse
import filecmp
import os
import random
import resource
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable
from itertools import zip_longest
from pathlib import Path
from typing import NamedTuple

import msgspec

from benchmarks.hostile import strew
from benchmarks.mixed import make_archive, parts
from benchmarks.text_speed import EXTRACT, compile_packages
from tests.places import ROOT

MAX_SLOWER = 1.10
MAX_SECOND_SHARE = 0.03
MAX_GROWTH = 1.10
SAMPLED_SECONDS = 0.1
POINTS = 10
A_PROGRAM_MIB = 20.0
"""Less is a process that has not become the command yet."""

DOCUMENTS_A_KILL = 50
"""Workers are killed no more often: a file that hangs would be hit each time before its limit."""


class Ran(NamedTuple):
    """A run: its time by the clock and by the processor, and the parent's memory while it went."""

    seconds: float
    cpu_seconds: float
    mib: list[float]

    def curve(self) -> list[float]:
        """The memory at the start, and after each tenth of the time."""
        last = len(self.mib) - 1
        return [self.mib[last * point // POINTS] for point in range(POINTS + 1)]

    def growth(self) -> float:
        """The highest in the second half of the time, in that of the first without its start."""
        early = max(self.mib[len(self.mib) // 10 : len(self.mib) // 2] or self.mib)
        return max(self.mib[len(self.mib) // 2 :]) / early


class Table:
    """What was found, a line each, and whether every target was reached."""

    def __init__(self) -> None:
        self._lines: list[str] = []
        self.is_reached = True

    def add(self, what: str, found: object, target: str = "", is_reached: bool = True) -> None:
        """One more line, shown at once and again at the end."""
        self.is_reached &= is_reached
        mark = "" if is_reached else " **MISSED**"
        self._lines.append(f"| {what} | {found}{mark} | {target} |")
        print(f"{what}: {found}{mark}", flush=True)

    def show(self) -> None:
        """All of it."""
        print("\n| | found | target |\n|---|---|---|", *self._lines, sep="\n", flush=True)


class _Failure(msgspec.Struct):
    code: str


class _Place(msgspec.Struct):
    path: str


class _Record(msgspec.Struct):
    status: str
    source: _Place
    error: _Failure | None = None


def command(asked: argparse.Namespace, folder: Path, out: Path, *options: str) -> list[str]:
    """The call that reads a folder."""
    limits = ["--timeout", str(asked.timeout), "--max-memory", str(asked.max_memory)]
    jobs = ["--jobs", str(asked.jobs)]
    return [EXTRACT, str(folder), "-o", str(out), "--quiet", *jobs, *limits, *options]


def ran(arguments: list[str], meanwhile: Callable[[int], None] = lambda _: None) -> Ran:
    """Runs a command to its end; `meanwhile` is told its number now and then.

    Raises:
        RuntimeError: it did not end well.
    """
    began, cpu, mib = time.perf_counter(), _children_cpu(), []
    with subprocess.Popen(arguments, cwd=ROOT) as process:
        while process.poll() is None:
            mib.append(resident_mib(process.pid))
            meanwhile(process.pid)
            time.sleep(SAMPLED_SECONDS)
    if process.returncode:
        raise RuntimeError(f"{arguments} exited with {process.returncode}")
    held = [each for each in mib if each > A_PROGRAM_MIB] or [0.0]
    return Ran(time.perf_counter() - began, _children_cpu() - cpu, held)


def _children_cpu() -> float:
    """Processor time of the processes that have ended, with those that they had started."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def resident_mib(pid: int) -> float:
    """The memory that a process holds now; 0 once it is gone."""
    try:
        status = Path(f"/proc/{pid}/statm").read_text(encoding="ascii")
        return int(status.split()[1]) * os.sysconf("SC_PAGE_SIZE") / (1 << 20)
    except (OSError, IndexError):
        return 0


def counts(out: Path, folder: Path) -> Counter[str]:
    """How many records there are by status or failure.

    Raises:
        RuntimeError: a file has no record, or two.
    """
    found: Counter[str] = Counter()
    paths: Counter[str] = Counter()
    decoder = msgspec.json.Decoder(_Record)
    with out.open("rb") as lines:
        for record in map(decoder.decode, lines):
            found[record.error.code if record.error else record.status] += 1
            paths[record.source.path] += 1
    there = Counter(str(path.relative_to(folder)) for path in folder.rglob("*.*"))
    if paths != there:
        odd = sorted((paths - there) + (there - paths))
        raise RuntimeError(f"files without a record, or with two: {odd[:9]}")
    return found


def survives_kills(asked: argparse.Namespace, folder: Path, out: Path, seconds: float) -> int:
    """Runs that are killed at random moments, and one that goes on to the end; how many were.

    One that ends before its moment leaves nothing to go on with: the next begins anew.
    """
    arguments = command(asked, folder, out, "--resume")
    moments, killed = random.Random(asked.kills), 0
    while killed < asked.kills:
        with subprocess.Popen(arguments, cwd=ROOT) as process:
            try:
                process.wait(moments.uniform(0, 2 * seconds / (asked.kills + 1)))
            except subprocess.TimeoutExpired:
                process.kill()
                killed += 1
            else:
                for left in out.parent.glob(f"{out.name}*"):
                    left.unlink()
    ran(arguments)
    return killed


def loses_workers(asked: argparse.Namespace, folder: Path, out: Path, seconds: float) -> int:
    """One run, in which workers are killed at random moments; how many were."""
    chance, killed = random.Random(asked.kills), []
    kills = min(asked.kills, asked.documents // DOCUMENTS_A_KILL)
    moments = sorted(chance.uniform(0.3, seconds * 0.9) for _ in range(kills))
    began = time.perf_counter()

    def kill(pid: int) -> None:
        if not moments or time.perf_counter() - began < moments[0]:
            return
        told = Path(f"/proc/{pid}/task/{pid}/children").read_text(encoding="ascii").split()
        if told:
            moments.pop(0)
            killed.append(chance.choice(told))
            os.kill(int(killed[-1]), signal.SIGKILL)

    ran(command(asked, folder, out), kill)
    return len(killed)


def measure(asked: argparse.Namespace, where: Path, table: Table) -> None:
    """Everything, into the table."""
    archive, good = where / "archive", int(asked.documents - asked.hostile)
    make_archive(archive, good)
    for part in parts():
        table.add(f"mix: {part.name}", f"{part.percent} % ({len(part.sources)} sources)")
    size = sum(path.stat().st_size for path in archive.rglob("*.*"))
    table.add("documents, MiB", f"{good}, {size >> 20}")
    out, first = where / "clean.jsonl", where / "first.jsonl"
    clean = ran(command(asked, archive, out))
    told = counts(out, archive)
    table.add("clean run", f"{clean.seconds:.1f} s, {good / clean.seconds:.1f} documents/s")
    table.add("clean run: ok", told["ok"], f"{good}", told["ok"] == good)
    out.unlink()
    strew(archive, good, asked.hostile, asked.slow)
    mixed = ran(command(asked, archive, first, "--resume"))
    told = counts(first, archive)
    compare(table, asked, clean, mixed, told)
    wanted = where / "wanted.jsonl"
    shutil.copy(first, wanted)
    second = ran(command(asked, archive, first, "--resume"))
    share = second.seconds / mixed.seconds
    limit = f"< {MAX_SECOND_SHARE:.0%} of the first"
    table.add("second run", f"{second.seconds:.2f} s, {share:.2%}", limit, share < MAX_SECOND_SHARE)
    table.add("second run: parent's memory at its highest, MiB", f"{max(second.mib):.0f}")
    same(table, "second run", first, wanted)
    if asked.kills:
        killed = survives_kills(asked, archive, where / "kills.jsonl", mixed.seconds)
        same(table, f"parent killed {killed} times", where / "kills.jsonl", wanted)
        killed = loses_workers(asked, archive, where / "workers.jsonl", mixed.seconds)
        same(table, f"{killed} workers killed", where / "workers.jsonl", wanted)


def compare(
    table: Table, asked: argparse.Namespace, clean: Ran, mixed: Ran, told: Counter[str]
) -> None:
    """The run with hostile files beside the one without."""
    good = asked.documents - asked.hostile
    table.add("hostile run", f"{mixed.seconds:.1f} s")
    table.add("hostile run: ok", told["ok"], f"{good}", told["ok"] == good)
    failed = {code: count for code, count in sorted(told.items()) if code != "ok"}
    kinds = ", ".join(f"{code} {count}" for code, count in failed.items())
    is_whole = sum(failed.values()) == asked.hostile and "internal_error" not in failed
    table.add("hostile run: failed", kinds, f"{asked.hostile}, typed", is_whole)
    slower = mixed.seconds / clean.seconds
    limit = f"≤ {MAX_SLOWER:.2f}"
    table.add("its time in the clean run's", f"{slower:.3f}", limit, slower <= MAX_SLOWER)
    cpu = mixed.cpu_seconds / clean.cpu_seconds
    told_cpu = f"{cpu:.3f} ({mixed.cpu_seconds:.0f} s / {clean.cpu_seconds:.0f} s)"
    table.add("its processor time in the clean run's", told_cpu)
    each = (mixed.cpu_seconds - clean.cpu_seconds) / max(1, asked.hostile)
    table.add("a hostile file costs, s of processor time", f"{each:.2f}, those that hang included")
    curve = ", ".join(f"{each:.1f}" for each in mixed.curve())
    table.add("parent's memory, MiB, at each tenth", f"{curve}; highest {max(mixed.mib):.1f}")
    growth = mixed.growth()
    limit = f"≤ {MAX_GROWTH:.2f}"
    table.add("its second half in the first", f"{growth:.3f}", limit, growth <= MAX_GROWTH)


def same(table: Table, what: str, out: Path, wanted: Path) -> None:
    """Whether an output has the bytes that it should, and which files' records differ if not."""
    is_same = filecmp.cmp(out, wanted, shallow=False)
    table.add(f"{what}: same bytes", "yes" if is_same else "no", "yes", is_same)
    if not is_same:
        with out.open("rb") as lines, wanted.open("rb") as expected:
            differ = [pair for pair in zip_longest(lines, expected) if pair[0] != pair[1]]
        for pair in differ[:9]:
            print("  ", " instead of ".join(_told(line) for line in pair), flush=True)


def _told(line: bytes | None) -> str:
    """A record in a few words."""
    if line is None:
        return "nothing"
    record = msgspec.json.decode(line, type=_Record)
    return f"{record.source.path} {record.error.code if record.error else record.status}"


def main() -> int:
    """Measures; 1 where a target is missed."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.archive", description=__doc__)
    parser.add_argument("--documents", type=int, default=1000, help="in the archive (1000)")
    parser.add_argument("--hostile", type=int, default=50, help="of them (50)")
    parser.add_argument("--slow", type=int, default=2, help="of those, to the limits (2)")
    parser.add_argument("--jobs", type=int, default=2, help="workers (2)")
    parser.add_argument("--timeout", type=float, default=10, help="s (10)")
    parser.add_argument("--max-memory", type=int, default=512, help="MiB (512)")
    parser.add_argument("--kills", type=int, default=20, help="of the parent, and of workers (20)")
    parser.add_argument("--folder", type=Path, help="where to make it, instead of in /tmp")
    asked = parser.parse_args()
    compile_packages()
    table = Table()
    table.add("load of the machine before", f"{os.getloadavg()[0]:.2f}")
    with tempfile.TemporaryDirectory(dir=asked.folder) as where:
        measure(asked, Path(where), table)
    table.add("load of the machine at the end", f"{os.getloadavg()[0]:.2f}")
    table.show()
    print("every target is reached" if table.is_reached else "a target is MISSED")
    return 0 if table.is_reached else 1


if __name__ == "__main__":
    sys.exit(main())
