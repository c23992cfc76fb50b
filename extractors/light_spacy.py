"""spaCy without its command line, which it imports with itself: a third of the time that takes.

Each worker that meets a list of organisations imports spaCy once, so the time counts. The command
line is there for who asks for it afterwards.
"""

from __future__ import annotations

import sys
from types import ModuleType
from typing import Any

_COMMAND_LINE = ("spacy.cli", "spacy.cli.info")


def import_spacy() -> None:
    """Imports spaCy, unless it is there; modules of it that are asked for next are found then."""
    if "spacy" in sys.modules:
        return
    held = {name: ModuleType(name) for name in _COMMAND_LINE}
    vars(held["spacy.cli.info"])["info"] = _info
    sys.modules.update(held)
    try:
        import spacy
    except ImportError:  # a spaCy that wants more of its command line at once
        _let_go(held)
        import spacy  # noqa: F401
    finally:
        _let_go(held)


def _let_go(held: dict[str, ModuleType]) -> None:
    """Takes the stand-ins away, so that the modules themselves are imported when asked for."""
    for name, module in held.items():
        if sys.modules.get(name) is module:
            del sys.modules[name]


def _info(*args: Any, **options: Any) -> Any:
    """`spacy.info`, from the module that it is in."""
    from spacy.cli.info import info

    return info(*args, **options)
