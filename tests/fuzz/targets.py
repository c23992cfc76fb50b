"""Each reader, what whole files it is given, and the words that its format knows.

A reader may give what it gives, or say that it cannot: `DocumentError`, for a page that is
recognised `Unread`. Anything else that it raises is a fault of ours.
"""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Sequence
from functools import cache, partial
from pathlib import Path

import numpy as np
from msgspec import Struct

from pipeline.errors import DocumentError
from pipeline.options import Options
from pipeline.read import PdfEngine, kinds, read_kind
from pipeline.read.pictures import Frames
from pipeline.read.recognise import recognise
from pipeline.read.recognise.bullets import held_against
from pipeline.read.recognise.engine import Engine, Seen, Unread
from pipeline.read.recognise.mended import Bar
from pipeline.read.recognise.picture import Grey, Ink, Picture
from pipeline.read.recognise.tesseract import words_of
from pipeline.read.recognise.words import recognised
from pipeline.read.signed import open_envelope
from pipeline.read.unpack import unpack
from pipeline.run import run
from pipeline.write import check, encode
from schemas.records import Documento
from tests.fuzz import seeds

TYPED = (DocumentError, Unread)
"""What a reader may raise."""

_LARGEST_PIXELS = 300_000
"""A larger picture is decoded, and not gone on with: it would take a second."""


class Target(Struct, frozen=True):
    """A reader to be given broken files."""

    name: str
    read: Callable[[bytes], object]
    """May raise `TYPED` and nothing else."""
    seeds: Callable[[], Sequence[bytes]]
    """Whole files, small ones first."""


def holds(target: Target, data: bytes) -> None:
    """Gives a reader a file; what is not its typed failure is raised."""
    try:
        target.read(data)
    except TYPED:
        return


def _pdf(engine: PdfEngine, data: bytes) -> object:
    return read_kind(data, kinds.PDF, engine, "never")


def _kind(data: bytes) -> None:
    """Under every name, whatever the content."""
    kinds.strong_kind(data[: kinds.HEAD_BYTES])
    kinds.bare_base64(data[: kinds.HEAD_BYTES])
    for suffix in ("", *kinds.SUFFIXES):
        try:
            kinds.kind_of(data, suffix)
        except DocumentError:
            continue


def _envelope(kind: str, data: bytes) -> object:
    return open_envelope(data, kind)


def _unpacked(name: str, data: bytes) -> int:
    return sum(len(leaf.content) for leaf in unpack(data, name))


def _words_of_pages(data: bytes) -> object:
    """What an engine printed: its rows become words, and the words the lines of a page."""
    seen = list(words_of(data.decode("utf-8", "replace")))
    return recognised(list(held_against(_ink(), seen)), [Bar(300, 0, 303, 800)], 4.17)


@cache
def _ink() -> Ink:
    ink = np.zeros((900, 700), bool)
    ink[::3, ::5] = True
    return ink


class _Still(Engine):
    """Sees the same two words on any picture."""

    name = "still 1"

    def read(self, grey: Grey, dpi: int, seconds: float) -> list[Seen]:  # noqa: ARG002
        """The words."""
        return [Seen("TITOLO:", 5, 5, 60, 20, 0.9, 0), Seen("•", 70, 5, 80, 15, 0.5, 0)]


def _pictures(data: bytes) -> object:
    """The pages of a file of pictures, small ones recognised."""
    kind = kinds.kind_of(data, ".tif")
    if kind not in kinds.PICTURES:
        return None
    frames = Frames(data, kind)
    with frames.shown() as show:

        def small(index: int) -> Picture | None:
            picture = show(index)
            return picture if picture and picture.grey.size < _LARGEST_PIXELS else None

        wanted = frozenset(range(min(3, len(frames.pages))))
        return list(recognise(small, frames.pages, wanted, _Still(), is_asked=False))


def _program(data: bytes) -> None:
    """The whole program on a text: each record follows the contract, and loses no character."""
    for record in run(data, "a.txt", Options(ocr="never")):
        check(encode(record))
        if isinstance(record, Documento):
            counts = record.coverage
            assert counts.read + counts.ignored + counts.unread == counts.characters


@cache
def _known() -> dict[str, tuple[bytes, ...]]:
    text = Path(__file__).with_name("words.toml").read_text(encoding="utf-8")
    lists = {name: [*map(_bytes, words)] for name, words in tomllib.loads(text).items()}
    xml = tuple(lists["xml"])
    found = {name: tuple(words) for name, words in lists.items()}
    found |= {"pdfplumber": found["pdf"], "tsd": found["p7m"]}
    found |= {"docx": found["docx"] + xml, "odt": found["odt"] + xml}
    found["kinds"] = found["zip"] + found["p7m"] + found["mail"] + found["html"] + found["rtf"]
    return found


def _bytes(letters: str) -> bytes:
    return letters.encode("latin-1")


def words_for(target: Target) -> tuple[bytes, ...]:
    """What of a reader's format chance alone would not write."""
    return _known().get(target.name, ())


_ALL = (
    Target("pdf", partial(_pdf, "pdfium"), seeds.pdfs),
    Target("pdfplumber", partial(_pdf, "pdfplumber"), seeds.pdfs),
    Target("docx", lambda data: read_kind(data, kinds.DOCX), seeds.docx),
    Target("odt", lambda data: read_kind(data, kinds.ODT), seeds.odt),
    Target("html", lambda data: read_kind(data, kinds.HTML), seeds.html),
    Target("rtf", lambda data: read_kind(data, kinds.RTF), seeds.rtf),
    Target("p7m", partial(_envelope, kinds.SIGNED), seeds.envelopes),
    Target("tsd", partial(_envelope, kinds.STAMPED), seeds.stamped_envelopes),
    Target("zip", partial(_unpacked, "a.zip"), seeds.zips),
    Target("mail", partial(_unpacked, "a.eml"), seeds.mails),
    Target("text", lambda data: read_kind(data, kinds.TEXT), seeds.texts),
    Target("program", _program, seeds.programs),
    Target("kinds", _kind, seeds.all_kinds),
    Target("pictures", _pictures, seeds.pictures),
    Target("words", _words_of_pages, seeds.recognised_words),
)
TARGETS = {each.name: each for each in _ALL}
"""By the reader's name."""
