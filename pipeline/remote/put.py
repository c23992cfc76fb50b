"""Putting files into a folder of a store, or of the disk: whole under their names or not at all."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from tempfile import NamedTemporaryFile
from typing import IO

from pipeline.errors import OutputError, UsageError
from pipeline.remote import is_remote, legible_url, scheme
from pipeline.remote.stores import refusal, store

_WHOLE_AT_ONCE = frozenset(("s3", "s3a", "gs", "gcs", "abfs", "abfss", "az", "oss", "memory"))
"""Stores in which an object appears when the last byte of it is there; others are moved to."""


class Folder:
    """A folder to put files into: of the disk for a path, of a store for a URL."""

    def __init__(self, place: str) -> None:
        """Finds the store; nothing is made.

        Raises:
            OutputError: there is no such store, or it takes no files.
        """
        self._place = place if is_remote(place) else os.path.abspath(place)
        self.is_local = not is_remote(place)
        with explained_store(place):
            if scheme(place) in ("http", "https"):
                raise UsageError(f"{legible_url(place)}: the web takes no files. Name a store.")
            # dask and the extra `remote` have fsspec, which knows the disk as well
            self._files, path = store(place if is_remote(place) else f"local://{self._place}")
            self._path = path.rstrip("/")

    def make(self) -> None:
        """See that files can be put in: the folder of a disk is made, a bucket has to be there.

        Raises:
            OutputError: it is not so.
        """
        with explained_store(self._place):
            if self.is_local:
                os.makedirs(self._path, exist_ok=True)
            elif scheme(self._place) in _WHOLE_AT_ONCE:
                bucket = self._path.lstrip("/").split("/")[0]
                if scheme(self._place) != "memory":
                    with suppress(PermissionError):  # who may write need not be allowed to look
                        self._files.info(bucket)
            else:
                self._files.makedirs(self._path, exist_ok=True)

    def write(self, name: str, content: bytes) -> None:
        """Put a file in.

        Raises:
            OutputError: the disk is full, or the store refuses.
        """
        with opened_beside(self._place, name) as stream:
            with explained_store(self._place):
                stream.write(content)
                stream.flush()
            self.send(stream.name, name)

    def send(self, path: str, name: str) -> None:
        """Put a finished file of `opened_beside` in its place.

        Raises:
            OutputError: the store refuses.
        """
        with explained_store(self._place):
            self._take(path, f"{self._path}/{name}")

    def _take(self, path: str, target: str) -> None:
        """Gives a finished file its place."""
        if self.is_local:
            os.chmod(path, 0o666 & ~_umask())
            os.replace(path, target)
        elif scheme(self._place) in _WHOLE_AT_ONCE:
            self._files.put_file(path, target)
        else:
            aside = f"{os.path.dirname(target)}/{os.path.basename(path)}"
            self._files.put_file(path, aside)
            self._files.mv(aside, target)

    def load(self, name: str) -> bytes | None:
        """The content of a file; None if it is not there.

        Raises:
            OutputError: the store refuses.
        """
        with explained_store(self._place):
            try:
                content: bytes = self._files.cat_file(f"{self._path}/{name}")
            except (FileNotFoundError, NotADirectoryError):
                return None
            return content

    def size(self, name: str) -> int | None:
        """How many bytes a file has; None if it is not there.

        Raises:
            OutputError: the store refuses.
        """
        with explained_store(self._place):
            try:
                return int(self._files.info(f"{self._path}/{name}")["size"])
            except (FileNotFoundError, NotADirectoryError):
                return None

    def names(self) -> set[str]:
        """The files in the folder, at any depth, by their paths in it.

        Raises:
            OutputError: the store refuses.
        """
        with explained_store(self._place):
            self._files.invalidate_cache()
            return {path[len(self._path) :].lstrip("/") for path in self._files.find(self._path)}

    def remove(self, names: Iterable[str]) -> None:
        """Take files away; those that are not there are as wanted.

        Raises:
            OutputError: the store refuses.
        """
        with explained_store(self._place):
            for name in names:
                with suppress(FileNotFoundError):
                    self._files.rm_file(f"{self._path}/{name}")


def check_folder(place: str) -> None:
    """See that files can be written there.

    Raises:
        OutputError: there is no such store or bucket.
    """
    Folder(place).make()


@contextmanager
def opened_beside(place: str, name: str) -> Iterator[IO[bytes]]:
    """A file of the disk for what shall have that name in a folder, taken away if it is not sent.

    It is in the folder itself, or in the temporary one for a folder of a store, which is not asked.

    Raises:
        OutputError: it cannot be written.
    """
    with explained_store(place):
        beside = None if is_remote(place) else os.path.dirname(os.path.join(place, name))
        if beside:
            os.makedirs(beside, exist_ok=True)
        stream = NamedTemporaryFile("w+b", dir=beside, prefix=".attidati-", delete=False)  # noqa: SIM115
    try:
        with stream:
            yield stream
    finally:
        with suppress(FileNotFoundError):
            os.unlink(stream.name)


@contextmanager
def explained_store(place: str) -> Iterator[None]:
    """Turns whatever a store raises into an error that says the remedy.

    Raises:
        OutputError: something cannot be written.
    """
    try:
        yield
    except (OutputError, KeyboardInterrupt):
        raise
    except UsageError as error:
        raise OutputError(str(error)) from error
    except Exception as error:
        if not is_remote(place) and isinstance(error, OSError):
            told = f"{place} cannot be written: {error.strerror or error}. Check the folder, its"
            raise OutputError(f"{told} rights and the space left, and run again.") from error
        told, remedy = refusal(error, place)
        raise OutputError(f"Nothing can be written: {told}. {remedy}") from error


def _umask() -> int:
    """What files are made without; asked by setting it, since there is no other way."""
    mask = os.umask(0)
    os.umask(mask)
    return mask
