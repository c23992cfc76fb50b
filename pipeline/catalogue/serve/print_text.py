"""The place in a text file where an intervento stands, with its fields marked.

Offsets are those of the page's text as it was read, and a page ends at a form feed. Nothing is
shown unless each value stands where the catalogue says.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from msgspec import Struct

from pipeline.catalogue.serve.record import Place
from pipeline.catalogue.serve.sources import NoPicture

_AROUND = 240
"""Characters shown before the first field and after the last."""

_MAX_SHOWN = 60_000


class Stretch(Struct, frozen=True):
    """Characters in one field, or in none."""

    text: str
    place: Place | None = None
    is_first: bool = False
    """Of its field on the page: what the field's link leads to."""


def marked(data: bytes, places: Sequence[Place]) -> list[list[Stretch]]:
    """Of each page that the places are on, the stretches around and within them.

    Raises:
        NoPicture: the text cannot be read as it was.
    """
    try:
        pages = data.decode("utf-8-sig").split("\f")
    except UnicodeDecodeError as error:
        raise NoPicture("Il testo non è in UTF-8: non si può mostrare qui.") from error
    numbers = sorted({place.page for place in places})
    if not all(_is_there(pages, place) for place in places):
        raise NoPicture("Il testo non si può mostrare con i campi al loro posto.")
    return [
        list(_stretches(pages[n - 1], [place for place in places if place.page == n]))
        for n in numbers
    ]


def _is_there(pages: Sequence[str], place: Place) -> bool:
    return (
        0 < place.page <= len(pages) and pages[place.page - 1][place.start : place.end] == place.raw
    )


def _stretches(text: str, places: Sequence[Place]) -> Iterator[Stretch]:
    """Places in order; one that begins within another is left out."""
    ordered = sorted(places, key=lambda place: (place.start, -place.end))
    start = max(0, ordered[0].start - _AROUND)
    end = min(len(text), max(place.end for place in ordered) + _AROUND, start + _MAX_SHOWN)
    at = start
    seen: set[str] = set()
    for place in ordered:
        if at <= place.start < place.end <= end:
            yield Stretch(text[at : place.start])
            yield Stretch(text[place.start : place.end], place, place.field not in seen)
            seen.add(place.field)
            at = place.end
    yield Stretch(text[at:end])
