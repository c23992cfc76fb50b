"""Worker processes: a job that hangs, grows or dies costs itself only, and no process is left."""

import ctypes
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterable
from contextlib import closing
from pathlib import Path

import pytest

from pipeline import worker, workers
from pipeline.errors import UsageError
from pipeline.pace import sign
from pipeline.worker import Work, resident_bytes, waited_seconds
from pipeline.workers import Alone, Limits, Lost, Workers

LIMIT_SECONDS = 20
MIB = 1 << 20
NO_LIMITS = Limits()


def told(number: int) -> bytes:
    """A result that says which job it is of."""
    return b"%d" % number


def results(
    work: Work, numbers: Iterable[int], count: int = 2, limits: Limits = NO_LIMITS
) -> dict[int, bytes | Lost]:
    """What became of each job, all handed over as soon as there is room."""
    found: dict[int, bytes | Lost] = {}
    waiting = list(numbers)
    with closing(Workers(work, count, limits)) as crew:
        while waiting or not crew.is_idle:
            while waiting and crew.has_room:
                crew.take(waiting.pop(0))
            for number, result in crew.wait(None):
                assert number not in found
                found[number] = result
    return found


def above_this(size_bytes: int) -> Limits:
    """A limit of memory above what this process holds: its children begin with that."""
    return Limits(memory_bytes=resident_bytes(os.getpid()) + size_bytes)


def gone(pid: int) -> bool:
    """Whether a process ends within the limit."""
    end = time.monotonic() + LIMIT_SECONDS
    while time.monotonic() < end:
        try:
            state = Path(f"/proc/{pid}/stat").read_text(encoding="ascii").rpartition(")")[2].split()
        except (FileNotFoundError, ProcessLookupError):
            return True
        if state[0] == "Z":
            return True
        time.sleep(0.01)
    return False


def hang(number: int) -> bytes:
    """Job 3 never comes back from C, and holds the interpreter's lock there."""
    if number == 3:
        ctypes.PyDLL(None).pause()
    return told(number)


def grow(number: int) -> bytes:
    """Job 3 takes memory without end."""
    kept = []
    while number == 3:
        kept.append(bytearray(b"x" * MIB))
    return told(number)


def die(number: int) -> bytes:
    """Every fourth job ends its process, half of these without a signal."""
    if number % 8 == 0:
        os._exit(3)
    if number % 4 == 0:
        os.kill(os.getpid(), signal.SIGSEGV)
    return told(number)


def children() -> list[int]:
    """The processes that this one has started."""
    told = Path(f"/proc/self/task/{os.getpid()}/children").read_text(encoding="ascii")
    return [int(pid) for pid in told.split()]


def interrupt(number: int) -> bytes:
    """Signals for the whole group arrive while a job is done."""
    for each in (signal.SIGINT, signal.SIGTERM):
        os.kill(os.getpid(), each)
    return told(number)


@pytest.mark.parametrize("count", [1, 3])
def test_every_job_is_done_once(count: int) -> None:
    assert results(told, range(300), count) == {n: told(n) for n in range(300)}


def test_a_process_alone_does_every_job() -> None:
    crew = Alone(told)
    assert (crew.has_room, crew.is_idle) == (True, True)
    crew.take(7)
    assert (crew.has_room, crew.is_idle) == (False, False)
    assert list(crew.wait(None)) == [(7, b"7")]
    assert list(crew.wait(0)) == []


def test_a_result_may_be_larger_than_a_pipe() -> None:
    found = results(lambda number: b"%d" % number * 3 * MIB, range(4))
    assert found == {n: b"%d" % n * 3 * MIB for n in range(4)}


@pytest.mark.parametrize("count", [1, 2])
def test_a_job_that_hangs_in_native_code_is_given_up(count: int) -> None:
    found = results(hang, range(8), count, Limits(seconds=0.5))
    assert found == {**{n: told(n) for n in range(8)}, 3: Lost("timeout")}


def test_a_job_that_hangs_holds_no_other_up() -> None:
    began = time.monotonic()
    with closing(Workers(hang, 2, Limits(seconds=60))) as crew:
        crew.take(3)
        for number in range(10, 60):
            crew.take(number)
            assert list(crew.wait(None)) == [(number, told(number))]
    assert time.monotonic() - began < LIMIT_SECONDS


