"""Validation: the act checked against itself. One rule a module, named by its code."""

from __future__ import annotations

from pipeline.validate import cnt001, cov001, dat001, int001, int002, int003, int004
from pipeline.validate.case import Case
from schemas.records import Issue

CHECKS = (
    cnt001.check,
    dat001.check,
    int001.check,
    int002.check,
    int003.check,
    int004.check,
    cov001.check,
)
"""Every check, in the order of the codes' topics."""

__all__ = ["CHECKS", "Case", "validate"]


def validate(case: Case) -> list[Issue]:
    """Every issue of one document, in order of place; those of no place first."""
    issues = [found for check in CHECKS for found in check(case)]
    return sorted(issues, key=lambda found: (found.page or 0, found.start or 0))
