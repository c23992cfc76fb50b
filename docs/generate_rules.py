"""Writes docs/rules.md from rules.toml and the checks' docstrings: `make schema`."""

from __future__ import annotations

import importlib
import inspect
from pathlib import Path

from schemas.rules import RuleText, rules

PAGE = Path(__file__).with_name("rules.md")

_HEAD = """# Rules

Every code that an issue or a repair can carry. Generated from `schemas/rules.toml` and the checks'
docstrings by `make schema`.
"""


def page() -> str:
    """The page, one section a rule, in order of code."""
    return "\n".join([_HEAD, *(_section(rule) for _, rule in sorted(rules().items()))])


def _section(rule: RuleText) -> str:
    kind = f"Issue, {rule.severity}." if rule.severity else "Repair."
    return f"## {rule.code}\n\n{rule.title}. {kind}\n{_told(rule.code)}"


def _told(code: str) -> str:
    """What the check's docstring says, for the rules that have a module of their own."""
    try:
        module = importlib.import_module(f"pipeline.validate.{code.lower()}")
    except ModuleNotFoundError:
        return ""
    return f"\n{inspect.getdoc(module.check)}\n"


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
