"""The report: what is in a catalogue, as one page of charts for officials, each with its figures.

`page.py` puts together four sections (`coverage.py`, `years.py`, `network.py`, `sources.py`); each
asks the canned questions and gives figures: a chart, drawn by `heat_map.py`, `bars.py` or
`arcs.py`, and the tables behind it. Chart and table are made from the same records.
"""

from __future__ import annotations

import sqlite3


def report(connection: sqlite3.Connection, path: str) -> None:
    """Writes the report on a catalogue.

    Raises:
        OutputError: the path cannot be written; what was there before is untouched.
    """
    from pipeline.catalogue.export.sheets import whole_file
    from pipeline.catalogue.report.page import page

    text = page(connection)
    with whole_file(path) as part, open(part, "w", encoding="utf-8", newline="\n") as stream:
        stream.write(text)
