"""How things fail, and what the exit codes mean."""

import re
from enum import IntEnum

_OBJECT = r"<([^<>]{1,200}?) at 0x[0-9a-fA-F]+>"


class ExitCode(IntEnum):
    """What the shell is told."""

    OK = 0
    """The run finished; documents that could not be read are in the output as `failed`."""
    STRICT = 1
    """With --strict or --check: a document failed, or has an issue of severity error.

    With both, of severity warning too.
    """
    USAGE = 2
    """The call cannot be carried out: nothing to read, a path that is not there."""
    OUTPUT = 3
    """The output could not be written; what was there before is untouched."""
    INTERRUPTED = 130
    """Stopped by the user (SIGINT); what was read is written."""
    TERMINATED = 143
    """Stopped by the system (SIGTERM); what was read is written."""


class DocumentError(Exception):
    """One file cannot be read. The batch goes on; the record says why and what to do."""

    def __init__(self, code: str, message: str, remedy: str) -> None:
        """What libraries say may hold an object and where it is in memory, each time elsewhere."""
        message = re.sub(_OBJECT, r"<\1>", message)
        super().__init__(message)
        self.code = code
        self.message = message
        self.remedy = remedy

    def __reduce__(self) -> tuple[type["DocumentError"], tuple[str, str, str]]:
        """Survives the way back from a worker process."""
        return DocumentError, (self.code, self.message, self.remedy)


class UsageError(Exception):
    """The call itself is wrong; nothing was read. The message says the remedy."""


class OutputError(Exception):
    """The result cannot be written. The message says the remedy."""
