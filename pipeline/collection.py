"""Collections: one file that holds several documents, each beginning on a page of its own.

    15 programmes of a year in one booklet, its index in front
    the plans of many Comuni, one after the other
    two acts that were scanned or bound into one file

A document begins where a page's top names a programme, a plan or an act of another body or number
than the one before, or where the index says that one of these names begins.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise, takewhile
from unicodedata import combining, normalize

from msgspec import Struct

from extractors.heading import read_heading
from extractors.index import Entry, index_entries
from extractors.municipalities import is_listed
from schemas.page import Page

TOP_CHARACTERS = 700
"""What a page is the beginning of is told by this many characters of it."""

_HINT = re.compile(
    r"(?mi)^[\W\d]*(?:PROGRAMMA|PIAN[OI]|VERBALE|DETERMINA|DELIBERA|DECRETO|ORDINANZA|ACCORDO)"
)
"""What begins a line of a title."""

_NUMBER = re.compile(
    r"\bN(?:\.|°|r\.?|um\.?|umero)?[ ]*(?P<n>\d{1,6})\b[^\n]{0,12}?"
    r"(?:\bDEL\b|\bDI\s+DATA\b|\bDD\b|[-/])",
    re.IGNORECASE,
)


_COMUNE = (
    r"(?mi)^Comune[ ]+(?:di|del|della|dell['’])[ ]*[^\n,.;:–—|]{2,60}?"
    r"(?=[ ]*$|[ ]+[-–—|][ ]+(?:piano|programma)\b)"
)
"""The body alone on its line, on the cover of a plan, or in a head that names the plan, too."""

_GENERIC = frozenset(("distretto", "famiglia", "famiglie", "family", "audit", "per", "la"))
"""Words of a district's name that are those of all districts."""

_UPPER_SHARE = 0.6
"""What a page begins stands in this share of it, from the top: its foot names the document too."""

_INTERVENTO = re.compile(r"(?m)^(?:TITOLO|Titolo|PROGETTUALIT|(?:AZIONE|Azione)\s+(?:n\.\s*)?\d)")
"""What stands where an intervento begins."""

_MOST = 0.6
"""Of the index's names that are found, this share must hold interventi."""

_BODY = re.compile(r"(?i)(?:comun[ei]|comunità|consorzio|unione|distretto)\b")
"""What the name of a body begins with."""

_NAME_REACH = 200
"""Characters between a title and the name that belongs to it, at most; a text names others."""

_NUMBERED = 8
"""Characters of a number before a name, at most."""


class Part(Struct, frozen=True, gc=False):
    """One document of a file: its pages, by index."""

    start: int
    stop: int


def parts_of(pages: Sequence[Page]) -> tuple[Part, ...]:
    """The documents that a file holds; one, with all pages, for nearly every file."""
    whole = (Part(0, len(pages)),)
    if len(pages) < 2 or not pages[0].lines:
        return whole
    starts = _by_index(pages) or _by_heading(pages)
    if len(starts) < 2:
        return whole
    front = [Part(0, starts[0])] if starts[0] else []
    ends = [*starts[1:], len(pages)]
    return (*front, *(Part(start, end) for start, end in zip(starts, ends, strict=True)))


def _by_heading(pages: Sequence[Page]) -> list[int]:
    """Where the tops of pages name one document after another, all of one kind."""
    tops = [_top(page) if _HINT.search(page.text) else [] for page in pages]
    found = [(n, key) for n, top in enumerate(tops) if top and (key := _heads("\n".join(top)))]
    if len(found) < 2:
        return []
    kind = found[0][1].kind
    same = [(n, key) for n, key in found if key.kind == kind]
    starts = [
        n
        for (_, before), (n, key) in pairwise(same)
        if not key.is_of(before) and _is_new(key, tops[n], _top(pages[n - 1]))
    ]
    return [0, *starts] if starts else []


def _is_new(key: _Key, top: Sequence[str], before: Sequence[str]) -> bool:
    """Whether a page names the document otherwise than in a head that the page before has too."""
    words = {word for line in top if line not in before for word in _plain(line).split()}
    return words.issuperset(_plain(key.name).split())


