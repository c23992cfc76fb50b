"""The real plans as records, from the bench's own reading of their labels."""

from __future__ import annotations

import subprocess
import sys
from functools import cache

from tests.places import BENCH, PLANS
from tests.render.records import Plan, load_plans


@cache
def some_plans(count: int) -> tuple[Plan, ...]:
    """So many plans, spread over the corpus."""
    command = [sys.executable, "gold.py", str(PLANS)]
    done = subprocess.run(command, cwd=BENCH, capture_output=True, text=True, check=True)
    plans = tuple(load_plans(done.stdout.splitlines()))
    return plans[:: max(1, len(plans) // count)][:count]
