"""Reading PDFs, `extract` against its peers: `python -m benchmarks.speed`.

Whole processes, start-up included, in turn on the same files. The machine's speed drifts, so what
is quoted is the median of the ratios, turn by turn, with the lowest and the highest. Prints
Markdown tables; exits with 1 when a target is missed.
"""

from __future__ import annotations

import argparse
import json
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from benchmarks import stages
from benchmarks.rendered import rendered
from benchmarks.text_speed import EXTRACT, compile_packages, wall_seconds
from tests.places import ACTS, BENCH, PLANS, ROOT

if TYPE_CHECKING:
    from collections.abc import Iterator

Times = dict[str, list[float]]

ALONE = "its reading, layout and interventi alone"

MIN_OF_ENGINE = 0.30
MIN_JOBS_GAIN = 1.8


class Kind(NamedTuple):
    """A kind of files, and what is asked of it."""

    name: str
    min_of_plumber: float
    stride: int
    """pdfplumber, many times slower, reads one file in so many; `extract` reads the same ones."""


RENDERED = Kind("rendered", min_of_plumber=20, stride=1)
REAL = Kind("real", min_of_plumber=12, stride=1)


class Spread(NamedTuple):
    """Ratios, turn by turn: how often the second takes the time of the first."""

    median: float
    lowest: float
    highest: float

    def __str__(self) -> str:
        return f"{self.median:.2f} | {self.lowest:.2f}–{self.highest:.2f}"


def spread(first: Sequence[float], second: Sequence[float]) -> Spread:
    """The second's times in the first's, turn by turn."""
    ratios = sorted(b / a for a, b in zip(first, second, strict=True))
    return Spread(statistics.median(ratios), ratios[0], ratios[-1])


def in_turn(commands: Mapping[str, list[str]], turns: int) -> Times:
    """The times of each command, in seconds; every other turn runs backwards."""
    times: Times = {name: [] for name in commands}
    for turn in range(turns):
        for name in sorted(commands, reverse=turn % 2 == 1):
            times[name].append(wall_seconds(commands[name]))
    return times


def ours(folder: Path, out: Path, jobs: int = 1) -> list[str]:
    """The command that reads a folder as users do."""
    return [EXTRACT, str(folder), "-o", str(out), "--quiet", "--jobs", str(jobs)]


def peer(script: str, folder: Path) -> list[str]:
    """The command that has a peer, or a part of `extract`, read a folder."""
    return [sys.executable, f"benchmarks/{script}.py", str(folder)]


def pages_of(folder: Path) -> int:
    """The pages of a folder, once the engine and `extract` agree on them. It warms both up.

    Raises:
        RuntimeError: `extract` did not read all that it is to be timed on.
    """
    command = peer("bare_pdfium", folder)
    found = subprocess.run(command, cwd=ROOT, check=True, capture_output=True).stdout
    pages: int = json.loads(found)["pages"]
    with tempfile.TemporaryDirectory() as aside:
        out = Path(aside, "out.json")
        wall_seconds(ours(folder, out))
        documents = json.loads(out.read_bytes())["documents"]
    read = sum(x["source"]["pages"] for x in documents if x["status"] == "ok")
    if read != pages:
        raise RuntimeError(f"extract read {read} of {pages} pages")
    return pages


@contextmanager
def gathered(files: Sequence[Path]) -> Iterator[Path]:
    """A folder of links to files, numbered: their names may be the same in many folders."""
    with tempfile.TemporaryDirectory() as folder:
        for number, file in enumerate(files):
            Path(folder, f"{number:04}.pdf").symlink_to(file.resolve())
        yield Path(folder)


def row(what: str, pages: int, seconds: Sequence[float], tail: str) -> None:
    """Prints a row of a table."""
    median = statistics.median(seconds)
    print(f"| {what} | {pages} | {median:.2f} | {pages / median:.1f} | {tail} |", flush=True)


