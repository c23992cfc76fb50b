"""Coverage: how much of each edition of the taxonomy each body uses, field by field.

Counts the entries that some intervento of the body prints, in any year, by the questions
`voci_per_territorio` and `voci_meno_usate`. Codes that the edition does not list are left out,
since there is no saying how many such there could be.
"""

from __future__ import annotations

import sqlite3
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence

from msgspec import Struct
from msgspec.structs import replace

from pipeline.catalogue.report.drawing import Column, Figure, Section, Table
from pipeline.catalogue.report.heat_map import (
    LEVELS,
    Cell,
    HeatColumn,
    HeatMap,
    HeatRow,
    Line,
    heat_map,
)
from pipeline.catalogue.report.italian import clean, counted, listed, number, percent

MOST_EDITIONS = 3
MOST_BODIES = 45
"""In the picture; those with most interventi."""
MOST_ROWS = 100
"""Of the table."""
_MOST_COLUMNS = 26

NO_BODY = "Territorio non indicato"

_ENTRIES = """
SELECT q.edizione, q.voce, q.campo, q.macro_ambito, q.n_interventi
FROM voci_meno_usate q JOIN voci v USING (edizione, voce)
WHERE v.elencata ORDER BY q.edizione, q.voce
"""
_NOT_LISTED = """
SELECT q.edizione, count(*)
FROM voci_meno_usate q JOIN voci v USING (edizione, voce)
WHERE NOT v.elencata AND q.n_interventi > 0 GROUP BY 1 ORDER BY 1
"""
_USES = """
SELECT DISTINCT territorio_chiave, edizione, voce FROM voci_per_territorio
WHERE edizione = ? ORDER BY 1, 3
"""
_BODIES = """
SELECT territorio_chiave, max(territorio), sum(n_interventi)
FROM interventi_per_territorio GROUP BY 1
"""

Field = tuple[str, str]
"""Its name and its macro area's."""


class Body(Struct, frozen=True):
    """How many entries of each field a body uses."""

    name: str
    interventi: int
    used: Mapping[Field, int]

    @property
    def entries(self) -> int:
        """In all fields."""
        return sum(self.used.values())


class Edition(Struct, frozen=True):
    """An edition's fields with how many entries each lists, and the bodies that use any."""

    name: str
    fields: Mapping[Field, int]
    bodies: Sequence[Body]
    unused: int
    """Entries that no intervento uses."""
    not_listed: int
    """Codes that interventi print and it does not list."""

    @property
    def entries(self) -> int:
        """That it lists."""
        return sum(self.fields.values())

    @property
    def users(self) -> Mapping[Field, int]:
        """How many bodies use each field."""
        found = Counter(field for body in self.bodies for field in body.used)
        return {field: found[field] for field in self.fields}


def coverage(connection: sqlite3.Connection) -> Section:
    """The section of the page."""
    editions, rest = _editions(connection)
    title = "Copertura della tassonomia"
    if not editions:
        told = "Nessun intervento riporta voci che un'edizione della tassonomia elenca."
        return Section("copertura", title, told, ())
    figures = [_figure(edition) for edition in editions]
    if rest:
        more = f"Altre edizioni usate e non mostrate: {listed(list(map(edition_title, rest)))}."
        figures[-1] = replace(figures[-1], left_out=(*figures[-1].left_out, more))
    return Section("copertura", title, _finding(editions[0]), figures)


def edition_title(name: str) -> str:
    """What an edition is called."""
    from schemas.taxonomy import taxonomies

    known = taxonomies().editions.get(name)
    return f"{known.title} (edizione {name})" if known else f"Edizione {clean(name)}"


def _editions(connection: sqlite3.Connection) -> tuple[list[Edition], list[str]]:
    entries: dict[str, dict[str, tuple[str | None, str | None, int]]] = defaultdict(dict)
    for edition, entry, field, area, uses in connection.execute(_ENTRIES):
        entries[edition][entry] = field, area, uses
    uses = {name: sum(each[2] for each in found.values()) for name, found in entries.items()}
    used = sorted((name for name in uses if uses[name]), key=lambda name: (-uses[name], name))
    named = {
        key: (name, count) for key, name, count in connection.execute(_BODIES) if key is not None
    }
    not_listed = dict(connection.execute(_NOT_LISTED).fetchall())
    shown = [
        _edition(connection, name, entries[name], named, not_listed.get(name, 0))
        for name in used[:MOST_EDITIONS]
    ]
    return shown, [*used[MOST_EDITIONS:], *(name for name in not_listed if name not in entries)]


def _edition(
    connection: sqlite3.Connection,
    name: str,
    entries: Mapping[str, tuple[str | None, str | None, int]],
    named: Mapping[str, tuple[str, int]],
    not_listed: int,
) -> Edition:
    with_fields = len({field for field, _, _ in entries.values()}) <= _MOST_COLUMNS and any(
        field for field, _, _ in entries.values()
    )
    of = {
        entry: (clean(field or area or "Altro"), clean(area or ""))
        if with_fields
        # An edition of macro areas alone has them for columns.
        else (clean(area or field or "Altro"), "")
        for entry, (field, area, _) in entries.items()
    }
    found: dict[str | None, Counter[Field]] = defaultdict(Counter)
    for body, _, entry in connection.execute(_USES, (name,)):
        if entry in of:
            found[body][of[entry]] += 1
    bodies = [
        Body(*(named.get(key, (key, 0)) if key is not None else (NO_BODY, 0)), used)
        for key, used in found.items()
    ]
    bodies.sort(key=lambda body: (-body.entries, body.name))
    unused = sum(not count for _, _, count in entries.values())
    return Edition(name, Counter(of.values()), bodies, unused, not_listed)


