"""Proposals over many documents: what is asked, what never is, and in which order."""

import json
import random
from itertools import combinations
from pathlib import Path

import pytest
from click.testing import CliRunner
from msgspec.structs import replace

from extractors.organisation_keys.keys import organisation_key
from pipeline.normalise.organisations import propose, read_cited
from pipeline.normalise.proposals import Cited, proposals
from pipeline.normalise.reviewed import COLUMNS, Row, read_rows
from tests.cli.calls import PLAN, call, documents, folder_of, written

NAMES = (
    ("Cooperativa Kaleidoscopio", "a.txt"),
    ("Kaleidoscopio soc. coop.", "b.txt"),
    ("Coop. Kaleidoscopo", "c.txt"),
    ("Kaleidoscopio", "c.txt"),
    ("Fondazione De Marchi", "a.txt"),
    ("Fondazione De Marchi", "b.txt"),
    ("Fondazione Demarchi", "d.txt"),
    ("Comune di Carano", "a.txt"),
    ("Comune di Carzano", "a.txt"),
    ("Istituto comprensivo Trento 5", "a.txt"),
    ("Istituto comprensivo Trento 6", "a.txt"),
    ("Comune di Sant'Orsola", "a.txt"),
    ("Comune di Sant'Orsola Terme", "b.txt"),
)


def _cited(names: tuple[tuple[str, str], ...] = NAMES) -> list[Cited]:
    found = [(name, organisation_key(name), path) for name, path in names]
    return [Cited(name, key.chiave, path) for name, key, path in found if key]


def test_each_pair_is_asked_once_with_score_reason_and_place() -> None:
    merges = [row for row in proposals(_cited()) if row.decision == "merge?"]
    assert [(row.key, row.to_key, row.score, row.where) for row in merges] == [
        ("fondazione demarchi", "fondazione de marchi", 0.98, "d.txt"),
        ("cooperativa kaleidoscopo", "cooperativa kaleidoscopio", 0.96, "c.txt"),
        ("kaleidoscopio", "cooperativa kaleidoscopio", 0.95, "c.txt"),
        ("comune sant orsola", "comune sant orsola terme", 0.9, "a.txt"),
    ]
    assert merges[0].reason == "blanks: Fondazione Demarchi / Fondazione De Marchi"


def test_names_under_one_key_may_be_split() -> None:
    splits = [row for row in proposals(_cited()) if row.decision == "split?"]
    assert [(row.name, row.key, row.to_key) for row in splits] == [
        ("Kaleidoscopio soc. coop.", "cooperativa kaleidoscopio", "kaleidoscopio soc coop"),
    ]


def test_what_every_village_has_may_be_split_by_body() -> None:
    bodies = ("a.txt", "comune ala"), ("b.txt", "comune bondone"), ("c.txt", "comune bondone")
    names = (
        "Parrocchia San Rocco",
        "Parrocchia di Ala",  # says where it is
        "Cooperativa Kaleidoscopio",  # may well work in both
        "Biblioteca comunale",
    )
    cited = [
        Cited(name, key.chiave, path, body)
        for name in names
        for path, body in bodies
        if (key := organisation_key(name))
    ]
    cited += [Cited("Oratorio Don Bosco", "oratorio don bosco", "d.txt", "comune ala")] * 2
    cited += [Cited("Oratorio Don Bosco", "oratorio don bosco", "e.txt")]
    reason = "in the acts of comune ala, comune bondone: Parrocchia San Rocco"
    shared = "parrocchia san rocco"
    asked = [
        Row("split?", "", shared, f"{shared} ala", None, reason, "a.txt", bodies[0][1]),
        Row(
            "split?",
            "",
            shared,
            f"{shared} bondone",
            None,
            reason,
            "b.txt; c.txt",
            "comune bondone",
        ),
    ]
    assert proposals(cited) == asked
    assert proposals(cited, [replace(asked[0], decision="split")]) == asked[1:]


def test_order_of_mentions_does_not_count() -> None:
    cited = _cited()
    rows = proposals(cited)
    for seed in range(5):
        random.Random(seed).shuffle(cited)
        assert proposals(cited) == rows


def test_what_was_decided_is_not_asked_again() -> None:
    decided = [
        Row("apart", "", "fondazione de marchi", "fondazione demarchi", None, "two", ""),
        Row("merge", "", "kaleidoscopio", "cooperativa kaleidoscopio", None, "one", ""),
    ]
    keys = [(row.key, row.to_key) for row in proposals(_cited(), decided)]
    assert ("fondazione demarchi", "fondazione de marchi") not in keys
    assert ("kaleidoscopio", "cooperativa kaleidoscopio") not in keys
    assert len(keys) == len(proposals(_cited())) - 2


def test_large_blocks_do_not_make_all_pairs() -> None:
    words = ["".join(pair) for pair in combinations("bcdfglmnprstvz", 3)]
    cited = [Cited(word, f"circolo amico{word}", "a.txt") for word in words]
    assert len(cited) > 300
    assert len(proposals(cited)) < 8 * len(cited)


