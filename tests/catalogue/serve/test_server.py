"""The command: what it refuses, what its pages answer, and that nothing changes the file."""

import csv
import importlib.util
import io
import json
import signal
import socket
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path
from typing import Any

import httpx
import pytest
from click.testing import CliRunner

from pipeline.catalogue.cli import catalogue
from pipeline.errors import ExitCode
from tests.catalogue.made_up import SOME, azione, built, plan
from tests.catalogue.serve.serving import serving, started

EVIL = "<script>document.title='taken'</script><img src=x onerror=alert(1)>"
QUOTED = EVIL.replace("'", "''")
COUNT = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT max(i) FROM n"


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> Iterator[httpx.Client]:
    """Asks a server of the made-up documents and one with hostile texts."""
    hostile = plan("c.txt", EVIL, 2024, azione(EVIL), azione("=1+1"), azione("'; DROP TABLE x;--"))
    database, _ = built(tmp_path_factory.mktemp("odd #?% name"), *SOME, hostile)
    with serving(database) as address, httpx.Client(base_url=address, timeout=90) as asking:
        yield asking


def rows(client: httpx.Client, path: str, **query: str) -> list[dict[str, Any]]:
    """The rows of an address as JSON."""
    answer = client.get(f"{path}.json", params={"_shape": "array", **query})
    assert answer.status_code == 200, answer.text
    found: list[dict[str, Any]] = answer.json()
    return found


@pytest.mark.parametrize("text", ["comunita educante", "COMUNITÀ", '"comunità educante"'])
def test_search_puts_accents_aside(client: httpx.Client, text: str) -> None:
    titles = [row["titolo"] for row in rows(client, "/catalogo/catalogo", _search=text)]
    assert "Comunità educante" in titles
    assert "Nido comunale" not in titles


@pytest.mark.parametrize("text", ["zzz", '"educante comunità"', "!!!", '"', "a* OR NEAR("])
def test_what_is_not_there_is_not_found(client: httpx.Client, text: str) -> None:
    assert rows(client, "/catalogo/catalogo", _search=text) == []


def test_search_narrows_what_hangs_on_interventi(client: httpx.Client) -> None:
    found = rows(client, "/catalogo/classificati", _search="educante")
    assert [row["voce"] for row in found] == ["D08-0824"]


def test_a_code_narrows_within_its_edition(client: httpx.Client) -> None:
    assert len(rows(client, "/catalogo/catalogo", _voce="2 · B04-0401")) == 4
    assert len(rows(client, "/catalogo/catalogo", _voce="2 · B04-0401", anno="2022")) == 3
    for other in ("1 · B04-0401", "B04-0401", "", "' OR 1=1 --"):
        assert rows(client, "/catalogo/catalogo", _voce=other) == []


def test_facets_count_interventi(client: httpx.Client) -> None:
    facets = client.get("/catalogo/catalogo.json").json()["facet_results"]
    counted = {each["value"]: each["count"] for each in facets["voce"]["results"]}
    assert counted == {"2 · B04-0401": 4, "2 · D08-0824": 3, "2 · B02-0211": 1, "2 · Z99-9999": 1}
    assert {each["value"]: each["count"] for each in facets["anno"]["results"]} == {
        2022: 5,
        2021: 3,
        2024: 3,
    }


def test_a_question_is_asked_by_its_form(client: httpx.Client) -> None:
    found = rows(client, "/catalogo/chiedi-scadenze", dal="2021-03-01")
    assert [row["scadenza"] for row in found] == ["2021-06-30", "2022-12-31"]
    page = client.get("/catalogo/chiedi-scadenze").text
    assert "Primo giorno del periodo" in page


def test_all_rows_are_downloaded_and_none_is_a_formula(client: httpx.Client) -> None:
    for query in ("?_stream=on", "?_size=max"):
        answer = client.get(f"/catalogo/catalogo.csv{query}")
        found = list(csv.DictReader(io.StringIO(answer.text)))
        assert len(found) == 11
        assert {row["titolo"] for row in found} >= {"'=1+1", EVIL, "Comunità educante"}
    assert (
        "attachment"
        in client.get("/catalogo/catalogo.csv?_stream=on").headers["content-disposition"]
    )
    narrowed = client.get("/catalogo/catalogo.csv?_stream=on&_search=educante&anno=2021").text
    assert len(narrowed.splitlines()) == 2
    asked = client.get("/catalogo/chiedi-scadenze.csv?_stream=on&dal=2022-01-01").text
    assert len(asked.splitlines()) == 2
    typed = client.get("/catalogo.csv", params={"sql": "SELECT '=1' AS a, -2 AS b"}).text
    assert typed == "a,b\r\n'=1,-2\r\n"


def test_hostile_text_is_only_text(client: httpx.Client) -> None:
    (row,) = rows(client, "/catalogo/catalogo", titolo=EVIL)
    addresses = [
        f"/intervento/{row['id']}",
        f"/catalogo/documenti/{row['documento_id']}",
        "/catalogo/catalogo",
        "/catalogo/interventi",
        f"/catalogo/catalogo?titolo={EVIL}",
        f"/catalogo/catalogo?_search={EVIL}",
        f"/catalogo/catalogo?_voce={EVIL}",
        f"/catalogo/catalogo?{EVIL}={EVIL}",
        f"/catalogo?sql=SELECT '{QUOTED}' AS \"{QUOTED}\"",
        f"/catalogo/chiedi-scadenze?territorio={EVIL}",
        f"/intervento/{EVIL}",
        f"/{EVIL}",
    ]
    for address in addresses:
        text = client.get(address, follow_redirects=True).text
        assert "<script" not in text, address
        assert "<img" not in text, address


