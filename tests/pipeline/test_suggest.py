"""Suggestions: only where the act prints no code, apart from it, every time the same."""

import json
import math
import shutil
from itertools import combinations
from pathlib import Path

import numpy as np
import pytest
from click.testing import CliRunner
from msgspec import UNSET

from extractors.folding import folded
from pipeline.normalise.suggest import LABELS, ModelError, check_model, loaded, suggest
from pipeline.normalise.suggest.__main__ import main
from pipeline.normalise.suggest.examples import Example, Plan, folds_of, read_plans
from pipeline.normalise.suggest.labels import LabelWords
from pipeline.normalise.suggest.order import counted, in_order
from pipeline.normalise.suggest.pieces import PARTS, TITLE, WORDS, pieces
from pipeline.options import Options
from pipeline.run import run
from pipeline.write import encode
from schemas.records import Classificazione, Documento, Intervento
from schemas.taxonomy import taxonomies
from tests.pipeline.cases import intervento

PLAN = "piano_famiglia"
EDITION = taxonomies().editions["2"]
WIFI, LIBRARY, WOOD = "B05-0516", "E19-1920", "B05-0504"
TOLD = {
    "Wifi free": ("Internet in piazza", "Connessione senza fili gratuita nella piazza {}"),
    "Biblioteca family-oriented / media library": ("Libri per tutti", "Prestito di libri, sede {}"),
    "Fornitura legna": ("Legna da ardere", "Legna per il camino dei residenti di {}"),
}
"""Invented azioni by their printed label: title and description."""
PLACES = ("Albera", "Borgo", "Castello", "Dosso")


def plan_text(place: str) -> str:
    """An invented plan of three azioni in the form that is read from text."""
    azioni = "".join(
        f"TITOLO: {title}\n\nTASSONOMIA: {label}\n\nDESCRIZIONE: {text.format(place)}\n\n"
        for label, (title, text) in TOLD.items()
    )
    return f"PIANO FAMIGLIA DI {place.upper()} ANNO 2022\n\n{azioni}"


