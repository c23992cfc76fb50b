"""Every word of a real act is in a field of its record, as often as it is printed."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from msgspec import to_builtins

from pipeline.layout import lay_out
from pipeline.read import read
from pipeline.run import run
from tests.places import ACTS

_WORD = re.compile(r"[^\W_]{2,}")
_MARKS = Counter(
    [
        "oggetto",
        "determina",
        "delibera",
        "decreta",
        "ordina",
        "tutto",
        "ciò",
        "premesso",
        "registro",
        "generale",
        "del",
        "presente",
        "assente",
        "da",
        "remoto",
        "cup",
        "cig",
        "dispone",
        "responsabile",
        "servizio",
        "il",
        "la",
        "sindaco",
        "giunta",
        "consiglio",
        "comunale",
        "lo",
        "dirigente",
    ]
)
"""Labels and marks that a record has keys for, and the words of dates that it holds as ISO."""


@pytest.mark.parametrize("path", sorted(ACTS.glob("*.pdf")), ids=lambda path: path.stem)
def test_every_word_of_an_act_is_in_a_field(path: Path) -> None:
    data = path.read_bytes()
    (record,) = run(data, path.name)
    found = Counter(_words(" ".join(_strings(to_builtins(record)))))
    laid_out = lay_out(read(data, ".pdf", "pdfium").pages)
    printed = Counter(_words(laid_out.flow.text))
    lost = {word: n - found[word] for word, n in printed.items() if n > found[word]}
    assert not {word: n for word, n in lost.items() if word not in _MARKS and not word.isdigit()}


def _words(text: str) -> list[str]:
    joined = re.sub(r"(?<=[^\W\d_][-/])[\r\n]+(?=\w)", "", text)
    return [word.lower() for word in _WORD.findall(joined)]


def _strings(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for key, part in value.items():
            if key not in ("issues", "riferimenti", "source", "id"):
                yield from _strings(part)
    elif isinstance(value, list | tuple):
        for part in value:
            yield from _strings(part)
