"""Reading a part and writing it, in the process that a task starts.

Its workers are forked, and fsspec has a thread: so stores are asked aside while there may be forks,
and by this process itself only once all is read.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from hashlib import sha256
from typing import IO

import msgspec
from msgspec.structs import replace

from pipeline.batch import lost
from pipeline.distribute.part_forms import open_part
from pipeline.distribute.parts import Made, Part, Receipt, digest
from pipeline.errors import DocumentError
from pipeline.load import content_of
from pipeline.outcome import Outcome
from pipeline.remote import legible_url
from pipeline.remote.aside import asked_aside
from pipeline.remote.put import Folder, opened_beside
from pipeline.supervise import Course, run_batch
from pipeline.write import explained

_KILLS = DocumentError(
    "crashed",
    "reading the file killed the worker of the cluster, each time",
    "Mend it, e.g. `qpdf IN.pdf OUT.pdf`, or give the workers more memory than --max-memory.",
)


def read_part(part: Part) -> Receipt:
    """Reads the files and writes their records, unless the part is there and was made of them.

    Raises:
        OutputError: the part cannot be written.
        UsageError: what Parquet needs is not installed.
    """
    if part.is_trial:
        return _receipt(part, [_bare(each) for each in _outcomes(part)])
    if part.terms.is_resumed and (kept := asked_aside(_kept, (part, _key_before(part)))):
        return kept
    outcomes = []
    output = part.terms.output
    with explained(legible_url(output)), opened_beside(output, part.name) as stream:
        with open_part(part.terms.form, stream) as write:
            for outcome in _outcomes(part):
                write(outcome.bodies)
                outcomes.append(_bare(outcome))
        content, size_bytes = _measured(stream)
        receipt = replace(_receipt(part, outcomes), sha256=content, size_bytes=size_bytes)
        folder = Folder(output)
        folder.remove([part.made])  # no moment may see it beside another part
        folder.send(stream.name, part.name)
    made = Made(_key(part, [outcome.sha256 for outcome in outcomes]), receipt)
    folder.write(part.made, msgspec.json.encode(made, order="deterministic"))
    return receipt


def _measured(stream: IO[bytes]) -> tuple[str, int]:
    """SHA-256 and size of what was written."""
    stream.seek(0)
    whole = sha256()
    while piece := stream.read(1 << 20):
        whole.update(piece)
    return whole.hexdigest(), stream.tell()


def _outcomes(part: Part) -> Iterator[Outcome]:
    """What became of the files, in order."""
    spared = [job for job in part.jobs if job.file not in part.killers]
    terms = part.terms
    with closing(run_batch(spared, terms.options, Course(limits=terms.limits))) as outcomes:
        for job in part.jobs:
            is_killer = job.file in part.killers
            yield lost(job, _KILLS, is_indented=False) if is_killer else next(outcomes)


def _bare(outcome: Outcome) -> Outcome:
    """Without its records, but for how many there are."""
    return replace(outcome, bodies=(b"",) * len(outcome.bodies))


def _receipt(part: Part, outcomes: list[Outcome]) -> Receipt:
    documents = sum(len(outcome.bodies) for outcome in outcomes)
    return Receipt(part.number, tuple(outcomes), documents, size_bytes=0, sha256="")


def _kept(asked: tuple[Part, str]) -> Receipt | None:
    """The receipt of an earlier run that wrote the same part of the same files."""
    part, key = asked
    folder = Folder(part.terms.output)
    content = folder.load(part.made)
    if not key or content is None:
        return None
    try:
        made = msgspec.json.decode(content, type=Made)
    except msgspec.DecodeError:  # of another version, or damaged: the part is made anew
        return None
    if made.key != key or folder.size(part.name) != made.receipt.size_bytes:
        return None
    return replace(made.receipt, number=part.number, kept=len(part.jobs))


def _key_before(part: Part) -> str:
    """The key of the part as the files are now: all their bytes are read, and not understood."""
    found = [content_of(job.file) for job in part.jobs]
    return _key(part, [each.sha256 if each else "" for each in found])


def _key(part: Part, contents: list[str]) -> str:
    """What the part depends on; empty if some of it may be otherwise another time."""
    if not all(contents) or part.killers:
        return ""
    terms, names = part.terms, [job.name for job in part.jobs]
    options = replace(terms.options, taxonomy=None, organisations=None, suggest=None)
    return digest(terms.versions, options, terms.limits, terms.form, names, contents)
