"""The pages that are not Datasette's: an intervento, the pictures of its act, and failures."""

from __future__ import annotations

import asyncio
import json
import sqlite3
import traceback
from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from typing import Any

import msgspec
from datasette.database import QueryInterrupted
from datasette.utils.asgi import NotFound, Response

from pipeline.catalogue.serve.described import DATABASE
from pipeline.catalogue.serve.gallery import Gallery
from pipeline.catalogue.serve.picture import Picture
from pipeline.catalogue.serve.print_text import Stretch, marked
from pipeline.catalogue.serve.record import Place, Record, read_record
from pipeline.catalogue.serve.sources import NoPicture, read_source

_PLAIN = "text/plain"

_BESIDE_BOX, _BELOW_TOP = 8.0, 4.5
"""In points, from a box to the middle of the number of its field."""

_MOST_PAGES = 20
"""Of an intervento that are shown; one stands on more only by a misreading."""

_NUMBER_POINTS = 15.0
"""What a number takes beside its box."""


class Mark(msgspec.Struct, frozen=True):
    """A place with a box, and where the number of its field is written."""

    place: Place
    is_first: bool
    """Of its field on the page: what the field's link leads to."""
    x: float
    y: float


class Sheet(msgspec.Struct, frozen=True):
    """A page of the source: its size in points and the boxes of the fields on it."""

    number: int
    width: float
    height: float
    marks: tuple[Mark, ...]


class Shown(msgspec.Struct, frozen=True):
    """What is shown of the source beside the fields, or why nothing is."""

    sheets: Sequence[Sheet] = ()
    texts: Sequence[Sequence[Stretch]] = ()
    reason: str | None = None


async def record_page(datasette: Any, request: Any) -> Any:
    """`/intervento/ID`: the fields, the findings, the pages with a box around each field."""
    record = await _record(datasette, request)
    shown = await _shown(datasette.gallery, record)
    context = {"record": record, "shown": shown, "database": DATABASE}
    return Response.html(await datasette.render_template("intervento.html", context, request))


async def record_json(datasette: Any, request: Any) -> Any:
    """`/intervento/ID.json`: the same as data, without the pages."""
    record = await _record(datasette, request)
    return Response(
        json.dumps(msgspec.to_builtins(record), ensure_ascii=False),
        content_type="application/json; charset=utf-8",
    )


async def record_picture(datasette: Any, request: Any) -> Any:
    """`/intervento/ID/pagina/N.png`: a page that the intervento stands on, as it is displayed."""
    record = await _record(datasette, request)
    number = int(request.url_vars["page"])
    if number not in record.pages[:_MOST_PAGES]:
        raise NotFound("L'intervento non sta su questa pagina.")
    try:
        found = await datasette.gallery.pictures(record.source, [number])
    except NoPicture as reason:
        raise NotFound(str(reason)) from reason
    if number not in found:
        raise NotFound("La pagina non si può disegnare.")
    return Response(found[number][3], content_type="image/png")


ROUTES = (
    (r"^/intervento/(?P<id>[^/.]+)$", record_page),
    (r"^/intervento/(?P<id>[^/.]+)\.json$", record_json),
    (r"^/intervento/(?P<id>[^/.]+)/pagina/(?P<page>\d{1,6})\.png$", record_picture),
)


async def _record(datasette: Any, request: Any) -> Record:
    database = datasette.get_database(DATABASE)
    read = partial(read_record, identifier=request.url_vars["id"])
    record: Record | None = await database.execute_fn(read)
    if record is None:
        raise NotFound("Nel catalogo non c'è un intervento con questo identificativo.")
    return record


async def _shown(gallery: Gallery, record: Record) -> Shown:
    if not record.places:
        return Shown(
            reason="Il catalogo non dice dove stanno i campi: l'atto è stato letto con "
            "`--no-evidence`."
        )
    try:
        if record.source.media_type == _PLAIN:
            data = await asyncio.to_thread(read_source, gallery.folder, record.source)
            return Shown(texts=marked(data, record.places))
        wanted = record.pages[:_MOST_PAGES]
        return _sheets(await gallery.pictures(record.source, wanted), record)
    except NoPicture as reason:
        return Shown(reason=str(reason))


def _sheets(found: Mapping[int, Picture], record: Record) -> Shown:
    sheets = []
    for number in record.pages:
        if number in found:
            _, width, height, _ = found[number]
            places = [place for place in record.places if place.page == number]
            sheets.append(Sheet(number, width, height, tuple(_marks(places, width))))
    missing = [str(number) for number in record.pages if number not in found]
    reason = f"Pagine che qui non si vedono: {', '.join(missing)}." if missing else None
    return Shown(sheets=sheets, reason=reason)


def _marks(places: Sequence[Place], width: float) -> Iterator[Mark]:
    """Numbers stand behind their box; before it where another box or the page's edge is there."""
    boxes = [place.box for place in places if place.box]
    seen: set[str] = set()
    for place in places:
        if place.box:
            x0, top, x1, _ = place.box
            taken = any(
                x1 < box[0] < x1 + _NUMBER_POINTS and box[1] <= top + _BELOW_TOP <= box[3]
                for box in boxes
            )
            ahead = taken or x1 + _NUMBER_POINTS > width
            x = x0 - _BESIDE_BOX if ahead else x1 + _BESIDE_BOX
            yield Mark(place, place.field not in seen, x, top + _BELOW_TOP)
            seen.add(place.field)


async def failure_page(datasette: Any, request: Any, exception: Exception) -> Any:
    """What went wrong, in Italian where it is ours to say; JSON for who asked for JSON."""
    status, title, message = _told(datasette, exception)
    if status == 500:
        traceback.print_exception(exception)
    if request.path.partition("?")[0].endswith(".json"):
        told = {"ok": False, "error": message, "status": status, "title": title}
        return Response.json(told, status=status)
    context = {"title": title, "error": message, "status": status}
    page = await datasette.render_template("error.html", context, request)
    return Response.html(page, status=status)


def _is_late(exception: BaseException | None) -> bool:
    return isinstance(exception, QueryInterrupted) or (
        isinstance(exception, sqlite3.OperationalError) and str(exception) == "interrupted"
    )


def _told(datasette: Any, exception: Exception) -> tuple[int, str, str]:
    status = getattr(exception, "status", 500)
    if _is_late(exception) or _is_late(exception.__context__):
        seconds = datasette.setting("sql_time_limit_ms") / 1000
        return (
            400,
            "La domanda chiede troppo",
            (
                f"Non ha avuto risposta entro {seconds:g} secondi, il limite di queste pagine. "
                "Restringerla, oppure aprire il catalogo con un programma per SQLite."
            ),
        )
    message = str(exception) or getattr(exception, "message", "")
    if isinstance(exception, NotFound):
        known = message and message != "404"
        return status, "Non c'è", message if known else "A questo indirizzo non c'è nulla."
    if status == 500:
        return status, "Errore", f"{type(exception).__name__}: {message}"
    return status, "La richiesta non va", message
