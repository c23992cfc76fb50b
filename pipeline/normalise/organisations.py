"""Organisations across documents: which keys may be one, proposed for review.

    python -m pipeline.normalise.organisations out.json more.jsonl -o organisations.csv

Reads what `extract` wrote and writes the file that `extract --organisations` takes: a `merge?` for
each two keys that look like one body, the surest first, then a `split?` for each name whose key
came from more than its spelling. Nobody but a reviewer turns a question into a decision; rows
decided in the file before (`merge`, `split`, `apart`) stay, in front.
"""

from __future__ import annotations

import csv
import io
import os
from collections.abc import Iterable, Iterator

import click
import msgspec
from msgspec import Struct

from pipeline.errors import UsageError
from pipeline.normalise.identify import titled
from pipeline.normalise.proposals import Cited, proposals
from pipeline.normalise.reviewed import COLUMNS, Row, read_rows
from schemas.organisation_fields import ORGANISATION_FIELDS
from schemas.records import Organizzazioni


class _Named(Struct):
    """Whatever has a name and a key: a body, a district, a member."""

    nome: str | None = None
    chiave: str | None = None


class _Ente(_Named):
    tipo: str | None = None


class _Intervento(Struct):
    organizzazione_referente: Organizzazioni | None = None
    altre_organizzazioni_coinvolte: Organizzazioni | None = None
    organizzazioni_coinvolte: Organizzazioni | None = None


class _Source(Struct):
    path: str


class _Document(Struct):
    """What of a document names organisations; the rest is passed over."""

    source: _Source
    ente: _Ente | None = None
    distretto: _Named | None = None
    organizzazioni: tuple[_Named, ...] = ()
    interventi: tuple[_Intervento, ...] = ()


class _Dataset(Struct):
    documents: tuple[_Document, ...]


def read_cited(path: str) -> Iterator[Cited]:
    """Every mention with a key in a file that `extract` wrote, `.json` or `.jsonl`.

    Raises:
        UsageError: the file is not there, or `extract` did not write it.
    """
    try:
        with open(path, "rb") as file:
            data = file.read()
        if path.endswith(".jsonl"):
            decoder = msgspec.json.Decoder(_Document)
            documents = tuple(decoder.decode_lines(data))
        else:
            documents = msgspec.json.decode(data, type=_Dataset).documents
    except OSError as error:
        message = f"{path}: no file that can be read ({error.strerror}). Check the path."
        raise UsageError(message) from error
    except msgspec.MsgspecError as error:
        message = f"{path}: `extract` did not write this ({error}). Name its output."
        raise UsageError(message) from error
    for document in documents:
        yield from _cited(document)


def _cited(document: _Document) -> Iterator[Cited]:
    ente = document.ente
    named: list[tuple[str | None, str | None]] = [
        (each.nome, each.chiave) for each in (document.distretto, *document.organizzazioni) if each
    ]
    if ente and ente.nome:
        named.append((titled(ente.nome, ente.tipo), ente.chiave))
    for intervento in document.interventi:
        for field in ORGANISATION_FIELDS:
            of: Organizzazioni | None = getattr(intervento, field)
            named += [(each.nome, each.chiave) for each in of.organizzazioni] if of else []
    for name, key in named:
        if name and key:
            yield Cited(name, key, document.source.path, ente.chiave if ente else None)


def written(rows: Iterable[Row]) -> str:
    """The rows as the file that `extract --organisations` takes."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(COLUMNS)
    for row in rows:
        score = "" if row.score is None else f"{row.score:g}"
        keys = row.key, row.to_key
        cells = (row.decision, row.name, *keys, score, row.reason, row.where, row.body)
        writer.writerow(cells)
    return text.getvalue()


@click.command()
@click.argument("outputs", nargs=-1, required=True)
@click.option("-o", "--output", required=True, metavar="CSV", help="Its decided rows are kept.")
def propose(outputs: tuple[str, ...], output: str) -> None:
    """Propose which keys in OUTPUTS, written by `extract`, are one organisation."""
    try:
        rows = read_rows(output) if os.path.exists(output) else ()
        decided = [row for row in rows if row.is_decided]
        cited = [each for path in outputs for each in read_cited(path)]
    except UsageError as error:
        raise click.UsageError(str(error)) from error
    found = proposals(cited, decided)
    try:
        with open(output, "w", encoding="utf-8", newline="") as file:
            file.write(written([*decided, *found]))
    except OSError as error:
        message = f"{output}: cannot be written ({error.strerror}). Name another file."
        raise click.ClickException(message) from error
    merges = sum(row.decision == "merge?" for row in found)
    click.echo(f"decided {len(decided)}, merges to decide {merges}, splits {len(found) - merges}")


if __name__ == "__main__":
    propose()
