"""What the data is: the pages a reader gives, and the contract of the output.

The output's models are loaded on first use, so that reading pages costs no pydantic.
"""

import os
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from schemas.dataset import Dataset as Dataset
    from schemas.dataset import IncompatibleVersionError as IncompatibleVersionError

__all__ = ["PACKAGE", "Dataset", "IncompatibleVersionError"]

PACKAGE = os.path.dirname(__file__)
"""The folder that holds the lexicon, the rules and the JSON Schema."""


def __getattr__(name: str) -> object:
    """`from schemas import Dataset` without importing pydantic before it is wanted."""
    if name in ("Dataset", "IncompatibleVersionError"):
        from schemas import dataset

        return getattr(dataset, name)
    raise AttributeError(f"module 'schemas' has no attribute {name!r}")
