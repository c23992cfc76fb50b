"""What a document costs in processor time and disk, by kind: `python -m benchmarks.scale`.

Each kind is read by the command as it is called for an archive, with its limits, in a process of
its own. The time is that of the processors, user and system, of the command and its workers, which
others on the machine disturb least; net of a start, which is a run over one small text. Kinds take
turns; the median is printed. Needs the corpus, and for scans an engine that recognises.

`--dask` measures what a cluster costs besides: the process of each part, and the client.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import shutil
import statistics
import sys
import tempfile
import zlib
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import msgspec

from benchmarks.rendered import LAYOUTS, rendered
from benchmarks.text_speed import EXTRACT, compile_packages, cpu_seconds
from tests.places import ACTS, PLANS, ROOT, SAMPLES
from tests.remote.servers import server

TURNS = 3
MILLION = 1_000_000
SMALL = "TITOLO: Piedibus\n\nOBIETTIVO: Andare a scuola a piedi\n"
OFFICE_COPIES = 25
"""Of the few files there are: their libraries are loaded once a worker."""

DASK_FILES, DASK_PARTS = 40, (1, 20)


class Kind(NamedTuple):
    """Documents that cost alike."""

    name: str
    folder: Path
    options: tuple[str, ...] = ("--ocr", "never")


class Cost(NamedTuple):
    """Of the documents of a kind, all together."""

    documents: int
    pages: int
    input_bytes: int
    cpu: float
    output_bytes: int
    packed_bytes: int
    bare_bytes: int


def kinds(where: Path) -> Iterator[Kind]:
    """What there is to read, in folders of their own."""
    yield Kind("plans, text", _folder(where / "text", PLANS.glob("*.txt")))
    yield Kind("acts, PDF", _folder(where / "acts", ACTS.glob("*.pdf")))
    for layout in LAYOUTS:
        pdfs = (rendered() / layout).glob("*.pdf")
        yield Kind(f"plans, PDF ({layout})", _folder(where / layout, pdfs))
    office = (ROOT / "tests" / "office").glob("p*.*")
    yield Kind("plans, office formats", _folder(where / "office", office, OFFICE_COPIES))
    scan = [SAMPLES / "piano_cidis_2022" / "scan.pdf"]
    yield Kind("a scan, recognised", _folder(where / "scan", scan), ("--ocr", "auto"))


def _folder(where: Path, files: Iterator[Path] | Sequence[Path], copies: int = 1) -> Path:
    where.mkdir()
    for file in files:
        for copy in range(copies):
            shutil.copy(file, where / f"{copy}-{file.name}")
    return where


def cpu_of(kind: Kind, out: Path) -> float:
    """The processor time of reading a kind; a slow machine is no reason to give a document up."""
    command = [EXTRACT, str(kind.folder), "--quiet", "--timeout", "0", *kind.options]
    return cpu_seconds([*command, "-o", str(out)])


def cost(kind: Kind, where: Path, cpu: float) -> Cost:
    """What the reading of a kind wrote, and what it would be without evidence.

    Raises:
        RuntimeError: a document failed.
    """
    out = where / f"{kind.name}.jsonl"
    records = [json.loads(line) for line in out.read_bytes().splitlines()]
    failed = [each["source"]["path"] for each in records if each["status"] != "ok"]
    if failed:
        raise RuntimeError(f"{kind.name}: {failed} failed")
    files = list(kind.folder.iterdir())
    return Cost(
        len(files),
        sum(each["source"]["pages"] for each in records),
        sum(file.stat().st_size for file in files),
        cpu,
        out.stat().st_size,
        len(zlib.compress(out.read_bytes())),
        sum(len(_without_evidence(each)) for each in records),
    )


def _without_evidence(record: dict[str, Any]) -> bytes:
    """A record as `--no-evidence` writes it."""
    for intervento in record["interventi"]:
        intervento.pop("evidence", None)
    return msgspec.json.encode(record) + b"\n"


def print_costs(where: Path, turns: int) -> None:
    """Prints the table."""
    start = _folder(where / "start", ())
    (start / "a.txt").write_text(SMALL, encoding="utf-8")
    all_kinds = list(kinds(where))
    times: dict[str, list[float]] = {kind.name: [] for kind in all_kinds}
    starts = []
    for _ in range(turns):
        starts.append(cpu_of(Kind("a start", start), where / "start.jsonl"))
        for kind in all_kinds:
            out = where / f"{kind.name}.jsonl"
            times[kind.name].append(cpu_of(kind, out) - starts[-1])
    found = {
        kind.name: cost(kind, where, statistics.median(times[kind.name])) for kind in all_kinds
    }
    print(f"{turns} turns; a start {statistics.median(starts):.2f} s of processor time\n")
    print("| documents | pages each | s each | ms a page | core-hours a million | in, kB each |")
    print("|---|--:|--:|--:|--:|--:|")
    for name, one in found.items():
        cpu, count = one.cpu, one.documents
        hours = cpu / count * MILLION / 3600
        print(
            f"| {name} | {one.pages / count:.1f} | {cpu / count:.3f} | {1000 * cpu / one.pages:.1f}"
            f" | {hours:,.0f} | {one.input_bytes / count / 1000:,.0f} |"
        )
    print("\n| documents | out, kB each | GB a million | the same, zlib | without evidence, GB |")
    print("|---|--:|--:|--:|--:|")
    for name, one in found.items():
        sizes = (one.output_bytes, one.packed_bytes, one.bare_bytes)
        whole, packed, bare = (size / one.documents for size in sizes)
        gigabytes = MILLION / 1e9
        print(
            f"| {name} | {whole / 1000:.1f} | {whole * gigabytes:.0f} | {packed * gigabytes:.0f}"
            f" | {bare * gigabytes:.0f} |"
        )


def print_cluster(where: Path) -> None:
    """Prints what parts cost besides their files: few and many parts of the same files compared."""
    folder = _folder(where / "small", ())
    for number in range(DASK_FILES):
        (folder / f"{number}.txt").write_text(SMALL, encoding="utf-8")
    whole, clients = {}, {}
    for size in DASK_PARTS:
        before = _children()
        with server("cluster", ATTIDATI_OCR="never") as address:
            command = [EXTRACT, str(folder), "-o", str(where / f"{size}.jsonl"), "--quiet"]
            clients[size] = cpu_seconds([*command, "--dask", address, "--part", str(size)])
        whole[size] = _children() - before
    few, many = (DASK_FILES // size for size in reversed(DASK_PARTS))
    least, most = DASK_PARTS
    a_part = (whole[least] - whole[most]) / (many - few)
    a_send = (clients[least] - clients[most]) / (many - few)
    print(f"\nA part on a cluster: {a_part:.2f} s of processor time, {a_send:.3f} of the client.")


def _children() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def main() -> int:
    """Measures."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.scale", description=__doc__)
    parser.add_argument("--turns", type=int, default=TURNS, help=f"of each kind ({TURNS})")
    parser.add_argument("--dask", action="store_true", help="what a cluster costs besides")
    asked = parser.parse_args()
    compile_packages()
    os.environ.pop("ATTIDATI_OCR", None)
    with tempfile.TemporaryDirectory() as where:
        if asked.dask:
            print_cluster(Path(where))
        else:
            print_costs(Path(where), asked.turns)
    return 0


if __name__ == "__main__":
    sys.exit(main())
