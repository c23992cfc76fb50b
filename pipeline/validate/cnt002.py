"""CNT002: the act announces another number of members than it lists."""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.validate.case import Case
from schemas.records import Issue
from schemas.rules import issue


def check(case: Case) -> Iterator[Issue]:
    """Compares `dichiarati.organizzazioni` with the rows of the members' table; both are kept.

    Why: a district's members are counted in its grants, and the table is what is published.
    Example: "hanno aderito al distretto famiglia 6 Organizzazioni" over a table of five rows.
    Not flagged: an act that announces none, or that lists none, as older programmes do.
    """
    announced = case.dichiarati.organizzazioni
    found = len(case.organizzazioni)
    if announced is not None and found and announced != found:
        message = f"the act announces {announced} member organisations; its table lists {found}"
        yield issue("CNT002", message, "$.dichiarati.organizzazioni")
