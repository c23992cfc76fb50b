"""What the user can choose about the output's content."""

from __future__ import annotations

from msgspec import Struct

from pipeline.read import Ocr, PdfEngine


class Options(Struct, frozen=True, gc=False):
    """What the user chose about the output's content."""

    evidence: bool = True
    full_repairs: bool = False
    pdf_engine: PdfEngine = "pdfium"
    ocr: Ocr = "auto"
    taxonomy: str | None = None
    """The folder of the user's editions of the taxonomy."""
    no_repair: frozenset[str] = frozenset()
    """Families and rules of repairs that are switched off."""
    organisations: str | None = None
    """The file of reviewed keys of organisations."""
    suggest: str | None = None
    """What suggests codes: the folder of a model, or `labels`."""


DEFAULTS = Options()
