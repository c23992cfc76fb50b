"""Whole-process times, each command against its peer in turn: `python -m benchmarks.text_speed`.

Prints a Markdown table. The machine's speed drifts, so commands take turns, and what is quoted is
the median of the ratios, pair by pair, with the lowest and the highest.
"""

from __future__ import annotations

import compileall
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from tests.places import PLANS, ROOT

PAIRS = 15
EXTRACT = str(Path(sys.executable).with_name("extract"))
MAX_RATIO_TO_FIVE_REGEX = 3.0
MAX_HELP_CPU_SECONDS = 0.25


def compile_packages() -> None:
    """Writes the packages' byte code: start-up counts, and nothing else may have written it."""
    for package in ("pipeline", "extractors", "schemas"):
        compileall.compile_dir(ROOT / package, quiet=2)


def wall_seconds(command: list[str]) -> float:
    """How long a command takes from start to end."""
    began = time.perf_counter()
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
    return time.perf_counter() - began


def cpu_seconds(command: list[str]) -> float:
    """The processor time, user and system, that a command takes."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def compare(ours: list[str], peer: list[str]) -> tuple[list[float], list[float]]:
    """The times of both, in turn, in seconds; the first pair warms up and is not counted."""
    pairs = [(wall_seconds(ours), wall_seconds(peer)) for _ in range(PAIRS + 1)][1:]
    return [one for one, _ in pairs], [other for _, other in pairs]


def plans_against_five_regex() -> float:
    """Prints the comparison on the plans, and gives the median ratio."""
    with tempfile.TemporaryDirectory() as folder:
        out = str(Path(folder) / "out.json")
        ours = [EXTRACT, str(PLANS), "-o", out, "--quiet"]
        peer = [sys.executable, "benchmarks/five_regex.py", str(PLANS), "-o", out]
        mine, theirs = compare(ours, peer)
    ratios = sorted(a / b for a, b in zip(mine, theirs, strict=True))
    print("| 58 plans, text | median, ms |")
    print("|---|---|")
    print(f"| `extract`, every field with evidence, repaired, audited | {_ms(mine)} |")
    print(f"| five regular expressions | {_ms(theirs)} |")
    median = statistics.median(ratios)
    print(f"\nRatio {median:.2f} (lowest {ratios[0]:.2f}, highest {ratios[-1]:.2f}, {PAIRS} pairs)")
    return median


def help_start_up() -> float:
    """Prints and gives the processor time that `extract --help` takes, in seconds."""
    median = statistics.median(cpu_seconds([EXTRACT, "--help"]) for _ in range(PAIRS))
    print(f"\n`extract --help`: {median:.3f} s of processor time")
    return median


def _ms(seconds: list[float]) -> str:
    return f"{1000 * statistics.median(seconds):.0f}"


def main() -> int:
    """Runs what can be run here; 1 where a bound is passed."""
    compile_packages()
    passed = help_start_up() <= MAX_HELP_CPU_SECONDS
    if PLANS.is_dir():
        passed &= plans_against_five_regex() <= MAX_RATIO_TO_FIVE_REGEX
    else:
        print(f"\nno corpus in {PLANS}: the plans were not measured")
    return 0 if passed else 1


if __name__ == "__main__":
    sys.exit(main())
