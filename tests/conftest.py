"""What is installed here changes no test: without the mark `ocr` no page is recognised."""

import pytest

from pipeline.read.recognise import engine


@pytest.fixture(autouse=True)
def _no_engine(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """No engine is found, unless the test is marked `ocr`; nor does a command look for one."""
    if not request.node.get_closest_marker("ocr"):
        monkeypatch.setattr(engine, "find_engine", lambda: None)
        monkeypatch.setenv("ATTIDATI_OCR", "never")
