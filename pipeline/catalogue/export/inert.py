"""Text that a spreadsheet must not take for a formula.

Excel and LibreOffice run a cell of a CSV that begins with `=`, `+`, `-` or `@`, or with a tab or a
line break before one. Such a text gets an apostrophe in front, which they show, or hide, and never
run. Numbers, and texts that begin otherwise, are left as they are.
"""

from __future__ import annotations

_RUN = frozenset("=+-@\t\r\n＝＋－＠")
"""Full-width signs count too: some versions read them as the others."""

_BLANKS = " \u00a0\u200b\ufeff"
"""May stand before a formula: some programs trim them."""


def inert_text(text: str) -> str:
    """A text, with an apostrophe in front where it looks like a formula."""
    start = text.lstrip(_BLANKS)[:1]
    return f"'{text}" if start and start in _RUN else text
