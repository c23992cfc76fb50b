"""Which districts a name is only like, and who in a text tells that one of them is meant.

    Distretto Famiglia Valsugana         two are like it: Alta Valsugana, Valsugana e Tesino
    Comune di Levico Terme               is known to belong to one of them

A name is like a district's where its words are some of the place's, in their order, with a letter
or two of a long word mistaken. Never enough by itself.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from extractors.programme.district_register import (
    District,
    Words,
    content_words,
    place_of,
    places,
    slips_allowed,
    words_of,
)

_PROSE_CHARACTERS = 30_000
"""Of a document so much is searched for its bodies: its head, and the act that carries it."""

_COMMUNITY = r"(?i)\bcomunit[àa]['’]?\s[^\n\t.;,()\"“”]{3,70}"


def alike(words: Words, is_audit: bool) -> Sequence[District]:
    """The districts whose name a name may be with words left out or letters mistaken."""
    if not set(words) - words_of("common"):
        return ()
    found = [
        place.district
        for place in places()
        if (place.district.tipo == "family_audit") == is_audit and _are_in(words, place.words)
    ]
    return list(dict.fromkeys(found))


def _are_in(words: Words, place: Words) -> bool:
    """Whether each word is one of the place's, in their order, but for a slip in a long one."""
    rest = iter(place)
    return all(any(_is_same(word, other) for other in rest) for word in words)


def _is_same(word: str, other: str) -> bool:
    if word == other:
        return True
    slips = min(slips_allowed(word), slips_allowed(other))
    if not slips:
        return False
    from rapidfuzz.distance import OSA

    return OSA.distance(word, other, score_cutoff=slips) <= slips


def told(district: District, text: str) -> str | None:
    """The municipality or community of a district that a text names first, as printed."""
    text = text[:_PROSE_CHARACTERS]
    for name in district.comuni:
        spaced = r"\s+".join(re.escape(word).replace("'", "['’]\\s?") for word in name.split())
        own = rf"(?i:\b(?:comun[ei]|citt[àa]['’]?|municipio)\s+(?:d\w+['’]?\s*)?)(?i:{spaced})\b"
        if found := re.search(own, text):
            return " ".join(found[0].split())
    is_audit = district.tipo == "family_audit"
    for community in re.finditer(_COMMUNITY, text):
        words = community[0].split()
        for n in range(2, len(words) + 1):
            place = place_of(content_words(" ".join(words[:n])), is_audit)
            if place and place.district == district:
                return " ".join(words[:n])
    return None
