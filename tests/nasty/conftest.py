"""Every case is read by both engines, but where one of them cannot."""

import pytest

ENGINES = ("pdfium", "pdfplumber")


@pytest.fixture(params=ENGINES)
def engine(request: pytest.FixtureRequest) -> str:
    """The name of an engine."""
    return str(request.param)
