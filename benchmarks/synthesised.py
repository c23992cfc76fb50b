"""So many interventi made out of real ones, as `extract` would write them.

The models are the samples and, where the corpus is at hand, its plans as texts and printed in three
layouts: what `extract` reads of each, boxes and all. Each is given other bodies and years. What
stays from year to year and what does not is drawn by chance: titles, entries, organisations,
deadlines, and a sentence of words that hardly any other text has.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from hashlib import sha256
from pathlib import Path
from random import Random

import msgspec
from msgspec.structs import replace

from benchmarks.rendered import LAYOUTS, rendered
from pipeline.batch import find_files
from pipeline.options import Options
from pipeline.supervise import Course, run_batch
from pipeline.write import encode
from schemas.records import (
    Classificazione,
    Documento,
    Ente,
    Evidence,
    Intervento,
    OrganizzazioneCitata,
    Organizzazioni,
    Tempi,
)
from schemas.taxonomy import taxonomies
from tests.places import BENCH, PLANS, SAMPLES

YEARS = range(2013, 2025)
ORGANISATIONS = 5_000
WORDS = (
    *("estate", "famiglie", "giovani", "anziani", "sport", "lettura", "natura", "musica"),
    *("scuola", "incontri", "spazio", "gioco", "volontari", "salute", "trasporti", "bonus"),
    *("biblioteca", "cultura", "ambiente", "lavoro", "nido", "conciliazione", "benessere"),
)
_SYLLABLES = [head + vowel for head in "bcdfglmnprstvz" for vowel in "aeiou"]
_TEXTS = ("descrizione", "azioni", "obiettivo", "obiettivo_generale")
_PLACE = Evidence(page=1, bbox=None, start=0, end=0, raw="")

Places = dict[str, tuple[Evidence, ...]]


def write_interventi(path: Path, wanted: int, seed: int = 7) -> None:
    """Writes a `.jsonl` of so many interventi, in documents as large as the real ones."""
    chance = Random(seed)
    models = _models(path.with_name("models.jsonl"))
    made = number = 0
    with path.open("wb") as stream:
        while made < wanted:
            document = _varied(models[number // len(YEARS) % len(models)], number, chance)
            document = replace(document, interventi=document.interventi[: wanted - made])
            stream.write(encode(document) + b"\n")
            made += len(document.interventi)
            number += 1


def _models(path: Path) -> list[Documento]:
    """The documents with interventi, read once and kept at this path."""
    if not path.exists():
        path.write_bytes(b"".join(body + b"\n" for body in _extracted()))
    decode = msgspec.json.Decoder(Documento).decode
    return [decode(line) for line in path.read_bytes().splitlines()]


def _extracted() -> Iterator[bytes]:
    folders = [SAMPLES]
    if PLANS.is_dir():
        folders.append(PLANS)
    if PLANS.is_dir() and BENCH.is_dir():
        folders += [rendered() / layout for layout in LAYOUTS]
    jobs = find_files([str(folder) for folder in folders]).jobs
    for outcome in run_batch(jobs, Options(), Course()):
        if outcome.failure is None:
            documents = (msgspec.json.decode(body, type=Documento) for body in outcome.bodies)
            yield from (encode(document) for document in documents if document.interventi)


def _varied(model: Documento, number: int, chance: Random) -> Documento:
    """Another body's document of another year, like this one."""
    identifier = sha256(f"{number}".encode()).hexdigest()
    body = number // len(YEARS)
    steady = Random(body)
    district = model.distretto
    return replace(
        model,
        id=identifier,
        source=replace(model.source, path=f"{body}/{number}.pdf", sha256=identifier),
        anno=YEARS[number % len(YEARS)],
        ente=Ente(nome=f"Comune {body}", tipo="comune"),
        distretto=district and replace(district, nome=f"Distretto famiglia {body}"),
        interventi=tuple(
            _varied_intervento(each, f"{identifier[:12]}-{order}", steady, chance)
            for order, each in enumerate(model.interventi, 1)
        ),
    )


def _varied_intervento(
    model: Intervento, identifier: str, steady: Random, chance: Random
) -> Intervento:
    """`steady` draws what stays from year to year, `chance` what does not."""
    entry = steady.choice(_entries())
    if chance.random() < 0.1:
        entry = chance.choice(_entries())
    changes: dict[str, object] = {"titolo": _title(model, steady, chance), "classificazioni": entry}
    if chance.random() < 0.6:
        names = [_organisation(chance) for _ in range(chance.randint(1, 4))]
        cited = tuple(OrganizzazioneCitata(nome=name) for name in names)
        changes["organizzazioni_coinvolte"] = Organizzazioni(
            testo=", ".join(names), organizzazioni=cited
        )
    if chance.random() < 0.5:
        month = f"{chance.choice(YEARS)}-{chance.randint(1, 12):02}"
        changes["tempi"] = Tempi(testo=f"Entro {month}", entro=month)
    usual = steady.random()
    changes |= _texts(model, usual if chance.random() < 0.85 else chance.random())
    return replace(model, id=identifier, evidence=_places(model, changes), **changes)


def _title(model: Intervento, steady: Random, chance: Random) -> str:
    words = steady.sample(WORDS, 3)
    if chance.random() < 0.15:
        words[1] = chance.choice(WORDS)
    return f"{(model.titolo or '')[:40]} {' '.join(words)}"


def _texts(model: Intervento, seed: float) -> Mapping[str, str]:
    """The first of the long texts, with a sentence of its own."""
    for name in _TEXTS:
        text = getattr(model, name)
        if text:
            own = Random(seed)
            words = ("".join(own.choices(_SYLLABLES, k=4)) for _ in range(3))
            return {name: f"{text} {' '.join(words).capitalize()}."}
    return {}


def _places(model: Intervento, changes: Mapping[str, object]) -> Places:
    """The model's places, with what is there now; a field that it had not stands at another's."""
    places: Places = dict(model.evidence or {})
    some = next(iter(places.values()), (_PLACE,))
    for name, value in changes.items():
        raw = value if isinstance(value, str) else getattr(value, "testo", "")
        if raw:
            old = places.get(name, some)[0]
            new = replace(old, end=old.start + len(raw), raw=raw)
            places[name] = (new, *places.get(name, ())[1:])
    return places


@cache
def _entries() -> list[tuple[Classificazione, ...]]:
    """Each entry of the second edition, as the only one of an intervento."""
    return [
        (Classificazione(testo=each.label, codice=each.code, edizione="2", metodo="etichetta"),)
        for each in taxonomies().editions["2"].entries
    ]


def _organisation(chance: Random) -> str:
    return f"Associazione {int(ORGANISATIONS * chance.random() ** 2)}"
