"""Writes the fixtures beside it: two samples as LibreOffice saves them, in four formats.

    python -m tests.office.make

The text of a sample becomes a Word document as the acts come: rows of tabs are ruled tables, a row
of one cell is merged over the columns, `LABEL: value` has its label in bold, a running head and
page numbers stand on each page. LibreOffice then writes it as .odt, and from that .docx, .html and
.rtf. Needs python-docx and soffice; the fixtures are committed, so the tests need neither.
"""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from itertools import groupby
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from tests.places import SAMPLES

HERE = Path(__file__).parent
SLUGS = {"programma": "programma_7522_2024", "piano": "piano_cidis_2022"}
"""Fixtures by name, and the samples they are made of."""

FORMATS = ("odt", "docx", "html", "rtf")
_HEADS = {"programma": "Distretto Family Audit Alta Valsugana", "piano": "Piano famiglia 2022"}


def build(name: str, path: Path) -> None:
    """A Word document of a sample's text."""
    import docx

    document = docx.Document()
    _bands(document, _HEADS[name])
    text = (SAMPLES / SLUGS[name] / "source.txt").read_text(encoding="utf-8")
    lines = [line for line in text.split("\n") if line.strip() and not re.match("-+\t", line)]
    for width, rows in groupby(_joined(lines), _width):
        if width:
            _table(document, [row.rstrip("\n").split("\t") for row in rows])
        else:
            for line in rows:
                _paragraph(document, line)
    document.save(str(path))


def _joined(lines: list[str]) -> list[str]:
    """The rows, those that a page cut in two put together."""
    found: list[str] = []
    for line in lines:
        if line.startswith("\t") and line.count("\t") == 1 and found:
            found[-1] += " " + line.strip()
        else:
            found.append(line)
    return found


def _width(line: str) -> int:
    """How many columns the table of a line has; none outside tables."""
    cells = line.split("\t")
    return 0 if len(cells) == 1 else max(2, len(cells))


def _table(document: Any, rows: list[list[str]]) -> None:
    """Tables one under the other, a new one at each row of one cell."""
    table = None
    for cells in rows:
        is_title = len(cells) == 2 and not cells[1].strip()
        if is_title or table is None:
            document.add_paragraph()
            table = document.add_table(0, len(cells), style="Table Grid")
        made = table.add_row().cells
        if is_title:
            made[0].merge(made[-1]).text = cells[0]
            continue
        for cell, value in zip(made, cells, strict=True):
            cell.text = value.strip()
    document.add_paragraph()


def _paragraph(document: Any, line: str) -> None:
    paragraph = document.add_paragraph()
    label = re.match(r"[A-ZÀ-Ù-]{4,20}:", line)
    if label:
        paragraph.add_run(label[0]).bold = True
        line = line[label.end() :]
    paragraph.add_run(line)


def _bands(document: Any, head: str) -> None:
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    section = document.sections[0]
    section.header.paragraphs[0].text = head
    run = section.footer.paragraphs[0].add_run()
    for kind in ("begin", "", "end"):
        mark = OxmlElement("w:fldChar" if kind else "w:instrText")
        if kind:
            mark.set(qn("w:fldCharType"), kind)
        else:
            mark.text = "PAGE"
        run._r.append(mark)  # noqa: SLF001  python-docx has no fields


def convert(path: Path, ending: str, folder: Path) -> Path:
    """The document as LibreOffice saves it in another format."""
    profile = f"-env:UserInstallation=file://{folder}/profile"
    command = ["soffice", profile, "--headless", "--convert-to", ending]
    command += ["--outdir", str(folder), str(path)]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    return folder / f"{path.stem}.{ending}"


def main() -> None:
    """Rewrite the fixtures."""
    if not shutil.which("soffice"):
        sys.exit("soffice is not installed: Debian has it as libreoffice-writer")
    with TemporaryDirectory() as scratch:
        folder = Path(scratch)
        for name in SLUGS:
            first = folder / f"{name}.docx"
            build(name, first)
            odt = convert(first, "odt", folder)
            for ending in FORMATS:
                made = odt if ending == "odt" else convert(odt, ending, folder)
                shutil.copy(made, HERE / made.name)


if __name__ == "__main__":
    main()
