"""The page: its sections, the figures at its head, and how they become one file of HTML.

One file that asks the network for nothing and runs no script: its Content-Security-Policy allows
its own style sheet, by hash, and nothing else. What acts print is text everywhere in it (Jinja2's
autoescape). The same catalogue gives the same bytes.
"""

from __future__ import annotations

import os
import sqlite3
from base64 import b64encode
from collections.abc import Sequence
from hashlib import sha256

from msgspec import Struct

from pipeline.catalogue.report.coverage import coverage
from pipeline.catalogue.report.drawing import Section
from pipeline.catalogue.report.italian import counted, number
from pipeline.catalogue.report.network import network
from pipeline.catalogue.report.sources import sources
from pipeline.catalogue.report.years import series
from schemas.version import __version__

TEMPLATES = os.path.join(os.path.dirname(__file__), "templates")

_COUNTS = """
SELECT count(*), sum(n_interventi), min(anno), max(anno), sum(status = 'failed') FROM documenti
"""
_BODIES = "SELECT count(*) FROM territori"
_ORGANISATIONS = "SELECT count(*) FROM organizzazioni_attive"


class Head(Struct, frozen=True):
    """What the catalogue holds."""

    documents: int
    interventi: int
    first_year: int | None
    last_year: int | None
    failed: int
    bodies: int
    organisations: int

    @property
    def years(self) -> str:
        """`2019–2023`."""
        if self.first_year is None:
            return "–"
        if self.first_year == self.last_year:
            return str(self.first_year)
        return f"{self.first_year}–{self.last_year}"

    @property
    def tiles(self) -> Sequence[tuple[str, str]]:
        """The figures at the head of the page, and what they count."""
        return (
            (number(self.documents), "documento" if self.documents == 1 else "documenti"),
            (number(self.interventi), "intervento" if self.interventi == 1 else "interventi"),
            (number(self.bodies), "territorio" if self.bodies == 1 else "territori"),
            (
                number(self.organisations),
                "organizzazione" if self.organisations == 1 else "organizzazioni",
            ),
            (self.years, "anno" if self.first_year == self.last_year else "anni"),
        )


def page(connection: sqlite3.Connection) -> str:
    """The report on a catalogue, as HTML."""
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    environment = Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["units"] = _units
    with open(os.path.join(TEMPLATES, "style.css"), encoding="utf-8") as file:
        style = file.read()
    head = _head(connection)
    return environment.get_template("report.html").render(
        head=head,
        sections=_sections(connection) if head.documents else [],
        style=style,
        style_hash=b64encode(sha256(style.encode()).digest()).decode(),
        version=__version__,
        counted=counted,
    )


def _sections(connection: sqlite3.Connection) -> list[Section]:
    return [make(connection) for make in (coverage, series, network, sources)]


def _head(connection: sqlite3.Connection) -> Head:
    documents, interventi, first, last, failed = connection.execute(_COUNTS).fetchone()
    (bodies,) = connection.execute(_BODIES).fetchone()
    (organisations,) = connection.execute(_ORGANISATIONS).fetchone()
    return Head(documents, interventi or 0, first, last, failed or 0, bodies, organisations)


def _units(value: float) -> str:
    """A length without needless digits: the same on every machine."""
    return f"{round(value, 1):g}"
