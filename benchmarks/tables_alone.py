"""`extract` as far as tables and interventi go: what the peers' text and tables are the start of.

What `extract` does besides (the act, its references, people, checks) is left out, as peers do not
do it either. The stages are those of `pipeline.run`, and the fields of the interventi are written.
"""

import argparse
import gc
import json
from hashlib import sha256
from pathlib import Path

import msgspec

from pipeline import GC_THRESHOLD
from pipeline.collection import parts_of
from pipeline.extract import extract
from pipeline.layout import lay_out
from pipeline.read import read
from pipeline.repair import repair
from pipeline.segment import segment


def pages_read(path: Path) -> int:
    """Reads a file as far as its interventi, and makes JSON of them; how many pages it has."""
    data = path.read_bytes()
    name = sha256(data).hexdigest()
    reading = read(data, path.suffix, "pdfium")
    for part in parts_of(reading.pages):
        laid_out = lay_out(reading.pages[part.start : part.stop])
        flow = repair(laid_out.flow).flow
        msgspec.json.encode(extract(flow, segment(flow).blocks, name))
    return len(reading.pages)


def main() -> None:
    """Reads a folder of PDFs, prints how many pages they have."""
    gc.set_threshold(GC_THRESHOLD)
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    folder = parser.parse_args().folder
    print(json.dumps({"pages": sum(map(pages_read, sorted(folder.glob("*.pdf"))))}))


if __name__ == "__main__":
    main()
