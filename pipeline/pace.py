"""A sign that a long piece of work goes on: who holds a clock on it may start the clock anew.

A page takes recognition seconds, and a scan has hundreds of pages: each page done is a sign. What
hangs gives none.
"""

from __future__ import annotations

from collections.abc import Callable

_heard_by: list[Callable[[], None]] = []


def tell(listener: Callable[[], None]) -> None:
    """Has a function called at each sign, in this process from now on."""
    _heard_by[:] = [listener]


def sign() -> None:
    """Gives the sign; nothing, where nobody asked for it."""
    for listener in _heard_by:
        listener()
