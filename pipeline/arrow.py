"""pyarrow, which reads and writes Parquet: an extra, and slow to import."""

from __future__ import annotations

from typing import Any

from pipeline.errors import UsageError


def arrow() -> tuple[Any, Any]:
    """The libraries `pyarrow` and `pyarrow.parquet`.

    Raises:
        UsageError: they are not installed.
    """
    try:
        import pyarrow as pa
        import pyarrow.parquet as pq
    except ModuleNotFoundError as error:
        told = "Parquet needs pyarrow, on a cluster's workers too: pip install 'attidati[parquet]'."
        raise UsageError(told) from error
    return pa, pq
