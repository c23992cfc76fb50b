"""`--suggest MODEL`: suggestions on request, and what is said of a model that is none."""

from pathlib import Path

from tests.cli.calls import PLAN, call, documents, folder_of, written

UNCLASSIFIED = PLAN.replace("TASSONOMIA: Wifi free\n\n", "")


def test_labels_suggest_for_what_the_act_does_not_classify(tmp_path: Path) -> None:
    acts = folder_of(tmp_path / "acts", a_txt=PLAN, b_txt=UNCLASSIFIED)
    options = ("--suggest", "labels")
    found = documents(acts, options=options)
    classified, piedibus = found["a.txt"]["interventi"]
    assert "suggerimenti" not in classified
    assert [each["codice"] for each in classified["classificazioni"]] == ["B05-0516"]
    assert piedibus["classificazioni"] == []
    assert len(piedibus["suggerimenti"]) == 3
    library = found["b.txt"]["interventi"][0]["suggerimenti"]
    assert library[0]["codice"] == "E19-1920"
    assert {each["metodo"] for each in library} == {"suggerita"}
    assert written(acts, options=options) == written(acts, options=(*options, "--jobs", "2"))


def test_output_is_as_ever_where_nothing_was_asked_for(tmp_path: Path) -> None:
    acts = folder_of(tmp_path / "acts", a_txt=UNCLASSIFIED)
    assert b"suggerimenti" not in written(acts)


def test_folder_without_a_model_ends_the_run_before_it_begins(tmp_path: Path) -> None:
    acts = folder_of(tmp_path / "acts", a_txt=PLAN)
    for folder in (acts, tmp_path / "nowhere"):
        result = call(acts, "-o", tmp_path / "out.json", "--suggest", folder)
        assert result.exit_code == 2
        assert f"{folder}: not a model for suggestions" in result.stderr
    assert not (tmp_path / "out.json").exists()
