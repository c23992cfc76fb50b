"""Small made-up documents, and the file that `extract` would write of them."""

from __future__ import annotations

from collections.abc import Sequence
from hashlib import sha256
from pathlib import Path
from typing import Any

from pipeline.catalogue.build import Built, build
from pipeline.write import encode, indented, open_output
from schemas.records import (
    AnyDocumento,
    Classificazione,
    Coverage,
    Documento,
    DocumentoFallito,
    Ente,
    Evidence,
    Failure,
    Intervento,
    Issue,
    OrganizzazioneCitata,
    Organizzazioni,
    Riferimento,
    Source,
    Tempi,
)

COVERAGE = Coverage(characters=10, read=9, ignored=1, unread=0, ratio=1.0)


def source(path: str) -> Source:
    """A file whose content is its path."""
    data = path.encode()
    return Source(path=path, bytes=len(data), sha256=sha256(data).hexdigest())


def plan(path: str, body: str, year: int | None, *interventi: Intervento, **more: Any) -> Documento:
    """A plan of a body for a year; the interventi get the document's id and their order."""
    found = source(path)
    return Documento(
        id=found.sha256,
        source=found,
        tipo="piano_famiglia",
        anno=year,
        ente=Ente(nome=body, tipo="comune"),
        interventi=tuple(
            replaced(each, id=f"{found.sha256[:12]}-{order}", ordine=order)
            for order, each in enumerate(interventi, 1)
        ),
        coverage=COVERAGE,
        **more,
    )


def replaced(record: Any, **changes: Any) -> Any:
    """The record with these fields changed."""
    from msgspec.structs import replace

    return replace(record, **changes)


def azione(title: str | None, *codes: str, by: Sequence[str] = (), **more: Any) -> Intervento:
    """An azione with entries of the second edition; the first of `by` leads, the rest take part."""
    return Intervento(
        id="-",
        tipo="azione",
        ordine=1,
        titolo=title,
        classificazioni=tuple(
            Classificazione(testo=code, codice=code, edizione="2", metodo="codice")
            for code in codes
        ),
        organizzazione_referente=named(by[:1]),
        organizzazioni_coinvolte=named(by[1:]),
        **{"evidence": {"titolo": (PLACE,)}, **more},
    )


PLACE = Evidence(page=1, bbox=(1.0, 2.0, 3.0, 4.0), start=0, end=4, raw="raw ")


def named(names: Sequence[str]) -> Organizzazioni | None:
    """A field that names these organisations."""
    cited = tuple(OrganizzazioneCitata(nome=name) for name in names)
    return Organizzazioni(testo=", ".join(names), organizzazioni=cited) if names else None


def unreadable(path: str) -> DocumentoFallito:
    """A file of which nothing could be read."""
    return DocumentoFallito(
        id=sha256(b"").hexdigest(),
        source=source(path),
        error=Failure(code="unreadable", message="it cannot be opened", remedy="Check it."),
    )


def issue(rule: str, path: str = "$") -> Issue:
    """A warning."""
    return Issue(rule=rule, severity="warning", message="found 1, expected 2", path=path)


def law(urn: str | None, text: str = "l. 241/1990", **more: Any) -> Riferimento:
    """A citation."""
    return Riferimento(testo=text, urn=urn, **more)


def until(text: str, end: str) -> Tempi:
    """A deadline."""
    return Tempi(testo=text, entro=end)


def write(path: Path, *documents: AnyDocumento) -> Path:
    """What `extract` would write of them."""
    bodies = map(encode, documents)
    with open_output(str(path)) as writer:
        writer.add_all(bodies if path.suffix == ".jsonl" else map(indented, bodies))
    return path


def built(folder: Path, *documents: AnyDocumento, name: str = "out.jsonl") -> tuple[Path, Built]:
    """A catalogue of them, new or as it was there, and what the build did."""
    database = folder / "catalogue.db"
    return database, build([str(write(folder / name, *documents))], str(database))


LAW_241 = {"tipo": "legge", "autorita": "stato", "numero": "241"}

SOME: tuple[AnyDocumento, ...] = (
    plan(
        "a/2021.txt",
        "Comune di Alfa",
        2021,
        azione("Nido comunale", "B04-0401", by=["Cooperativa Uno", "Coop. Due"]),
        azione(
            "Comunità educante", "D08-0824", by=["Cooperativa Uno"], tempi=until("m", "2021-02")
        ),
        azione("Bonus trasporti", "B02-0211", tempi=until("Entro il 30.6.2021", "2021-06-30")),
        issues=(issue("CNT001"), issue("TMP001", "$.interventi[1].tempi")),
        riferimenti=(
            law("urn:nir:stato:legge:1990-08-07;241", data="1990-08-07", **LAW_241),
            law("urn:nir:stato:legge:1990;241~art3", data="1990", **LAW_241),
        ),
    ),
    plan(
        "a/2022.txt",
        "COMUNE DI ALFA",
        2022,
        azione("Nido Comunale", "B04-0401", by=["COOPERATIVA UNO", "Coop. Due", "Ente Tre"]),
        azione("Comunità educanti", "D08-0824"),
        azione("Orto sociale", "B04-0401", "D08-0824", tempi=until("Entro il 2022", "2022")),
    ),
    plan(
        "b/2022.txt",
        "Comune di Beta",
        2022,
        azione("Bonus trasporto", "B04-0401", by=["Ente Tre", "Coop. Due"]),
        azione(None, "Z99-9999", descrizione="Senza titolo"),
        issues=(issue("CNT001"),),
        riferimenti=(law("urn:nir:stato:legge:1990;241"), law(None, "regolamento interno")),
    ),
    unreadable("c/rotto.pdf"),
    unreadable("d/rotto.pdf"),
)
"""Two years of one body, one of another, and two files that could not be read."""
