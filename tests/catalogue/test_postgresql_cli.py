"""The command and the class, with a server for a catalogue."""

import json
import ssl
import subprocess
import sys
from pathlib import Path

import pytest

from pipeline.catalogue import Catalogue
from pipeline.catalogue.postgresql.address import engine_of, is_address, shown
from pipeline.errors import ExitCode
from tests.catalogue.made_up import SOME, write
from tests.catalogue.test_cli import call


def test_the_command_builds_asks_searches_and_exports(tmp_path: Path, address: str) -> None:
    out = write(tmp_path / "out.json", *SOME)
    result = call("build", out, "--db", address)
    assert (result.exit_code, result.stdout) == (0, "")
    assert result.stderr == (
        "documents: 5 added, 0 replaced, 0 unchanged, 0 pruned, 0 repeated; interventi: 8\n"
    )
    asked = call("ask", "--db", address, "scadenze", "--dal", "2021-03-01", "--format", "jsonl")
    rows = [json.loads(line) for line in asked.stdout.splitlines()]
    assert [row["scadenza"] for row in rows] == ["2021-06-30", "2022-12-31"]
    found = call("search", "comunita educante", "--db", address, "--format", "json")
    assert [row["brano"] for row in json.loads(found.stdout)] == ["[Comunità] [educante]"]
    assert call("export", "--to", "csv", "-o", tmp_path / "csv", "--db", address).exit_code == 0
    assert (tmp_path / "csv" / "catalogo.csv").exists()
    assert not (tmp_path / "catalogue.db").exists()


def test_frames_are_those_of_the_file(both: tuple[Path, str]) -> None:
    with Catalogue(both[0]) as file, Catalogue(both[1]) as server:
        for name in ("catalogo", "documenti", "evidence", "uso_voci"):
            assert file.table(name).equals(server.table(name))
            assert list(file.table(name).dtypes) == list(server.table(name).dtypes)
        assert file.ask("scadenze").equals(server.ask("scadenze"))
        assert list(server.search("educante")["titolo"]) == ["Comunità educante"]


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("build", "a.json", "--db", "postgresql://x@127.0.0.1:1/y"), "cannot be reached"),
        (("build", "a.json", "--db", "catalogue.db"), "-o catalogue.db"),
        (("build", "a.json", "-o", "a.db", "--db", "postgresql://x@y/z"), "Give one of them"),
        (("build", "none.json", "--db", "postgresql://x@y/z"), "none.json cannot be read"),
        (("search", "x", "--db", "postgresql://u:geheim@127.0.0.1:1/y"), "cannot be reached"),
        (("search", "x", "--db", "postgresql://u:geheim@h:x/y"), "is no address"),
        (("search", "x", "--db", "postgresql://u:geheim@h/y?colore=blu"), "colore=blu"),
    ],
)
def test_mistakes_are_told_without_the_password(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, arguments: tuple[str, ...], told: str
) -> None:
    monkeypatch.chdir(tmp_path)
    write(tmp_path / "a.json", *SOME)
    result = call(*arguments)
    assert (result.exit_code, told in result.stderr) == (ExitCode.USAGE, True), result.output
    assert "geheim" not in result.output


@pytest.mark.parametrize("missing", ["sqlalchemy", "pg8000"])
@pytest.mark.parametrize("command", [("build", "out.json"), ("search", "x")])
def test_what_is_not_installed_is_told(missing: str, command: tuple[str, ...]) -> None:
    arguments = [*command, "--db", "postgresql://x@127.0.0.1:1/y"]
    code = (
        f"import sys; sys.modules['{missing}'] = None\n"
        "from pipeline.catalogue.cli import catalogue\n"
        f"catalogue({arguments})"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert (done.returncode, "attidati[postgresql]" in done.stderr) == (2, True), done.stderr


@pytest.mark.parametrize(
    ("database", "is_one"),
    [
        ("postgresql://x@y/z", True),
        ("postgres://x@y/z", True),
        ("catalogue.db", False),
        ("sqlite:///catalogue.db", False),
    ],
)
def test_an_address_is_told_from_a_path(database: str, is_one: bool) -> None:
    assert is_address(database) is is_one


def test_the_password_may_come_from_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PGPASSWORD", "geheim")
    assert engine_of("postgresql://x@y/z").url.password == "geheim"  # noqa: S105
    assert engine_of("postgresql://x:altro@y/z").url.password == "altro"  # noqa: S105
    assert shown("postgresql://x:altro@y/z") == "postgresql://x:***@y/z"


@pytest.mark.parametrize(
    ("mode", "checks"),
    [("require", ssl.CERT_NONE), ("verify-full", ssl.CERT_REQUIRED)],
)
def test_a_connection_is_encrypted_on_demand(
    monkeypatch: pytest.MonkeyPatch, mode: str, checks: ssl.VerifyMode
) -> None:
    seen = {}

    def connect(**arguments: object) -> None:
        seen.update(arguments)
        raise OSError("no")

    monkeypatch.setattr("pg8000.connect", connect)
    with pytest.raises(OSError, match="no"):
        engine_of(f"postgresql://x@y/z?sslmode={mode}").connect()
    context = seen["ssl_context"]
    assert isinstance(context, ssl.SSLContext)
    assert context.verify_mode == checks
