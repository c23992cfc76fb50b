"""What recognises words on a picture: tesseract with Italian where it is, RapidOCR otherwise."""

from __future__ import annotations

from abc import ABC, abstractmethod
from functools import cache
from typing import TYPE_CHECKING

from msgspec import Struct

if TYPE_CHECKING:
    from pipeline.read.recognise.picture import Grey


class Seen(Struct, frozen=True, gc=False):
    """A word on a picture, its box in pixels."""

    text: str
    x0: float
    top: float
    x1: float
    bottom: float
    confidence: float
    """From 0 to 1, as the engine has it."""
    line: int
    """Words of one line share it, from left to right."""


class Unread(Exception):  # noqa: N818  it is no failure of the file
    """A page could not be recognised; the message says why. The document goes on without it."""


class Engine(ABC):
    """Recognises the words of one upright page at a time."""

    name: str
    """With its version: another one may read other words."""

    @abstractmethod
    def read(self, grey: Grey, dpi: int, seconds: float) -> list[Seen]:
        """The words of an upright picture, line by line.

        Raises:
            Unread: it takes longer than so many seconds, or fails.
        """


@cache
def find_engine() -> Engine | None:
    """The engine of this machine, if there is one."""
    from pipeline.read.recognise.tesseract import tesseract

    if found := tesseract():
        return found
    from pipeline.read.recognise.rapidocr import rapidocr

    return rapidocr()
