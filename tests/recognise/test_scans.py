"""Scans through the engines that are installed here, held against what was printed."""

import json
from collections.abc import Mapping
from typing import Any

import pytest
from rapidfuzz.distance import Levenshtein

from pipeline.options import Options
from pipeline.read.recognise import engine
from pipeline.read.recognise.rapidocr import rapidocr
from pipeline.read.recognise.tesseract import tesseract
from pipeline.run import run
from pipeline.write import encode
from tests.places import SAMPLES
from tests.recognise.scans import scanned
from tests.render.layouts import VARIANTS, looks
from tests.render.records import synthetic_plan

SCAN = SAMPLES / "piano_cidis_2022" / "scan.pdf"
LEAST = 0.9
"""Of the characters of each field, by normalised edit distance."""

pytestmark = [pytest.mark.ocr, pytest.mark.timeout(600)]
with_tesseract = pytest.mark.skipif(
    not tesseract(), reason="no tesseract with Italian: apt-get install tesseract-ocr-ita"
)
with_rapidocr = pytest.mark.skipif(
    not rapidocr(), reason="no RapidOCR: pip install 'attidati[ocr]'"
)


def record(data: bytes) -> dict[str, Any]:
    (found,) = run(data, "x.pdf", Options())
    written: dict[str, Any] = json.loads(encode(found))
    return written


def texts(intervento: Mapping[str, Any]) -> dict[str, str]:
    """The fields as words."""
    found = {}
    for name, value in intervento.items():
        if name in ("id", "evidence", "tipo", "ordine", "altri_campi") or not value:
            continue
        if isinstance(value, list):
            value = " ".join(each["testo"] for each in value)  # noqa: PLW2901
        elif isinstance(value, dict):
            value = value.get("testo") or value.get("titolo", "")  # noqa: PLW2901
        found[name] = " ".join(value.split())
    return {name: value for name, value in found.items() if value}


def assert_alike(found: dict[str, Any], printed: dict[str, Any]) -> None:
    """As many interventi, and each field as printed, but for a tenth of its characters."""
    assert found["source"]["text_layer"] == "ocr"
    assert len(found["interventi"]) == len(printed["interventi"])
    for mine, theirs in zip(found["interventi"], printed["interventi"], strict=True):
        have, wanted = texts(mine), texts(theirs)
        assert have.keys() == wanted.keys()
        for field, value in wanted.items():
            assert Levenshtein.normalized_similarity(have[field], value) >= LEAST, (field, value)


@with_tesseract
def test_the_scan_of_the_samples_gives_what_its_golden_has() -> None:
    found = record(SCAN.read_bytes())
    golden = json.loads(SCAN.with_name("expected.json").read_text(encoding="utf-8"))
    assert len(found["interventi"]) == 9
    assert_alike(found, golden)
    assert [x["titolo"] for x in found["interventi"]] == [x["titolo"] for x in golden["interventi"]]
    assert (found["tipo"], found["anno"]) == (golden["tipo"], golden["anno"])
    assert found["ente"]["tipo"] == golden["ente"]["tipo"]


def printed_in(name: str) -> bytes:
    """A synthetic plan of two actions in one of the layouts."""
    variant = next(each for each in VARIANTS if each.name == name)
    return variant.render(synthetic_plan(3, 2), looks(variant)[0])


@with_tesseract
@pytest.mark.parametrize(
    ("name", "damage"),
    [
        ("wide", {"dpi": 150}),
        ("programma", {"skew": 2.0}),
        ("modulo", {"skew": -0.7, "ground": 210}),
        ("form", {"turned": 90, "skew": 0.4}),
        ("wide-inner", {"turned": 180}),
        ("columns", {"turned": 270, "dpi": 300}),
        ("form-stacked", {"noise": 15.0, "skew": -1.2}),
        ("form", {"noise": 25.0, "threshold": 140}),
    ],
    ids=lambda value: value if isinstance(value, str) else "-".join(value),
)
def test_layouts_are_read_from_scans(name: str, damage: dict[str, Any]) -> None:
    pdf = printed_in(name)
    assert_alike(record(scanned(pdf, **damage)), record(pdf))


@with_tesseract
def test_the_same_scan_gives_the_same_bytes() -> None:
    scan = scanned(printed_in("form"), dpi=150)
    assert record(scan) == record(scan)


@with_rapidocr
def test_rapidocr_reads_what_tesseract_would(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(engine, "find_engine", rapidocr)
    pdf = printed_in("form")
    found = record(scanned(pdf, skew=0.5))
    assert {page["engine"].split()[0] for page in found["source"]["recognised"]} == {"rapidocr"}
    assert_alike(found, record(pdf))
