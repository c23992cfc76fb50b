"""Whole files become broken ones, the same from the same chance: bytes, words, members of a ZIP."""

from __future__ import annotations

import io
import re
from collections.abc import Sequence
from random import Random
from zipfile import ZIP_BZIP2, ZIP_DEFLATED, ZIP_LZMA, ZIP_STORED, ZipFile, ZipInfo

from pipeline.read.zips import BROKEN_ZIP

NUMBERS = (
    *(0, 1, 2, 7, 9, 100, 127, 128, 255, 256, 1000, 32767, 32768, 65535, 99999),
    *(2**31 - 1, 2**31, 2**32, 10**10, 10**30, -1, -32769),
)

_PART_BYTES = 400_000
"""Members of a ZIP larger than this are left as they are."""

_WHOLE = 0.15
"""How often a ZIP or an envelope is broken as it lies, and not something in it."""

_CONSTRUCTED, _LONG = 0x20, 0x80
_MOST_ELEMENTS = 2_000


def mutated(
    data: bytes, chance: Random, words: Sequence[bytes], other: bytes, most: int = 1 << 20
) -> bytes:
    """The file, broken somewhere; `words` are what its format knows, `other` is another file.

    No longer than `most`, unless it was before.
    """
    if data.startswith(b"PK\x03\x04") and chance.random() > _WHOLE:
        made = _in_package(data, chance, words, other)
    elif data.startswith(b"\x30") and chance.random() > _WHOLE:
        made = _in_envelope(data, chance)
    else:
        made = _broken(data, chance, words, other)
    return made[: max(most, len(data))]


def _in_package(data: bytes, chance: Random, words: Sequence[bytes], other: bytes) -> bytes:
    """One member broken, the package around it whole."""
    parts = members(data)
    wanted = [name for name, part in parts.items() if part and len(part) < _PART_BYTES]
    if not wanted:
        return _broken(data, chance, words, other)
    texts = [name for name in wanted if name.endswith(("document.xml", "content.xml"))]
    name = chance.choice(texts if texts and chance.random() < 0.6 else wanted)
    theirs = members(other).get(name, other)
    parts[name] = _broken(parts[name], chance, words, theirs)
    method = chance.choice((ZIP_STORED, ZIP_STORED, ZIP_DEFLATED, ZIP_BZIP2, ZIP_LZMA))
    return packed(parts, method)


Element = tuple[int, "bytes | list[Element]"]
"""An element of DER: its tag, and its content or the elements in it."""


def _in_envelope(data: bytes, chance: Random) -> bytes:
    """One element changed, left out or doubled; the lengths around it say the truth."""
    found = elements(data)
    lists: list[list[Element]] = [found]
    for each in lists:
        lists += [inner for _, inner in each if isinstance(inner, list)]
    for _ in range(chance.choice((1, 1, 2, 4))):
        _change(chance.choice([each for each in lists if each] or [found]), chance, found)
    return encoded(found)


def _change(among: list[Element], chance: Random, whole: list[Element]) -> None:
    if not among:
        return
    at = chance.randrange(len(among))
    tag, content = among[at]
    way = chance.randrange(6)
    if way == 0:
        del among[at]
    elif way == 1:
        among.insert(at, among[at])
    elif way == 2:
        among[at] = (
            chance.choice((2, 3, 4, 5, 6, 12, 19, 23, 24, 0x30, 0x31, 0xA0, 0xA1)),
            content,
        )
    elif way == 3 and isinstance(content, list):
        among[at] = (tag, encoded(content) if chance.random() < 0.5 else [])
    elif isinstance(content, bytes):
        among[at] = (tag, _broken(content, chance, (b"Z", b"+01", b"\xc3", b"\0"), encoded(whole)))
    else:
        among[at] = among[chance.randrange(len(among))]


def elements(data: bytes, left: int = _MOST_ELEMENTS, depth: int = 0) -> list[Element]:
    """The elements of DER, as far as it is any; the rest of it is one."""
    found: list[Element] = []
    at = 0
    while at + 2 <= len(data) and len(found) < left:
        tag, size, inner = data[at], data[at + 1], at + 2
        if size > _LONG:
            inner += size - _LONG
            size = int.from_bytes(data[at + 2 : inner], "big")
        if size == _LONG or inner + size > len(data):
            break
        content = data[inner : inner + size]
        at = inner + size
        deeper = tag & _CONSTRUCTED and depth < 60
        found.append((tag, elements(content, left, depth + 1) if deeper else content))
    return [*found, (0, data[at:])] if at < len(data) else found


