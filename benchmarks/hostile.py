"""Files that no archive should hold, and some do: each fails, and says why."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

from tests.cli.broken import JPEG, ZERO_PAGES, encrypted
from tests.inputs.test_hostile import CASES
from tests.nasty.damaged import cut_in_half
from tests.nasty.endless import (
    claimed_pages,
    endless_streams,
    forms_in_forms,
    inflating,
    lost_objects,
    ring_of_pages,
    shared_pages,
    slow_pages,
)
from tests.places import SAMPLES

Kind = tuple[str, Callable[[], bytes]]


def _sample() -> bytes:
    return (SAMPLES / "programma_7522_2024" / "source.pdf").read_bytes()


def _case(name: str) -> bytes:
    return CASES[name][0]


def _rubbish() -> bytes:
    return random.Random(7).randbytes(100_000)


SLOW: tuple[Kind, ...] = (
    ("hangs.pdf", slow_pages),
    ("grows.pdf", lambda: forms_in_forms(9)),
)
"""Those that take all that they are allowed."""

QUICK: tuple[Kind, ...] = (
    ("cut.pdf", lambda: _sample()[: len(_sample()) // 2]),
    ("rubbish.pdf", lambda: b"%PDF-1.7\n" + _rubbish()),
    ("rubbish.txt", _rubbish),
    ("encrypted.pdf", lambda: encrypted("segreta")),
    ("empty.pdf", lambda: b""),
    ("blank.txt", lambda: b" \r\n" * 100),
    ("million.pdf", lambda: claimed_pages(10**6)),
    ("tree.pdf", lambda: shared_pages(6)),
    ("none.pdf", lambda: ZERO_PAGES),
    ("repeats.pdf", lambda: shared_pages(4, forms=4)),
    ("ring.pdf", ring_of_pages),
    ("inflates.pdf", lambda: inflating(2048)),
    ("objects.pdf", lambda: lost_objects(10**6)),
    ("streams.pdf", lambda: endless_streams(10**5)),
    ("half.pdf", cut_in_half),
    ("picture.pdf", lambda: JPEG),
    ("page.pdf", lambda: b"<!doctype html><title>404</title>"),
    ("utf-16.txt", lambda: "PIANO FAMIGLIA".encode("utf-16")),
    ("pages.txt", lambda: b"a\f" * 10**6),
    ("binary.md", lambda: bytes(range(256)) * 1000),
    *(
        (name, partial(_case, case))
        for name, case in (
            ("entities.docx", "entities"),
            ("tables.docx", "tables in tables"),
            ("picture.docx", "picture that is a bomb"),
            ("part.odt", "part that is a bomb"),
            ("cut.docx", "half of it"),
            ("nested.html", "elements in elements"),
            ("attributes.html", "attributes"),
        )
    ),
)
"""A scan is none of them: where something is installed that recognises it, it is read."""


def hostile(count: int, slow: int) -> Iterator[tuple[str, bytes]]:
    """So many names and contents, `slow` of them slow; no two contents are the same."""
    kinds = [SLOW[n % len(SLOW)] for n in range(slow)]
    kinds += [QUICK[n % len(QUICK)] for n in range(count - slow)]
    for number, (name, make) in enumerate(kinds):
        data = make()
        ending = b"\n%% %d\n" % number if name.endswith(".pdf") and data else b""
        yield f"{number:03}-{name}", data + ending


def strew(folder: Path, files: int, count: int, slow: int) -> None:
    """Puts them among the numbered files of an archive, and a link that leads to itself."""
    places = random.Random(1).sample(range(files), count)
    for place, (name, data) in zip(places, hostile(count - 1, slow), strict=False):
        (folder / f"{place // 500:03}" / f"{place:06}-{name}").write_bytes(data)
    (folder / f"{places[-1] // 500:03}" / f"{places[-1]:06}-loop.pdf").symlink_to(
        f"{places[-1]:06}-loop.pdf"
    )
