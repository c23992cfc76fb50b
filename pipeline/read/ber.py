"""BER (X.690): where the elements of an envelope stand, and the octets in one, however cut.

asn1crypto reads all else of an envelope, but it copies what is left at each piece of a document:
eighty megabytes in pieces of four kilobytes, as a stream is signed, would take it an hour.
"""

from __future__ import annotations

from msgspec import Struct

MAX_CHILDREN = 10_000
"""Elements in an element, at most; pieces of octets are not counted."""

_CONSTRUCTED = 0x20
_OCTETS = 0x04


class Element(Struct, frozen=True, gc=False):
    """An element: its tag's first byte, where it begins, where its content does, where it ends."""

    tag: int
    start: int
    inner: int
    stop: int


def children(data: bytes, start: int, limit: int = MAX_CHILDREN) -> list[Element]:
    """The elements in the constructed element that begins at `start`, `limit` at most.

    Raises:
        ValueError: the bytes are no BER, or end too early.
    """
    tag, at, length = _header(data, start)
    if not tag & _CONSTRUCTED:
        raise ValueError(f"the element at byte {start} holds no others")
    stop = len(data) if length is None else at + length
    found: list[Element] = []
    while at < stop and len(found) < limit:
        tag, inner, length = _header(data, at)
        if not tag and length == 0:
            break
        end = inner + length if length is not None else _end(data, inner)
        found.append(Element(tag, at, inner, end))
        at = end
    return found


def octets_of(data: bytes, start: int) -> bytes:
    """The octets of the string that begins at `start`, its pieces put together.

    Raises:
        ValueError: the bytes are no BER, or end too early.
    """
    tag, at, length = _header(data, start)
    if not tag & _CONSTRUCTED and length is not None:
        return data[at : at + length]
    pieces: list[bytes] = []
    ends = [len(data) + 1 if length is None else at + length]
    while ends:
        if at >= ends[-1]:
            ends.pop()
            continue
        tag, inner, length = _header(data, at)
        at = inner if tag & _CONSTRUCTED or not length else inner + length
        if tag & _CONSTRUCTED:
            ends.append(len(data) + 1 if length is None else inner + length)
        elif tag == _OCTETS and length is not None:
            pieces.append(data[inner:at])
        elif tag or length:
            raise ValueError(f"the element before byte {at} is no octet string")
        else:
            ends.pop()
    return b"".join(pieces)


def _end(data: bytes, at: int) -> int:
    """Where an element of indefinite length ends whose content begins at `at`."""
    depth = 1
    while depth:
        tag, at, length = _header(data, at)
        if length is None:
            depth += 1
        elif not tag and not length:
            depth -= 1
        else:
            at += length
    return at


def _header(data: bytes, at: int) -> tuple[int, int, int | None]:
    """The tag, where the content begins, and its length; None where its end is marked."""
    try:
        tag, size = data[at], data[at + 1]
    except IndexError:
        raise ValueError(f"it ends at byte {len(data)}, inside an element") from None
    if tag & 0x1F == 0x1F:
        raise ValueError(f"the tag at byte {at} is none of an envelope's")
    if size == 0x80:
        return tag, at + 2, None
    if size < 0x80:
        length, inner = size, at + 2
    else:
        inner = at + 2 + size - 0x80
        length = int.from_bytes(data[at + 2 : inner], "big")
    if inner + length > len(data):
        raise ValueError(f"it ends at byte {len(data)}, inside an element")
    return tag, inner, length
