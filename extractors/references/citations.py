"""The walk over a text: where an act may be named, what it is, and one record for each."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from msgspec import Struct
from msgspec.structs import replace

from extractors.dates import PIVOT, find_dates
from extractors.references import lexicon
from extractors.references.articles import Articles, articles_before, articles_behind
from extractors.references.authority import (
    Authority,
    before,
    named_authority,
    province_of,
    resolve,
    unknown_authority,
)
from extractors.references.found import Found, Issuer
from extractors.references.lexicon import Kind, KnownAct
from extractors.references.tail import Tail, date_behind, dated_alike, more_tails, read_tail
from extractors.references.union import celex, eli, eli_of, read_union_act
from extractors.references.urn import PREFIX, act_urn, aliases, cut_at_article, scheme_of

_APPROVED = (
    r"(?:\s*,?\s*(?:è\s+stat[ao]|e['’]\s+stat[ao]|fu|venne|veniva)?\s*(?:approvat|emanat|promulgat|adottat)"
    r"[ao]\s+(?:la|il|l['’])\s*)\Z"
)
_BETWEEN_NAMES = (
    r"[\s\"“”«»'’(),:*–-]*(?:(?:di\s+)?cui\s+al(?:la|l['’])?\s*"
    r"|(?:approvato|adottato|emanato)\s+con\s+(?:il\s+|la\s+|l['’]\s?)?[\"“«]?)?"
)
_APPOSITION_CHARACTERS = 400
"""A name this near behind the number of its act, in the same paragraph, cites it no second time."""
_TIPI = {"legge": "legge", "decreto.legislativo": "decreto legislativo"}
_OWN = ("determinazione", "deliberazione", "decreto", "ordinanza")
_STAYS_OPEN = Authority(0)


class _Act(Struct, frozen=True, gc=False):
    """One act named in the text, before articles are looked for."""

    start: int
    end: int
    found: Found


class _Text(Struct, frozen=True, gc=False):
    printed: str
    low: str
    issuer: Issuer | None
    year: int | None
    pivot: int


def find_references(text: str, issuer: Issuer | None, year: int | None) -> list[Found]:
    """The citations in a text, in order. `year` is the document's, None where it is not known."""
    page = _Text(text, _lowered(text), issuer, year, year or PIVOT)
    acts = _merged(page, list(_acts(page)))
    found: list[Found] = []
    floor = 0
    for n, act in enumerate(acts):
        follows = acts[n + 1].start if n + 1 < len(acts) else len(text)
        cited = list(_with_articles(page, act, floor, follows))
        found += cited
        floor = max([act.end, *(one.end for one in cited)])
    return found


def _lowered(text: str) -> str:
    """The text in lower case, character for character."""
    low = text.lower()
    if len(low) == len(text):
        return low
    return "".join(c.lower() if len(c.lower()) == 1 else c for c in text)


def _acts(page: _Text) -> Iterator[_Act]:
    """The acts named, each at its first word; what one act took is not read again."""
    end = 0
    for place in lexicon.candidates().finditer("\n" + page.low):
        at = place.start()  # one before the name in the longer text, the name itself in ours
        if at < end or _is_initial(page.low, at):
            continue
        for act in _act_at(page, at):
            yield act
            end = act.end


def _is_initial(low: str, at: int) -> bool:
    """Whether a letter goes on an abbreviation: the `l.` of `s.p.l.`."""
    return (
        low[at - 1 : at] == "."
        and low[at - 2 : at - 1].isalpha()
        and (not low[at - 3 : at - 2].isalnum())
    )


