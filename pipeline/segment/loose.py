"""Labels that are set off otherwise than by a colon where a line begins.

• Obiettivo: Sostenere le famiglie      behind a bullet, a number or a letter
Obiettivo – Sostenere le famiglie       before a dash
Obiettivo 3: Sostenere le famiglie      before the number of its action
Obiettivo Sostenere le famiglie         before the value itself, as cells are when they are copied
Obiettivo                               alone on its line, the value below it
Sostenere le famiglie
"""

from __future__ import annotations

import re
from collections import Counter
from functools import cache
from itertools import pairwise

from msgspec.structs import replace

from extractors.labels import (
    canonical,
    is_head,
    known_field,
    labels_alone,
    templates,
    written_labels,
)
from pipeline.segment.marks import Mark, Shape

_FEWEST, _BULLETED_SHARE = 2, 0.5
"""Labels behind bullets count where there are so many, and this share of the titles, at least; all
of them where the titles' own labels are set so."""

_FOLLOWED_SHARE = 0.8
"""Of the numbered titles, this share has another label behind it."""

_COLON = re.compile(r"[ ]?[:–-](?!\w)")
_NUMBERED = re.compile(r"(\S[^\d]*?)[ ]*(?:[nN][.°º]?[ ]*)?\d{1,3}")


def with_bulleted(text: str, marks: list[Mark]) -> list[Mark]:
    """The marks, with those of labels behind bullets or numbers, where labels are set so here.

    A list in a description may hold a known word; there it stands once or twice, or beside the
    label itself. Titles are set one way: behind bullets all, or none.
    """
    found = [
        Mark(Shape.COLON, each.start("bullet"), each["label"], each.end())
        for each in _bulleted().finditer(text)
    ]
    if not found:
        return marks
    bulleted = Counter(known_field(mark.label) for mark in found)
    plain = Counter(
        known_field(mark.label) for mark in marks if mark.shape in (Shape.COLON, Shape.ROW)
    )
    titles = max(bulleted["titolo"], plain["titolo"])
    are_titled_so = bulleted["titolo"] > plain["titolo"] and bulleted["titolo"] >= _FEWEST
    wanted = 1 if are_titled_so else max(_FEWEST, _BULLETED_SHARE * titles)
    fields = {f for f, count in bulleted.items() if count > plain[f] and count >= wanted}
    plan = templates()["piano"].labels.values()
    others = (f for f in (bulleted | plain).keys() - {"titolo"} if f in plan)
    if plain["titolo"] or not any(bulleted[f] + plain[f] >= wanted for f in others):
        fields.discard("titolo")
    added = [mark for mark in found if known_field(mark.label) in fields]
    ends = {mark.value_start for mark in added}
    return sorted(
        [*(mark for mark in marks if mark.value_start not in ends), *added],
        key=lambda mark: mark.start,
    )


def with_numbered(text: str, marks: list[Mark]) -> list[Mark]:
    """The marks, with labels that the number of their action stands behind, where titles have one.

    Other labels follow each: what `TITOLO 1` heads in a statute or a budget has none. Elsewhere
    `Obiettivo 4: …` may be one of the United Nations.
    """
    some = [n for n, mark in enumerate(marks) if mark.numero or mark.label[-1:].isdigit()]
    found = {n: label for n in some if (label := _numbered(text, marks[n]))}
    titles = sum(known_field(label.label) == "titolo" for label in found.values())
    if titles < _FEWEST:
        return marks
    found_or_plain = (found.get(n, mark) for n, mark in enumerate(marks))
    fields = [field for mark in found_or_plain if (field := _label_field(mark))]
    followed = sum(pair[0] == "titolo" != pair[1] for pair in pairwise(fields))
    if fields.count("titolo") > titles or followed < _FOLLOWED_SHARE * titles:
        return marks
    return [found.get(n, mark) for n, mark in enumerate(marks)]


def _label_field(mark: Mark) -> str | None:
    return known_field(mark.label) if mark.shape in (Shape.COLON, Shape.ROW) else None


