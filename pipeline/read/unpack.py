"""What a file holds: itself, what is in its envelopes, the members of an archive, the attachments.

Nothing is written to a disk: members are inflated in memory, one after the other, within limits. A
member's path is the archive's, `!/`, and its own: `acts.zip!/2024/plan.pdf`. An envelope is no
folder: `plan.pdf.p7m` keeps its path, and what is in it is read in its place.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from hashlib import sha256

from msgspec import Struct

from pipeline.errors import DocumentError
from pipeline.read import Notice
from pipeline.read.kinds import (
    HEAD_BYTES,
    MAIL,
    MARKDOWN,
    NAMES,
    SIGNED,
    STAMPED,
    SUFFIXES,
    TEXT,
    ZIP,
    envelope_kind,
    kind_of,
    strong_kind,
)
from pipeline.read.members import MAX_DEPTH, Budget, Member, split_name, too_deep
from schemas.records import Signature

INSIDE = "!/"
"""Between the path of an archive and that of what is in it."""

_ENVELOPES = (SIGNED, STAMPED)


class Leaf(Struct):
    """A document in a file, or why there is none."""

    path: str
    size: int
    sha256: str
    """Bytes and hash as it lies in its folder or archive, its envelopes around it."""
    content: bytes = b""
    kind: str = ""
    signatures: tuple[Signature, ...] = ()
    notices: tuple[Notice, ...] = ()
    error: DocumentError | None = None

    def take(self) -> bytes:
        """The content, which is let go of: it may be large."""
        content, self.content = self.content, b""
        return content


def unpack(data: bytes, path: str) -> Iterator[Leaf]:
    """The documents of a file, by path: one for nearly every file; those that fail among them."""
    leaf = Leaf(path, len(data), sha256(data).hexdigest(), data)
    del data
    yield from _unpacked(leaf, Budget(), 0)


def _unpacked(leaf: Leaf, budget: Budget, depth: int) -> Iterator[Leaf]:
    """What is in a file: itself, or what its content holds, all with its signatures."""
    members: Iterable[Member] | None = None
    try:
        depth = _open_envelopes(leaf, budget, depth)
        if leaf.kind in (ZIP, MAIL):
            members = _members(leaf, budget, depth)
    except DocumentError as error:
        leaf.error, leaf.content = error, b""
    if members is None:
        yield leaf
    else:
        yield from _inside(leaf, members, budget, depth)


def _open_envelopes(leaf: Leaf, budget: Budget, depth: int) -> int:
    """Takes the content out of its envelopes, however many; how deep it then lies."""
    name = leaf.path.rpartition("/")[2]
    suffix = split_name(name)[1]
    leaf.kind = kind_of(leaf.content, suffix)
    _open_message(leaf)
    _compare(leaf, suffix)
    while leaf.kind in _ENVELOPES:
        from pipeline.read.signed import open_envelope

        depth += 1
        if depth > MAX_DEPTH:
            raise too_deep()
        budget.take(1, len(leaf.content))
        opened = open_envelope(leaf.take(), leaf.kind)
        leaf.content, leaf.signatures = opened.content, leaf.signatures + opened.signatures
        if SUFFIXES.get(suffix) in _ENVELOPES:
            name = split_name(name)[0]
            suffix = split_name(name)[1]
        leaf.kind = _kind_within(leaf.content, suffix)
        _open_message(leaf)
        if SUFFIXES.get(suffix) not in _ENVELOPES:
            _compare(leaf, suffix)
    return depth


def _kind_within(content: bytes, suffix: str) -> str:
    """The kind of what was in an envelope, which may not have kept its name (`smime.p7m`)."""
    if suffix in SUFFIXES:
        return kind_of(content, suffix)
    return strong_kind(content[:HEAD_BYTES]) or kind_of(content, ".txt")


def _open_message(leaf: Leaf) -> None:
    """Takes an envelope out of the header of a message that S/MIME writes around it."""
    if leaf.kind != MAIL:
        return
    from pipeline.read.mail import envelope_in

    inner = envelope_in(leaf.content)
    if inner is not None and (kind := envelope_kind(inner)):
        leaf.content, leaf.kind = inner, kind


def _compare(leaf: Leaf, suffix: str) -> None:
    """Notices a name that lies: a PDF called `.docx`."""
    named = SUFFIXES.get(suffix, leaf.kind)
    alike = {TEXT, MARKDOWN}, {SIGNED, STAMPED}
    if named == leaf.kind or {named, leaf.kind} in alike:
        return
    told = f"the name ends in `{suffix}`, the content is {NAMES[leaf.kind]}: read as that"
    if all(told != notice.message for notice in leaf.notices):
        leaf.notices += (Notice("SRC001", told),)


def _members(leaf: Leaf, budget: Budget, depth: int) -> Iterable[Member]:
    """The files in an archive or a message; what was noticed about them is the leaf's."""
    if depth >= MAX_DEPTH:
        raise too_deep()
    if leaf.kind == ZIP:
        from pipeline.read.archive import Archive

        archive = Archive(leaf.take(), budget)
        leaf.notices += archive.notices
        return archive.members()
    from pipeline.read.mail import Message

    message = Message(leaf.take(), budget)
    leaf.notices += message.notices
    return message.members()


def _inside(leaf: Leaf, members: Iterable[Member], budget: Budget, depth: int) -> Iterator[Leaf]:
    """The documents in an archive; what was noticed about it is told with the first."""
    notices, is_empty = leaf.notices, True
    for member in members:
        is_empty = False
        digest = sha256(member.data).hexdigest()
        inner = Leaf(leaf.path + INSIDE + member.name, len(member.data), digest, member.data)
        inner.signatures = leaf.signatures
        inner.notices, notices = notices, ()
        inner.error = member.error
        if inner.error:
            yield inner
        else:
            del member
            yield from _unpacked(inner, budget, depth + 1)
    if is_empty:
        told = "".join(f": {notice.message}" for notice in notices)
        leaf.error = DocumentError(
            "no_documents",
            f"{NAMES[leaf.kind]} without a document in it{told}",
            "Save what is to be read as PDF or text, and extract that.",
        )
        yield leaf
