"""What the command promises: which files it reads, what it writes, what its options change."""

import json
import re
from collections import Counter
from itertools import permutations
from pathlib import Path
from shutil import copytree
from typing import Any

import jsonschema
import pytest

from pipeline.write import JSON_SCHEMA
from schemas.version import __version__
from tests.cli.calls import PLAN, call, documents, folder_of, written
from tests.places import SAMPLES

SCHEMA = json.loads(Path(JSON_SCHEMA).read_text(encoding="utf-8"))
PLAN_SAMPLE = SAMPLES / "piano_cidis_2022" / "source.txt"
OPTIONS = ("--output", "--jobs", "--strict", "--no-evidence", "--repairs", "--quiet", "--verbose")


@pytest.fixture
def acts(tmp_path: Path) -> Path:
    """A folder of three plans, at two depths."""
    folder = folder_of(tmp_path / "acts", a_txt=PLAN, c_md=PLAN.replace("2022", "2023"))
    folder_of(folder / "b", a_txt=PLAN.replace("TRENTO", "ROVERETO"))
    return folder


def without(key: str, value: Any) -> Any:
    """The value with a key left out at every depth."""
    if isinstance(value, dict):
        return {name: without(key, each) for name, each in value.items() if name != key}
    return [without(key, each) for each in value] if isinstance(value, list) else value


def test_folder_is_read_at_any_depth_in_order_of_paths(acts: Path) -> None:
    folder_of(acts / "b" / "deep" / "deeper", z_TXT=PLAN)
    assert list(documents(acts)) == ["a.txt", "b/a.txt", "b/deep/deeper/z.TXT", "c.md"]


def test_hidden_files_and_folders_are_neither_read_nor_counted(acts: Path) -> None:
    (acts / ".hidden.txt").write_text(PLAN, encoding="utf-8")
    (acts / ".hidden.docx").touch()
    folder_of(acts / ".git", a_txt=PLAN)
    result = call(acts, "-o", "-")
    assert [x["source"]["path"] for x in json.loads(result.stdout)["documents"]] == [
        "a.txt",
        "b/a.txt",
        "c.md",
    ]
    assert "passed over" not in result.stderr


def test_other_endings_are_passed_over_and_counted(acts: Path) -> None:
    folder_of(acts / "b", one_xlsx="", two_XLSX="", three_gif="", LEGGIMI="")
    result = call(acts, "-o", "-")
    assert len(json.loads(result.stdout)["documents"]) == 3
    assert re.search(
        r"passed over +4 +1 \.gif, 2 \.xlsx, 1 no ending$", result.stderr, re.MULTILINE
    )


def test_files_and_folders_can_be_given_together(acts: Path) -> None:
    found = documents(acts / "b", acts / "c.md", acts / "c.md", acts / "b" / "a.txt")
    assert list(found) == ["b/a.txt", "c.md"]


def test_file_given_by_name_has_its_name_as_path(acts: Path) -> None:
    assert list(documents(acts / "b" / "a.txt")) == ["a.txt"]


def test_json_is_the_envelope(acts: Path, tmp_path: Path) -> None:
    assert call(acts, "-o", tmp_path / "out.json").exit_code == 0
    envelope = json.loads((tmp_path / "out.json").read_text(encoding="utf-8"))
    assert list(envelope) == ["schema_version", "generator", "documents"]
    assert (envelope["schema_version"], envelope["generator"]) == ("1.0", f"attidati {__version__}")
    assert [x["ente"]["nome"] for x in envelope["documents"]] == [
        "COMUNE DI TRENTO",
        "COMUNE DI ROVERETO",
        "COMUNE DI TRENTO",
    ]


def test_jsonl_holds_one_document_a_line(acts: Path, tmp_path: Path) -> None:
    assert call(acts, "-o", tmp_path / "out.jsonl").exit_code == 0
    text = (tmp_path / "out.jsonl").read_text(encoding="utf-8")
    assert text.endswith("}\n")
    assert text.count("\n") == 3
    listed = [json.loads(line) for line in text.splitlines()]
    assert listed == list(documents(acts).values())


