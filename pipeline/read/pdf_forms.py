"""Forms that draw forms: how much a page would draw is told before an engine draws it.

A form (a stamp, a logo) is content that a page draws by name, as often as it likes; it may draw
others, and itself. So a few lines are enough for a page that fills any memory, inside an engine
that nothing stops but the end of its process.
"""

from __future__ import annotations

import io
import re
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator
from typing import Any

from msgspec import Struct
from pdfminer.pdfdocument import PDFDocument
from pdfminer.pdfpage import PDFPage
from pdfminer.pdfparser import PDFParser
from pdfminer.pdftypes import PDFStream, dict_value, list_value, resolve1
from pdfminer.psparser import literal_name

import pipeline.read.mended_pdfminer  # noqa: F401  to import it is to mend it

MAX_DRAWN_AGAIN_BYTES = 5_000_000
"""Of content that a page draws beyond the first time; PDFium takes up to 400 bytes for each."""

_DRAWING_BYTES = 50
"""What drawing a form costs, be it empty."""

_MAX_DEPTH = 40
"""Of forms in forms: no engine goes deeper."""

_DRAWS = re.compile(rb"/([^\s/<>\[\](){}%]+)\s+Do\b")


def endless_pages(
    data: bytes, pages: int, rewritten: Callable[[], bytes] | None = None
) -> Collection[int]:
    """The pages, counted from 1, that draw their forms too often to be read.

    `rewritten` gives the file as the engine would write it, where that is not pdfminer itself: of a
    damaged one each sees something else. Where pages cannot be told apart then, all are endless
    if one is. What pdfminer cannot read, limits from outside have to hold.
    """
    told = _told(data, PDFPage.create_pages, is_mended=not rewritten)
    if told and len(told) == pages:
        return [number for number, is_endless in enumerate(told, 1) if is_endless]
    if rewritten and any(_told(rewritten(), _all_pages)):
        return range(1, pages + 1)
    return ()


def _told(
    data: bytes, pages_of: Callable[[PDFDocument], Iterable[PDFPage]], is_mended: bool = False
) -> list[bool]:
    """For each page whether it is endless; none if pdfminer cannot read the file.

    `is_mended` where it may look for the objects itself if their table is broken.
    """
    forms = _Forms()
    try:
        pages = pages_of(PDFDocument(PDFParser(io.BytesIO(data)), fallback=is_mended))
        return [forms.drawn_again(page) > MAX_DRAWN_AGAIN_BYTES for page in pages]
    except MemoryError:
        raise
    except Exception:  # noqa: BLE001  pdfminer raises anything at what is broken
        return []


def _all_pages(document: PDFDocument) -> Iterator[PDFPage]:
    """Whatever has content as a page has, be it called a page or not."""
    for number in {number for xref in document.xrefs for number in xref.get_objids()}:
        found = document.getobj(number)
        if isinstance(found, dict) and "Contents" in found:
            yield PDFPage(document, number, found, None)


class _Form(Struct, frozen=True, gc=False):
    """A form, or a page as if it were one: what it costs, and how often it draws which others."""

    cost_bytes: int
    draws: list[tuple[int, int]]


_PAGE = -1
"""No object has this number."""


class _Forms:
    """The forms of a file."""

    def __init__(self) -> None:
        self._contents: dict[int, tuple[int, Counter[str]]] = {}

    def drawn_again(self, page: PDFPage) -> int:
        """Bytes that the page draws beyond the first time; above the limit, any number above it."""
        reached = self._reached(page)
        once = sum(form.cost_bytes for form in reached.values())
        total = dict.fromkeys(reached, 0)
        again = 0
        for _ in range(_MAX_DEPTH):
            deeper = {
                number: form.cost_bytes + sum(total[other] * times for other, times in form.draws)
                for number, form in reached.items()
            }
            again = deeper[_PAGE] - once
            if deeper == total or again > MAX_DRAWN_AGAIN_BYTES:
                break
            total = deeper
        return again

    def _reached(self, page: PDFPage) -> dict[int, _Form]:
        """The page, and all forms it leads to, by the number of their object."""
        streams = [found for found in map(resolve1, page.contents) if isinstance(found, PDFStream)]
        contents = [self._content(each) for each in streams]
        size = sum(size for size, _ in contents)
        names = sum((names for _, names in contents), Counter[str]())
        forms = self._named(page.resources, names) + [(form, 1) for form in _appearances(page)]
        reached: dict[int, _Form] = {}
        waiting = [(_PAGE, size, forms)]
        while waiting:
            number, size, forms = waiting.pop()
            draws = [(_number(form), times) for form, times in forms]
            reached[number] = _Form(size + _DRAWING_BYTES, draws)
            for form, _ in forms:
                if _number(form) not in reached:
                    size, names = self._content(form)
                    named = self._named(form.get("Resources") or page.resources, names)
                    waiting.append((_number(form), size, named))
        return reached

    def _named(self, resources: Any, names: Counter[str]) -> list[tuple[PDFStream, int]]:
        """The forms among what these names lead to, and how often each is drawn."""
        known = _dict(_dict(resources).get("XObject"))
        found = ((resolve1(known.get(name)), times) for name, times in names.items())
        return [(form, times) for form, times in found if _is_form(form)]

    def _content(self, stream: PDFStream) -> tuple[int, Counter[str]]:
        """How many bytes it says, and what it draws, by name, which is all that is kept of it."""
        number = _number(stream)
        if number not in self._contents:
            read = PDFStream(stream.attrs, stream.rawdata or b"", stream.decipher)
            read.set_objid(number, stream.genno or 0)
            says = stream.data or read.get_data()
            names = Counter(name.decode("latin-1") for name in _DRAWS.findall(says))
            self._contents[number] = len(says), names
        return self._contents[number]


def _appearances(page: PDFPage) -> Iterator[PDFStream]:
    """What the page's annotations show, which becomes part of it."""
    for each in list_value(page.annots or []):
        shown = resolve1(_dict(_dict(each).get("AP")).get("N"))
        states = shown.values() if isinstance(shown, dict) else [shown]
        yield from filter(_is_form, map(resolve1, states))


def _number(stream: PDFStream) -> int:
    return stream.objid or 0


def _dict(found: Any) -> dict[str, Any]:
    return dict_value(found or {})


def _is_form(found: Any) -> bool:
    return isinstance(found, PDFStream) and literal_name(found.get("Subtype")) == "Form"
