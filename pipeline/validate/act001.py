"""ACT001: the act's number or date is not the same everywhere."""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.validate.case import Case
from schemas.act_reading import ActReading
from schemas.records import Issue
from schemas.rules import issue


def check(case: Case) -> Iterator[Issue]:
    """Compares the act's number and date wherever it prints them: cover, head, annexed papers.

    Why: an act is cited by them, and one of the two is of another act. Example: a cover with
    `DETERMINAZIONE DEL DIRIGENTE N. 7522 DEL 16 LUGLIO 2024` over a body of another number.
    Not flagged: `0085` beside `85`, `85/2024` beside `85`; `2024-07` beside a day of that month; a
    blank number; the numbers of two registers, as an office's own count beside the general one; a
    paper behind the act that names either of them.
    """
    for field in ("numero", "data"):
        known: list[ActReading] = []
        for reading in sorted(case.atto_letture, key=lambda each: each.registro is None):
            value = getattr(reading, field)
            if not value:
                continue
            others = [each for each in known if reading.registro in (None, each.registro)]
            if all(not _agree(field, getattr(each, field), value) for each in others) and others:
                expected = f"{getattr(others[0], field)} in the {others[0].where}"
                message = f"`{field}` is {value} in the {reading.where}; {expected}"
                yield issue("ACT001", message, f"$.atto.{field}", reading.at)
            else:
                known.append(reading)


def _agree(field: str, one: str, other: str) -> bool:
    if field == "data":
        return one.startswith(other) or other.startswith(one)
    return _bare(one) == _bare(other)


def _bare(number: str) -> str:
    """A number without its year, blanks and leading zeros."""
    return "".join(number.split()).partition("/")[0].lstrip("0").casefold()
