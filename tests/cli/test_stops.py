"""Calls that cannot be carried out, and runs that die: exit code, remedy, the old output intact."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from pipeline.write import Writer
from tests.cli.calls import PLAN, call, folder_of
from tests.places import SAMPLES

COMMAND = (sys.executable, "-c", "from pipeline.cli import extract; extract()")
LIMIT_SECONDS = 60
OLD = b"what was there before\n"


@pytest.fixture
def acts(tmp_path: Path) -> Path:
    """A folder of two plans."""
    return folder_of(tmp_path / "acts", a_txt=PLAN, b_txt=PLAN)


@pytest.fixture
def output(tmp_path: Path) -> Path:
    """An output of an earlier run, in a folder of its own."""
    folder = folder_of(tmp_path / "results", out_json=OLD)
    return folder / "out.json"


def assert_untouched(output: Path) -> None:
    """The earlier output is there as it was, and nothing beside it."""
    assert [path.name for path in output.parent.iterdir()] == [output.name]
    assert output.read_bytes() == OLD


def die_at_second_record(monkeypatch: pytest.MonkeyPatch, error: BaseException) -> None:
    """Writing stops when a part of the output has reached the disk."""
    add, bodies = Writer.add, []

    def stop(writer: Writer, body: bytes) -> None:
        bodies.append(body)
        if len(bodies) == 2:
            raise error
        add(writer, body)

    monkeypatch.setattr(Writer, "add", stop)


@pytest.mark.parametrize("name", ["out.csv", "out", "out.json.bak", "OUT/", ""])
def test_other_output_endings_are_refused(acts: Path, tmp_path: Path, name: str) -> None:
    output = str(tmp_path / name) if name else ""
    before = sorted(tmp_path.rglob("*"))
    result = call(acts, "-o", output)
    assert result.exit_code == 2
    assert "must end in .json or .jsonl, or be `-`" in result.stderr
    assert sorted(tmp_path.rglob("*")) == before


@pytest.mark.parametrize("arguments", [("-o", "out.json"), ("acts",), ()])
def test_inputs_and_output_are_required(arguments: tuple[str, ...]) -> None:
    result = call(*arguments)
    assert result.exit_code == 2
    assert "extract --help" in result.stderr


@pytest.mark.parametrize("name", ["nowhere", "a.txt/nowhere.txt", "dangling.txt"])
def test_missing_path_is_named_and_nothing_is_written(acts: Path, output: Path, name: str) -> None:
    (acts / "dangling.txt").symlink_to("nowhere.txt")
    result = call(acts / "b.txt", acts / name, "-o", output)
    assert result.exit_code == 2
    assert f"{acts / name} is not there. Check the path." in result.stderr
    assert_untouched(output)


def test_folder_with_nothing_to_read_is_refused(tmp_path: Path, output: Path) -> None:
    folder = folder_of(tmp_path / "empty", foto_jpg="")
    (folder / ".hidden.txt").touch()
    result = call(folder, "-o", output)
    assert result.exit_code == 2
    assert f"nothing to read in {folder}" in result.stderr
    assert "no file ends in .pdf, .txt, .md" in result.stderr
    assert_untouched(output)


def test_output_in_a_missing_folder_exits_3(acts: Path, tmp_path: Path) -> None:
    output = tmp_path / "nowhere" / "out.json"
    result = call(acts, "-o", output)
    assert result.exit_code == 3
    assert f"{output} cannot be written: No such file or directory." in result.stderr
    assert "check the folder" in result.stderr
    assert not output.parent.exists()


def test_output_that_is_a_folder_exits_3_and_leaves_no_part(acts: Path, tmp_path: Path) -> None:
    output = folder_of(tmp_path / "results" / "out.json", kept_txt=OLD)
    result = call(acts, "-o", output)
    assert result.exit_code == 3
    assert f"{output} cannot be written" in result.stderr
    assert [path.name for path in output.parent.iterdir()] == ["out.json"]
    assert_untouched(output / "kept.txt")


_LIMITED = """
import resource
resource.setrlimit(resource.RLIMIT_FSIZE, (100, 100))
from pipeline.cli import main
main()
"""
"""The command, on a system that refuses to write more than 100 bytes to a file."""


def test_full_disk_exits_3_and_leaves_the_old_output(acts: Path, output: Path) -> None:
    command = [sys.executable, "-c", _LIMITED, str(acts), "-o", str(output)]
    result = subprocess.run(command, capture_output=True, text=True, check=False)
    assert result.returncode == 3
    assert "File too large. Nothing was changed" in result.stderr
    assert_untouched(output)


def test_interrupt_exits_130_and_leaves_the_old_output(
    acts: Path, output: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    die_at_second_record(monkeypatch, KeyboardInterrupt())
    result = call(acts, "-o", output)
    assert result.exit_code == 130
    assert "Interrupted; nothing was written." in result.stderr
    assert_untouched(output)


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_interrupt_from_the_keyboard_exits_130_and_leaves_the_old_output(
    tmp_path: Path, output: Path, jobs: str
) -> None:
    programme = (SAMPLES / "programma_7522_2024" / "source.pdf").read_bytes()
    folder = folder_of(tmp_path / "many", **{f"{n:02}_pdf": programme for n in range(8)})
    with subprocess.Popen(
        [*COMMAND, folder, "-o", output, "--verbose", "--jobs", jobs],
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    ) as run:
        assert run.stderr is not None
        assert run.stderr.readline().startswith("00.pdf: ")
        os.killpg(run.pid, signal.SIGINT)
        try:
            rest = run.communicate(timeout=LIMIT_SECONDS)[1]
        finally:
            run.kill()
    assert run.returncode == 130
    assert "Interrupted; nothing was written." in rest
    assert "07.pdf: " not in rest
    assert_untouched(output)


def test_bug_leaves_the_old_output(
    acts: Path, output: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    die_at_second_record(monkeypatch, ZeroDivisionError("a bug"))
    with pytest.raises(ZeroDivisionError):
        call(acts, "-o", output)
    assert_untouched(output)


def test_new_output_takes_the_place_of_the_old(acts: Path, output: Path) -> None:
    assert call(acts, "-o", output).exit_code == 0
    assert [path.name for path in output.parent.iterdir()] == ["out.json"]
    assert output.read_bytes().startswith(b'{\n "schema_version"')
