"""An archive as an office has it: real plans and acts, copied with changes."""

from __future__ import annotations

import io
import random
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import NamedTuple
from zipfile import ZipFile

from benchmarks.rendered import rendered
from tests.office.make import HERE as OFFICE
from tests.places import ACTS, PLANS

A_FOLDER = 500


class Part(NamedTuple):
    """One kind of documents: how many in a hundred, and what they are copied from."""

    name: str
    percent: int
    sources: Sequence[Path]


def parts() -> tuple[Part, ...]:
    """What the archive is made of."""
    office = [OFFICE / f"{name}.{kind}" for name in ("piano", "programma") for kind in _CHANGED]
    return (
        Part("plans rendered as PDFs, 10 pages each", 50, sorted(rendered().rglob("*.pdf"))),
        Part("real acts, PDFs of 4 pages", 20, sorted(ACTS.glob("*.pdf"))),
        Part("plans as text", 25, sorted(PLANS.glob("*.txt"))),
        Part(
            "plans and programmes as docx, odt, html, rtf",
            5,
            sorted(each for each in office if each.exists()),
        ),
    )


def make_archive(folder: Path, count: int) -> None:
    """So many documents in numbered folders, no two the same, in an order of chance."""
    made = parts()
    chance = random.Random(0)
    dealt = chance.choices(made, [part.percent for part in made], k=count)
    for number, part in enumerate(dealt):
        source = part.sources[number % len(part.sources)]
        target = folder / f"{number // A_FOLDER:03}" / f"{number:06}{source.suffix}"
        target.parent.mkdir(parents=True, exist_ok=True)
        change = _CHANGED.get(source.suffix[1:], _ended)
        target.write_bytes(change(source.read_bytes(), b"%06d" % number))


def _ended(data: bytes, mark: bytes) -> bytes:
    """A PDF with a comment more, a text with a line more."""
    return data + b"\n%% " + mark + b"\n"


def _packed(data: bytes, mark: bytes) -> bytes:
    stream = io.BytesIO(data)
    with ZipFile(stream, "a") as archive:
        archive.comment = mark
    return stream.getvalue()


_CHANGED: dict[str, Callable[[bytes, bytes], bytes]] = {
    "docx": _packed,
    "odt": _packed,
    "html": lambda data, mark: data + b"<!-- " + mark + b" -->",
    "rtf": lambda data, mark: data.replace(rb"{\rtf1", rb"{\rtf1{\*\copia " + mark + b"}", 1),
}
