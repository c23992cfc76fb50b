"""Acts told by their kind, their number and their date."""

from __future__ import annotations

import re
from collections.abc import Iterator

from msgspec.structs import replace

from extractors.dates import find_dates
from extractors.references import lexicon
from extractors.references.authority import (
    Authority,
    bare_ministry,
    before,
    named_authority,
    unknown_authority,
)
from extractors.references.found import Act, Context, Found
from extractors.references.lexicon import Kind
from extractors.references.resolution import province_of, resolve
from extractors.references.tail import Tail, date_behind, dated_alike, more_tails, read_tail
from extractors.references.urn import act_urn, aliases, scheme_of

_APPROVING = ("approvat", "emanat", "promulgat", "adottat")
_APPROVED = (
    r"(?:\s*,?\s*(?:è\s+stat[ao]|e['’]\s+stat[ao]|fu|venne|veniva)?\s*"
    rf"(?:{'|'.join(_APPROVING)})[ao]\s+(?:la|il|l['’])\s*)\Z"
)
_OWN = ("determinazione", "deliberazione", "decreto", "ordinanza")
_JOINED = r"[\s,(–-]*(?:adottat|assunt|d(?:el|i|all)|(?:trento|bolzano)\))"
_TOLD_SCOPES = ("ente", "comune", "provincia", "regione", "ministero")


def numbered_acts(context: Context, at: int, end: int, kind: Kind) -> list[Act]:
    """The acts of a kind whose name stands from `at` to `end`: several where a list follows."""
    said, tail = _told(context, end, kind)
    if tail is None:
        return []
    tails = dated_alike([tail, *more_tails(context.text, context.low, tail, context.pivot)])
    if len(tails) == 1:
        tails = [_with_date_before(context, at, tails[0])]
    around = Authority(at)
    if kind.scope not in ("stato", "ministero") and not (said.body and said.organ):
        said, tails = _told_behind(context, said, tails, kind)
        around = before(context.text, context.low, at)
    if not said.organ and not any(tail.data for tail in tails) and _is_loose(context, at):
        return []
    if _is_own_heading(context, at, tails[0].end, kind):
        return []
    authority = resolve(kind, said, around, context.issuer)
    return list(_records(context, at, tails, kind, authority))


def _told(context: Context, end: int, kind: Kind) -> tuple[Authority, Tail | None]:
    """Body and organ behind the kind, and the number and date behind them."""
    said = Authority(end)
    if kind.scope in _TOLD_SCOPES:
        said = named_authority(context.text, context.low, end)
    tail = read_tail(context.text, context.low, said.end, context.pivot)
    if tail is None and said.end != end:
        tail = read_tail(context.text, context.low, end, context.pivot)
    if tail is None and kind.scope == "ministero":
        said = bare_ministry(context.low, end)
        tail = read_tail(context.text, context.low, said.end, context.pivot)
    if tail is None and kind.scope == "ente":
        return _unusual(context, said)
    return said, tail


def _unusual(context: Context, said: Authority) -> tuple[Authority, Tail | None]:
    """`delibera 18 del consiglio comunale di data 22 luglio 2021`; bodies that we do not know."""
    text, low = context.text, context.low
    if number := re.compile(r"\s+(\d{1,4})(?=\s+d)").match(low, said.end):
        after = named_authority(text, low, number.end())
        dated = date_behind(text, low, after.end, context.pivot) if after.organ else None
        if dated:
            return after, Tail(number.start(1), dated[1], number[1], dated[0], is_marked=False)
    if unknown := unknown_authority(low, said.end):
        tail = read_tail(text, low, unknown.end, context.pivot)
        if tail and tail.number and tail.data:
            return unknown, tail
    return said, None


