"""The catalogue at scale: `python -m benchmarks.catalogue [--interventi N]`.

Makes a `.jsonl` of so many interventi out of the samples (and the corpus, where it is at hand):
other bodies, years, titles, organisations, deadlines and entries, texts as they are. Then builds
the catalogue in a process of its own, and asks each question and some searches with parameters
drawn by chance. Prints Markdown; exits with 1 when a target is missed.
"""

from __future__ import annotations

import argparse
import os
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Mapping, Sequence
from hashlib import sha256
from pathlib import Path
from typing import NamedTuple

from msgspec import UNSET
from msgspec.structs import replace

from pipeline.batch import find_files
from pipeline.catalogue.ask import Value, ask, search
from pipeline.catalogue.questions import questions
from pipeline.catalogue.store import open_to_read
from pipeline.options import Options
from pipeline.supervise import Course, run_batch
from pipeline.write import encode
from schemas.records import (
    Classificazione,
    Documento,
    Ente,
    Intervento,
    Issue,
    OrganizzazioneCitata,
    Organizzazioni,
    Tempi,
)
from schemas.taxonomy import taxonomies
from tests.places import PLANS, ROOT, SAMPLES

MIN_PER_SECOND, MAX_P95_MS, MAX_MIB = 20_000, 300, 1024
YEARS = range(2013, 2025)
ORGANISATIONS = 5_000
TURNS = 20
WORDS = (
    *("estate", "famiglie", "giovani", "anziani", "sport", "lettura", "natura", "musica"),
    *("scuola", "incontri", "spazio", "gioco", "volontari", "salute", "trasporti", "bonus"),
    *("biblioteca", "cultura", "ambiente", "lavoro", "nido", "conciliazione", "benessere"),
)
SEARCHES = ("comunita educante", "nido", '"attivita estive"', "biblioteca lettura", "famiglia")


class Cost(NamedTuple):
    """What a build took."""

    wall: float
    """Seconds."""
    cpu: float
    """Seconds, user and system."""
    mib: float
    """Resident memory at its highest."""


def main() -> None:
    """Make the data, build, ask; say what was missed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--interventi", type=int, default=100_000)
    parser.add_argument("--keep", type=Path, help="folder for the data and the catalogue")
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory() as aside:
        folder = chosen.keep or Path(aside)
        folder.mkdir(parents=True, exist_ok=True)
        out, database = folder / f"{chosen.interventi}.jsonl", folder / f"{chosen.interventi}.db"
        if not out.exists():
            write_synthesised(out, chosen.interventi)
        database.unlink(missing_ok=True)
        cost = build_cost(out, database)
        rate = chosen.interventi / cost.cpu
        print(f"| interventi | {chosen.interventi:,} |\n|---|--:|")
        print(f"| interventi/s/core | {rate:,.0f} |\n| wall, s | {cost.wall:.1f} |")
        print(f"| peak, MiB | {cost.mib:.0f} |\n| input, MiB | {out.stat().st_size / 2**20:.0f} |")
        print(f"| catalogue, MiB | {database.stat().st_size / 2**20:.0f} |")
        slowest = print_answers(database)
    missed = rate < MIN_PER_SECOND or cost.mib > MAX_MIB or slowest > MAX_P95_MS
    sys.exit(int(missed))


def write_synthesised(path: Path, wanted: int) -> None:
    """So many interventi, in documents as large as the real ones."""
    chance = random.Random(7)
    models = _models()
    made = 0
    with path.open("wb") as stream:
        for number in range(wanted):
            model = models[number // len(YEARS) % len(models)]
            document = _varied(model, number, chance)
            document = replace(document, interventi=document.interventi[: wanted - made])
            made += len(document.interventi)
            stream.write(encode(document) + b"\n")
            if made == wanted:
                return


def build_cost(out: Path, database: Path) -> Cost:
    """Builds in a process of its own, since a process's peak counts what its parent had."""
    command = [sys.executable, "-m", "pipeline.catalogue", "build", str(out)]
    command += ["-o", str(database), "-q"]
    began = time.perf_counter()
    child = subprocess.Popen(command, cwd=ROOT)
    _, status, used = os.wait4(child.pid, 0)
    child.returncode = os.waitstatus_to_exitcode(status)
    if child.returncode:
        raise RuntimeError("the build failed")
    wall = time.perf_counter() - began
    return Cost(wall, used.ru_utime + used.ru_stime, used.ru_maxrss / 1024)


def print_answers(database: Path) -> float:
    """The 95th percentile of each question and of search, in ms; the slowest of them."""
    slowest = 0.0
    print("\n| question | p95, ms | rows |\n|---|--:|--:|")
    with open_to_read(str(database)) as connection:
        chance = random.Random(11)
        for name, question in questions().items():
            drawn = _parameters(name, chance)

            def answer(values: Mapping[str, Value] = {}, question=question) -> int:  # type: ignore[no-untyped-def]  # noqa: ANN001
                return len(ask(connection, question, values, 100).rows)

            slowest = max(slowest, _print_p95(name, answer, drawn))
        return max(
            slowest,
            _print_p95("search", lambda text: len(search(connection, text, 100).rows), SEARCHES),
        )


