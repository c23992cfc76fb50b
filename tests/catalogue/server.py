"""A PostgreSQL server of the tests' own, in a temporary folder, reached by a socket.

Where none is installed the tests that want one are skipped, but fail where `CI` is set, as
`.ci/run` does.
"""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from itertools import count
from pathlib import Path

import pg8000.dbapi
import pytest

USER = "attidati"

_FOLDERS = "/usr/lib/postgresql/*/bin"
"""Where Debian puts what a server is started with, out of the way."""

_TRIES = 300
"""Ten a second; counted, since a machine may stand still for a while."""

_SECONDS = 30
"""For a server to end, before it is killed."""

_ITALIAN = (
    *("--auth=trust", "--no-sync", "--encoding=UTF8", "--locale=C.UTF-8"),
    *("--locale-provider=icu", "--icu-locale=it"),
)
"""A server that sorts otherwise than SQLite, so that it shows where that matters."""

_FAST = ("fsync=off", "full_page_writes=off", "synchronous_commit=off", "listen_addresses=")


def _programs() -> Path | None:
    """The folder of `initdb` and `postgres`; None where there is no server."""
    found = shutil.which("initdb")
    if found:
        return Path(found).resolve().parent
    folders = sorted(Path("/").glob(_FOLDERS.lstrip("/")))
    return folders[-1] if folders and (folders[-1] / "initdb").exists() else None


class Server:
    """A server that runs, by the folder of its socket."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._numbers = count(1)

    def new_database(self) -> str:
        """The address of a database with nothing in it."""
        name = f"catalogo{next(self._numbers)}"
        connection = _connected(self.folder)
        connection.autocommit = True
        connection.cursor().execute(f"CREATE DATABASE {name}")
        connection.close()
        return f"postgresql://{USER}@/{name}?host={self.folder}"


@contextmanager
def started() -> Iterator[Server]:
    """A server, or a test that is skipped."""
    folder = _programs()
    if folder is None:
        reason = "PostgreSQL is not installed: apt-get install postgresql"
        if os.environ.get("CI"):
            pytest.fail(reason)
        pytest.skip(reason)
    with _running(folder) as socket:
        yield Server(socket)


@contextmanager
def _running(programs: Path) -> Iterator[Path]:
    """A server with an empty database, and the folder of its socket. It ends with the block."""
    folder = Path(tempfile.mkdtemp(prefix="attidati-"))
    lower: tuple[str, ...] = ()
    if os.getuid() == 0:  # PostgreSQL refuses to be run by root
        shutil.chown(folder, "postgres", "postgres")
        lower = ("setpriv", "--reuid=postgres", "--regid=postgres", "--clear-groups")
        lower += ("--pdeathsig=INT", "--")  # a server does not outlive those who test
    data = str(folder / "data")
    command = [*lower, str(programs / "initdb"), f"--username={USER}", *_ITALIAN, "-D", data]
    log = (folder / "log").open("wb")
    try:
        subprocess.run(command, check=True, cwd=folder, stdout=log, stderr=log)
        settings = [part for each in _FAST for part in ("-c", each)]
        command = [*lower, str(programs / "postgres"), "-D", data, "-k", str(folder), *settings]
        with subprocess.Popen(command, cwd=folder, stdout=log, stderr=log) as server:
            try:
                _wait(folder, server)
                yield folder
            finally:
                server.send_signal(signal.SIGINT)  # the fast way down, whoever is connected
                with suppress(subprocess.TimeoutExpired):
                    server.wait(_SECONDS)
                server.kill()
    finally:
        log.close()
        shutil.rmtree(folder)


def _wait(folder: Path, server: subprocess.Popen[bytes]) -> None:
    for _ in range(_TRIES):
        if server.poll() is not None:
            break
        with suppress(pg8000.dbapi.Error, OSError):
            pg8000.dbapi.connect(
                USER, database="postgres", unix_sock=str(folder / ".s.PGSQL.5432")
            ).close()
            return
        time.sleep(0.1)
    raise RuntimeError((folder / "log").read_text(errors="replace")[-2000:])


def _connected(folder: Path) -> pg8000.dbapi.Connection:
    socket = str(folder / ".s.PGSQL.5432")
    return pg8000.dbapi.connect(USER, database="postgres", unix_sock=socket)