def test_a_page_that_is_not_there_is_told_in_italian(client: httpx.Client) -> None:
    for address in ("/niente", "/catalogo/niente", "/intervento/000000000000-1", "/altro/x/y"):
        answer = client.get(address)
        assert (answer.status_code, "<h1>Non c&#39;è</h1>" in answer.text) == (404, True), address
    assert client.get("/intervento/x.json").json()["title"] == "Non c'è"
    (row, *_) = rows(client, "/catalogo/catalogo")
    assert client.get(f"/intervento/{row['id']}/pagina/2.png").status_code == 404
    assert client.get(f"/intervento/{row['id']}/pagina/../../x.png").status_code == 404


def test_without_sources_the_record_says_what_to_do(client: httpx.Client) -> None:
    (row, *_) = rows(client, "/catalogo/catalogo", titolo="Comunità educante")
    page = client.get(f"/intervento/{row['id']}").text
    assert "D08-0824" in page
    assert "TMP001" in page
    assert client.get(f"/intervento/{row['id']}.json").json()["title"] == "Comunità educante"


@pytest.mark.parametrize(
    ("sql", "told"),
    [
        ("DELETE FROM interventi", "must be a SELECT"),
        ("WITH a AS (SELECT 1) DELETE FROM interventi", "readonly"),
        ("SELECT length(zeroblob(1000000000))", "too big"),
        ("SELECT load_extension('x')", "not authorized"),
        ("SELECT niente", "no such column"),
        (COUNT, "3 secondi"),
    ],
)
def test_sql_only_reads_and_not_for_long(client: httpx.Client, sql: str, told: str) -> None:
    answer = client.get("/catalogo", params={"sql": sql})
    assert answer.status_code == 400
    assert told in answer.text


def test_a_catalogue_is_brought_up_to_date_while_it_is_served(tmp_path: Path) -> None:
    database, _ = built(tmp_path, *SOME)
    before = sha256(database.read_bytes()).hexdigest()
    with serving(database) as address:
        assert len(httpx.get(f"{address}/catalogo/catalogo.json", timeout=90).json()["rows"]) == 8
        assert sha256(database.read_bytes()).hexdigest() == before
        built(tmp_path, plan("z.txt", "Comune di Zeta", 2025, azione("Nuovo")))
        assert len(httpx.get(f"{address}/catalogo/catalogo.json", timeout=90).json()["rows"]) == 9


@pytest.mark.parametrize(
    ("sent", "code"),
    [(signal.SIGINT, ExitCode.OK), (signal.SIGTERM, ExitCode.TERMINATED)],
)
def test_it_ends_when_it_is_told_to(database: Path, sent: signal.Signals, code: ExitCode) -> None:
    with started(database) as (address, process):
        assert httpx.get(address, timeout=90).status_code == 200
        process.send_signal(sent)
        _, said = process.communicate()
        assert (process.returncode, said) == (code, "")


def refused(*arguments: str | Path) -> str:
    """What a call that is refused says."""
    result = CliRunner().invoke(catalogue, ["serve", *map(str, arguments)])
    assert result.exit_code == ExitCode.USAGE, result.output
    return result.stderr


def test_what_it_is_given_is_checked(database: Path, tmp_path: Path) -> None:
    assert "catalogue build" in refused(tmp_path / "none.db")
    (tmp_path / "text.db").write_text("no database")
    assert "is no catalogue" in refused(tmp_path / "text.db")
    sqlite3.connect(tmp_path / "other.db").execute("CREATE TABLE t(a)").connection.close()
    assert "is no catalogue" in refused(tmp_path / "other.db")
    assert "is no folder" in refused(database, "--sources", database)
    assert "is no address" in refused(database, "--host", "192.0.2.1")


def test_another_version_is_refused_with_a_remedy(database: Path, tmp_path: Path) -> None:
    other = tmp_path / "other.db"
    for version, remedy in ((0, "catalogue build"), (999, "newer attidati")):
        other.write_bytes(database.read_bytes())
        with sqlite3.connect(other) as connection:
            connection.execute(f"PRAGMA user_version = {version}")
        connection.close()
        assert remedy in refused(other)


def test_a_port_in_use_is_told(database: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        assert f"Port {port} is in use" in refused(database, "--port", str(port))


def test_what_is_not_installed_is_told(database: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("pipeline.catalogue.serve.server.find_spec", lambda _: None)
    assert "pip install 'attidati[serve]'" in refused(database)


def test_no_other_command_imports_datasette() -> None:
    assert importlib.util.find_spec("datasette")
    program = (
        "import sys, json; from pipeline.catalogue.cli import catalogue\n"
        "try: catalogue(['serve', '--help'])\n"
        "except SystemExit: json.dump([*sys.modules], sys.stderr)"
    )
    said = subprocess.run([sys.executable, "-c", program], capture_output=True, check=True).stderr
    heavy = {"datasette", "uvicorn", "pypdfium2", "jinja2", "pipeline.catalogue.serve.server"}
    assert heavy.isdisjoint(json.loads(said))
