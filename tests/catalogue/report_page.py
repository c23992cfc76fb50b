"""Reading a report back: its tables, its charts, its sentences, as a browser parses them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from selectolax.lexbor import LexborHTMLParser, LexborNode

HOSTILE = (
    "<script>document.title='run'</script>",
    '"><img src=x onerror="document.title=\'run\'">',
    "</style></svg><svg onload=\"document.title='run'\">",
    "'; DROP TABLE documenti; --",
    "{{ 7 * 7 }} {% include 'style.css' %}",
    "&lt;b&gt; \u202egirato\u0000 \x1b[31m",
)
"""What a title may hold that means something to HTML, SQL, templates or terminals."""


class Shown(NamedTuple):
    """A table of the page: its heads, its rows by their head, its last row."""

    heads: Sequence[str]
    rows: Mapping[str, Sequence[str]]
    foot: Sequence[str]


class ReportPage:
    """A report, parsed."""

    def __init__(self, html: str) -> None:
        self.tree = LexborHTMLParser(html)

    def table(self, caption: str) -> Shown:
        """The only table whose caption begins so; cells as text, rows by their first one."""
        (table,) = [
            each
            for each in self.tree.css("table")
            if (found := each.css_first("caption")) and found.text().startswith(caption)
        ]
        return Shown(
            _cells(table.css("thead tr")[0]),
            {(cells := _cells(row))[0]: cells[1:] for row in table.css("tbody tr")},
            [cell for row in table.css("tfoot tr") for cell in _cells(row)],
        )

    def tips(self, figure: int) -> list[str]:
        """What hovering over the marks of a chart says, in the order of the page."""
        found = self.tree.css("figure")[figure].css("svg > * > title")
        return [each.text() for each in found]

    def texts(self, figure: int, style: str) -> list[str]:
        """The texts of a chart that have a style."""
        found = self.tree.css("figure")[figure].css(f"svg > text.{style}")
        return [_own_text(each) for each in found]

    @property
    def text(self) -> str:
        """All that a reader may see, on one line."""
        body = self.tree.body
        assert body
        return " ".join(body.text(separator=" ").split())


def _cells(row: LexborNode) -> list[str]:
    return [" ".join(cell.text().split()) for cell in row.css("th, td")]


def _own_text(node: LexborNode) -> str:
    return node.text(deep=False)
