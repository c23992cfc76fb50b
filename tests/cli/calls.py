"""Calls of the command inside the test's process, and what they leave behind."""

import json
from pathlib import Path
from typing import Any

from click.testing import CliRunner, Result

from pipeline.cli import extract

PLAN = (
    "PIANO FAMIGLIA DI COMUNE DI TRENTO ANNO 2022\n\n"
    "TITOLO: Biblioteca aperta\n\nTASSONOMIA: Wifi free\n\nOBIETTIVO: Aprire più a lungo\n\n"
    "TITOLO: Piedibus\n\nOBIETTIVO: Andare a scuola a piedi\n"
)
"""A plan of two azioni, the smallest that is read in full."""


UNLIMITED = ("--timeout", "0", "--max-memory", "0")
"""Without limits, one job is done by the process that is called, so that patches reach it."""


def call(*arguments: str | Path) -> Result:
    """The command with these arguments; what it raises, other than an exit, is raised here."""
    given = [*UNLIMITED, *(str(each) for each in arguments)]
    return CliRunner().invoke(extract, given, catch_exceptions=False)


def written(*inputs: str | Path, options: tuple[str, ...] = ()) -> bytes:
    """What a call that ends well writes to standard output."""
    result = call(*inputs, "-o", "-", *options)
    assert result.exit_code == 0, result.stderr
    return result.stdout_bytes


def documents(*inputs: str | Path, options: tuple[str, ...] = ()) -> dict[str, dict[str, Any]]:
    """The records of a call that ends well, by path, in the order of the output."""
    listed = json.loads(written(*inputs, options=options))["documents"]
    by_path = {record["source"]["path"]: record for record in listed}
    assert len(by_path) == len(listed), "two records have one path"
    return by_path


def folder_of(folder: Path, **texts: str | bytes) -> Path:
    """A folder with these files: `a_txt="..."` makes `a.txt`."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in texts.items():
        data = text.encode() if isinstance(text, str) else text
        (folder / name.replace("_", ".")).write_bytes(data)
    return folder
