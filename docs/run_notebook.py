"""Runs the cells of `catalogue.ipynb` and keeps what they show: `make schema`.

A cell shows what it prints, and the value of its last line, as text. Cells are Python and nothing
else: no magics, no shell.
"""

from __future__ import annotations

import ast
import contextlib
import io
import json
from pathlib import Path
from typing import Any

NOTEBOOK = Path(__file__).with_name("catalogue.ipynb")


def executed(notebook: dict[str, Any]) -> dict[str, Any]:
    """The notebook with its cells run in order, in a namespace of their own."""
    names: dict[str, Any] = {"__name__": "__main__"}
    count = 0
    cells = []
    for cell in notebook["cells"]:
        if cell["cell_type"] == "code":
            count += 1
            outputs = _outputs("".join(cell["source"]), names, count)
            cells.append({**cell, "execution_count": count, "outputs": outputs})
        else:
            cells.append(cell)
    return {**notebook, "cells": cells}


def as_text(notebook: dict[str, Any]) -> str:
    """The notebook as it is written to a file."""
    return json.dumps(notebook, ensure_ascii=False, indent=1, sort_keys=True) + "\n"


def _outputs(source: str, names: dict[str, Any], count: int) -> list[dict[str, Any]]:
    printed = io.StringIO()
    with contextlib.redirect_stdout(printed):
        value = _run(source, names, count)
    outputs: list[dict[str, Any]] = []
    if text := printed.getvalue():
        outputs.append({"output_type": "stream", "name": "stdout", "text": _lines(text)})
    if value is not None:
        data = {"text/plain": _lines(repr(value))}
        result = {"output_type": "execute_result", "execution_count": count}
        outputs.append({**result, "data": data, "metadata": {}})
    return outputs


def _run(source: str, names: dict[str, Any], count: int) -> object:
    """Runs a cell; the value of its last line, where that is an expression."""
    tree = ast.parse(source, f"cell {count}")
    last = tree.body.pop() if tree.body and isinstance(tree.body[-1], ast.Expr) else None
    exec(compile(tree, f"cell {count}", "exec"), names)  # noqa: S102  the cells are ours
    if not isinstance(last, ast.Expr):
        return None
    return eval(compile(ast.Expression(last.value), f"cell {count}", "eval"), names)  # noqa: S307


def _lines(text: str) -> list[str]:
    return text.splitlines(keepends=True)


if __name__ == "__main__":
    before = json.loads(NOTEBOOK.read_text(encoding="utf-8"))
    NOTEBOOK.write_text(as_text(executed(before)), encoding="utf-8")
