"""Letters that a file has lost: what stands for them is none of Unicode's."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence

from pipeline.read import Notice
from schemas.page import Page

_UNKNOWN = "\ufffd"

_LOST = re.compile(
    "\ufffd|(?<=[^\\W_])[\ue000-\uf000\uf003-\uf8ff]|[\ue000-\uf000\uf003-\uf8ff]{2,}"
)
"""One sign of a symbol font alone is a bullet; U+F001 and U+F002 are ligatures, and mended."""

_FEW = 3


def lost_letters(pages: Sequence[Page], told: Collection[str]) -> Iterator[Notice]:
    """A notice for each page that holds some; `told` are the rules that told of letters before."""
    if "ENC002" in told:
        return
    for page in pages:
        found = [] if page.text.isascii() else _LOST.findall(page.text)
        if "PDF005" in told:
            found = [letters for letters in found if letters != _UNKNOWN]
        if count := sum(map(len, found)):
            codes = [f"U+{ord(letter):04X}" for letter in sorted(set("".join(found)))]
            shown = ", ".join(codes[:_FEW]) + (", …" if len(codes) > _FEW else "")
            message = f"{count} letters are lost: {shown} says nothing of what was printed"
            yield Notice("ENC003", message, page.number)
