"""The command, stood in for by scripts; what it does itself is in test_scans."""

from pathlib import Path

import numpy as np
import pytest

from pipeline.read.recognise.engine import Seen, Unread
from pipeline.read.recognise.tesseract import Tesseract, tesseract

HEAD = "level page_num block_num par_num line_num word_num left top width height conf text"
ROWS = [
    "1 1 0 0 0 0 0 0 600 900 -1 ",
    "4 1 1 1 1 0 60 70 500 30 -1 ",
    "5 1 1 1 1 1 60 70 100 30 96.5 Città",
    "5 1 1 1 1 2 170 70 40 30 -1 di",
    '5 1 1 1 2 1 60 110 40 30 30 "Rete',
    "5 1 1 1 2 2 60 110 40 30 95  ",
]
TSV = "\n".join(row.replace(" ", "\t", 11) for row in [HEAD, *ROWS])
GREY = np.full((900, 600), 255, np.uint8)


def command(folder: Path, script: str) -> str:
    file = folder / "tesseract"
    file.write_text(f"#!/bin/sh\n{script}\n")
    file.chmod(0o755)
    return str(file)


def test_words_are_taken_from_the_table(tmp_path: Path) -> None:
    (tmp_path / "tsv").write_text(TSV)
    called = command(
        tmp_path,
        f'head -c 15 > {tmp_path}/head; cat > /dev/null; echo "$@ $OMP_THREAD_LIMIT" '
        f"> {tmp_path}/called; cat {tmp_path}/tsv",
    )
    found = Tesseract(called, "5.3.0").read(GREY, 300, 20)
    assert found == [
        Seen("Città", 60, 70, 160, 100, 0.965, 0),
        Seen("di", 170, 70, 210, 100, 0.0, 0),
        Seen('"Rete', 60, 110, 100, 140, 0.3, 1),
    ]
    assert (tmp_path / "head").read_bytes() == b"P5 600 900 255\n"
    told = (tmp_path / "called").read_text()
    assert told == "stdin stdout -l ita --dpi 300 --psm 3 tsv 1\n"


@pytest.mark.parametrize(
    ("script", "told"),
    [
        ("sleep 5", "longer than 0.3 seconds"),
        ("cat > /dev/null; echo 'no such thing' >&2; exit 1", "failed: no such thing"),
        ("exit 3", "failed: 3"),
    ],
)
def test_what_goes_wrong_leaves_the_page_unread(tmp_path: Path, script: str, told: str) -> None:
    with pytest.raises(Unread, match=told):
        Tesseract(command(tmp_path, script), "5").read(GREY, 300, 0.3 if "sleep" in script else 20)


def test_a_command_that_is_gone_leaves_the_page_unread(tmp_path: Path) -> None:
    with pytest.raises(Unread, match="cannot be started"):
        Tesseract(str(tmp_path / "gone"), "5").read(GREY, 300, 20)


@pytest.mark.parametrize(
    ("languages", "is_found"), [("eng\nita\nosd", True), ("eng\nosd", False), ("", False)]
)
def test_it_is_wanted_with_italian_only(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, languages: str, is_found: bool
) -> None:
    (tmp_path / "langs").write_text(f"List of available languages (3):\n{languages}\n")
    command(
        tmp_path,
        f'[ "$1" = --version ] && echo "tesseract 5.3.0" >&2 || cat "{tmp_path}/langs"',
    )
    monkeypatch.setenv("PATH", f"{tmp_path}:/usr/bin:/bin")
    found = tesseract.__wrapped__()
    assert (found is not None) == is_found
    assert found is None or found.name == "tesseract 5.3.0"


def test_without_the_command_there_is_none(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    assert tesseract.__wrapped__() is None
