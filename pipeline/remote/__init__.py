"""Files that are not on this machine: URLs of any store that fsspec knows, `s3://`, `https://`.

What is in a store is read into memory, one file at a time, and never copied to a disk. fsspec works
by a thread of its own, which a process that forks workers must not have: so the parent asks such
things of a process aside (`aside`). fsspec is imported where a URL is met, and nowhere else.
"""

from __future__ import annotations

import os
import re

from pipeline.errors import UsageError

_URL = re.compile(r"([a-z][a-z0-9+.-]*)://", re.IGNORECASE)


def is_remote(path: str) -> bool:
    """Whether a path is a URL."""
    return "://" in path and _URL.match(path) is not None


def scheme(url: str) -> str:
    """What stands before `://`, in small letters."""
    found = _URL.match(url)
    return found[1].lower() if found else ""


def located(path: str) -> str:
    """A path as it is used: `file:///acts/a%20b.pdf` is a path of this machine, all else as given.

    Raises:
        UsageError: it is the `file://` of another machine, or one store in another.
    """
    if "::" in path and "://" in path:
        raise UsageError(f"{path}: URLs in URLs are not read. Name what is inside.")
    if not is_remote(path) or scheme(path) != "file":
        return path
    from urllib.parse import unquote, urlsplit

    parts = urlsplit(path)
    if parts.netloc not in ("", "localhost"):
        raise UsageError(f"{path} is on another machine. Three slashes begin a path of this one.")
    return os.fspath(unquote(parts.path))


def legible_url(url: str) -> str:
    """A URL without what may be secret: user, password, and the query, which may be a signature."""
    bare = url if scheme(url) not in ("http", "https") else url.partition("?")[0].partition("#")[0]
    return re.sub(r"(://)[^/]*:[^/]*@", r"\1", bare)
