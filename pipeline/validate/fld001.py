"""FLD001: an intervento lacks a field that its form asks for."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from pipeline.validate.case import Case
from schemas.records import Intervento, Issue
from schemas.rules import issue

_MOST = 0.8
_FEWEST_OTHERS = 3
"""So many other interventi say what a document does."""

_DEMANDED = {
    "progettualita": (
        ("obiettivo_generale",),
        ("titolo",),
        ("azioni",),
        ("organizzazione_referente",),
        ("tempi",),
        ("indicatori",),
        ("classificazioni",),
    ),
    "azione": (
        ("obiettivo", "descrizione"),
        ("classificazioni",),
        ("macro_ambito",),
        ("organizzazioni_coinvolte",),
        ("referente_politico",),
        ("referente_amministrativo",),
        ("tempi",),
        ("modalita_valutazione",),
    ),
}
"""What the forms ask for, by kind; of those in one row, any is enough."""


def check(case: Case) -> Iterator[Issue]:
    """Reports a field that an intervento lacks or leaves empty, and nearly all the others fill.

    Why: without a time, an indicator or anything said of what is done, nobody can tell later
    whether it was. Example: an action of a plan of 2022 that has a title and a taxonomy, and not a
    word on what will be done; 42 of the 50 have an objective or a description.
    Not flagged: what four in five of the others do not fill either, so a blank form; the row of
    the V.A.M.T., which facultative projects have none of; a description where there is an
    objective; an action printed again for another taxonomy, whose other printing has the field;
    titles of actions, which are INT002.
    """
    for kind, demanded in _DEMANDED.items():
        ours = [(n, each) for n, each in enumerate(case.interventi) if each.tipo == kind]
        others = len(ours) - 1
        for names in demanded if others >= _FEWEST_OTHERS else ():
            lacking = _lacking(ours, names, others)
            filled = len(ours) - len(lacking)
            if not lacking:
                continue
            told = {each.titolo for _, each in ours if _is_filled(each, names)} - {None}
            for order, each in lacking:
                if kind == "azione" and each.titolo in told:
                    continue
                named = f"«{each.titolo}»: " if each.titolo else ""
                message = f"{named}{_lack(each, names)}; {filled} of the {others} others have it"
                path = f"$.interventi[{order}].{names[0]}"
                yield issue("FLD001", message, path, case.place_of(order))


def _lacking(
    ours: Sequence[tuple[int, Intervento]], names: Sequence[str], others: int
) -> list[tuple[int, Intervento]]:
    """The interventi that lack a field; none where too few of the others have it."""
    most = len(ours) - _MOST * others
    found = list(ours)
    for name in names:
        found = [each for each in found if not _has_text(getattr(each[1], name))]
    return found if len(found) <= most else []


def _lack(intervento: Intervento, names: Sequence[str]) -> str:
    """How the field is lacking: not printed, or printed and empty."""
    named = " nor ".join(f"`{name}`" for name in names)
    if any(getattr(intervento, name) not in (None, ()) for name in names):
        return f"{named} is printed with nothing behind it"
    return f"neither {named} is there" if len(names) > 1 else f"{named} is not there"


def _is_filled(intervento: Intervento, names: Sequence[str]) -> bool:
    return any(_has_text(getattr(intervento, name)) for name in names)


def _has_text(value: Any) -> bool:
    """Whether a field says anything: a string, a record with its text, a tuple of records."""
    if isinstance(value, str):
        return bool(value.strip())
    if isinstance(value, tuple):
        return bool(value)
    return value is not None and bool(value.testo.strip())
