"""Every sample against the golden that was read against its page by eye.

A missing golden is written, and the test fails: read it before you keep it.
"""

import json
from pathlib import Path
from typing import Any

import pytest

from pipeline.read import read
from pipeline.run import run
from pipeline.write import encode
from tests.places import SAMPLES

SOURCES = sorted(SAMPLES.glob("*/source.*"))
GOLDEN_KEYS = ("tipo", "titolo", "anno", "ente", "dichiarati", "premessa")
ACT_KEYS = (
    *("tipo", "organo", "ente", "struttura", "numero", "data", "oggetto", "collana"),
    *("premesse", "visti", "dispositivo", "allegati", "proponente"),
)
"""Of the act; its letterhead and closing are cut short on the page (`IL DIRIGENTE GENERA`)."""
PROGRAMME_KEYS = (
    "distretto",
    "aree_vamt",
    "azioni_vamt",
    "organizzazioni",
    "organizzazioni_al",
)
HALF_A_UNIT = 0.0051
"""Boxes are written with two decimals."""
PROVENANCE = ("id", "evidence")


def extracted(source: Path) -> dict[str, Any]:
    """The record of a sample, as it is written."""
    (found,) = run(source.read_bytes(), source.name)
    body = encode(found)
    record: dict[str, Any] = json.loads(body)
    return record


def values(record: dict[str, Any]) -> dict[str, Any]:
    """What a golden holds: every value, without its place and without what is absent.

    An id holds the hash of its file: an intervento that is pointed to is given by its order.
    """
    interventi = [
        {key: x for key, x in intervento.items() if key not in PROVENANCE and _is_there(x)}
        for intervento in record["interventi"]
    ]
    orders = {each["id"]: each["ordine"] for each in record["interventi"]}
    for action in record["azioni_vamt"]:
        if action["rinvio"]:
            action["rinvio"]["intervento"] = orders.get(action["rinvio"]["intervento"])
    act = record["atto"] or {}
    act = {key: act[key] for key in ACT_KEYS if _is_there(act.get(key))}
    for visto in act.get("visti", ()):
        visto["riferimenti"] = [each["urn"] or each["celex"] for each in visto["riferimenti"]]
    own = {key: record[key] for key in PROGRAMME_KEYS if _is_there(record[key])}
    head = {key: record[key] for key in GOLDEN_KEYS}
    return {**head, **({"atto": act} if act else {}), **own, "interventi": interventi}


def _is_there(value: object) -> bool:
    return value is not None and value not in ([], {})


@pytest.mark.parametrize("source", SOURCES, ids=lambda path: f"{path.parent.name}{path.suffix}")
def test_sample_equals_golden(source: Path) -> None:
    golden = source.with_name("expected.json")
    found = values(extracted(source))
    if not golden.exists():
        golden.write_text(json.dumps(found, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
        pytest.fail(f"{golden} was missing and has been written: read it against the page")
    assert found == json.loads(golden.read_text(encoding="utf-8"))


@pytest.mark.parametrize("slug", ["programma_7522_2024", "piano_cidis_2022"])
def test_text_and_pdf_give_equal_values(slug: str) -> None:
    text, pdf = (values(extracted(SAMPLES / slug / f"source.{kind}")) for kind in ("txt", "pdf"))
    for one, other in zip(text["interventi"], pdf["interventi"], strict=True):
        for field in {*one, *other}:
            assert one.get(field) == other.get(field), f"{slug} {one['ordine']} {field}"
    assert text == pdf


def test_programme_has_ten_progettualita() -> None:
    record = extracted(SAMPLES / "programma_7522_2024" / "source.pdf")
    assert [x["numero"] for x in record["interventi"]] == [str(n) for n in range(1, 11)]
    without = [x["numero"] for x in record["interventi"] if x["percentuali"] is None]
    assert without == ["8", "9", "10"]
    cut = {
        x["numero"]
        for x in record["interventi"]
        if len({e["page"] for places in x["evidence"].values() for e in places}) > 1
    }
    assert {"3", "5", "8"} <= cut


def test_plan_has_nine_azioni_and_no_cyrillic_letter() -> None:
    source = SAMPLES / "piano_cidis_2022" / "source.txt"
    record = extracted(source)
    assert len(record["interventi"]) == 9
    assert not _cyrillic(json.dumps(values(record), ensure_ascii=False))
    raws = [e["raw"] for x in record["interventi"] for p in x["evidence"].values() for e in p]
    assert _cyrillic("".join(raws)), "raw must keep what the source holds"
    text = source.read_text(encoding="utf-8")
    assert all(raw in text for raw in raws)


def _cyrillic(text: str) -> list[str]:
    return [letter for letter in text if "\u0400" <= letter <= "\u04ff"]


@pytest.mark.parametrize("source", SOURCES, ids=lambda path: f"{path.parent.name}{path.suffix}")
def test_raw_is_the_slice_that_its_span_names_and_its_box_is_on_the_page(source: Path) -> None:
    pages = read(source.read_bytes(), source.suffix).pages
    places = [
        place
        for intervento in extracted(source)["interventi"]
        for found in intervento["evidence"].values()
        for place in found
    ]
    assert places
    for place in places:
        page = pages[place["page"] - 1]
        assert place["raw"] == page.text[place["start"] : place["end"]]
        words = [w for x in page.lines for w in x.words if w.start < place["end"]]
        inside = [w for w in words if w.end > place["start"]]
        assert (place["bbox"] is None) == (not inside)
        for word in inside:
            x0, top, x1, bottom = place["bbox"]
            assert x0 - HALF_A_UNIT <= word.x0 <= word.x1 <= x1 + HALF_A_UNIT
            assert top - HALF_A_UNIT <= word.top <= word.bottom <= bottom + HALF_A_UNIT


def test_form_of_2018_is_read_as_empty() -> None:
    record = extracted(SAMPLES / "modulo_piano_2018" / "source.pdf")
    numbers = [x["numero"] for x in record["interventi"]]
    assert numbers == [f"{area}.{n}" for area in range(1, 6) for n in (1, 2)]
    assert record["ente"] is None
    for intervento in record["interventi"]:
        assert intervento["descrizione"] == ""
        assert intervento["tempi"]["testo"] == ""
        assert intervento["altri_campi"] == {}


def test_scan_without_ocr_is_a_typed_failure() -> None:
    record = extracted(SAMPLES / "piano_cidis_2022" / "scan.pdf")
    assert record["status"] == "failed"
    assert record["error"]["code"] == "no_text_layer"
    assert "attidati[ocr]" in record["error"]["remedy"]
