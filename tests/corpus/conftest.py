"""The corpus is public, real, and not part of the project: its tests run where it is at hand."""

from pathlib import Path

import pytest

from tests.places import ACTS, PLANS


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Leaves these tests out where the corpus is not there; `make check` says so."""
    here = Path(__file__).parent
    if PLANS.is_dir() and ACTS.is_dir():
        return
    missing = pytest.mark.skip(reason=f"no corpus in {PLANS.parent}")
    for item in items:
        if here in item.path.parents:
            item.add_marker(missing)
