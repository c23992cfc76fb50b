"""Datasette with the catalogue and nothing else: one file, read-only, our pages and settings."""

from __future__ import annotations

import os
import re
import sqlite3
from collections.abc import Iterable
from typing import Any

from datasette.app import Datasette
from datasette.database import Database, QueryInterrupted
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

_REMEMBERED = 256
"""Counts that are kept."""

_COUNTS = re.compile(r"\A\s*select (?:count\(\*\)|\S.* as value,)", re.IGNORECASE)
_OF_A_VALUE = re.compile(r"where [^()]+? is not null", re.IGNORECASE)


def counts_all(sql: str) -> bool:
    """Whether it is a count, or a facet's counts, of all the rows of a table or view."""
    return bool(_COUNTS.match(sql)) and "where" not in _OF_A_VALUE.sub("", sql, 1).lower()


class _Catalogue(Database):  # type: ignore[misc]  # Datasette has no types
    """The file, through connections that cannot change it; whole tables are counted once."""

    def __init__(self, served: Datasette, path: str) -> None:
        super().__init__(served, path, is_mutable=True)
        self._counted: dict[tuple[str, int], Any] = {}

    async def execute(
        self,
        sql: str,
        params: Any = None,
        truncate: bool = False,
        custom_time_limit: int | None = None,
        **more: Any,
    ) -> Any:
        """As Datasette's; what a page counts over all rows is counted until the file changes.

        It may take as long as any statement; what takes longer is not tried again.
        """
        hurried = (
            custom_time_limit and custom_time_limit < settings().settings["facet_time_limit_ms"]
        )
        if params or truncate or hurried or not counts_all(sql):
            return await super().execute(sql, params, truncate, custom_time_limit, **more)
        key = sql, os.stat(self.path).st_mtime_ns
        if key not in self._counted:
            if len(self._counted) >= _REMEMBERED:
                self._counted.clear()
            try:
                self._counted[key] = await super().execute(sql, params, **more)
            except QueryInterrupted as late:
                self._counted[key] = late
        counted = self._counted[key]
        if isinstance(counted, QueryInterrupted):
            raise counted
        return counted

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
        self.add_database(_Catalogue(self, path), name=DATABASE)
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
