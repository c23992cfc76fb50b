"""The card of a model: what it was made of, what it is worth, what it is not for."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

from msgspec import Struct

from pipeline.normalise.suggest.examples import Plan, bodies
from pipeline.normalise.suggest.model import Suggester
from pipeline.normalise.suggest.train import Answer, share
from schemas.taxonomy import Edition


class Measured(Struct, frozen=True):
    """How a model was measured, and what came of it; no answers where it could not be."""

    folds: int
    seed: int
    answers: tuple[Answer, ...]


_HEAD = """\
# Suggested classifications, edition {edition}

Suggests the three likeliest codes of edition {edition} of the taxonomy for an azione whose act
prints none. Written by `python -m pipeline.normalise.suggest train`; used by
`extract --suggest FOLDER`.

## What it was made of

| | |
|---|--:|
| plans | {plans} |
| bodies they are for | {bodies} |
| azioni with a printed classification | {azioni} |
| codes among them | {codes} of {listed} |
| pieces of text it knows | {pieces} |
| size of the folder, this card aside | {megabytes:.1f} MB |
| seed | {seed} |

An azione is told by its title, aim and description. The model is a linear one: words, pairs of
words and parts of words, weighted by how rare they are, with one softmax over the codes (spaCy's
`textcat` on a blank Italian pipeline). Beside it stands how often one macro area follows another in
a plan. It holds words and pairs of words that two azioni or more have in common, names among them:
give it to others only if you might give them the plans.

## What it is worth
"""

_LIMITS = """
## What it is not for

It knows the codes in the table and no other. It knows plans, no programmes. A score is the model's
own estimate: a suggestion is for someone to look at, and is never the act's classification.
"""


def card(
    suggester: Suggester,
    plans: Sequence[Plan],
    edition: Edition,
    size_bytes: int,
    measured: Measured,
) -> str:
    """The card, in Markdown."""
    head = _HEAD.format(
        edition=edition.name,
        plans=len(plans),
        bodies=bodies(plans),
        azioni=sum(len(plan.examples) for plan in plans),
        codes=len(suggester.codes),
        listed=len(edition.entries),
        pieces=suggester.textcat.model.get_dim("nI"),
        megabytes=size_bytes / 1_000_000,
        seed=measured.seed,
    )
    return "\n".join([head, *_scores(measured, edition), _LIMITS])


def _scores(measured: Measured, edition: Edition) -> Iterator[str]:
    if not measured.answers:
        yield "Not measured: that takes the plans of two bodies or more."
        return
    yield (
        f"Measured on azioni of bodies that it had not seen: {measured.folds} folds, whole bodies "
        f"held out, seed {measured.seed}.\n"
    )
    yield "| told by | the first is right | one of three is |\n|---|--:|--:|"
    for name, in_plan in (("the azione's text", False), ("and its place in the plan", True)):
        shares = (share(measured.answers, most, in_plan=in_plan) for most in (1, 3))
        yield f"| {name} | {' | '.join(f'{each:.3f}' for each in shares)} |"
    yield "\nBy code, by text and place:\n"
    yield "| code | label | azioni | first | in three | right when first |"
    yield "|---|---|--:|--:|--:|--:|"
    of_code: defaultdict[str, list[Answer]] = defaultdict(list)
    said: defaultdict[str, list[Answer]] = defaultdict(list)
    for answer in measured.answers:
        of_code[answer.code].append(answer)
        said[answer.in_plan[0]].append(answer)
    for code, answers in sorted(of_code.items()):
        right = sum(each.code == code for each in said[code])
        precision = f"{right / len(said[code]):.2f}" if said[code] else "–"
        first, three = (share(answers, most) for most in (1, 3))
        label = edition.by_code[code].label
        yield f"| {code} | {label} | {len(answers)} | {first:.2f} | {three:.2f} | {precision} |"