def test_standard_output_holds_nothing_but_json(acts: Path, tmp_path: Path) -> None:
    folder_of(acts, bad_txt=b"", note_xlsx="")
    result = call(acts, "-o", "-", "--verbose")
    call(acts, "-o", tmp_path / "out.json")
    assert result.stdout_bytes == (tmp_path / "out.json").read_bytes()
    assert len(json.loads(result.stdout)["documents"]) == 4
    assert "failed: bad.txt" in result.stderr


def test_output_is_the_same_for_one_and_two_workers(acts: Path) -> None:
    folder_of(acts, bad_pdf=b"", half_pdf=b"%PDF-1.4\n1 0 obj")
    one, two = (written(acts, PLAN_SAMPLE, options=("--jobs", jobs)) for jobs in ("1", "2"))
    assert one == two
    assert [x["status"] for x in json.loads(one)["documents"]].count("failed") == 2


def test_output_is_the_same_for_any_order_of_inputs(acts: Path) -> None:
    inputs = (acts / "c.md", acts / "b", acts / "a.txt")
    outputs = {written(*order) for order in permutations(inputs)}
    assert len(outputs) == 1
    assert len(json.loads(outputs.pop())["documents"]) == 3


def test_output_is_the_same_for_files_elsewhere(
    acts: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    here = written(acts)
    elsewhere = copytree(acts, tmp_path / "quite" / "another place")
    assert written(elsewhere) == here
    monkeypatch.chdir(elsewhere)
    assert written(".") == here
    assert written("a.txt", "b", "../another place/c.md") == here
    assert str(tmp_path).encode() not in here


def test_strict_exits_1_on_a_failed_document_and_writes_the_same(
    acts: Path, tmp_path: Path
) -> None:
    folder_of(acts, bad_txt=b"")
    lax, strict = tmp_path / "lax.json", tmp_path / "strict.json"
    assert call(acts, "-o", lax).exit_code == 0
    assert call(acts, "-o", strict, "--strict").exit_code == 1
    assert strict.read_bytes() == lax.read_bytes()


def test_strict_exits_1_on_an_issue_of_severity_error(tmp_path: Path) -> None:
    whole = (PLAN_SAMPLE.with_suffix(".pdf")).read_bytes()
    folder = folder_of(tmp_path / "cut", a_pdf=whole[: whole.rindex(b"%%EOF")])
    (record,) = documents(folder).values()
    assert (record["status"], record["issues"][0]["severity"]) == ("ok", "error")
    assert call(folder, "-o", "-", "--strict").exit_code == 1


def test_strict_exits_0_where_all_is_well(acts: Path) -> None:
    assert call(acts, "-o", "-", "--strict").exit_code == 0


def test_no_evidence_leaves_out_evidence_and_nothing_else() -> None:
    full = documents(PLAN_SAMPLE)
    bare = documents(PLAN_SAMPLE, options=("--no-evidence",))
    assert all(x["evidence"] for x in full["source.txt"]["interventi"])
    assert bare == without("evidence", full)


def test_repairs_full_lists_each_edit_where_it_stands(tmp_path: Path) -> None:
    pages = PLAN_SAMPLE.read_text(encoding="utf-8").replace("TITOLO: ", "\fTITOLO: ").split("\f")
    folder = folder_of(tmp_path / "acts", a_txt="\f".join(pages))
    (full,) = documents(folder, options=("--repairs", "full")).values()
    (counted,) = documents(folder).values()
    edits = full["repairs"]
    assert {edit["page"] for edit in edits} > {1, 2}
    for edit in edits:
        assert edit["before"] == pages[edit["page"] - 1][edit["start"] : edit["end"]] != ""
        assert edit["after"] != edit["before"]
    assert counted["repairs"] == Counter(edit["rule"] for edit in edits)
    assert without("repairs", full) == without("repairs", counted)


@pytest.mark.parametrize("code", ["MOJ", "moj", "OCR", "OCR006"])
def test_no_repair_switches_off_a_family_or_a_rule(code: str) -> None:
    (all_of_them,) = documents(PLAN_SAMPLE).values()
    (others,) = documents(PLAN_SAMPLE, options=("--no-repair", code)).values()
    off = {rule for rule in all_of_them["repairs"] if rule.startswith(code.upper())}
    assert off
    assert set(others["repairs"]) == set(all_of_them["repairs"]) - off


def test_no_repair_may_be_repeated() -> None:
    options = ("--no-repair", "MOJ", "--no-repair", "OCR", "--no-repair", "SPC")
    (record,) = documents(PLAN_SAMPLE, options=options).values()
    assert record["repairs"] == {}


@pytest.mark.parametrize("code", ["ENC001", "XYZ", "OCR999", ""])
def test_no_repair_of_an_unknown_code_names_the_known_ones(code: str, acts: Path) -> None:
    result = call(acts, "-o", "-", "--no-repair", code)
    assert result.exit_code == 2
    assert "MOJ" in result.stderr
    assert "OCR001" in result.stderr


def test_summary_counts_documents_interventi_and_issues(acts: Path) -> None:
    folder_of(acts, altro_txt="Lista della spesa\n", bad_txt=b"")
    told = call(acts, "-o", "-").stderr
    assert re.search(r"^documents +5 +1 failed$", told, re.MULTILINE)
    assert re.search(r"^interventi +6$", told, re.MULTILINE)
    assert re.search(r"^COV001 +1 +warning: ", told, re.MULTILINE)
    assert re.search(
        r"^failed: bad\.txt: the file is empty\n +Fetch the file again\.$", told, re.MULTILINE
    )


def test_quiet_says_nothing_even_of_a_failure(acts: Path, tmp_path: Path) -> None:
    folder_of(acts, bad_txt=b"")
    assert call(acts, "-o", tmp_path / "out.json", "--quiet").output == ""


def test_verbose_names_each_document(acts: Path, tmp_path: Path) -> None:
    folder_of(acts, bad_txt=b"")
    told = call(acts, "-o", tmp_path / "out.json", "--verbose").stderr.splitlines()
    assert told[:4] == [
        "a.txt: 1 pages, 2 interventi",
        "b/a.txt: 1 pages, 2 interventi",
        "bad.txt: failed: the file is empty",
        "c.md: 1 pages, 2 interventi",
    ]


def test_version_is_printed() -> None:
    result = call("--version")
    assert (result.exit_code, result.stdout) == (0, f"attidati, version {__version__}\n")


def test_schema_is_the_published_one_in_json_schema_2020_12() -> None:
    result = call("--schema")
    assert result.exit_code == 0
    assert result.stdout_bytes == Path(JSON_SCHEMA).read_bytes()
    schema = json.loads(result.stdout)
    assert schema["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    jsonschema.Draft202012Validator.check_schema(schema)


@pytest.mark.parametrize("flag", ["--help", "-h"])
def test_help_names_every_option_and_exit_code(flag: str) -> None:
    result = call(flag)
    assert result.exit_code == 0
    assert [option for option in OPTIONS if option not in result.stdout] == []
    assert re.findall(r"^ +(\d+) {2,}\w", result.stdout, re.MULTILINE) == [
        "0",
        "1",
        "2",
        "3",
        "130",
    ]


@pytest.mark.parametrize(
    "options", [(), ("--no-evidence",), ("--repairs", "full")], ids=["plain", "bare", "repairs"]
)
def test_output_follows_the_published_schema(options: tuple[str, ...]) -> None:
    output = json.loads(written(SAMPLES, options=options))
    errors = jsonschema.Draft202012Validator(SCHEMA).iter_errors(output)
    assert [f"{error.json_path}: {error.message}" for error in errors] == []
    assert {x["status"] for x in output["documents"]} == {"ok", "failed"}


def test_schema_refuses_a_key_it_does_not_know(acts: Path) -> None:
    output = json.loads(written(acts))
    output["documents"][0]["interventi"][0]["colore"] = "rosso"
    assert not jsonschema.Draft202012Validator(SCHEMA).is_valid(output)
