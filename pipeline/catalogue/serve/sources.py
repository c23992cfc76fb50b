"""The file that a document was read from, if it is at hand and still the same.

The catalogue says path and SHA-256. The path leads to a file inside the folder that
`catalogue serve --sources` names, or to none; only bytes with the fingerprint are given.
"""

from __future__ import annotations

import io
import os
import stat
import zipfile
import zlib
from hashlib import sha256

from msgspec import Struct

MAX_SOURCE_BYTES = 512 * 2**20
"""A larger file is not shown."""

_WITHIN = "!/"
"""In a path, between a file and what is in it."""


class Source(Struct, frozen=True):
    """What the catalogue says of the file behind a document."""

    path: str
    sha256: str
    media_type: str | None
    signed: bool


class NoPicture(Exception):  # noqa: N818  not an error: what is said in the picture's place
    """Why there is no picture, in Italian, and what to do where something can be done."""


def read_source(folder: str | None, source: Source) -> bytes:
    """The bytes of the file.

    Raises:
        NoPicture: it is not at hand, stands in another file, or is not the one that was read.
    """
    if folder is None:
        raise NoPicture(
            "I documenti non sono a portata di mano: riavviare con `catalogue serve --sources "
            "CARTELLA`, dove CARTELLA è quella letta da `extract`."
        )
    if source.signed:
        raise NoPicture(
            f"{source.path} sta dentro una busta firmata: l'immagine della pagina non è "
            "disponibile. Aprire il file con un programma di firma."
        )
    data = _content(folder, source.path)
    if sha256(data).hexdigest() != source.sha256:
        raise NoPicture(
            f"{source.path} è cambiato da quando è stato letto: la sua impronta SHA-256 è "
            "un'altra. Rileggere i documenti con `extract` e rifare il catalogo."
        )
    return data


def _inside(folder: str, path: str) -> str | None:
    """The real path of a file in the folder: no `..` and no link leads out of it."""
    top = os.path.realpath(folder)
    try:
        found = os.path.realpath(os.path.join(top, path))
    except (OSError, ValueError) as error:
        raise _not_there(path) from error
    if not found.startswith(top.rstrip(os.sep) + os.sep):
        raise NoPicture(f"{path} è fuori della cartella dei documenti: non viene aperto.")
    return found if os.path.isfile(found) else None


def _content(folder: str, path: str) -> bytes:
    """The bytes at a path, which may lead into a ZIP and one within it: `a.zip!/b.zip!/c.pdf`."""
    if file := _inside(folder, path):
        return _bytes(file, path)
    holder, *members = path.split(_WITHIN)
    file = _inside(folder, holder) if members else None
    if file is None:
        raise _not_there(path)
    data = _bytes(file, path)
    for member in members:
        data = _member(data, member, path)
    return data


def _bytes(file: str, path: str) -> bytes:
    try:
        with open(file, "rb") as stream:
            about = os.fstat(stream.fileno())
            if not stat.S_ISREG(about.st_mode) or about.st_size > MAX_SOURCE_BYTES:
                raise _too_large(path)
            return stream.read()
    except OSError as error:
        raise NoPicture(
            f"{path} non si può leggere ({error.strerror}). Controllare i permessi."
        ) from error


def _member(data: bytes, name: str, path: str) -> bytes:
    """A file of a ZIP; others than ZIP, and what a password locks, are left closed."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            about = archive.getinfo(name)
            if about.file_size > MAX_SOURCE_BYTES:
                raise _too_large(path)
            return archive.read(about)
    except (zipfile.BadZipFile, zlib.error, KeyError, EOFError, RuntimeError, OSError) as error:
        raise NoPicture(
            f"{path} sta dentro un altro file, che qui non si può aprire: l'immagine della pagina "
            "non è disponibile. Estrarne i documenti e rileggerli con `extract`."
        ) from error


def _too_large(path: str) -> NoPicture:
    return NoPicture(f"{path} è troppo grande per mostrarlo qui: aprirlo a parte.")


def _not_there(path: str) -> NoPicture:
    return NoPicture(
        f"{path} non è nella cartella dei documenti. Riavviare con `--sources` e la cartella "
        "letta da `extract`."
    )
