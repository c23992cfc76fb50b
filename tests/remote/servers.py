"""Servers for the tests, each in a process of its own: `python -m tests.remote.servers NAME`.

A server prints where it is, and ends when its standard input does.
"""

from __future__ import annotations

import os
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer

from tests.places import ROOT


@contextmanager
def server(name: str, *arguments: str, **environment: str) -> Iterator[str]:
    """The address of a server for as long as the block goes."""
    command = [sys.executable, "-m", "tests.remote.servers", name, *arguments]
    with subprocess.Popen(
        command,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        cwd=ROOT,
        env={**os.environ, **environment},
    ) as process:
        assert process.stdin
        assert process.stdout
        yield process.stdout.readline().strip()
        process.stdin.close()


def _wait(address: str) -> None:
    print(address, flush=True)
    sys.stdin.read()


def _store() -> None:
    from moto.server import ThreadedMotoServer

    serving = ThreadedMotoServer("127.0.0.1", 0, verbose=False)
    serving.start()
    _, port = serving.get_host_and_port()
    _wait(f"http://127.0.0.1:{port}")


def _cluster() -> None:
    from distributed import LocalCluster

    with LocalCluster(
        n_workers=2, threads_per_worker=1, processes=True, dashboard_address=None
    ) as running:
        _wait(running.scheduler_address)


def _web(folder: str) -> None:
    handler = partial(SimpleHTTPRequestHandler, directory=folder)
    serving = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    threading.Thread(target=serving.serve_forever, daemon=True).start()
    _wait(f"http://127.0.0.1:{serving.server_port}")


if __name__ == "__main__":
    if sys.argv[1] == "web":
        _web(sys.argv[2])
    else:
        {"store": _store, "cluster": _cluster}[sys.argv[1]]()
