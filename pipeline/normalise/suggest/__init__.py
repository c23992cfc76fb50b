"""Suggesting: the three likeliest codes for an azione that the act does not classify.

    TITOLO: Parco giochi inclusivo      E20-2012 0.81, E19-1912 0.06, D09-0928 0.03

Only on request, and only for azioni of a plan whose classification is missing or could not be
resolved: plans of the older layout print none. Suggestions stand in `suggerimenti`, apart from
`classificazioni`, which hold what the act prints; they are never mixed. They come from a model that
`python -m pipeline.normalise.suggest train` made of plans with printed labels, or from the words of
the taxonomy's labels alone, which is a rough aid. Progettualità get none: too few of their codes
are known.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING

from msgspec.structs import replace

from extractors.folding import folded
from schemas.records import Classificazione, Corrispondenza, Intervento
from schemas.taxonomy import Edition, Taxonomies, taxonomies

if TYPE_CHECKING:
    from pipeline.normalise.suggest.labels import LabelWords
    from pipeline.normalise.suggest.model import Suggester


class ModelError(Exception):
    """A folder that holds no model that can be used: where, what is wrong, what to do."""


LABELS = "labels"
"""Stands for the taxonomy's labels, in the place of a model's folder."""
HOW_MANY = 3
_LONGEST = 20_000
"""Characters of an azione that are looked at."""


def suggest(
    interventi: Sequence[Intervento], tipo: str, model: str, folder: str | None = None
) -> tuple[Intervento, ...]:
    """The interventi, those without a code with suggestions.

    Args:
        interventi: As classified, all those of one document: their order tells something too.
        tipo: The kind of document, as in `Documento.tipo`.
        model: The folder of a trained model, or `labels`.
        folder: Editions of the user, which come before the project's.

    Raises:
        ModelError: the folder holds no model that can be used.
    """
    known = taxonomies(folder)
    lacking = [is_unresolved(each, known) for each in interventi]
    told = _scores(interventi, tipo, model, folder) if any(lacking) else None
    if told is None:
        return tuple(interventi)
    edition, scores = told
    return tuple(
        replace(each, suggerimenti=_best(known, edition, scored)) if lacks and scored else each
        for each, lacks, scored in zip(interventi, lacking, scores, strict=True)
    )


def check_model(model: str, folder: str | None = None) -> None:
    """Sees that suggestions can be had from a model.

    Raises:
        ModelError: they cannot.
    """
    known = taxonomies(folder)
    if model == LABELS:
        if plans_edition(known) is None:
            raise ModelError("no edition of the taxonomy for plans has codes to suggest.")
        return
    suggester = loaded(model)
    edition = known.editions.get(suggester.facts.edition)
    if strange := suggester.strange_codes(edition):
        told = f"edition {suggester.facts.edition} does not list {strange[0]} as the model knows it"
        raise ModelError(f"{model}: {told}. Train it anew, or name its edition with --taxonomy.")


def is_unresolved(intervento: Intervento, known: Taxonomies) -> bool:
    """Whether it is an azione without a code that an edition lists."""
    return intervento.tipo == "azione" and not any(
        entry.codice and entry.edizione and entry.codice in known.editions[entry.edizione].by_code
        for entry in intervento.classificazioni
    )


def title_and_text(intervento: Intervento) -> tuple[str, str]:
    """What an azione is told by: its title and what stands of its label; its aim and description.

    Nothing else: what is not in all plans (macro area, indicators, organisations) would be learnt
    where it stands and missed where it does not.
    """
    unresolved = [entry.testo for entry in intervento.classificazioni if not entry.codice]
    title = " ".join([intervento.titolo or "", *unresolved])
    text = "\n".join(filter(None, (intervento.obiettivo, intervento.descrizione)))
    return " ".join(title.split())[:_LONGEST], text[:_LONGEST]


def plans_edition(known: Taxonomies) -> Edition | None:
    """The newest edition for plans whose codes stand by themselves, if there is one."""
    fits = [
        each
        for each in known.editions.values()
        if each.used_by == "piano_famiglia" and each.shape and not each.with_label
    ]
    return max(fits, key=lambda each: (each.years or (0, None))[0], default=None)


def _scores(
    interventi: Sequence[Intervento], tipo: str, model: str, folder: str | None
) -> tuple[Edition, Sequence[Mapping[str, float]]] | None:
    """The edition suggested from, and the scores of its codes for each intervento.

    None for a kind of document that the edition is not for.
    """
    known = taxonomies(folder)
    if model == LABELS:
        edition = plans_edition(known)
    else:
        edition = known.editions.get(loaded(model).facts.edition)
    if edition is None or edition.used_by not in (None, tipo):
        return None
    if model != LABELS:
        return edition, loaded(model).scores(interventi, edition)
    words = [tuple(folded(part).split() for part in title_and_text(x)) for x in interventi]
    labels = _label_words(folder, edition.name)
    return edition, [labels.scores(title, text) for title, text in words]


def _best(
    known: Taxonomies, edition: Edition, scores: Mapping[str, float]
) -> tuple[Classificazione, ...]:
    best = sorted(scores, key=lambda code: (-round(scores[code], 3), code))[:HOW_MANY]
    return tuple(_suggestion(known, edition, code, round(scores[code], 3)) for code in best)


def _suggestion(known: Taxonomies, edition: Edition, code: str, score: float) -> Classificazione:
    label = edition.by_code[code].label
    field, area = edition.above(code, "campo"), edition.above(code, "macro_ambito")
    return Classificazione(
        testo=f"{code} {label}",
        codice=code,
        etichetta=label,
        edizione=edition.name,
        campo=field.name if field else None,
        macro_ambito=area.name if area else None,
        metodo="suggerita",
        punteggio=score,
        corrispondenze=tuple(
            Corrispondenza(edizione=match.edition, codice=match.code, relazione=match.relation)
            for match in known.crosswalk.get((edition.name, code), ())
        ),
    )


@lru_cache(2)
def loaded(model: str) -> Suggester:
    """The model in a folder, read once a process.

    Raises:
        ModelError: the folder holds none that can be used.
    """
    from pipeline.normalise.suggest.model import Suggester

    return Suggester.of(model)


@lru_cache(2)
def _label_words(folder: str | None, edition: str) -> LabelWords:
    from pipeline.normalise.suggest.labels import LabelWords

    return LabelWords(taxonomies(folder).editions[edition])
