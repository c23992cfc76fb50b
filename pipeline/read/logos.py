"""Pictures that are no pages: the logos and signatures that stand in archives and messages.

They are told by their size, from the first bytes of the file; nothing is decoded.
"""

from __future__ import annotations

from struct import Struct, error

LEAST_PAGE_PIXELS = 700
"""On its longer side a page has more: A4 at 60 dpi, where no print can be read."""

_PNG, _PNG_SIDES = b"\x89PNG\r\n\x1a\n", Struct(">16x2I")
_JPEG, _JPEG_SIDES = b"\xff\xd8", Struct(">5x2H")
_FRAMES = frozenset({*range(0xC0, 0xD0)} - {0xC4, 0xC8, 0xCC})
"""Segments of a JPEG that begin a frame, and hold its sides (ISO 10918-1, B.1.1.3)."""

_BARE = frozenset({0x01, *range(0xD0, 0xD8)})
"""Marks that no length follows."""


def is_logo(head: bytes) -> bool:
    """Whether the beginning of a file says that it is a small picture, in PNG or JPEG."""
    try:
        if head.startswith(_PNG):
            width, height = _PNG_SIDES.unpack_from(head)
            return bool(max(width, height) < LEAST_PAGE_PIXELS)
        return head.startswith(_JPEG) and _longest(head) < LEAST_PAGE_PIXELS
    except error:  # the head ends before its sides are told
        return False


def _longest(head: bytes) -> int:
    """The longer side of a JPEG.

    Raises:
        struct.error: the bytes end before it.
    """
    at = len(_JPEG)
    while head[at : at + 1] == b"\xff":
        kind = head[at + 1] if at + 1 < len(head) else 0xFF
        if kind in _FRAMES:
            sides: tuple[int, int] = _JPEG_SIDES.unpack_from(head, at)
            return max(sides)
        at += 1 if kind == 0xFF else 2
        if kind != 0xFF and kind not in _BARE:
            at += int.from_bytes(head[at : at + 2], "big")
    raise error("no frame begins")
