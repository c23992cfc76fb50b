"""ACT001: the act's number or date is not the same everywhere."""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.validate.case import Case
from schemas.act_reading import ActReading
from schemas.records import Issue
from schemas.rules import issue


def check(case: Case) -> Iterator[Issue]:
    """Compares the act's number and date wherever it prints them: cover, head, body, foot.

    Why: an act is cited by them, and one of the two is of another act. Example: a cover with
    `DETERMINAZIONE DEL DIRIGENTE N. 7522 DEL 16 LUGLIO 2024` over a body of another number.
    Not flagged: `0085` beside `85`, `85/2024` beside `85`; `2024-07` beside a day of that month; a
    blank number; the numbers of two registers, as an office's own count beside the general one.
    """
    for field in ("numero", "data"):
        first: dict[str, ActReading] = {}
        for reading in case.atto_letture:
            value = getattr(reading, field)
            if not value:
                continue
            known = first.setdefault(reading.registro, reading)
            expected = getattr(known, field)
            if not _agree(field, expected, value):
                message = (
                    f"`{field}` is {value} in the {reading.where}; {expected} in the {known.where}"
                )
                yield issue("ACT001", message, f"$.atto.{field}", reading.at)


def _agree(field: str, one: str, other: str) -> bool:
    if field == "data":
        return one.startswith(other) or other.startswith(one)
    return _bare(one) == _bare(other)


def _bare(number: str) -> str:
    """A number without its year, blanks and leading zeros."""
    return "".join(number.split()).partition("/")[0].lstrip("0").casefold()
