"""Classifying: each printed entry of the taxonomy gets its code, edition, field and macro area.

    A0301 Incontri di progettazione e programmazione     code, of edition 3
    Strumenti di comunicazione                           label; C06-0604 of edition 2 in a plan
    Strumenti di comunicazlone                           approximately that label

Codes mean other things in each edition, so a code is looked up in the editions whose codes have
its shape. A label that several editions have is taken from the one that the kind of document uses,
in the years of the document. What is printed stays: `testo` and `etichetta` here, `macro_ambito` of
the intervento. A code that its edition does not list is kept, with the field it begins with, unless
the label behind it is one, or like one, whose own code is a slip away; a label that no edition has
stays without a code.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache, lru_cache

from msgspec import Struct
from msgspec.structs import replace

from extractors.classification import entries
from extractors.taxonomy_labels import Labels, Named, agreement
from schemas.records import Classificazione, Corrispondenza, Intervento
from schemas.taxonomy import Edition, Taxonomies, matching, taxonomies

_REMEMBERED = 1024
_DIGITS_BEGIN = re.compile(r"(?:(?<!\d)[^\W\d])?(?<!\d)\d")
_MAX_CUTS = 8
_PARTS = re.compile(r"[\n;•|]")
"""What may part the labels of one cell that has no codes."""


class _Context(Struct, frozen=True, gc=False):
    """What the document says about the edition: the folder of the user's, its kind, its year."""

    folder: str | None
    tipo: str
    anno: int | None


def classify(
    interventi: Sequence[Intervento], tipo: str, anno: int | None, folder: str | None = None
) -> tuple[Intervento, ...]:
    """The interventi with their entries looked up.

    Args:
        interventi: As extracted.
        tipo: The kind of document, as in `Documento.tipo`.
        anno: The year it is for.
        folder: Editions of the user, which come before the project's.
    """
    context = _Context(folder, tipo, anno)
    return tuple(
        replace(each, classificazioni=_classified(context, each.classificazioni))
        if each.classificazioni
        else each
        for each in interventi
    )


@lru_cache(_REMEMBERED)
def _classified(
    context: _Context, printed: tuple[Classificazione, ...]
) -> tuple[Classificazione, ...]:
    known = taxonomies(context.folder)
    if context.folder is not None:
        printed = tuple(part for entry in printed for part in entries(entry.testo, known.shapes))
    return tuple(found for entry in printed for found in _looked_up(context, known, entry))


def _looked_up(
    context: _Context, known: Taxonomies, entry: Classificazione
) -> Iterator[Classificazione]:
    """One entry, or the several labels that stand in one cell."""
    entry, *more = _uncut(context, entry)
    if entry.codice:
        yield _by_code(context, known, entry, entry.codice)
    else:
        yield from _by_label(context, known, entry)
    for each in more:
        yield _named(known, each, _nearest(context, each.testo))


def _uncut(context: _Context, entry: Classificazione) -> Sequence[Classificazione]:
    """An entry, and those behind it whose codes are damaged, so that nothing parted them.

    `A0302 Monitoraggio … C010l Strumenti e sistemi …`: cut before a digit where each part is like a
    label with its code.
    """
    text, end = entry.testo, len(entry.testo)
    cuts = [found.start() for found in _DIGITS_BEGIN.finditer(text) if found.start()][:_MAX_CUTS]
    if not cuts or _is_one(context, text):
        return (entry,)
    parts: list[Classificazione] = []
    for cut in reversed(cuts):
        part = text[cut:end].strip()
        if not _is_one(context, part):
            continue
        parts.insert(0, Classificazione(testo=part, etichetta=part, metodo="etichetta"))
        end = cut
        if _is_one(context, text[:end]):
            label = (entry.etichetta or "")[: end - len(text)].strip() or None
            return (replace(entry, testo=text[:end].strip(), etichetta=label), *parts)
    return (entry,)


def _is_one(context: _Context, text: str) -> bool:
    """Whether a text is like the label of one entry with its code."""
    return bool(_labels(context.folder).nearest(text, _used(context), coded=True))


def _by_label(
    context: _Context, known: Taxonomies, entry: Classificazione
) -> Iterator[Classificazione]:
    """An entry without a code: by its label, by several, by a code that other things look like."""
    found = _exact(context, entry.testo)
    parts = [] if found else _parts(context, entry.testo)
    for part, named in parts:
        label = Classificazione(testo=part, etichetta=part, metodo="etichetta")
        yield _named(known, label, named)
    if not parts:
        coded = None if found else _short_code(context, known, entry)
        yield coded or _named(known, entry, found or _nearest(context, entry.testo))


def _parts(context: _Context, text: str) -> Sequence[tuple[str, Named]]:
    """The labels that stand in one cell, where each of them is one exactly."""
    parts = [part.strip() for part in _PARTS.split(text) if part.strip()]
    if len(parts) < 2:
        return ()
    found = [(part, named) for part in parts if (named := _exact(context, part))]
    return found if len(found) == len(parts) else ()


