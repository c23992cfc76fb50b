"""What a catalogue is built from: files of `extract`, and folders of them."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from tempfile import TemporaryDirectory

from pipeline.arrow import arrow
from pipeline.distribute.names import MADE, MANIFEST
from pipeline.errors import OutputError, UsageError

_ENDINGS = (".json", ".jsonl", ".parquet")


@contextmanager
def as_json(inputs: Sequence[str]) -> Iterator[list[str]]:
    """The files that the inputs name, those of a folder in order; of Parquet, its records as JSONL.

    What a cluster wrote, or an array of jobs, is a folder of parts.

    Raises:
        UsageError: a folder has none, or not all of them; or Parquet cannot be read.
        OutputError: there is no room for the records of Parquet.
    """
    paths = [path for each in inputs for path in _files(each)]
    with TemporaryDirectory(prefix="attidati-") as folder:
        yield [_unpacked(path, folder) if path.endswith(".parquet") else path for path in paths]


def _files(path: str) -> list[str]:
    if not os.path.isdir(path):
        return [path]
    names = sorted(os.listdir(path))
    if MADE in names and MANIFEST not in names:
        raise UsageError(
            f"{path} is not whole: the run that writes it has not ended. "
            f"Call it again with --resume."
        )
    found = [name for name in names if name.endswith(_ENDINGS) and not name.startswith(("_", "."))]
    if not found:
        raise UsageError(f"{path} holds nothing that `extract` wrote: no {', '.join(_ENDINGS)}.")
    return [os.path.join(path, name) for name in found]


def _unpacked(path: str, folder: str) -> str:
    """The records of Parquet, one a line, in a file of the folder."""
    pa, pq = arrow()
    out = os.path.join(folder, f"{len(os.listdir(folder)):06}.jsonl")
    try:
        file = pq.ParquetFile(path)
        if "record" not in file.schema_arrow.names:
            raise UsageError(f"{path} is no Parquet of `extract`: it has no column `record`.")
        with open(out, "wb") as stream:
            for batch in file.iter_batches(columns=["record"]):
                stream.writelines(f"{line}\n".encode() for line in batch["record"].to_pylist())
    except pa.ArrowInvalid as error:
        raise UsageError(f"{path} cannot be read as Parquet: {error}.") from error
    except FileNotFoundError as error:
        raise UsageError(f"{path} cannot be read: {error.strerror}. Check the path.") from error
    except OSError as error:
        raise OutputError(
            f"{out} cannot be written: {error}. Free some space, or set TMPDIR."
        ) from error
    return out
