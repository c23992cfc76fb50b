"""What a printed line begins with: a label, the heading of an intervento, or only its words."""

from __future__ import annotations

import re
from functools import cache

from extractors.labels import MIN_FUZZY_LETTERS, canonical, written_templates


def begins_with_label(line: str) -> bool:
    """Whether a line starts with a known label or heading: `Tempi. Entro …`, `AZIONE 1.1`."""
    return bool(_any_label().match(line)) or (line.rstrip()[-1:] == "-" and _is_cut(line))


def _is_cut(line: str) -> bool:
    """Whether a label is printed up to its hyphen: `MACRO-`, over `AMBITO` in a narrow column."""
    start = canonical(line)
    known = (canonical(label) for template in written_templates() for label in template.printed)
    return len(start) > MIN_FUZZY_LETTERS and any(label.startswith(start) for label in known)


@cache
def _any_label() -> re.Pattern[str]:
    known = {x for t in written_templates() for x in (*t.printed, *t.printed_heads)}
    words = "|".join(_any_accent(label) for label in sorted(known, key=len, reverse=True))
    return re.compile(rf"[\W_]*(?:\d{{1,2}}[.)°]\s*)?(?:{words})(?=[\s.:]|\Z)", re.IGNORECASE)


def begins_as_prose(line: str) -> bool:
    """Whether what a line begins with heads nothing here: `Azione continuativa, già attivata`."""
    return bool(_head_in_prose().match(line))


@cache
def _head_in_prose() -> re.Pattern[str]:
    return re.compile(rf"[\W_]*(?i:{_heads()})[ ]+[a-zà-ù]{{3}}")


def begins_with_numbered_head(line: str) -> bool:
    """Whether a line begins with a heading of an intervento: `AZIONE 5.1`, `Progettualità n. 3`."""
    return bool(_numbered_head().match(line))


@cache
def _numbered_head() -> re.Pattern[str]:
    return re.compile(
        rf"[ *#]*(?i:{_heads()})[ ]+(?:[nN][.°]{{0,2}}[ ]?)?\d{{1,2}}(?:\.\d{{1,2}})?(?!\w)"
    )


def _heads() -> str:
    known = {
        _any_accent(head) for template in written_templates() for head in template.printed_heads
    }
    return "|".join(sorted(known, key=len, reverse=True))


def _any_accent(label: str) -> str:
    """A pattern for a label whose final accent may be an apostrophe, or missing."""
    return re.sub("[àÀ]$", "(?:à|a['’`]?)", re.escape(label))
