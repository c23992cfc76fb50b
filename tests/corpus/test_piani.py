"""The 58 real plans: every action, every field, every body, nothing unread."""

import json
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from pipeline.cli import extract
from tests.places import AS_PRINTED, BENCH, PLANS

MAX_UNREAD_SHARE = 0.005


@pytest.fixture(scope="module")
def output(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The dataset that one run over the plans wrote."""
    path = tmp_path_factory.mktemp("piani") / "out.json"
    result = CliRunner().invoke(extract, [str(PLANS), "-o", str(path), *AS_PRINTED])
    assert result.exit_code == 0, result.stderr
    return path


@pytest.fixture(scope="module")
def gold(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The gold records, read off the plans' labels by a program of its own."""
    path = tmp_path_factory.mktemp("gold") / "gold.jsonl"
    done = bench("gold.py", str(PLANS))
    path.write_text(done, encoding="utf-8")
    return path


def bench(program: str, *arguments: str) -> str:
    """What a program of the bench prints."""
    command = [sys.executable, program, *arguments]
    return subprocess.run(command, cwd=BENCH, capture_output=True, text=True, check=True).stdout


def documents(output: Path) -> dict[str, Any]:
    """The documents by file name without its ending."""
    found = json.loads(output.read_text(encoding="utf-8"))["documents"]
    return {Path(x["source"]["path"]).stem: x for x in found}


def test_every_action_and_every_field_is_exact(output: Path, gold: Path) -> None:
    told = bench("score.py", str(gold), str(output), "--all")
    assert "precision 1.0000 recall 1.0000" in told, told
    assert "exact 1.0000" in told, told
    assert "invented 0" in told, told


def test_every_classification_has_a_code_and_the_macro_ambito_that_is_printed(
    output: Path,
) -> None:
    entries = [
        (intervento["macro_ambito"], entry)
        for document in documents(output).values()
        for intervento in document["interventi"]
        for entry in intervento["classificazioni"]
    ]
    assert len(entries) == 1690
    assert {entry["metodo"] for _, entry in entries} == {"etichetta"}
    assert {entry["edizione"] for _, entry in entries} == {"2"}
    assert all(entry["codice"] and entry["macro_ambito"] for _, entry in entries)
    assert all(printed in (None, entry["macro_ambito"]) for printed, entry in entries)


def test_all_bodies_and_years_are_found(output: Path, gold: Path) -> None:
    found = documents(output)
    for line in gold.read_text(encoding="utf-8").splitlines():
        plan = json.loads(line)
        document = found[plan["doc"]]
        assert document["tipo"] == "piano_famiglia"
        assert document["ente"]["nome"] == (plan["ente"] or document["ente"]["nome"])
        assert document["anno"] == (plan["anno"] or document["anno"])
        told = [x["path"] for x in document["issues"] if x["rule"] == "ENT001"]
        assert told == ([] if plan["ente"] else ["$.ente", "$.anno"]), plan["doc"]


def test_next_to_nothing_is_unread(output: Path) -> None:
    counts = [document["coverage"] for document in documents(output).values()]
    unread = sum(count["unread"] for count in counts)
    assert unread < MAX_UNREAD_SHARE * sum(count["characters"] for count in counts)


def test_no_damage_is_left_and_raw_keeps_it(output: Path) -> None:
    for name, document in documents(output).items():
        source = (PLANS / f"{name}.txt").read_text(encoding="utf-8")
        for intervento in document["interventi"]:
            for places in intervento.pop("evidence").values():
                for place in places:
                    assert source[place["start"] : place["end"]] == place["raw"]
            text = json.dumps(intervento, ensure_ascii=False)
            assert not [letter for letter in text if "\u0400" <= letter <= "\u04ff"], name


def test_only_real_contradictions_are_reported(output: Path) -> None:
    found = {
        name: [x["message"] for x in document["issues"] if x["rule"] == "CNT001"]
        for name, document in documents(output).items()
    }
    told = {name: messages for name, messages in found.items() if messages}
    assert told == {"novaledo__2022": ["the act announces 9 interventi; found 24"]}


def test_same_bytes_with_two_workers(output: Path, tmp_path: Path) -> None:
    other = tmp_path / "out.json"
    result = CliRunner().invoke(extract, [str(PLANS), "-o", str(other), "--jobs", "2", *AS_PRINTED])
    assert result.exit_code == 0, result.stderr
    assert other.read_bytes() == output.read_bytes()


PLACES = {
    "alghero": ("090003", "SS"),
    "altavalle": ("022235", "TN"),
    "ascoli_piceno": ("044007", "AP"),
    "baselga_di_pine_": ("022009", "TN"),
    "beinasco": ("001024", "TO"),
    "bieno": ("022015", "TN"),
    "bleggio_superiore": ("022017", "TN"),
    "bocenago": ("022018", "TN"),
    "bondone": ("022021", "TN"),
    "bono": ("090012", "SS"),
    "borgo_chiese": ("022238", "TN"),
    "bruino": ("001038", "TO"),
    "calliano": ("022035", "TN"),
    "campodenno": ("022037", "TN"),
    "castel_ivano": ("022240", "TN"),
    "cinte_tesino": ("022059", "TN"),
    "codogne_": ("026019", "TV"),
    "comune_altopiano_della_vigolana": ("022236", "TN"),
    "fino_del_monte": ("016099", "BG"),
    "folgaria": ("022087", "TN"),
    "garniga_terme": ("022091", "TN"),
    "levico_terme": ("022104", "TN"),
    "mezzocorona": ("022116", "TN"),
    "novaledo": ("022129", "TN"),
    "orbassano": ("001171", "TO"),
    "ossana": ("022131", "TN"),
    "piossasco": ("001194", "TO"),
    "Plan_57328": ("022167", "TN"),
    "Plan_59399": ("022059", "TN"),
    "porte_di_rendena": ("022244", "TN"),
    "predaia": ("022230", "TN"),
    "primiero_s.martino_di_castrozza": ("022245", "TN"),
    "rovetta": ("016187", "BG"),
    "samone": ("022165", "TN"),
    "san_benedetto_val_di_sambro": ("037051", "BO"),
    "san_michele_all_adige": ("022167", "TN"),
    "sant_orsola_terme": ("022168", "TN"),
    "sanzeno": ("022169", "TN"),
    "scurelle": ("022171", "TN"),
    "terre_d_adige": ("022251", "TN"),
    "valdaone": ("022232", "TN"),
}
"""Whose plan a file is, by the beginning of its name: code and province, from ISTAT's list."""


def test_every_body_has_its_code_or_a_reason_why_not(output: Path) -> None:
    for name, document in documents(output).items():
        place = PLACES.get(re.sub(r"(_v2\.1)?__\d{4}$", "", name), (None, None))
        ente = document["ente"]
        assert (ente["codice_istat"], ente["provincia"]) == place, name
        reasons = [each for each in document["issues"] if each["rule"] == "ENT002"]
        assert bool(reasons) == (ente["tipo"] == "consorzio"), name
        assert (place == (None, None)) == (ente["tipo"] == "consorzio"), name
