"""`--dask`: the same records as on one machine, whatever happens to the workers."""

from __future__ import annotations

import io
import json
from hashlib import sha256
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from pipeline.distribute import cluster as client_side
from pipeline.distribute.cluster import check_workers, connected
from pipeline.distribute.names import MANIFEST
from pipeline.distribute.parts import Part, Terms, versions_here
from pipeline.distribute.task import Failed, answered
from pipeline.errors import UsageError
from pipeline.options import Options
from pipeline.outcome import Job
from pipeline.workers import Limits
from tests.cli.calls import PLAN, folder_of
from tests.remote.conftest import BUCKET, POISON, Bucket, Extract


@pytest.fixture
def output(tmp_path: Path) -> Path:
    """The folder of the parts."""
    return tmp_path / "out.jsonl"


def whole(output: Path) -> bytes:
    """The parts in order."""
    return b"".join(part.read_bytes() for part in sorted(output.glob("part-*")))


def local(extract: Extract, acts: Path, *options: str, **environment: str) -> bytes:
    """What a run on this machine writes."""
    result = extract(acts, "-o", acts.parent / "local.jsonl", *options, **environment)
    assert result.returncode == 0, result.stderr
    return (acts.parent / "local.jsonl").read_bytes()


def on_cluster(
    extract: Extract, cluster: str, acts: Path | str, output: Path | str, *options: str
) -> str:
    """What a run on the cluster that ends well says."""
    result = extract(acts, "-o", output, "--dask", cluster, *options)
    assert result.returncode == 0, result.stderr
    return result.stderr


def files(output: Path) -> dict[str, bytes]:
    """What is in the folder of the parts."""
    found = (path for path in output.rglob("*") if path.is_file())
    return {str(path.relative_to(output)): path.read_bytes() for path in found}


def test_the_parts_in_order_are_the_output_of_one_machine(
    extract: Extract, cluster: str, acts: Path, output: Path
) -> None:
    told = on_cluster(extract, cluster, acts, output, "--part", "5")
    assert "documents         10   3 failed" in told
    assert whole(output) == local(extract, acts)
    first = files(output)
    listed = json.loads(first[MANIFEST])
    assert listed["documents"] == 10
    names = ["part-000000.jsonl", "part-000001.jsonl"]
    assert [(part["name"], part["documents"]) for part in listed["parts"]] == [
        (name, 5) for name in names
    ]
    assert [part["sha256"] for part in listed["parts"]] == [
        sha256(first[name]).hexdigest() for name in names
    ]

    for left_over in ("part-000002.jsonl", ".attidati-1", "_made/part-000002.json"):
        (output / left_over).touch()
    (output / "README").touch()  # nobody's but the user's
    (acts / "z.txt").write_text(PLAN.replace("2022", "2015"), encoding="utf-8")
    told = on_cluster(extract, cluster, acts, output, "--part", "5", "--resume")
    assert "kept               5   of the files" in told
    assert "documents         10   3 failed" in told
    assert whole(output) == local(extract, acts)
    second = files(output)
    changed = {name for name, content in second.items() if first.get(name) != content}
    assert changed == {MANIFEST, "_made/part-000001.json", "part-000001.jsonl", "README"}
    assert second.keys() == {*first, "README"}


def test_from_a_store_to_a_store(
    extract: Extract, cluster: str, acts: Path, bucket: Bucket
) -> None:
    bucket.put_all(acts, "in")
    out = f"s3://{BUCKET}/results/out.parquet"
    on_cluster(extract, cluster, f"s3://{BUCKET}/in", out, "--part", "6")
    keys = bucket.keys("results/out.parquet/part-")
    assert len(keys) == 2
    tables = [pq.read_table(io.BytesIO(bucket.get(key))) for key in keys]
    rows = [row for table in tables for row in table.to_pylist()]
    assert [row["record"].encode() for row in rows] == local(extract, acts).splitlines()
    assert [(row["path"], row["status"], row["error"], row["interventi"]) for row in rows][:2] == [
        ("bad.txt", "failed", "empty_file", 0),
        ("deep/0.txt", "ok", None, 2),
    ]


