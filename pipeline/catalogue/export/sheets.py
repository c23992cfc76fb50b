"""What an export holds: each table, and the view `catalogo`, rows in order of their key."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress

from msgspec import Struct

from pipeline.catalogue.database import Readable
from pipeline.catalogue.questions import views
from pipeline.catalogue.tables import Column, ForeignKey, Table, published_tables
from pipeline.write import explained

Row = tuple[object, ...]


class Sheet(Struct, frozen=True):
    """A table or view as it is exported."""

    name: str
    title: str
    description: str
    columns: tuple[Column, ...]
    key: tuple[str, ...] = ()
    foreign: tuple[ForeignKey, ...] = ()

    def rows(self, connection: Readable) -> Iterator[Row]:
        """The rows, always in the same order; true and false for 1 and 0."""
        names = ", ".join(f'"{column.name}"' for column in self.columns)
        nulls_first = ", ".join(f'"{column.name}" NULLS FIRST' for column in self.columns)
        order = ", ".join(f'"{name}"' for name in self.key) or nulls_first
        found = connection.execute(f'SELECT {names} FROM "{self.name}" ORDER BY {order}')  # noqa: S608
        flags = [place for place, each in enumerate(self.columns) if each.type == "boolean"]
        return (_with_flags(row, flags) for row in found) if flags else iter(found)


def sheets() -> list[Sheet]:
    """The tables, then the view `catalogo`."""
    catalogo = views()["catalogo"]
    return [
        *map(_of_table, published_tables()),
        Sheet(
            name=catalogo.name,
            title=catalogo.title,
            description=catalogo.description,
            columns=catalogo.columns,
            key=("id",),
        ),
    ]


@contextmanager
def whole_file(path: str) -> Iterator[str]:
    """A name to write under; the file takes its own when it is whole.

    Raises:
        OutputError: it cannot be written.
    """
    part = f"{path}.{os.getpid()}.part"
    try:
        with explained(path):
            os.makedirs(os.path.dirname(os.path.abspath(path)), exist_ok=True)
            yield part
            os.replace(part, path)
    finally:
        with suppress(OSError):
            os.unlink(part)


def _of_table(table: Table) -> Sheet:
    return Sheet(
        name=table.name,
        title=table.title,
        description=table.description,
        columns=table.published,
        key=table.key,
        foreign=table.foreign,
    )


def _with_flags(row: Row, flags: Sequence[int]) -> Row:
    cells = list(row)
    for place in flags:
        if cells[place] is not None:
            cells[place] = bool(cells[place])
    return tuple(cells)
