"""Which files are shown: those in the folder, with the fingerprint of the record, and no others."""

import io
import os
import zipfile
from hashlib import sha256
from pathlib import Path

import pytest

from pipeline.catalogue.serve.sources import NoPicture, Source, read_source

DATA = b"%PDF-1.4 what was read"


def source(path: str, data: bytes = DATA, *, signed: bool = False) -> Source:
    return Source(path, sha256(data).hexdigest(), "application/pdf", signed)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with a document in it, and the same document outside."""
    inside = tmp_path / "in"
    (inside / "a").mkdir(parents=True)
    (inside / "a" / "plan.pdf").write_bytes(DATA)
    (tmp_path / "plan.pdf").write_bytes(DATA)
    (tmp_path / "inner").mkdir()
    (tmp_path / "inner" / "plan.pdf").write_bytes(DATA)
    return inside


@pytest.mark.parametrize("path", ["a/plan.pdf", "a/../a/plan.pdf", "./a//plan.pdf"])
def test_a_file_in_the_folder_is_read(folder: Path, path: str) -> None:
    assert read_source(str(folder), source(path)) == DATA


def test_a_link_within_the_folder_is_followed(folder: Path) -> None:
    (folder / "link.pdf").symlink_to(folder / "a" / "plan.pdf")
    assert read_source(str(folder), source("link.pdf")) == DATA


@pytest.mark.parametrize(
    "path", ["../plan.pdf", "a/../../plan.pdf", "../inner/plan.pdf", "/etc/passwd", "..", ""]
)
def test_a_file_outside_is_not(folder: Path, path: str) -> None:
    with pytest.raises(NoPicture, match="fuori della cartella"):
        read_source(str(folder), source(path))


def test_nor_one_behind_a_link(folder: Path, tmp_path: Path) -> None:
    (folder / "out.pdf").symlink_to(tmp_path / "plan.pdf")
    (folder / "out").symlink_to(tmp_path)
    for path in ("out.pdf", "out/plan.pdf"):
        with pytest.raises(NoPicture, match="fuori della cartella"):
            read_source(str(folder), source(path))


@pytest.mark.parametrize(
    ("path", "told"),
    [
        ("a/none.pdf", "non è nella cartella"),
        ("a", "non è nella cartella"),
        ("a/\0.pdf", "non è nella cartella"),
        ("a/plan.pdf/page.pdf", "non è nella cartella"),
        ("a/plan.pdf!/page.pdf", "sta dentro un altro file"),
        ("a/none.zip!/page.pdf", "non è nella cartella"),
        ("../plan.pdf!/page.pdf", "fuori della cartella"),
    ],
)
def test_what_is_not_a_file_is_told(folder: Path, path: str, told: str) -> None:
    with pytest.raises(NoPicture, match=told):
        read_source(str(folder), source(path))


def zipped(**members: bytes) -> bytes:
    """A ZIP of these files; `a_pdf` is `a.pdf`."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name.replace("_", "."), data)
    return stream.getvalue()


def test_a_file_in_an_archive_is_read(folder: Path) -> None:
    (folder / "a.zip").write_bytes(zipped(plan_pdf=DATA, b_zip=zipped(plan_pdf=DATA)))
    for path in ("a.zip!/plan.pdf", "a.zip!/b.zip!/plan.pdf"):
        assert read_source(str(folder), source(path)) == DATA
    for path in ("a.zip!/other.pdf", "a.zip!/plan.pdf!/plan.pdf", "a.zip!/../plan.pdf"):
        with pytest.raises(NoPicture, match="sta dentro un altro file"):
            read_source(str(folder), source(path))


def test_an_archive_that_swells_stays_closed(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("pipeline.catalogue.serve.sources.MAX_SOURCE_BYTES", 1000)
    (folder / "a.zip").write_bytes(zipped(plan_pdf=bytes(1001)))
    (folder / "b.pdf").write_bytes(bytes(1001))
    for path in ("a.zip!/plan.pdf", "b.pdf"):
        with pytest.raises(NoPicture, match="troppo grande"):
            read_source(str(folder), source(path))


def test_a_pipe_is_not_waited_for(folder: Path) -> None:
    os.mkfifo(folder / "pipe.pdf")
    with pytest.raises(NoPicture, match="non è nella cartella"):
        read_source(str(folder), source("pipe.pdf"))


def test_a_file_that_has_changed_is_not_shown(folder: Path) -> None:
    with pytest.raises(NoPicture, match="impronta"):
        read_source(str(folder), source("a/plan.pdf", DATA + b"."))


def test_without_a_folder_the_remedy_is_told(folder: Path) -> None:
    with pytest.raises(NoPicture, match="--sources"):
        read_source(None, source("a/plan.pdf"))
    with pytest.raises(NoPicture, match="busta firmata"):
        read_source(str(folder), source("a/plan.pdf", signed=True))
