"""ZIP archives: their files in memory, one after the other. Nothing is ever written."""

from __future__ import annotations

import stat
from collections.abc import Iterator
from io import BytesIO
from zipfile import ZipFile, ZipInfo

from pipeline.errors import DocumentError
from pipeline.read import MAX_FILE_BYTES, Notice
from pipeline.read.kinds import HEAD_BYTES
from pipeline.read.members import Budget, Member, distinct, is_picture, is_wanted, passed_over
from pipeline.read.zips import BROKEN_ZIP

MAX_RATIO = 250
"""A file that inflates to more times its packed size is a bomb: prose reaches four, logs fifty."""

_SMALL_BYTES = 8 * 1024 * 1024
"""A file that inflates to no more than this may have any ratio."""


class Archive:
    """An open archive: the files to read, and what was noticed about the others."""

    def __init__(self, data: bytes, budget: Budget) -> None:
        """Looks at the list of files and at the beginning of those whose name says nothing.

        Raises:
            DocumentError: `damaged_archive`, `too_large`.
        """
        self._budget = budget
        try:
            self._zip = ZipFile(BytesIO(data))
            infos = [info for info in self._zip.infolist() if not info.is_dir()]
        except BROKEN_ZIP as error:
            raise _damaged(error) from error
        budget.take(len(infos), 0)
        wanted = [info for info in infos if self._is_wanted(info)]
        names = distinct([info.filename for info in wanted])
        self._files = sorted(zip(names, wanted, strict=True), key=lambda file: file[0])
        self.notices: tuple[Notice, ...] = ()
        if len(wanted) < len(infos):
            kept = set(map(id, wanted))
            told = passed_over(info.filename for info in infos if id(info) not in kept)
            self.notices = (Notice("SRC003", f"passed over in the archive: {told}"),)

    def members(self) -> Iterator[Member]:
        """The files, by name; one that cannot be taken out says why."""
        for number, (name, info) in enumerate(self._files):
            try:
                self._budget.take(0, info.file_size)
            except DocumentError as error:
                left = len(self._files) - number - 1
                error.message += f": this file and {left} after it were not read"
                yield Member(name, b"", error)
                return
            try:
                yield Member(name, self._read(info))
            except DocumentError as error:
                yield Member(name, b"", error)

    def _read(self, info: ZipInfo) -> bytes:
        if info.flag_bits & 1:
            raise DocumentError(
                "encrypted",
                "the file in the archive wants a password",
                "Unpack the archive with the password, and extract the folder.",
            )
        if info.file_size > MAX_FILE_BYTES:
            what = f"has {info.file_size} bytes; the limit is {MAX_FILE_BYTES}"
            raise _too_large(what)
        packed = max(info.compress_size, 1)
        if info.file_size > _SMALL_BYTES and info.file_size > MAX_RATIO * packed:
            what = f"inflates {info.file_size // packed} times; the limit is {MAX_RATIO}"
            raise _too_large(what)
        try:
            return self._zip.read(info)
        except BROKEN_ZIP as error:
            raise _damaged(error) from error

    def _is_wanted(self, info: ZipInfo) -> bool:
        if stat.S_ISLNK(info.external_attr >> 16):
            return False
        by_name = is_wanted(info.filename, b"")
        if info.flag_bits & 1 or (by_name and not is_picture(info.filename)):
            return by_name
        try:
            with self._zip.open(info) as stream:
                return is_wanted(info.filename, stream.read(HEAD_BYTES))
        except BROKEN_ZIP:
            return by_name  # what nothing says to be a document is counted as passed over


def _too_large(what: str) -> DocumentError:
    return DocumentError(
        "too_large", f"the file in the archive {what}", "Unpack it, and extract the folder."
    )


def _damaged(why: Exception) -> DocumentError:
    told = " ".join(str(why).split())[:200] or type(why).__name__
    return DocumentError(
        "damaged_archive",
        f"the archive cannot be read ({told})",
        "Fetch the file again, or mend it, e.g. `zip -FF IN.zip --out OUT.zip`.",
    )
