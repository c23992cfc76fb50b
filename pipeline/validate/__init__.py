"""Validation: the act checked against itself. One rule a module, named by its code."""

from __future__ import annotations

from pipeline.validate import (
    act001,
    cls001,
    cnt001,
    cnt002,
    cov001,
    dat001,
    fld001,
    int001,
    int002,
    int003,
    int004,
    num001,
    num002,
    org001,
    pct001,
    plc001,
    swp001,
    tax001,
    tax002,
    tax003,
    tmp001,
    vam001,
    vam002,
)
from pipeline.validate.case import Case
from schemas.records import Issue

CHECKS = (
    act001.check,
    swp001.check,
    cnt001.check,
    dat001.check,
    cnt002.check,
    int001.check,
    int002.check,
    int003.check,
    int004.check,
    num001.check,
    num002.check,
    fld001.check,
    tmp001.check,
    cls001.check,
    tax001.check,
    tax002.check,
    tax003.check,
    pct001.check,
    vam001.check,
    vam002.check,
    org001.check,
    plc001.check,
    cov001.check,
)
"""Every check, in the order of the codes' topics."""

__all__ = ["CHECKS", "Case", "validate"]


def validate(case: Case) -> list[Issue]:
    """Every issue of one document, in order of place; those of no place first."""
    issues = [found for check in CHECKS for found in check(case)]
    return sorted(issues, key=lambda found: (found.page or 0, found.start or 0))
