"""Files in archives and messages: which are read, under which name, and how many at most."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from unicodedata import normalize

from msgspec import Struct

from pipeline.errors import DocumentError
from pipeline.read.kinds import PICTURES, SUFFIXES, strong_kind
from pipeline.read.logos import is_logo

MAX_DEPTH = 8
"""Archives, messages and envelopes within one another, at most."""

MAX_MEMBERS = 10_000
"""Files in one file, those of inner archives with them."""

MAX_INFLATED_BYTES = 2 * 1024**3
"""All that one file may hold, inflated, one after the other."""


DETACHED = ".p7s"
"""Ends the name of a signature without its document."""


class Member(Struct, frozen=True, gc=False):
    """A file in an archive or a message; `error` where it cannot be taken out."""

    name: str
    data: bytes
    error: DocumentError | None = None


class Budget:
    """What may still be taken out of a file."""

    def __init__(self) -> None:
        self._members, self._bytes = MAX_MEMBERS, MAX_INFLATED_BYTES

    def take(self, members: int, size: int) -> None:
        """Account for members of this size together, before they are inflated.

        Raises:
            DocumentError: `too_large`.
        """
        self._members -= members
        self._bytes -= size
        if self._members < 0:
            raise _too_large(f"more than {MAX_MEMBERS} files")
        if self._bytes < 0:
            raise _too_large(f"more than {MAX_INFLATED_BYTES} bytes, inflated")


def _too_large(what: str) -> DocumentError:
    return DocumentError("too_large", f"it holds {what}", "Unpack it, and extract the folder.")


def too_deep() -> DocumentError:
    """The failure of archives within archives."""
    return DocumentError(
        "too_deep",
        f"archives and envelopes stand in one another, more than {MAX_DEPTH} deep",
        "Unpack it by hand, and extract what is in it.",
    )


def is_wanted(name: str, head: bytes) -> bool:
    """Whether a file in an archive is one to read: by its name, or beyond doubt by its content.

    A signature beside its document (`smime.p7s`) is none, nor a hidden file, nor what Word keeps
    beside a document that is open (`~$plan.docx`), nor a logo.
    """
    base = name.replace("\\", "/").rpartition("/")[2]
    if base.startswith((".", "~$")) or base.lower().endswith(DETACHED):
        return False
    if is_picture(base):
        return not is_logo(head)
    return split_name(base)[1] in SUFFIXES or strong_kind(head) is not None


def is_picture(name: str) -> bool:
    """Whether a file says by its name that it is a picture, which may be a page or a logo."""
    return SUFFIXES.get(split_name(name)[1]) in PICTURES


def distinct(names: Sequence[str]) -> list[str]:
    """The names as they are written in a path, each once.

    NFC, `/` between folders; what would lead out of the archive is left out of it, so that no name
    means another place to whoever writes files by it. A second file of one name is `plan#2.pdf`.
    """
    found: list[str] = []
    seen: Counter[str] = Counter()
    for name in names:
        parts = normalize("NFC", name.replace("\\", "/")).split("/")
        clean = "/".join(part for part in parts if part.strip() not in ("", ".", "..")) or "unnamed"
        clean = clean.encode("utf-8", "backslashreplace").decode()
        seen[clean] += 1
        stem, suffix = split_name(clean)
        found.append(f"{stem}#{seen[clean]}{suffix}" if seen[clean] > 1 else clean)
    return found


def passed_over(names: Iterable[str]) -> str:
    """The files that no reader is for, counted by ending: `2 .png, 1 .xml`."""
    endings = (split_name(name.rpartition("/")[2])[1] or "without ending" for name in names)
    return ", ".join(f"{count} {ending}" for ending, count in sorted(Counter(endings).items()))


def split_name(name: str) -> tuple[str, str]:
    """A name without its ending, and the ending in small letters with its full stop."""
    stem, dot, ending = name.rpartition(".")
    return (stem, f".{ending.lower()}") if dot else (name, "")
