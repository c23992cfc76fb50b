"""Datasette with the catalogue and nothing else: one file, read-only, our pages and settings."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterable
from typing import Any

from datasette.app import Datasette
from datasette.database import Database
from datasette.plugins import pm

from pipeline.catalogue.serve import plugin
from pipeline.catalogue.serve.connection import connect
from pipeline.catalogue.serve.described import DATABASE, metadata
from pipeline.catalogue.serve.gallery import Gallery
from pipeline.catalogue.serve.guard import App, guarded
from pipeline.catalogue.serve.settings import FOLDER, settings

_NAME = "attidati"
_REPLACED = "datasette.handle_exception"
"""Datasette asks every plugin, and its own would tell each mistyped address on standard error."""


class _Catalogue(Database):  # type: ignore[misc]  # Datasette has no types
    """The file, through connections that cannot change it."""

    def connect(self, write: bool = False) -> sqlite3.Connection:
        """A connection that reads."""
        if write:
            raise PermissionError("the catalogue is only read")
        return connect(self.path)


class _Served(Datasette):  # type: ignore[misc]
    """Datasette, and the pictures of the sources."""

    def __init__(self, path: str, sources: str | None) -> None:
        super().__init__(
            memory=False,
            metadata=metadata(),
            settings=dict(settings().settings),
            template_dir=os.path.join(FOLDER, "templates"),
            static_mounts=[("stile", os.path.join(FOLDER, "static"))],
        )
        self.remove_database("_memory")
        self.add_database(_Catalogue(self, path, is_mutable=True), name=DATABASE)
        self.gallery = Gallery(sources)


def application(path: str, sources: str | None, hosts: Iterable[str] | None) -> App:
    """The pages of a catalogue, as an ASGI application.

    `sources` is the folder that the documents were read from; `hosts` are the names that the
    server may be called by, None for any.
    """
    if not pm.has_plugin(_NAME):
        pm.register(plugin, name=_NAME)
        pm.unregister(name=_REPLACED)
        for installed, _ in pm.list_plugin_distinfo():  # whoever else is there may not write, too
            pm.unregister(installed)
    served: Any = _Served(path, sources)
    return guarded(served.app(), hosts)
