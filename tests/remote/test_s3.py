"""An S3 server and a web server, by the command as it is called."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.calls import call
from tests.remote.conftest import BUCKET, POISON, Bucket, Extract
from tests.remote.servers import server


def local(acts: Path, name: str = "local.json") -> bytes:
    """What the same call writes of the same files of the disk."""
    out = acts.parent / name
    assert call(acts, "-o", out).exit_code == 0
    return out.read_bytes()


def test_from_a_store_to_a_store_by_two_workers(
    extract: Extract, bucket: Bucket, acts: Path
) -> None:
    (acts / "grow.txt").write_text("GROWS")
    bucket.put_all(acts, "two")
    out = f"s3://{BUCKET}/two.json"
    limits = ("--jobs", "2", "--max-memory", "512")
    result = extract(f"s3://{BUCKET}/two", "-o", out, *limits, **POISON)
    assert result.returncode == 0, result.stderr
    on_disk = extract(acts, "-o", acts.parent / "local.json", *limits, **POISON)
    assert on_disk.returncode == 0
    content = bucket.get("two.json")
    assert content == (acts.parent / "local.json").read_bytes()
    codes = [each["error"]["code"] for each in json.loads(content)["documents"] if "error" in each]
    assert codes.count("memory") == 1


def test_resume_knows_what_is_in_a_store_by_its_content(
    extract: Extract, bucket: Bucket, acts: Path
) -> None:
    bucket.put_all(acts, "kept")
    out = acts.parent / "out.json"
    wanted = local(acts)
    told = [extract(f"s3://{BUCKET}/kept", "-o", out, "--resume").stderr for _ in range(2)]
    assert ["of the files were not read again" in each for each in told] == [False, True]
    assert out.read_bytes() == wanted


@pytest.mark.parametrize(
    ("source", "out", "code", "told"),
    [
        ("s3://nobucket/x", "out.json", 2, "s3://nobucket/x is not there. Check the bucket"),
        (f"s3://{BUCKET}/none", "out.json", 2, f"s3://{BUCKET}/none is not there"),
        ("ACTS", "s3://nobucket/out.json", 3, "s3://nobucket is not there. Check the bucket"),
        ("ACTS", "https://example.org/out.json", 3, "the web takes no files"),
    ],
)
def test_what_is_not_there_is_told(
    extract: Extract, acts: Path, source: str, out: str, code: int, told: str
) -> None:
    if "://" not in out:
        out = str(acts.parent / out)
    result = extract(source.replace("ACTS", str(acts)), "-o", out)
    assert (result.returncode, told in result.stderr) == (code, True), result.stderr


def test_credentials_that_are_not_there_are_told(extract: Extract, acts: Path) -> None:
    unknown = {"AWS_ACCESS_KEY_ID": "", "AWS_SECRET_ACCESS_KEY": ""}
    result = extract(f"s3://{BUCKET}/x", "-o", acts.parent / "out.json", **unknown)
    assert result.returncode == 2
    assert "no credentials are found for this store. Set AWS_PROFILE" in result.stderr


def test_a_page_of_the_web_is_a_file(extract: Extract, acts: Path) -> None:
    with server("web", str(acts)) as address:
        out = acts.parent / "out.json"
        sources = (f"{address}/deep/1.txt?sig=secret", f"{address}/deep/none.txt")
        result = extract(*sources, "-o", out)
    assert result.returncode == 0, result.stderr
    found, missing = json.loads(out.read_bytes())["documents"]
    assert found == {
        **json.loads(local(acts / "deep" / "1.txt"))["documents"][0],
        "source": found["source"],
    }
    assert found["source"]["path"] == "1.txt"
    assert missing["error"]["message"].endswith("deep/none.txt: the server answers 404")


def test_resume_has_nothing_to_go_on_from_in_a_store(acts: Path) -> None:
    result = call(acts, "-o", f"s3://{BUCKET}/out.json", "--resume")
    assert result.exit_code == 2
    assert "--resume goes on from what is beside a file of this machine" in result.stderr
