"""Series: interventi by year, and the entries used most, year by year.

By the questions `interventi_per_territorio` and `serie_storica`. Documents that name no body are in
no row of the first, so the view `catalogo` counts theirs.
"""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from collections.abc import Mapping, Sequence

from msgspec import Struct

from pipeline.catalogue.report.bars import Bar, Panel, panels, upright
from pipeline.catalogue.report.coverage import edition_title
from pipeline.catalogue.report.drawing import Column, Figure, Section, Table
from pipeline.catalogue.report.italian import clean, counted, number

MOST_YEARS = 16
"""In a picture; the last."""
MOST_ENTRIES = 12
_MOST_ROWS = 100
_NO_YEAR = "senza anno"

_YEARS = """
SELECT anno, sum(n_documenti), sum(n_interventi), count(DISTINCT territorio_chiave)
FROM (
  SELECT anno, n_documenti, n_interventi, territorio_chiave FROM interventi_per_territorio
  UNION ALL
  SELECT anno, count(DISTINCT documento_id), count(*), NULL
  FROM catalogo WHERE territorio_chiave IS NULL GROUP BY anno
)
GROUP BY anno ORDER BY anno IS NULL, anno
"""
_EDITION = """
SELECT edizione FROM serie_storica GROUP BY 1 ORDER BY sum(n_interventi) DESC, 1 LIMIT 1
"""
_ENTRIES = """
SELECT voce, max(etichetta), sum(n_interventi) FROM serie_storica
WHERE edizione = ? GROUP BY 1 ORDER BY 3 DESC, 1
"""
_SERIES = """
SELECT voce, anno, n_interventi FROM serie_storica WHERE edizione = ? ORDER BY voce, anno
"""


class Year(Struct, frozen=True, gc=False):
    """What the catalogue holds of a year; None is for documents that do not say theirs."""

    year: int | None
    documents: int
    interventi: int
    bodies: int

    @property
    def name(self) -> str:
        """As it is shown."""
        return _name(self.year)


class Entry(Struct, frozen=True):
    """An entry of the taxonomy, and in how many interventi of each year it is used."""

    code: str
    label: str
    uses: int
    by_year: Mapping[int | None, int]

    @property
    def name(self) -> str:
        """Its code, and its label where it has both."""
        return self.label if self.label == self.code else f"{self.code} {self.label}"


def series(connection: sqlite3.Connection) -> Section:
    """The section of the page."""
    found = [Year(*row) for row in connection.execute(_YEARS)]
    title = "Serie per anno"
    if not found:
        return Section("serie", title, "Nessun documento contiene interventi.", ())
    finding = _finding(found)
    figures = [_by_year(found, finding), *_entries(connection, found)]
    return Section("serie", title, finding, figures)


def _finding(found: Sequence[Year]) -> str:
    most = max(found, key=lambda year: year.interventi)
    told = (
        f"{number(most.interventi)}, in {counted(most.documents, 'documento', 'documenti')} di "
        f"{counted(most.bodies, 'territorio', 'territori')}."
    )
    if most.year is None:
        return f"Interventi senza anno: {told}"
    if len(found) == 1:
        return f"Gli interventi sono tutti del {most.year}: {told}"
    return f"L'anno con più interventi è il {most.year}: {told}"


