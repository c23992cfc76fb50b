"""Samples as LibreOffice saves them give what their PDF gives."""

import json
import shutil
from pathlib import Path
from typing import Any

import pytest

from pipeline.read import read
from tests.inputs.crafted import only, values
from tests.office.make import FORMATS, HERE, SLUGS, build, convert
from tests.places import SAMPLES

CASES = [(name, ending) for name in SLUGS for ending in FORMATS]


def record_of(path: Path) -> dict[str, Any]:
    """The one record of a file."""
    return only(path.read_bytes(), path.name)


@pytest.mark.parametrize(("name", "ending"), CASES)
def test_interventi_are_those_of_the_pdf(name: str, ending: str) -> None:
    record = record_of(HERE / f"{name}.{ending}")
    pdf = record_of(SAMPLES / SLUGS[name] / "source.pdf")
    assert values(record) == values(pdf)
    for key in ("tipo", "titolo", "anno", "ente", "distretto", "organizzazioni", "premessa"):
        assert record[key] == pdf[key], key
    assert record["coverage"]["ratio"] == 1
    assert not [each for each in record["issues"] if each["rule"].startswith("SRC")]
    assert record["source"]["text_layer"] == "native"


@pytest.mark.parametrize(("name", "ending"), CASES)
def test_evidence_is_the_slice_that_its_span_names(name: str, ending: str) -> None:
    path = HERE / f"{name}.{ending}"
    pages = read(path.read_bytes(), path.suffix).pages
    places = [
        place
        for intervento in record_of(path)["interventi"]
        for found in intervento["evidence"].values()
        for place in found
    ]
    assert places
    for place in places:
        assert place["bbox"] is None
        assert place["raw"] == pages[place["page"] - 1].text[place["start"] : place["end"]]


@pytest.mark.parametrize("ending", ["docx", "odt", "html"])
def test_running_heads_are_furniture(ending: str) -> None:
    record = record_of(HERE / f"programma.{ending}")
    lines = [each["testo"] for each in record["source"]["furniture"]]
    assert "Distretto Family Audit Alta Valsugana" in lines
    assert "Distretto Family Audit Alta Valsugana" not in json.dumps(record["premessa"])[:100]


@pytest.mark.skipif(not shutil.which("soffice"), reason="LibreOffice is not installed")
@pytest.mark.parametrize("ending", [*FORMATS, "pdf"])
def test_what_libreoffice_writes_now_is_read_alike(tmp_path: Path, ending: str) -> None:
    first = tmp_path / "programma.docx"
    build("programma", first)
    folder = tmp_path / "out"
    folder.mkdir()
    made = convert(first, ending, folder)
    assert values(record_of(made)) == values(record_of(SAMPLES / SLUGS["programma"] / "source.txt"))
