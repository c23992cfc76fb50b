"""What Datasette asks its plugins, answered for the catalogue."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Callable
from typing import Any, TypeVar

from datasette import hookimpl
from datasette.utils import append_querystring, tilde_encode
from markupsafe import Markup

from pipeline.catalogue.questions import questions, views
from pipeline.catalogue.serve.connection import prepare
from pipeline.catalogue.serve.described import DATABASE, query_name
from pipeline.catalogue.serve.download import download
from pipeline.catalogue.serve.narrowed import RelatedFacet, narrowed
from pipeline.catalogue.serve.pages import ROUTES, failure_page
from pipeline.catalogue.serve.settings import settings
from pipeline.catalogue.tables import published_tables

_Function = TypeVar("_Function", bound=Callable[..., Any])
_hook: Callable[[_Function], _Function] = hookimpl
_last_hook: Callable[[_Function], _Function] = hookimpl(trylast=True)

_CSV = rf"^/(?P<database>{DATABASE})/(?P<table>[^/.]+)\.(?P<format>csv)$"
_INTERVENTO = re.compile(r"[0-9a-f]{12}-\d+")
_DOCUMENTO = re.compile(r"[0-9a-f]{64}[^/]*")
_DATE = re.compile(r"\d{4}(?:-\d\d){1,2}")
_SHOWN_OF_ID = 12

_COUNTS = """
SELECT (SELECT count(*) FROM documenti), (SELECT count(*) FROM interventi),
  (SELECT count(*) FROM territori), (SELECT min(anno) FROM documenti),
  (SELECT max(anno) FROM documenti)
"""


@_hook
def prepare_connection(conn: sqlite3.Connection, database: str) -> None:
    """Connections to the catalogue only read."""
    if database == DATABASE:
        prepare(conn)


@_hook
def register_routes() -> Any:
    """The pages of interventi, and all rows as CSV."""
    return [*ROUTES, (_CSV, download)]


@_hook
def register_facet_classes() -> list[type[RelatedFacet]]:
    """Facets on what other tables say."""
    return [RelatedFacet]


@_last_hook  # Datasette's own search would say that there is none
def filters_from_request(request: Any, database: str, table: str) -> Any:
    """Search, and the values chosen in those facets."""
    return narrowed(request.args, table) if database == DATABASE else None


@_hook
def render_cell(row: Any, value: object, column: str) -> Markup | None:
    """Ids, and the titles beside them, as links, and dates that do not break across lines.

    Anything else is Datasette's to escape.
    """
    if not isinstance(value, str) or not value:
        return None
    links = settings().links
    if column in links["interventi"] and _INTERVENTO.fullmatch(value):
        return _id_link(f"/intervento/{value}", value)
    if column in links["documenti"] and _DOCUMENTO.fullmatch(value):
        return _id_link(_document(value), f"{value[:_SHOWN_OF_ID]}…")
    if _DATE.fullmatch(value):
        return Markup('<span class="date">{}</span>').format(value)
    if column == "titolo":
        address = _address_of(row)
        return _link(address, value) if address else None
    return None


@_hook
def extra_template_vars(datasette: Any, view_name: str | None) -> Any:
    """What our templates use beside what Datasette gives them."""

    async def given() -> dict[str, Any]:
        counts = None
        if view_name == "index":
            counts = tuple((await datasette.get_database(DATABASE).execute(_COUNTS)).first())
        return {
            "catalogue": settings(),
            "catalogue_database": DATABASE,
            "questions": [(query_name(each), each) for each in questions().values()],
            "views": list(views().values()),
            "append_querystring": append_querystring,
            "tables_published": list(published_tables()),
            "counts": counts,
        }

    return given


@_hook
def handle_exception(datasette: Any, request: Any, exception: Exception) -> Any:
    """Failures as pages of ours."""
    return failure_page(datasette, request, exception)


def _link(address: str, text: str) -> Markup:
    return Markup('<a href="{}">{}</a>').format(address, text)


def _id_link(address: str, text: str) -> Markup:
    return Markup('<a class="id" href="{}">{}</a>').format(address, text)


def _address_of(row: Any) -> str | None:
    """The page of the intervento, or the document, that a row is about."""
    names = set(row.keys())
    for column in ("id", "intervento_id"):
        value = row[column] if column in names else None
        if isinstance(value, str) and _INTERVENTO.fullmatch(value):
            return f"/intervento/{value}"
        if isinstance(value, str) and _DOCUMENTO.fullmatch(value):
            return _document(value)
    return None


def _document(value: str) -> str:
    return f"/{DATABASE}/documenti/{tilde_encode(value)}"
