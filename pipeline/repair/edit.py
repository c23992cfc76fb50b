"""One edit to the text."""

from __future__ import annotations

from msgspec import Struct


class Edit(Struct, frozen=True, gc=False):
    """`before`, at `start` of the flow, was put right, under a rule of `rules.toml`."""

    rule: str
    start: int
    before: str
    after: str
