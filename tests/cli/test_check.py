"""`--check`: the issues as linters print them, in four forms, and what the shell is told."""

import json
import os
import re
import subprocess
import sys
from collections import Counter
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from click.testing import Result

from pipeline import explain
from pipeline.findings import Finding
from pipeline.report_issues import GithubReport, TextReport
from pipeline.report_sarif import SarifReport
from schemas.rules import rules
from tests.cli.calls import PLAN, call, documents, folder_of
from tests.places import SAMPLES

ANNOUNCED = PLAN.replace("2022\n\n", "2022\n\nIl piano si articola in 9 azioni.\n\n")
LOST = PLAN.replace("\n\nTITOLO: P", "\n-----\n\nTITOLO: P") + "-----\n\nUna nota.\n"

SARIF_SCHEMA = Path(__file__).with_name("sarif-2.1.0-rtm.5.json")


@pytest.fixture
def acts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Three plans at two depths, two of them with an issue, below the working folder."""
    monkeypatch.chdir(tmp_path)
    folder_of(tmp_path / "acts" / "b", a_txt=LOST)
    return folder_of(tmp_path / "acts", a_txt=ANNOUNCED, c_txt=PLAN)


def check(*arguments: str | Path) -> Result:
    """A call with --check."""
    return call("--check", *arguments)


def found(*arguments: str | Path) -> Any:
    """The findings as the JSON list."""
    return json.loads(check(*arguments, "--format", "json").stdout)


def test_each_issue_is_a_line_with_file_page_rule_severity_and_message(acts: Path) -> None:
    result = check(acts)
    assert result.stdout.splitlines() == [
        "acts/a.txt: CNT001 warning the act announces 9 interventi; found 2",
        "acts/b/a.txt:1: COV001 warning 8 characters are in no field, from «Una nota.»",
    ]
    assert result.stderr == "documents: 3; issues: 2 (0 error, 2 warning, 0 info)\n"


def test_every_issue_of_the_output_is_reported_once(acts: Path) -> None:
    records = documents(SAMPLES, acts).values()
    issues = [issue for record in records for issue in record.get("issues", [])]
    told = [each for each in found(SAMPLES, acts) if each["rule"] in rules()]
    keys = ("rule", "severity", "page", "start", "end", "path", "message")
    assert Counter(tuple(x[key] for key in keys) for x in told) == Counter(
        tuple(x.get(key) for key in keys) for x in issues
    )
    assert len(told) > 10


def test_issues_of_a_file_stand_in_order_of_place_those_of_none_first(tmp_path: Path) -> None:
    lost = "-----\n\nUna nota è qui.\n\fTITOLO: Tre\n-----\n\nDue note.\n"
    folder_of(tmp_path, a_txt=(ANNOUNCED + lost).encode("cp1252"))
    listed = found(tmp_path)
    assert [(x["rule"], x["page"]) for x in listed] == [
        ("CNT001", None),
        ("ENC001", 1),
        ("COV001", 1),
        ("COV001", 2),
    ]
    (record,) = documents(tmp_path).values()
    assert record["issues"][0]["rule"] == "ENC001"


def test_output_is_the_same_for_one_and_two_workers_and_any_order(acts: Path) -> None:
    for form in ("text", "json", "github", "sarif"):
        one = check(SAMPLES, acts, "--format", form).stdout_bytes
        assert check(acts, SAMPLES, "--format", form, "--jobs", "2").stdout_bytes == one != b""


def test_file_is_named_by_its_path_from_the_working_folder(
    acts: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for folder, expected in ((acts, "a.txt"), (acts / "b", "../a.txt")):
        monkeypatch.chdir(folder)
        assert found(acts / "a.txt")[0]["file"] == expected


def test_failed_file_is_reported_with_its_remedy(acts: Path) -> None:
    folder_of(acts, bad_txt=b"")
    result = check(acts)
    line = "acts/bad.txt: empty_file error the file is empty. Fetch the file again."
    assert line in result.stdout.splitlines()
    assert result.stderr.endswith("; failed: 1\n")
    assert result.exit_code == 1


@pytest.mark.parametrize(
    ("name", "options", "code"),
    [
        ("c.txt", (), 0),
        ("c.txt", ("--strict",), 0),
        ("a.txt", (), 0),
        ("a.txt", ("--strict",), 1),
        ("bad.txt", (), 1),
        ("cut.pdf", (), 1),
    ],
)
def test_exit_code_is_1_on_an_error_and_with_strict_on_a_warning(
    acts: Path, name: str, options: tuple[str, ...], code: int
) -> None:
    whole = (SAMPLES / "piano_cidis_2022" / "source.pdf").read_bytes()
    folder_of(acts, bad_txt=b"", cut_pdf=whole[: whole.rindex(b"%%EOF")])
    assert check(acts / name, *options).exit_code == code


def test_output_is_written_too_where_it_is_named(acts: Path, tmp_path: Path) -> None:
    result = check(acts, "-o", tmp_path / "out.json")
    assert result.stdout == check(acts).stdout
    assert len(json.loads((tmp_path / "out.json").read_text(encoding="utf-8"))["documents"]) == 3


@pytest.mark.parametrize(
    "arguments", [(), ("--check", "-o", "-"), ("--check", "-o", "out.csv"), ("--format", "json")]
)
def test_call_without_sense_is_refused(acts: Path, arguments: tuple[str, ...]) -> None:
    result = call(acts, *arguments)
    assert result.exit_code == 2
    assert result.stdout == ""


def test_quiet_leaves_the_findings_and_drops_the_count(acts: Path) -> None:
    result = check(acts, "--quiet")
    assert len(result.stdout.splitlines()) == 2
    assert result.stderr == ""


def test_nothing_found_is_an_empty_report(acts: Path) -> None:
    assert check(acts / "c.txt").stdout == ""
    assert found(acts / "c.txt") == []
    log = json.loads(check(acts / "c.txt", "--format", "sarif").stdout)
    assert log["runs"][0]["results"] == []


def finding(**changed: Any) -> Finding:
    """A finding with something changed."""
    given = {"file": "a.pdf", "page": 3, "start": 0, "end": 4, "rule": "CNT001"}
    given |= {"severity": "warning", "path": "$", "message": "odd"}
    return Finding(**{**given, **changed})


@pytest.mark.parametrize(
    ("changed", "line"),
    [
        ({}, "::warning file=a.pdf,title=CNT001 on page 3::odd"),
        ({"page": None}, "::warning file=a.pdf,title=CNT001::odd"),
        ({"severity": "info"}, "::notice file=a.pdf,title=CNT001 on page 3::odd"),
        ({"severity": "error"}, "::error file=a.pdf,title=CNT001 on page 3::odd"),
        ({"file": "a, b: 5%", "page": None}, "::warning file=a%2C b%3A 5%25,title=CNT001::odd"),
        (
            {"message": "5%, a: b\r\nc", "page": None},
            "::warning file=a.pdf,title=CNT001::5%25, a: b%0D%0Ac",
        ),
        ({"message": "%0A", "page": None}, "::warning file=a.pdf,title=CNT001::%250A"),
    ],
)
def test_github_gets_commands_that_nothing_ends_early(changed: dict[str, Any], line: str) -> None:
    assert GithubReport().line(finding(**changed)) == line + "\n"


@pytest.mark.parametrize("odd", ["a\nb", "a\rb", "\x1b[31mred", "\u2028"])
def test_no_message_breaks_or_colours_a_line(odd: str) -> None:
    line = TextReport().line(finding(message=odd, file=odd))
    assert line.count("\n") == 1
    assert line[:-1].isprintable()


def sarif(*arguments: str | Path) -> dict[str, Any]:
    """The only run of the SARIF log, the log's own keys seen to."""
    log = json.loads(check(*arguments, "--format", "sarif").stdout)
    assert set(log) == {"$schema", "version", "runs"}
    assert log["version"] == "2.1.0"
    (run,) = log["runs"]
    assert set(run) == {"tool", "results", "invocations"}
    return dict(run)


