"""Acts known by a name of their own: `codice civile`, `TUEL`, `Codice dei contratti pubblici`."""

from __future__ import annotations

import re

from msgspec.structs import replace

from extractors.references import lexicon
from extractors.references.articles import articles_before
from extractors.references.found import Act, Context, Found
from extractors.references.lexicon import KnownAct
from extractors.references.resolution import province_of
from extractors.references.tail import date_behind, read_tail
from extractors.references.union import eli_of
from extractors.references.urn import PREFIX, aliases, scheme_of

_BETWEEN_NAMES = (
    r"[\s\"“”«»'’(),:*–-]*(?:(?:di\s+)?cui\s+al(?:la|l['’])?\s*"
    r"|(?:approvato|adottato|emanato)\s+con\s+(?:il\s+|la\s+|l['’]\s?)?[\"“«]?)?"
)
_APPOSITION_CHARACTERS = 400
"""A name this near behind the number of its act, in the same paragraph, cites it no second time."""


def named_acts(context: Context, at: int, end: int, acts: list[KnownAct]) -> list[Act]:
    """The act whose name stands from `at` to `end`.

    A name that means several acts means one of them by the document's year; where that is not
    known the citation has no URN.
    """
    if not acts or (acts[0].needs_article and not articles_before(context.low, at, 0)):
        return []
    name = " ".join(context.text[at:end].split())
    act = next((act for act in acts if _is_meant(act, context)), None)
    if act is None:
        return [Act(at, end, Found(at, end, "codice", alias=name))] if acts[0].first_year else []
    if act.celex:
        found = Found(at, end, "regolamento", "unione.europea", alias=name)
        return [Act(at, end, replace(found, celex=act.celex, eli=eli_of(act.celex)))]
    dated = date_behind(context.text, context.low, end, context.pivot)
    day = (act.urn or "").split(":")[2]
    if dated and dated[0] and day.startswith(dated[0]):
        return [_of_table(at, dated[1], act.urn or "", name, data=dated[0])]
    return [_of_table(at, end, act.urn or "", name)]


def act_by_number(context: Context, at: int, end: int) -> list[Act]:
    """`T.U. n. 267/2000`: the well-known act of that number and year."""
    tail = read_tail(context.text, context.low, end, context.pivot)
    if tail is None:
        return []
    for (act, year, number), day in lexicon.full_dates().items():
        if tail.number == number and (tail.data or "").startswith(year):
            urn, name = f"{act}:{day};{number}", " ".join(context.text[at:end].split())
            return [_of_table(at, tail.end, urn, name, number, tail.data)]
    return []


def _of_table(
    at: int, end: int, act: str, name: str, number: str | None = None, data: str | None = None
) -> Act:
    authority, provision, _ = act.split(":", 2)
    urn = f"{PREFIX}{act}"
    found = Found(
        at,
        end,
        lexicon.kind_of(authority, provision),
        authority,
        number,
        data,
        urn=urn,
        alias_urn=aliases(authority, provision, urn),
        alias=name,
        authority_scheme=scheme_of(authority),
    )
    return Act(at, end, found)


def _is_meant(act: KnownAct, context: Context) -> bool:
    if act.province and "autonoma" not in (province_of(context.issuer) or ""):
        return False
    if act.first_year and context.year is None:
        return False
    return act.first_year <= (context.year or act.first_year) <= act.last_year


def merged(context: Context, acts: list[Act]) -> list[Act]:
    """A name and the number of the same act, side by side, are one citation.

    `TUEL d.lgs. 267/2000`, `D.Lgs. 196/2003 “Codice in materia di protezione dei dati personali”`.
    """
    kept: list[Act] = []
    for act in acts:
        if kept and _is_led_by(context, kept[-1], act):
            start, end = kept[-1].start, act.end
            is_open = "(" in context.text[kept[-1].end : act.start]
            end += is_open and context.text[end : end + 1] == ")"
            kept[-1] = Act(start, end, replace(act.found, start=start, end=end))
        elif not (act.found.alias and _is_apposition(context, kept, act)):
            kept.append(act)
    return kept


def _is_led_by(context: Context, name: Act, act: Act) -> bool:
    """Whether a name leads to the number of its act: `Codice dei contratti di cui al D.Lgs. …`."""
    if name.found.numero or not act.found.numero or not name.found.alias:
        return False
    is_beside = re.compile(_BETWEEN_NAMES).fullmatch(context.low, name.end, act.start)
    return bool(is_beside) and (_is_same(name.found, act.found) or not _names(name.found))


def _is_apposition(context: Context, acts: list[Act], name: Act) -> bool:
    """Whether a name only says again which act the number before it is."""
    for act in reversed(acts):
        if (
            name.start - act.end > _APPOSITION_CHARACTERS
            or "\n" in context.low[act.end : name.start]
        ):
            return False
        if act.found.numero and _is_same(name.found, act.found):
            return articles_before(context.low, name.start, act.end) is None
    return False


def _is_same(name: Found, act: Found) -> bool:
    return bool(_names(name) & _names(act))


def _names(found: Found) -> set[str]:
    """An act by its kind, year and number, whatever the precision of its date."""
    names = [*found.alias_urn, *([found.urn] if found.urn else [])]
    keys = {re.sub(r"(:\d{4})-\d\d-\d\d", r"\1", name) for name in names}
    return keys | ({found.celex} if found.celex else set())
