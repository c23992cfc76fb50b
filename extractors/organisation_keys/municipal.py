"""Keys of municipalities, which their own table gives: `comune baselga di pine`."""

from __future__ import annotations

from typing import Literal

from msgspec import Struct

from extractors.municipalities import candidates, has_namesakes
from extractors.organisation_keys.spelling import words

Method = Literal["normalizzata", "tabella"]


class Key(Struct, frozen=True, gc=False):
    """A canonical name, how it was found, and by which entry of a table."""

    chiave: str
    metodo: Method = "normalizzata"
    motivo: str | None = None


def municipality_key(name: str, province: str | None = None) -> Key | None:
    """The key of the municipality that a name without a title is; None if it is none, or several.

    What tells it from others of its name is the province, where there are any.
    """
    named = candidates(name, None, province)
    if len(named) != 1:
        return None
    (own,) = named
    sign = f" {own.province.lower()}" if has_namesakes(own) else ""
    return Key(
        f"comune {' '.join(words(own.name))}{sign}", "tabella", f"{own.name} ({own.province})"
    )
