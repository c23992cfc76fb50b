"""A run on a cluster, from the list of files to the list of parts."""

from __future__ import annotations

import os
from collections.abc import Generator
from itertools import chain, islice

import msgspec
from msgspec import Struct
from msgspec.structs import replace

from pipeline.arrow import arrow
from pipeline.batch import Batch
from pipeline.distribute.cluster import Sending, check_workers, connected
from pipeline.distribute.names import MADE, MANIFEST
from pipeline.distribute.parts import (
    Form,
    Receipt,
    Terms,
    in_parts,
    is_ours,
    versions_here,
)
from pipeline.errors import OutputError, UsageError
from pipeline.options import Options
from pipeline.outcome import Outcome
from pipeline.remote import is_remote
from pipeline.remote.put import Folder
from pipeline.supervise import Stop
from pipeline.workers import Limits
from pipeline.write import GENERATOR
from schemas.records import SCHEMA_VERSION

ENDINGS: dict[str, Form] = {".jsonl": "jsonl", ".parquet": "parquet"}
"""What the name of an output of parts ends in."""


class Cluster(Struct, frozen=True, gc=False):
    """Where the files are read, and how many a part."""

    address: str
    part_files: int


class Listed(Struct, frozen=True, gc=False):
    """A part in the manifest."""

    name: str
    documents: int
    bytes: int
    sha256: str


class Manifest(Struct, frozen=True, gc=False):
    """What is in the folder of the output, once it is whole."""

    schema_version: str
    generator: str
    documents: int
    parts: tuple[Listed, ...]


class ClusterRun:
    """Gives the outcomes of a batch as `run_batch` does, without the records, which are written."""

    def __init__(
        self,
        cluster: Cluster,
        output: str,
        options: Options,
        limits: Limits,
        is_resumed: bool,
    ) -> None:
        """Sees what can be seen without the cluster.

        Raises:
            UsageError: a library for it is not installed, or the output is a file.
        """
        form = ENDINGS[os.path.splitext(output)[1]]
        if form == "parquet":
            arrow()
        if not is_remote(output):
            output = os.path.abspath(output)
            if os.path.isfile(output):
                told = f"{output} is a file; a cluster writes a folder of parts"
                raise UsageError(f"{told}. Name another output.")
        options = _everywhere(options)
        self.kept = 0
        """Files that were not read again."""
        self._cluster = cluster
        self._terms = Terms(output, form, options, limits, is_resumed, versions_here(options, form))

    def outcomes(self, batch: Batch, stop: Stop) -> Generator[Outcome, None, None]:
        """What became of each file, in order; the parts are there when it is told.

        Raises:
            UsageError: there is no such cluster, or its workers would make other records.
            OutputError: a part cannot be written, or the cluster is gone.
        """
        parts = in_parts(batch.jobs, self._cluster.part_files, self._terms)
        with connected(self._cluster.address) as client:
            first = list(islice(parts, 1))
            if first:
                check_workers(client, first[0])
            folder = Folder(self._terms.output)
            folder.make()
            folder.remove([MANIFEST])
            listed: list[Listed] = []
            for receipt in Sending(client, chain(first, parts), stop).receipts():
                self.kept += receipt.kept
                listed.append(self._listed(receipt))
                yield from receipt.outcomes
        if not stop.signal:
            self._finish(folder, listed)

    def _listed(self, receipt: Receipt) -> Listed:
        name = f"part-{receipt.number:06}.{self._terms.form}"
        return Listed(name, receipt.documents, receipt.size_bytes, receipt.sha256)

    def _finish(self, folder: Folder, parts: list[Listed]) -> None:
        """Takes away what earlier runs left, and says what is there."""
        there, wanted = folder.names(), {part.name for part in parts}
        if missing := sorted(wanted - there):
            told = (
                f"{self._terms.output}: {missing[0]} was written by a worker and is not seen here"
            )
            raise OutputError(f"{told}. Name a folder that all machines share, or a URL.")
        made = {f"{MADE}/{os.path.splitext(name)[0]}.json" for name in wanted}
        folder.remove(sorted(name for name in there - wanted - made if is_ours(name)))
        documents = sum(part.documents for part in parts)
        manifest = Manifest(SCHEMA_VERSION, GENERATOR, documents, tuple(parts))
        content = msgspec.json.format(msgspec.json.encode(manifest), indent=1)
        folder.write(MANIFEST, content + b"\n")


def _everywhere(options: Options) -> Options:
    """With paths that are the same for a worker in another folder."""

    def path(given: str | None) -> str | None:
        return given if given in (None, "labels") else os.path.abspath(str(given))

    return replace(
        options,
        taxonomy=path(options.taxonomy),
        organisations=path(options.organisations),
        suggest=path(options.suggest),
    )
