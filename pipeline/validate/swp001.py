"""SWP001: the district's approval and its signature look swapped."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.validate.case import Case
from schemas.records import Issue
from schemas.rules import issue

_PROVINCIAL = r"(?i)\b(?:giunta|g)\W{1,3}(?:prov\b|provinciale\b|p\b)|\bprovinciale\b"
_RESOLUTION = r"(?i)\b(?:deliberazion|deliber|provvediment)"


def check(case: Case) -> Iterator[Issue]:
    """Looks for the Province's resolution in the row of the signature, and not in its own.

    Why: a district is founded by a resolution of the Giunta provinciale, and its agreement is
    signed on a day after. Example: `DELIBERA DI APPROVAZIONE DEL DISTRETTO: Deliberazione Giunta
    Comunale n. 70`, `SOTTOSCRIZIONE DELL'ACCORDO: Deliberazione della Giunta provinciale n. 1273`.
    Not flagged: a signature that is a date, or that names the resolution beside its own date; rows
    that both name the Giunta provinciale, or of which one is empty.
    """
    if not case.distretto:
        return
    approval = case.distretto.delibera_approvazione or ""
    signature = case.distretto.sottoscrizione_accordo or ""
    is_swapped = (
        approval.strip()
        and not re.search(_PROVINCIAL, approval)
        and re.search(_RESOLUTION, signature)
        and re.search(_PROVINCIAL, signature)
    )
    if is_swapped:
        message = (
            f"the row of the approval holds «{approval}», that of the signature «{signature}»: "
            "expected the Giunta provinciale's resolution in the first"
        )
        at = case.place_of_words(approval)
        yield issue("SWP001", message, "$.distretto.delibera_approvazione", at)
