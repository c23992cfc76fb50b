"""The catalogue at scale: `python -m benchmarks.catalogue [--interventi N] [--keep FOLDER]`.

Makes a `.jsonl` of so many interventi (see `synthesised`), builds the catalogue in a process of its
own, and asks each question and some searches with parameters drawn by chance. The rate counts all
that the build does: start-up, reading and decoding the JSON, hashing, tables, indexes, full-text
index, what is computed. Prints Markdown; exits with 1 when a target is missed.
"""

from __future__ import annotations

import argparse
import os
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial
from pathlib import Path
from sqlite3 import Connection
from typing import NamedTuple

from benchmarks.synthesised import ORGANISATIONS, WORDS, YEARS, write_interventi
from pipeline.catalogue.ask import Value, ask, search
from pipeline.catalogue.questions import Question, questions
from pipeline.catalogue.store import open_to_read
from schemas.taxonomy import taxonomies
from tests.places import ROOT

MIN_PER_SECOND, MAX_P95_MS, MAX_MIB = 20_000, 300, 1024
TURNS = 40
SHOWN = 100
PHRASES = ("comunita educante", "nido", '"attivita estive"', "famiglia", "comune", "associazione")

Drawn = Mapping[str, Value]


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
            write_interventi(out, chosen.interventi)
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
    print("\n| question | p95, ms | rows |\n|---|--:|--:|")
    chance = random.Random(11)
    with open_to_read(str(database)) as connection:
        (bodies,) = connection.execute("SELECT count(*) FROM territori").fetchone()
        slowest = []
        for name, question in questions().items():
            drawn = [_drawn(question, chance, bodies) for _ in range(TURNS)]
            asks = [partial(_asked, connection, question, values) for values in drawn]
            slowest.append(_print_p95(name, asks))
        finds = [partial(_found, connection, _sought(chance)) for _ in range(TURNS)]
        slowest.append(_print_p95("search", finds))
    return max(slowest)


def _asked(connection: Connection, question: Question, values: Drawn) -> int:
    return len(ask(connection, question, values, SHOWN).rows)


def _found(connection: Connection, text: str) -> int:
    return len(search(connection, text, SHOWN).rows)


def _print_p95(name: str, asks: Sequence[Callable[[], int]]) -> float:
    """Each is asked once to warm the file, and once to be measured."""
    rows = sum(each() for each in asks)
    taken = []
    for each in asks:
        began = time.perf_counter()
        each()
        taken.append(1000 * (time.perf_counter() - began))
    p95 = sorted(taken)[int(0.95 * len(taken)) - 1]
    print(f"| {name} | {p95:.1f} | {rows / len(asks):.0f} |", flush=True)
    return p95


def _drawn(question: Question, chance: random.Random, bodies: int) -> Drawn:
    """Some of the question's parameters, by chance: none, one, two or more."""
    values = dict(_values(question, chance, bodies))
    return {key: values[key] for key in values if chance.random() < 0.5}


def _values(question: Question, chance: random.Random, bodies: int) -> Iterator[tuple[str, Value]]:
    """A value drawn by chance for each parameter that the question has."""
    year = chance.choice(YEARS)
    entry = chance.choice(taxonomies().editions["2"].entries)
    organisation = f"associazione {chance.randrange(ORGANISATIONS)}"
    drawn: dict[str, Value] = {
        "territorio": f"Comune {chance.randrange(bodies)}",
        "anno": year,
        "tipo": chance.choice(("comune", "distretto", "legge")),
        "edizione": "2",
        "voce": entry.code,
        "al-massimo": chance.choice((0, 10, 1000)),
        "almeno": chance.choice((10, 92, 99)),
        "dal": f"{year}-{chance.randint(1, 12):02}-01",
        "al": f"{year}-12-31",
        "nome": organisation,
        "organizzazione": organisation,
        "chiave": organisation,
        "norma": chance.choice(("2000", "241", "urn:nir:regione")),
        "rule": chance.choice(("CNT001", "TMP001", "ORG001")),
        "severity": chance.choice(("error", "warning", "info")),
        "da": year,
        "a": year + chance.randint(1, 3),
        "stato": chance.choice(("aggiunto", "tolto", "riscritto")),
    }
    for parameter in question.parameters:
        yield parameter.name, drawn[parameter.name]


def _sought(chance: random.Random) -> str:
    """A phrase that the texts have, or one to three words."""
    if chance.random() < 0.5:
        return chance.choice(PHRASES)
    return " ".join(chance.sample(WORDS, chance.randint(1, 3)))


if __name__ == "__main__":
    main()
