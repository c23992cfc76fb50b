"""What a run has done so far, beside its output: what `extract --resume` goes on from.

`out.json.resume` grows by a frame for each file that was read, at once and in any order, so that a
run that is killed at whatever moment has lost no more than the files in hand. A frame is found by
the digest of what its records depend on: the file's content and path, the options, the version.

A frame is a head (mark, CRC-32 and length of what follows the key, the key) and the payload. One
that was cut short by the end of a process, or that a failing disk changed, is no frame: the file is
read again. What a run wrote before the output has its name is never read by another run at the same
time: a lock says that one is at work.
"""

from __future__ import annotations

import fcntl
import os
import struct
from array import array
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from errno import EIO, ENOLCK, ENOTSUP
from zlib import crc32

from pipeline.errors import UsageError
from pipeline.write import explained

SUFFIX = ".resume"

KEY_BYTES = 32
NO_KEY = bytes(KEY_BYTES)
"""Of a payload that this run alone may use."""

_HEAD = struct.Struct(f"<4sIQ{KEY_BYTES}s")
_MARK = b"att1"


class Journal:
    """The payloads of earlier runs and of this one, each told by where it stands.

    In memory are the keys of earlier runs that were not asked for yet, and eight bytes a payload.
    """

    def __init__(self, output: str, is_resumed: bool) -> None:
        """Opens the file beside the output, for this process alone.

        What it holds counts if the run is resumed.

        Raises:
            UsageError: another run is writing the same output.
            OutputError: the file cannot be written.
        """
        self._output = output
        self._earlier: dict[bytes, int] = {}
        self._live = array("Q")
        self._live_bytes = 0
        self._latest: tuple[int, bytes] = (0, b"")
        """The payload that was found last, and where: it is mostly asked for next."""
        with explained(output):
            self._file = _locked(output)
            self._end = self._load() if is_resumed else 0
            os.ftruncate(self._file, self._end)

    @property
    def is_empty(self) -> bool:
        """Whether no file has been read."""
        return not self._end

    @property
    def has_earlier(self) -> bool:
        """Whether there is something of an earlier run that was not found yet."""
        return bool(self._earlier)

    def find(self, key: bytes) -> int | None:
        """Where a good payload of an earlier run stands, if there is one of that key."""
        start = self._earlier.pop(key, None)
        payload = None if start is None else self._checked(start)
        if start is None or payload is None:
            return None
        self._note(start, len(payload))
        self._latest = start, payload
        return start

    def add(self, key: bytes, payload: bytes) -> int:
        """Put a payload down, and tell where.

        Raises:
            OutputError: the disk is full, or fails.
        """
        start = self._end
        head = _HEAD.pack(_MARK, crc32(payload), len(payload), key)
        with explained(self._output):
            _write(self._file, start, head, payload)
        self._end += _HEAD.size + len(payload)
        if key != NO_KEY:
            self._note(start, len(payload))
        return start

    def payload(self, start: int) -> bytes:
        """What stands there.

        Raises:
            OutputError: it is no longer what was written.
        """
        at, found = self._latest
        self._latest = 0, b""
        checked = found if found and at == start else self._checked(start)
        if checked is None:
            with explained(self._output):
                raise OSError(EIO, os.strerror(EIO))
        return checked

    def close(self, is_kept: bool) -> None:
        """Let go of the file, and of what it holds unless it is to be kept."""
        if not is_kept or self.is_empty:
            with suppress(FileNotFoundError):
                os.unlink(_path(self._output))
        os.close(self._file)

    def compact(self) -> None:
        """Leave out what no longer belongs to a file of the run, once that is most of it."""
        if self._end <= 2 * self._live_bytes:
            return
        path = _path(self._output)
        aside = f"{path}.part"
        try:
            with open(aside, "wb") as stream:
                for start in self._live:
                    stream.write(os.pread(self._file, _HEAD.size, start))
                    stream.write(self.payload(start))
            os.replace(aside, path)
        except OSError:  # no room for both: the longer one is as good
            with suppress(OSError):
                os.unlink(aside)

    def _note(self, start: int, size_bytes: int) -> None:
        """This payload is good for the next run, too."""
        self._live.append(start)
        self._live_bytes += _HEAD.size + size_bytes

    def _checked(self, start: int) -> bytes | None:
        """What stands there; None where the disk gives back something else than was written."""
        try:
            _, crc, size_bytes, _ = _HEAD.unpack(os.pread(self._file, _HEAD.size, start))
            found = os.pread(self._file, size_bytes, start + _HEAD.size)
        except (OSError, struct.error):  # a bad sector: the file is read again
            return None
        return found if (len(found), crc32(found)) == (size_bytes, crc) else None

    def _load(self) -> int:
        """Reads the heads; gives where the last whole frame ends."""
        end, file_bytes = 0, os.fstat(self._file).st_size
        while end + _HEAD.size <= file_bytes:
            mark, _, size_bytes, key = _HEAD.unpack(os.pread(self._file, _HEAD.size, end))
            following = end + _HEAD.size + size_bytes
            if mark != _MARK or following > file_bytes:
                break
            if key != NO_KEY:
                self._earlier[key] = end
            end = following
        return end


@contextmanager
def open_journal(output: str, is_resumed: bool) -> Iterator[Journal]:
    """The journal of an output; it is there afterwards if the run is resumed, or did not end well.

    Raises:
        UsageError: another run is writing the same output.
        OutputError: the journal cannot be written.
    """
    journal = Journal(os.path.realpath(output), is_resumed)
    is_kept = True
    try:
        yield journal
        if is_resumed:
            journal.compact()
        is_kept = is_resumed
    finally:
        journal.close(is_kept)


def _path(output: str) -> str:
    return output + SUFFIX


def _locked(output: str) -> int:
    """The journal's file, opened once no other process has it."""
    path = _path(output)
    while True:
        file = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o666)
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            os.close(file)
            told = f"another run is writing {output}. Wait for its end, or name another output."
            raise UsageError(told) from error
        except OSError as error:  # file systems without locks: two runs are the user's care
            if error.errno not in (ENOLCK, ENOTSUP):
                raise
        with suppress(FileNotFoundError):  # the run that had it may have taken it away
            if os.path.samestat(os.fstat(file), os.stat(path)):
                return file
        os.close(file)


def _write(file: int, at: int, head: bytes, payload: bytes) -> None:
    written, size_bytes = os.pwritev(file, (head, payload), at), len(head) + len(payload)
    while written < size_bytes:
        written += os.pwrite(file, (head + payload)[written:], at + written)