def _print_p95(name: str, answer: Callable[..., int], drawn: Sequence[object]) -> float:
    answer(drawn[0])
    taken, rows = [], 0
    for turn in range(TURNS):
        began = time.perf_counter()
        rows += answer(drawn[turn % len(drawn)])
        taken.append(1000 * (time.perf_counter() - began))
    p95 = sorted(taken)[int(0.95 * TURNS) - 1]
    print(f"| {name} | {p95:.1f} | {rows / TURNS:.0f} |")
    return p95


def _parameters(name: str, chance: random.Random) -> list[dict[str, Value]]:
    """Nothing, then parameters of the question drawn by chance."""
    entries = [entry.code for entry in taxonomies().editions["2"].entries]
    body = f"Comune {chance.randrange(100)}"
    drawn: Mapping[str, list[dict[str, Value]]] = {
        "interventi_per_territorio": [{"territorio": body}, {"anno": 2020}],
        "voci_per_territorio": [{"territorio": body}, {"voce": chance.choice(entries)}],
        "voci_meno_usate": [{"edizione": "2"}],
        "serie_storica": [{"edizione": "2", "voce": code} for code in entries[:8]],
        "titoli_simili": [{"edizione": "2", "almeno": 95.0}],
        "scadenze": [{"dal": "2020-01-01", "al": "2020-06-30"}, {"territorio": body}],
        "organizzazioni_attive": [{"nome": "associazione 12"}],
        "chi_lavora_con_chi": [{"organizzazione": "associazione 3"}],
        "basi_giuridiche": [{"norma": "2000"}],
        "segnalazioni": [{"rule": "CNT001"}, {"territorio": body}],
        "cambiamenti": [{"territorio": body}, {"da": 2020, "a": 2021}, {"stato": "riscritto"}],
    }
    return [{}, *drawn[name]]


def _models() -> list[Documento]:
    """The documents with interventi among the samples and the corpus."""
    folders = [str(SAMPLES), *([str(PLANS)] if PLANS.is_dir() else [])]
    import msgspec

    decode = msgspec.json.Decoder(Documento).decode
    found: list[Documento] = []
    for outcome in run_batch(find_files(folders).jobs, Options(), Course()):
        for body in outcome.bodies:
            if outcome.failure is None:
                document = decode(body)
                if document.interventi:
                    found.append(document)
    return found


def _varied(model: Documento, number: int, chance: random.Random) -> Documento:
    """Another body's document of another year, like this one."""
    identifier = sha256(f"{number}".encode()).hexdigest()
    body = number // len(YEARS)
    order = iter(range(1, len(model.interventi) + 1))
    steady = random.Random(body)
    return replace(
        model,
        id=identifier,
        source=replace(model.source, path=f"{body}/{number}.txt", sha256=identifier),
        anno=YEARS[number % len(YEARS)],
        ente=Ente(nome=f"Comune {body}", tipo="comune"),
        distretto=None,
        interventi=tuple(
            _varied_intervento(each, f"{identifier[:12]}-{next(order)}", steady, chance)
            for each in model.interventi
        ),
        issues=(Issue(rule="CNT001", severity="warning", message="found 3", path="$"),),
    )


def _varied_intervento(
    model: Intervento, identifier: str, steady: random.Random, chance: random.Random
) -> Intervento:
    """`steady` draws what stays from year to year, `chance` what does not."""
    words = steady.sample(WORDS, 3)
    if chance.random() < 0.15:
        words[1] = chance.choice(WORDS)
    changes: dict[str, object] = {"titolo": f"{(model.titolo or '')[:40]} {' '.join(words)}"}
    if chance.random() < 0.6:
        names = [_organisation(chance) for _ in range(chance.randint(1, 4))]
        changes["organizzazioni_coinvolte"] = Organizzazioni(
            testo=", ".join(names),
            organizzazioni=tuple(OrganizzazioneCitata(nome=name) for name in names),
        )
    if chance.random() < 0.5:
        month = f"{chance.choice(YEARS)}-{chance.randint(1, 12):02}"
        changes["tempi"] = Tempi(testo=f"Entro {month}", entro=month)
    entries = taxonomies().editions["2"].entries
    code = steady.choice(entries)
    if chance.random() < 0.1:
        code = chance.choice(entries)
    changes["classificazioni"] = (
        Classificazione(testo=code.label, codice=code.code, edizione="2", metodo="etichetta"),
    )
    assert model.evidence is not UNSET
    return replace(model, id=identifier, **changes)


def _organisation(chance: random.Random) -> str:
    return f"Associazione {int(ORGANISATIONS * chance.random() ** 2)}"


if __name__ == "__main__":
    main()
