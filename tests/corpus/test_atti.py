"""The 39 ordinary acts: acts, not errors; their body is found; what is not read is reported."""

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from pipeline.cli import extract
from tests.places import ACTS


@pytest.fixture(scope="module")
def documents(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """The acts by file name without its ending."""
    path = tmp_path_factory.mktemp("atti") / "out.json"
    result = CliRunner().invoke(extract, [str(ACTS), "-o", str(path), "--jobs", "2"])
    assert result.exit_code == 0, result.stderr
    found = json.loads(path.read_text(encoding="utf-8"))["documents"]
    return {Path(x["source"]["path"]).stem: x for x in found}


def test_every_act_is_an_atto_of_its_body(documents: dict[str, Any]) -> None:
    lines = (ACTS / "gold.jsonl").read_text(encoding="utf-8").splitlines()
    for gold in map(json.loads, lines):
        document = documents[gold["doc"]]
        assert document["status"] == "ok"
        assert document["tipo"] == "atto", gold["doc"]
        assert document["atto"]["tipo"] == gold["tipo"], gold["doc"]
        assert document["ente"]["nome"].casefold() == gold["ente"].casefold(), gold["doc"]
        assert document["interventi"] == []
    assert len(documents) == len(lines)


def test_nearly_all_of_an_act_is_in_a_field(documents: dict[str, Any]) -> None:
    for name, document in documents.items():
        counts = document["coverage"]
        total = counts["read"] + counts["ignored"] + counts["unread"]
        assert total == counts["characters"] > 0, name
        assert counts["ratio"] > 0.99, name


def test_heads_are_the_gold_s(documents: dict[str, Any]) -> None:
    lines = (ACTS / "gold.jsonl").read_text(encoding="utf-8").splitlines()
    subjects = 0
    for gold in map(json.loads, lines):
        act = documents[gold["doc"]]["atto"]
        assert (act["numero"], act["data"]) == (gold["numero"], gold["data"]), gold["doc"]
        assert act["ente"].casefold() == gold["ente"].casefold(), gold["doc"]
        subjects += "".join(act["oggetto"].split()) == "".join(gold.get("oggetto", "").split())
        subjects += "oggetto" not in gold
    assert subjects >= len(lines) - 1
