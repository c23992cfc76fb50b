"""An archive with hostile files, read unattended: `python -m benchmarks.archive`.

Real plans as PDFs and real acts, copied with changes until there are enough, are read once as they
are and once with hostile files strewn in; then again unchanged; then by runs that are killed, and
by one whose workers are killed, at random. Prints how many were read and how the others failed,
throughput, the parent's memory, the second run's share of the time, and whether the bytes are the
same each time; exits with 1 when a target is missed. `--documents 10000` is the whole of it.
"""

from __future__ import annotations

import argparse
import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable
from hashlib import file_digest
from pathlib import Path
from typing import NamedTuple

import msgspec

from benchmarks.hostile import strew
from benchmarks.rendered import rendered
from benchmarks.text_speed import EXTRACT, compile_packages
from tests.places import ACTS, ROOT

MAX_SLOWER = 1.10
MAX_SECOND_SHARE = 0.03
MAX_GROWTH = 1.10
A_FOLDER = 500
SAMPLED_SECONDS = 0.1
POINTS = 10
A_PROGRAM_MIB = 2.0
"""Less is a process that has not become the command yet."""


class Ran(NamedTuple):
    """A run: its time, and the parent's memory while it went."""

    seconds: float
    mib: list[float]


class _Failure(msgspec.Struct):
    code: str


class _Place(msgspec.Struct):
    path: str


class _Record(msgspec.Struct):
    status: str
    source: _Place
    error: _Failure | None = None


def make_archive(folder: Path, count: int) -> None:
    """So many PDFs in numbered folders, no two the same: a comment at the end tells them apart."""
    sources = sorted(rendered().rglob("*.pdf")) + sorted(ACTS.glob("*.pdf"))
    random.Random(0).shuffle(sources)
    for number in range(count):
        source = sources[number % len(sources)]
        target = folder / f"{number // A_FOLDER:03}" / f"{number:06}.pdf"
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(source.read_bytes() + b"\n%% %d\n" % number)


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
    began, mib = time.perf_counter(), []
    with subprocess.Popen(arguments, cwd=ROOT) as process:
        while process.poll() is None:
            mib.append(resident_mib(process.pid))
            meanwhile(process.pid)
            time.sleep(SAMPLED_SECONDS)
    if process.returncode:
        raise RuntimeError(f"{arguments} exited with {process.returncode}")
    return Ran(time.perf_counter() - began, [each for each in mib if each > A_PROGRAM_MIB])


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
    there = {str(path.relative_to(folder)) for path in folder.rglob("*") if not path.is_dir()}
    if set(paths) != there:
        raise RuntimeError(f"records and files differ: {sorted(set(paths) ^ there)[:9]}")
    return found


def digest(out: Path) -> str:
    """What the output's bytes are."""
    with out.open("rb") as stream:
        return file_digest(stream, "sha256").hexdigest()


def memory_is_flat(run: Ran) -> bool:
    """Prints the parent's memory over the run; whether its second half is like its first."""
    step = max(1, len(run.mib) // POINTS)
    curve = ", ".join(f"{each:.0f}" for each in run.mib[::step])
    early = max(run.mib[len(run.mib) // 10 : len(run.mib) // 2] or run.mib)
    late = max(run.mib[len(run.mib) // 2 :] or run.mib)
    print(f"parent's memory over the run, MiB: {curve}; highest {max(run.mib):.0f}")
    print(f"  second half in the first: {late / early:.2f} (target ≤ {MAX_GROWTH})", flush=True)
    return late / early <= MAX_GROWTH


def survives_kills(asked: argparse.Namespace, folder: Path, out: Path, seconds: float) -> None:
    """Runs that are killed at random moments, and one that goes on to the end."""
    arguments = command(asked, folder, out, "--resume")
    moments = random.Random(asked.kills)
    for _ in range(asked.kills):
        with subprocess.Popen(arguments, cwd=ROOT) as process:
            time.sleep(moments.uniform(0, 2 * seconds / (asked.kills + 1)))
            process.kill()
    last = ran(arguments)
    print(f"killed {asked.kills} times; the last run took {last.seconds:.1f} s", flush=True)


def loses_workers(asked: argparse.Namespace, folder: Path, out: Path, seconds: float) -> None:
    """One run, in which workers are killed at random moments.

    Not more often than every hundred documents: one that takes all of its time would be hit three
    times, and given up.
    """
    chance, killed = random.Random(asked.kills), []
    kills = min(asked.kills, asked.documents // 100)
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

    took = ran(command(asked, folder, out), kill)
    print(f"{len(killed)} workers killed; the run took {took.seconds:.1f} s", flush=True)


def measure(asked: argparse.Namespace, where: Path) -> bool:
    """Everything; whether all targets are reached."""
    archive, good = where / "archive", int(asked.documents - asked.hostile)
    make_archive(archive, good)
    out, first = where / "clean.jsonl", where / "first.jsonl"
    clean = ran(command(asked, archive, out))
    told = counts(out, archive)
    print(f"clean: {dict(told)}, {clean.seconds:.1f} s, {good / clean.seconds:.1f} documents/s")
    strew(archive, good, asked.hostile, asked.slow)
    mixed = ran(command(asked, archive, first, "--resume"))
    told = counts(first, archive)
    slower = mixed.seconds / clean.seconds
    print(f"hostile: {dict(told)}, {mixed.seconds:.1f} s")
    print(f"  in the time of the clean run: {slower:.3f} (target ≤ {MAX_SLOWER})", flush=True)
    reached = memory_is_flat(mixed) and slower <= MAX_SLOWER
    reached &= (told["ok"], told.total()) == (good, asked.documents)
    wanted = digest(first)
    second = ran(command(asked, archive, first, "--resume"))
    share = second.seconds / mixed.seconds
    print(f"unchanged: {second.seconds:.2f} s, {share:.4f} (target < {MAX_SECOND_SHARE})")
    print(f"  parent's memory at its highest: {max(second.mib):.0f} MiB")
    is_same = digest(first) == wanted
    print(f"  the same bytes: {is_same}")
    reached &= share < MAX_SECOND_SHARE and is_same
    for name, harm in (("kills", survives_kills), ("workers", loses_workers)):
        if asked.kills:
            harm(asked, archive, where / f"{name}.jsonl", mixed.seconds)
            is_same = digest(where / f"{name}.jsonl") == wanted
            print(f"  the same bytes: {is_same}", flush=True)
            reached &= is_same
    return reached


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
    with tempfile.TemporaryDirectory(dir=asked.folder) as where:
        reached = measure(asked, Path(where))
    print("every target is reached" if reached else "a target is MISSED")
    return 0 if reached else 1


if __name__ == "__main__":
    sys.exit(main())
