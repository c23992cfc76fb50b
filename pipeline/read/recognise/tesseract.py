"""Recognition by tesseract's command, where it is installed with Italian.

`tesseract stdin stdout -l ita --psm 3 tsv` gives a row a word: its block, paragraph and line, its
box in pixels and how sure it is. One thread, so that the same picture gives the same words.
"""

from __future__ import annotations

import csv
import os
import re
import shutil
import subprocess
from collections.abc import Iterator
from functools import cache

from pipeline.read.recognise.engine import Engine, Seen, Unread
from pipeline.read.recognise.picture import Grey

LANGUAGE = "ita"
_WORD = "5"
"""Level of a TSV row that is a word."""

_ASKING_SECONDS = 20


class Tesseract(Engine):
    """The command at a path."""

    def __init__(self, command: str, version: str) -> None:
        self._command = command
        self.name = f"tesseract {version}"

    def read(self, grey: Grey, dpi: int, seconds: float) -> list[Seen]:
        """The words of an upright picture.

        Raises:
            Unread: it takes longer, or fails.
        """
        height, width = grey.shape
        picture = b"P5 %d %d 255\n" % (width, height) + grey.tobytes()
        call = [self._command, "stdin", "stdout", "-l", LANGUAGE, "--dpi", str(dpi), "--psm", "3"]
        try:
            done = subprocess.run(
                [*call, "tsv"],
                input=picture,
                capture_output=True,
                timeout=seconds,
                check=True,
                env=_environment(),
            )
        except subprocess.TimeoutExpired as error:
            raise Unread(f"tesseract took longer than {seconds:g} seconds") from error
        except subprocess.CalledProcessError as error:
            told = error.stderr.decode("utf-8", "replace").strip().splitlines()
            raise Unread(f"tesseract failed: {told[-1] if told else error.returncode}") from error
        except OSError as error:
            raise Unread(f"tesseract cannot be started: {error.strerror}") from error
        return list(words_of(done.stdout.decode("utf-8", "replace")))


@cache
def tesseract() -> Tesseract | None:
    """The command that is installed; None without it, or without Italian."""
    command = shutil.which("tesseract")
    if not command:
        return None
    told = _said(command, "--version")
    found = re.match(r"tesseract\s+v?(\S+)", told)
    if not found or LANGUAGE not in _said(command, "--list-langs").split():
        return None
    return Tesseract(command, found[1])


def _said(command: str, option: str) -> str:
    try:
        done = subprocess.run(
            [command, option], capture_output=True, timeout=_ASKING_SECONDS, check=False
        )
    except (OSError, subprocess.TimeoutExpired):
        return ""
    return (done.stdout + done.stderr).decode("utf-8", "replace")


def _environment() -> dict[str, str]:
    return {**os.environ, "OMP_THREAD_LIMIT": "1", "LC_ALL": "C"}


def words_of(tsv: str) -> Iterator[Seen]:
    """The words of the table that tesseract prints, a row each.

    Raises:
        Unread: the table is none.
    """
    rows = csv.DictReader(tsv.split("\n"), delimiter="\t", quoting=csv.QUOTE_NONE)
    lines: dict[tuple[str, ...], int] = {}
    try:
        for row in rows:
            text = (row["text"] or "").strip()
            if row["level"] == _WORD and text:
                line = row["block_num"], row["par_num"], row["line_num"]
                yield _word(row, text, lines.setdefault(line, len(lines)))
    except (KeyError, TypeError, ValueError, csv.Error) as error:
        told = " ".join(str(error).split())[:_LONGEST_WHY]
        raise Unread(f"tesseract's words cannot be read ({told})") from error


def _word(row: dict[str, str], text: str, line: int) -> Seen:
    x0, top = float(row["left"]), float(row["top"])
    box = x0, top, x0 + float(row["width"]), top + float(row["height"])
    if not all(abs(side) <= _FARTHEST_PIXELS for side in box):
        raise ValueError(f"a word at {box}")
    sure = min(max(0.0, float(row["conf"])), _SURE)
    return Seen(text, *box, sure / _SURE, line)


_SURE = 100.0
_FARTHEST_PIXELS = 1_000_000
_LONGEST_WHY = 200
