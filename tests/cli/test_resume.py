"""`--resume`: nothing is read twice, lost or doubled, and the bytes are those of one run."""

import fcntl
import os
import random
import re
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from pipeline import resume, supervise
from pipeline.batch import process
from pipeline.options import Options
from pipeline.outcome import Job, Outcome
from tests.cli.calls import PLAN, call, folder_of, written
from tests.places import SAMPLES
from tests.schemas.test_taxonomy import AREA, ENTRY, FIELD, HEAD

COMMAND = (sys.executable, "-c", "from pipeline.cli import main; main()")
KILLS = 4
FILES = 10


@pytest.fixture
def acts(tmp_path: Path) -> Path:
    """A folder of ten plans and three files that cannot be read."""
    plans = {f"{n}_txt": PLAN.replace("2022", f"{2000 + n}") for n in range(FILES)}
    folder_of(tmp_path / "acts" / "deep", **plans)
    bad = {"bad_txt": b"", "half_pdf": b"%PDF-1.4\n1 0 obj", "zero_txt": b"\0"}
    return folder_of(tmp_path / "acts", **bad)


@pytest.fixture
def output(tmp_path: Path) -> Path:
    """Where to write, in a folder of its own."""
    return folder_of(tmp_path / "results") / "out.json"


@pytest.fixture
def read(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The names of the files that are read, as they are."""
    names: list[str] = []

    def noted(job: Job, options: Options, folder: str | None, is_indented: bool) -> Outcome:
        names.append(job.name)
        return process(job, options, folder, is_indented)

    monkeypatch.setattr(supervise, "process", noted)
    return names


def resumed(acts: Path, output: Path, *options: str) -> bytes:
    """What a call with `--resume` that ends well writes."""
    result = call(acts, "-o", output, "--resume", *options)
    assert result.exit_code == 0, result.stderr
    return output.read_bytes()


def journal(output: Path) -> Path:
    """What an output is gone on from."""
    return output.with_name(output.name + ".resume")


def test_a_second_run_reads_nothing_and_writes_the_same(
    acts: Path, output: Path, read: list[str]
) -> None:
    first = resumed(acts, output)
    assert len(read) == FILES + 3
    read.clear()
    output.unlink()
    assert resumed(acts, output) == first == written(acts)


def test_what_was_not_read_again_is_told(acts: Path, output: Path, read: list[str]) -> None:
    resumed(acts, output)
    read.clear()
    told = call(acts, "-o", output, "--resume").stderr
    assert re.search(rf"^kept +{FILES + 3} ", told, re.MULTILINE)
    assert re.search(rf"^documents +{FILES + 3} +3 failed$", told, re.MULTILINE)
    assert read == []


def test_changed_added_moved_and_removed_files_cost_only_themselves(
    acts: Path, output: Path, read: list[str]
) -> None:
    resumed(acts, output)
    read.clear()
    folder_of(acts, new_txt=PLAN)
    folder_of(acts / "deep", **{"1_txt": PLAN.replace("TRENTO", "ROVERETO")})
    (acts / "deep" / "2.txt").unlink()
    (acts / "deep" / "3.txt").rename(acts / "3.txt")
    found = resumed(acts, output)
    assert read == ["3.txt", "deep/1.txt", "new.txt"]
    assert found == written(acts)


def test_a_changed_file_of_the_same_size_and_date_is_read(
    acts: Path, output: Path, read: list[str]
) -> None:
    resumed(acts, output)
    read.clear()
    file = acts / "deep" / "1.txt"
    before = file.stat()
    file.write_text(file.read_text(encoding="utf-8").replace("2001", "2099"), encoding="utf-8")
    os.utime(file, ns=(before.st_atime_ns, before.st_mtime_ns))
    assert file.stat().st_size == before.st_size
    assert b"2099" in resumed(acts, output)
    assert read == ["deep/1.txt"]


def test_the_same_content_under_two_names_is_two_records(acts: Path, output: Path) -> None:
    folder_of(acts, same_txt=PLAN, copy_txt=PLAN)
    first = resumed(acts, output)
    assert resumed(acts, output) == first == written(acts)
    assert first.count(b'"path": "same.txt"') == first.count(b'"path": "copy.txt"') == 1


@pytest.mark.parametrize("option", ["--no-evidence", "--repairs=full", "--no-repair=MOJ"])
def test_other_options_read_all_again_and_spoil_nothing(
    acts: Path, output: Path, read: list[str], option: str
) -> None:
    first = resumed(acts, output)
    read.clear()
    assert resumed(acts, output, option) == written(acts, options=(option,))
    assert read.count("deep/1.txt") == 2
    assert resumed(acts, output) == first


def test_another_version_reads_all_again(
    acts: Path, output: Path, read: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    resumed(acts, output)
    read.clear()
    monkeypatch.setattr(resume, "GENERATOR", "attidati 99")
    resumed(acts, output)
    assert len(read) == FILES + 3


def test_another_version_of_a_library_reads_all_again(
    acts: Path, output: Path, read: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    resumed(acts, output)
    read.clear()
    listed = os.listdir

    def updated(path: str) -> list[str]:
        return [name.replace("pypdfium2-", "pypdfium2-9") for name in listed(path)]

    monkeypatch.setattr(os, "listdir", updated)
    resumed(acts, output)
    assert len(read) == FILES + 3


def test_another_row_of_a_taxonomy_reads_all_again(
    acts: Path, output: Path, read: list[str], tmp_path: Path
) -> None:
    own = folder_of(tmp_path / "own", **{"4_csv": HEAD + AREA + FIELD + ENTRY})
    option = f"--taxonomy={own}"
    resumed(acts, output, option)
    read.clear()
    resumed(acts, output, option)
    assert read == []
    folder_of(own, **{"4_csv": HEAD + AREA + FIELD + ENTRY.replace("giovani", "nuove")})
    resumed(acts, output, option)
    assert len(read) == FILES + 3


def test_one_worker_goes_on_from_many_and_many_from_one(acts: Path, output: Path) -> None:
    first = resumed(acts, output, "--jobs", "3", "--timeout", "60")
    assert resumed(acts, output) == first
    (acts / "deep" / "1.txt").unlink()
    assert resumed(acts, output, "--jobs", "2") == written(acts)


def test_without_resume_nothing_stays_beside_the_output(
    acts: Path, output: Path, read: list[str]
) -> None:
    assert call(acts, "-o", output).exit_code == 0
    assert list(output.parent.iterdir()) == [output]
    resumed(acts, output)
    assert journal(output).exists()
    read.clear()
    assert call(acts, "-o", output).exit_code == 0
    assert len(read) == FILES + 3
    assert list(output.parent.iterdir()) == [output]


@pytest.mark.parametrize("arguments", [("-o", "-"), ("--check",)], ids=["stdout", "check"])
def test_resume_wants_a_file_beside_which_to_keep(acts: Path, arguments: tuple[str, ...]) -> None:
    result = call(acts, "--resume", *arguments)
    assert result.exit_code == 2
    assert "Name one with -o." in result.stderr


def test_check_and_resume_tell_the_same_twice(
    acts: Path, output: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(acts)
    first, second = (call(acts, "-o", output, "--check", "--resume") for _ in range(2))
    assert first.stdout == second.stdout != ""
    assert first.exit_code == second.exit_code == 1


def _cut(data: bytes) -> bytes:
    return data[: random.Random(1).randrange(len(data))]


def _turned(data: bytes) -> bytes:
    at = random.Random(2).sample(range(len(data)), 20)
    return bytes(byte ^ 1 if n in at else byte for n, byte in enumerate(data))


@pytest.mark.parametrize(
    "harm",
    [
        _cut,
        _turned,
        lambda data: data[:-1],
        lambda data: data + data[:30],
        lambda data: data[1:],
        lambda _: b"not a journal at all" * 1000,
        lambda _: b"",
    ],
    ids=["cut", "bits turned", "last byte", "torn frame", "first byte", "other", "empty"],
)
def test_a_damaged_journal_costs_time_only(
    acts: Path, output: Path, harm: Callable[[bytes], bytes]
) -> None:
    first = resumed(acts, output)
    journal(output).write_bytes(harm(journal(output).read_bytes()))
    assert resumed(acts, output) == first
    assert resumed(acts, output) == first


def test_the_journal_does_not_grow_for_ever(acts: Path, output: Path) -> None:
    resumed(acts, output)
    size = journal(output).stat().st_size
    for year in range(1900, 1906):
        for file in (acts / "deep").iterdir():
            file.write_text(PLAN.replace("2022", f"{year}"), encoding="utf-8")
        resumed(acts, output)
        assert journal(output).stat().st_size < 2.5 * size
    assert resumed(acts, output) == written(acts)


def test_two_runs_to_one_output_are_refused(acts: Path, output: Path) -> None:
    with journal(output).open("wb") as other:
        fcntl.flock(other, fcntl.LOCK_EX)
        result = call(acts, "-o", output)
    assert result.exit_code == 2
    assert "another run is writing" in result.stderr
    assert not output.exists()


def test_what_hangs_is_kept_for_its_limit_only(
    acts: Path, output: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def hang(job: Job, options: Options, folder: str | None, is_indented: bool) -> Outcome:
        if job.name == "deep/1.txt":
            time.sleep(100)
        return process(job, options, folder, is_indented)

    monkeypatch.setattr(supervise, "process", hang)
    first = resumed(acts, output, "--timeout", "1")
    assert first.count(b'"code": "timeout"') == 1
    began = time.monotonic()
    assert resumed(acts, output, "--timeout", "1") == first
    assert time.monotonic() - began < 1
    monkeypatch.setattr(supervise, "process", process)
    assert resumed(acts, output, "--timeout", "50") == written(acts)


def test_what_kills_its_worker_is_tried_in_every_run(
    acts: Path, output: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def die(job: Job, options: Options, folder: str | None, is_indented: bool) -> Outcome:
        if job.name == "deep/1.txt":
            os.kill(os.getpid(), signal.SIGSEGV)
        return process(job, options, folder, is_indented)

    monkeypatch.setattr(supervise, "process", die)
    first = resumed(acts, output, "--timeout", "60")
    assert first.count(b'"code": "crashed"') == 1
    monkeypatch.setattr(supervise, "process", process)
    assert resumed(acts, output, "--timeout", "60") == written(acts)


def test_pictures_are_drawn_in_every_run(tmp_path: Path, output: Path) -> None:
    form = SAMPLES / "modulo_piano_2018" / "source.pdf"
    first = resumed(form, output, "--debug-pages", str(tmp_path / "one"))
    assert resumed(form, output, "--debug-pages", str(tmp_path / "two")) == first
    assert [len(list((tmp_path / x).rglob("*.png"))) > 0 for x in ("one", "two")] == [True, True]


_FULL = """
import resource
resource.setrlimit(resource.RLIMIT_FSIZE, (20_000, 20_000))
from pipeline.cli import main
main()
"""
"""The command, on a disk that has room for a few records."""


def test_a_full_disk_stops_the_run_and_loses_nothing(acts: Path, output: Path) -> None:
    output.write_bytes(b"old")
    command = [sys.executable, "-c", _FULL, str(acts), "-o", str(output)]
    run = subprocess.run(command, capture_output=True, text=True, check=False)
    assert run.returncode == 3
    assert "File too large. Nothing was changed" in run.stderr
    assert "With --resume, that goes on" in run.stderr
    assert output.read_bytes() == b"old"
    assert sorted(output.parent.iterdir()) == [output, journal(output)]
    again = call(acts, "-o", output, "--resume")
    assert re.search(r"^kept +[1-9]", again.stderr, re.MULTILINE)
    assert output.read_bytes() == written(acts)


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_a_run_that_is_killed_again_and_again_ends_with_the_same_bytes(
    tmp_path: Path, output: Path, jobs: str
) -> None:
    plan = (SAMPLES / "piano_cidis_2022" / "source.pdf").read_bytes()
    copies = {f"{n:02}_pdf": plan + b"\n%% %d\n" % n for n in range(40)}
    folder = folder_of(tmp_path / "many", **copies)
    arguments = [str(folder), "-o", str(output), "--quiet", "--jobs", jobs, "--resume"]
    moments = random.Random(int(jobs))
    sizes = []
    for _ in range(KILLS):
        with subprocess.Popen([*COMMAND, *arguments]) as run:
            time.sleep(moments.uniform(0.2, 0.8))
            run.kill()
        sizes.append(journal(output).stat().st_size if journal(output).exists() else 0)
    assert sizes == sorted(sizes)
    subprocess.run([*COMMAND, *arguments], check=True)
    assert output.read_bytes() == written(folder)
    assert sorted(output.parent.iterdir()) == [output, journal(output)]


def test_a_worker_that_is_killed_loses_nothing(tmp_path: Path, output: Path) -> None:
    plan = (SAMPLES / "piano_cidis_2022" / "source.pdf").read_bytes()
    folder = folder_of(tmp_path / "many", **{f"{n:02}_pdf": plan for n in range(40)})
    arguments = [str(folder), "-o", str(output), "--quiet", "--jobs", "2"]
    killed = 0
    with subprocess.Popen([*COMMAND, *arguments]) as run:
        while run.poll() is None and killed < KILLS:
            time.sleep(0.15)
            children = Path(f"/proc/{run.pid}/task/{run.pid}/children").read_text(encoding="ascii")
            for pid in children.split()[:1]:
                os.kill(int(pid), signal.SIGKILL)
                killed += 1
    assert (run.returncode, killed > 0) == (0, True)
    assert output.read_bytes() == written(folder)


def test_an_output_that_somebody_changed_is_as_it_should_be_again(acts: Path, output: Path) -> None:
    first = resumed(acts, output)
    for changed in (first[:-9], first + b"more", first.replace(b"2005", b"2006"), b""):
        output.write_bytes(changed)
        assert resumed(acts, output) == first


def test_an_unchanged_archive_writes_nothing(acts: Path, output: Path) -> None:
    resumed(acts, output)
    before = output.stat().st_ino
    resumed(acts, output)
    assert output.stat().st_ino == before