def test_sarif_follows_the_standards_schema(acts: Path) -> None:
    """The schema is that of OASIS, as the npm package `@microsoft/jest-sarif` (MIT) holds it."""
    folder_of(acts, bad_txt=b"")
    (acts / "a.txt").rename(acts / "città, 5% #1.txt")
    schema = json.loads(SARIF_SCHEMA.read_text(encoding="utf-8"))
    validator = jsonschema.Draft4Validator(
        schema, format_checker=jsonschema.Draft4Validator.FORMAT_CHECKER
    )
    log = json.loads(check(SAMPLES, acts, "--format", "sarif").stdout)
    assert [f"{error.json_path}: {error.message}" for error in validator.iter_errors(log)] == []
    log["runs"][0]["results"][0]["level"] = "info"
    assert not validator.is_valid(log)


def test_sarif_lists_every_rule_with_its_texts() -> None:
    driver = sarif(SAMPLES)["tool"]["driver"]
    listed = driver["rules"]
    assert [rule["id"] for rule in listed] == sorted(
        c for c, rule in rules().items() if rule.severity
    )
    for rule in listed:
        told = explain.explain(rule["id"])
        assert rule["fullDescription"] == {"text": told.what}
        assert rule["help"]["markdown"] == told.markdown()
        assert told.why in rule["help"]["text"]
        assert rule["defaultConfiguration"]["level"] in ("error", "warning", "note")
    assert re.fullmatch(r"\d+\.\d+\.\d+", driver["semanticVersion"])


