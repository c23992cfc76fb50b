"""Calls that cannot be carried out, and runs that die: exit code, remedy, the old output intact."""

import json
import os
import re
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from pipeline.write import Writer
from tests.cli.calls import PLAN, call, folder_of, written
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


def assert_untouched(output: Path, is_resumable: bool = False) -> None:
    """The earlier output is there as it was, and nothing beside it but what can be gone on from."""
    beside = [f"{output.name}.resume"] if is_resumable else []
    assert sorted(path.name for path in output.parent.iterdir()) == [output.name, *beside]
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
    folder = folder_of(tmp_path / "empty", foto_gif="")
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


def test_interrupt_at_once_exits_130_and_leaves_the_old_output(
    acts: Path, output: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    die_at_second_record(monkeypatch, KeyboardInterrupt())
    result = call(acts, "-o", output)
    assert result.exit_code == 130
    assert "Interrupted; nothing was written." in result.stderr
    assert_untouched(output, is_resumable=True)


@pytest.mark.parametrize("jobs", ["1", "2"])
@pytest.mark.parametrize(("number", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)])
def test_a_signal_finishes_what_is_in_hand_and_writes_it(
    tmp_path: Path, output: Path, jobs: str, number: int, code: int
) -> None:
    programme = (SAMPLES / "programma_7522_2024" / "source.pdf").read_bytes()
    folder = folder_of(tmp_path / "many", **{f"{n:02}_pdf": programme for n in range(8)})
    arguments = [str(folder), "-o", str(output), "--verbose", "--jobs", jobs]
    with subprocess.Popen(
        [*COMMAND, *arguments], stderr=subprocess.PIPE, text=True, start_new_session=True
    ) as run:
        assert run.stderr is not None
        assert run.stderr.readline().startswith("00.pdf: ")
        os.killpg(run.pid, number)
        try:
            rest = run.communicate(timeout=LIMIT_SECONDS)[1]
        finally:
            run.kill()
    read = [record["source"]["path"] for record in json.loads(output.read_bytes())["documents"]]
    assert run.returncode == code
    assert f"Interrupted: {len(read)} of 8 files were read, and are in {output}" in rest
    assert read == [f"{n:02}.pdf" for n in range(len(read))]
    assert 0 < len(read) < 8
    again = subprocess.run(
        [*COMMAND, *arguments, "--resume"], capture_output=True, text=True, check=True
    )
    assert re.search(rf"^kept +{len(read)} ", again.stderr, re.MULTILINE)
    assert output.read_bytes() == written(folder)


_HANGING = """
import ctypes, pipeline.batch, pipeline.cli
def hang(data, name, options):
    import os
    os.write(2, b"hanging\\n")
    ctypes.PyDLL(None).pause()
pipeline.batch.run = hang
pipeline.cli.main()
"""
"""The command, with a reader that never comes back from C."""


def test_a_second_signal_ends_the_run_at_once(acts: Path, output: Path) -> None:
    command = [sys.executable, "-c", _HANGING, str(acts), "-o", str(output)]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True) as run:
        assert run.stderr is not None
        assert run.stderr.readline() == "hanging\n"
        run.send_signal(signal.SIGTERM)
        time.sleep(0.3)
        assert run.poll() is None
        run.send_signal(signal.SIGTERM)
        rest = run.communicate(timeout=LIMIT_SECONDS)[1]
    assert run.returncode == 143
    assert "Interrupted; nothing was written." in rest
    assert_untouched(output)


def test_a_reader_that_hangs_costs_its_file(acts: Path, output: Path) -> None:
    command = [sys.executable, "-c", _HANGING, str(acts), "-o", str(output), "--timeout", "0.3"]
    run = subprocess.run(command, capture_output=True, text=True, check=False)
    assert run.returncode == 0
    errors = [record["error"] for record in json.loads(output.read_bytes())["documents"]]
    assert [error["code"] for error in errors] == ["timeout", "timeout"]
    assert errors[0]["message"] == "reading it took longer than 0.3 s and was stopped"
    assert errors[0]["remedy"].startswith("Raise --timeout")


def test_the_command_itself_has_one_thread_and_no_pdfium(output: Path) -> None:
    program = (
        "import os, sys\n"
        "from pipeline.cli import extract\n"
        "extract(sys.argv[1:], standalone_mode=False)\n"
        "from pipeline.read.pdfium import library\n"
        "print(library.cache_info().currsize, 'spacy' in sys.modules, "
        "len(os.listdir('/proc/self/task')))\n"
    )
    plan = SAMPLES / "piano_cidis_2022" / "source.pdf"
    command = [sys.executable, "-c", program, str(plan), "-o", str(output), "--quiet"]
    run = subprocess.run(command, capture_output=True, text=True, check=True)
    assert run.stdout == "0 False 1\n"
    assert json.loads(output.read_bytes())["documents"][0]["status"] == "ok"


def test_bug_leaves_the_old_output(
    acts: Path, output: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    die_at_second_record(monkeypatch, ZeroDivisionError("a bug"))
    with pytest.raises(ZeroDivisionError):
        call(acts, "-o", output)
    assert_untouched(output, is_resumable=True)


def test_new_output_takes_the_place_of_the_old(acts: Path, output: Path) -> None:
    assert call(acts, "-o", output).exit_code == 0
    assert [path.name for path in output.parent.iterdir()] == ["out.json"]
    assert output.read_bytes().startswith(b'{\n "schema_version"')
