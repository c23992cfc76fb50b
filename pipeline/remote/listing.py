"""Listing what a store holds below URLs."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct

from pipeline.errors import UsageError
from pipeline.remote import legible_url, scheme
from pipeline.remote.stores import refusal, store


class Listed(Struct, frozen=True, gc=False):
    """A file of a store."""

    name: str
    """Its path below the folder given, or below what holds all the inputs where there are more."""
    url: str
    is_named: bool
    """Whether it was named itself, and not found in a folder."""


class _Top(Struct, frozen=True, gc=False):
    url: str
    path: str
    files: tuple[str, ...]
    is_file: bool


def list_files(urls: Sequence[str]) -> list[Listed]:
    """The files named, and those in the folders named at any depth, hidden ones left out.

    An address of the web is a file: there is nothing that lists the others beside it.

    Raises:
        UsageError: a URL is not there or cannot be reached, or they are of several stores.
    """
    if len({scheme(url) for url in urls}) > 1:
        raise UsageError(
            f"{', '.join(urls)}: inputs of different stores. Read each in its own run."
        )
    tops = [_top(url) for url in urls]
    folders = [top.path.split("/")[:-1] if top.is_file else top.path.split("/") for top in tops]
    root = "/".join(_common(folders))
    found: dict[str, Listed] = {}
    for top in tops:
        for path in top.files:
            if not top.is_file and _is_hidden(path[len(top.path) :]):
                continue
            url = top.url if top.is_file else top.url.rstrip("/") + path[len(top.path) :]
            name = legible_url(path)[len(root) :].lstrip("/")
            if path not in found or top.is_file:
                found[path] = Listed(name, url, top.is_file)
    return list(found.values())


def _top(url: str) -> _Top:
    try:
        files, path = store(url)
        if scheme(url) in ("http", "https"):
            return _Top(url, path, (path,), is_file=True)
        path = path.rstrip("/")
        if files.info(path)["type"] == "file":
            return _Top(url, path, (path,), is_file=True)
        return _Top(url, path, tuple(files.find(path)), is_file=False)
    except UsageError:
        raise
    except Exception as error:
        told, remedy = refusal(error, url)
        raise UsageError(f"{told}. {remedy}") from error


def _common(folders: Sequence[Sequence[str]]) -> list[str]:
    """What all these paths begin with."""
    common = []
    for steps in zip(*folders, strict=False):
        if len(set(steps)) > 1:
            break
        common.append(steps[0])
    return common


def _is_hidden(path: str) -> bool:
    """As in folders of the disk; and what only stands for a folder."""
    return path.endswith("/") or any(step.startswith((".", "~$")) for step in path.split("/"))
