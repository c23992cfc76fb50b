"""The real plans as PDFs, in the layouts of the corpus's bench: rendered once, then kept.

Needs the corpus, its bench, LibreOffice and python-docx.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from hashlib import sha256
from pathlib import Path

from tests.places import BENCH, PLANS

LAYOUTS = ("blocchi", "scheda", "programma")


def rendered() -> Path:
    """The folder that holds a folder of PDFs a layout, made where they are not there yet."""
    gold = _bench("gold.py", str(PLANS))
    key = sha256((BENCH / "render.py").read_bytes() + gold).hexdigest()[:16]
    cache = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "attidati"
    for layout in LAYOUTS:
        if not (cache / key / layout).is_dir():
            _render(layout, gold, cache / key)
    return cache / key


def _render(layout: str, gold: bytes, folder: Path) -> None:
    """Renders aside, then moves: a folder that is there is whole."""
    print(f"rendering {layout} into {folder} ...", file=sys.stderr)
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=folder) as aside:
        source, out = Path(aside, "gold.jsonl"), Path(aside, layout)
        source.write_bytes(gold)
        _bench("render.py", layout, str(source), str(out))
        for made in out.glob("*.docx"):
            if not made.with_suffix(".pdf").is_file():
                raise FileNotFoundError(f"LibreOffice did not render {made.name} ({layout})")
            made.unlink()
        out.rename(folder / layout)


def _bench(program: str, *arguments: str) -> bytes:
    """What a program of the bench prints."""
    command = [sys.executable, program, *arguments]
    return subprocess.run(command, cwd=BENCH, stdout=subprocess.PIPE, check=True).stdout
