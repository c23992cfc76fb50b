"""A stream that writes nothing while it is given what a file holds already."""

import os
from pathlib import Path

import pytest

from pipeline.compared import Compared
from pipeline.errors import OutputError
from pipeline.write import open_output

BEFORE = b"one\ntwo\nthree\n"


def put(tmp_path: Path, *pieces: bytes) -> tuple[bool, bytes | None]:
    """Whether these pieces are what the file holds, and what is aside."""
    path, aside = tmp_path / "a", tmp_path / "a.part"
    path.write_bytes(BEFORE)
    stream = Compared(str(path), str(aside))
    for piece in pieces:
        stream.write(piece)
    stream.flush()
    is_same = stream.is_same()
    stream.close()
    return is_same, aside.read_bytes() if aside.exists() else None


@pytest.mark.parametrize(
    "pieces",
    [
        pytest.param((BEFORE,), id="at once"),
        pytest.param((b"one\n", b"two\n", b"", b"three\n"), id="in pieces"),
    ],
)
def test_the_same_is_not_written(tmp_path: Path, pieces: tuple[bytes, ...]) -> None:
    assert put(tmp_path, *pieces) == (True, None)


@pytest.mark.parametrize(
    "pieces",
    [
        pytest.param((), id="nothing"),
        pytest.param((b"one\n", b"two\n"), id="less"),
        pytest.param((b"one\n", b"two\n", b"three\n", b"four\n"), id="more"),
        pytest.param((b"one\ntwo\nthree\nfour\n",), id="more at once"),
        pytest.param((b"one\n", b"TWO\n", b"three\n"), id="otherwise in the middle"),
        pytest.param((b"ONE\n", b"two\n", b"three\n"), id="otherwise at the start"),
        pytest.param((b"one\n", b"two\n", b"threE\n"), id="otherwise at the end"),
    ],
)
def test_what_differs_is_aside_whole(tmp_path: Path, pieces: tuple[bytes, ...]) -> None:
    assert put(tmp_path, *pieces) == (False, b"".join(pieces))


def test_the_same_output_keeps_its_file_and_is_dated_anew(tmp_path: Path) -> None:
    path = tmp_path / "out.jsonl"
    for _ in range(2):
        with open_output(str(path), is_resumed=True) as writer:
            writer.add(b"{}")
        inode = path.stat().st_ino
        os.utime(path, (0, 0))
    with open_output(str(path), is_resumed=True) as writer:
        writer.add(b"{}")
    assert (path.stat().st_ino, path.read_bytes()) == (inode, b"{}\n")
    assert path.stat().st_mtime > 0
    assert os.listdir(tmp_path) == ["out.jsonl"]


def died(path: Path) -> None:
    """A run that writes one record and fails."""
    with open_output(str(path), is_resumed=True) as writer:
        writer.add(b"one")
        raise KeyError


def test_a_run_that_dies_leaves_the_file_as_it_was(tmp_path: Path) -> None:
    path = tmp_path / "out.jsonl"
    path.write_bytes(BEFORE)
    with pytest.raises(KeyError):
        died(path)
    assert path.read_bytes() == BEFORE
    assert os.listdir(tmp_path) == ["out.jsonl"]


def disturbed(path: Path, last: bytes) -> None:
    """A run while which another program writes the file."""
    with open_output(str(path), is_resumed=True) as writer:
        writer.add(b"one")
        path.write_bytes(BEFORE.upper())
        os.utime(path, (9, 9))
        writer.add(b"TWO")
        writer.add(last)


@pytest.mark.parametrize("last", [b"THREE", b"FOUR"])
def test_a_file_that_changes_meanwhile_is_told(tmp_path: Path, last: bytes) -> None:
    path = tmp_path / "out.jsonl"
    path.write_bytes(BEFORE)
    with pytest.raises(OutputError, match="another program changed it"):
        disturbed(path, last)
    assert path.read_bytes() == BEFORE.upper()
    assert os.listdir(tmp_path) == ["out.jsonl"]
