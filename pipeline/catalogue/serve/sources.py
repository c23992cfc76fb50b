"""The file that a document was read from, if it is at hand and still the same.

The catalogue says path and SHA-256. The path leads to a file inside the folder that
`catalogue serve --sources` names, or to none; only bytes with the fingerprint are given.
"""

from __future__ import annotations

import os
import stat
from hashlib import sha256

from msgspec import Struct

MAX_SOURCE_BYTES = 512 * 2**20
"""A larger file is not shown."""


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
    data = _bytes(_inside(folder, source.path), source.path)
    if sha256(data).hexdigest() != source.sha256:
        raise NoPicture(
            f"{source.path} è cambiato da quando è stato letto: la sua impronta SHA-256 è "
            "un'altra. Rileggere i documenti con `extract` e rifare il catalogo."
        )
    return data


def _inside(folder: str, path: str) -> str:
    """The real path of a file in the folder: no `..` and no link leads out of it."""
    top = os.path.realpath(folder)
    try:
        found = os.path.realpath(os.path.join(top, path))
    except (OSError, ValueError) as error:
        raise _not_there(path) from error
    if not found.startswith(top.rstrip(os.sep) + os.sep):
        raise NoPicture(f"{path} è fuori della cartella dei documenti: non viene aperto.")
    if not os.path.isfile(found):
        raise _in_another_file(top, path) if _holder(top, path) else _not_there(path)
    return found


def _bytes(file: str, path: str) -> bytes:
    try:
        with open(file, "rb") as stream:
            about = os.fstat(stream.fileno())
            if not stat.S_ISREG(about.st_mode) or about.st_size > MAX_SOURCE_BYTES:
                raise NoPicture(f"{path} è troppo grande per mostrarlo qui: aprirlo a parte.")
            return stream.read()
    except OSError as error:
        raise NoPicture(
            f"{path} non si può leggere ({error.strerror}). Controllare i permessi."
        ) from error


def _holder(top: str, path: str) -> str | None:
    """The file that a path goes through, such as an archive or a message."""
    parts = path.split("/")
    for count in range(1, len(parts)):
        holder = "/".join(parts[:count])
        if os.path.isfile(os.path.join(top, holder)):
            return holder
    return None


def _in_another_file(top: str, path: str) -> NoPicture:
    return NoPicture(
        f"{path} sta dentro {_holder(top, path)}: l'immagine della pagina non è disponibile. "
        "Aprire l'archivio, estrarne i documenti e rileggerli con `extract`."
    )


def _not_there(path: str) -> NoPicture:
    return NoPicture(
        f"{path} non è nella cartella dei documenti. Riavviare con `--sources` e la cartella "
        "letta da `extract`."
    )