def _finding(edition: Edition) -> str:
    first, title = edition.bodies[0], edition_title(edition.name)
    most = f"{number(first.entries)} ({percent(first.entries, edition.entries)})"
    entries = counted(edition.entries, "voce", "voci")
    if len(edition.bodies) == 1:
        told = f"{clean(first.name)} usa {most} delle {entries} di «{title}»."
    else:
        told = (
            f"{number(len(edition.bodies))} territori usano «{title}», che elenca {entries}. "
            f"Il più completo è {clean(first.name)}: {most}."
        )
    if not edition.unused:
        return f"{told} Ogni voce è usata da qualcuno."
    return (
        f"{told} {counted(edition.unused, 'voce non è usata', 'voci non sono usate')} da nessuno."
    )


def _figure(edition: Edition) -> Figure:
    largest = sorted(edition.bodies, key=lambda body: (-body.interventi, body.name))[:MOST_BODIES]
    drawn = set(map(id, largest))
    shown = [body for body in edition.bodies if id(body) in drawn]
    title = f"Voci usate da ogni territorio: {edition_title(edition.name)}"
    left_out = []
    if len(shown) < len(edition.bodies):
        left_out.append(
            f"Sono mostrati i {number(len(shown))} territori con più interventi, "
            f"su {number(len(edition.bodies))}."
        )
    if edition.not_listed:
        left_out.append(
            f"Non sono contati i codici che l'edizione non elenca: {number(edition.not_listed)}."
        )
    return Figure(
        title=title,
        reading=(
            "Ogni riga è un territorio, ogni colonna un campo della tassonomia. Il numero dice "
            "quante voci del campo il territorio usa, in tutti gli anni insieme; più il riquadro è "
            "intenso, maggiore è la parte del campo che è usata. L'ultima "
            "riga conta i territori che usano il campo, anche quelli non mostrati."
        ),
        chart=heat_map(_drawn(title, edition, shown)),
        tables=(_table(edition),),
        left_out=left_out,
    )


def _drawn(title: str, edition: Edition, shown: Sequence[Body]) -> HeatMap:
    return HeatMap(
        title=title,
        description=(
            f"Mappa di calore di {counted(len(shown), 'territorio', 'territori')} per "
            f"{counted(len(edition.fields), 'campo', 'campi')}. {_finding(edition)} "
            "Tutti i valori sono nella tabella che segue."
        ),
        columns=[
            HeatColumn(name, area, f"{name}: {counted(size, 'voce', 'voci')}")
            for (name, area), size in edition.fields.items()
        ],
        rows=[
            HeatRow(
                clean(body.name),
                [_cell(body, field, size) for field, size in edition.fields.items()],
                f"{number(body.entries)} ({percent(body.entries, edition.entries)})",
            )
            for body in shown
        ],
        total_label=f"Voci su {number(edition.entries)}",
        head=Line("Voci del campo", [number(size) for size in edition.fields.values()]),
        foot=Line("Territori che lo usano", [*map(number, edition.users.values())]),
        legend_label="Parte del campo usata",
        legend=["nessuna voce", "fino al 20%", "al 40%", "al 60%", "all'80%", "oltre l'80%"],
    )


def _cell(body: Body, field: Field, size: int) -> Cell:
    used = body.used.get(field, 0)
    level = min(LEVELS, -(-used * LEVELS // size))
    tip = f"{clean(body.name)}, {field[0]}: {number(used)} su {counted(size, 'voce', 'voci')}"
    return Cell(number(used) if used else "", level, tip)


def _table(edition: Edition) -> Table:
    columns = [Column("Territorio"), Column("Interventi", is_number=True)]
    columns += [
        Column(f"{name} (su {number(size)})", is_number=True)
        for (name, _), size in edition.fields.items()
    ]
    columns.append(Column(f"Voci usate (su {number(edition.entries)})", is_number=True))
    columns.append(Column("Parte", is_number=True))
    rows = [
        [
            clean(body.name),
            number(body.interventi),
            *(number(body.used.get(field, 0)) for field in edition.fields),
            number(body.entries),
            percent(body.entries, edition.entries),
        ]
        for body in edition.bodies[:MOST_ROWS]
    ]
    told = ""
    if len(edition.bodies) > MOST_ROWS:
        told = f"Le prime {number(MOST_ROWS)} righe di {number(len(edition.bodies))}. "
    return Table(
        caption=f"Voci usate per territorio e campo, edizione {clean(edition.name)}",
        columns=columns,
        rows=rows,
        foot=[
            "Territori che lo usano",
            "",
            *map(number, edition.users.values()),
            number(len(edition.bodies)),
            "",
        ],
        note=f"{told}Voce per voce e anno per anno: catalogue ask voci_per_territorio",
    )
