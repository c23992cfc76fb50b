"""What was freed goes back to the system, where the C library would keep it for later."""

from __future__ import annotations

import ctypes

LONG_FILE_PAGES = 500
"""Below that it is not worth the time: the next file takes the same memory."""


def give_back(pages: int) -> None:
    """Gives back what a file of so many pages has freed; only glibc can be asked to."""
    trim = getattr(ctypes.CDLL(None), "malloc_trim", None) if pages >= LONG_FILE_PAGES else None
    if trim:
        trim(0)
