"""The model behind spaCy's `textcat`: weighted pieces of a text, and one softmax over the codes.

A linear model on words and parts of words, which is what few and short texts bear. It is a model of
thinc like any other, so the pipeline is trained, saved and loaded by spaCy's own means. The first
line of a document is the title, the rest its text.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

import numpy as np
import spacy
from numpy.typing import NDArray
from spacy.language import Language
from spacy.pipeline import TextCategorizer
from spacy.tokens import Doc
from spacy.util import registry
from thinc.api import Model

from extractors.folding import folded
from pipeline.normalise.suggest.pieces import BLOCKS, pieces

Floats = NDArray[np.float32]
Vector = tuple[NDArray[np.int64], Floats]
"""The rows of the pieces of a text that the model knows, and their weights."""

ARCHITECTURE = "attidati.Pieces.v1"
_VECTOR = "attidati.vector"
"""Where a document keeps its vector while the model learns from it again and again."""


@registry.architectures(ARCHITECTURE)  # type: ignore[untyped-decorator]
def pieces_model(nO: int | None = None) -> Model[list[Doc], Floats]:  # noqa: N803  thinc's names
    """The model; `nO` is the number of codes, which spaCy fills in."""
    return Model(
        "pieces",
        _forward,
        init=_init,
        dims={"nO": nO, "nI": None},
        params={"W": None, "b": None},
        attrs={"known": {}, "rarity": []},
    )


def new_pipeline() -> Language:
    """Italian, blank but for a `textcat` that has learnt nothing."""
    nlp = spacy.blank("it")
    nlp.add_pipe("textcat", config={"model": {"@architectures": ARCHITECTURE}})
    return nlp


def textcat_of(nlp: Language) -> TextCategorizer:
    """The part of a pipeline that knows the codes."""
    return nlp.get_pipe("textcat")  # type: ignore[return-value]


def load_pipeline(folder: str) -> Language:
    """The pipeline in a folder. Importing this module has told spaCy what its model is made of."""
    return spacy.load(folder)


def learn_pieces(model: Model[list[Doc], Floats], docs: Iterable[Doc], most: int) -> None:
    """Gives a new model the pieces it is to know: at most so many, of two documents or more."""
    held = [_blocks(doc) for doc in docs]
    frequency = Counter(
        block + piece for blocks in held for block, counts in blocks.items() for piece in counts
    )
    kept = sorted(frequency.items(), key=lambda each: (-each[1], each[0]))[:most]
    kept = [(piece, count) for piece, count in kept if count > 1]
    model.attrs["known"] = {piece: row for row, (piece, _) in enumerate(kept)}
    model.attrs["rarity"] = [1 + math.log(len(held) / count) for _, count in kept]
    model.set_dim("nI", len(kept))


def _init(model: Model[list[Doc], Floats], X: Any = None, Y: Any = None) -> None:  # noqa: ARG001, N803
    if Y is not None and not model.has_dim("nO"):
        model.set_dim("nO", Y.shape[1])
    rows, columns = model.get_dim("nI"), model.get_dim("nO")
    weights: Any = np.zeros((rows, columns), dtype=np.float32)
    bias: Any = np.zeros(columns, dtype=np.float32)
    model.set_param("W", weights)
    model.set_param("b", bias)


def _forward(
    model: Model[list[Doc], Floats], docs: Sequence[Doc], is_train: bool
) -> tuple[Floats, Callable[[Floats], list[Doc]]]:
    weights: Any = model.get_param("W")
    bias: Any = model.get_param("b")
    vectors = [_remembered(model, doc) if is_train else _vector(model, doc) for doc in docs]
    scores = np.stack([bias + values @ weights[rows] for rows, values in vectors])
    scores = np.exp(scores - scores.max(axis=1, keepdims=True))
    scores /= scores.sum(axis=1, keepdims=True)

    def backprop(gradient: Floats) -> list[Doc]:
        of_weights: Any = np.zeros_like(weights)
        of_bias: Any = gradient.sum(axis=0)
        for (rows, values), row in zip(vectors, gradient, strict=True):
            of_weights[rows] += values[:, None] * row
        model.inc_grad("W", of_weights)
        model.inc_grad("b", of_bias)
        return []

    return scores, backprop


def _remembered(model: Model[list[Doc], Floats], doc: Doc) -> Vector:
    if _VECTOR not in doc.user_data:
        doc.user_data[_VECTOR] = _vector(model, doc)
    return doc.user_data[_VECTOR]  # type: ignore[no-any-return]


def _vector(model: Model[list[Doc], Floats], doc: Doc) -> Vector:
    known: Mapping[str, int] = model.attrs["known"]
    rarity: Sequence[float] = model.attrs["rarity"]
    rows: list[int] = []
    values: list[float] = []
    for block, counts in _blocks(doc).items():
        found = [
            (row, (1 + math.log(count)) * rarity[row])
            for piece, count in counts.items()
            if (row := known.get(block + piece)) is not None
        ]
        length = math.sqrt(sum(value * value for _, value in found)) or 1.0
        share = math.sqrt(BLOCKS[block]) / length
        rows += (row for row, _ in found)
        values += (value * share for _, value in found)
    return np.array(rows, dtype=np.int64), np.array(values, dtype=np.float32)


def _blocks(doc: Doc) -> dict[str, Counter[str]]:
    title: list[str] = []
    text: list[str] = []
    words = title
    for token in doc:
        if words is title and "\n" in token.text:
            words = text
        words += folded(token.text).split()
    return pieces(title, text)
