"""A catalogue of the made-up documents, and a PostgreSQL server."""

import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest

from pipeline.catalogue.postgresql.build import build
from pipeline.catalogue.store import open_to_read
from tests.catalogue.made_up import SOME, built, write
from tests.catalogue.server import Server, started


@pytest.fixture(scope="session")
def database(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The file."""
    return built(tmp_path_factory.mktemp("catalogue"), *SOME)[0]


@pytest.fixture
def connection(database: Path) -> Iterator[sqlite3.Connection]:
    """The file, open for reading."""
    with open_to_read(str(database)) as opened:
        yield opened


@pytest.fixture(scope="session")
def server() -> Iterator[Server]:
    """A PostgreSQL server."""
    with started() as server:
        yield server


@pytest.fixture
def address(server: Server) -> str:
    """An empty database on it."""
    return server.new_database()


@pytest.fixture(scope="session")
def both(
    server: Server, database: Path, tmp_path_factory: pytest.TempPathFactory
) -> tuple[Path, str]:
    """The made-up documents in a file and on the server."""
    out = write(tmp_path_factory.mktemp("server") / "out.jsonl", *SOME)
    address = server.new_database()
    build([str(out)], address)
    return database, address
