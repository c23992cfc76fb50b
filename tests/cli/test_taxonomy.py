"""`--taxonomy DIR`: editions of the user, and what is said of a mistake in them."""

from pathlib import Path

from tests.cli.calls import PLAN, call, documents, folder_of, written
from tests.schemas.test_taxonomy import AREA, ENTRY, FIELD, HEAD


def test_edition_of_the_user_is_used_by_one_and_two_workers(tmp_path: Path) -> None:
    folder = folder_of(tmp_path / "own", **{"4_csv": HEAD + AREA + FIELD + ENTRY})
    plan = PLAN.replace("Wifi free", "Alloggi per giovani coppie")
    acts = folder_of(tmp_path / "acts", a_txt=plan, b_txt=PLAN)
    found = documents(acts, options=("--taxonomy", str(folder)))
    (own,) = found["a.txt"]["interventi"][0]["classificazioni"]
    assert (own["edizione"], own["codice"], own["macro_ambito"]) == ("4", "H0101", "Abitare")
    (ours,) = found["b.txt"]["interventi"][0]["classificazioni"]
    assert ours["codice"] == "B05-0516"
    without = documents(acts)["a.txt"]["interventi"][0]["classificazioni"]
    assert [each["codice"] for each in without] == [None]
    options = ("--taxonomy", str(folder))
    assert written(acts, options=options) == written(acts, options=(*options, "--jobs", "2"))


def test_mistake_in_a_table_ends_the_run_before_it_begins(tmp_path: Path) -> None:
    folder = folder_of(tmp_path / "own", **{"4_csv": HEAD + FIELD})
    acts = folder_of(tmp_path / "acts", a_txt=PLAN)
    result = call(acts, "-o", tmp_path / "out.json", "--taxonomy", folder)
    assert result.exit_code == 2
    assert "4.csv:2: above a campo stands macro_ambito" in result.stderr
    assert not (tmp_path / "out.json").exists()
