"""A catalogue of the made-up documents, and a PostgreSQL server."""

import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest

from pipeline.catalogue.store import open_to_read
from tests.catalogue.made_up import SOME, built
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
