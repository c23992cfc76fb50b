"""Pictures of pages of the sources, drawn by `picture.py` in a process apart, and remembered."""

from __future__ import annotations

import asyncio
import os
import sys
from collections import OrderedDict
from collections.abc import Mapping, Sequence

import msgspec

from pipeline.catalogue.serve.picture import Picture
from pipeline.catalogue.serve.sources import NoPicture, Source, read_source

_PROGRAM = os.path.join(os.path.dirname(__file__), "picture.py")
_REMEMBERED = 64
"""Pages: some ten megabytes."""

_AT_ONCE = 2
_PATIENCE_SECONDS = 120.0
"""The program ends itself sooner; this is for what does not."""

_PDF = "application/pdf"


class Gallery:
    """The pages of the sources in a folder, or of none."""

    def __init__(self, folder: str | None) -> None:
        self.folder = folder
        self._drawn: OrderedDict[tuple[str, int], Picture] = OrderedDict()
        self._turn = asyncio.Semaphore(_AT_ONCE)

    async def pictures(self, source: Source, numbers: Sequence[int]) -> Mapping[int, Picture]:
        """Pages of a source by number; one that cannot be displayed is left out.

        Raises:
            NoPicture: there are none, and why.
        """
        if source.media_type != _PDF:
            raise NoPicture(f"{source.path} non è un PDF: le sue pagine non hanno un'immagine.")
        wanted = [number for number in numbers if (source.sha256, number) not in self._drawn]
        if wanted:
            data = await asyncio.to_thread(read_source, self.folder, source)
            async with self._turn:
                for picture in await _drawn(data, wanted, source.path):
                    self._drawn[source.sha256, picture[0]] = picture
        found = {
            number: self._drawn[source.sha256, number]
            for number in numbers
            if (source.sha256, number) in self._drawn
        }
        self._forget(source.sha256, numbers)
        return found

    def _forget(self, digest: str, used: Sequence[int]) -> None:
        """Keeps those used last."""
        for number in used:
            if (digest, number) in self._drawn:
                self._drawn.move_to_end((digest, number))
        while len(self._drawn) > _REMEMBERED:
            self._drawn.popitem(last=False)


async def _drawn(data: bytes, numbers: Sequence[int], path: str) -> list[Picture]:
    program = await asyncio.create_subprocess_exec(
        *(sys.executable, "-P", _PROGRAM, *map(str, numbers)),
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.DEVNULL,
    )
    try:
        output, _ = await asyncio.wait_for(program.communicate(data), _PATIENCE_SECONDS)
        if program.returncode == 0:
            return msgspec.msgpack.decode(output, type=list[Picture])
    except TimeoutError:
        pass
    finally:
        if program.returncode is None:
            program.kill()
            await program.wait()
    raise NoPicture(
        f"Le pagine di {path} non si possono disegnare. Aprire il file con un altro programma."
    )