def test_sarif_results_name_rule_level_file_and_place(acts: Path) -> None:
    folder_of(acts, bad_txt=b"")
    (acts / "a.txt").rename(acts / "città, 5% #1.txt")
    run = sarif(acts)
    for result in run["results"]:
        assert run["tool"]["driver"]["rules"][result["ruleIndex"]]["id"] == result["ruleId"]
        assert result["level"] == "warning"
        assert result["message"]["text"]
    lost, announced = (result["locations"][0] for result in run["results"])
    assert lost["properties"]["page"] == 1
    assert announced == {
        "physicalLocation": {"artifactLocation": {"uri": "acts/citt%C3%A0%2C%205%25%20%231.txt"}},
        "logicalLocations": [{"fullyQualifiedName": "$.dichiarati.azioni", "kind": "element"}],
    }


def test_sarif_tells_a_failed_file_as_a_notification(acts: Path) -> None:
    folder_of(acts, bad_txt=b"")
    ((went,), (whole,)) = (sarif(acts)["invocations"], sarif(acts / "c.txt")["invocations"])
    assert (went["executionSuccessful"], whole["executionSuccessful"]) == (False, True)
    (told,) = went["toolExecutionNotifications"]
    assert (told["descriptor"], told["level"]) == ({"id": "empty_file"}, "error")
    assert told["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] == "acts/bad.txt"
    assert whole["toolExecutionNotifications"] == []


def test_sarif_links_to_the_pages_where_the_project_says_they_are(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    import importlib.metadata
    from email.message import Message

    told = Message()
    told["Project-URL"] = "Homepage, https://example.org"
    monkeypatch.setattr(importlib.metadata, "metadata", lambda _: told)
    assert "helpUri" not in SarifReport().opening
    told["Project-URL"] = "Documentation, https://example.org/docs/"
    assert '"helpUri":"https://example.org/docs/rules/CNT001.md"' in SarifReport().opening


def test_reader_that_stops_early_is_no_error_of_ours(acts: Path) -> None:
    code = "from pipeline.cli import main; main()"
    command = [sys.executable, "-c", code, "--check", str(acts), "-q"]
    reading, writing = os.pipe()
    os.close(reading)
    done = subprocess.run(command, stdout=writing, stderr=subprocess.PIPE, text=True, check=False)
    os.close(writing)
    assert "Traceback" not in done.stderr
