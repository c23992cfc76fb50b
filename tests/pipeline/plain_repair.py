"""A text repaired: what became of it, and by which rules."""

from pipeline.layout import lay_out
from pipeline.repair import Repaired, repair
from schemas.page import Page


def repaired(text: str, *off: str) -> Repaired:
    """The text of one page, repaired; `off` are families and rules switched off."""
    return repair(lay_out((Page(1, text),)).flow, frozenset(off))


def mended(text: str, *off: str) -> str:
    """What the text is after all repairs."""
    return repaired(text, *off).flow.text.removeprefix("\n")