def _told_behind(
    context: Context, said: Authority, tails: list[Tail], kind: Kind
) -> tuple[Authority, list[Tail]]:
    """The words behind number and date.

    Joined to them (`n. 152 di data 30.05.2013 del Dirigente`), or as the one who decides
    (`n. 1273 del 15 luglio 2022 la Giunta provinciale`).
    """
    text, low, last = context.text, context.low, tails[-1]
    after = named_authority(text, low, last.end)
    is_joined = re.match(_JOINED, low[last.end : last.end + 12])
    decides = kind.scope == "ente" and not (said.organ or said.scope) and after.end > last.end
    if not (is_joined or (decides and (after.organ or after.is_foreign))):
        return said, tails
    if kind.scope in ("provincia", "regione") and not (after.body or "").startswith(kind.scope):
        return said, tails
    end, data = last.end, last.data
    if is_joined and (after.body or after.organ):
        end = after.end
        if data is None and (dated := date_behind(text, low, end, context.pivot)):
            data, end = dated
    tails = dated_alike([*tails[:-1], replace(last, end=end, data=data)])
    merged = Authority(
        said.end,
        said.body or after.body,
        said.organ or after.organ,
        said.scope or after.scope,
        is_foreign=said.is_foreign or (after.is_foreign and not said.organ),
    )
    return merged, tails


def _with_date_before(context: Context, at: int, tail: Tail) -> Tail:
    """The day printed before, where the number has at most its year: `Il 2 marzo 2011 … n. 1`."""
    if tail.data is not None and len(tail.data) > len("2011"):
        return tail
    day = _date_before(context, at)
    return replace(tail, data=day) if day and day.startswith(tail.data or "") else tail


def _date_before(context: Context, at: int) -> str | None:
    """`Il 2 marzo 2011 è stata approvata la legge provinciale n. 1`."""
    start = max(0, at - 60)
    if not any(word in context.low[start:at] for word in _APPROVING):
        return None
    approved = re.compile(_APPROVED).search(context.low, start, at)
    if approved is None:
        return None
    start, end = max(0, approved.start() - 40), approved.start()
    places = find_dates(context.text, start, end, context.pivot)
    return places[-1].iso if places and places[-1].end == end else None


def _is_loose(context: Context, at: int) -> bool:
    """Whether a number without a date cites nothing: `determina n. 2 borse`, `Reg. delib. n. 7`."""
    is_verb = re.compile(r"(?:determin|ordin)a\b").match(context.low, at)
    return bool(is_verb) or context.low[max(0, at - 5) : at].rstrip().endswith("reg.")


def _records(
    context: Context, at: int, tails: list[Tail], kind: Kind, authority: str | None
) -> Iterator[Act]:
    is_whole = authority is not None and authority.endswith((";giunta", ";consiglio"))
    provision = "deliberazione" if kind.tipo == "provvedimento" and is_whole else kind.urn
    for n, tail in enumerate(tails):
        start = at if n == 0 else tail.start
        theirs = authority
        if kind.tipo == "legge" and _is_provincial(context, tail):
            theirs = province_of(context.issuer)
        yield Act(start, tail.end, _record(start, tail, kind, theirs, provision))


def _record(start: int, tail: Tail, kind: Kind, authority: str | None, provision: str) -> Found:
    urn = act_urn(authority, provision, tail.data, tail.number) if authority else None
    return Found(
        start,
        tail.end,
        kind.tipo,
        authority,
        tail.number,
        tail.data,
        urn=urn,
        alias_urn=aliases(authority, provision, urn) if authority and urn else (),
        authority_scheme=scheme_of(authority) if authority and urn else None,
    )


def _is_provincial(context: Context, tail: Tail) -> bool:
    """Whether a `legge` is a well-known one of the issuing body's province, to the day."""
    act = f"{province_of(context.issuer)}:legge"
    return bool(tail.number and tail.data) and (
        lexicon.full_dates().get((act, (tail.data or "")[:4], tail.number or "")) == tail.data
    )


def _is_own_heading(context: Context, start: int, end: int, kind: Kind) -> bool:
    """Whether an act in capitals is all that its lines or cell hold: the act's own head."""
    text = context.text
    word = text[start:end].split(maxsplit=1)[0]
    if kind.tipo not in _OWN or not word.isupper() or len(word) < len("DECRETO"):
        return False
    head = re.split(r"[\n\v\t]", text[max(0, start - 40) : start])[-1].strip(" *#=\r")
    rest = text[end : end + 40].lstrip(" *#=\r")
    return head in ("", "VERBALE DI", "VERBALE DELLA") and rest[:1] in ("", "\n", "\t", "\v")
