"""Readers given broken files for hours: `python -m benchmarks.fuzz READER --minutes 30`.

Files are broken by `tests.fuzz.mutate`, and by atheris where it is installed (`pip install
'attidati[fuzz]'`), which keeps those that reach lines no other did. The reader runs in a process of
its own, watched from outside: what hangs, dies in native code or fills the memory is told with the
file that did it. All findings are in `OUT/READER/findings`; each kind once.

Minutes are of the reading process's processor time: on a busy machine they take longer.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import resource
import signal
import subprocess
import sys
import time
from pathlib import Path

from benchmarks.fuzz_reading import Slate, Usage, keep, read_on, usage

HANG_SECONDS = 20
"""Of processor time; what is instrumented is some five times as slow as it would be."""

STUCK_SECONDS = 600
"""Of any time, in which it does nothing."""

MEMORY_MIB = 2048


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
            except KeyboardInterrupt:
                used = usage(child.pid)
                self._spent += used.seconds if used else 0.0
                raise
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
        "import sys; from pathlib import Path; from benchmarks.fuzz_reading import replay;"
        "replay(sys.argv[1], Path(sys.argv[2]), int(sys.argv[3]))"
    )
    call = [sys.executable, "-c", code, name, str(out), str(rounds)]
    done = subprocess.run(call, capture_output=True, check=False)
    try:
        return tuple(json.loads(done.stdout.splitlines()[-1]))
    except (IndexError, ValueError):
        print(done.stderr.decode()[-500:])
        return ()


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
        "restarts": max(0, watch.restarts - 1),
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
    given = parser.parse_args()
    if given.read is not None:
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        read_on(given.readers[0], given.out / given.readers[0], given.read, plain=given.plain)
    else:
        from tests.fuzz.targets import TARGETS

        signal.signal(signal.SIGTERM, signal.default_int_handler)
        signal.signal(signal.SIGINT, signal.default_int_handler)
        names = [*TARGETS] if given.readers == ["all"] else given.readers
        for name in names:
            fuzz(name, given.out / name, given.minutes, given.seed, plain=given.plain)


if __name__ == "__main__":
    main()
