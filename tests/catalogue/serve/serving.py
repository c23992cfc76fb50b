"""The command as it is called, on a free port."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


@contextmanager
def started(database: Path, *options: str | Path) -> Iterator[tuple[str, subprocess.Popen[str]]]:
    """The server's address and process; it is ended at the end."""
    command = [sys.executable, "-m", "pipeline.catalogue", "serve", str(database), "--port", "0"]
    process = subprocess.Popen(
        [*command, *map(str, options)], stderr=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    try:
        assert process.stderr
        said = process.stderr.readline()
        found = re.search(r"http://\S+", said)
        assert found, said + process.stderr.read()
        yield found[0].rstrip("/"), process
    finally:
        process.kill()
        process.communicate()


@contextmanager
def serving(database: Path, *options: str | Path) -> Iterator[str]:
    """The server's address, without a slash at the end."""
    with started(database, *options) as (address, _):
        yield address
