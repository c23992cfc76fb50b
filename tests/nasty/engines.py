"""Where the reference engine is no reference."""

import pytest


def only_pdfium(why: str) -> pytest.MarkDecorator:
    """A test for PDFium alone; `why` says what pdfplumber does."""
    return pytest.mark.parametrize(
        "engine", [pytest.param("pdfium", id=f"pdfium; pdfplumber {why}")]
    )
