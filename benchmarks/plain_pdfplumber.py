"""A peer: pdfplumber as most use it, each page's text and its tables, and nothing made of them."""

import argparse
import json
from pathlib import Path

import pdfplumber


def characters(path: Path) -> list[int]:
    """How many characters of text and of tables each page of a file has."""
    counts = []
    with pdfplumber.open(path) as pdf:
        for page in pdf.pages:
            text = page.extract_text()
            tables = page.extract_tables()
            cells = (cell for table in tables for row in table for cell in row)
            counts.append(len(text) + sum(len(cell or "") for cell in cells))
            page.close()
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
