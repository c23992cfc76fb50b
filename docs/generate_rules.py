"""Writes docs/rules.md and a page a rule from rules.toml and the docstrings: `make schema`."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from pipeline.explain import explain
from schemas.rules import RuleText, rules

DOCS = Path(__file__).parent

_HEAD = """# Rules

Every code that an issue or a repair can carry. Generated from `schemas/rules.toml` and the checks'
docstrings by `make schema`; `extract --check` prints the issues.

| code | kind | what |
|---|---|---|
"""


def pages() -> Mapping[str, str]:
    """What each page says, by path under `docs/`: the index, and one page a rule."""
    listed = [rule for _, rule in sorted(rules().items())]
    index = _HEAD + "".join(map(_row, listed))
    return {"rules.md": index, **{f"rules/{rule.code}.md": _page(rule) for rule in listed}}


def _kind(rule: RuleText) -> str:
    return rule.severity or "repair"


def _row(rule: RuleText) -> str:
    return f"| [{rule.code}](rules/{rule.code}.md) | {_kind(rule)} | {rule.title} |\n"


def _page(rule: RuleText) -> str:
    kind = f"Issue of severity {rule.severity}" if rule.severity else "Repair"
    text = explain(rule.code).markdown()
    return f"# {rule.code}: {rule.title}\n\n{kind} · [all rules](../rules.md)\n\n{text}"


def write() -> None:
    """Writes the pages, and takes away those of rules that are no more."""
    (DOCS / "rules").mkdir(exist_ok=True)
    for old in (DOCS / "rules").glob("*.md"):
        old.unlink()
    for path, text in pages().items():
        (DOCS / path).write_text(text, encoding="utf-8")


if __name__ == "__main__":
    write()
