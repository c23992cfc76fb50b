"""Do the engines agree on the words of every page? `python -m benchmarks.engines [FOLDER ...]`.

Compares PDFium with pdfplumber, the reference, page by page, over the samples, the real acts and
the PDFs in the folders named, and lists every page on which the words differ. Slow: pdfplumber is.
"""

from __future__ import annotations

import argparse
import sys
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

from pipeline.errors import DocumentError
from pipeline.read import read
from tests.engines import Difference, differences
from tests.places import ACTS, SAMPLES


def compare(file: Path) -> tuple[int, list[Difference]]:
    """The pages of a file, and those whose words differ; none of a scan, which has no words."""
    data = file.read_bytes()
    try:
        pages = len(read(data, ".pdf").pages)
    except DocumentError:
        return 0, []
    return pages, differences(data)


def main() -> int:
    """Prints a row a folder, then every difference."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folders", nargs="*", type=Path)
    folders = [SAMPLES, ACTS, *parser.parse_args().folders]
    print("| folder | pages | with the same words |\n|---|--:|--:|")
    told: list[str] = []
    with ProcessPoolExecutor() as pool:
        for folder in folders:
            files = sorted(folder.rglob("*.pdf"))
            found = list(pool.map(compare, files))
            pages, differing = sum(n for n, _ in found), sum(len(each) for _, each in found)
            print(f"| {folder.name} | {pages} | {pages - differing} |", flush=True)
            for file, (_, each) in zip(files, found, strict=True):
                told += [
                    f"{file.parent.name}/{file.name} p. {one.page}: "
                    f"{' '.join(one.pdfium) or '–'} | {' '.join(one.pdfplumber) or '–'}"
                    for one in each
                ]
    print("\nDifferences (PDFium | pdfplumber):")
    print("\n".join(told) or "none")
    return 0


if __name__ == "__main__":
    sys.exit(main())