def encoded(found: Sequence[Element], depth: int = 0) -> bytes:
    """Elements as DER."""
    parts: list[bytes] = []
    for tag, content in found:
        inside = content if isinstance(content, bytes) else encoded(content, depth + 1)
        if not tag:
            parts.append(inside)
            continue
        size = len(inside)
        length = size.to_bytes((size.bit_length() + 7) // 8, "big")
        head = bytes([size]) if size < _LONG else bytes([_LONG + len(length)]) + length
        parts.append(bytes([tag]) + head + inside)
    return b"".join(parts)


def members(data: bytes) -> dict[str, bytes]:
    """What is in a ZIP; nothing of one that does not open."""
    try:
        with ZipFile(io.BytesIO(data)) as archive:
            return {
                info.filename: archive.read(info)
                for info in archive.infolist()
                if info.file_size < 4 * _PART_BYTES
            }
    except BROKEN_ZIP:
        return {}


def packed(parts: dict[str, bytes], method: int = ZIP_DEFLATED) -> bytes:
    """A ZIP of these members, the same bytes each time."""
    buffer = io.BytesIO()
    with ZipFile(buffer, "w", method) as archive:
        for name, part in parts.items():
            archive.writestr(ZipInfo(name), part, method)  # of 1980, whenever it is made
    return buffer.getvalue()


def _broken(data: bytes, chance: Random, words: Sequence[bytes], other: bytes) -> bytes:
    found = bytearray(data)
    for _ in range(chance.choice((1, 1, 1, 2, 3, 8))):
        chance.choice(_WAYS)(found, chance, words, other)
    return bytes(found)


def _stretch(found: bytearray, chance: Random) -> tuple[int, int]:
    start = chance.randrange(len(found) + 1)
    return start, min(len(found), start + chance.choice((1, 1, 2, 4, 16, 64, 300, 2000)))


def _flip(found: bytearray, chance: Random, _words: Sequence[bytes], _other: bytes) -> None:
    if found:
        found[chance.randrange(len(found))] ^= 1 << chance.randrange(8)


def _byte(found: bytearray, chance: Random, _words: Sequence[bytes], _other: bytes) -> None:
    if found:
        found[chance.randrange(len(found))] = chance.choice((0, 1, 0x7F, 0x80, 0xFF, 10, 32, 92))


def _noise(found: bytearray, chance: Random, _words: Sequence[bytes], _other: bytes) -> None:
    start, end = _stretch(found, chance)
    found[start:end] = chance.randbytes(end - start)


def _leave_out(found: bytearray, chance: Random, _words: Sequence[bytes], _other: bytes) -> None:
    start, end = _stretch(found, chance)
    del found[start:end]


def _cut(found: bytearray, chance: Random, _words: Sequence[bytes], _other: bytes) -> None:
    if chance.random() < 0.3:
        del found[chance.randrange(len(found) + 1) :]


def _move_lines(found: bytearray, chance: Random, _words: Sequence[bytes], _other: bytes) -> None:
    lines = found.split(b"\n")
    start, to = chance.randrange(len(lines)), chance.randrange(len(lines))
    moved = lines[start : start + chance.choice((1, 1, 2, 9))]
    del lines[start : start + len(moved)]
    lines[to:to] = moved * chance.choice((1, 1, 2))
    found[:] = b"\n".join(lines)


def _add_line(found: bytearray, chance: Random, _words: Sequence[bytes], other: bytes) -> None:
    lines = found.split(b"\n")
    theirs = chance.choice(other.split(b"\n"))
    lines.insert(chance.randrange(len(lines) + 1), bytearray(theirs))
    found[:] = b"\n".join(lines)


def _copy(found: bytearray, chance: Random, _words: Sequence[bytes], _other: bytes) -> None:
    start, end = _stretch(found, chance)
    at = chance.randrange(len(found) + 1)
    found[at:at] = found[start:end]


def _repeat(found: bytearray, chance: Random, _words: Sequence[bytes], _other: bytes) -> None:
    start, end = _stretch(found, chance)
    times = chance.choice((2, 10, 100, 1000))
    if (end - start) * times < 100_000:
        found[start:start] = found[start:end] * times


def _word(found: bytearray, chance: Random, words: Sequence[bytes], _other: bytes) -> None:
    if not words:
        return
    start, end = _stretch(found, chance)
    word = chance.choice(words)
    times = chance.choice((1, 1, 1, 1, 3, 50, 600))
    found[start : start if chance.random() < 0.6 else end] = word * times


def _number(found: bytearray, chance: Random, _words: Sequence[bytes], _other: bytes) -> None:
    """One of the numbers, as text, becomes an unlikely one."""
    start = chance.randrange(len(found) + 1)
    number = re.compile(rb"-?\d+").search(found, start, start + 4000)
    if number:
        found[number.start() : number.end()] = b"%d" % chance.choice(NUMBERS)


def _splice(found: bytearray, chance: Random, _words: Sequence[bytes], other: bytes) -> None:
    start, end = _stretch(found, chance)
    at = chance.randrange(len(other) + 1)
    found[start:end] = other[at : at + chance.choice((4, 30, 300, 3000))]


_WAYS = (
    *(_flip, _byte, _noise, _leave_out, _cut, _copy),
    *(_repeat, _word, _word, _number, _number, _splice, _move_lines, _add_line),
)