def _by_code(
    context: _Context, known: Taxonomies, entry: Classificazione, code: str
) -> Classificazione:
    """An entry with a code: of the edition that lists it, with that label, of such documents."""
    fits = [
        edition
        for edition in _in_order(context)
        if not edition.with_label and edition.shape and re.fullmatch(edition.shape, code)
    ]
    if not fits:
        return entry
    edition = max(fits, key=lambda each: _likelihood(each, code, entry.etichetta))
    certainty = _certainty(edition, code, entry.etichetta)
    is_doubtful = certainty is None or certainty < matching()["threshold"]
    label = entry.etichetta if is_doubtful else None
    if label and (named := _slipped(context, edition, code, label)):
        return _named(known, entry, named)
    return _filled(known, entry, edition, code, certainty)


def _slipped(context: _Context, edition: Edition, code: str, label: str) -> Named | None:
    """The entry whose label is printed whole behind a code that is a slip away from its own.

    `A0031 Incontri di progettazione e programmazione`, where two digits are swapped. Of a code that
    is none the label may be damaged too: `B0298/Convenzioni aZiehdali`.
    """
    labels = _labels(context.folder)
    named = [each for each in labels.exact(label) if each.edition == edition.name]
    if not named and code not in edition.by_code:
        near = labels.nearest(label, (edition.name,))
        named = [replace(each, score=min(each.score, 0.999)) for each in near]
    if not named:
        return None
    from rapidfuzz.distance import OSA

    return next((each for each in named if OSA.distance(each.code, code) == 1), None)


def _likelihood(edition: Edition, code: str, label: str | None) -> tuple[bool, float]:
    return code in edition.by_code, _certainty(edition, code, label) or 0.0


def _certainty(edition: Edition, code: str, label: str | None) -> float | None:
    """1 for a code by itself; with a label, how well it is the code's; None for an unknown code."""
    concept = edition.by_code.get(code)
    if concept is None:
        return None
    return agreement(label, concept) if label else 1.0


def _short_code(
    context: _Context, known: Taxonomies, entry: Classificazione
) -> Classificazione | None:
    """An entry with a code that other things look like (`C 16 VISITE CULTURALI`), by its label."""
    for edition in _in_order(context):
        if not edition.with_label:
            continue
        match = re.match(rf"({edition.shape})(?![\w-])[\s.:–-]*(.+)", entry.testo, re.DOTALL)
        code = match[1].replace(" ", "") if match else ""
        certainty = _certainty(edition, code, match[2]) if match else None
        if match and certainty and certainty >= matching()["threshold"]:
            coded = replace(entry, etichetta=match[2].strip(), metodo="codice")
            return _filled(known, coded, edition, code, certainty)
    return None


def _exact(context: _Context, label: str) -> Named | None:
    """The entry with this label, of the edition most likely in such a document."""
    named = _labels(context.folder).exact(label)
    if len(named) < 2:
        return next(iter(named), None)
    ranks = {edition.name: rank for rank, edition in enumerate(_in_order(context))}
    used = _used(context)
    return min(named, key=lambda x: (x.edition not in used, -x.score, ranks[x.edition]))


def _nearest(context: _Context, label: str) -> Named | None:
    """The entry whose label is most like this one: of the editions in use first, then of any."""
    order = [edition.name for edition in _in_order(context)]
    for editions in (_used(context), order):
        found = _labels(context.folder).nearest(label, editions)
        if found:
            best = min(found, key=lambda each: order.index(each.edition))
            return replace(best, score=min(best.score, 0.999))
    return None


def _named(known: Taxonomies, entry: Classificazione, named: Named | None) -> Classificazione:
    if named is None:
        return entry
    metodo = "etichetta" if named.score == 1 else "approssimata"
    edition = known.editions[named.edition]
    return _filled(known, replace(entry, metodo=metodo), edition, named.code, named.score)


def _filled(
    known: Taxonomies, entry: Classificazione, edition: Edition, code: str, score: float | None
) -> Classificazione:
    field, area = edition.above(code, "campo"), edition.above(code, "macro_ambito")
    return replace(
        entry,
        codice=code or None,
        edizione=edition.name,
        campo=field.name if field else None,
        macro_ambito=area.name if area else None,
        punteggio=score,
        corrispondenze=tuple(
            Corrispondenza(edizione=match.edition, codice=match.code, relazione=match.relation)
            for match in known.crosswalk.get((edition.name, code), ())
        ),
    )


def _used(context: _Context) -> Sequence[str]:
    """The editions that such documents use."""
    return [each.name for each in _in_order(context) if each.used_by in (None, context.tipo)]


@cache
def _labels(folder: str | None) -> Labels:
    return Labels(taxonomies(folder).editions.values())


@lru_cache(_REMEMBERED)
def _in_order(context: _Context) -> Sequence[Edition]:
    """The editions, the likeliest for such a document first: by its kind, its year, the newest."""

    def unlikely(edition: Edition) -> tuple[bool, int, int]:
        first, last = edition.years or (0, None)
        year = context.anno
        far = max(first - year, year - (last or year), 0) if year else 0
        return edition.used_by not in (None, context.tipo), far, -first

    return sorted(taxonomies(context.folder).editions.values(), key=unlikely)