def _numbered(text: str, mark: Mark) -> Mark | None:
    """The mark of a label with a number behind it, without its number; None if it is no such."""
    if mark.shape is Shape.HEAD and (colon := _COLON.match(text, mark.value_start)):
        is_label = known_field(mark.label) and not is_head(mark.label)
        return Mark(Shape.COLON, mark.start, mark.label, colon.end()) if is_label else None
    if mark.shape is Shape.COLON and (label := _NUMBERED.fullmatch(mark.label)):
        return replace(mark, label=label[1]) if known_field(label[1]) else None
    return None


def bare_labels(text: str, is_programme: bool) -> list[Mark]:
    """Labels without a colon: alone on their line, the value below them, or before a dash.

    For documents that set all their labels so; in others, `Obiettivo` alone on a line is prose or
    the heading of a chapter. Before dashes they are several: `Titolo – Spese correnti` is prose.
    """
    found = list(_bare(is_programme).finditer(text))
    template = templates()["programma" if is_programme else "piano"]
    dashed = {template.field(each["label"]) for each in found if each["dash"]} - {None}
    return [
        Mark(Shape.COLON, each.start("label"), each["label"], each.end())
        for each in found
        if not each["dash"] or len(dashed) >= _FEWEST
    ]


def labels_before_values(text: str) -> list[Mark]:
    """Labels that nothing parts from their values: the cells of a plan's table, copied as text.

    They come again with each title, in half of the actions and more, and once in each: a second
    line that begins with `Obiettivo` is prose. So is the end of a longer label that is rare,
    `Titolo Azione pilota`.
    """
    found = [x for x in _before_value().finditer(text) if x["label"][0].isupper()]
    fields = Counter(known_field(each["label"]) for each in found)
    labels = Counter(canonical(each["label"]) for each in found)
    marks: list[Mark] = []
    seen: set[str] = set()
    for each in found:
        label, field = each["label"], known_field(each["label"])
        if 2 * labels[canonical(label)] <= fields[field]:
            label = label.split(" ")[0]
            field = known_field(label)
        if field == "titolo":
            seen.clear()
        if field and field not in seen:
            seen.add(field)
            start = each.start("label")
            marks.append(Mark(Shape.COLON, start, label, start + len(label)))
    times = Counter(known_field(mark.label) for mark in marks)
    usual = {field for field, n in times.items() if 2 * n >= times["titolo"] >= _FEWEST}
    return [m for m in marks if known_field(m.label) in usual] if len(usual) > _FEWEST else []


@cache
def _before_value() -> re.Pattern[str]:
    labels = "|".join(map(re.escape, labels_alone()))
    return re.compile(
        rf"[\n\r][ ]*(?P<label>{labels})[ ]+(?=[“«\"'’(]{{0,2}}[^\W_])", re.IGNORECASE
    )


@cache
def _bulleted() -> re.Pattern[str]:
    """Bullets of Word's symbol fonts are letters without a Unicode value."""
    labels = "|".join(map(re.escape, written_labels()))
    return re.compile(
        rf"[\n\r][ *]*(?P<bullet>[•●▪■◦○‣►➢➤✓·§–\uf000-\uf0ff-]|\d{{1,3}}[.)°]"
        rf"|\d{{1,2}}(?:\.\d{{1,2}})+[.)]?|[a-z]\))[ \t*]*"
        rf"(?P<label>{labels})[ *]*:",
        re.IGNORECASE,
    )


@cache
def _bare(is_programme: bool) -> re.Pattern[str]:
    labels = "|".join(map(re.escape, written_labels() if is_programme else labels_alone()))
    return re.compile(
        rf"[\n\r][ *]*(?P<label>{labels})"
        rf"(?:[ *]*(?=[\n\r])|[ *]*(?P<dash>[–—-])(?:[ *]+(?=\S)|(?=[\n\r])))",
        re.IGNORECASE,
    )