@pytest.fixture(scope="module")
def dataset(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What `extract` writes of invented plans of four bodies."""
    path = tmp_path_factory.mktemp("dataset") / "plans.jsonl"
    records = [
        record for place in PLACES for record in run(plan_text(place).encode(), f"{place}.txt")
    ]
    path.write_bytes(b"".join(encode(record) + b"\n" for record in records))
    return path


@pytest.fixture(scope="module")
def model(dataset: Path) -> str:
    """A model of them."""
    return trained(dataset, dataset.parent / "model")


def trained(dataset: Path, folder: Path) -> str:
    """The folder of a model made by the command."""
    result = CliRunner().invoke(main, ["train", str(dataset), "-o", str(folder)])
    assert result.exit_code == 0, result.output
    return str(folder)


def azione(titolo: str, order: int = 1, **fields: object) -> Intervento:
    """An azione with a title."""
    return intervento(order, "azione", titolo=titolo, **fields)


def codes(found: Intervento) -> list[str | None]:
    """The codes suggested for it."""
    return [] if found.suggerimenti is UNSET else [each.codice for each in found.suggerimenti]


def test_model_suggests_what_it_learnt(model: str) -> None:
    (found,) = suggest([azione("Libri nuovi in prestito")], PLAN, model)
    assert codes(found)[0] == LIBRARY
    assert not isinstance(found.suggerimenti, type(UNSET))
    best = found.suggerimenti[0]
    assert (best.metodo, best.edizione, best.macro_ambito) == (
        "suggerita",
        "2",
        "Welfare territoriale e sostenibilità",
    )
    assert best.testo == f"{LIBRARY} {best.etichetta}"
    scores = [each.punteggio or 0.0 for each in found.suggerimenti]
    assert scores == sorted(scores, reverse=True)
    assert len(scores) == 3
    assert math.isclose(sum(scores), 1.0, abs_tol=0.002)


def test_labels_alone_suggest_too() -> None:
    (found,) = suggest([azione("Fornitura di legna ai residenti")], PLAN, LABELS)
    assert codes(found)[0] == WOOD


@pytest.mark.parametrize("how", ["labels", "model"])
@pytest.mark.parametrize(
    ("given", "tipo"),
    [
        (
            azione(
                "Legna da ardere",
                classificazioni=(
                    Classificazione(testo="x", codice=WIFI, edizione="2", metodo="codice"),
                ),
            ),
            PLAN,
        ),
        (azione("Legna da ardere"), "programma_di_lavoro"),
        (intervento(1, "progettualita", titolo="Legna da ardere"), PLAN),
        (azione(""), PLAN),
        (azione("†"), PLAN),
    ],
)
def test_nothing_is_suggested(given: Intervento, tipo: str, how: str, model: str) -> None:
    assert suggest([given], tipo, LABELS if how == "labels" else model) == (given,)


def test_label_that_no_edition_has_is_looked_at_and_kept(model: str) -> None:
    printed = (Classificazione(testo="Legna", etichetta="Legna", metodo="etichetta"),)
    given = azione("Azione n. 12", classificazioni=printed)
    for how in (model, LABELS):
        (found,) = suggest([given], PLAN, how)
        assert found.classificazioni == printed
        assert codes(found)[0] == WOOD


def test_code_that_its_edition_does_not_list_is_unresolved(model: str) -> None:
    strange = Classificazione(testo="A01-0199", codice="A01-0199", edizione="2", metodo="codice")
    (found,) = suggest([azione("Legna", classificazioni=(strange,))], PLAN, model)
    assert found.classificazioni == (strange,)
    assert codes(found)[0] == WOOD


def test_printed_macro_area_rules_the_others_out(model: str) -> None:
    (free,) = suggest([azione("Libri in prestito")], PLAN, model)
    assert codes(free)[0] == LIBRARY
    (bound,) = suggest([azione("Libri in prestito", macro_ambito="MISURE ECONOMICHE")], PLAN, model)
    assert set(codes(bound)[:2]) == {WIFI, WOOD}


def test_output_has_suggestions_only_where_asked(model: str) -> None:
    text = plan_text("Fonte").replace("TASSONOMIA: Fornitura legna\n\n", "").encode()
    without, asked = run(text, "a.txt"), run(text, "a.txt", _options(model))
    assert b"suggerimenti" not in encode(without[0])
    (record,) = asked
    assert isinstance(record, Documento)
    assert [codes(each)[:1] for each in record.interventi] == [[], [], [WOOD]]
    assert encode(asked[0]).count(b"suggerita") == len(TOLD)


def _options(model: str) -> Options:
    return Options(suggest=model)


@pytest.mark.parametrize(
    ("areas", "rows", "told"),
    [(1, 5, "was changed"), (5, 1, "was changed"), (1, 1, "as the model knows it")],
)
def test_model_that_does_not_fit_is_told_before_any_document(
    model: str, tmp_path: Path, areas: int, rows: int, told: str
) -> None:
    changed = tmp_path / "changed"
    shutil.copytree(model, changed)
    path = changed / "suggestions.json"
    facts = json.loads(path.read_bytes())
    order = facts["order"]
    order["areas"] = order["areas"][:areas]
    for name in ("first", "usual", "then"):
        order[name] = order[name][:rows]
    order["then"] = [row[:rows] for row in order["then"]]
    path.write_text(json.dumps(facts), encoding="utf-8")
    with pytest.raises(ModelError, match=told):
        check_model(str(changed))


def test_same_data_give_the_same_bytes(dataset: Path, model: str, tmp_path: Path) -> None:
    again = Path(trained(dataset, tmp_path / "again"))
    files = sorted(path.relative_to(model) for path in Path(model).rglob("*") if path.is_file())
    assert len(files) > 4
    assert [
        path for path in files if (again / path).read_bytes() != (model / path).read_bytes()
    ] == []


def test_card_says_what_the_model_was_made_of(model: str) -> None:
    card = (Path(model) / "README.md").read_text(encoding="utf-8")
    assert "| plans | 4 |" in card
    assert "| azioni with a printed classification | 12 |" in card
    assert f"| {WOOD} | Fornitura legna | 4 | 1.00 | 1.00 | 1.00 |" in card


def test_model_holds_no_sentence_of_what_it_read(model: str) -> None:
    for path in Path(model).rglob("*"):
        if path.is_file():
            assert b"senza fili gratuita" not in path.read_bytes()


def test_folder_without_a_model_is_refused(tmp_path: Path, model: str) -> None:
    with pytest.raises(ModelError, match="not a model for suggestions"):
        check_model(str(tmp_path))
    (tmp_path / "suggestions.json").write_bytes((Path(model) / "suggestions.json").read_bytes())
    with pytest.raises(ModelError, match="not a model for suggestions"):
        check_model(str(tmp_path))
    check_model(model)
    check_model(LABELS)


@pytest.mark.parametrize("number", range(5))
def test_no_body_is_in_two_folds(number: int) -> None:
    example = Example("a", "b", WIFI)
    plans = [Plan(f"body {n // 2}", (example,) * (n % 3 + 1)) for n in range(40)]
    fold = folds_of(plans, 5, number)
    for (plan, at), (other, of_other) in combinations(zip(plans, fold, strict=True), 2):
        assert plan.body != other.body or at == of_other
    load = [
        sum(len(p.examples) for p, at in zip(plans, fold, strict=True) if at == n) for n in range(5)
    ]
    assert max(load) - min(load) <= 6


def test_examples_are_read_from_a_dataset(dataset: Path) -> None:
    plans = read_plans(str(dataset), EDITION)
    assert [len(plan.examples) for plan in plans] == [3] * 4
    assert [each.code for each in plans[0].examples] == [WIFI, LIBRARY, WOOD]
    assert plans[0].examples[0].title == "Internet in piazza"


def test_suggestions_are_never_learnt_from(model: str, tmp_path: Path) -> None:
    text = plan_text("Fonte").replace("TASSONOMIA: Fornitura legna\n\n", "").encode()
    path = tmp_path / "own.jsonl"
    path.write_bytes(encode(run(text, "a.txt", _options(model))[0]))
    (plan,) = read_plans(str(path), EDITION)
    assert [each.code for each in plan.examples] == [WIFI, LIBRARY]


def test_pieces_of_a_text() -> None:
    found = pieces(["al"], ["parco", "al"])
    assert found[TITLE] == {" a": 1, "al": 1, "l ": 1, " al": 1, "al ": 1, " al ": 1}
    assert found[WORDS] == {"al": 2, "parco": 1, "al parco": 1, "parco al": 1}
    assert found[PARTS]["parco"] == 1
    assert max(map(len, found[PARTS])) == 5


@pytest.mark.parametrize("entry", [each for each in EDITION.entries if len(each.label) > 12])
def test_label_is_likest_to_itself(entry: object) -> None:
    label = getattr(entry, "label", "")
    scores = LabelWords(EDITION).scores(folded(label).split(), ())
    assert max(scores, key=lambda code: scores[code]) == getattr(entry, "code", "")


AREAS = ("A", "B", "C")
IN_ORDER = counted([["A", "A", "B", "B", "C", "C"]] * 50, AREAS)


def test_order_tells_what_the_text_leaves_open() -> None:
    sure, open_ = [0.98, 0.01, 0.01], [0.34, 0.33, 0.33]
    told = np.array([sure, sure, sure[1:] + sure[:1], open_, [0.01, 0.98, 0.01]])
    told[2], told[4] = [0.01, 0.98, 0.01], [0.01, 0.98, 0.01]
    found = in_order(IN_ORDER, [0, 1, 2], told, [None] * 5)
    assert found[3].argmax() == 1
    assert np.allclose(found.sum(axis=1), 1)


def test_plan_in_another_order_is_taken_as_it_is() -> None:
    rows = [[0.005 if place != area else 0.99 for place in range(3)] for area in (2, 0, 1, 0, 2, 1)]
    found = in_order(IN_ORDER, [0, 1, 2], np.array(rows), [None] * 6)
    assert np.allclose(found, rows, atol=0.01)


def test_one_azione_has_no_order() -> None:
    told = np.array([[0.2, 0.3, 0.5]])
    assert np.allclose(in_order(IN_ORDER, [0, 1, 2], told, [None]), told)


def test_loaded_once(model: str) -> None:
    assert loaded(model) is loaded(model)