def _act_at(page: _Text, at: int) -> list[_Act]:
    low, letter = page.low, page.low[at]
    names = [(m.end(), act) for act in lexicon.known_acts(letter) if (m := act.form.match(low, at))]
    kinds = [(m.end(), kind) for kind in lexicon.kinds(letter) if (m := kind.form.match(low, at))]
    kinds.sort(key=lambda place: -place[0])
    longest_name = max((end for end, _ in names), default=0)
    for end, kind in kinds:
        if end < longest_name:
            break
        acts = _union(page, at, end, kind) if kind.scope == "ue" else _numbered(page, at, end, kind)
        if acts:
            return acts
    return _known(page, at, longest_name, [act for end, act in names if end == longest_name])


def _union(page: _Text, at: int, end: int, kind: Kind) -> list[_Act]:
    act = read_union_act(page.printed, page.low, end, kind.urn)
    if act is None:
        return []
    found = Found(
        at,
        act.end,
        kind.tipo,
        "unione.europea",
        act.number,
        act.data,
        celex=celex(kind.urn, act.year, act.number),
        eli=eli(kind.urn, act.year, act.number),
    )
    return [_Act(at, act.end, found)]


def _numbered(page: _Text, at: int, end: int, kind: Kind) -> list[_Act]:
    text, low = page.printed, page.low
    said = Authority(end)
    if kind.scope in ("ente", "comune", "provincia", "regione", "ministero"):
        said = named_authority(text, low, end)
    tail = read_tail(text, low, said.end, page.pivot)
    if tail is None and said.end != end:
        tail = read_tail(text, low, end, page.pivot)
    if tail is None and kind.scope == "ente":
        said, tail = _unusual(page, said)
    if tail is None:
        return []
    tails = dated_alike([tail, *more_tails(text, low, tail, page.pivot)])
    if kind.scope == "noto":
        return _by_number(at, tails)
    if len(tails) == 1 and tails[0].data is None:
        tails = [replace(tails[0], data=_date_before(page, at))]
    elif len(tails) == 1:
        tails = [_more_precise(page, at, tails[0])]
    around = _STAYS_OPEN
    if kind.scope not in ("stato", "ministero") and (said.body is None or said.organ is None):
        said, tails, around = _around(page, at, said, tails, kind)
    authority = resolve(kind, said, around, page.issuer)
    if _is_own_heading(page, at, tails[0].end, kind):
        return []
    provision = _provision(kind, authority)
    acts = []
    for n, one in enumerate(tails):
        start = at if n == 0 else one.start
        if kind.tipo == "legge" and _is_provincial(page, one):
            authority = province_of(page.issuer)
        acts.append(_Act(start, one.end, _record(start, one, kind, authority, provision)))
    return acts


def _unusual(page: _Text, said: Authority) -> tuple[Authority, Tail | None]:
    """`delibera 18 del consiglio comunale di data 22 luglio 2021`; bodies that we do not know."""
    text, low = page.printed, page.low
    if number := re.compile(r"\s+(\d{1,4})(?=\s+d)").match(low, said.end):
        after = named_authority(text, low, number.end())
        dated = date_behind(text, low, after.end, page.pivot) if after.organ else None
        if dated:
            return after, Tail(number.start(1), dated[1], number[1], dated[0], is_marked=False)
    if unknown := unknown_authority(low, said.end):
        tail = read_tail(text, low, unknown.end, page.pivot)
        if tail and tail.number and tail.data:
            return unknown, tail
    return said, None


def _is_provincial(page: _Text, tail: Tail) -> bool:
    """Whether a `legge` is a well-known one of the issuing body's province, to the day."""
    act = f"{province_of(page.issuer)}:legge"
    return bool(tail.number and tail.data) and (
        lexicon.full_dates().get((act, (tail.data or "")[:4], tail.number or "")) == tail.data
    )


def _provision(kind: Kind, authority: str | None) -> str:
    is_whole = authority is not None and authority.endswith((";giunta", ";consiglio"))
    return "deliberazione" if kind.tipo == "provvedimento" and is_whole else kind.urn


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


