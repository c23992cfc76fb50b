"""What the standard library raises at a broken ZIP, or at a way to pack that it has not.

Imported where a ZIP is opened: most files are none.
"""

from __future__ import annotations

import struct
import zlib
from lzma import LZMAError
from zipfile import BadZipFile

BROKEN_ZIP = (
    *(BadZipFile, zlib.error, LZMAError, NotImplementedError, RuntimeError, struct.error),
    *(OSError, EOFError, ValueError, LookupError),
    MemoryError,  # LZMA asks for as much as the file says
)
