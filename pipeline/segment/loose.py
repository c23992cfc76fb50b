"""Labels that are set off otherwise than by a colon where a line begins.

• Obiettivo: Sostenere le famiglie      behind a bullet, a number or a letter
Obiettivo – Sostenere le famiglie       before a dash
Obiettivo                               alone on its line, the value below it
Sostenere le famiglie
"""

from __future__ import annotations

import re
from collections import Counter
from functools import cache

from extractors.labels import known_field, labels_alone, templates, written_labels
from pipeline.segment.marks import Mark, Shape

_FEWEST, _BULLETED_SHARE = 2, 0.5
"""Labels behind bullets count where there are so many, and this share of the titles, at least; all
of them where the titles' own labels are set so."""


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


@cache
def _bulleted() -> re.Pattern[str]:
    """Bullets of Word's symbol fonts are letters without a Unicode value."""
    labels = "|".join(map(re.escape, written_labels()))
    return re.compile(
        rf"[\n\r][ *]*(?P<bullet>[•●▪■◦○‣►➢➤✓·§–\uf000-\uf0ff-]|\d{{1,3}}[.)°]|[a-z]\))[ \t*]*"
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
