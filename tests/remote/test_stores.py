"""URLs: which files they name, how they are read, and what is told when they cannot be."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from fsspec.implementations.memory import MemoryFile, MemoryFileSystem

from pipeline.batch import find_files, process
from pipeline.errors import DocumentError, OutputError, UsageError
from pipeline.load import content_of
from pipeline.options import Options
from pipeline.remote import fetch, is_remote, legible_url, located
from pipeline.remote.put import Folder, check_folder, opened_beside
from pipeline.remote.stores import refusal, store
from tests.cli.calls import PLAN, call, folder_of


@pytest.fixture
def memory(monkeypatch: pytest.MonkeyPatch) -> Iterator[MemoryFileSystem]:
    """A store in the memory of this process, whose failures are told at once."""
    monkeypatch.setattr(fetch, "_PAUSE_SECONDS", 0)
    files = MemoryFileSystem()
    yield files
    files.store.clear()
    files.pseudo_dirs[:] = [""]


def names(*urls: str) -> dict[str, str]:
    """The files below URLs: path in the output, and where it is."""
    return {job.name: job.file for job in find_files(urls).jobs}


def test_files_have_the_names_that_they_have_on_a_disk(
    memory: MemoryFileSystem, tmp_path: Path
) -> None:
    files = ("a.txt", "deep/er/b.PDF", "deep/c d.md", "è.txt", ".hidden.txt", ".git/d.txt")
    for name in (*files, "~$open.docx", "photo.gif", "deep/e%20f.txt", "deep/g#1.txt"):
        memory.pipe_file(f"/acts/{name}", b"x")
        path = tmp_path / "acts" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(b"x")
    remote, local = find_files(["memory://acts"]), find_files([str(tmp_path / "acts")])
    assert [job.name for job in remote.jobs] == [job.name for job in local.jobs]
    assert len(remote.jobs) == 6
    assert remote.skipped == local.skipped == {".gif": 1}
    assert all(content_of(job.file) for job in remote.jobs)


def test_several_inputs_are_named_from_what_holds_them_all(memory: MemoryFileSystem) -> None:
    for name in ("x/a.txt", "x/y/b.txt", "z.odd"):
        memory.pipe_file(f"/acts/{name}", b"x")
    assert names("memory://acts/x/y", "memory://acts/z.odd") == {
        "x/y/b.txt": "memory://acts/x/y/b.txt",
        "z.odd": "memory://acts/z.odd",
    }
    assert list(names("memory://acts/x/", "memory://acts/x/a.txt")) == ["a.txt", "y/b.txt"]


def test_a_file_url_is_a_path(tmp_path: Path) -> None:
    acts = folder_of(tmp_path / "a b", x_txt=PLAN)
    (job,) = find_files([f"file://{tmp_path}/a%20b"]).jobs
    assert job.file == str(acts / "x.txt")
    assert call(f"file://{acts}", "-o", f"file://{tmp_path}/out.jsonl").exit_code == 0
    assert (tmp_path / "out.jsonl").read_bytes().count(b"\n") == 1


@pytest.mark.parametrize("path", ["acts/a.txt", "c:/acts", "://x", "/s3:/x", "a b://c", ""])
def test_paths_are_no_urls(path: str) -> None:
    assert not is_remote(path)
    assert located(path) == path


@pytest.mark.parametrize(
    ("inputs", "told"),
    [
        (["memory://nowhere"], "memory://nowhere is not there. Check the bucket"),
        (["memory://acts", "."], "of this machine and of a store"),
        (["memory://acts", "https://example.org/a.pdf"], "different stores"),
        (["simplecache::memory://acts"], "URLs in URLs"),
        (["file://elsewhere/acts"], "on another machine"),
        (["foo://acts"], "foo://acts cannot be understood"),
        (["abfs://acts/x"], "pip install adlfs"),
        (["memory://empty"], "nothing to read in memory://empty"),
    ],
)
def test_inputs_that_cannot_be_listed(
    memory: MemoryFileSystem, inputs: list[str], told: str
) -> None:
    memory.pipe_file("/acts/a.txt", b"x")
    memory.pipe_file("/empty/a.gif", b"x")
    with pytest.raises(UsageError, match=told):
        find_files(inputs)


def test_a_store_whose_library_is_absent_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "fsspec.core", None)
    with pytest.raises(UsageError, match=r"s3:// needs fsspec: pip install 'attidati\[remote\]'"):
        store("s3://acts/a.txt")
    with pytest.raises(DocumentError) as told:
        fetch.fetch("s3://acts/a.txt")
    assert told.value.code == "missing_extra"


def test_a_file_that_is_gone_or_too_large_is_a_record(
    memory: MemoryFileSystem, monkeypatch: pytest.MonkeyPatch
) -> None:
    memory.pipe_file("/acts/a.txt", PLAN.encode())
    (job,) = find_files(["memory://acts"]).jobs
    assert process(job, Options()).interventi == 2
    monkeypatch.setattr(fetch, "MAX_FILE_BYTES", 10)
    failure = process(job, Options()).failure
    assert failure
    assert "the limit is 10" in failure[0]
    memory.rm("/acts/a.txt")
    outcome = process(job, Options())
    assert outcome.failure
    assert outcome.failure[0] == "memory://acts/a.txt is not there"
    assert not outcome.sha256  # another time it may be there


def test_what_fails_for_a_moment_is_tried_again(
    memory: MemoryFileSystem, monkeypatch: pytest.MonkeyPatch
) -> None:
    memory.pipe_file("/acts/a.txt", PLAN.encode())
    opened, tries = MemoryFileSystem.open, []

    def failing(*given: object, **options: object) -> object:
        tries.append(given)
        if len(tries) % 3:
            raise ConnectionResetError("reset by peer")
        return opened(*given, **options)

    monkeypatch.setattr(MemoryFileSystem, "open", failing)
    assert fetch.fetch("memory://acts/a.txt") == PLAN.encode()
    monkeypatch.setattr(fetch, "_TRIES", 2)
    with pytest.raises(DocumentError, match="cannot be reached: reset by peer"):
        fetch.fetch("memory://acts/a.txt")


@pytest.mark.parametrize(
    ("status", "settled"), [(404, True), (403, True), (503, False), (429, False), (0, False)]
)
def test_servers_that_are_busy_are_asked_again(status: int, settled: bool) -> None:
    error = FileNotFoundError("https://example.org/a.pdf")
    error.__cause__ = Exception("what aiohttp raises")
    vars(error.__cause__)["status"] = status
    assert fetch._is_settled(error, "https://example.org/a.pdf") == settled  # noqa: SLF001


def test_a_file_that_ends_early_is_not_taken_for_whole(
    memory: MemoryFileSystem, monkeypatch: pytest.MonkeyPatch
) -> None:
    memory.pipe_file("/acts/a.txt", PLAN.encode())
    monkeypatch.setattr(MemoryFile, "size", 2 * len(PLAN))
    with pytest.raises(DocumentError, match="bytes came"):
        fetch.fetch("memory://acts/a.txt")


@pytest.mark.parametrize(
    ("url", "shown"),
    [
        ("https://u:secret@example.org/a.pdf?sig=secret#x", "https://example.org/a.pdf"),
        ("s3://acts/what?.pdf", "s3://acts/what?.pdf"),
        ("sftp://u:secret@host/a", "sftp://host/a"),
        ("abfs://box@account.dfs.core.windows.net/a", "abfs://box@account.dfs.core.windows.net/a"),
    ],
)
def test_secrets_are_not_shown(url: str, shown: str) -> None:
    assert legible_url(url) == shown
    assert "secret" not in " ".join(refusal(PermissionError(), url))


class NoCredentialsError(Exception):
    """By name, what botocore raises."""


@pytest.mark.parametrize(
    ("error", "url", "told"),
    [
        (NoCredentialsError(), "s3://a/b", "AWS_PROFILE"),
        (NoCredentialsError(), "abfs://a/b", "AZURE_STORAGE_ACCOUNT_NAME"),
        (PermissionError(), "s3://a/b", "the store refuses access"),
        (FileNotFoundError(), "s3://a/b", "Check the bucket"),
        (TimeoutError(), "s3://a/b", "cannot be reached: TimeoutError"),
    ],
)
def test_what_a_store_says_is_told_with_a_remedy(error: Exception, url: str, told: str) -> None:
    assert told in ". ".join(refusal(error, url))


@pytest.mark.parametrize("place", ["memory://out/deep", "disk"])
def test_a_file_is_there_whole_or_not_at_all(
    memory: MemoryFileSystem, tmp_path: Path, place: str
) -> None:
    place = place if is_remote(place) else str(tmp_path / place)
    folder = Folder(place)
    folder.make()
    folder.write("_made/a.json", b"1")
    folder.write("a.json", b"first")
    with opened_beside(place, "a.json") as stream:
        stream.write(b"half, and never sent")
    assert folder.names() == {"_made/a.json", "a.json"}
    assert (folder.load("a.json"), folder.size("a.json")) == (b"first", 5)
    assert (folder.load("b.json"), folder.size("b.json")) == (None, None)
    folder.remove(["a.json", "b.json"])
    assert folder.names() == {"_made/a.json"}
    assert memory.exists("/out/deep/_made/a.json") == is_remote(place)


@pytest.mark.parametrize(
    ("place", "told"),
    [("https://example.org/out", "the web takes no files"), ("abfs://a/b", "pip install adlfs")],
)
def test_places_that_take_no_files(place: str, told: str) -> None:
    with pytest.raises(OutputError, match=told):
        check_folder(place)


def test_a_disk_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(OutputError, match="Check the folder, its rights"):
        check_folder(str(tmp_path / "file" / "out"))
