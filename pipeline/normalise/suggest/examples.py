"""Examples to learn from: the azioni of a dataset whose printed classification has a code.

Whole bodies are held out when a model is measured: the plans of one Comune resemble each other from
year to year, so what was learnt on one of them must not be asked about another.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from hashlib import sha256

from msgspec import Struct, json

from extractors.folding import folded
from pipeline.normalise.suggest import title_and_text
from schemas.records import AnyDocumento, Documento, Intervento
from schemas.taxonomy import Edition


class Example(Struct, frozen=True):
    """An azione and its code."""

    title: str
    text: str
    code: str


class Plan(Struct, frozen=True):
    """The examples of one document, in its order."""

    body: str
    """The ISTAT code of whom the plan is for, or the name."""
    examples: tuple[Example, ...]


class _Dataset(Struct):
    """As much of the output as is needed here."""

    documents: list[AnyDocumento]


def read_plans(path: str, edition: Edition) -> list[Plan]:
    """The plans of a file that `extract` wrote, `.json` or `.jsonl`, those with an example.

    Raises:
        OSError, msgspec.DecodeError: the file cannot be read, or is none of `extract`.
    """
    with open(path, "rb") as file:
        data = file.read()
    if path.endswith(".jsonl"):
        lines = json.Decoder(AnyDocumento).decode_lines(data)
        documents: Sequence[AnyDocumento] = lines
    else:
        documents = json.Decoder(_Dataset).decode(data).documents
    plans = (_plan(each, edition) for each in documents if isinstance(each, Documento))
    return [plan for plan in plans if plan.examples]


def _plan(document: Documento, edition: Edition) -> Plan:
    ente = document.ente
    body = (ente.codice_istat or folded(ente.nome)) if ente else document.id
    found = (_example(each, edition) for each in document.interventi if each.tipo == "azione")
    return Plan(body, tuple(each for each in found if each))


def _example(intervento: Intervento, edition: Edition) -> Example | None:
    """An azione with its first printed code of the edition, or with what is exactly that."""
    for entry in intervento.classificazioni:
        matches = [
            match.codice
            for match in entry.corrispondenze
            if (match.edizione, match.relazione) == (edition.name, "exactMatch")
        ]
        own = [entry.codice] if entry.edizione == edition.name else matches
        for code in own:
            if code and code in edition.by_code:
                return Example(*title_and_text(intervento), code)
    return None


def folds_of(plans: Sequence[Plan], folds: int, seed: int) -> list[int]:
    """The fold of each plan, that of its body.

    The bodies, in the order of the SHA-256 of `seed:body`, go one by one to the fold that has the
    fewest examples so far.
    """
    weights: Counter[str] = Counter()
    for plan in plans:
        weights[plan.body] += len(plan.examples)
    load, at = [0] * folds, {}
    for body in sorted(weights, key=lambda body: sha256(f"{seed}:{body}".encode()).digest()):
        at[body] = load.index(min(load))
        load[at[body]] += weights[body]
    return [at[plan.body] for plan in plans]


def bodies(plans: Iterable[Plan]) -> int:
    """How many there are."""
    return len({plan.body for plan in plans})
