"""The command's body: checks what it was given, takes a port, and serves until it is stopped."""

from __future__ import annotations

import errno
import os
import socket
from collections.abc import Callable
from contextlib import suppress
from importlib.util import find_spec

from pipeline.catalogue.store import open_to_read
from pipeline.errors import UsageError

LOCAL = ("127.0.0.1", "localhost", "[::1]")
"""The names of this machine; one that listens to others may be called by any."""

_LAST_REQUESTS_SECONDS = 3


def serve(
    path: str, sources: str | None, host: str, port: int, ready: Callable[[str], None]
) -> None:
    """Serves the catalogue until SIGINT or SIGTERM; `ready` is called with its address.

    Raises:
        UsageError: no catalogue, no such folder, a port in use, or Datasette is not installed.
    """
    _check(path, sources)
    import uvicorn

    from pipeline.catalogue.serve.application import application

    hosts = LOCAL if host in {"127.0.0.1", "localhost", "::1"} else None
    app = application(path, sources, hosts)
    with _taken(host, port) as listening:
        shown = f"[{host}]" if ":" in host else host
        ready(f"http://{shown}:{listening.getsockname()[1]}/")
        config = uvicorn.Config(
            app,
            log_level="warning",
            access_log=False,
            server_header=False,
            timeout_graceful_shutdown=_LAST_REQUESTS_SECONDS,
        )
        with suppress(KeyboardInterrupt):
            uvicorn.Server(config).run(sockets=[listening])


def _check(path: str, sources: str | None) -> None:
    if find_spec("datasette") is None:
        raise UsageError(
            "`catalogue serve` needs Datasette. Install it: pip install 'attidati[serve]'"
        )
    with open_to_read(path):
        pass
    if sources is not None and not os.path.isdir(sources):
        raise UsageError(f"{sources} is no folder. Name the one that `extract` read.")


def _taken(host: str, port: int) -> socket.socket:
    """A socket that listens; 0 takes a free port."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        return socket.create_server((host, port), family=family)
    except OSError as error:
        if error.errno == errno.EADDRINUSE:
            remedy = f"Name another one, such as --port {port + 1}, or --port 0 for a free one."
            raise UsageError(f"Port {port} is in use. {remedy}") from error
        if error.errno == errno.EACCES:
            raise UsageError(f"Port {port} is not ours to take. Name one above 1023.") from error
        raise UsageError(
            f"{host} is no address of this machine ({error}). Name another."
        ) from error