def test_what_a_job_has_started_ends_with_it(tmp_path: Path) -> None:
    def start(_number: int) -> bytes:
        with subprocess.Popen(["sleep", "1000"]) as started:
            (tmp_path / "pid").write_text(str(started.pid), encoding="ascii")
        return b""

    assert results(start, [1], 1, Limits(seconds=1)) == {1: Lost("timeout")}
    assert gone(int((tmp_path / "pid").read_text(encoding="ascii")))


def test_a_worker_that_is_stopped_is_given_up() -> None:
    def stop(_number: int) -> bytes:
        os.kill(os.getpid(), signal.SIGSTOP)
        return b""

    assert results(stop, [1], 1, Limits(seconds=0.3)) == {1: Lost("timeout")}


def test_a_job_that_grows_is_given_up() -> None:
    found = results(grow, range(8), 2, above_this(300 * MIB))
    assert found == {**{n: told(n) for n in range(8)}, 3: Lost("memory")}


def test_a_job_that_kills_its_process_each_time_costs_itself() -> None:
    expected = {n: Lost("crashed") if n % 4 == 0 else told(n) for n in range(12)}
    assert results(die, range(12)) == expected


@pytest.mark.parametrize("death", [signal.SIGKILL, signal.SIGSEGV])
def test_a_job_whose_process_dies_is_done_again(tmp_path: Path, death: int) -> None:
    def die_once(number: int) -> bytes:
        mark = tmp_path / str(number)
        if not mark.exists():
            mark.touch()
            os.kill(os.getpid(), death)
        return told(number)

    assert results(die_once, range(12)) == {n: told(n) for n in range(12)}


def test_what_killed_its_process_is_tried_in_one_that_did_nothing_else() -> None:
    done = []

    def die_after_others(number: int) -> bytes:
        done.append(number)
        if number == 3 and len(done) > 1:  # what others did to the process is what ends it
            os.abort()
        return told(number)

    assert results(die_after_others, range(8), 1) == {n: told(n) for n in range(8)}


def test_a_job_that_kills_its_process_is_tried_twice(tmp_path: Path) -> None:
    def die_and_note(number: int) -> bytes:
        with (tmp_path / "tries").open("a", encoding="ascii") as stream:
            stream.write(f"{number}\n")
        os.abort()

    assert results(die_and_note, range(2)) == {0: Lost("crashed"), 1: Lost("crashed")}
    tries = (tmp_path / "tries").read_text(encoding="ascii").split()
    assert sorted(tries) == ["0", "0", "1", "1"]


def test_kills_from_outside_change_no_result() -> None:
    """What hangs is `timeout`, however often its worker was killed before; not `crashed`."""
    others = set(children())
    with closing(Workers(hang, 1, Limits(seconds=3))) as crew:
        crew.take(3)
        killed = 0
        while killed < 6:
            assert list(crew.wait(0.05)) == []
            for pid in set(children()) - others:
                os.kill(pid, signal.SIGKILL)
                killed += 1
        assert list(crew.wait(None)) == [(3, Lost("timeout"))]


def test_a_worker_that_is_killed_while_it_has_no_job_costs_nothing() -> None:
    others = set(children())
    with closing(Workers(told, 1, NO_LIMITS)) as crew:
        for number in range(30):
            crew.take(number)
            assert list(crew.wait(None)) == [(number, told(number))]
            (pid,) = set(children()) - others
            os.kill(pid, signal.SIGKILL)
            assert gone(pid)


def test_a_job_whose_process_is_killed_each_time_is_given_up() -> None:
    def killed(number: int) -> bytes:
        if number == 3:
            os.kill(os.getpid(), signal.SIGKILL)
        return told(number)

    assert results(killed, range(6)) == {**{n: told(n) for n in range(6)}, 3: Lost("killed")}


def test_signals_are_the_parents_case() -> None:
    assert results(interrupt, range(4)) == {n: told(n) for n in range(4)}


def test_a_worker_is_replaced_after_some_jobs(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workers, "LIFE_JOBS", 3)
    found = results(lambda _: b"%d" % os.getpid(), range(12), 1)
    pids = [int(pid) for pid in found.values() if isinstance(pid, bytes)]
    assert [pids.count(pid) for pid in dict.fromkeys(pids)] == [3, 3, 3, 3]
    assert all(map(gone, pids))


