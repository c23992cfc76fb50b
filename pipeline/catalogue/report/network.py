"""Network: the organisations that most interventi name, and who works with whom.

By the questions `organizzazioni_attive` and `chi_lavora_con_chi`, which count an intervento once
for an organisation or a pair.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from msgspec import Struct

from pipeline.catalogue.ask import Value, select
from pipeline.catalogue.questions import questions
from pipeline.catalogue.report.arcs import Arc, Node, arcs, arranged
from pipeline.catalogue.report.drawing import Column, Figure, Section, Table
from pipeline.catalogue.report.italian import clean, counted, number

MOST_ORGANISATIONS = 25
MOST_PAIRS = 60
"""In the picture; the strongest."""

_COUNT = "SELECT count(*) FROM organizzazioni_attive WHERE n_interventi > 0"


class Organisation(Struct, frozen=True, gc=False):
    """An organisation as `organizzazioni_attive` has it."""

    name: str
    interventi: int
    led: int
    bodies: int
    lists: int
    key: str


class Pair(Struct, frozen=True, gc=False):
    """Two organisations that so many interventi name both."""

    one: Organisation
    other: Organisation
    interventi: int

    @property
    def keys(self) -> tuple[str, str]:
        """Theirs."""
        return self.one.key, self.other.key


def network(connection: sqlite3.Connection) -> Section:
    """The section of the page."""
    title = "Rete delle organizzazioni"
    (every,) = connection.execute(_COUNT).fetchone()
    if not every:
        return Section("rete", title, "Nessun intervento nomina un'organizzazione.", ())
    rows = _ask(connection, "organizzazioni_attive", {"almeno": 1}, MOST_ORGANISATIONS)
    busiest = [Organisation(*row) for row in rows]
    pairs = _pairs(connection, {each.key: each for each in busiest})
    finding = _finding(busiest[0], every, pairs)
    return Section("rete", title, finding, [_figure(busiest, every, pairs, finding)])


def _ask(
    connection: sqlite3.Connection,
    name: str,
    values: Mapping[str, Value],
    limit: int | None = None,
) -> Iterator[tuple[Any, ...]]:
    return select(connection, questions()[name], values, limit)


def _pairs(connection: sqlite3.Connection, among: Mapping[str, Organisation]) -> list[Pair]:
    """The pairs of these organisations, each once, strongest first."""
    found = []
    for key, one in among.items():
        for _, _, interventi, _, other in _ask(connection, "chi_lavora_con_chi", {"chiave": key}):
            if key < other and other in among:
                found.append(Pair(one, among[other], interventi))
    return sorted(found, key=lambda pair: (-pair.interventi, pair.keys))


def _finding(first: Organisation, every: int, pairs: Sequence[Pair]) -> str:
    told = (
        f"Gli interventi nominano {counted(every, 'organizzazione', 'organizzazioni')}. La più "
        f"attiva è {clean(first.name)}, nominata da "
        f"{counted(first.interventi, 'intervento', 'interventi')}."
    )
    if not pairs:
        return f"{told} Nessun intervento ne nomina due insieme tra le più attive."
    strongest = pairs[0]
    return (
        f"{told} Insieme più spesso, tra le più attive: {clean(strongest.one.name)} e "
        f"{clean(strongest.other.name)}, in "
        f"{counted(strongest.interventi, 'intervento', 'interventi')}."
    )


def _figure(
    busiest: Sequence[Organisation], every: int, pairs: Sequence[Pair], finding: str
) -> Figure:
    drawn = pairs[:MOST_PAIRS]
    title = "Chi lavora con chi"
    left_out = []
    if every > len(busiest):
        left_out.append(
            f"Sono mostrate le {number(len(busiest))} organizzazioni nominate da più interventi, "
            f"su {number(every)}."
        )
    if len(pairs) > len(drawn):
        left_out.append(
            f"Sono disegnati i {number(len(drawn))} legami più forti, su {number(len(pairs))} tra "
            "queste organizzazioni."
        )
    return Figure(
        title=title,
        reading=(
            "Accanto a ogni organizzazione, quanti interventi la nominano, come referente o come "
            "partecipante. Un arco unisce due organizzazioni che uno stesso intervento nomina; più "
            "è spesso e intenso, più interventi le nominano insieme"
            f"{_thickest(drawn)}. Chi lavora insieme è messo vicino."
        ),
        chart=arcs(title, f"Diagramma ad archi. {finding}", _nodes(busiest, drawn), _arcs(drawn)),
        tables=(_organisations(busiest), _table(drawn)),
        left_out=left_out,
    )


def _thickest(drawn: Sequence[Pair]) -> str:
    if not drawn:
        return ""
    return f": il più spesso ne vale {number(drawn[0].interventi)}"


def _nodes(busiest: Sequence[Organisation], drawn: Sequence[Pair]) -> list[Node]:
    known = {each.key: each for each in busiest}
    tied = {key for pair in drawn for key in pair.keys}
    together = arranged(
        [each.key for each in busiest if each.key in tied],
        {pair.keys: pair.interventi for pair in drawn},
    )
    alone = [each.key for each in busiest if each.key not in tied]
    return [_node(known[key]) for key in (*together, *alone)]


def _node(one: Organisation) -> Node:
    name = clean(one.name)
    tip = f"{name}: {counted(one.interventi, 'intervento', 'interventi')}"
    return Node(one.key, name, one.interventi, number(one.interventi), tip)


def _arcs(drawn: Sequence[Pair]) -> list[Arc]:
    return [
        Arc(
            *pair.keys,
            pair.interventi,
            f"{clean(pair.one.name)} e {clean(pair.other.name)}: "
            f"{counted(pair.interventi, 'intervento', 'interventi')}",
        )
        for pair in drawn
    ]


def _organisations(busiest: Sequence[Organisation]) -> Table:
    heads = ("Interventi che la nominano", "Ne guida", "Territori", "Elenchi di aderenti")
    return Table(
        "Organizzazioni più attive",
        [Column("Organizzazione"), *(Column(head, is_number=True) for head in heads)],
        [
            [clean(each.name), *map(number, (each.interventi, each.led, each.bodies, each.lists))]
            for each in busiest
        ],
        note="Tutte: catalogue ask organizzazioni_attive",
    )


def _table(drawn: Sequence[Pair]) -> Table:
    return Table(
        "Organizzazioni nominate insieme",
        [Column("Organizzazione"), Column("L'altra"), Column("Interventi", is_number=True)],
        [[clean(pair.one.name), clean(pair.other.name), number(pair.interventi)] for pair in drawn],
        note="Tutte: catalogue ask chi_lavora_con_chi",
    )
