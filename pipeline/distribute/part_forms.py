"""The forms of a part: JSONL, a record a line, or Parquet, a record a row."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from typing import IO, Any

import msgspec
from msgspec import Struct

from pipeline.arrow import arrow
from pipeline.distribute.parts import Form

Write = Callable[[Iterable[bytes]], None]

_GROUP_BYTES = 32 << 20
"""Of records in a row group: so much of them is in memory."""


class _Source(Struct, gc=False):
    path: str
    sha256: str
    pages: int | None = None


class _Ente(Struct, gc=False):
    nome: str | None = None


class _Failure(Struct, gc=False):
    code: str


class _Record(Struct, gc=False):
    """What of a record has a column of its own."""

    status: str
    source: _Source
    tipo: str | None = None
    anno: int | None = None
    titolo: str | None = None
    ente: _Ente | None = None
    interventi: tuple[msgspec.Raw, ...] = ()
    issues: tuple[msgspec.Raw, ...] = ()
    error: _Failure | None = None


_DECODER = msgspec.json.Decoder(_Record)


@contextmanager
def open_part(form: Form, stream: IO[bytes]) -> Iterator[Write]:
    """A function that writes the records of a file, given as lines of JSON.

    Raises:
        UsageError: what Parquet needs is not installed.
    """
    if form == "jsonl":
        yield lambda bodies: stream.writelines(body + b"\n" for body in bodies)
        return
    table = _Table(stream)
    yield table.add
    table.close()


class _Table:
    """Rows that become row groups; the same rows give the same bytes."""

    def __init__(self, stream: IO[bytes]) -> None:
        pa, pq = arrow()
        text, number = pa.string(), pa.int32()
        self._schema = pa.schema(
            [
                pa.field("path", text, nullable=False),
                pa.field("sha256", text, nullable=False),
                pa.field("status", text, nullable=False),
                pa.field("error", text),
                pa.field("tipo", text),
                pa.field("anno", number),
                pa.field("titolo", text),
                pa.field("ente", text),
                pa.field("pages", number),
                pa.field("interventi", number),
                pa.field("issues", number),
                pa.field("record", text, nullable=False),
            ]
        )
        self._pa = pa
        self._writer = pq.ParquetWriter(stream, self._schema, compression="zstd")
        self._rows: list[dict[str, Any]] = []
        self._bytes = 0

    def add(self, bodies: Iterable[bytes]) -> None:
        """Add records."""
        for body in bodies:
            self._rows.append(_row(body))
            self._bytes += len(body)
        if self._bytes >= _GROUP_BYTES:
            self._flush()

    def close(self) -> None:
        """Write what is left, and what ends the file."""
        self._flush()
        self._writer.close()

    def _flush(self) -> None:
        if self._rows:
            self._writer.write_table(self._pa.Table.from_pylist(self._rows, schema=self._schema))
        self._rows, self._bytes = [], 0


def _row(body: bytes) -> dict[str, Any]:
    record = _DECODER.decode(body)
    return {
        "path": record.source.path,
        "sha256": record.source.sha256,
        "status": record.status,
        "error": record.error and record.error.code,
        "tipo": record.tipo,
        "anno": record.anno,
        "titolo": record.titolo,
        "ente": record.ente and record.ente.nome,
        "pages": record.source.pages,
        "interventi": len(record.interventi),
        "issues": len(record.issues),
        "record": body.decode(),
    }
