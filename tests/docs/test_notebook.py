"""The notebook runs, and shows what it keeps; its runner runs cells as they stand."""

import json
from typing import Any

import pandas as pd
import pytest

from docs.run_notebook import NOTEBOOK, as_text, executed

TEXT = NOTEBOOK.read_text(encoding="utf-8")


def notebook(*sources: str) -> dict[str, Any]:
    """A notebook of these cells."""
    return {
        "cells": [
            {"cell_type": "code", "source": [source], "outputs": [], "execution_count": None}
            for source in sources
        ]
    }


def test_the_notebook_shows_what_its_cells_give(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(NOTEBOOK.parent)  # as Jupyter does
    with pd.option_context("display.width", 80, "display.max_columns", 9, "max_colwidth", 9):
        assert as_text(executed(json.loads(TEXT))) == TEXT
    assert len(TEXT) < 20_000


def test_cells_share_their_names_and_show_their_last_value() -> None:
    first, second = executed(notebook("a = 2\nprint('x')", "a + 1"))["cells"]
    assert first["outputs"] == [{"output_type": "stream", "name": "stdout", "text": ["x\n"]}]
    assert second["outputs"][0]["data"] == {"text/plain": ["3"]}
    assert (first["execution_count"], second["execution_count"]) == (1, 2)


def test_a_cell_that_fails_is_not_passed_over() -> None:
    with pytest.raises(ZeroDivisionError):
        executed(notebook("1 / 0", "1"))
