"""Reporting issues in SARIF 2.1.0, the OASIS format of static analysis results.

An issue is a result, a file that failed a notification of the tool. A page and its offsets are
properties of the location: SARIF's own regions count lines or characters of the file itself, which
a PDF has none of.
"""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

import msgspec

from pipeline.explain import documentation, explain
from schemas.rules import RuleText, rules
from schemas.version import __version__

if TYPE_CHECKING:
    from pipeline.findings import Finding

SCHEMA = (
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
)

_LEVELS = {"error": "error", "warning": "warning", "info": "note"}


class SarifReport:
    """One run: its rules first, then a result a line, and at the end the files that failed."""

    between = ",\n"

    def __init__(self) -> None:
        self._failed: list[dict[str, Any]] = []
        issued = [rule for _, rule in sorted(rules().items()) if rule.severity]
        self._index = {rule.code: n for n, rule in enumerate(issued)}
        self._rules = list(map(_descriptor, issued))

    @cached_property
    def opening(self) -> str:
        """Everything before the first result."""
        driver = {
            "name": "attidati",
            "version": __version__,
            "semanticVersion": __version__,
            "rules": self._rules,
        }
        return (
            f'{{"$schema": "{SCHEMA}", "version": "2.1.0", "runs": [{{\n'
            f'"tool": {{"driver": {_json(driver)}}},\n"results": [\n'
        )

    @property
    def closing(self) -> str:
        """The end of the results, and how the run went."""
        went = {
            "executionSuccessful": not self._failed,
            "toolExecutionNotifications": self._failed,
        }
        return f'\n],\n"invocations": [{_json(went)}]\n}}]}}\n'

    def line(self, finding: Finding) -> str:
        """A result; nothing for a file that failed, which `closing` tells."""
        index = self._index.get(finding.rule)
        told = {"level": _LEVELS[finding.severity], "message": {"text": finding.message}}
        where = {"locations": [_location(finding)]}
        if index is None:
            self._failed.append({"descriptor": {"id": finding.rule}, **told, **where})
            return ""
        return _json({"ruleId": finding.rule, "ruleIndex": index, **told, **where})


def _location(finding: Finding) -> dict[str, Any]:
    location: dict[str, Any] = {
        "physicalLocation": {"artifactLocation": {"uri": quote(finding.file)}},
        "logicalLocations": [{"fullyQualifiedName": finding.path, "kind": "element"}],
    }
    names = ("page", "start", "end")
    found = {name: getattr(finding, name) for name in names}
    properties = {name: value for name, value in found.items() if value is not None}
    return {**location, "properties": properties} if properties else location


def _descriptor(rule: RuleText) -> dict[str, Any]:
    """A rule with all that its page in the docs says."""
    text = explain(rule.code)
    descriptor = {
        "id": rule.code,
        "shortDescription": {"text": rule.title},
        "fullDescription": {"text": text.what},
        "help": {"text": text.plain(), "markdown": text.markdown()},
        "defaultConfiguration": {"level": _LEVELS[rule.severity or "info"]},
    }
    page = documentation(rule.code)
    return {**descriptor, "helpUri": page} if page else descriptor


def _json(value: object) -> str:
    return msgspec.json.encode(value).decode()
