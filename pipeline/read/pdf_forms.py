"""Forms that draw forms: how much a page would draw is told before an engine draws it.

A form (a stamp, a logo) is content that is drawn by name, as often as one likes; it may draw
others, and itself. So a few lines are enough for a page that fills any memory, inside an engine
that nothing stops but the end of its process. What is asked is the file as that engine writes it,
which has understood it already: each object by itself, at the place that its table says.
"""

from __future__ import annotations

import re
import zlib
from collections import Counter
from collections.abc import Collection, Iterator, Mapping
from functools import cached_property
from itertools import pairwise

from msgspec import Struct

MAX_NESTED_BYTES = 10_000_000
"""Of content that a form draws by way of others; PDFium takes up to 400 bytes for each."""

_DRAWING_BYTES = 50
"""What drawing a form costs, be it empty."""

_MAX_DEPTH = 40
"""Of forms in forms: no engine goes deeper."""

_MAX_CONTENT_BYTES = 1 << 22
"""Of a form's content: so much is looked at."""

_MAX_TREE_DEPTH = 100
"""Of nodes over a page: resources are looked for in so many."""

_DRAWS = re.compile(rb"/([^\s/<>\[\](){}%]+)\s+Do\b")
_ESCAPED = re.compile(rb"#([0-9A-Fa-f]{2})")
_ENTRY = re.compile(rb"(\d{10}) \d{5} n")
_REFERENCE = re.compile(rb"(?<!\d)(\d{1,9}) \d{1,5} R\b")
_NAMED = re.compile(rb"/([^\s/<>\[\](){}%]+)\s*(\d{1,9}) \d{1,5} R\b")
_FORM = re.compile(rb"/Subtype\s*/Form\b")
_KIDS = re.compile(rb"/Kids\s*\[([^\]]*)\]")
_STREAM = re.compile(rb">>\s*stream\r?\n")


def endless_pages(rewritten: bytes, total: int) -> Collection[int]:
    """The pages, counted from 1, that lead to a form without end; of what the engine has written.

    All of them where other pages are found than the engine's `total`. What cannot be told is not
    endless: limits from outside have to hold for that.
    """
    file = _File(rewritten)
    endless = file.endless_forms()
    if not endless:
        return ()
    pages = list(file.pages())
    if len(pages) != total:
        return range(1, total + 1)
    return [n for n, page in enumerate(pages, 1) if not endless.isdisjoint(file.reached(page))]


class _Form(Struct, frozen=True, gc=False):
    """A form: what it costs, and how often it draws which others."""

    cost_bytes: int
    draws: tuple[tuple[int, int], ...]


class _File:
    """The objects of a file, by number."""

    def __init__(self, data: bytes) -> None:
        table = max(0, data.rfind(b"\nxref"))
        starts = sorted(int(entry[1]) for entry in _ENTRY.finditer(data, table))
        self._objects: dict[int, bytes] = {}
        for start, stop in pairwise([*starts, table]):
            number, _, body = data[start:stop].partition(b" ")
            if number.isdigit():
                self._objects[int(number)] = body
        self._trailer = data[table:]

    def endless_forms(self) -> set[int]:
        """Forms that draw far too much by way of others."""
        forms = self._forms
        if not any(form.draws for form in forms.values()):
            return set()
        total = dict.fromkeys(forms, 0)
        for _ in range(_MAX_DEPTH):
            deeper = {
                number: min(
                    form.cost_bytes + sum(total[other] * times for other, times in form.draws),
                    2 * MAX_NESTED_BYTES + form.cost_bytes,
                )
                for number, form in forms.items()
            }
            if deeper == total:
                break
            total = deeper
        return {n for n, form in forms.items() if total[n] - form.cost_bytes > MAX_NESTED_BYTES}

    def pages(self) -> Iterator[int]:
        """The numbers of the pages, in order, each node of their tree once."""
        root = re.search(rb"/Root\s*(\d+) \d+ R", self._trailer)
        top = re.search(rb"/Pages\s*(\d+) \d+ R", self._head(int(root[1]))) if root else None
        waiting = [int(top[1])] if top else []
        seen: set[int] = set()
        while waiting:
            node = waiting.pop()
            if node in seen:
                continue
            seen.add(node)
            kids = _KIDS.search(self._head(node))
            if kids:
                waiting += reversed([int(kid[1]) for kid in _REFERENCE.finditer(kids[1])])
            else:
                yield node

    def reached(self, page: int) -> set[int]:
        """What a page leads to, other pages left out."""
        head = self._head(page)
        if b"/Resources" not in head:
            head += b"".join(self._above(head))
        waiting = [head]
        reached: set[int] = set()
        while waiting:
            words = re.sub(rb"/(?:Parent|P|Dest)\s*\[?\s*\d+ \d+ R", b"", waiting.pop())
            for number in {int(found[1]) for found in _REFERENCE.finditer(words)} - reached:
                reached.add(number)
                inner = self._head(number)
                if not re.search(rb"/Type\s*/Pages?\b", inner):
                    waiting.append(inner)
        return reached

    def _above(self, head: bytes) -> Iterator[bytes]:
        """What the nodes over a page hold for it."""
        for _ in range(_MAX_TREE_DEPTH):
            parent = re.search(rb"/Parent\s*(\d+) \d+ R", head)
            if not parent:
                return
            head = self._head(int(parent[1]))
            yield _KIDS.sub(b"", head)

    def _head(self, number: int) -> bytes:
        """An object without the content of its stream."""
        body = self._objects.get(number, b"")
        stream = _STREAM.search(body)
        return body[: stream.start() + 2] if stream else body

    @cached_property
    def _forms(self) -> Mapping[int, _Form]:
        heads = {number: self._head(number) for number in self._objects}
        numbers = {number for number, head in heads.items() if _FORM.search(head)}
        anywhere = {
            name: int(form)
            for head in heads.values()
            for name, form in _NAMED.findall(head)
            if int(form) in numbers
        }
        forms = {}
        for number in numbers:
            content = self._content(number)
            drawn = Counter(_ESCAPED.sub(_unescaped, name) for name in _DRAWS.findall(content))
            own = self._resources(heads[number]) if b"/Resources" in heads[number] else None
            named = {name: int(n) for name, n in _NAMED.findall(own)} if own else anywhere
            draws = ((named.get(name), times) for name, times in drawn.items())
            known = tuple((other, times) for other, times in draws if other in numbers and other)
            forms[number] = _Form(len(content) + _DRAWING_BYTES, known)
        return forms

    def _resources(self, head: bytes) -> bytes:
        """A form's dictionary, with what it refers to for its resources and their XObjects."""
        for key in (rb"/Resources", rb"/XObject"):
            if there := re.search(key + rb"\s*(\d+) \d+ R", head):
                head += self._head(int(there[1]))
        return head

    def _content(self, number: int) -> bytes:
        """What a form says; nothing where it is packed otherwise than by Flate."""
        body = self._objects[number]
        stream = _STREAM.search(body)
        if not stream:
            return b""
        head, said = body[: stream.start()], body[stream.end() :]
        if b"/Filter" not in head:
            return said[:_MAX_CONTENT_BYTES]
        if not re.search(rb"/Filter\s*(?:/FlateDecode|\[\s*/FlateDecode\s*\])", head):
            return b""
        try:
            return zlib.decompressobj().decompress(said, _MAX_CONTENT_BYTES)
        except zlib.error:
            return b""


def _unescaped(code: re.Match[bytes]) -> bytes:
    return bytes([int(code[1], 16)])
