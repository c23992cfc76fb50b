"""Writes the lists of `catalogue.md`: `make schema`."""

from __future__ import annotations

from pathlib import Path

from pipeline.catalogue.questions import View, questions, views
from pipeline.catalogue.tables import Column, Table, published_tables

PAGE = Path(__file__).with_name("catalogue.md")


def page(before: str) -> str:
    """The page with its two lists as they are declared now."""
    for name, text in (("questions", _questions()), ("tables", _tables())):
        mark = f"<!-- {name} -->"
        end = f"<!-- end of {name} -->"
        head, found, rest = before.partition(f"{mark}\n")
        _, found_end, tail = rest.partition(f"{end}\n")
        if not (found and found_end):
            raise ValueError(f"{PAGE.name} lacks {mark} or {end}")
        before = f"{head}{mark}\n\n{text}\n{end}\n{tail}"
    return before


def _questions() -> str:
    rows = [
        f"| `{each.name}` | {each.title}. {each.description} | "
        f"{', '.join(f'`--{one.name}`' for one in each.parameters)} |\n"
        for each in questions().values()
    ]
    return "| view | in Italian | parameters |\n|---|---|---|\n" + "".join(rows)


def _tables() -> str:
    parts = [_table(table) for table in published_tables()]
    parts += [_section(view, "view", ()) for view in views().values()]
    return "\n".join(parts)


def _table(table: Table) -> str:
    kind = "computed" if table.derived else "table"
    return _section(table, kind, table.key, {key.column: key.table for key in table.foreign})


def _section(
    shown: Table | View, kind: str, key: tuple[str, ...], foreign: dict[str, str] | None = None
) -> str:
    head = f"### `{shown.name}` ({kind})\n\n{shown.title}. {shown.description}\n\n"
    rows = [_row(column, key, foreign or {}) for column in shown.columns]
    return f"{head}| column | type | |\n|---|---|---|\n{''.join(rows)}"


def _row(column: Column, key: tuple[str, ...], foreign: dict[str, str]) -> str:
    name = f"**`{column.name}`**" if column.name in key else f"`{column.name}`"
    to = f" → `{foreign[column.name]}`" if column.name in foreign else ""
    return f"| {name} | {column.type} | {column.description}{to} |\n"


if __name__ == "__main__":
    PAGE.write_text(page(PAGE.read_text(encoding="utf-8")), encoding="utf-8")
