"""What the project says of itself is so."""

import ast
import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.places import ROOT

README = (ROOT / "README.md").read_text(encoding="utf-8")
MODULES = sorted(
    path for floor in ("pipeline", "extractors", "schemas") for path in (ROOT / floor).rglob("*.py")
)


@pytest.mark.parametrize("module", MODULES, ids=lambda path: str(path.relative_to(ROOT)))
def test_everything_public_says_what_it_is(module: Path) -> None:
    tree = ast.parse(module.read_text(encoding="utf-8"))
    assert ast.get_docstring(tree)
    for node in ast.walk(tree):
        named = isinstance(node, ast.FunctionDef | ast.ClassDef) and not node.name.startswith("_")
        if named and node in tree.body:
            assert isinstance(node, ast.FunctionDef | ast.ClassDef)
            assert ast.get_docstring(node), f"{module.name}:{node.lineno} {node.name}"


def test_readme_shows_the_help_that_the_command_prints() -> None:
    command = [
        sys.executable,
        "-c",
        "from pipeline.cli import extract; extract(prog_name='extract')",
    ]
    printed = subprocess.run(
        [*command, "--help"], capture_output=True, text=True, check=True, env={"COLUMNS": "80"}
    ).stdout
    assert printed.strip() in README


def test_readme_names_only_targets_that_make_has() -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    targets = set(re.findall(r"^([a-z]+):", makefile, flags=re.MULTILINE))
    named = set(re.findall(r"`make ([a-z]+)`|^make ([a-z]+)$", README, flags=re.MULTILINE))
    assert {name for pair in named for name in pair if name} <= targets


def test_readme_explains_every_dependency() -> None:
    project = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    listed = re.search(r"^dependencies = \[(.*?)\]", project, flags=re.MULTILINE | re.DOTALL)
    assert listed
    for name in re.findall(r'"([a-z0-9-]+)', listed[1]):
        assert re.search(rf"^\| {name} \|", README, flags=re.MULTILINE), name


def test_constraints_pin_every_package_and_name_no_index() -> None:
    lines = (ROOT / "constraints.txt").read_text(encoding="utf-8").splitlines()
    pins = [line for line in lines if line and not line.startswith("#")]
    assert all(re.fullmatch(r"[A-Za-z0-9_.-]+==[A-Za-z0-9_.+!-]+", pin) for pin in pins)
    assert pins == sorted(pins, key=str.lower)