def _around(
    page: _Text, at: int, said: Authority, tails: list[Tail], kind: Kind
) -> tuple[Authority, list[Tail], Authority]:
    """The words behind number and date (`n. 152 di data … del Dirigente`), and those before."""
    text, low = page.printed, page.low
    last = tails[-1]
    after = named_authority(text, low, last.end) if kind.scope == "ente" else Authority(last.end)
    if said.organ is None and (after.organ or after.is_foreign):
        joined = re.match(r"[\s,]*(?:adottat|assunt|d)", low[last.end : last.end + 12])
        end, data = (after.end if joined else last.end), last.data
        if joined and data is None and (dated := date_behind(text, low, end, page.pivot)):
            data, end = dated
        tails = [*tails[:-1], replace(last, end=end, data=data)]
        body, scope = said.body or after.body, said.scope or after.scope
        said = Authority(said.end, body, after.organ, scope, is_foreign=after.is_foreign)
    return said, tails, before(text, low, at)


def _date_before(page: _Text, at: int) -> str | None:
    """`Il 2 marzo 2011 è stata approvata la legge provinciale n. 1`."""
    approved = re.compile(_APPROVED).search(page.low, max(0, at - 60), at)
    if approved is None:
        return None
    places = find_dates(page.printed, max(0, approved.start() - 40), approved.start(), page.pivot)
    return places[-1].iso if places and places[-1].end == approved.start() else None


def _more_precise(page: _Text, at: int, tail: Tail) -> Tail:
    """The day printed before, where the number has but its year: `Il 2 marzo 2011 … n. 1/2011`."""
    if tail.data is None or len(tail.data) > len("2011"):
        return tail
    day = _date_before(page, at)
    return replace(tail, data=day) if day and day.startswith(tail.data) else tail


def _is_own_heading(page: _Text, start: int, end: int, kind: Kind) -> bool:
    """Whether the words are all that their line or, in capitals, their cell holds.

    That is the act's own heading, no citation.
    """
    if kind.tipo not in _OWN:
        return False
    word = page.printed[start:end].split(maxsplit=1)[0]
    head = re.split(
        r"[\n\v\t]" if word.isupper() else r"\n", page.printed[max(0, start - 40) : start]
    )
    rest = page.printed[end : end + 40].lstrip(" *#=" + "\r")
    is_first = head[-1].strip(" *#=\r").upper() in ("", "VERBALE DI", "VERBALE DELLA")
    return is_first and (not rest or rest[0] == "\n" or (word.isupper() and rest[0] in "\t\v"))


def _by_number(at: int, tails: list[Tail]) -> list[_Act]:
    """`T.U. n. 267/2000`: the well-known act of that number and year."""
    tail = tails[0]
    for (act, year, number), day in lexicon.full_dates().items():
        if tail.number == number and (tail.data or "").startswith(year):
            authority, _, provision = act.partition(":")
            urn = f"{PREFIX}{act}:{day};{number}"
            found = Found(
                at,
                tail.end,
                "testo unico",
                authority,
                number,
                tail.data,
                urn=urn,
                alias_urn=aliases(authority, provision, urn),
                alias="testo unico",
                authority_scheme=scheme_of(authority),
            )
            return [_Act(at, tail.end, found)]
    return []


def _known(page: _Text, at: int, end: int, acts: list[KnownAct]) -> list[_Act]:
    """An act by its name. A name that means several acts means one by the document's year."""
    if not acts or (acts[0].needs_article and not articles_before(page.low, at, 0)):
        return []
    name = " ".join(page.printed[at:end].split())
    act = next((act for act in acts if _is_meant(act, page)), None)
    if act is None:
        return [_Act(at, end, Found(at, end, "codice", alias=name))] if acts else []
    if act.celex:
        found = Found(at, end, "regolamento", "unione.europea", alias=name)
        return [_Act(at, end, replace(found, celex=act.celex, eli=eli_of(act.celex)))]
    authority, provision, day = (act.urn or "").split(":", 2)
    urn, data = f"{PREFIX}{act.urn}", None
    dated = date_behind(page.printed, page.low, end, page.pivot)
    if dated and day.startswith(dated[0] or "-"):
        data, end = dated
    found = Found(
        at,
        end,
        _TIPI.get(provision, provision.replace(".", " ")),
        authority,
        data=data,
        urn=urn,
        alias_urn=aliases(authority, provision, urn),
        alias=name,
        authority_scheme=scheme_of(authority),
    )
    return [_Act(at, end, found)]


