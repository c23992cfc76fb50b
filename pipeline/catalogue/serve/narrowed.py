"""Narrowing the rows of a page: full-text search, and facets on what other tables say of a row.

Search is that of `catalogue search`: all words, capitals and accents put aside, words between
quotation marks one after the other. Values reach SQLite as parameters only.
"""

from __future__ import annotations

import re
from typing import Any

from datasette.database import QueryInterrupted
from datasette.facets import Facet
from datasette.filters import FilterArguments

from pipeline.catalogue.serve.settings import Relation, settings
from pipeline.catalogue.store import SEARCH

_BETWEEN = " · "
"""Between the columns of a value."""

_FOUND = f"""
"{{column}}" IN (
  SELECT id FROM interventi WHERE n IN (SELECT rowid FROM {SEARCH} WHERE {SEARCH} MATCH :sought)
)
"""  # noqa: S608  names are ours


def narrowed(args: Any, table: str) -> FilterArguments:
    """The conditions of a request's `_search`, and of its values of related facets."""
    listing = settings().listing(table)
    conditions: list[str] = []
    values: dict[str, str] = {}
    text = args.get("_search") or ""
    if listing.intervento and text.strip():
        sought = search_phrase(text)
        conditions.append(_FOUND.format(column=listing.intervento).strip() if sought else "0")
        values["sought"] = sought
    for name in listing.related:
        if (value := args.get(parameter(name))) is not None:
            condition, parts = _related(name, settings().related[name], value)
            conditions.append(condition)
            values |= parts
    context = {"supports_search": listing.intervento is not None, "search": text}
    return FilterArguments(conditions, values, extra_context=context)


def search_phrase(text: str) -> str:
    """Words as FTS5 takes them, each between quotation marks; empty where there is none."""
    phrases = [quoted or word for quoted, word in re.findall(r'"([^"]+)"|([^\s"]+)', text)]
    return " ".join(f'"{phrase}"' for phrase in phrases if any(map(str.isalnum, phrase)))


def parameter(name: str) -> str:
    """What a related facet is called in addresses; Datasette leaves `_` to others than columns."""
    return f"_{name}"


def _related(name: str, relation: Relation, value: str) -> tuple[str, dict[str, str]]:
    parts = value.split(_BETWEEN, len(relation.columns) - 1)
    parts += [""] * (len(relation.columns) - len(parts))
    named = {f"{name}_{place}": part for place, part in enumerate(parts)}
    equal = " AND ".join(
        f'"{column}" = :{key}' for column, key in zip(relation.columns, named, strict=True)
    )
    condition = (
        f'"{relation.own}" IN (SELECT "{relation.key}" FROM "{relation.table}" WHERE {equal})'  # noqa: S608
    )
    return condition, named


class RelatedFacet(Facet):  # type: ignore[misc]  # Datasette has no types
    """How many of the rows have which value in another table, such as the entry of a taxonomy."""

    type = "related"

    async def facet_results(self) -> tuple[list[dict[str, Any]], list[str]]:
        """The facets that `serve.toml` declares for the table, and those that took too long."""
        found, late = [], []
        for name in settings().listing(self.table).related:
            try:
                found.append(await self._result(name, settings().related[name]))
            except QueryInterrupted:
                late.append(name)
        return found, late

    async def _result(self, name: str, relation: Relation) -> dict[str, Any]:
        size = self.get_facet_size()
        rows = await self.ds.execute(
            self.database,
            _counts(self.sql, relation, size + 1),
            self.params,
            custom_time_limit=self.ds.setting("facet_time_limit_ms"),
        )
        chosen = self.request.args.get(parameter(name))
        return {
            "name": name,
            "parameter": parameter(name),
            "type": self.type,
            "hideable": False,
            "toggle_url": None,
            "results": [
                {
                    "value": row["value"],
                    "label": " ".join(filter(None, (row["value"], row["label"]))),
                    "count": row["count"],
                    "selected": row["value"] == chosen,
                }
                for row in rows.rows[:size]
            ],
            "truncated": len(rows.rows) > size,
        }


def _counts(sql: str, relation: Relation, limit: int) -> str:
    value = f" || '{_BETWEEN}' || ".join(f'r."{column}"' for column in relation.columns)
    counted = f'DISTINCT s."{relation.own}"' if relation.many else "*"
    label = f'max(r."{relation.label}")' if relation.label else "NULL"
    return (
        f"SELECT {value} AS value, {label} AS label, "  # noqa: S608  names are ours
        f"count({counted}) AS count "
        f'FROM ({sql}) s JOIN "{relation.table}" r ON r."{relation.key}" = s."{relation.own}" '
        f"WHERE {value} IS NOT NULL GROUP BY 1 ORDER BY 3 DESC, 1 LIMIT {limit}"
    )
