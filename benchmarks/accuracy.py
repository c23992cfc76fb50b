"""Exactness on the real plans, ours and a peer's, by the bench's own score: run by `make bench`.

Prints a Markdown table. Needs the corpus and its bench beside the project.
"""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import tempfile
from importlib.util import find_spec
from pathlib import Path

from benchmarks.rendered import LAYOUTS, rendered
from tests.places import AS_PRINTED, BENCH, PLANS, ROOT

EXTRACT = str(Path(sys.executable).with_name("extract"))


def bench(program: str, *arguments: str) -> str:
    """What a program of the bench prints."""
    command = [sys.executable, program, *arguments]
    return subprocess.run(command, cwd=BENCH, capture_output=True, text=True, check=True).stdout


def score(gold: Path, command: list[str], out: Path, *fields: str) -> str:
    """The bench's summary of what a command wrote: its first and its last line."""
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
    lines = bench("score.py", str(gold), str(out), *fields, "--all").splitlines()
    return f"{lines[0]} | {lines[-1]}"


def as_pdf(gold: Path, out: Path) -> None:
    """Prints the score of the plans rendered as PDFs, where what renders them is at hand."""
    if not (shutil.which("soffice") and find_spec("docx")):
        print("\nno LibreOffice or no python-docx: PDFs were not rendered")
        return
    folder = rendered()
    print("\n| the same as PDF | interventi | fields |\n|---|---|---|")
    for layout in LAYOUTS:
        own = folder / layout / "gold.jsonl"
        fields = ("progettualita",) if own.is_file() else ()
        command = [EXTRACT, str(folder / layout), "-o", str(out), "--quiet", *AS_PRINTED]
        print(f"| {layout} | {score(own if fields else gold, command, out, *fields)} |")


def unread(out: Path) -> str:
    """The unread characters of a dataset, in all."""
    counts = [x["coverage"] for x in json.loads(out.read_text(encoding="utf-8"))["documents"]]
    total = sum(count["characters"] for count in counts)
    return f"{sum(count['unread'] for count in counts)} of {total} characters unread"


def main() -> int:
    """Scores both programs; nothing to do without the corpus."""
    if not PLANS.is_dir():
        print(f"no corpus in {PLANS}: exactness was not measured")
        return 0
    with tempfile.TemporaryDirectory() as folder:
        gold, ours, peer = (
            Path(folder) / name for name in ("gold.jsonl", "ours.json", "peer.json")
        )
        gold.write_text(bench("gold.py", str(PLANS)), encoding="utf-8")
        command = [EXTRACT, str(PLANS), "-o", str(ours), "--quiet", *AS_PRINTED]
        print("| 58 plans, text | azioni | fields |\n|---|---|---|")
        print(f"| `extract` | {score(gold, command, ours)} |")
        regexes = [sys.executable, "benchmarks/five_regex.py", str(PLANS), "-o", str(peer)]
        print(f"| five regular expressions | {score(gold, regexes, peer)} |")
        print(f"\n{unread(ours)}")
        as_pdf(gold, ours)
    return 0


if __name__ == "__main__":
    sys.exit(main())
