"""The command: what it prints, and what the shell is told."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from pipeline.catalogue.cli import catalogue
from pipeline.catalogue.questions import questions
from pipeline.errors import ExitCode
from tests.catalogue.made_up import SOME, azione, built, plan, write


def call(*arguments: str | Path) -> Result:
    """The command with these arguments."""
    return CliRunner().invoke(catalogue, [str(each) for each in arguments])


def test_build_says_what_it_did(tmp_path: Path) -> None:
    out = write(tmp_path / "out.json", *SOME)
    database = tmp_path / "catalogue.db"
    result = call("build", out, "-o", database)
    assert (result.exit_code, result.stdout) == (0, "")
    assert result.stderr == (
        "documents: 5 added, 0 replaced, 0 unchanged, 0 pruned, 0 repeated; interventi: 8\n"
    )
    assert call("build", out, "-o", database, "-q").output == ""


@pytest.mark.parametrize("name", questions())
def test_every_question_is_a_command_that_explains_itself(database: Path, name: str) -> None:
    told = call("ask", "--db", database, name, "--help").stdout
    assert questions()[name].title in told
    for each in questions()[name].parameters:
        assert f"--{each.name}" in told
    result = call("ask", "--db", database, name, "--format", "json", "--limit", "0")
    assert result.exit_code == 0
    assert json.loads(result.stdout)


def test_a_parameter_narrows(database: Path) -> None:
    asked = ("ask", "--db", database, "scadenze", "--dal", "2021-03-01", "--format", "jsonl")
    rows = [json.loads(line) for line in call(*asked).stdout.splitlines()]
    assert [row["scadenza"] for row in rows] == ["2021-06-30", "2022-12-31"]


def test_a_table_is_aligned_and_cut_answers_say_so(database: Path) -> None:
    result = call("ask", "--db", database, "organizzazioni_attive", "--limit", "2")
    lines = result.stdout.splitlines()
    assert lines[0].split()[:2] == ["nome", "n_interventi"]
    assert len(lines) == 4
    assert result.stderr == "Only the first 2 rows; --limit 0 for all.\n"


def test_nothing_steers_the_terminal(tmp_path: Path) -> None:
    hostile = plan("a.txt", "Comune\x1b[2J di Alfa", 2022, azione("A\nB\tC"))
    database, _ = built(tmp_path, hostile)
    result = call("ask", "--db", database, "interventi_per_territorio")
    assert "\x1b" not in result.stdout
    assert len(result.stdout.splitlines()) == 3


def test_csv_of_an_answer_has_no_formula(tmp_path: Path) -> None:
    database, _ = built(tmp_path, plan("a.txt", "=1+1", 2022, azione("A")))
    result = call("ask", "--db", database, "interventi_per_territorio", "--format", "csv")
    assert result.stdout.splitlines()[1].startswith("'=1+1,")


def test_search(database: Path) -> None:
    result = call("search", "comunita educante", "--db", database, "--format", "json")
    assert [row["brano"] for row in json.loads(result.stdout)] == ["[Comunità] [educante]"]


def test_export(database: Path, tmp_path: Path) -> None:
    result = call("export", "--to", "csv", "-o", tmp_path / "out", "--db", database)
    assert (result.exit_code, result.stdout) == (0, "")
    assert (tmp_path / "out" / "catalogo.csv").exists()


@pytest.mark.parametrize(
    ("arguments", "code", "told"),
    [
        (("build", "none.json"), ExitCode.USAGE, "none.json cannot be read"),
        (("build", "a.json", "-o", "a.json"), ExitCode.USAGE, "is one of the inputs"),
        (("build", "a.json", "-o", "no/such/a.db"), ExitCode.OUTPUT, "cannot be written"),
        (("ask", "scadenze"), ExitCode.USAGE, "catalogue build"),
        (("ask", "niente"), ExitCode.USAGE, "No such command"),
        (("ask", "scadenze", "--anno", "x"), ExitCode.USAGE, "No such option"),
        (("search", "x", "--db", "a.json"), ExitCode.USAGE, "is no catalogue"),
        (("export", "--to", "pdf", "-o", "x"), ExitCode.USAGE, "Invalid value"),
    ],
)
def test_mistakes_are_told(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    arguments: tuple[str, ...],
    code: ExitCode,
    told: str,
) -> None:
    monkeypatch.chdir(tmp_path)
    write(tmp_path / "a.json", *SOME)
    result = call(*arguments)
    assert (result.exit_code, told in result.stderr) == (code, True), result.output