class _Key(Struct, frozen=True, gc=False):
    """What tells a document from the next: its kind, whose or which it is, and its year."""

    kind: str
    name: str
    year: int | None = None

    def is_of(self, other: _Key) -> bool:
        """Whether both name one document; a running head may leave the year out.

        It may name the body in full, `COMUNE DI PREDAIA`, where the title does not.
        """
        years = {self.year, other.year} - {None}
        return _without_kind(self.name) == _without_kind(other.name) and len(years) < 2


def _heads(top: str) -> _Key | None:
    """The kind of document that a page begins, and whose or which; None where it begins none."""
    if index_entries(top):
        return None
    heading = read_heading(f"\n{top}\n")
    if heading.tipo == "atto" and heading.titolo:
        number = _NUMBER.search(top)
        return _Key(heading.atto or "", number["n"]) if number else None
    if heading.tipo not in ("programma_di_lavoro", "piano_famiglia"):
        return None
    year = heading.anno
    if heading.nome and heading.nome.start - heading.titolo[-1].stop <= _NAME_REACH:
        name = _plain(f"\n{top}\n"[heading.nome])
        return _Key(heading.tipo, name, year) if set(name.split()) - _GENERIC else None
    named = re.search(_COMUNE, top) if heading.tipo == "piano_famiglia" else None
    return _Key(heading.tipo, _plain(named[0]), year) if named else None


def _without_kind(name: str) -> str:
    return re.sub(r"^comune (?:d[ei] |del |dell |della )", "", name)


def _top(page: Page) -> list[str]:
    """The lines at a page's top, from the highest down."""
    texts: list[str] = []
    length = 0
    upper = [line for line in page.lines if line.top <= _UPPER_SHARE * page.height]
    for line in sorted(upper, key=lambda line: (round(line.top), line.x0)):
        texts.append(page.text[line.start : line.end])
        length += len(texts[-1])
        if length > TOP_CHARACTERS:
            break
    return texts


def _by_index(pages: Sequence[Page]) -> list[int]:
    """Where the names of the booklet's index stand alone on a line, each after the one before."""
    for n, page in enumerate(pages):
        entries = index_entries(page.text)
        if entries:
            return _follow(pages, entries, n + 1)
    return []


def _follow(pages: Sequence[Page], entries: Sequence[Entry], first: int) -> list[int]:
    """The pages on which the entries begin, if most of them hold interventi of their own.

    The chapters, areas and actions of one document stand in an index too; but no chapter's page
    is headed as a document is.
    """
    found: list[tuple[str, int]] = []
    at = first
    for entry in entries:
        name = _plain(entry.nome)
        page = next((n for n in range(at, len(pages)) if _stands_alone(name, pages[n])), None)
        if page is not None:
            found.append((entry.nome, page))
            at = page + 1
    ends = [*(page for _, page in found[1:]), len(pages)]
    starts = [
        start
        for (name, start), end in zip(found, ends[: len(found)], strict=True)
        if any(_INTERVENTO.search(page.text) for page in pages[start:end])
        and _begins_document(name, pages, start)
    ]
    return starts if len(starts) > 1 and len(starts) >= _MOST * len(found) else []


def _begins_document(name: str, pages: Sequence[Page], n: int) -> bool:
    """Whether a name at the page's top is a body's, or a title stands there that is new."""
    top = _top(pages[n])
    plain = _plain(name)
    above = takewhile(lambda line: not _plain(line).endswith(plain), top)
    if any(map(_INTERVENTO.match, above)):
        return False
    if _BODY.match(name) or is_listed(name):
        return True
    before = _top(pages[n - 1]) if n else []
    return any(_HINT.match(line) and line not in before for line in top)


def _stands_alone(name: str, page: Page) -> bool:
    lines = (page.text[line.start : line.end] for line in page.lines)
    return any(len(line) < len(name) + _NUMBERED and _plain(line).endswith(name) for line in lines)


def _plain(text: str) -> str:
    """A name as it is compared: small letters and digits, accents and signs left out."""
    letters = normalize("NFKD", text.casefold())
    return " ".join(re.findall(r"\w+", "".join(c for c in letters if not combining(c))))
