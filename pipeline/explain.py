"""Explaining a rule: what it checks, why, an example from a real act, what it does not flag.

A check says so in its docstring, in that order, the last three after `Why:`, `Example:` and
`Not flagged:`; a rule that no check raises says so in `rules.toml`, in the same words.
"""

from __future__ import annotations

import importlib
import inspect
import re
from importlib.util import find_spec

from msgspec import Struct

from schemas.rules import rules

_PARTS = r"\s*\b(?:Why|Example|Not flagged):\s+"


class Explanation(Struct, frozen=True, gc=False):
    """The four parts of what a rule's page says."""

    what: str
    why: str
    example: str
    not_flagged: str

    def markdown(self) -> str:
        """The parts as sections, each a paragraph."""
        return (
            f"{self.what}\n\n## Why\n\n{self.why}\n\n## Example\n\n{self.example}\n\n"
            f"## Not flagged\n\n{self.not_flagged}\n"
        )

    def plain(self) -> str:
        """The parts as plain text."""
        parts = self.why, self.example, self.not_flagged
        return f"{self.what} Why: {parts[0]} Example: {parts[1]} Not flagged: {parts[2]}"


def explain(code: str) -> Explanation:
    """What there is to say about a rule. Its parts are empty where Python keeps no docstrings."""
    text = rules()[code].told
    module = f"pipeline.validate.{code.lower()}"
    if text is None and find_spec(module):
        text = inspect.getdoc(importlib.import_module(module).check)
    parts = [" ".join(part.split()) for part in re.split(_PARTS, text or "")]
    what, why, example, not_flagged, *_ = [*parts, "", "", "", ""]
    return Explanation(_sentence(what), *map(_sentence, (why, example, not_flagged)))


def documentation(code: str) -> str | None:
    """The address of a rule's page, if the project's metadata names one for its documentation."""
    from importlib.metadata import PackageNotFoundError, metadata

    try:
        listed = metadata("attidati").get_all("Project-URL") or []
    except PackageNotFoundError:
        return None
    urls = dict(url.split(", ", 1) for url in listed)
    base = urls.get("Documentation")
    return f"{base.rstrip('/')}/rules/{code}.md" if base else None


def _sentence(text: str) -> str:
    return text[:1].upper() + text[1:]
