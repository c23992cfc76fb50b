"""The rules: every code that an issue or a repair can carry, from `rules.toml`."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import NamedTuple

from schemas.page import Span
from schemas.records import Issue, complete

RULES = Path(__file__).with_name("rules.toml")


class RuleText(NamedTuple):
    """One rule. `severity` is None for the rules of repairs."""

    code: str
    title: str
    severity: str | None


@cache
def rules() -> Mapping[str, RuleText]:
    """The rules, by code."""
    with RULES.open("rb") as file:
        tables = tomllib.load(file)
    return {c: RuleText(c, table["title"], table.get("severity")) for c, table in tables.items()}


def issue(code: str, message: str, path: str = "$", at: Span | None = None) -> Issue:
    """An issue under a rule, with the rule's severity, at a place in the source if it has one."""
    place = at._asdict() if at else {}
    found: Issue = complete(
        "Issue",
        {
            "rule": code,
            "severity": rules()[code].severity,
            "message": message,
            "path": path,
            **place,
        },
    )
    return found
