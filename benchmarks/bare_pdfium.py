"""A peer: the bare engine, pypdfium2, asked for each page's text and nothing else.

No fields, no tables, no places: the floor that anything standing on this engine starts from.
"""

import argparse
import json
from pathlib import Path

from pypdfium2 import PdfDocument


def characters(path: Path) -> list[int]:
    """How many characters each page of a file has."""
    counts = []
    pdf = PdfDocument(path)
    for page in pdf:
        textpage = page.get_textpage()
        counts.append(len(textpage.get_text_range()))
        textpage.close()
        page.close()
    pdf.close()
    return counts


def main() -> None:
    """Reads a folder of PDFs, prints how many pages and characters they have."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    folder = parser.parse_args().folder
    counts = [count for path in sorted(folder.glob("*.pdf")) for count in characters(path)]
    print(json.dumps({"pages": len(counts), "characters": sum(counts)}))


if __name__ == "__main__":
    main()
