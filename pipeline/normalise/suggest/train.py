"""Training: from classified plans to a model in a folder, and what it is worth on plans unseen.

The same plans and seed give the same bytes: what is drawn by lot is the order of the examples, and
that comes from the seed.
"""

from __future__ import annotations

import os
import random
from collections.abc import Iterator, Sequence

import msgspec
import numpy as np
from msgspec import Struct
from spacy.training import Example as SpacyExample
from thinc.api import SGD

from pipeline.normalise.suggest.examples import Example, Plan, folds_of
from pipeline.normalise.suggest.model import (
    FACTS,
    FORMAT,
    PIPELINE,
    Facts,
    Suggester,
    area_of_code,
)
from pipeline.normalise.suggest.order import Floats, counted, in_order
from pipeline.normalise.suggest.textcat import learn_pieces, new_pipeline, textcat_of
from schemas.taxonomy import Edition

EPOCHS, BATCH, LEARN_RATE = 10, 32, 2.0
"""How often each example is seen, how many at once, and the first step of plain gradient descent,
which gets shorter with each turn."""
MOST_PIECES = 60_000
"""With 91 codes, 22 MB."""


class Answer(Struct, frozen=True):
    """What a model said of an azione that it had not seen: the likeliest codes, best first."""

    code: str
    """The printed one."""
    alone: tuple[str, ...]
    """By the text of the azione."""
    in_plan: tuple[str, ...]
    """By its place in the plan too."""


def train(plans: Sequence[Plan], edition: Edition, seed: int) -> Suggester:
    """A model of all these plans."""
    examples = [example for plan in plans for example in plan.examples]
    codes = sorted({example.code for example in examples})
    nlp, reader = new_pipeline(), new_pipeline()  # what is read stays out of the model's strings
    textcat = textcat_of(nlp)
    told = [
        SpacyExample.from_dict(
            reader.make_doc(f"{each.title}\n{each.text}"),
            {"cats": {code: float(code == each.code) for code in codes}},
        )
        for each in examples
    ]
    learn_pieces(textcat.model, [each.predicted for each in told], MOST_PIECES)
    nlp.initialize(lambda: told)
    optimizer = SGD(LEARN_RATE, L2=0.0, grad_clip=0.0, use_averages=False)
    lot = random.Random(seed)
    for turn in range(EPOCHS):
        optimizer.learn_rate = LEARN_RATE * (1 - turn / EPOCHS)
        lot.shuffle(told)
        for start in range(0, len(told), BATCH):
            textcat.update(told[start : start + BATCH], sgd=optimizer)
    areas = [each.code for each in edition.concepts if each.level == "macro_ambito"]
    order = counted(
        [[area_of_code(edition, each.code) for each in plan.examples] for plan in plans], areas
    )
    return Suggester(nlp, Facts(FORMAT, edition.name, order))


def save(suggester: Suggester, folder: str) -> None:
    """Writes a model into a folder, which is made where it is not there."""
    os.makedirs(folder, exist_ok=True)
    suggester.nlp.to_disk(os.path.join(folder, PIPELINE))
    with open(os.path.join(folder, FACTS), "wb") as file:
        file.write(msgspec.json.format(msgspec.json.encode(suggester.facts), indent=1) + b"\n")


def held_out(plans: Sequence[Plan], edition: Edition, folds: int, seed: int) -> Iterator[Answer]:
    """What models say of each azione that had no plan of its body to learn from."""
    fold = folds_of(plans, folds, seed)
    for number in range(folds):
        rest = [plan for plan, at in zip(plans, fold, strict=True) if at != number]
        suggester = train(rest, edition, seed)
        for plan, at in zip(plans, fold, strict=True):
            if at == number:
                yield from answers(suggester, plan, edition)


def answers(suggester: Suggester, plan: Plan, edition: Edition) -> Iterator[Answer]:
    """What a model says of a plan's azioni, none of their codes known."""
    order, codes = suggester.facts.order, suggester.codes
    area_of = [order.areas.index(area_of_code(edition, code)) for code in codes]
    alone = suggester.chances([(each.title, each.text) for each in plan.examples])
    in_plan = in_order(order, area_of, alone, [None] * len(alone))
    for example, by_text, by_place in zip(plan.examples, alone, in_plan, strict=True):
        yield Answer(example.code, _best(codes, by_text), _best(codes, by_place))


def _best(codes: Sequence[str], chances: Floats) -> tuple[str, ...]:
    return tuple(codes[place] for place in np.argsort(-chances, kind="stable")[:3])


def share(answers: Sequence[Answer], most: int, *, in_plan: bool = True) -> float:
    """The share of azioni whose printed code is among the likeliest so many."""
    hits = sum(a.code in (a.in_plan if in_plan else a.alone)[:most] for a in answers)
    return hits / len(answers)


def examples_of(plans: Sequence[Plan]) -> list[Example]:
    """All examples, in order."""
    return [example for plan in plans for example in plan.examples]
