"""A trained model: spaCy's pipeline in a folder, and beside it what was counted of the order."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from itertools import chain
from typing import TYPE_CHECKING

import msgspec
import numpy as np
from msgspec import Struct

from extractors.folding import folded
from pipeline.normalise.suggest import ModelError, title_and_text
from pipeline.normalise.suggest.order import Floats, Order, in_order
from schemas.records import Intervento
from schemas.taxonomy import Edition

if TYPE_CHECKING:
    from spacy.language import Language

FACTS, PIPELINE, CARD = "suggestions.json", "pipeline", "README.md"
"""The files and the folder of a model."""
FORMAT = 1


class Facts(Struct, frozen=True, forbid_unknown_fields=True):
    """What stands beside the pipeline."""

    format: int
    edition: str
    """Of the taxonomy, whose codes are suggested."""
    order: Order


class Suggester:
    """A model, ready for use."""

    def __init__(self, nlp: Language, facts: Facts) -> None:
        self.nlp = nlp
        self.facts = facts
        from pipeline.normalise.suggest.textcat import textcat_of

        self.textcat = textcat_of(nlp)
        self.codes: tuple[str, ...] = self.textcat.labels

    @classmethod
    def of(cls, folder: str) -> Suggester:
        """The model in a folder.

        Raises:
            ModelError: there is none, or it is of another version.
        """
        from pipeline.normalise.suggest.textcat import load_pipeline

        try:
            with open(os.path.join(folder, FACTS), "rb") as file:
                facts = msgspec.json.decode(file.read(), type=Facts)
            if facts.format != FORMAT:
                raise ModelError(f"{folder}: a model of another version. Train it anew.")
            if not facts.order.is_square:
                raise ModelError(f"{folder}: {FACTS} was changed. Train the model anew.")
            return cls(load_pipeline(os.path.join(folder, PIPELINE)), facts)
        except (OSError, ValueError, KeyError) as error:
            told = next(filter(str.strip, str(error).splitlines()), type(error).__name__)
            raise ModelError(f"{folder}: not a model for suggestions: {told}") from error

    def strange_codes(self, edition: Edition | None) -> Sequence[str]:
        """The codes that an edition does not list, or not under a macro area that is known."""
        if edition is None:
            return self.codes
        return [
            code
            for code in self.codes
            if code not in edition.by_code
            or area_of_code(edition, code) not in self.facts.order.areas
        ]

    def scores(
        self, interventi: Sequence[Intervento], edition: Edition
    ) -> Sequence[Mapping[str, float]]:
        """The chance of each code for each azione of one document; none where it has no words."""
        found: list[Mapping[str, float]] = [{} for _ in interventi]
        told = [title_and_text(each) for each in interventi]
        rows = [row for row, each in enumerate(told) if any(map(str.isalnum, chain(*each)))]
        if not rows:
            return found
        places = {area: place for place, area in enumerate(self.facts.order.areas)}
        area_of = [places[area_of_code(edition, code)] for code in self.codes]
        open_to = {area: place for area, place in places.items() if place in area_of}
        known = [open_to.get(_printed_area(edition, interventi[row]) or "") for row in rows]
        chances = self.chances([told[row] for row in rows])
        together = in_order(self.facts.order, area_of, chances, known)
        for row, scores in zip(rows, together, strict=True):
            found[row] = dict(zip(self.codes, scores.tolist(), strict=True))
        return found

    def chances(self, told: Sequence[tuple[str, str]]) -> Floats:
        """The chance of each code for each title and text, by themselves."""
        with self.nlp.memory_zone():
            docs = [self.nlp.make_doc("\n".join(each)) for each in told]
            return np.asarray(self.textcat.predict(docs), dtype=np.float64)


def area_of_code(edition: Edition, code: str) -> str:
    """The code of the macro area that a code is under; empty where the edition has none."""
    area = edition.above(code, "macro_ambito")
    return area.code if area else ""


def _printed_area(edition: Edition, intervento: Intervento) -> str | None:
    """The macro area that the act prints for an azione: that of its code, or by name."""
    for entry in intervento.classificazioni:
        if entry.codice and entry.edizione == edition.name:
            return area_of_code(edition, entry.codice)
    printed = folded(intervento.macro_ambito or "")
    areas = (each for each in edition.concepts if each.level == "macro_ambito")
    return next((each.code for each in areas if printed and folded(each.label) == printed), None)