def test_a_worker_that_has_grown_is_replaced() -> None:
    kept = []

    def keep(_number: int) -> bytes:
        kept.append(bytearray(b"x") * (200 * MIB))
        return b"%d" % os.getpid()

    found = results(keep, range(3), 1, above_this(300 * MIB))
    assert len(set(found.values())) == 3
    assert Lost("memory") not in found.values()


def test_a_system_that_starts_no_process_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse() -> int:
        raise BlockingIOError(11, "Resource temporarily unavailable")

    monkeypatch.setattr(os, "fork", refuse)
    with pytest.raises(UsageError, match="no worker can be started: Resource"):
        results(told, [1])


def test_closing_kills_the_workers() -> None:
    crew = Workers(lambda _: b"%d" % os.getpid(), 2, Limits())
    crew.take(0)
    ((_, pid),) = crew.wait(None)
    crew.close()
    assert isinstance(pid, bytes)
    assert gone(int(pid))


def test_a_worker_has_no_file_of_its_parents(tmp_path: Path) -> None:
    with (tmp_path / "lock").open("wb") as lock:
        os.set_inheritable(lock.fileno(), True)
        found = results(lambda _: "".join(_open_files()).encode(), [1])
    assert str(tmp_path).encode() not in bytes(found[1] if isinstance(found[1], bytes) else b"?")


def _open_files() -> Iterable[str]:
    for each in os.listdir("/proc/self/fd"):
        if os.path.exists(f"/proc/self/fd/{each}"):
            yield os.readlink(f"/proc/self/fd/{each}")


_SLOW = """
import os, time
from pipeline.workers import Limits, Workers
def work(number):
    os.write(1, b"begun\\n")
    for _ in range(100):
        time.sleep(0.01)
    return b"done"
crew = Workers(work, 1, Limits(seconds=2.5))
crew.take(1)
print(crew.wait(None))
"""


def test_time_in_which_the_run_is_stopped_is_not_counted() -> None:
    command = [sys.executable, "-c", _SLOW]
    with subprocess.Popen(command, stdout=subprocess.PIPE, start_new_session=True) as run:
        assert run.stdout
        assert run.stdout.readline() == b"begun\n"
        os.killpg(run.pid, signal.SIGSTOP)
        time.sleep(3)
        os.killpg(run.pid, signal.SIGCONT)
        assert run.communicate(timeout=LIMIT_SECONDS)[0] == b"[(1, b'done')]\n"


def all_of_it(_pid: int) -> float:
    """Others have had the processors all the time."""
    return time.monotonic()


def test_time_in_which_others_have_the_processors_is_not_counted(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def work(number: int) -> bytes:
        time.sleep(1)
        return told(number)

    limits = Limits(seconds=0.2)
    assert results(work, [1], limits=limits) == {1: Lost("timeout")}
    monkeypatch.setattr(worker, "waited_seconds", all_of_it)
    monkeypatch.setattr(workers, "_MOST_WAITING", 1000)
    assert results(work, [1], limits=limits) == {1: b"1"}
    monkeypatch.setattr(workers, "_MOST_WAITING", 2)
    assert results(work, [1], limits=limits) == {1: Lost("timeout")}


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere it is not told")
def test_the_system_tells_how_long_a_process_has_waited() -> None:
    assert 0 < waited_seconds(os.getpid()) < time.monotonic()
    assert waited_seconds(-1) == 0


_HANGING = """
import ctypes, os
from pipeline.workers import Limits, Workers
def hang(number):
    os.write(1, b"%d\\n" % os.getpid())
    ctypes.PyDLL(None).pause()
crew = Workers(hang, 1, Limits())
crew.take(1)
crew.wait(None)
"""


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere it ends when it comes back from C")
def test_a_worker_that_hangs_dies_with_its_parent() -> None:
    with subprocess.Popen([sys.executable, "-c", _HANGING], stdout=subprocess.PIPE) as parent:
        assert parent.stdout
        pid = int(parent.stdout.readline())
        assert not parent.poll()
        parent.kill()
    assert gone(pid)


def test_a_job_that_gives_signs_has_its_time_for_each_part() -> None:
    def work(number: int) -> bytes:
        for _ in range(6):
            time.sleep(0.25)
            if number:
                sign()
        return told(number)

    found = results(work, range(3), limits=Limits(seconds=1))
    assert found == {0: Lost("timeout"), 1: b"1", 2: b"2"}
