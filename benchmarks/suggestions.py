"""What suggested codes are worth on plans of bodies unseen: `python -m benchmarks.suggestions`.

Reads the corpus with `extract`, holds whole municipalities out in five folds, and prints a Markdown
table: the model by an azione's text alone and by its place in the plan too, the taxonomy's labels
alone, and a linear SVM on n-grams of words and characters, where scikit-learn is installed. The
settings of the model were chosen on the folds of seeds 100 and 101; those shown are of others.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from importlib.util import find_spec
from pathlib import Path
from statistics import mean
from typing import Any

from benchmarks.accuracy import EXTRACT
from extractors.folding import folded
from pipeline.normalise.suggest.examples import Plan, bodies, folds_of, read_plans
from pipeline.normalise.suggest.labels import LabelWords
from pipeline.normalise.suggest.model import Suggester
from pipeline.normalise.suggest.train import (
    Answer,
    answers,
    examples_of,
    held_out,
    save,
    share,
    train,
)
from schemas.taxonomy import Edition, taxonomies
from tests.places import PLANS

EDITION, FOLDS, SEEDS = "2", 5, (0, 1, 2)

Row = tuple[str, float, float]
"""A name, and the shares of azioni whose code is the first, and one of three."""


def main() -> int:
    """Measures; nothing to do without the corpus."""
    if not PLANS.is_dir():
        print(f"no corpus in {PLANS}: suggestions were not measured")
        return 0
    edition = taxonomies().editions[EDITION]
    with tempfile.TemporaryDirectory() as folder:
        dataset = str(Path(folder) / "plans.json")
        subprocess.run([EXTRACT, str(PLANS), "-o", dataset, "--quiet"], check=True)
        plans = read_plans(dataset, edition)
        print(f"{len(examples_of(plans))} azioni, {bodies(plans)} bodies\n")
        print("| told by | folds of seed | top-1 | top-3 |\n|---|--:|--:|--:|")
        for seed in SEEDS:
            _print(seed, _model_rows(list(held_out(plans, edition, FOLDS, seed))))
            _print(seed, _svm_rows(plans, seed))
        _print(None, [_labels_row(plans, edition)])
        print()
        _print_cost(plans, edition, Path(folder) / "model")
    return 0


def _print(seed: int | None, rows: Sequence[Row] | Iterator[Row]) -> None:
    for name, first, three in rows:
        print(
            f"| {name} | {'–' if seed is None else seed} | {first:.3f} | {three:.3f} |", flush=True
        )


def _model_rows(told: Sequence[Answer]) -> Iterator[Row]:
    for name, in_plan in (("model: text", False), ("model: text and place in the plan", True)):
        first, three = (share(told, most, in_plan=in_plan) for most in (1, 3))
        yield name, first, three


def _labels_row(plans: Sequence[Plan], edition: Edition) -> Row:
    labels, hits = LabelWords(edition), []
    for each in examples_of(plans):
        scores = labels.scores(folded(each.title).split(), folded(each.text).split())
        best = sorted(scores, key=lambda code: (-scores[code], code))[:3]
        hits.append((each.code in best[:1], each.code in best))
    return "the labels alone", mean(first for first, _ in hits), mean(three for _, three in hits)


def _svm_rows(plans: Sequence[Plan], seed: int) -> Iterator[Row]:
    """The peer: scikit-learn's linear SVM, as is usual for short texts."""
    if not find_spec("sklearn"):
        return
    fold, hits = folds_of(plans, FOLDS, seed), []
    for number in range(FOLDS):
        learnt, asked = (
            examples_of([p for p, at in zip(plans, fold, strict=True) if (at != number) is rest])
            for rest in (True, False)
        )
        told = _svm([f"{x.title} {x.text}" for x in learnt], [x.code for x in learnt])
        for each, best in zip(asked, told([f"{x.title} {x.text}" for x in asked]), strict=True):
            hits.append((each.code == best[0], each.code in best))
    first, three = (mean(hit[place] for hit in hits) for place in (0, 1))
    yield "linear SVM, words and characters", first, three


def _svm(texts: list[str], codes: list[str]) -> Callable[[list[str]], Any]:
    import numpy as np
    from sklearn.feature_extraction.text import TfidfVectorizer
    from sklearn.pipeline import make_pipeline, make_union
    from sklearn.svm import LinearSVC

    words = TfidfVectorizer(ngram_range=(1, 2), sublinear_tf=True)
    letters = TfidfVectorizer(analyzer="char_wb", ngram_range=(3, 5), sublinear_tf=True, min_df=2)
    svm = make_pipeline(make_union(words, letters), LinearSVC()).fit(texts, codes)
    return lambda asked: svm.classes_[np.argsort(-svm.decision_function(asked))[:, :3]]


def _print_cost(plans: Sequence[Plan], edition: Edition, folder: Path) -> None:
    """Size and time of a model of all the plans, of which it is asked one after another."""
    began = time.perf_counter()
    made = train(plans, edition, 0)
    training = time.perf_counter() - began
    save(made, str(folder))
    size_bytes = sum(each.stat().st_size for each in folder.rglob("*") if each.is_file())
    began = time.perf_counter()
    suggester = Suggester.of(str(folder))
    loading = time.perf_counter() - began
    turns = []
    for _ in range(3):
        began = time.process_time()
        for plan in plans:
            list(answers(suggester, plan, edition))
        turns.append((time.process_time() - began) / len(examples_of(plans)) * 1000)
    print(f"{size_bytes / 1e6:.1f} MB; {min(turns):.2f} ms an azione (first turn {turns[0]:.2f});")
    print(f"training on all of them {training:.0f} s, loading {loading:.1f} s")


if __name__ == "__main__":
    for threads in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "BLIS_NUM_THREADS"):
        os.environ.setdefault(threads, "1")
    sys.exit(main())
