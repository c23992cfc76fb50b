"""What stands before Datasette, on an application that answers what it is told to."""

import asyncio
import csv
import io
from typing import Any

import pytest

from pipeline.catalogue.serve.guard import guarded, inert_csv


def asked(path: str, chunks: list[str], host: str = "127.0.0.1:8001", method: str = "GET") -> Any:
    """The status, headers and body of an answer made of these chunks."""
    sent: list[dict[str, Any]] = []

    async def app(_scope: Any, _receive: Any, send: Any) -> None:
        await send({"type": "http.response.start", "status": 200, "headers": []})
        for chunk in chunks:
            body = chunk.encode()
            await send({"type": "http.response.body", "body": body, "more_body": True})
        await send({"type": "http.response.body", "body": b""})

    async def send(message: dict[str, Any]) -> None:
        sent.append(message)

    headers = [(b"host", host.encode())]
    scope = {"type": "http", "method": method, "path": path, "headers": headers}
    asyncio.run(guarded(app, ["127.0.0.1", "localhost", "[::1]"])(scope, None, send))  # type: ignore[arg-type]
    body = b"".join(message.get("body", b"") for message in sent[1:])
    return sent[0]["status"], dict(sent[0]["headers"]), body.decode()


@pytest.mark.parametrize("host", ["127.0.0.1:8001", "localhost", "LOCALHOST:80", "[::1]:8001"])
def test_this_machine_may_ask(host: str) -> None:
    assert asked("/", ["ok"], host)[::2] == (200, "ok")


@pytest.mark.parametrize("host", ["example.com", "127.0.0.1.example.com", "localhost:1:2", ""])
def test_who_calls_it_by_another_name_is_refused(host: str) -> None:
    assert asked("/", ["secret"], host)[0] == 403


@pytest.mark.parametrize(("method", "path"), [("POST", "/"), ("DELETE", "/a"), ("PUT", "/a.csv")])
def test_nothing_is_written(method: str, path: str) -> None:
    assert asked(path, ["ok"], method=method)[0] == 405


def test_datasette_does_not_tell_of_itself() -> None:
    assert asked("/-/databases.json", ["secret"])[0] == 404


def test_browsers_run_no_script_and_fetch_nothing_elsewhere() -> None:
    policy = asked("/", ["ok"])[1][b"content-security-policy"].decode()
    assert policy.startswith("default-src 'none'")
    assert "script-src" not in policy
    assert "unsafe" not in policy


@pytest.mark.parametrize(
    ("cell", "told"),
    [
        ("=1+1", "'=1+1"),
        ('=HYPERLINK("http://x")', '\'=HYPERLINK("http://x")'),
        ("@SUM(A1)", "'@SUM(A1)"),
        ("+cmd", "'+cmd"),
        (" \n=1", "' \n=1"),
        ("\t=1", "'\t=1"),
        ("-5", "-5"),
        ("-5.25e3", "-5.25e3"),
        ("-5+1", "'-5+1"),
        ("Nido, comunale", "Nido, comunale"),
        ('dice "sì"\nva a capo', 'dice "sì"\nva a capo'),
        ("", ""),
    ],
)
def test_no_cell_of_csv_is_a_formula(cell: str, told: str) -> None:
    stream = io.StringIO()
    csv.writer(stream).writerow(["a", cell, "b"])
    assert list(csv.reader(io.StringIO(inert_csv(stream.getvalue())))) == [["a", told, "b"]]


def test_csv_is_made_inert_wherever_it_is_cut() -> None:
    whole = 'titolo,n\r\n"=1+1,\n""x""",2\r\n-3,=2\r\n'
    expected = asked("/a.csv", [whole])[2]
    assert expected == 'titolo,n\r\n"\'=1+1,\n""x""",2\r\n-3,\'=2\r\n'
    for at in range(len(whole)):
        assert asked("/a.csv", [whole[:at], whole[at:]])[2] == expected
    assert asked("/a.json", [whole])[2] == whole