FORM = """PIANO DEGLI INTERVENTI IN MATERIA DI POLITICHE FAMILIARI
COMUNE DI TRENTO
ANNO 2018

AZIONE 1.1
Descrizione: Aprire la biblioteca più a lungo
Organizzazioni coinvolte: {names}
Tempi: entro il 2018

AZIONE 1.2
Descrizione: Piedibus
"""


def _keys(record: dict[str, object]) -> list[tuple[str, str]]:
    intervento = json.loads(json.dumps(record))["interventi"][0]
    named = intervento["organizzazioni_coinvolte"]["organizzazioni"]
    return [(each["chiave"], each["metodo"]) for each in named]


def test_from_extract_to_review_and_back(tmp_path: Path) -> None:
    acts = folder_of(
        tmp_path / "acts",
        a_txt=FORM.format(names="Cooperativa Kaleidoscopio, Soste srl"),
        b_txt=FORM.format(names="Cooperativa Kaleidoscopo; Soste S.p.A."),
    )
    for out in ("out.json", "out.jsonl"):
        assert call(acts, "-o", tmp_path / out).exit_code == 0
    assert list(read_cited(str(tmp_path / "out.json"))) == list(
        read_cited(str(tmp_path / "out.jsonl"))
    )
    review = tmp_path / "organisations.csv"
    arguments = [str(tmp_path / "out.json"), "-o", str(review)]
    result = CliRunner().invoke(propose, arguments, catch_exceptions=False)
    assert result.output == "decided 0, merges to decide 1, splits 2\n"
    asked = review.read_text(encoding="utf-8")
    assert asked.startswith(",".join(COLUMNS) + "\nmerge?,,cooperativa kaleidoscopo,")
    assert written(acts, options=("--organisations", str(review))) == written(acts)
    decided = asked.replace("merge?", "merge").replace("split?,Soste S.p.A.", "split,Soste S.p.A.")
    review.write_text(decided, encoding="utf-8")
    options = ("--organisations", str(review))
    found = documents(acts, options=options)
    assert _keys(found["a.txt"]) == [
        ("cooperativa kaleidoscopio", "normalizzata"),
        ("soste", "normalizzata"),
    ]
    assert _keys(found["b.txt"]) == [
        ("cooperativa kaleidoscopio", "rivista"),
        ("soste spa", "rivista"),
    ]
    assert written(acts, options=options) == written(acts, options=(*options, "--jobs", "2"))

    again = CliRunner().invoke(propose, arguments, catch_exceptions=False)
    assert again.output.startswith("decided 2, merges to decide 0")
    kept = [row for row in read_rows(str(review)) if row.is_decided]
    assert [row.decision for row in kept] == ["merge", "split"]


def test_two_villages_with_one_saint_are_parted(tmp_path: Path) -> None:
    named = FORM.format(names="Parrocchia San Rocco, Oratorio")
    acts = folder_of(
        tmp_path / "acts", a_txt=named, b_txt=named.replace("COMUNE DI TRENTO", "COMUNE DI BONDONE")
    )
    assert call(acts, "-o", tmp_path / "out.json").exit_code == 0
    review = tmp_path / "organisations.csv"
    arguments = [str(tmp_path / "out.json"), "-o", str(review)]
    result = CliRunner().invoke(propose, arguments, catch_exceptions=False)
    assert result.output == "decided 0, merges to decide 0, splits 2\n"
    asked = review.read_text(encoding="utf-8")
    review.write_text(asked.replace("split?", "split"), encoding="utf-8")
    found = documents(acts, options=("--organisations", str(review)))
    assert [_keys(found[name])[0][0] for name in ("a.txt", "b.txt")] == [
        "parrocchia san rocco trento",
        "parrocchia san rocco bondone",
    ]


def test_mistake_in_the_file_ends_the_run_before_it_begins(tmp_path: Path) -> None:
    acts = folder_of(tmp_path / "acts", a_txt=PLAN)
    review = tmp_path / "o.csv"
    review.write_text(",".join(COLUMNS) + "\nmerge,,a,a,,why,,\n", encoding="utf-8")
    result = call(acts, "-o", tmp_path / "out.json", "--organisations", review)
    assert result.exit_code == 2
    assert "o.csv:2: key and to_key are one." in result.stderr
    assert not (tmp_path / "out.json").exists()


@pytest.mark.parametrize(
    ("text", "told"), [(None, "Check the path"), ("{}", "did not write this"), ("x", "did not")]
)
def test_output_that_is_none_is_refused(tmp_path: Path, text: str | None, told: str) -> None:
    path = tmp_path / "out.json"
    if text is not None:
        path.write_text(text, encoding="utf-8")
    result = CliRunner().invoke(propose, [str(path), "-o", str(tmp_path / "o.csv")])
    assert result.exit_code == 2
    assert told in result.stderr
    assert not (tmp_path / "o.csv").exists()