def test_hostile_files_cost_themselves_alone(
    extract: Extract, cluster: str, acts: Path, output: Path
) -> None:
    folder_of(acts, grow_txt=f"GROWS\n{PLAN}", kill_txt=f"KILLS ITSELF\n{PLAN}")
    limits = ("--max-memory", "512")
    on_cluster(extract, cluster, acts, output, "--part", "6", *limits)
    wanted = local(extract, acts, *limits, **POISON)
    assert whole(output) == wanted
    errors = [json.loads(line).get("error") for line in wanted.splitlines()]
    assert {"memory", "crashed"} <= {error["code"] for error in errors if error}


def test_a_file_that_kills_worker_after_worker_is_found(
    extract: Extract, cluster: str, acts: Path, output: Path
) -> None:
    good = local(extract, acts).splitlines()
    folder_of(acts, worker_txt=f"KILLS ITS WORKER\n{PLAN}")
    on_cluster(extract, cluster, acts, output, "--part", "4")
    lines = whole(output).splitlines()
    (killer,) = [line for line in lines if b'"path":"worker.txt"' in line]
    record = json.loads(killer)
    assert record["error"]["code"] == "crashed"
    assert record["source"]["bytes"] == len(f"KILLS ITS WORKER\n{PLAN}".encode())
    assert [line for line in lines if line != killer] == good


@pytest.mark.parametrize(
    ("options", "told"),
    [
        (("-o", "out.json"), "--dask writes a folder of parts"),
        (("-o", "-"), "--dask writes a folder of parts"),
        (("--check",), "--check reads on this machine"),
        (("-o", "out.jsonl", "--jobs", "2"), "do not go with --dask"),
        (("-o", "taken.jsonl"), "taken.jsonl is a file"),
    ],
)
def test_what_does_not_go_with_a_cluster_is_refused(
    acts: Path, options: tuple[str, ...], told: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    from tests.cli.calls import call

    monkeypatch.chdir(acts.parent)
    Path("taken.jsonl").touch()
    result = call(acts, "--dask", "tcp://127.0.0.1:1", *options)
    assert result.exit_code == 2
    assert told in result.stderr


def test_a_cluster_that_is_not_there_is_told(extract: Extract, acts: Path, output: Path) -> None:
    impatient = {"DASK_DISTRIBUTED__COMM__TIMEOUTS__CONNECT": "1s"}
    result = extract(acts, "-o", output, "--dask", "tcp://127.0.0.1:1", **impatient)
    assert result.returncode == 2
    assert "no scheduler answers there. Check the address" in result.stderr
    assert not output.exists()


def test_dask_that_is_not_installed_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(__import__("sys").modules, "distributed", None)
    with pytest.raises(UsageError, match=r"pip install 'attidati\[dask\]'"), connected("tcp://x"):
        pass


def part(acts: Path, **versions: str) -> Part:
    """A part whose sender has some other versions."""
    options = Options(ocr="never")
    here = {**versions_here(options, "jsonl"), **versions}
    terms = Terms(str(acts / "out.jsonl"), "jsonl", options, Limits(), False, here)
    return Part(0, (Job("z.txt", str(acts / "z.txt")),), terms)


class Answers:
    """A client whose workers answer as they are told."""

    def __init__(self, answer: object) -> None:
        self._answer = answer

    def run(self, *_: object, **__: object) -> dict[str, object]:
        """One worker's answer."""
        return {"tcp://10.0.0.7:1": self._answer}


@pytest.mark.parametrize(
    ("answer", "told"),
    [
        (({"attidati": "0.0.9"}, True), r"attidati 0\.0\.9 \(here attidati 0\.1"),
        (ModuleNotFoundError("No module named 'pipeline'"), "pip install attidati"),
        (OSError("no disk"), "cannot be asked: no disk"),
    ],
)
def test_workers_of_another_version_are_told(acts: Path, answer: object, told: str) -> None:
    with pytest.raises(UsageError, match=told):
        check_workers(Answers(answer), part(acts))


def test_workers_that_do_not_see_the_files_are_told(acts: Path) -> None:
    first = part(acts)
    check_workers(Answers((first.terms.versions, True)), first)
    with pytest.raises(UsageError, match=r"does not find .*z\.txt\. Put the files where"):
        check_workers(Answers((first.terms.versions, False)), first)


def test_a_worker_that_comes_later_with_another_version_reads_nothing(acts: Path) -> None:
    answer = answered(part(acts, pdfminer="1"))
    assert isinstance(answer, Failed)
    assert "(here 1). Install the same everywhere" in answer.message
    assert not (acts / "out.jsonl").exists()


def test_nothing_heavy_is_loaded_before_it_is_wanted() -> None:
    assert "distributed" not in vars(client_side)
