"""The peer: what people write today to get at the plans. Five regular expressions and a loop.

It loses the actions of plans that print no `-----`, cuts values at their first line, and leaves the
damage to the accents. Kept as it would be written, to measure against.
"""

import argparse
import json
import re
from pathlib import Path

FIELDS = {
    "titolo": re.compile(r"TITOLO: (.*)"),
    "tassonomia": re.compile(r"TASSONOMIA: (.*)"),
    "macro_ambito": re.compile(r"MACRO-AMBITO: (.*)"),
    "obiettivo": re.compile(r"OBIETTIVO: (.*)"),
    "descrizione": re.compile(r"DESCRIZIONE: (.*?)(?=\n-----|\Z)", re.DOTALL),
}


def azioni(text: str) -> list[dict[str, str]]:
    """The actions that the five expressions find."""
    found = []
    for block in text.split("-----"):
        matches = {field: pattern.search(block) for field, pattern in FIELDS.items()}
        action = {field: match[1].strip() for field, match in matches.items() if match}
        if "titolo" in action:
            found.append(action)
    return found


def main() -> None:
    """Reads a folder of plans, writes one JSON file."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("-o", "--output", type=Path, required=True)
    arguments = parser.parse_args()
    documents = [
        {"doc": path.stem, "azioni": azioni(path.read_text(encoding="utf-8"))}
        for path in sorted(arguments.folder.glob("*.txt"))
    ]
    with arguments.output.open("w", encoding="utf-8") as stream:
        json.dump(documents, stream, ensure_ascii=False, indent=1)


if __name__ == "__main__":
    main()
