"""What stands before Datasette: who may ask, what browsers are told, CSV without formulas."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Awaitable, Callable, Iterable
from typing import Any

from pipeline.catalogue.export.inert import inert_text

App = Callable[[Any, Any, Any], Awaitable[None]]

_POLICY = (
    b"default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; "
    b"base-uri 'none'; frame-ancestors 'none'"
)
_HEADERS = (
    (b"content-security-policy", _POLICY),
    (b"x-content-type-options", b"nosniff"),
    (b"referrer-policy", b"same-origin"),
    (b"cross-origin-resource-policy", b"same-origin"),
)
"""No script runs, nothing is fetched from elsewhere, no other site shows or reads these pages."""

csv.field_size_limit(2**31 - 1)
"""A text may be as long as the act; the module's own limit is for the whole process."""

_NUMBER = re.compile(r"[+-]?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?")


def guarded(app: App, hosts: Iterable[str] | None) -> App:
    """The application, asked only by the names in `hosts` (by any, where it is None).

    A page of another site that makes its name that of this machine is refused. Datasette's own
    pages about itself, `/-/`, are not there; requests only read.
    """
    names = None if hosts is None else {host.lower() for host in hosts}

    async def asked(scope: Any, receive: Any, send: Any) -> None:
        if scope["type"] != "http":
            await app(scope, receive, send)
        elif names is not None and _host(scope) not in names:
            await _refuse(send, 403, "Questo catalogo non risponde a un altro nome.")
        elif scope["method"] not in {"GET", "HEAD"}:
            await _refuse(send, 405, "Questo catalogo si può solo leggere.")
        elif scope["path"].startswith("/-/"):
            await _refuse(send, 404, "A questo indirizzo non c'è nulla.")
        else:
            await app(scope, receive, _Answer(send, scope["path"].endswith(".csv")))

    return asked


def _host(scope: Any) -> str:
    """The host asked for, without its port; an IPv6 address keeps its brackets."""
    value = next((value for name, value in scope["headers"] if name == b"host"), b"")
    return re.sub(r":\d+\Z", "", value.decode("latin-1")).lower()


async def _refuse(send: Any, status: int, message: str) -> None:
    headers = [(b"content-type", b"text/plain; charset=utf-8"), *_HEADERS]
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": message.encode()})


class _Answer:
    """Sends what the application answers, with our headers, and CSV row by row made inert."""

    def __init__(self, send: Any, is_csv: bool) -> None:
        self._send = send
        self._is_csv = is_csv
        self._held = ""

    async def __call__(self, message: Any) -> None:
        if message["type"] == "http.response.start":
            ours = {name for name, _ in _HEADERS}
            theirs = [pair for pair in message["headers"] if pair[0].lower() not in ours]
            self._is_csv = self._is_csv and message["status"] == 200
            message = {**message, "headers": [*theirs, *_HEADERS]}
        elif self._is_csv and message["type"] == "http.response.body":
            message = {**message, "body": self._inert(message)}
        await self._send(message)

    def _inert(self, message: Any) -> bytes:
        """Whole rows so far; the start of one is held until the rest comes."""
        self._held += message.get("body", b"").decode()
        is_last = not message.get("more_body", False)
        if not is_last and (self._held.count('"') % 2 or not self._held.endswith("\n")):
            return b""
        rows, self._held = self._held, ""
        return inert_csv(rows).encode()


def inert_csv(text: str) -> str:
    """Rows of CSV in which no text looks like a formula; numbers are left as they are."""
    stream = io.StringIO()
    writer = csv.writer(stream)
    for row in csv.reader(io.StringIO(text, newline="")):
        writer.writerow([cell if _NUMBER.fullmatch(cell) else inert_text(cell) for cell in row])
    return stream.getvalue()
