"""A store, a cluster of two processes, and the command, all as they are elsewhere."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import boto3
import pytest

from tests.cli.calls import PLAN, folder_of
from tests.places import ROOT
from tests.remote.servers import server

COMMAND = (sys.executable, "-c", "from pipeline.cli import main; main()")
BUCKET = "acts"
POISON = {"PYTHONPATH": os.pathsep.join((str(ROOT / "tests/remote/poison"), str(ROOT)))}
"""Has the words of `poison` do what they say."""

Extract = Callable[..., subprocess.CompletedProcess[str]]


class Bucket:
    """What is in the store, looked at without attidati or fsspec."""

    def __init__(self, address: str) -> None:
        self._client = _client(address)

    def put(self, key: str, data: bytes) -> None:
        """Puts an object in."""
        self._client.put_object(Bucket=BUCKET, Key=key, Body=data)

    def put_all(self, folder: Path, prefix: str) -> None:
        """Puts the files of a folder in."""
        for path in folder.rglob("*.*"):
            self.put(f"{prefix}/{path.relative_to(folder)}", path.read_bytes())

    def get(self, key: str) -> bytes:
        """The content of an object."""
        content: bytes = self._client.get_object(Bucket=BUCKET, Key=key)["Body"].read()
        return content

    def keys(self, prefix: str) -> list[str]:
        """The objects whose keys begin so, in order."""
        found = self._client.list_objects_v2(Bucket=BUCKET, Prefix=prefix)
        return [each["Key"] for each in found.get("Contents", ())]


@pytest.fixture(scope="session")
def store() -> Iterator[dict[str, str]]:
    """The environment that leads to an S3 server with one bucket."""
    with server("store") as address:
        environment = {
            "AWS_ACCESS_KEY_ID": "test",
            "AWS_SECRET_ACCESS_KEY": "test",
            "AWS_ENDPOINT_URL": address,
            "AWS_DEFAULT_REGION": "us-east-1",
            "AWS_EC2_METADATA_DISABLED": "true",
            "AWS_CONFIG_FILE": os.devnull,
            "AWS_SHARED_CREDENTIALS_FILE": os.devnull,
        }
        _client(address).create_bucket(Bucket=BUCKET)
        yield environment


@pytest.fixture(scope="session")
def cluster(store: dict[str, str]) -> Iterator[str]:
    """The address of a cluster of two workers, each a process; one killed is not tried again."""
    patience = {"DASK_DISTRIBUTED__SCHEDULER__ALLOWED_FAILURES": "0", "ATTIDATI_OCR": "never"}
    with server("cluster", **store, **POISON, **patience) as address:
        yield address


@pytest.fixture
def extract(store: dict[str, str]) -> Extract:
    """The command in a process of its own, where the store is known."""

    def run(*arguments: str | Path, **environment: str) -> subprocess.CompletedProcess[str]:
        command = [*COMMAND, *map(str, arguments)]
        known = {**os.environ, **store, **environment}
        return subprocess.run(command, env=known, capture_output=True, text=True, check=False)

    return run


@pytest.fixture
def bucket(store: dict[str, str]) -> Bucket:
    """The one bucket of the store."""
    return Bucket(store["AWS_ENDPOINT_URL"])


@pytest.fixture
def acts(tmp_path: Path) -> Path:
    """Seven plans, at two depths, and three files that cannot be read."""
    plans = {f"{n}_txt": PLAN.replace("2022", f"{2000 + n}") for n in range(6)}
    folder_of(tmp_path / "acts" / "deep", **plans)
    bad = {"bad_txt": b"", "half_pdf": b"%PDF-1.4\n1 0 obj", "zero_txt": b"\0"}
    return folder_of(tmp_path / "acts", **bad, z_txt=PLAN)


def _client(address: str):  # type: ignore[no-untyped-def]  # noqa: ANN202  it has no types
    return boto3.client(
        "s3",
        endpoint_url=address,
        aws_access_key_id="test",
        aws_secret_access_key="test",  # noqa: S106
        region_name="us-east-1",
    )
