"""Findings: what the rules find in the documents, by rule and by body.

Counted by the question `segnalazioni`. What each rule finds is said in Italian by `rules.toml`.
"""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Sequence

from msgspec import Struct

from pipeline.catalogue.report.bars import Bar, lying
from pipeline.catalogue.report.coverage import NO_BODY
from pipeline.catalogue.report.drawing import Column, Figure, Table
from pipeline.catalogue.report.heat_map import Cell, HeatColumn, HeatMap, HeatRow, Line, heat_map
from pipeline.catalogue.report.italian import SEVERITIES, clean, counted, number, rule_title

MOST_BODIES = 30
MOST_RULES = 14
"""In the map of findings; the most frequent."""
_MOST_ROWS = 100

_RULES = """
SELECT rule, severity, sum(n_issues), sum(n_documenti) FROM segnalazioni
GROUP BY 1, 2 ORDER BY 3 DESC, 1, 2
"""
_BODIES = """
SELECT territorio_chiave, max(territorio), rule, sum(n_issues) FROM segnalazioni
GROUP BY 1, 3 ORDER BY 1, 3
"""
_BOUNDS = (1, 3, 10, 30)
"""The last figure of each shade of the map."""


class Finding(Struct, frozen=True, gc=False):
    """How often a rule found something, and in how many documents."""

    rule: str
    severity: str
    issues: int
    documents: int

    @property
    def name(self) -> str:
        """What the rule finds."""
        return clean(rule_title(self.rule))

    @property
    def severity_name(self) -> str:
        """In Italian."""
        return SEVERITIES.get(self.severity, clean(self.severity))


def findings(connection: sqlite3.Connection) -> list[Finding]:
    """What the rules find, the most frequent first."""
    return [Finding(*row) for row in connection.execute(_RULES)]


def by_rule(found: Sequence[Finding]) -> Figure:
    """Bars: how often each rule found something."""
    title = "Segnalazioni per regola"
    shown = found[: 2 * MOST_RULES]
    bars = [
        Bar(
            each.name,
            each.issues,
            (_beside(each),),
            style=f"bar {each.severity}",
            tip=f"{each.name}: {counted(each.issues, 'segnalazione', 'segnalazioni')}",
        )
        for each in shown
    ]
    left_out = []
    if len(shown) < len(found):
        left_out.append(
            f"Sono mostrate le {number(len(shown))} regole con più segnalazioni, "
            f"su {number(len(found))}."
        )
    return Figure(
        title=title,
        reading=(
            "Ogni barra conta che cosa ha trovato una regola. Un errore toglie valore ai dati, un "
            "avviso va guardato, una nota dice solo come è stato letto il documento."
        ),
        chart=lying(
            title,
            f"Barre orizzontali. La regola con più segnalazioni è «{found[0].name}»: "
            f"{number(found[0].issues)}.",
            bars,
        ),
        tables=(_rules_table(title, found),),
        left_out=left_out,
    )


def _rules_table(title: str, found: Sequence[Finding]) -> Table:
    columns = [Column("Regola"), Column("Codice"), Column("Gravità")]
    counts = [Column(name, is_number=True) for name in ("Segnalazioni", "Documenti")]
    rows = [
        [
            *(each.name, clean(each.rule), each.severity_name),
            *(number(each.issues), number(each.documents)),
        ]
        for each in found
    ]
    note = "Ente per ente: catalogue ask segnalazioni"
    return Table(title, [*columns, *counts], rows, note=note)


def _beside(each: Finding) -> str:
    documents = counted(each.documents, "documento", "documenti")
    return f"{each.severity_name} {clean(each.rule)}, in {documents}"


class _Found(Struct):
    """What the rules find in the documents of a body."""

    name: str
    counts: Counter[str]


def by_body(connection: sqlite3.Connection, every: Sequence[Finding]) -> Figure:
    """A heat map: how often each rule found something in the documents of each body."""
    found: dict[str | None, _Found] = {}
    for key, name, rule, issues in connection.execute(_BODIES):
        body = found.setdefault(key, _Found(clean(name or NO_BODY), Counter()))
        body.counts[rule] += issues
    bodies = sorted(found.values(), key=lambda body: (-body.counts.total(), body.name))
    totals = Counter[str]()
    for each in every:
        totals[each.rule] += each.issues
    rules = [rule for rule, _ in sorted(totals.items(), key=lambda pair: (-pair[1], pair[0]))]
    shown, drawn = bodies[:MOST_BODIES], rules[:MOST_RULES]
    title = "Segnalazioni per territorio"
    left_out = []
    if len(shown) < len(bodies):
        left_out.append(
            f"Sono mostrati i {number(len(shown))} territori con più segnalazioni, "
            f"su {number(len(bodies))}."
        )
    if len(drawn) < len(rules):
        left_out.append(
            f"Sono mostrate le {number(len(drawn))} regole più frequenti, su {number(len(rules))}; "
            "i totali contano tutte."
        )
    return Figure(
        title=title,
        reading=(
            "Ogni riga è un territorio, ogni colonna una regola; il numero dice quante "
            "segnalazioni. I totali dipendono anche da quanti documenti ha il territorio."
        ),
        chart=heat_map(_drawn(title, shown, drawn, totals)),
        tables=(_table(title, bodies, drawn, totals),),
        left_out=left_out,
    )


def _drawn(
    title: str, shown: Sequence[_Found], drawn: Sequence[str], totals: Counter[str]
) -> HeatMap:
    first = shown[0]
    return HeatMap(
        title=title,
        description=(
            f"Mappa di calore di {counted(len(shown), 'territorio', 'territori')} per "
            f"{counted(len(drawn), 'regola', 'regole')}. Più segnalazioni: {first.name}, "
            f"{number(first.counts.total())}."
        ),
        columns=[HeatColumn(clean(rule_title(rule)), "", clean(rule)) for rule in drawn],
        rows=[
            HeatRow(
                body.name,
                [_cell(body, rule) for rule in drawn],
                number(body.counts.total()),
            )
            for body in shown
        ],
        total_label="In tutto",
        head=None,
        foot=Line("Tutti i territori", [number(totals[rule]) for rule in drawn]),
        legend_label="Segnalazioni",
        legend=["nessuna", "1", "2–3", "4–10", "11–30", "oltre 30"],
    )


def _cell(body: _Found, rule: str) -> Cell:
    issues = body.counts[rule]
    level = 1 + sum(issues > bound for bound in _BOUNDS) if issues else 0
    tip = (
        f"{body.name}, {clean(rule_title(rule))}: {counted(issues, 'segnalazione', 'segnalazioni')}"
    )
    return Cell(number(issues) if issues else "", level, tip)


def _head(rule: str) -> str:
    title = rule_title(rule)
    return clean(rule if title == rule else f"{title} ({rule})")


def _table(
    title: str, bodies: Sequence[_Found], drawn: Sequence[str], totals: Counter[str]
) -> Table:
    rows = [
        [
            body.name,
            *(number(body.counts[rule]) for rule in drawn),
            number(body.counts.total()),
        ]
        for body in bodies[:_MOST_ROWS]
    ]
    told = ""
    if len(bodies) > len(rows):
        told = f"{number(len(rows))} righe di {number(len(bodies))}. "
    return Table(
        title,
        [
            Column("Territorio"),
            *(Column(_head(rule), is_number=True) for rule in drawn),
            Column("In tutto", is_number=True),
        ],
        rows,
        ["Tutti i territori", *(number(totals[rule]) for rule in drawn), number(totals.total())],
        f"{told}Anno per anno: catalogue ask segnalazioni",
    )
