"""Names of acts: `urn:nir:` (NIR-URN 1.1), as Normattiva resolves them.

Names of provinces, municipalities and agencies follow no published scheme: they are this
project's own, and `authority_scheme` says so.
"""

from __future__ import annotations

import re
from typing import Literal

from extractors.references import lexicon

PREFIX = "urn:nir:"
_STATE = r"stato|presidente\.|minister|ministro|regione"


def act_urn(authority: str, provision: str, data: str | None, number: str | None) -> str | None:
    """The URN of an act; None without any date, or with less than a day and no number."""
    if data is None:
        return None
    day = data if len(data) == len("2011-03-02") else data[:4]
    if number is None:
        return f"{PREFIX}{authority}:{provision}:{day}" if len(day) > 4 else None
    return f"{PREFIX}{authority}:{provision}:{day};{urn_number(number)}"


def urn_number(number: str) -> str:
    """`6-78/Leg` is `6-78-leg`, `049` is `49`, `11O` is `110`, `4 bis` is `4bis`."""
    plain = re.sub(r"(?<=\d)o", "0", re.sub(r"\s+", "", number.lower()))
    return re.sub(r"[ /#%:;,+@*]+", "-", plain).lstrip("0") or "0"


def scheme_of(authority: str) -> Literal["nir", "project"]:
    """Whether a published scheme has the authority's name, or only this project."""
    return "nir" if re.match(_STATE, authority) else "project"


def aliases(authority: str, provision: str, urn: str) -> tuple[str, ...]:
    """Other URNs of an act: with the full date of a well-known one, and as Normattiva writes it."""
    found = []
    base = re.match(rf"{PREFIX}([^:]+:[^:]+):(\d{{4}});([\w-]+)$", urn)
    if base and (day := lexicon.full_dates().get((base[1], base[2], base[3]))):
        found.append(f"{PREFIX}{base[1]}:{day};{base[3]}")
    if (authority, provision) == ("presidente.repubblica", "decreto"):
        rests = [name.split(":")[-1] for name in (urn, *found)]
        found += [f"{PREFIX}stato:decreto.del.presidente.della.repubblica:{r}" for r in rests]
    return tuple(found)


def cut_at_article(urn: str) -> str:
    """The URN up to the article, which is as far as Normattiva resolves."""
    act, _, part = urn.partition("~")
    article = part.split("-")[0]
    return f"{act}~{article}" if article.startswith("art") else act
