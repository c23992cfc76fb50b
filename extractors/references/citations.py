"""The walk over a text: where an act may be named, what it is, and one record for each."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from msgspec.structs import replace

from extractors.dates import PIVOT
from extractors.references import lexicon
from extractors.references.articles import Articles, articles_before, articles_behind
from extractors.references.found import Act, Context, Found, Issuer
from extractors.references.lexicon import Kind
from extractors.references.named import act_by_number, merged, named_acts
from extractors.references.numbered import numbered_acts
from extractors.references.union import celex, eli, read_union_acts
from extractors.references.urn import cut_at_article


def find_references(text: str, issuer: Issuer | None, year: int | None) -> list[Found]:
    """The citations in a text, in order. `year` is the document's, None where it is not known."""
    context = Context(text, _lowered(text), issuer, year, year or PIVOT)
    acts = merged(context, list(_acts(context)))
    found: list[Found] = []
    floor = 0
    for n, act in enumerate(acts):
        follows = acts[n + 1].start if n + 1 < len(acts) else len(text)
        cited = list(_with_articles(context, act, floor, follows))
        found += cited
        floor = max([act.end, *(one.end for one in cited)])
    return found


_STRETCH = 1 << 16
"""A text is lowered so many characters at a time: all at once takes twelve bytes for each."""


def _lowered(text: str) -> str:
    """The text in lower case, character for character."""
    stretches = (text[at : at + _STRETCH] for at in range(0, len(text), _STRETCH))
    return "".join(map(_lowered_alike, stretches))


def _lowered_alike(text: str) -> str:
    low = text.lower()
    if len(low) == len(text):
        return low
    return "".join(c.lower() if len(c.lower()) == 1 else c for c in text)


def _acts(context: Context) -> Iterator[Act]:
    """The acts named, each at its first word; what one act took is not read again."""
    end = 0
    for place in lexicon.candidates().finditer("\n" + context.low):
        at = place.start()  # one before the name in the longer text, the name itself in ours
        if at < end or _is_initial(context.low, at):
            continue
        for act in _act_at(context, at):
            yield act
            end = act.end


def _is_initial(low: str, at: int) -> bool:
    """Whether a letter goes on an abbreviation: the `l.` of `s.p.l.`."""
    return (
        low[at - 1 : at] == "."
        and low[at - 2 : at - 1].isalpha()
        and (not low[at - 3 : at - 2].isalnum())
    )


def _act_at(context: Context, at: int) -> list[Act]:
    low, letter = context.low, context.low[at]
    names = [(m.end(), act) for act in lexicon.known_acts(letter) if (m := act.form.match(low, at))]
    kinds = [(m.end(), kind) for kind in lexicon.kinds(letter) if (m := kind.form.match(low, at))]
    longest_name = max((end for end, _ in names), default=0)
    for end, kind in sorted(kinds, key=_reach, reverse=True):
        acts = _of_kind(context, at, end, kind) if end >= longest_name else []
        if acts:
            return acts
    named = [act for end, act in names if end == longest_name]
    return named_acts(context, at, longest_name, named)


def _reach(place: tuple[int, Kind]) -> int:
    return place[0]


def _of_kind(context: Context, at: int, end: int, kind: Kind) -> list[Act]:
    if kind.scope == "ue":
        return _union(context, at, end, kind)
    if kind.scope == "noto":
        return act_by_number(context, at, end)
    return numbered_acts(context, at, end, kind)


def _union(context: Context, at: int, end: int, kind: Kind) -> list[Act]:
    acts = read_union_acts(context.text, context.low, end, kind.urn)
    starts = [at, *(act.start for act in acts[1:])]
    return [
        Act(
            start,
            act.end,
            Found(
                start,
                act.end,
                kind.tipo,
                "unione.europea",
                act.number,
                act.data,
                celex=celex(kind.urn, act.year, act.number),
                eli=eli(kind.urn, act.year, act.number),
            ),
        )
        for start, act in zip(starts, acts, strict=False)
    ]


def _with_articles(context: Context, act: Act, floor: int, follows: int) -> Iterable[Found]:
    """The act, or one record for each of its articles and annexes that the words cite."""
    articles = articles_before(context.low, act.start, floor)
    if articles is None:
        articles = articles_behind(context.low, act.end, follows, lexicon.candidates())
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
