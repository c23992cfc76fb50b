"""Messages (.eml), those of certified mail (PEC) among them: their attachments, in memory.

The documents are the attachments; a message in a message is one, with attachments of its own. The
text of a message is a covering letter (`Si trasmette in allegato …`), which no act is: it is left
out, and that is noticed.
"""

from __future__ import annotations

from collections.abc import Iterator
from email import message_from_bytes
from email.header import decode_header, make_header
from email.message import Message as Part

from pipeline.errors import DocumentError
from pipeline.read import MAX_FILE_BYTES, Notice
from pipeline.read.kinds import HEAD_BYTES, strong_kind
from pipeline.read.members import Budget, Member, distinct, is_wanted, passed_over, too_deep

_ENVELOPES = ("application/pkcs7-mime", "application/x-pkcs7-mime")
_BODIES = ("text/plain", "text/html", "text/enriched", "text/calendar")
_ENDINGS = {
    "application/pdf": ".pdf",
    "application/pkcs7-mime": ".p7m",
    "application/x-pkcs7-mime": ".p7m",
    "application/rtf": ".rtf",
    "application/zip": ".zip",
    "application/msword": ".doc",
    "message/rfc822": ".eml",
    "image/tiff": ".tif",
    "image/jpeg": ".jpg",
    "image/png": ".png",
    "text/html": ".html",
    "text/plain": ".txt",
}
"""Of attachments without a name."""


class Message:
    """A message that was taken apart: the attachments to read, and what was noticed."""

    def __init__(self, data: bytes, budget: Budget) -> None:
        """Finds the attachments.

        Raises:
            DocumentError: `damaged_message`, `too_large`, `too_deep`.
        """
        if len(data) > MAX_FILE_BYTES:
            raise DocumentError(
                "too_large",
                f"the message has {len(data)} bytes; the limit is {MAX_FILE_BYTES}",
                "Save its attachments, and extract those.",
            )
        bodies = 0
        found: list[tuple[str, bytes]] = []
        # what `openssl smime -sign` puts before its signature has no head of its own: a document
        message = _parsed(data)
        is_signed = message.get_content_type() == "multipart/signed"
        for number, part in enumerate(_parts(message), 1):
            content = _content(part)
            name = _named(part, number, content)
            if name is None and not (is_signed and not part.keys()):
                bodies += len(content.strip())
                continue
            budget.take(1, len(content))
            found.append((name or f"part{number}.txt", content))
        wanted = [(name, data) for name, data in found if is_wanted(name, data[:HEAD_BYTES])]
        names = distinct([name for name, _ in wanted])
        self._members = [Member(n, data) for n, (_, data) in zip(names, wanted, strict=True)]
        self.notices: tuple[Notice, ...] = ()
        if bodies:
            self.notices = (
                Notice("SRC002", f"the message's own text ({bodies} bytes) is left out"),
            )
        if len(wanted) < len(found):
            told = passed_over(n for n, data in found if not is_wanted(n, data[:HEAD_BYTES]))
            self.notices += (Notice("SRC003", f"passed over in the message: {told}"),)

    def members(self) -> Iterator[Member]:
        """The attachments, by name."""
        yield from sorted(self._members, key=lambda member: member.name)


def envelope_in(data: bytes) -> bytes | None:
    """The signed envelope that a message is all of, as S/MIME writes it; None where it is more."""
    if b"pkcs7-mime" not in data[:HEAD_BYTES].lower():
        return None
    message = _parsed(data)
    return _content(message) if message.get_content_type() in _ENVELOPES else None


def _parsed(data: bytes) -> Part:
    try:
        return message_from_bytes(data.removeprefix(b"\xef\xbb\xbf").lstrip())
    except RecursionError as error:
        raise too_deep() from error
    except Exception as error:  # the standard library raises many things at a broken message
        raise _damaged(error) from error


def _parts(message: Part) -> Iterator[Part]:
    """The parts that hold something, in order; a message in a message is one."""
    waiting = [message]
    while waiting:
        part = waiting.pop()
        payload = part.get_payload()
        if part.get_content_maintype() == "multipart" and isinstance(payload, list):
            waiting += [each for each in reversed(payload) if isinstance(each, Part)]
        else:
            yield part


def _named(part: Part, number: int, content: bytes) -> str | None:
    """The name of an attachment; None where it is the message's text."""
    try:
        name = part.get_filename()
        if name:
            name = str(make_header(decode_header(name)))
    except Exception:  # noqa: BLE001  a name that cannot be decoded is no name, and harms nothing
        name = None
    if name and name.strip():
        return " ".join(name.split())
    kind = part.get_content_type()
    found = strong_kind(content[:HEAD_BYTES])
    is_text = kind in _BODIES and part.get_content_disposition() != "attachment"
    if is_text and not found:
        return None
    return f"part{number}{_ENDINGS.get(found or kind, '')}"


def _content(part: Part) -> bytes:
    """The bytes of a part, decoded."""
    try:
        payload = part.get_payload()
        if isinstance(payload, list):
            return b"".join(each.as_bytes() for each in payload if isinstance(each, Part))
        content = part.get_payload(decode=True)
    except RecursionError as error:
        raise too_deep() from error
    except Exception as error:  # the standard library raises many things at a broken message
        raise _damaged(error) from error
    return content if isinstance(content, bytes) else b""


def _damaged(why: Exception) -> DocumentError:
    told = " ".join(str(why).split())[:200] or type(why).__name__
    return DocumentError(
        "damaged_message",
        f"the message cannot be read ({type(why).__name__}: {told})",
        "Fetch it again, or save its attachments, and extract those.",
    )
