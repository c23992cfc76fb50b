"""What was written can be read back by `Dataset.load`, unless another major version wrote it."""

from pathlib import Path

import pydantic
import pytest

import schemas
from schemas.dataset import Dataset, Documento, DocumentoFallito, IncompatibleVersionError
from tests.cli.calls import PLAN, call, folder_of


@pytest.fixture
def acts(tmp_path: Path) -> Path:
    """A folder of a plan and a file that cannot be read."""
    return folder_of(tmp_path / "acts", a_txt=PLAN, bad_txt=b"")


def with_version(acts: Path, version: str) -> Path:
    """An output whose version is another than that of the contract."""
    output = acts.parent / "out.json"
    assert call(acts, "-o", output).exit_code == 0
    text = output.read_text(encoding="utf-8")
    assert text.count('"schema_version": "1.0"') == 1
    output.write_text(text.replace('"schema_version": "1.0"', f'"schema_version": "{version}"'))
    return output


@pytest.mark.parametrize("ending", ["json", "jsonl"])
@pytest.mark.parametrize("option", ["--repairs=counts", "--repairs=full", "--no-evidence"])
def test_load_reads_what_was_written(acts: Path, ending: str, option: str) -> None:
    output = acts.parent / f"out.{ending}"
    assert call(acts, "-o", output, option).exit_code == 0
    plan, bad = Dataset.load(output).documents
    assert isinstance(plan, Documento)
    assert isinstance(bad, DocumentoFallito)
    assert [x.titolo for x in plan.interventi] == ["Biblioteca aperta", "Piedibus"]
    assert bad.error.code == "empty_file"


def test_load_gives_the_same_documents_from_json_and_jsonl(acts: Path) -> None:
    outputs = [acts.parent / "out.json", acts.parent / "out.jsonl"]
    for output in outputs:
        assert call(acts, "-o", output).exit_code == 0
    one, other = (Dataset.load(str(output)).documents for output in outputs)
    assert one == other


@pytest.mark.parametrize("version", ["2.0", "0.9", "10.0"])
def test_load_refuses_another_major_version(acts: Path, version: str) -> None:
    output = with_version(acts, version)
    with pytest.raises(IncompatibleVersionError) as refused:
        Dataset.load(output)
    message = str(refused.value)
    assert message.startswith(f"{output} has schema version {version}; ")
    assert "reads version 1.0" in message
    assert "Extract the acts again" in message


def test_load_reads_another_minor_version(acts: Path) -> None:
    assert Dataset.load(with_version(acts, "1.7")).schema_version == "1.7"


def test_package_offers_dataset_and_its_error() -> None:
    assert schemas.Dataset is Dataset
    assert schemas.IncompatibleVersionError is IncompatibleVersionError


def test_load_refuses_what_is_no_dataset(tmp_path: Path) -> None:
    output = folder_of(tmp_path / "results", out_json='{"documents": []}') / "out.json"
    with pytest.raises(pydantic.ValidationError, match="schema_version"):
        Dataset.load(output)
