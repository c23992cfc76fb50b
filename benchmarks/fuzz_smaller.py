"""Findings of `benchmarks.fuzz` made small: `python -m benchmarks.fuzz_smaller READER FILE`.

The file that is left is written to standard output: it does what the finding does, and no more.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from pathlib import Path

from benchmarks.fuzz_reading import signature
from tests.fuzz.mutate import members, packed
from tests.fuzz.targets import TARGETS, TYPED


def minimised(name: str, data: bytes, seconds: float = 60.0) -> bytes:
    """The smallest file that can be made of this one that does the same."""

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


if __name__ == "__main__":
    sys.stdout.buffer.write(minimised(sys.argv[1], Path(sys.argv[2]).read_bytes()))
