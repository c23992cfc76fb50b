"""The rules: every code that an issue or a repair can carry, from `rules.toml`."""

from __future__ import annotations

import os
import tomllib
from collections.abc import Mapping
from functools import cache
from typing import Literal

from msgspec import Struct

from schemas import PACKAGE
from schemas.page import Span
from schemas.records import Issue

Severity = Literal["error", "warning", "info"]

RULES = os.path.join(PACKAGE, "rules.toml")


class RuleText(Struct, frozen=True, gc=False):
    """One rule. `severity` is None for the rules of repairs.

    `told` is what the rule's page says, for the rules that have no check of their own.
    """

    code: str
    title: str
    severity: Severity | None
    told: str | None = None


@cache
def rules() -> Mapping[str, RuleText]:
    """The rules, by code."""
    with open(RULES, "rb") as file:
        tables = tomllib.load(file)
    return {
        code: RuleText(code, table["title"], table.get("severity"), table.get("told"))
        for code, table in tables.items()
    }


def repairs() -> tuple[str, ...]:
    """What can be switched off: the families of repairs, and their rules."""
    codes = sorted(code for code, rule in rules().items() if rule.severity is None)
    return (*sorted({code[:3] for code in codes}), *codes)


def issue(code: str, message: str, path: str = "$", at: Span | None = None) -> Issue:
    """An issue under a rule, with the rule's severity, at a place in the source if it has one."""
    severity = rules()[code].severity
    assert severity is not None, f"{code} is a rule of repairs"
    if at is None:
        return Issue(rule=code, severity=severity, message=message, path=path)
    return Issue(
        rule=code,
        severity=severity,
        message=message,
        path=path,
        page=at.page,
        start=at.start,
        end=at.end,
    )
