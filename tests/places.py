"""Where things are: the samples, and the corpus where it is at hand."""

import os
from pathlib import Path

ROOT = Path(__file__).parent.parent
SAMPLES = ROOT / "samples"
SHARED = Path(os.environ.get("ATTIDATI_SHARED", ROOT.parent / "shared"))
"""The folder of the corpus, which is not part of the project."""

PLANS = SHARED / "corpus" / "piani"
ACTS = SHARED / "corpus" / "atti"
BENCH = SHARED / "bench"

AS_PRINTED = ("--no-repair", "OCR", "--no-repair", "HYP", "--no-repair", "SPC")
"""Options under which values are as the bench's gold has them: it keeps the slips of the print."""
