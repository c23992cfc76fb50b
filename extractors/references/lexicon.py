"""The tables of `schemas/references.toml`, compiled when the first citation is looked for."""

from __future__ import annotations

import os
import re
import tomllib
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cache
from typing import Any

from msgspec import Struct

from schemas import PACKAGE

TABLES = os.path.join(PACKAGE, "references.toml")

_LOWER = "a-z0-9_ªµºß-öø-ɏͰ-ԯ"
"""What goes on a word in lower case, as far as Cyrillic: a list is asked faster than `\\W`."""

_END = r"(?:(?<=\.)|(?![^\W\d_]))"
"""A form ends in its full stop or before what is no letter: `D.Lgs.n. 36`, `Legge190/2012`."""


class Kind(Struct, frozen=True, gc=False):
    """A kind of act; see the table for the meaning of `scope` and `organ`."""

    tipo: str
    urn: str
    scope: str
    organ: str | None
    form: re.Pattern[str]


class KnownAct(Struct, frozen=True, gc=False):
    """An act with a name of its own: its URN behind `urn:nir:`, or its CELEX number."""

    urn: str | None
    celex: str | None
    form: re.Pattern[str]
    needs_article: bool
    first_year: int
    last_year: int
    province: str | None


class Named(Struct, frozen=True, gc=False):
    """Words that mean an organ, a body or a scope."""

    urn: str
    scope: str | None
    form: re.Pattern[str]


@cache
def _tables() -> dict[str, Any]:
    with open(TABLES, "rb") as file:
        return tomllib.load(file)


def any_of(forms: Iterable[str]) -> str:
    """An expression for any of the forms, the longest first, ended as a word ends."""
    return f"(?:{'|'.join(sorted(forms, key=len, reverse=True))}){_END}"


@cache
def candidates() -> re.Pattern[str]:
    """Where an act may be named, in lower-case text: cheap to ask, and too generous.

    A match begins one character before the name, with what is no part of a word.
    """
    by_start: dict[str, dict[str, list[str]]] = {}
    for form in _forms():
        for second in sorted(_seconds(form[1:])):
            by_start.setdefault(form[0], {}).setdefault(second, []).append(form[1:])
    words = (
        rf"{letter}(?=[{''.join(rests)}])(?:{'|'.join(map(_led, rests, rests.values()))})"
        for letter, rests in by_start.items()
    )
    return re.compile(rf"[^{_LOWER}](?:{'|'.join(words)}){_END}")


def _led(second: str, rests: Iterable[str]) -> str:
    """The rests of forms that may go on with a letter, which is asked for first."""
    return rf"(?=[{second}])(?:{'|'.join(rests)})"


def _seconds(rest: str) -> set[str]:
    """What may stand second in a form, as members of a set: most words fail on it."""
    if rest.startswith(r"(?=\s"):
        return {r"\s"}
    point, blank, letter = re.match(r"(\\\.\??)?(\\s\??)?(.?)", rest, re.DOTALL).groups()  # type: ignore[union-attr]
    letters = {r"\."} if point else set()
    letters |= {r"\s"} if blank and (not point or "?" in point) else set()
    optional = (not point or "?" in point) and (not blank or "?" in blank)
    return letters | ({letter} if optional and letter else set())


def _forms() -> Iterator[str]:
    for row in _tables()["kind"]:
        yield from row["forms"]
    for row in _tables()["act"]:
        yield from (*row["names"], *row.get("article_names", ()))


@cache
def kinds(letter: str) -> tuple[Kind, ...]:
    """The kinds with a form that begins with a letter."""
    return tuple(
        Kind(row["tipo"], row["urn"], row["scope"], row.get("organ"), re.compile(any_of(forms)))
        for row in _tables()["kind"]
        if (forms := [form for form in row["forms"] if form[0] == letter])
    )


@cache
def kind_of(authority: str, provision: str) -> str:
    """The contract's kind of an act by its names in a URN; a provision of no kind names itself."""
    of_territory = authority.startswith(("provincia.", "regione."))
    scope = authority.partition(".")[0] if of_territory else authority
    found = (
        row["tipo"]
        for row in _tables()["kind"]
        if (row["scope"], row["urn"]) == (scope, provision) and "organ" not in row
    )
    return next(found, provision.replace(".", " "))


@cache
def known_acts(letter: str) -> tuple[KnownAct, ...]:
    """The acts with a name that begins with a letter."""
    return tuple(
        KnownAct(
            row.get("urn"),
            row.get("celex"),
            re.compile(any_of(forms)),
            key == "article_names",
            row.get("from", 0),
            row.get("to", 9999),
            row.get("province"),
        )
        for row in _tables()["act"]
        for key in ("names", "article_names")
        if (forms := [form for form in row.get(key, ()) if form[0] == letter])
    )


@cache
def organs(letter: str) -> tuple[Named, ...]:
    """The organs, by the words that mean them and begin with a letter."""
    rows = _tables()["organ"]
    return _named(letter, ((row["urn"], row.get("scope"), row["forms"]) for row in rows))


@cache
def scopes(letter: str) -> tuple[Named, ...]:
    """The adjectives that say whose an organ is, and begin with a letter."""
    return _named(letter, (("", scope, forms) for scope, forms in _tables()["scopes"].items()))


@cache
def bodies(letter: str) -> tuple[Named, ...]:
    """The bodies that are named in full; without a URN where we have none for them."""
    return _named(letter, ((row["urn"], None, row["forms"]) for row in _tables()["body"]))


def _named(letter: str, rows: Iterable[tuple[str, str | None, Sequence[str]]]) -> tuple[Named, ...]:
    return tuple(
        Named(urn, scope, re.compile(any_of(begun)))
        for urn, scope, forms in rows
        if (begun := [form for form in forms if form[0] == letter])
    )


@cache
def region() -> re.Pattern[str]:
    """The name of a region."""
    return re.compile(rf"(?:regione\s+)?{any_of(_tables()['regions']['names'])}")


@cache
def ministries() -> tuple[Named, ...]:
    """The words that tell a ministry."""
    rows = _tables()["ministries"].items()
    return tuple(Named(urn, None, re.compile(rf"\b{word}")) for word, urn in rows)


@cache
def full_dates() -> dict[tuple[str, str, str], str]:
    """The full date of a well-known act: by authority and kind, year, number."""
    return {
        (act, day[:4], number): day
        for act, entries in _tables()["dates"].items()
        for day, _, number in (entry.partition(";") for entry in entries)
    }


def longest(
    words: Callable[[str], tuple[Named, ...]], low: str, at: int
) -> tuple[Named, int] | None:
    """The words that stand at `at` and reach farthest, and where they end."""
    named = words(low[at : at + 1])
    found = [
        (match.end(), n) for n, word in enumerate(named) if (match := word.form.match(low, at))
    ]
    if not found:
        return None
    end, n = max(found, key=lambda place: (place[0], -place[1]))
    return named[n], end