def against_engine(kind: Kind, files: Sequence[Path], turns: int) -> bool:
    """All the files: `extract`, again, with two workers for rendered files, and the engine."""
    with gathered(files) as folder, tempfile.TemporaryDirectory() as aside:
        pages, out = pages_of(folder), Path(aside, "out.json")
        commands = {
            "ours": ours(folder, out),
            "again": ours(folder, out),
            "alone": peer("tables_alone", folder),
            "engine": peer("bare_pdfium", folder),
        }
        if kind is RENDERED:
            commands["two"] = ours(folder, out, jobs=2)
        times = in_turn(commands, turns)
    one, engine = times["ours"], spread(times["ours"], times["engine"])
    alone = spread(times["alone"], times["engine"])
    reached = engine.median >= MIN_OF_ENGINE
    row(f"`extract`, {len(files)} files", pages, one, "1 | | ")
    row("the same again: the noise", pages, times["again"], f"{spread(times['again'], one)} | ")
    row("bare pypdfium2", pages, times["engine"], f"{engine} | ≥ {MIN_OF_ENGINE:.2f}")
    row(f"{ALONE} ‡", pages, times["alone"], f"{alone} | ")
    if "two" not in times:
        return reached
    gain = spread(times["two"], one)
    row("`extract --jobs 2` †", pages, times["two"], f"{gain} | ≥ {MIN_JOBS_GAIN}")
    return reached and gain.median >= MIN_JOBS_GAIN


def against_plumber(kind: Kind, files: Sequence[Path], turns: int) -> bool:
    """One file in `stride`: `extract` and pdfplumber."""
    some = files[:: kind.stride]
    with gathered(some) as folder, tempfile.TemporaryDirectory() as aside:
        pages = pages_of(folder)
        commands = {
            "ours": ours(folder, Path(aside, "out.json")),
            "alone": peer("tables_alone", folder),
            "plumber": peer("plain_pdfplumber", folder),
        }
        times = in_turn(commands, turns)
    whole, alone = (spread(times[name], times["plumber"]) for name in ("ours", "alone"))
    what = f"{len(some)} of the files (one in {kind.stride}), {turns} turns"
    row(f"`extract`, {what}", pages, times["ours"], "1 | | ")
    row("pdfplumber, the same", pages, times["plumber"], f"{whole} | ≥ {kind.min_of_plumber:g}")
    row(f"{ALONE} §", pages, times["alone"], f"{alone} | ")
    return whole.median >= kind.min_of_plumber


def measure(kind: Kind, files: Sequence[Path], turns: int, slow_turns: int) -> bool:
    """Prints a kind's table; whether all its targets are reached."""
    print(f"\n| {kind.name} PDFs, {turns} turns | pages | s | pages/s | ratio | from–to | target |")
    print("|---|--:|--:|--:|--:|---|---|")
    reached = against_engine(kind, files, turns)
    if slow_turns:
        reached &= against_plumber(kind, files, slow_turns)
    return reached


def arguments() -> argparse.Namespace:
    """What was asked for on the command line."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.speed", description=__doc__)
    parser.add_argument("--rendered", type=Path, nargs="+", metavar="DIR", help="rendered PDFs")
    parser.add_argument("--pairs", type=int, default=5, metavar="N", help="turns (5)")
    parser.add_argument("--slow-pairs", type=int, default=3, metavar="N", help="pdfplumber's (3)")
    parser.add_argument("--only", choices=[RENDERED.name, REAL.name], help="one kind of files")
    return parser.parse_args()


def find_files(kind: Kind, folders: Sequence[Path] | None) -> list[Path]:
    """The files of a kind; none where they are not at hand."""
    if kind is REAL:
        return sorted(ACTS.glob("*.pdf"))
    if not folders and not (PLANS.is_dir() and BENCH.is_dir()):
        return []
    return sorted(file for folder in folders or [rendered()] for file in folder.rglob("*.pdf"))


def main() -> int:
    """Measures what is at hand; 1 where a target is missed."""
    asked = arguments()
    compile_packages()
    reached = True
    for kind in (RENDERED, REAL):
        if asked.only in (None, kind.name):
            if files := find_files(kind, asked.rendered):
                reached &= measure(kind, files, asked.pairs, asked.slow_pairs)
            else:
                print(f"\nno {kind.name} PDFs: they were not measured")
    print(
        "\nRatio: how many times faster `extract` is; † how many times faster than with one;"
        "\n‡, § how much faster than the engine, than pdfplumber, without the act and the checks."
    )
    print("\nWhat each stage costs, in one warm process:")
    stages.main()
    print("every target is reached" if reached else "a target is MISSED")
    return 0 if reached else 1


if __name__ == "__main__":
    sys.exit(main())
