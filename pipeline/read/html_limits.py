"""How deep the elements of a web page stand in one another, and how many attributes one has.

It is asked before a tree is made of them: the time that the parser takes grows with the square of
the depth and more, and with that of the attributes. A megabyte of `<div>` takes it hours. Browsers
stop at 512 themselves.
"""

from __future__ import annotations

import re
from functools import cache
from itertools import islice

from pipeline.errors import DocumentError
from pipeline.read.flowing import too_deep

MAX_DEPTH = 512
"""Elements within elements, at most."""

MAX_ATTRIBUTES = 256
"""Attributes of an element, at most."""

_LONG_TAG = 2_000
"""In a tag of fewer characters they are not counted: there are not many."""

_FORMATTING = frozenset(
    (
        *("a", "b", "big", "code", "em", "font", "i", "nobr", "s", "small", "strike", "strong"),
        "tt",
        "u",
    )
)
"""What goes on in the next block when its own ends without it (HTML standard, 13.2.4.3)."""

_ENDED_BY_OTHERS = frozenset(
    (
        *("p", "li", "dt", "dd", "tr", "td", "th", "tbody", "thead", "tfoot", "colgroup", "option"),
        *("optgroup", "rb", "rp", "rt", "rtc", "html", "head", "body", "caption"),
        *("area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param"),
        *("source", "track", "wbr", "frame", "basefont", "bgsound", "keygen"),
    )
)
"""Elements whose end need not be written, and those that have none: they do not pile up."""

_SCOPES = frozenset(("table", "button", "object", "applet", "marquee", "template", "svg", "math"))
"""An end inside one of these does not end what began outside."""


def check_limits(text: str) -> None:
    """Refuses a page that would take the parser too long.

    Raises:
        DocumentError: `too_deep`, `too_large`.
    """
    opened: list[str] = []
    end = 0
    for tag in _tags().finditer(text):
        name = tag["name"]
        if name is None:
            continue
        if tag.start() >= end:
            end = text.find(">", tag.end()) % (len(text) + 1)
            _check_attributes(text, tag.end(), end)
        name = name.lower()
        if name in _ENDED_BY_OTHERS:
            continue
        if tag["end"]:
            _close(opened, name)
            continue
        opened.append(name)
        if len(opened) > MAX_DEPTH:
            raise too_deep(f"elements stand in elements, more than {MAX_DEPTH} deep")


def _check_attributes(text: str, start: int, end: int) -> None:
    if end - start <= _LONG_TAG:
        return
    found = _attributes().finditer(text, start, end)
    if next(islice(found, MAX_ATTRIBUTES, None), None):
        raise DocumentError(
            "too_large",
            f"an element of the web page has more than {MAX_ATTRIBUTES} attributes",
            "Print it to a PDF and extract that.",
        )


def _close(opened: list[str], name: str) -> None:
    """Takes off what an end tag ends: never more than a browser would."""
    for at in range(len(opened) - 1, -1, -1):
        if opened[at] == name:
            above = opened[at + 1 :]
            is_formatting = name in _FORMATTING
            opened[at:] = [each for each in above if is_formatting or each in _FORMATTING]
            return
        if opened[at] in _SCOPES:
            return


@cache
def _attributes() -> re.Pattern[str]:
    quoted = r"""(?:"[^"]*+"|'[^']*+'|[^\s>"']*+)"""
    return re.compile(rf"""[^\s"'>/=]++(?:\s*+=\s*+{quoted})?+""")


@cache
def _tags() -> re.Pattern[str]:
    """Tags, and in one piece what holds none: comments, scripts."""
    return re.compile(
        r"<!--(?s:.*?-->|.*)"
        r"|<(?P<raw>script|style|textarea|title|xmp|iframe|noembed|noframes)\b(?s:.*?</(?P=raw)|.*)"
        r"|<(?P<end>/?)(?P<name>[a-z][^\s/>]*+)",
        re.IGNORECASE,
    )
