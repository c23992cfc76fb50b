"""Has some words in a file do to the process that reads it what hostile files do.

Python imports this by its name at the start of each process that has the folder in PYTHONPATH.
"""

import os
import signal
import time
from pathlib import Path

import pipeline.batch

_held: list[bytes] = []
_names = vars(pipeline.batch)
_run = _names["run"]


def _poisoned(data, *others):  # type: ignore[no-untyped-def]  # noqa: ANN001, ANN002, ANN202
    if b"GROWS" in data:
        _held.append(b"x" * (1 << 30))
        time.sleep(1000)
    if b"KILLS ITSELF" in data:
        os.kill(os.getpid(), signal.SIGKILL)
    if b"KILLS ITS WORKER" in data:
        status = Path(f"/proc/{os.getppid()}/stat").read_text(encoding="ascii")
        os.kill(int(status.rpartition(")")[2].split()[1]), signal.SIGKILL)
        time.sleep(1000)
    return _run(data, *others)


_names["run"] = _poisoned
