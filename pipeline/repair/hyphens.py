r"""Hyphens of lines that are gone: `la- voro`, `Legge pro-⏎vinciale`.

Joined only where the document prints the whole word elsewhere, and the part behind the hyphen
nowhere by itself. `ludico- ricreative`, `post- scuola` keep theirs, `Malosco- ne è` is a dash. Line
ends of a page with geometry are the layout's, which joins their words by itself.
"""

from __future__ import annotations

import re
from collections import Counter

from pipeline.repair.attested import Attested
from pipeline.repair.edit import Edit, apart

IN_LINE, AT_LINE_END = "HYP001", "HYP002"

_BROKEN = r"-(?<=[^\W\d_]-)(?: {1,2}|[ ]?\n[ \n]{0,2})(?=[a-zà-ÿ])"
_LONGEST = 30
"""Letters of a part of a word, at most."""


def mend_hyphens(attested: Attested, has_lines: bool) -> list[Edit]:
    """The edits; `has_lines` where the pages have geometry, and line ends are not looked at."""
    text = attested.text
    found = []
    for hyphen in re.finditer(_BROKEN, text):
        if has_lines and "\n" in hyphen[0]:
            continue
        left = re.search(r"[^\W\d_]+\Z", text[max(0, hyphen.start() - _LONGEST) : hyphen.start()])
        right = re.match(r"[^\W\d_]+", text[hyphen.end() : hyphen.end() + _LONGEST])
        if left and right and attested.has(left[0] + right[0]):
            found.append((hyphen, left[0], right[0]))
    rests = Counter(right.lower() for _, _, right in found)
    return apart(
        Edit(
            AT_LINE_END if "\n" in hyphen[0] else IN_LINE,
            hyphen.start() - len(left),
            left + hyphen[0] + right,
            left + right,
        )
        for hyphen, left, right in found
        if attested.counts[right.lower()] <= rests[right.lower()]
    )
