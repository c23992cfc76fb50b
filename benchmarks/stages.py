"""What each stage of `extract` costs: `python -m benchmarks.stages`.

One process reads rendered plans, real acts and plans as text (a page each), twice; the second time
counts. Prints Markdown
tables: milliseconds a page, and the share of the whole.
"""

from __future__ import annotations

import gc
import time
from collections import defaultdict
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pipeline.document
import pipeline.run
from benchmarks.rendered import rendered
from pipeline import GC_THRESHOLD
from pipeline.write import encode
from tests.places import ACTS, BENCH, PLANS

STAGES = (
    *("read_kind", "parts_of", "lay_out", "repair", "segment", "describe", "extract", "classify"),
    *("profile", "locate", "cite", "name_organisations", "identify", "audit", "validate"),
)
"""The functions that `pipeline.run` and `pipeline.document` call, in order."""

STRIDE = 6
"""One rendered file in so many: they are alike."""


def main() -> None:
    """Time the stages where the corpus is at hand."""
    gc.set_threshold(GC_THRESHOLD)
    kinds = {"real acts": sorted(ACTS.glob("*.pdf")), "plans as text": sorted(PLANS.glob("*.txt"))}
    if BENCH.is_dir() and PLANS.is_dir():
        kinds["rendered plans"] = sorted(rendered().rglob("*.pdf"))[::STRIDE]
    for name, paths in kinds.items():
        if paths:
            print(f"\n{name}\n\n{_table(paths)}")


def _table(paths: Sequence[Path]) -> str:
    files = [(path.name, path.read_bytes()) for path in paths]
    spent: defaultdict[str, float] = defaultdict(float)
    homes = {
        stage: pipeline.run if hasattr(pipeline.run, stage) else pipeline.document
        for stage in STAGES
    }
    kept = {stage: getattr(home, stage) for stage, home in homes.items()}
    for stage, function in kept.items():
        setattr(homes[stage], stage, _timed(function, stage, spent))
    try:
        for _ in range(2):
            spent.clear()
            pages = 0
            began = time.perf_counter()
            for name, data in files:
                records = pipeline.run.run(data, name)
                at = time.perf_counter()
                for record in records:
                    encode(record)
                spent["write"] += time.perf_counter() - at
                pages += records[0].source.pages or 0
            whole = time.perf_counter() - began
    finally:
        for stage, function in kept.items():
            setattr(homes[stage], stage, function)
    rows = [*((stage, spent[stage]) for stage in (*STAGES, "write")), ("whole", whole)]
    lines = [f"| {stage} | {1000 * t / pages:.2f} | {t / whole:.0%} |" for stage, t in rows]
    return "\n".join(["| stage | ms a page | share |", "|---|---|---|", *lines])


def _timed(
    function: Callable[..., Any], stage: str, spent: defaultdict[str, float]
) -> Callable[..., Any]:
    def timed(*args: Any, **options: Any) -> Any:
        began = time.perf_counter()
        try:
            return function(*args, **options)
        finally:
            spent[stage] += time.perf_counter() - began

    return timed


if __name__ == "__main__":
    main()