def _is_meant(act: KnownAct, page: _Text) -> bool:
    if act.province and "autonoma" not in (province_of(page.issuer) or ""):
        return False
    if act.first_year and page.year is None:
        return False
    return act.first_year <= (page.year or act.first_year) <= act.last_year


def _merged(page: _Text, acts: list[_Act]) -> list[_Act]:
    """A name and the number of the same act, side by side, are one citation.

    `TUEL d.lgs. 267/2000`, `D.Lgs. 196/2003 “Codice in materia di protezione dei dati personali”`.
    """
    kept: list[_Act] = []
    for act in acts:
        if kept and _is_led_by(page, kept[-1], act):
            start = kept[-1].start
            kept[-1] = _Act(start, act.end, replace(act.found, start=start))
        elif not (act.found.alias and _is_apposition(page, kept, act)):
            kept.append(act)
    return kept


def _is_led_by(page: _Text, name: _Act, act: _Act) -> bool:
    """Whether a name leads to the number of its act: `Codice dei contratti di cui al D.Lgs. …`."""
    if name.found.numero or not act.found.numero or not name.found.alias:
        return False
    is_beside = re.compile(_BETWEEN_NAMES).fullmatch(page.low, name.end, act.start)
    return bool(is_beside) and (_is_same(name.found, act.found) or not _names(name.found))


def _is_apposition(page: _Text, acts: list[_Act], name: _Act) -> bool:
    """Whether a name only says again which act the number before it is."""
    for act in reversed(acts):
        if name.start - act.end > _APPOSITION_CHARACTERS or "\n" in page.low[act.end : name.start]:
            return False
        if act.found.numero and _is_same(name.found, act.found):
            return articles_before(page.low, name.start, act.end) is None
    return False


def _is_same(name: Found, act: Found) -> bool:
    return bool(_names(name) & _names(act))


def _names(found: Found) -> set[str]:
    """An act by its kind, year and number, whatever the precision of its date."""
    names = [*found.alias_urn, *([found.urn] if found.urn else [])]
    keys = {re.sub(r"(:\d{4})-\d\d-\d\d", r"\1", name) for name in names}
    return keys | ({found.celex} if found.celex else set())


def _with_articles(page: _Text, act: _Act, floor: int, follows: int) -> Iterable[Found]:
    """The act, or one record for each of its articles and annexes that the words cite."""
    articles = articles_before(page.low, act.start, floor)
    if articles is None:
        articles = articles_behind(page.low, act.end, follows, lexicon.candidates())
    if articles is None:
        yield _complete(act.found, act.found.urn, ())
        return
    start, end = min(articles.start, act.start), max(articles.end, act.end)
    yield from _parts(replace(act.found, start=start, end=end), articles)


def _parts(found: Found, articles: Articles) -> Iterator[Found]:
    for part in articles.parts:
        urn = f"{found.urn}~{part}" if found.urn else None
        yield _complete(found, urn, (part,))
    for annex in articles.annexes:
        urn = f"{found.urn}:allegato;{annex}" if found.urn else None
        yield _complete(found, urn, (f"allegato;{annex}",))


def _complete(found: Found, urn: str | None, parts: tuple[str, ...]) -> Found:
    resolvable = cut_at_article(urn) if urn and found.authority_scheme == "nir" else None
    return replace(found, urn=urn, urn_risolvibile=resolvable, articoli=parts)
