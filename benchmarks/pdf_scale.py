"""Whether time a page and memory stay as they are when there is more: `-m benchmarks.pdf_scale`.

The time is processor time, user and system, of one process, which others on the machine disturb
least; net of start-up, which is taken as the time for a file of one page. Sizes take turns. Prints
Markdown tables; exits with 1 when a target is missed.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from benchmarks.text_speed import EXTRACT, compile_packages
from tests.places import ROOT

SIZES = (10, 100, 1_000, 5_000)
PAGES_A_TURN = 200
"""A small file is read again until so many pages are read: one reading is lost in the noise."""

FEW, MANY, SMALL = 100, 1_000, 2
"""Documents in the runs that memory is compared of, and the pages of each."""

MAX_DEARER = 1.3
MAX_MIB = 250
MAX_GROWTH = 1.1


class Cost(NamedTuple):
    """What a run took."""

    cpu: float
    """Seconds."""
    mib: float
    """Resident memory at its highest."""


def cost(folder: Path, pages: int) -> Cost:
    """Reads a folder in a process of its own.

    The highest memory of a process counts what its parent had when it began, so files are made in
    other processes, and this one stays small.

    Raises:
        RuntimeError: not all the pages were read.
    """
    with tempfile.TemporaryDirectory() as aside:
        out = Path(aside, "out.jsonl")
        command = [EXTRACT, str(folder), "-o", str(out), "--quiet"]
        child = subprocess.Popen(command, cwd=ROOT)
        _, status, used = os.wait4(child.pid, 0)
        child.returncode = os.waitstatus_to_exitcode(status)
        read = 0 if child.returncode else pages_read(out)
        if read != pages:
            raise RuntimeError(f"extract read {read} of {pages} pages")
    return Cost(used.ru_utime + used.ru_stime, used.ru_maxrss / 1024)


def pages_read(out: Path) -> int:
    """The pages that a run read, counted in a process of its own for the same reason."""
    program = (
        "import json, sys\n"
        "lines = map(json.loads, open(sys.argv[1], encoding='utf-8'))\n"
        "print(sum(x['source']['pages'] for x in lines if x.get('status') == 'ok'))\n"
    )
    command = [sys.executable, "-c", program, str(out)]
    found = subprocess.run(command, check=True, capture_output=True).stdout
    return int(json.loads(found))


def make(folder: Path, pages: int, copies: int = 1) -> Path:
    """A folder of invented programmes."""
    asked = [str(folder), str(pages), "--copies", str(copies)]
    subprocess.run([sys.executable, "-m", "benchmarks.invented", *asked], cwd=ROOT, check=True)
    return folder


def a_page(folder: Path, size: int, start_up: Path) -> tuple[float, float]:
    """The time a page, in ms, and the peak memory of one turn of a size."""
    repeats = max(1, PAGES_A_TURN // size)
    runs = [(cost(start_up, 1), cost(folder, size)) for _ in range(repeats)]
    net = statistics.median(whole.cpu - one.cpu for one, whole in runs)
    return 1000 * net / (size - 1), max(whole.mib for _, whole in runs)


def time_scales(where: Path, sizes: Sequence[int], turns: int) -> bool:
    """Prints time a page by size; whether the dearest is within the target of the cheapest."""
    start_up = make(where / "1", 1)
    folders = {size: make(where / str(size), size) for size in sizes}
    found = [
        {size: a_page(folder, size, start_up) for size, folder in folders.items()}
        for _ in range(turns)
    ]
    print(f"| pages | ms a page, net of start-up, {turns} turns | from–to | peak, MiB |")
    print("|--:|--:|---|--:|")
    for size in sizes:
        times = [turn[size][0] for turn in found]
        peak = max(turn[size][1] for turn in found)
        span = f"{min(times):.2f}–{max(times):.2f}"
        print(f"| {size:,} | {statistics.median(times):.2f} | {span} | {peak:.0f} |")
    ratios = sorted(max(turn.values())[0] / min(turn.values())[0] for turn in found)
    median = statistics.median(ratios)
    print(
        f"\nDearest size in the cheapest: {median:.2f} (lowest {ratios[0]:.2f}, "
        f"highest {ratios[-1]:.2f}; target ≤ {MAX_DEARER})"
    )
    return median <= MAX_DEARER


def memory_is_flat(where: Path, few: int, many: int) -> bool:
    """Prints the peak memory of a short and a long batch; whether it is within the targets."""
    print("\n| documents | pages of each | peak, MiB |\n|--:|--:|--:|")
    peaks = []
    for count in (few, many):
        folder = make(where / f"{count} documents", SMALL, count)
        peaks.append(cost(folder, SMALL * count).mib)
        print(f"| {count:,} | {SMALL} | {peaks[-1]:.0f} |", flush=True)
    growth = peaks[1] / peaks[0]
    print(f"\nGrowth {growth:.2f} (target ≤ {MAX_GROWTH}); target < {MAX_MIB} MiB")
    return growth <= MAX_GROWTH and max(peaks) < MAX_MIB


def main() -> int:
    """Measures both; 1 where a target is missed."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.pdf_scale", description=__doc__)
    parser.add_argument("--sizes", type=int, nargs="+", default=SIZES, help="pages of the files")
    parser.add_argument("--documents", type=int, nargs=2, default=(FEW, MANY), help="in a batch")
    parser.add_argument("--turns", type=int, default=3, help="of each size (3)")
    asked = parser.parse_args()
    compile_packages()
    with tempfile.TemporaryDirectory() as folder:
        reached = time_scales(Path(folder), asked.sizes, asked.turns)
        reached &= memory_is_flat(Path(folder), *asked.documents)
    own = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"The benchmark itself, below which no peak can be seen: {own:.0f} MiB")
    print("every target is reached" if reached else "a target is MISSED")
    return 0 if reached else 1


if __name__ == "__main__":
    sys.exit(main())