def _by_year(found: Sequence[Year], finding: str) -> Figure:
    title = "Interventi per anno"
    shown = _continuous(found)[-MOST_YEARS:]
    bars = [
        Bar(
            year.name,
            year.interventi,
            (number(year.documents), number(year.bodies)),
            tip=f"{year.name}: {counted(year.interventi, 'intervento', 'interventi')}",
        )
        for year in shown
    ]
    description = f"Istogramma degli interventi per anno. {finding}"
    left_out = []
    if shown[0].year != found[0].year:
        left_out.append(f"Sono mostrati gli anni dal {shown[0].name}; gli altri nella tabella.")
    rows = [
        [year.name, number(year.documents), number(year.interventi), number(year.bodies)]
        for year in found[-_MOST_ROWS:]
    ]
    return Figure(
        title=title,
        reading=(
            "Ogni barra conta gli interventi dei documenti di un anno. Sotto, di quanti documenti "
            "e territori: un anno con più interventi può essere solo un anno con più documenti nel "
            "catalogo."
        ),
        chart=upright(title, description, bars, ("Anno", "Documenti", "Territori")),
        tables=(
            Table(
                "Interventi per anno",
                [Column("Anno"), *map(_numeric, ("Documenti", "Interventi", "Territori"))],
                rows,
                note=_first(len(rows), len(found))
                + "Territorio per territorio: catalogue ask interventi_per_territorio",
            ),
        ),
        left_out=left_out,
    )


def _continuous(found: Sequence[Year]) -> list[Year]:
    """With the years between that have no document, unless they are a crowd."""
    known = {each.year: each for each in found if each.year is not None}
    rest = [each for each in found if each.year is None]
    if known and max(known) - min(known) < MOST_YEARS:
        every = range(min(known), max(known) + 1)
        return [known.get(year, Year(year, 0, 0, 0)) for year in every] + rest
    return [*known.values(), *rest]


def _entries(connection: sqlite3.Connection, found: Sequence[Year]) -> list[Figure]:
    most_used = connection.execute(_EDITION).fetchone()
    if most_used is None:
        return []
    (edition,) = most_used
    entries = _series(connection, edition)
    years = [year.year for year in _continuous(found)][-MOST_YEARS:]
    shown = [
        Panel(entry.name, [_bar(entry, year) for year in years]) for entry in entries[:MOST_ENTRIES]
    ]
    title = "Le voci più usate, anno per anno"
    left_out = []
    if len(entries) > len(shown):
        left_out.append(
            f"Sono mostrate le {number(len(shown))} voci più usate, su {number(len(entries))}."
        )
    return [
        Figure(
            title=title,
            reading=(
                "Un riquadro per voce: ogni barra conta gli interventi di un anno che la usano. La "
                f"scala è la stessa in tutti i riquadri. {edition_title(edition)}."
            ),
            chart=panels(
                title,
                f"Piccoli istogrammi, uno per voce. La più usata è «{entries[0].name}», in "
                f"{counted(entries[0].uses, 'intervento', 'interventi')}.",
                shown,
            ),
            tables=(_table(entries, years),),
            left_out=left_out,
        )
    ]


def _series(connection: sqlite3.Connection, edition: str) -> list[Entry]:
    by_year: dict[str, dict[int | None, int]] = defaultdict(dict)
    for entry, year, uses in connection.execute(_SERIES, (edition,)):
        by_year[entry][year] = uses
    return [
        Entry(clean(code), clean(label or code), uses, by_year[code])
        for code, label, uses in connection.execute(_ENTRIES, (edition,))
    ]


def _bar(entry: Entry, year: int | None) -> Bar:
    uses = entry.by_year.get(year, 0)
    tip = f"{entry.name}, {_name(year)}: {counted(uses, 'intervento', 'interventi')}"
    return Bar(_name(year), uses, tip=tip)


def _table(entries: Sequence[Entry], years: Sequence[int | None]) -> Table:
    shown = entries[:_MOST_ROWS]
    return Table(
        "Interventi che usano ogni voce, per anno",
        [Column("Voce"), *(_numeric(_name(year)) for year in years), _numeric("In tutto")],
        [
            [
                entry.name,
                *(number(entry.by_year.get(year, 0)) for year in years),
                number(entry.uses),
            ]
            for entry in shown
        ],
        note=_first(len(shown), len(entries)) + "Con i territori: catalogue ask serie_storica",
    )


def _name(year: int | None) -> str:
    return _NO_YEAR if year is None else str(year)


def _numeric(text: str) -> Column:
    return Column(text, is_number=True)


def _first(shown: int, every: int) -> str:
    return f"{number(shown)} righe di {number(every)}. " if shown < every else ""
